"""`tutor show ID`, `tutor list`: job aids by name."""

import os
import sys

from tutor.cli.how import Options, aid_lines, check_pack, talk_notes
from tutor.cli.output import Screen
from tutor.cli.speech import clean, talk
from tutor.errors import Exit
from tutor.model.printed import DIM, OFF, line, squeezed
from tutor.places import places
from tutor.services.lookup import Aids, Hit, one_aid
from tutor.services.verified import proof_line, proofs

HELP = {
    "show": """\
usage: tutor show ID [--raw | --command[=N] | --json | --tsv] [--color WHEN] [--no-pager]
       tutor show ID --sources [--json]

A job aid by its id, or by PACK/ID, whole. With --sources: what backs an item or a question of any kind, and whether
the claims behind it held when they were run.
""",
    "list": """\
usage: tutor list [--pack PACK] [--json | --tsv] [--no-pager]

Every job aid, one a line: id, kind, title and where its pack comes from (here, team, own, installed or shipped),
separated by tabs. With --tsv: id, title, pack, path.
To choose one: tutor list | fzf -d '\\t' --preview 'tutor show {1} --color always' | cut -f 1 | xargs tutor show
""",
}


def run(command: str, words: list[str]) -> int:
    if "-h" in words or "--help" in words:
        sys.stdout.write(HELP[command])
        return Exit.DONE
    if command == "show" and "--sources" in words:
        from tutor.cli.sources import show_sources

        return show_sources([word for word in words if word != "--sources"])
    options = Options(words)
    wanted = 1 if command == "show" else 0
    unknown = [word for word in options.words if word.startswith("-")]
    if unknown or len(options.words) != wanted:
        said = f"{unknown[0]} is no flag of tutor {command}" if unknown else "which aid?"
        talk(HELP[command].partition("\n")[0], f"tutor: {said}")
        raise SystemExit(Exit.USAGE)
    aids = Aids(places(), os.getcwd())
    try:
        check_pack(aids, options.pack)
        code = _show(aids, options) if command == "show" else _list(aids, options)
        talk_notes(aids)
        return code
    finally:
        aids.close()


def _show(aids: Aids, options: Options) -> int:
    hit = one_aid(aids, options.words[0])
    screen = Screen(options.colour)
    if options.form in ("text", "list"):
        lines = [*aid_lines(aids, hit, screen), *_verified(aids, hit, screen)]
        screen.show(squeezed(lines, screen.rows - 1), pager=options.pager)
    elif options.form == "command":
        from tutor.cli.prompt import put_command

        return put_command(aids, hit, options.number)
    else:
        from tutor.cli.records import show_as

        show_as(options.form, aids, hit, screen, pager=options.pager)
    return Exit.DONE


def _verified(aids: Aids, hit: Hit, screen: Screen) -> list[str]:
    """One quiet line on whether what the aid says was seen to be so."""
    found = aids.read(lambda db: proofs(db, aids.where, hit.name))
    told = proof_line(found)
    return screen.lines(f"{line('')}\n{line(f'{DIM}{told}{OFF}', 0)}") if told else []


def _list(aids: Aids, options: Options) -> int:
    from tutor.cli.records import as_json, as_tsv

    hits = aids.all(options.pack)
    if options.form == "json":
        sys.stdout.write(as_json(aids, hits))
    elif options.form == "tsv":
        sys.stdout.write(as_tsv(aids, hits))
    else:
        lines = [clean(f"{hit.name}\t{hit.kind}\t{' '.join(hit.title.split())}\t{hit.label}") for hit in hits]
        Screen(options.colour).show(lines, pager=options.pager)
    return Exit.DONE if hits else Exit.NOTHING
