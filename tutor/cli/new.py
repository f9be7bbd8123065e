"""`tutor new KIND [ID]`: begin a pack, or an item of one. Exit 2 where an answer is missing and nobody can be asked."""

import os
from argparse import Namespace
from datetime import date

from tutor.cli.naming import below, problem_line
from tutor.cli.new_answers import answers_of
from tutor.cli.speech import say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit, TutorError
from tutor.model.items import AID_KINDS
from tutor.places import places
from tutor.services.checking import check
from tutor.services.making import (
    MAKES,
    QUESTIONS,
    TITLE,
    chosen_id,
    claim_file,
    home_at,
    item_files,
    pack_files,
    write_files,
)
from tutor.services.new_packs import author_name, make_pack


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("kind", choices=(*MAKES, "claim"), metavar="KIND", help=f"one of {', '.join(MAKES)}, claim")
    parser.add_argument("id", nargs="?", default="", help="its id, for good (default: made of the title)")
    for question in (*QUESTIONS, TITLE):
        parser.add_argument(f"--{question.flag}", dest=f"answer_{question.flag}", metavar="TEXT", help=question.words)
    parser.add_argument("--kind", dest="aid", choices=AID_KINDS, help="what kind of job aid (default: procedure)")
    parser.add_argument("--teaches", default="", metavar="ID", help="what a quiz or a lesson practises")
    parser.add_argument("--backs", default="", metavar="ID", help="what a claim is about: items and questions")
    parser.add_argument("--in", dest="home", default="", metavar="FOLDER", help="the pack, or for a pack its folder")
    parser.add_argument("--bare", action="store_true", help="a pack without the examples")
    parser.add_argument("--no-git", action="store_true", help="make no git repository of a new pack")
    options = parser.parse_args(words)
    if options.aid and options.kind != "aid":
        raise TutorError(f"--kind is for job aids, not for a {options.kind}", hint="tutor new aid --kind checklist")
    if options.teaches and options.kind not in ("quiz", "lesson"):
        raise TutorError("--teaches is for quizzes and lessons")
    if options.bare and options.kind != "pack":
        raise TutorError("--bare is for packs")
    if options.backs and options.kind != "claim":
        raise TutorError("--backs is for claims")
    if options.kind == "pack":
        return _pack(options)
    if options.kind == "claim":
        return _claim(options)
    return _item(options)


def _pack(options: Namespace) -> int:
    if options.id:
        chosen_id(options.id, "")  # what cannot be is said before anything is asked
    answers = answers_of(options, "")
    id = chosen_id(options.id, answers["title"])
    today = date.today()
    made = make_pack(
        places(),
        options.home or id,
        pack_files(id, answers, author_name(), str(today), bare=options.bare),
        today,
        git=not options.no_git,
    )
    if options.json:
        say_json({"id": id, "folder": made.folder, "files": list(made.paths), "notes": list(made.notes)})
    else:
        say(*made.paths)
        talk(*(f"{made.folder}: {note}" for note in made.notes))
    found = _problems([made.folder])
    if not options.json:
        talk(f"Next: cd {made.folder}, then tutor new lesson (or quiz, aid, drill, lab, path).")
        if not options.bare:
            talk("Its files called first… are examples. README.md says how to be rid of them.")
        talk("tutor check --watch checks it at every save.")
    return int(Exit.NOTHING if found else Exit.DONE)


def _item(options: Namespace) -> int:
    home = home_at(options.home or os.getcwd(), places().installed)
    if options.id:
        chosen_id(options.id, "", home.taken)
    audience = home.read.pack.audience if home.read.pack else ""
    answers = answers_of(options, audience)
    id = chosen_id(options.id, answers["title"], home.taken)
    files = item_files(
        options.kind, id, home, answers, str(date.today()), aid=options.aid or "procedure", teaches=options.teaches
    )
    write_files(home.folder, files)
    paths = [below(home.folder, file.path) for file in files]
    if options.json:
        say_json({"id": id, "folder": home.folder, "files": paths})
    else:
        say(*paths)
    found = _problems(paths)
    if not options.json:
        talk("Each file tells of its form at its top. tutor check --watch checks it at every save.")
    return int(Exit.NOTHING if found else Exit.DONE)


def _claim(options: Namespace) -> int:
    """A claim is no item: no questions come first, and it is verified before it is good for anything."""
    home = home_at(options.home or os.getcwd(), places().installed)
    id, file = claim_file(options.id, home, options.backs)
    write_files(home.folder, [file])
    path = below(home.folder, file.path)
    if options.json:
        say_json({"id": id, "folder": home.folder, "files": [path]})
    else:
        say(path)
        talk("It holds an example: put your own fact in its place. tutor verify runs it, and its control.")
    return int(Exit.DONE)


def _problems(paths: list[str]) -> bool:
    """Say what is wrong with what was written; there is nothing, unless the pack around it was not whole."""
    checked = check(paths, date.today())
    lines = [problem_line(one.folder, problem) for one in checked for problem in one.problems]
    talk(*lines)
    return bool(lines)
