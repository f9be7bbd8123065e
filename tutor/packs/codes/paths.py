"""Problem codes: paths."""

from tutor.packs.codes.code import Code

TITLE = "Paths"

CODES = (
    Code(
        "E501",
        'write steps as "- [[id]] why here"',
        "A line of a stage is no step.",
        bad="- undo-commit",
        good="- [[undo-commit]] since it comes up first",
    ),
    Code(
        "E502",
        "a step above the first stage",
        "Steps stand above the first heading.",
        bad="- [[a]]\n## Now",
        good="## Now\n- [[a]]",
    ),
    Code("E503", "the path has no step", "The path has no step.", bad="headings alone", good="- [[a]]"),
    Code(
        "W501",
        "this text is shown nowhere in a path",
        "Text of a path that is shown nowhere.",
        bad="a paragraph below a heading",
        good="`why:` in the front matter",
    ),
)
