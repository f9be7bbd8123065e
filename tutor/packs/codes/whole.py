"""Problem codes: the whole pack."""

from tutor.packs.codes.code import Code

TITLE = "The whole pack"

CODES = (
    Code(
        "E401",
        "the id {id!r} is reserved for the learner's own pack",
        "`own` is the id of the learner's own pack.",
        bad=("==> pack.yaml <==\nformat: 1\npack: own\ntitle: Mine"),
        good=("==> pack.yaml <==\nformat: 1\npack: ours\ntitle: Ours"),
        where="files",
    ),
    Code(
        "E402",
        "pack.yaml is missing",
        "There is no pack.yaml.",
        bad="a folder with `lessons/` alone",
        good="`pack.yaml` beside it",
    ),
    Code(
        "E403",
        "the id {id} is given twice, first at {first}; this one is left out",
        "Two files give one id; the later is left out.",
        bad=(
            "==> lessons/undo.md <==\n"
            "---\n"
            "title: Undo\n"
            "why: It is needed daily.\n"
            "essence: Nothing is lost.\n"
            "minutes: 1\n"
            "---\n"
            "Text\n"
            "==> aids/undo.md <==\n"
            "---\n"
            "title: Undo\n"
            "aid: checklist\n"
            "---\n"
            "- [ ] Look"
        ),
        good=(
            "==> lessons/undo.md <==\n"
            "---\n"
            "title: Undo\n"
            "why: It is needed daily.\n"
            "essence: Nothing is lost.\n"
            "minutes: 1\n"
            "---\n"
            "Text\n"
            "==> aids/undo-steps.md <==\n"
            "---\n"
            "title: Undo\n"
            "aid: checklist\n"
            "---\n"
            "- [ ] Look"
        ),
        where="files",
    ),
    Code(
        "E404",
        "{where} names {name}, which is not in this pack",
        "A name names nothing in this pack; other packs are not looked at.",
        bad="teaches: [udno-steps]",
        good="teaches: [undo-steps]",
        where="front",
    ),
    Code(
        "E405",
        "{where} names {name}, a {kind}; {due} is due",
        "A name names something of another kind.",
        bad="after: [undo-steps]",
        good="teaches: [undo-steps]",
        where="front",
    ),
    Code(
        "E406",
        "{where} names the file itself",
        "A file names itself.",
        bad=(
            "==> lessons/undo.md <==\n"
            "---\n"
            "title: Undo\n"
            "why: It is needed daily.\n"
            "essence: Nothing is lost.\n"
            "minutes: 1\n"
            "after: [undo]\n"
            "---\n"
            "Text"
        ),
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
        "E407",
        "{id} is renamed, but is still given at {first}",
        "An id that was renamed is still in use.",
        bad="renamed: {quiz: undo}",
        good="renamed: {old-quiz: quiz}",
        where="pack",
    ),
    Code(
        "E408",
        "{old} is renamed to {new}, which is itself renamed",
        "A rename leads to an id that was renamed too.",
        bad="renamed: {first: second, second: quiz}",
        good="renamed: {first: quiz, second: quiz}",
        where="pack",
    ),
    Code(
        "E409",
        "{old} is renamed to {new} since {since}, an id that was in use beside it",
        "A new `renamed:` line leads to an id that was in use before. What was learnt of two things would become one"
        " history. If the two were joined, leave the line out: the history of the one that stays is its own.",
        bad="`renamed: {soft: hard}` where the last commit has both",
        good="`renamed: {soft: soft-edits}` with an id that is new",
    ),
    Code(
        "W401",
        "order names {id} twice, first in line {first}",
        "`order` names an item twice.",
        bad="order: [undo, undo]",
        good="order: [undo, quiz]",
        where="pack",
    ),
    Code(
        "W402",
        "the quiz {id} teaches nothing",
        "A quiz does not say what it practises.",
        bad=("==> quizzes/quiz.md <==\n---\ntitle: Quiz\n---\n## Why? {#why}\n> So."),
        good=("==> quizzes/quiz.md <==\n---\ntitle: Quiz\nteaches: [undo]\n---\n## Why? {#why}\n> So."),
        where="files",
    ),
    Code(
        "W403",
        "nothing teaches the aid {id}",
        "No lesson or quiz practises the aid.",
        bad="no `teaches:` names it",
        good="teaches: [undo-steps]",
    ),
    Code(
        "W404",
        "each of these lessons comes after another of them: {ids}",
        "Lessons come after each other in a circle.",
        bad=(
            "==> lessons/a.md <==\n"
            "---\n"
            "title: Undo\n"
            "why: It is needed daily.\n"
            "essence: Nothing is lost.\n"
            "minutes: 1\n"
            "after: [b]\n"
            "---\n"
            "Text\n"
            "==> lessons/b.md <==\n"
            "---\n"
            "title: Undo\n"
            "why: It is needed daily.\n"
            "essence: Nothing is lost.\n"
            "minutes: 1\n"
            "after: [a]\n"
            "---\n"
            "Text"
        ),
        good=(
            "==> lessons/a.md <==\n"
            "---\n"
            "title: Undo\n"
            "why: It is needed daily.\n"
            "essence: Nothing is lost.\n"
            "minutes: 1\n"
            "---\n"
            "Text\n"
            "==> lessons/b.md <==\n"
            "---\n"
            "title: Undo\n"
            "why: It is needed daily.\n"
            "essence: Nothing is lost.\n"
            "minutes: 1\n"
            "after: [a]\n"
            "---\n"
            "Text"
        ),
        where="files",
    ),
    Code(
        "W405",
        "the persona {name!r} is not in pack.yaml",
        "The persona is not in pack.yaml.",
        bad="why: {boss: It is needed.}",
        good="why: It is needed.",
        where="front",
    ),
    Code(
        "W406",
        "{old} is called {new} since {since}, and nothing says so",
        "A question or an item has another id than in the last commit, or than in the version that was installed or"
        " built last. What was learnt under the old one is lost unless pack.yaml says where it went.",
        bad="`{#hard-survives}` becomes `{#hard-keeps}`",
        good="`renamed: {hard-survives: hard-keeps}` in pack.yaml; `tutor ids --renamed` writes it",
    ),
    Code(
        "W407",
        "{id} is gone since {since}",
        "A question or an item of the last commit, or of the version that was installed or built last, is not here any"
        " more, and nothing here is like it. If it only has another id, say so in pack.yaml. If it is meant to be gone,"
        " nothing needs to be done: nobody is asked it again, and its history is kept. The warning ends with the next"
        " commit.",
        bad="`{#hard-survives}` and all that it asked become another question",
        good="`renamed: {hard-survives: NEW-ID}` in pack.yaml, or a commit",
    ),
    Code(
        "W408",
        "nothing reads this file where it lies",
        "This file looks like a part of the pack, but lies in no folder, in a folder of a folder, or ends otherwise "
        "than the files that are read: `.md` in `lessons/`, `quizzes/`, `aids/`, `drills/`, `labs/` and `paths/`, and "
        "`.yaml` in `claims/`. Other files are welcome in a pack and not mentioned.",
        bad="`lesson/undo.md`, `lessons/git/undo.md`, `lessons/undo.MD`, `claims/undo.yml`",
        good="`lessons/undo.md`, `claims/undo.yaml`",
    ),
)
