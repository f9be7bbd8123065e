"""Problem codes: drills, played to every end."""

from tutor.packs.codes.code import Code

TITLE = "Drills, played to every end"

CODES = (
    Code(
        "E651",
        "the play gets stuck in {subject}: no choice can be taken",
        "In some situation no choice can be taken.",
        bad="all choices with `{if looked}`",
        good="one choice without a condition",
    ),
    Code(
        "E652",
        "no passing ending can be reached",
        "No passing ending can be reached.",
        bad="no choice leads to `{#saved .pass}`",
        good="-> saved",
    ),
    Code(
        "E653",
        "no path of sound choices leads to a passing ending",
        "Sound choices alone lead to no passing ending.",
        bad="- [ ] Look -> saved",
        good="- [x] Look -> saved",
    ),
    Code(
        "E654",
        "a loop without exit: from here no ending can be reached ({subject})",
        "Scenes lead to each other and never to an ending.",
        bad="`-> a` in b, `-> b` in a",
        good="a choice that leads on",
    ),
    Code(
        "E655",
        "a number of the state grows beyond its limit",
        "A number grows without end.",
        bad="`{cost +900000000}` in a loop",
        good="fail: {ruined: cost > 1000}",
    ),
    Code(
        "W651",
        "the scene {subject} is never reached",
        "No choice leads to the scene.",
        bad="a scene that nothing names",
        good="-> scene",
    ),
    Code(
        "W652",
        "this choice can never be taken: {detail} is never true here",
        "The condition of a choice is never true.",
        bad="`{if minutes > 99}` where minutes stay below",
        good="{if minutes > 9}",
    ),
    Code(
        "W653",
        "the condition of this choice is always true here: {detail}",
        "The condition of a choice is always true.",
        bad="{if minutes >= 0}",
        good="no condition",
    ),
    Code(
        "W654",
        "the ending {subject} never happens",
        "An ending never happens.",
        bad="a `fail:` rule beyond all numbers",
        good="a limit that can be reached",
    ),
    Code(
        "W655",
        "{subject} is kept, but never read and never shown",
        "A part of the state is changed for nothing.",
        bad="`{looked}` that no condition reads",
        good="`{if looked}` elsewhere",
    ),
    Code(
        "W656",
        "all choices of {subject} do the same",
        "All choices of a scene lead to the same with the same effects.",
        bad="`-> b` twice",
        good="`-> b` and `-> c`",
    ),
    Code(
        "W657",
        "a wrong choice shows no consequence",
        "A wrong choice shows no consequence.",
        bad="`- [ ] Wait -> page` alone",
        good="what happens, indented under it",
    ),
    Code(
        "W658",
        "a wrong choice does not say why",
        "A wrong choice does not say why.",
        bad="no blockquote under it",
        good=" > The disk does not wait.",
    ),
    Code(
        "W659",
        "the outcome grades: {subject!r}",
        "The outcome grades instead of telling.",
        bad="Wrong! That was rash.",
        good="The disk drops to 71%.",
    ),
    Code(
        "W660",
        "{detail} choices at once are many",
        "More than four choices show at once.",
        bad="six choices",
        good="four",
    ),
    Code(
        "W661",
        "{detail} words are long for a scene",
        "A scene is longer than 80 words.",
        bad="a page",
        good="a paragraph",
    ),
    Code(
        "W662",
        "the proof is incomplete: {subject} situations and {detail} random plays were looked at",
        "There are too many situations to look at all.",
        bad="a counter without end",
        good="small numbers",
    ),
)
