"""`tutor lab [ID]`: the labs there are, or one of them, in your own shell. Exit 0 when it is solved, 1 when not yet."""

import sys

from tutor.cli.opening import opened
from tutor.cli.speech import ask, ask_aside, count, say, say_json, talk
from tutor.cli.trust import difference_lines
from tutor.cli.words import parser_for
from tutor.errors import Exit, NotTrusted, SandboxError
from tutor.services.labs import LabRow, OpenLab, Ready, begin, labs, prepare
from tutor.services.opening import Tutor
from tutor.services.trust import TrustState, agree, lines_of


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("id", nargs="?", help="a lab, as ID or PACK/ID (default: list them)")
    parser.add_argument("--plain", action="store_true", help="open no shell: you open one yourself")
    parser.add_argument("--afresh", action="store_true", help="a new world, even where one was left in the middle")
    parser.add_argument("--no-sandbox", action="store_true", help="run it even where nothing walls it in")
    options = parser.parse_args(words)
    with opened() as tutor:
        if not options.id:
            return _list(labs(tutor), options.json)
        with _opened_lab(tutor, options.id, unboxed=options.no_sandbox, afresh=options.afresh) as lab:
            from tutor.cli.plain_lab import PlainLab

            say_and_ask = (talk, ask_aside) if options.json else (say, ask)
            PlainLab(lab, sys.stdin, *say_and_ask, plain=options.plain).run()
            if options.json:
                say_json(_as_left(lab))
            return int(Exit.DONE if lab.solved else Exit.NOTHING)


def do_lab(tutor: Tutor, word: str) -> bool:
    """Let the learner do a lab on this terminal, and tell whether it is solved. Raises as `tutor lab` does."""
    with _opened_lab(tutor, word) as lab:
        from tutor.cli.plain_lab import PlainLab

        PlainLab(lab, sys.stdin).run()
        return lab.solved


def _opened_lab(tutor: Tutor, word: str, *, unboxed: bool = False, afresh: bool = False) -> OpenLab:
    """The lab, once nothing stands between the learner and its task. Raises NotTrusted and SandboxError on a no."""
    ready = prepare(tutor, word)
    _settle_trust(tutor, ready)
    return begin(tutor, ready.lab.name, unboxed=unboxed or _settle_sandbox(ready), afresh=afresh)


def _settle_trust(tutor: Tutor, ready: Ready) -> None:
    """Ask for trust where it is not given. Raises NotTrusted on a no."""
    trust = ready.trust
    if trust.is_given:
        return
    items = {item for item, _, _ in trust.commands}
    claims = sum(item.startswith("claim ") for item in items)
    where = count(len(items) - claims, "lab") + (f" and {count(claims, 'claim')}" if claims else "")
    talk(
        f"The labs of {trust.pack} run commands: {count(len(trust.commands), 'command')} in {where},"
        f" {trust.state.value}.",
        *difference_lines(trust),
    )
    seen = trust.state is TrustState.CHANGED
    while True:
        answer = _asked("May they be run on this machine? y or n" + ("" if seen else ", v to see them first") + ": ")
        if answer == "v":
            talk(*(f"    {line}" for line in lines_of(trust.commands)))
            seen = True
        elif answer in ("y", "yes"):
            agree(tutor.where, trust)
            return
        else:
            raise NotTrusted(f"the commands of {trust.pack} were not run", hint=f"tutor trust {trust.pack} shows them")


def _settle_sandbox(ready: Ready) -> bool:
    """Ask whether to go on without a sandbox, where there is none. Raises SandboxError on a no."""
    if not ready.no_sandbox:
        return False
    said = "What this lab runs would run as you: it could reach your files and your network."
    talk(f"Careful: {ready.no_sandbox}.", said)
    if _asked("Run it all the same? y or n: ") in ("y", "yes"):
        return True
    hint = "Install bubblewrap, or say --no-sandbox where nothing is at stake."
    raise SandboxError("the lab was not run", where=ready.lab.name, hint=hint)


def _asked(prompt: str) -> str:
    ask(prompt)
    line = sys.stdin.readline()
    if not line:
        talk("")
    return line.strip().lower()


def _list(rows: list[LabRow], as_json: bool) -> int:
    if as_json:
        say_json([_as_json(row) for row in rows])
    for row in () if as_json else rows:
        returns = f", comes back {row.returns:%a %d %b}" if row.returns else ""
        say(f"{row.name}: {row.title} ({row.state.value}{returns})")
    if not rows:
        talk("None of your packs has a lab.")
    return int(Exit.DONE if rows else Exit.NOTHING)


def _as_json(row: LabRow) -> dict[str, object]:
    progress = row.progress
    return {
        "name": row.name,
        "title": row.title,
        "state": row.state.value,
        "tries": progress.tries if progress else 0,
        "solved": progress.solved if progress else 0,
        "without help": progress.alone if progress else 0,
        "returns": row.returns.isoformat() if row.returns else None,
    }


def _as_left(lab: OpenLab) -> dict[str, object]:
    progress = lab.progress
    return {
        "lab": lab.lab.name,
        "solved": lab.solved,
        "hints": progress.hints,
        "solution shown": progress.shown,
        "returns": lab.returns.isoformat() if lab.returns else None,
    }
