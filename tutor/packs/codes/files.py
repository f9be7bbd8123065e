"""Problem codes: files and front matter."""

from tutor.packs.codes.code import Code

TITLE = "Files and front matter"

CODES = (
    Code(
        "E001",
        "this is not UTF-8: byte {byte}",
        "The file is not UTF-8; the place is the first bad byte.",
        bad="`caf\\xE9` saved as Latin-1",
        good="the same saved as UTF-8",
    ),
    Code(
        "E002",
        "the file is empty",
        "There is nothing but blanks in the file.",
        bad="an empty `undo.md`",
        good="front matter and a body",
    ),
    Code(
        "E003",
        "the file is larger than {most} MB and was not read",
        "The file is larger than 8 MB; it was not read.",
        bad="a database dump in `lessons/`",
        good="text",
    ),
    Code(
        "E004",
        "cannot be read: {reason}",
        "A file or folder cannot be read, with the system's reason.",
        bad="chmod 000 lessons",
        good="chmod 755 lessons",
    ),
    Code(
        "E005",
        "front matter is missing: the file must begin with ---",
        "Front matter is missing, or does not begin in line 1.",
        bad=("==> lessons/undo.md <==\n# Undo\n\nText"),
        good=(
            "==> lessons/undo.md <==\n"
            "---\n"
            "title: Undo\n"
            "why: It is needed daily.\n"
            "essence: Nothing is lost.\n"
            "minutes: 1\n"
            "---\n"
            "Text"
        ),
        where="files",
    ),
    Code(
        "E006",
        "front matter is not closed",
        "No line `---` ends the front matter.",
        bad=("==> lessons/undo.md <==\n---\ntitle: Undo\n\nText"),
        good=(
            "==> lessons/undo.md <==\n"
            "---\n"
            "title: Undo\n"
            "why: It is needed daily.\n"
            "essence: Nothing is lost.\n"
            "minutes: 1\n"
            "---\n"
            "Text"
        ),
        where="files",
    ),
    Code(
        "E007",
        "YAML cannot be read here: {what}",
        "YAML cannot be read here; what follows was not looked at.",
        bad="story: `git` is hard",
        good='story: "`git` is hard"',
        where="front",
    ),
    Code(
        "E008",
        "a tab where YAML needs blanks",
        "A tab indents a line, where YAML needs blanks. Between a key and its value a tab may stand.",
        bad=("objections:\n\tIt is hard.: It is not."),
        good=("objections:\n  It is hard.: It is not."),
        where="front",
    ),
    Code(
        "E009",
        "YAML is nested deeper than {deepest} levels",
        "Lists and maps are nested deeper than 16 levels.",
        bad="tags: [[[[[[[[[[[[[[[[[undo]]]]]]]]]]]]]]]]]",
        good="tags: [undo]",
        where="front",
    ),
    Code(
        "E010",
        "YAML: {what} is not allowed; put the text in quotes if you meant text",
        "Aliases, anchors and tags of YAML are not allowed.",
        bad="story: *really",
        good='story: "*really"',
        where="front",
    ),
    Code(
        "E011",
        "{key} is written twice, first in line {first}",
        "A key is written twice.",
        bad=("story: One\nstory: Two"),
        good="story: One, then two",
        where="front",
    ),
    Code(
        "E012",
        "a key must be a text, not a list or a map",
        "A list or a map stands where a key is due.",
        bad="story: {{name}} asks",
        good='story: "{{name}} asks"',
        where="front",
    ),
    Code(
        "E013",
        "{what} is due here ({name})",
        "A list or a map stands where a text is due.",
        bad=("sources:\n  - error: failed to push"),
        good=('sources:\n  - "error: failed to push"'),
        where="front",
    ),
    Code(
        "E014",
        "{name} is a list",
        "The field is a list.",
        bad="tags: git",
        good="tags: [git]",
        where="front",
    ),
    Code(
        "E015",
        "{name} is a map",
        "The field is a map.",
        bad="objections: It is hard.",
        good="objections: {It is hard.: It is not.}",
        where="front",
    ),
    Code(
        "E016",
        "{name} is a whole number from {low} to {high}",
        "The field is a whole number within limits.",
        bad="minutes: three",
        good="minutes: 3",
        where="front",
    ),
    Code(
        "E017",
        "{name} is a date",
        "The field is a date that exists.",
        bad="verified: 20.11.2026",
        good="verified: 2026-11-20",
        where="front",
    ),
    Code(
        "E018",
        "{name} cannot be {word!r}; it is one of {words}",
        "The field is one of a few words.",
        bad=("aid: check-list\n---\n- [ ] Look"),
        good=("aid: checklist\n---\n- [ ] Look"),
        where="aid",
    ),
    Code(
        "E019",
        "{id!r} is no id: small letters, digits and hyphens, at most 64, no hyphen first",
        "This cannot be an id.",
        bad="after: [Undo Commit]",
        good="after: [undo-commit]",
        where="front",
    ),
    Code(
        "E020",
        "{key} is missing",
        "A key that is needed is missing or empty.",
        bad="title:",
        good="title: Undo",
        where="front",
    ),
    Code(
        "E021",
        "a # after one blank cuts the text off; quote the text, or write two blanks before a comment",
        "`#` after one blank begins a comment and cuts the text.",
        bad="story: Issue #12 is back",
        good='story: "Issue #12 is back"',
        where="front",
    ),
    Code(
        "E023",
        "nested deeper than {deepest} lists or quotes",
        "Lists or quotes in the text are nested too deep to be shown.",
        bad="> > > > > > > > > > > > > > > > > > > > text",
        good="> text",
        where="lesson",
    ),
    Code(
        "E024",
        "more than {most} errors; the rest is not listed",
        "There are more than 500 errors in the file; the rest is not listed.",
        bad="a file of 600 questions, none with an id",
        good="one example mended first, then the others like it",
    ),
    Code(
        "E025",
        "{name} is no id",
        "The file's name cannot be the id.",
        bad="lessons/Undo It.md",
        good="`lessons/undo-it.md`, or `id: undo-it`",
    ),
    Code(
        "E026",
        "the fence opened on line {opened} is never closed",
        "A fence of code has no last line. Everything behind it, up to the end of its list item or of the file, became "
        "code: questions, steps and signs that nobody is asked or shown.",
        bad="Look:\n\n```sh\ngit reflog\n\n---\n\nThen act.",
        good="Look:\n\n```sh\ngit reflog\n```\n\n---\n\nThen act.",
        where="lesson",
    ),
    Code(
        "W001",
        "the file begins with a byte order mark",
        "The file begins with a byte order mark, which is ignored.",
        bad='saved as "UTF-8 with BOM"',
        good='saved as "UTF-8"',
    ),
    Code(
        "W002",
        "control or direction characters left out: {count}, the first is {character}",
        "Characters that steer a terminal or turn the text round were left out.",
        bad="an escape character in the text",
        good="`\\e[31m`, spelt out",
    ),
    Code(
        "W003",
        "left out: {reason}",
        "A file was left out: a link out of the pack, a pipe, a name that cannot be shown.",
        bad="undo.md -> /etc/passwd",
        good="a file",
    ),
    Code(
        "W004",
        "the key {key!r} is not known and is ignored",
        "The key is not known and is ignored.",
        bad="storry: It was late.",
        good="story: It was late.",
        where="front",
    ),
    Code(
        "W005",
        "[[{target}]] names no item: an id has small letters, digits and hyphens",
        "`[[…]]` holds no id and is shown as it is.",
        bad="See [[Undo Commit]].",
        good="See [[undo]].",
        where="lesson",
    ),
    Code(
        "W006",
        "this is no callout; there are {kinds}",
        "No callout has this name, or text follows on its first line.",
        bad=("> [!DANGER]\n> Nothing brings it back."),
        good=("> [!WARNING]\n> Nothing brings it back."),
        where="lesson",
    ),
    Code(
        "W007",
        "{text!r} is no version",
        "This is no condition on a version.",
        bad=("aid: checklist\nrequires: {git: new}\n---\n- [ ] Look"),
        good=('aid: checklist\nrequires: {git: ">=2.23"}\n---\n- [ ] Look'),
        where="aid",
    ),
    Code(
        "W008",
        "a paragraph of more than {most} characters is shown as plain text",
        "The paragraph is so long that it is shown without Markdown.",
        bad="10,001 characters",
        good="paragraphs",
    ),
    Code(
        "W009",
        "characters that nobody sees: {count}, the first is {character}",
        "There are characters without a width: zero-width blanks, soft hyphens, tags, or marks of direction in a line "
        "that has no letters from right to left. They are kept, and nobody finds or types what holds them.",
        bad="`git status` with a zero-width blank in it, as pages on the web have them",
        good="the same, typed anew",
    ),
    Code(
        "W010",
        "no source says where its facts come from",
        "A lesson or a job aid has no `sources`, so that nobody can look up whether it is true, or still true.",
        bad="tags: [undo]\nverified: 2026-11-20",
        good='sources: ["https://git-scm.com/docs/git-reset"]\nverified: 2026-11-20',
        where="front",
    ),
    Code(
        "W011",
        "its facts were not checked within a year: {when}",
        "An item with sources was last verified more than a year ago, or does not say when. Look the facts up again, "
        "then write today's date.",
        bad="sources: [man git-reset]\nverified: 2019-03-01",
        good="sources: [man git-reset]\nverified: 2026-11-20",
        where="front",
    ),
    Code(
        "W012",
        "more than {most} warnings; the rest is not listed",
        "There are more than 500 warnings in the file; the rest is not listed. Its errors are, all of them up to 500.",
        bad="a file of 600 questions that none explains",
        good="one example mended first, then the others like it",
    ),
    Code(
        "W013",
        "the link to {address} leads nowhere: learners open items and addresses, not files",
        "A link leads to a file. Learners have the pack in the program, where `[[id]]` leads to an item and an address "
        "with `https://` to a page.",
        bad="See [the steps](../aids/undo-steps.md).",
        good="See [[undo-steps]].",
        where="lesson",
    ),
    Code(
        "W014",
        "these are curly quotes, which are a part of the text; write straight ones",
        "A word processor made these quotes curly. To YAML they are letters: they are shown, and a comma or a colon "
        "between them still divides.",
        bad="tags: [\u201cundo\u201d]",
        good='tags: ["undo"]',
        where="front",
    ),
)
