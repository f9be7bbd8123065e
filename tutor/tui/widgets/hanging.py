"""Text with a sign before it, wrapped so that every line begins where the first word does."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Hanging(Visual):
    """`sign` before the first line of `text`, blanks of its width before the others."""

    def __init__(self, sign: Content, text: Content) -> None:
        self.sign = sign
        self.text = text

    @property
    def plain(self) -> str:
        """Sign and text in one line."""
        return self.sign.plain + self.text.plain

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self.sign.cell_length + self.text.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return max(1, self.text.get_height(rules, self._room(width)))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        indent = self.sign.cell_length
        first = self.sign.render_strips(indent, 1, style, options)
        blank = Strip.blank(indent, style.rich_style)
        lines = self.text.render_strips(self._room(width), height, style, options) or [Strip.blank(0)]
        return [Strip.join([*(first if number == 0 else [blank]), line]) for number, line in enumerate(lines)]

    def _room(self, width: int) -> int:
        return max(1, width - self.sign.cell_length)
