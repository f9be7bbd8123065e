"""Problem codes: paths."""

from tutor.packs.codes.code import Code

TITLE = "Paths"

CODES = (
    Code(
        "E501",
        'write steps as "- [[id]] why here"',
        "A line of a stage is no step.",
        bad=("## Now\n- undo"),
        good=("## Now\n- [[undo]] since it comes up first"),
        where="path",
    ),
    Code(
        "E502",
        "a step above the first stage",
        "Steps stand above the first heading.",
        bad="- [[undo]]",
        good=("## Now\n- [[undo]]"),
        where="path",
    ),
    Code(
        "E503",
        "the path has no step",
        "The path has no step.",
        bad="## Now",
        good=("## Now\n- [[undo]]"),
        where="path",
    ),
    Code(
        "W501",
        "this text is shown nowhere in a path",
        "Text of a path that is shown nowhere.",
        bad=("## Now\nDo this.\n\n- [[undo]]"),
        good=("## Now\n- [[undo]] Do this."),
        where="path",
    ),
)
