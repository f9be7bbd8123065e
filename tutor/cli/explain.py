"""`tutor explain [CODE…]`: what a problem code of `tutor check` means, with a bad and a good example."""

from tutor.cli.speech import say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.explaining import Code, by_family, explained, place_of


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="such as E102 (default: list them all)")
    options = parser.parse_args(words)
    if not options.codes:
        _list(options.json)
        return Exit.DONE
    found = [explained(code) for code in options.codes]
    if options.json:
        say_json([_as_json(code) for code in found])
    else:
        for place, code in enumerate(found):
            say(*([""] if place else []), *_lines(code))
    return Exit.DONE


def _list(json: bool) -> None:
    families = by_family()
    if json:
        say_json([_as_json(code) for _, codes in families for code in codes])
        return
    for title, codes in families:
        say(title, *(f"  {code.code}  {code.means}" for code in codes), "")
    say("tutor explain CODE shows a bad and a good example.")


def _lines(code: Code) -> list[str]:
    place = place_of(code)
    lines = [f"{code.code} ({'error' if code.is_error else 'warning'}): {code.means}"]
    for name, example in (("Bad", code.bad), ("Good", code.good)):
        if example:
            lines += ["", f"{name}{f', {place}' if place else ''}:", *(f"    {line}" for line in example.split("\n"))]
    return lines


def _as_json(code: Code) -> dict[str, object]:
    return {**code._asdict(), "level": "error" if code.is_error else "warning", "where": place_of(code)}
