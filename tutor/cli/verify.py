"""`tutor verify [PACK|PATH…]`: run the claims of packs. Exit 1 when one failed, or when none ran."""

import os

from tutor.cli.opening import opened, waiting
from tutor.cli.speech import count, say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.model.layout import plain_runs
from tutor.places import places
from tutor.services.claims import Pile, pile_of, piles_at, verify
from tutor.services.verifying import Outcome, Verified


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("packs", nargs="*", default=["."], metavar="PACK|PATH", help="a pack by id, a folder or a file")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="how many run at a time")
    parser.add_argument("--no-sandbox", action="store_true", help="run them even where nothing walls them in")
    options = parser.parse_args(words)
    piles = _piles(options.packs)
    with waiting() as line:
        found = verify(places(), piles, jobs=options.jobs, unboxed=options.no_sandbox, progress=line.show)
    if options.json:
        say_json([_as_json(pile, one) for pile, one in found])
    else:
        for pile, one in found:
            say(*_lines(pile, one))
    errors = [problem for pile in piles for problem in pile.errors]
    talk(*(f"{os.path.join(pile.folder, str(problem))}" for pile in piles for problem in pile.errors))
    results = [one.outcome for _, one in found]
    passed, failed = results.count(Outcome.PASSED), results.count(Outcome.FAILED)
    talk(
        f"{count(passed + failed, 'claim')} ran: {passed} passed, {failed} failed, "
        f"{results.count(Outcome.SKIPPED)} skipped; "
        f"{count(sum(one.control_failed for _, one in found), 'control')} failed as they must"
    )
    return int(Exit.NOTHING if failed or errors or not passed else Exit.DONE)


def _piles(words: list[str]) -> list[Pile]:
    """The claims of each word: a path where there is something at it, else the id of a pack in the library."""
    found: list[Pile] = []
    for word in words:
        if os.sep in word or os.path.exists(word):
            found += piles_at(word)
        else:
            with opened() as tutor:
                found.append(pile_of(tutor, word))
    return found


def _lines(pile: Pile, one: Verified) -> list[str]:
    """Nothing for a claim that passed; else what it says, and each thing that was wrong with it at its place."""
    if one.outcome is Outcome.PASSED:
        return []
    said = f"{one.claim.id}: {plain_runs(one.claim.says)} ({one.outcome})"
    return [said, *(f"  {os.path.join(pile.folder, str(problem))}" for problem in one.problems)]


def _as_json(pile: Pile, one: Verified) -> dict[str, object]:
    return {
        "claim": one.claim.name,
        "folder": pile.folder,
        "says": plain_runs(one.claim.says),
        "backs": list(one.claim.backs),
        "outcome": one.outcome.value,
        "control failed": one.control_failed,
        "problems": [
            {
                "path": problem.place.path,
                "line": problem.place.line,
                "column": problem.place.column,
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in one.problems
        ],
    }
