"""Problem codes: claims, as text (80x), when run (85x), and as verified.lock keeps them (86x)."""

from tutor.packs.codes.code import Code

TITLE = "Claims"

CODES = (
    Code(
        "E801",
        "a file of claims holds a list of them",
        "A file in `claims/` is a list: each claim begins with `- id:`.",
        bad="`id: one` in line 1",
        good="`- id: one`, and what belongs to it indented by two blanks",
    ),
    Code(
        "E802",
        "{key} cannot differ in a control",
        "A control has `setup` or `run` in another form, or both; all else is as in the claim.",
        bad="control: {expect: [{exit: 1}]}",
        good="control: {run: git clean -fdq}",
    ),
    Code(
        "E803",
        "the control does not differ from the claim",
        "A control that runs the same as the claim cannot fail.",
        bad="run: git reset -q --hard, control: {run: git reset -q --hard}",
        good="run: git reset -q --hard, control: {run: git clean -fdq}",
    ),
    Code(
        "E804",
        "the claim expects nothing",
        "A claim without a check holds whatever happens.",
        bad="expect: []",
        good="expect: [{exit: 0}, {file: new.txt, has: keep}]",
    ),
    Code(
        "E805",
        "the claim {id} is given twice, first at {first}; this one is left out",
        "Two claims of the pack have one id. With items they share none: a claim may be called as what it backs is.",
        bad="`- id: hard-keeps` in two files",
        good="another id for one of them",
    ),
    Code(
        "E851",
        "the {what} fails: {why}",
        "A command of the setup fails or does not end, in the claim or in its control.",
        bad="setup: git comit -m first",
        good="setup: git commit -m first",
    ),
    Code(
        "E852",
        "expected: {subject} {expected}; got: {found}",
        "What the claim expects did not come about: it is not true here, or its command is not the right one.",
        bad="`expect: [{lines: 2}]` where one line comes",
        good="expect: [{lines: 1}]",
    ),
    Code(
        "E853",
        "the control does not fail: all that is expected holds for it too",
        "The false twin passes as well, so the check could not fail. Let it do what people wrongly do instead.",
        bad="`git reset --soft HEAD~1` with the control `git reset --mixed HEAD~1`, where only the log is looked at",
        good="the same, where the index is looked at",
    ),
    Code(
        "E854",
        "the control only ends with another status, which a typing error does as well",
        "Of a claim that expects more than a status, something else must fail in the control.",
        bad="expect: [{exit: 0}, {file: kept.txt, exists: true}], control: {run: git clena -n}",
        good="control: {run: git clean -fdq}",
    ),
    Code(
        "E855",
        "the command of the control cannot be run: {why}",
        "A command that the shell does not find, or that does not end, is no false twin but a mistake.",
        bad="control: {run: gti clean -fdq}",
        good="control: {run: git clean -fdq}",
    ),
    Code(
        "E856",
        "the command cannot be brought to an end: {why}",
        "The command of the claim, or of a check, ran into a limit: of time, output, disk or processes.",
        bad="run: cat",
        good="run: cat notes.txt",
    ),
    Code(
        "W851",
        "not run: {tool} is missing here",
        "A tool that the claim needs is not on this machine. It is skipped, which is not a pass.",
        bad="`needs: [kubectl]` here",
        good="run it where the tool is",
    ),
    Code(
        "W861",
        "{count} of {all} claims were never verified, or changed since, or what they back did: {ids}",
        "The claims are not the ones that `verified.lock` tells of, or the files that they back have changed.",
        bad="a quiz that was edited after `tutor verify`",
        good="run `tutor verify` after the last edit",
    ),
    Code(
        "W862",
        "this claim failed when it was verified, {date}",
        "`verified.lock` says that the claim did not hold. Learners are told so at the items that it backs.",
        bad="a claim that has failed",
        good="mend what it backs or the claim, then run `tutor verify`",
    ),
    Code(
        "W863",
        "{count} of {all} claims were verified over a year ago: {ids}",
        "Tools change. Learners are told that the last look is long ago.",
        bad="a `verified.lock` of last year",
        good="run `tutor verify`",
    ),
)
