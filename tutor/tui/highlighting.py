"""Colours for code. Imported when the first code is drawn, since Pygments takes its time."""

from pygments.token import Token
from textual.content import Content
from textual.highlight import HighlightTheme, highlight

from tutor.model.text import Code
from tutor.tui.text import safe


class Calm(HighlightTheme):
    """Few colours, so that a listing is read and not looked at."""

    STYLES = {  # noqa: RUF012 - declared by the base class
        Token.Comment: "italic $quiet",
        Token.Generic.Prompt: "$quiet",
        Token.Generic.Output: "$quiet",
        Token.Generic.Deleted: "$wrong",
        Token.Generic.Inserted: "$right",
        Token.Generic.Strong: "bold",
        Token.Generic.Emph: "italic",
        Token.Keyword: "$link",
        Token.Name.Builtin: "$link",
        Token.Name.Variable: "$secondary",
        Token.Name.Tag: "$link",
        Token.Literal.String: "$code",
        Token.Literal.Number: "$accent",
        Token.Operator.Word: "$link",
    }


def highlighted(code: Code) -> Content:
    """The code in colours, where its language is known, without a trailing line break."""
    text = safe(code.text)
    if not code.language or not text.strip():
        return Content(text)
    return highlight(text, language=code.language, theme=Calm, tab_size=4).rstrip("\n")
