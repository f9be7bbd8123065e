"""`tutor pack install` and `tutor pack update`: what it would do, the question, and then it is done at once."""

import os
from argparse import ArgumentParser

from tutor.cli.pack_words import agreed, offer_json, tell_offer
from tutor.cli.speech import complain, count, say, say_json, talk
from tutor.errors import Exit, TutorError
from tutor.model.problems import Problem
from tutor.places import Places, places
from tutor.services.installed import all_installed
from tutor.services.installing import Offer, accept, offered, update_offered

READ_THROUGH = 300  # files; a larger pack that was agreed to beforehand is not read through, which takes seconds
_MOST_ERRORS = 5  # that are shown before the question


def run_install(parser: ArgumentParser, words: list[str]) -> int:
    """`tutor pack install WORD`: exit 1 where the answer was no."""
    parser.add_argument("source", metavar="PATH|ZIP|GIT-URL", help="a pack's folder, a zip, or a git repository")
    parser.add_argument("--replace", action="store_true", help="even where another pack with its id is there")
    parser.add_argument("--yes", action="store_true", help="agree without being asked")
    options = parser.parse_args(words)
    where = places()
    with offered(where, os.getcwd(), options.source, replace=options.replace) as offer:
        done, found = False, dict[str, object](problems=None, lost=[])
        if offer.is_same:
            if not options.json:
                say(f"{offer.pack.id} {offer.pack.version} is installed already, just as it is there.")
        else:
            done, found = _done(where, offer, as_json=options.json, yes=options.yes)
        if options.json:
            say_json({**offer_json(offer), **found, "done": done})
        return int(Exit.DONE if done or offer.is_same else Exit.NOTHING)


def run_update(parser: ArgumentParser, words: list[str]) -> int:
    """`tutor pack update [PACK…]`: exit 1 where nothing is new or the answer was no, 2 where one could not be had."""
    parser.add_argument("packs", nargs="*", metavar="PACK", help="which (default: all that were installed)")
    parser.add_argument("--yes", action="store_true", help="agree without being asked")
    options = parser.parse_args(words)
    where = places()
    packs = options.packs or [one.pack for one in all_installed(where)]
    if not packs:
        talk("No pack was installed. tutor pack install takes one in.")
    codes: list[int] = []
    told = []
    for pack in packs:
        try:
            with update_offered(where, os.getcwd(), pack) as offer:
                if offer is None:
                    (talk if options.json else say)(f"{pack}: nothing new")
                    codes.append(Exit.NOTHING)
                else:
                    done, found = _done(where, offer, as_json=options.json, yes=options.yes)
                    codes.append(Exit.DONE if done else Exit.NOTHING)
                    told.append({**offer_json(offer), **found, "done": done})
        except TutorError as error:
            if len(packs) == 1:
                raise
            complain(error)
            codes.append(Exit.USAGE)
    if options.json:
        say_json(told)
    return int(Exit.USAGE if Exit.USAGE in codes else Exit.DONE if Exit.DONE in codes else Exit.NOTHING)


def _done(where: Places, offer: Offer, *, as_json: bool, yes: bool) -> tuple[bool, dict[str, object]]:
    """Tell what it would do, ask, do it: whether it was done, and what was found wrong, for programs.

    That is how many problems by level, None where they were not counted, and which items errors would take away.
    """
    before = offer.before.current.record if offer.before else None
    verb = "Update" if before else "Install"
    version = offer.pack.version
    versions = version
    if before:
        versions = f"{before.version} → {version}" if before.version != version else f"(still called {version})"
    if not as_json:
        tell_offer(offer, f"{verb} {offer.pack.id} {versions}: {offer.pack.title}")
    problems = None
    if not yes or len(offer.taken.hashes) <= READ_THROUGH:
        problems = _problems(offer, quiet=as_json)
    elif not as_json:
        files = count(len(offer.taken.hashes), "file")
        say(f"not read through, with {files}; tutor packs tells of its errors")
    lost = offer.lost()
    if before and lost and not as_json:
        named = ", ".join(lost[:_MOST_ERRORS]) + (", …" if len(lost) > _MOST_ERRORS else "")
        are = "is" if len(lost) == 1 else "are"
        say(f"{count(len(lost), 'item')} of {before.version} {are} lost through errors: {named}")
    found: dict[str, object] = {"problems": problems, "lost": lost}
    if not agreed(f"{verb} it?", yes=yes, aside=as_json):
        talk("Nothing was changed.")
        return False, found
    accept(where, offer)
    if as_json:
        return True, found
    if before:
        say(f"Updated. tutor pack rollback {offer.pack.id} goes back to {before.version}.")
    else:
        say(f"Installed. tutor start {offer.pack.id} puts its lessons on Today.")
    return True, found


def _problems(offer: Offer, *, quiet: bool) -> dict[str, int]:
    """How many errors and warnings are in it; they are told unless `quiet`."""
    from tutor.cli.opening import waiting  # brings the journal with it, which installing has no need of

    with waiting() as line:
        line.show(0, len(offer.taken.hashes))
        found = offer.problems()
    errors = [problem for problem in found if problem.is_error]
    counts = {"errors": len(errors), "warnings": len(found) - len(errors)}
    if found and not quiet:
        _tell(errors, counts["warnings"])
    return counts


def _tell(errors: list[Problem], warnings: int) -> None:
    both = " and ".join(count(number, one) for number, one in ((len(errors), "error"), (warnings, "warning")) if number)
    if not errors:
        say(f"{both} in it, for its author; nothing is left out")
    else:
        say(f"{both} in it; what an error is in is left out:")
        say(*(f"    {error}" for error in errors[:_MOST_ERRORS]))
        if len(errors) > _MOST_ERRORS:
            say(f"    and {len(errors) - _MOST_ERRORS} more")
