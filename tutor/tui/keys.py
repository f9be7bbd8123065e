"""Keys in plain words, always from the live bindings and never typed by hand: the footer's line and the help's list."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

FOOTER_KEYS = 5

_NAMES = {
    "enter": "↵",
    "escape": "esc",
    "question_mark": "?",
    "exclamation_mark": "!",
    "colon": ":",
    "comma": ",",
    "full_stop": ".",
    "slash": "/",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "page up",
    "pagedown": "page down",
    "minus": "-",
    "plus": "+",
}


class KeyLine(NamedTuple):
    """One line of help: the keys, what they do, in which part of the program, and whether the footer shows them too."""

    keys: str
    does: str
    place: str  # "here" (the focused widget or the screen) or "everywhere"
    shown: bool


def key_name(key: str) -> str:
    """A key as it is printed."""
    return _NAMES.get(key, key)


def footer_keys(bindings: "Iterable[ActiveBinding]", width: int) -> Content:
    """At most five keys, as many as fit; `?` is always among them, since it shows the rest."""
    shown: dict[str, tuple[str, str]] = {}
    for _, binding, enabled, _ in bindings:
        if binding.show and binding.description and enabled and binding.action not in shown:
            shown[binding.action] = (binding.key_display or key_name(binding.key), binding.description)
    help_key = shown.pop("help", None) or shown.pop("app.help", None)
    pairs = list(shown.values())[: FOOTER_KEYS - (help_key is not None)]
    last = [help_key] if help_key else []
    while pairs and _length([*pairs, *last]) > width:
        pairs.pop()
    return Content("   ").join(
        Content.assemble((key, "bold $accent"), " ", (description, "$quiet")) for key, description in [*pairs, *last]
    )


def _length(pairs: list[tuple[str, str]]) -> int:
    return sum(len(key) + 1 + len(description) for key, description in pairs) + 3 * (len(pairs) - 1)


def help_lines(bindings: "Iterable[ActiveBinding]") -> list[KeyLine]:
    """Every key of ours that works; those of the footer first, those of the whole program last.

    Ours are the bindings with an id: Textual's own (scrolling sideways, copying a selection) have none.
    """
    lines: dict[tuple[str, str], KeyLine] = {}
    for node, binding, enabled, tooltip in bindings:
        if binding.id is None or binding.system or not binding.description or not enabled:
            continue
        place = "everywhere" if node is node.app else "here"
        does = tooltip or binding.description[0].upper() + binding.description[1:]
        known = lines.get((place, does))
        names = known.keys.split("  ") if known else []
        keys = "  ".join(dict.fromkeys([*names, binding.key_display or key_name(binding.key)]))
        lines[place, does] = KeyLine(keys, does, place, binding.show)
    return sorted(lines.values(), key=lambda line: (line.place != "here", not line.shown))
