"""A template filled in: only what is filled in changes, and code spans never do."""

from hypothesis import given, strategies as st

from tutor.model.filling import filled
from tutor.model.text import Blocks, Callout, Code, Definitions, ListBlock, ListItem, Paragraph, Rule, Run, Style, Table

TEXT = (Run("to {{who}}, "), Run("{{who}}", Style.CODE), Run(" {{when}}"))
ALL: Blocks = (
    Paragraph(TEXT),
    Code("bash", "mail {{who}}"),
    ListBlock((ListItem((Paragraph((Run("{{who}}"),)),)),)),
    Table(((Run("{{who}}"),),), (((Run("{{when}}"),),),), ("",)),
    Callout("note", (Paragraph((Run("{{who}}"),)),)),
    Definitions((((Run("{{who}}"),), (Paragraph((Run("{{when}}"),)),)),)),
    Rule(),
)


def test_text_and_fences_are_filled_in_and_code_spans_stay() -> None:
    found = filled(ALL, {"who": "Ada", "when": " "})
    assert found == (
        Paragraph((Run("to Ada, "), Run("{{who}}", Style.CODE), Run(" {{when}}"))),
        Code("bash", "mail Ada"),
        ListBlock((ListItem((Paragraph((Run("Ada"),)),)),)),
        Table(((Run("Ada"),),), (((Run("{{when}}"),),),), ("",)),
        Callout("note", (Paragraph((Run("Ada"),)),)),
        Definitions((((Run("Ada"),), (Paragraph((Run("{{when}}"),)),)),)),
        Rule(),
    )


def test_nothing_filled_in_changes_nothing() -> None:
    assert filled(ALL, {}) == ALL


@given(st.text())
def test_what_is_filled_in_is_taken_as_it_is(value: str) -> None:
    (found,) = filled((Paragraph((Run("<{{who}}>"),)),), {"who": value, "when": "never"})
    assert found == Paragraph((Run(f"<{value}>" if value.strip() else "<{{who}}>"),))
