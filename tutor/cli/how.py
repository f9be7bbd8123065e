"""`tutor how QUESTION`: the answer on screen. `tutor how 2` opens another one, `tutor how +` and `-` say if it worked.

Imports nothing that is slow (services/lookup.py), so flags are read by hand: whatever is no flag of ours belongs to the
question, as in `tutor how git reset --hard`.
"""

import os
import sys
import time

from tutor.cli.commands import COMMANDS
from tutor.cli.output import COLOURS, Screen
from tutor.errors import Exit, TutorError
from tutor.model.printed import CODE, DIM, OFF, STRONG, WIDE, line, squeezed
from tutor.places import Places, places
from tutor.services.lookup import ALTERNATIVES, Aids, Found, Hit, note_look_up, note_wish
from tutor.services.recent import Recent, recent, remember

HELP = """\
usage: tutor how QUESTION
       tutor how N | + | -

The job aid that answers a question, on the screen at once. The word `how` may be left out.

  tutor how 2        opens the second answer of the last look-up in this terminal
  tutor how +        it worked;  tutor how -  it did not
  --list             only name what was found
  --pack PACK        only look into this pack
  --exact            all the words, as they are typed: nothing is corrected
  --raw              the aid as its author wrote it, in Markdown
  --command[=N]      its first command alone, or the N-th: what tutor init puts on your prompt
  --json, --tsv      for programs; --tsv has: id, title, pack, path
  --color WHEN       auto, always or never
  --no-pager         never through a pager
  --                 what follows is the question

Exit: 0 found, 1 nothing found, 2 usage.
"""

_MOST = 50  # answers in a list
_CHROME = 4  # lines of a screen that are neither aid nor alternatives
_LEAST_ROWS = 6  # of the aid, however small the screen


class Options:
    """The flags, and the words that are left."""

    __slots__ = ("colour", "exact", "form", "number", "pack", "pager", "words")

    def __init__(self, words: list[str]) -> None:
        self.form = "text"  # or "list", "raw", "json", "tsv", "command"
        self.number = 1  # which command
        self.pack = ""
        self.exact = False
        self.pager = True
        self.colour = "auto"
        self.words: list[str] = []
        rest = iter(words)
        for word in rest:
            if word == "--":
                self.words += rest
            elif word in ("--list", "--raw", "--json", "--tsv"):
                self.form = word[2:]
            elif word.partition("=")[0] == "--command":
                self.form = "command"
                self._count(word)
            elif word == "--exact":
                self.exact = True
            elif word == "--no-pager":
                self.pager = False
            elif word.partition("=")[0] in ("--color", "--pack"):
                flag, given, value = word.partition("=")
                self._take(flag, value if given else next(rest, ""))
            else:
                self.words.append(word)

    def _count(self, word: str) -> None:
        _, given, value = word.partition("=")
        if given and not (value.isdecimal() and int(value[:4])):
            raise TutorError(f"--command= needs a number from 1 on, not {value!r}")
        self.number = int(value[:4]) if given else 1

    def _take(self, flag: str, value: str) -> None:
        if flag == "--pack":
            self.pack = value
            if not value:
                raise TutorError("--pack needs the id of a pack", hint="tutor packs lists them")
        elif value in COLOURS:
            self.colour = value
        else:
            raise TutorError(f"--color is one of {', '.join(COLOURS)}, not {value!r}")


def run(command: str, words: list[str], keep: "list[object] | None" = None) -> int:
    """Answer a question. `keep`: where the journal may stay open for one that is about to end (journal/lookups.py)."""
    began = time.monotonic()
    if words in (["-h"], ["--help"]):
        sys.stdout.write(HELP)
        return Exit.DONE
    if words in (["+"], ["-"]):
        from tutor.cli.outcome import tell

        return tell(worked=words == ["+"])
    options = Options(words)
    question = " ".join(options.words)
    where = places()
    aids = Aids(where, os.getcwd())
    try:
        check_pack(aids, options.pack)
        if question.isdecimal() and len(question) < 3:
            last = recent(where)
            if last is not None:
                from tutor.cli.again import open_again

                return open_again(aids, where, last, int(question), options)
        asked = int(time.time() * 1000)
        most = ALTERNATIVES + 1 if options.form == "text" else _MOST
        found = aids.search(question, most, pack=options.pack, exact=options.exact)
        talk_notes(aids)
        _talk_of(found)
        answered = found.sure or (bool(found.hits) and options.form not in ("text", "command"))
        code = Exit.DONE if answered else Exit.NOTHING
        if answered and options.form == "command":
            from tutor.cli.prompt import put_command

            code = put_command(aids, found.hits[0], options.number)
            if options.number > 1:
                return code  # one look-up, however often the next command is asked for
        elif answered:
            _answer(aids, found.hits, options, question)
        else:
            _nothing(where, found, options, question, keep)
        ms = int((time.monotonic() - began) * 1000)
        names = [hit.name for hit in found.hits[: ALTERNATIVES + 1]]
        remember(where, Recent(asked, question, names, int(answered)))
        if answered:
            _note(aids, question, names[0], ms, keep)
        return code
    finally:
        aids.close()


def talk_notes(aids: Aids) -> None:
    """Say what a person should know about how the catalog was opened."""
    if aids.notes:
        from tutor.cli.speech import talk

        talk(*aids.notes)


