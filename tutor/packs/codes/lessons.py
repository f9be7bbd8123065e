"""Problem codes: lessons and quizzes."""

from tutor.packs.codes.code import Code

TITLE = "Lessons and quizzes"

CODES = (
    Code(
        "E201",
        "--- right below text makes it a heading",
        "`---` right below text makes that text a heading.",
        bad=("Text\n---\nMore"),
        good=("Text\n\n---\n\nMore"),
        where="lesson",
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
        bad="Text",
        good=("## Why? {#why}\n> So."),
        where="quiz",
    ),
    Code(
        "W201",
        "reading its {words} words takes {needed} minutes, more than it promises",
        "Reading takes longer than `minutes` promises, at 200 words a minute.",
        bad="`minutes: 2` above 800 words",
        good="`minutes: 4` above 800 words",
    ),
    Code(
        "W202",
        "more than {most} screens without a question",
        "More than four screens to read follow each other. Ask something in between, even something easy: who does "
        "nothing for four screens remembers little of them. If there is nothing to ask, the lesson has two ideas.",
        bad="One.\n\n---\n\nTwo.\n\n---\n\nThree.\n\n---\n\nFour.\n\n---\n\nFive.",
        good="One.\n\n---\n\nTwo.\n\n---\n\n## Which? {#which}\n- = two\n\n> So.\n\n---\n\nThree.\n\n---\n\nFour.",
        where="lesson",
    ),
    Code(
        "W203",
        "{words} words on one screen, more than {most}",
        "A screen holds one idea, in at most 80 words; code is not counted. Divide it with a line `---` between blank "
        "lines, or leave out what the reader can do without.",
        bad="a screen of 100 words",
        good="two screens of 50",
    ),
)
