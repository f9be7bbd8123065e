"""What scrolls between the heading and the keys."""

from textual.containers import VerticalScroll


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls, and takes no keys of its own: Textual's container would take left and right for sideways scrolling."""
