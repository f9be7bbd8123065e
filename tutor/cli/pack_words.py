"""What `tutor pack` and `tutor news` say of packs, and how they ask."""

import sys
from collections.abc import Iterable, Sequence

from tutor.cli.speech import ask, ask_aside, count, say
from tutor.errors import PackError
from tutor.model.items import Pack
from tutor.services.installed import origin_words
from tutor.services.installing import Change, Offer

MOST_LINES = 40  # of changes that are shown for one pack
_KINDS = {"quiz": "quizzes"}
_WORDS = {"+": "new", "~": "changed", "-": "gone"}


def agreed(question: str, *, yes: bool, aside: bool = False) -> bool:
    """Whether a person agrees. No answer is a no. Raises PackError where there is nobody to ask.

    `aside`: on stderr, since stdout is for JSON.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise PackError("nothing was changed: there is nobody to ask here", hint="--yes agrees beforehand.")
    (ask_aside if aside else ask)(f"{question} y or n: ")
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        (ask_aside if aside else ask)("\n")
    return line.strip().lower() in ("y", "yes")


def about(pack: Pack) -> list[str]:
    """Who made a pack, for whom, under which licence."""
    lines = [f"    {pack.about}"] if pack.about else []
    if pack.audience:
        lines.append(f"    for {pack.audience}")
    made = f"by {', '.join(pack.authors)}" if pack.authors else "nobody is named as its author"
    return [*lines, f"    {made}; {pack.license or 'no licence is named'}; language {pack.language}"]


def inside(offer: Offer) -> list[str]:
    """What lies in a pack, as it was copied."""
    kinds = ", ".join(count(number, kind, _KINDS.get(kind, "")) for kind, number in offer.counts)
    taken = offer.taken
    sums = "; they match its SHA256SUMS" if taken.checked else ""
    lines = [
        f"    {kinds or 'nothing to learn'}",
        f"    {count(len(taken.hashes), 'file')}, {size_words(taken.size)}{sums}",
        f"    fingerprint {offer.record.fingerprint}",
    ]
    if offer.commands:
        runs = count(len(offer.commands), "command")
        lines.append(f"    holds {runs}; none is run before you have seen and trusted it")
    return lines


def change_lines(changes: Sequence[Change]) -> list[str]:
    """What differs, an item a line."""
    lines = [f"    {one.sign} {one.kind} {one.id}{f': {one.title}' if one.title else ''}" for one in changes]
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 :] = [f"    and {len(lines) - MOST_LINES + 1} more"]
    return lines


def change_json(changes: Iterable[Change]) -> list[dict[str, str]]:
    """The same for programs."""
    return [{"what": _WORDS[one.sign], "kind": one.kind, "id": one.id, "title": one.title} for one in changes]


def offer_json(offer: Offer) -> dict[str, object]:
    """What an offer says, for programs."""
    before = offer.before.current.record if offer.before else None
    return {
        "pack": offer.pack.id,
        "title": offer.pack.title,
        "version": offer.pack.version,
        "version before": before.version if before else None,
        "authors": list(offer.pack.authors),
        "for": offer.pack.audience,
        "license": offer.pack.license,
        "from": {"kind": offer.record.origin.value, "address": offer.record.address, "commit": offer.record.commit},
        "inside": dict(offer.counts),
        "files": len(offer.taken.hashes),
        "bytes": offer.taken.size,
        "fingerprint": offer.record.fingerprint,
        "matches its SHA256SUMS": offer.taken.checked,
        "commands": len(offer.commands),
        "notices": list(offer.notices),
        "changes": change_json(offer.changes),
    }


def tell_offer(offer: Offer, heading: str) -> None:
    """All that a person should know before agreeing."""
    say(heading, *about(offer.pack), *inside(offer), f"    {origin_words(offer.record)}")
    say(*(f"    {notice}" for notice in offer.notices))
    if offer.changes:
        say("What would change:", *change_lines(offer.changes))


def size_words(size: int) -> str:
    """Bytes as a person reads them."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
