"""`tutor show ID --sources`: what backs an item or a question, as plain lines."""

from argparse import ArgumentParser

from tutor.cli.opening import opened
from tutor.cli.speech import say, say_json
from tutor.errors import Exit
from tutor.services.opening import resolve
from tutor.services.sources import Backed, sources_of


def show_sources(words: list[str]) -> int:
    """The sources of the one item or question that the words name. Raises NotFound."""
    parser = ArgumentParser(prog="tutor show", usage="tutor show ID --sources [--json]", allow_abbrev=False)
    parser.add_argument("id", help="an item or a question, as ID or PACK/ID")
    parser.add_argument("--json", action="store_true", help="the answer as JSON")
    options = parser.parse_args(words)
    with opened() as tutor:
        backed = sources_of(tutor, resolve(tutor, options.id))
    if options.json:
        say_json(_as_json(backed))
    else:
        say(*_lines(backed))
    return int(Exit.DONE)


def _lines(backed: Backed) -> list[str]:
    lines = [f"{backed.title} ({backed.name})", "", "Sources:"]
    lines += [f"  {source}" for source in backed.sources] or ["  Its author names none."]
    if backed.verified:
        lines.append(f"  Read by its author on {backed.verified}.")
    lines += ["", "Run on a machine:"]
    for proof in backed.proofs:
        lines += [f"  {proof.says}", f"      {proof.told} (claim {proof.id})"]
    return lines if backed.proofs else [*lines, "  No claim backs it."]


def _as_json(backed: Backed) -> dict[str, object]:
    return {
        "name": backed.name,
        "title": backed.title,
        "sources": list(backed.sources),
        "verified": backed.verified or None,
        "claims": [
            {
                "claim": proof.id,
                "says": proof.says,
                "standing": proof.standing,
                "date": proof.date or None,
                "tools": proof.tools,
            }
            for proof in backed.proofs
        ],
    }
