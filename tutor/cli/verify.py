"""`tutor verify [PACK|PATH…]`: run the claims of packs. Exit 1 when one failed, or when none ran."""

import os
import sys
from collections import Counter
from datetime import date

from tutor.cli.naming import problem_line
from tutor.cli.opening import opened, waiting
from tutor.cli.speech import ask_aside, count, say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit, SandboxError
from tutor.model.layout import plain_runs
from tutor.places import places
from tutor.services.claims import Pile, keep, pile_of, piles_at, require_trust, still_stale, verify
from tutor.services.lab_worlds import no_sandbox
from tutor.services.verifying import Outcome, Verified


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("packs", nargs="*", default=["."], metavar="PACK|PATH", help="a pack by id, a folder or a file")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="how many run at a time")
    parser.add_argument("--no-sandbox", action="store_true", help="run them even where nothing walls them in")
    parser.add_argument("--no-lock", action="store_true", help="keep nothing of what comes out")
    options = parser.parse_args(words)
    piles = _piles(options.packs)
    where = places()
    require_trust(where, piles)
    unboxed = options.no_sandbox or _settle_sandbox(piles)
    with waiting() as line:
        found = verify(where, piles, jobs=options.jobs, unboxed=unboxed, progress=line.show)
    if options.json:
        say_json([_as_json(pile, one) for pile, shown in found.piles for one in shown])
    else:
        for pile, shown in found.piles:
            say(*(line for one in shown for line in _lines(pile, one)))
    today = date.today().isoformat()
    written = [] if options.no_lock else keep(where, found, today)
    errors = [problem_line(pile.folder, problem) for pile in piles for problem in pile.errors]
    stale = [problem_line(pile.folder, one) for pile in piles for one in still_stale(where, pile, today)]
    talk(*errors, *stale, *(f"written: {os.path.normpath(path)}" for path in written))
    talk(_summary(found.results))
    passed = [one for one in found.results if one.outcome is Outcome.PASSED]
    failed = [one for one in found.results if one.outcome is Outcome.FAILED]
    return int(Exit.NOTHING if failed or errors or not passed else Exit.DONE)


def _settle_sandbox(piles: list[Pile]) -> bool:
    """Ask whether to go on without a sandbox, where there is none. Raises SandboxError on a no."""
    why = no_sandbox() if any(pile.claims for pile in piles) else ""
    if not why:
        return False
    talk(f"Careful: {why}.", "What claims run would run as you: it could reach your files and your network.")
    ask_aside("Run them all the same? y or n: ")
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    hint = "Install bubblewrap, or say --no-sandbox where nothing is at stake."
    raise SandboxError("the claims were not run", hint=hint)


def _summary(results: list[Verified]) -> str:
    of = Counter(one.outcome for one in results)
    passed, failed, skipped = of[Outcome.PASSED], of[Outcome.FAILED], of[Outcome.SKIPPED]
    ran, controls = count(passed + failed, "claim"), sum(one.control_failed for one in results)
    must = "1 control failed as it must" if controls == 1 else f"{controls} controls failed as they must"
    return f"{ran} ran: {passed} passed, {failed} failed, {skipped} skipped; {must}"


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
    return [said, *(f"  {problem_line(pile.folder, problem)}" for problem in one.problems)]


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
