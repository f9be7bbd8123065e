"""Problem codes: lessons and quizzes."""

from tutor.packs.codes.code import Code

TITLE = "Lessons and quizzes"

CODES = (
    Code(
        "E201",
        "--- right below text makes it a heading",
        "`---` right below text makes that text a heading.",
        bad="Text\n---",
        good="Text\n\n---",
    ),
    Code(
        "E202",
        "the lesson has nothing to read",
        "The lesson has no page and no question.",
        bad="front matter alone",
        good="a page",
    ),
    Code(
        "E203",
        "the quiz has no question",
        "The quiz has no heading.",
        bad="front matter alone",
        good="## Why? {#why}\n> So.",
    ),
    Code(
        "W201",
        "reading this takes about {needed} minutes, more than it promises",
        "Reading takes much longer than `minutes` promises.",
        bad="`minutes: 2` above 800 words",
        good="minutes: 4",
    ),
)
