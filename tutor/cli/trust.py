"""`tutor trust [PACK]`: every command of a pack, and whether they may be run on this machine."""

import os
import sys

from tutor.cli.opening import opened
from tutor.cli.speech import ask, count, say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import places
from tutor.services.trust import Trust, TrustState, agree, lines_of, take_back, trust_at, trust_of, trusts


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("pack", nargs="?", help="its id, or its folder (default: list the packs that hold commands)")
    parser.add_argument("--yes", action="store_true", help="agree without being asked")
    parser.add_argument("--forget", action="store_true", help="take an earlier agreement back")
    options = parser.parse_args(words)
    if not options.pack:
        return _list(options.json)
    where = places()
    if options.forget:
        forgotten = take_back(where, options.pack)
        say(f"{options.pack}: " + ("no longer trusted" if forgotten else "was never trusted"))
        return int(Exit.DONE if forgotten else Exit.NOTHING)
    if os.sep in options.pack or os.path.exists(os.path.join(options.pack, "pack.yaml")):
        trust = trust_at(where, options.pack)
    else:
        with opened() as tutor:
            trust = trust_of(tutor, options.pack)
    if options.json:
        say_json(_as_json(trust))
    else:
        say(*lines_about(trust), exact=True)
    if not trust.is_given and (options.yes or (not options.json and agreed(trust))):
        agree(where, trust)
        talk(f"{trust.pack}: trusted, until one of these commands changes.")
        return int(Exit.DONE)
    return int(Exit.DONE if trust.is_given else Exit.NOTHING)


def agreed(trust: Trust) -> bool:
    """Ask whether the commands may be run. No answer is a no."""
    ask(f"May the commands of {trust.pack} be run on this machine? y or n: ")
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        say("")
    return line.strip().lower() in ("y", "yes")


def lines_about(trust: Trust) -> list[str]:
    """Every command of a pack, a line once; where they were agreed to before, marked by what changed since."""
    if trust.state is TrustState.NOTHING:
        return [f"{trust.pack}: {trust.state.value}, so nothing to trust"]
    head = f"{trust.pack}: {count(len(trust.commands), 'command')}, {trust.state.value}"
    if trust.state is TrustState.CHANGED:
        signs = "Marked + is what is new since you trusted it, - what is gone."
        return [head, *(f"  {sign} {line}" for sign, line in trust.compared), signs]
    return [head, *(f"    {line}" for line in lines_of(trust.commands))]


def difference_lines(trust: Trust) -> list[str]:
    """What changed since it was agreed to, if it was."""
    if trust.state is not TrustState.CHANGED:
        return []
    return ["", "Changed since you trusted it:", *(f"  {sign} {line}" for sign, line in trust.difference)]


def _list(as_json: bool) -> int:
    with opened() as tutor:
        found = trusts(tutor)
    if as_json:
        say_json([_as_json(trust) for trust in found])
    for trust in () if as_json else found:
        say(f"{trust.pack}: {count(len(trust.commands), 'command')}, {trust.state.value}")
    if not found:
        talk("None of your packs holds a command.")
    return int(Exit.DONE if found else Exit.NOTHING)


def _as_json(trust: Trust) -> dict[str, object]:
    return {
        "pack": trust.pack,
        "state": trust.state.value,
        "commands": [{"item": item, "for": what, "text": text} for item, what, text in trust.commands],
        "changed": [f"{sign} {line}" for sign, line in trust.difference] if trust.before else [],
    }
