"""Problem codes: labs."""

from tutor.packs.codes.code import Code

TITLE = "Labs"

CODES = (
    Code(
        "E701",
        "the lab has no checks",
        "The lab has no checks.",
        bad="checks: []",
        good='checks: [{run: git status -s, is: "", else: Something is not committed.}]',
        where="lab",
    ),
    Code(
        "E702",
        "a check looks at one thing: {due}",
        "A check looks at nothing, or at two things.",
        bad="checks: [{has: oops, else: It is gone.}]",
        good="checks: [{file: notes.txt, has: oops, else: It is gone.}]",
        where="lab",
    ),
    Code(
        "E703",
        "a check of a {subject} has one of {words}",
        "A check does not say what must hold, or says two things.",
        bad="checks: [{file: notes.txt, else: It is gone.}]",
        good="checks: [{file: notes.txt, exists: true, else: It is gone.}]",
        where="lab",
    ),
    Code(
        "E704",
        "{key} does not go with {subject}",
        "The word belongs to the other kind of check.",
        bad="checks: [{file: notes.txt, exit: 0, else: It is gone.}]",
        good="checks: [{run: test -s notes.txt, exit: 0, else: It is gone.}]",
        where="lab",
    ),
    Code(
        "E705",
        "{path!r} leads out of the folder of the lab",
        "A file outside the folder of the lab.",
        bad="checks: [{file: /etc/passwd, has: root, else: It is gone.}]",
        good="checks: [{file: src/notes.txt, has: oops, else: It is gone.}]",
        where="lab",
    ),
    Code(
        "E706",
        "{key} is {due}",
        "The value is not what its word compares with.",
        bad="checks: [{file: notes.txt, lines: many, else: It is gone.}]",
        good="checks: [{file: notes.txt, lines: 1, else: It is gone.}]",
        where="lab",
    ),
    Code(
        "E707",
        "this check has no `else`",
        "Nobody is told what is still wrong.",
        bad='checks: [{run: git status -s, is: ""}]',
        good='checks: [{run: git status -s, is: "", else: Something is not committed.}]',
        where="lab",
    ),
    Code(
        "E708",
        "the lab does not say what to do",
        "The lab does not say what to do.",
        bad="front matter alone",
        good="text below it",
    ),
    Code(
        "E709",
        "{tool!r} is no name of a tool",
        "A tool is named by its program.",
        bad="needs: [/usr/bin/git]",
        good="needs: [git]",
        where="lab",
    ),
    Code(
        "E751",
        "the setup fails: {why}",
        "A command of the setup fails, or does not end.",
        bad="setup: git comit -m first",
        good="setup: git commit -m first",
    ),
    Code(
        "E752",
        "every check holds before anything is done",
        "All checks hold although nothing was done yet.",
        bad="`{run: git log, exit: 0, …}` alone",
        good="one that only the solution brings about",
    ),
    Code(
        "E753",
        "the solution fails: {why}",
        "A command of the solution fails, or does not end.",
        bad="a conflict that stops `git merge`",
        good="`git merge x || true` and what comes after",
    ),
    Code(
        "E754",
        "this check does not hold after the solution: {why}",
        "The check does not hold after the solution.",
        bad="`lines: 2` where one is left",
        good="lines: 1",
    ),
    Code(
        "W751",
        "not run: {tool} is missing here",
        "A tool that the lab needs is not on this machine, so nothing is known of it.",
        bad="`needs: [kubectl]` here",
        good="run it where the tool is",
    ),
)