def check_pack(aids: Aids, pack: str) -> None:
    """Raise TutorError for a pack that is not there."""
    if pack and not aids.has_pack(pack):
        raise TutorError(f"there is no pack {pack!r}", hint="tutor packs lists them")


def _note(aids: Aids, question: str, aid: str, ms: int, keep: "list[object] | None") -> None:
    """Record the look-up, now that the answer stands on the screen; offer to learn what is asked again and again."""
    sys.stdout.flush()
    if note_look_up(aids.where, question, aid, 1, ms, teachable=aids.is_taught(aid), keep=keep):
        sys.stderr.write(f"You have looked this up three times in two weeks. To learn it: tutor learn {aid}\n")


def _talk_of(found: Found) -> None:
    if found.corrected:
        sys.stderr.write("".join([f"{typed}: taken as {meant}\n" for typed, meant in found.corrected]))


def _answer(aids: Aids, hits: list[Hit], options: Options, question: str) -> None:
    screen = Screen(options.colour)
    if options.form == "text":
        screen.show(_first_screen(aids, hits, screen), pager=False)
    elif options.form == "list":
        screen.show(screen.lines("\n".join(numbered(hits, 1))), pager=options.pager)
    else:
        from tutor.cli.records import as_json, as_tsv, raw

        if options.form == "raw":
            screen.show(raw(aids, hits[0]), pager=options.pager)
        else:
            sys.stdout.write(as_json(aids, hits, question) if options.form == "json" else as_tsv(aids, hits))


def _first_screen(aids: Aids, hits: list[Hit], screen: Screen) -> list[str]:
    """The best aid as far as one screen goes, what else was found, and what to type next."""
    below = _below(screen, hits[1 : ALTERNATIVES + 1])
    room = max(_LEAST_ROWS, screen.rows - len(below) - _CHROME)
    aid = squeezed(aid_lines(aids, hits[0], screen), room + 1 if screen.rows else 0)
    if screen.rows and len(aid) > room + 1:
        kept = aid
        if "" in aid and aid.index("") > room // 2:  # when to use it would be all that is seen
            kept = aid_lines(aids, hits[0], screen, conditions=False)
        more = screen.lines(line(f"{DIM}… {len(aid) - len(kept[:room])} more lines: tutor how 1{OFF}", 2))
        aid = [*kept[:room], *more]
    return aid + below


def _below(screen: Screen, others: list[Hit]) -> list[str]:
    """What else was found, as far as a third of the screen goes, and what to type next."""
    for shown in range(len(others), -1, -1):
        ending = _ending(len(others), len(others) - shown)
        below = screen.lines("\n".join([line(""), *numbered(others[:shown], 2), ending]))
        if not screen.rows or len(below) <= screen.rows // 3:
            break
    return below


def aid_lines(aids: Aids, hit: Hit, screen: Screen, *, conditions: bool = True) -> list[str]:
    """A whole aid as the screen shows it, its name behind the title; or without when to use it, and when not."""
    wide, narrow, _ = aids.printed(hit.id)
    title, _, rest = (narrow if narrow and screen.columns < WIDE else wide).partition("\n")
    if not conditions:
        rest = f"\n{rest}".partition(f"\n{line('')}\n")[2]
    return screen.lines(f"{title} {DIM}{hit.name}{_from(hit)}{OFF}\n{rest}")


def numbered(hits: list[Hit], first: int) -> list[str]:
    """What was found as stored lines, each with the number that opens it."""
    return [
        line(f"{STRONG}{number:>2}{OFF}  {hit.title} {DIM}{hit.name}{_from(hit)}{OFF}", 4)
        for number, hit in enumerate(hits, first)
    ]


def _from(hit: Hit) -> str:
    return "" if hit.label in ("installed", "shipped") else f" ({hit.label})"


def _ending(others: int, hidden: int) -> str:
    opens = f"{CODE}tutor how 2{OFF} opens the second. " if others else ""
    if hidden:
        last = f" to {others + 1}" if others > 1 else ""
        opens = f"Others: {CODE}tutor how 2{OFF}{last}. "
    return line(f"{opens}Did it work? {CODE}tutor how +{OFF} (yes) or {CODE}tutor how -{OFF} (no)", 0)


def _nothing(where: Places, found: Found, options: Options, question: str, keep: "list[object] | None") -> None:
    """Note the wish and say what came near: on stdout stands the answer, and there is none."""
    from tutor.cli.speech import talk

    if options.form == "json":
        from tutor.cli.records import as_json

        sys.stdout.write(as_json(None, [], question))
    if not question.strip():
        talk("What are you looking for? For example: tutor how undo last commit")
        return
    from difflib import get_close_matches

    noted = note_wish(where, question, keep)
    talk("Nothing found; noted as a wish (tutor wishes)." if noted else "Nothing found.")
    for name in get_close_matches(question, COMMANDS, n=1):
        talk(f"Did you mean: tutor {name}")
    if found.near:
        talk(f"Words that come near: {', '.join(dict.fromkeys(found.near))}")
    if found.hits:
        screen = Screen("never")
        talk("Aids that come near:", *screen.lines("\n".join(numbered(found.hits[:ALTERNATIVES], 1))))
    else:
        talk("tutor list names every aid there is.")
