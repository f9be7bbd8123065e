"""Problem codes: drills, played to every end."""

from tutor.packs.codes.code import Code

TITLE = "Drills, played to every end"

CODES = (
    Code(
        "E651",
        "the play gets stuck in {subject}: no choice can be taken",
        "In some situation no choice can be taken.",
        bad=("## The pager {#page}\n- [x] Look -> saved {if looked}"),
        good=("## The pager {#page}\n- [x] Look -> saved {if looked}\n- [ ] Wait -> gone"),
        where="scene",
    ),
    Code(
        "E652",
        "no passing ending can be reached",
        "No passing ending can be reached.",
        bad=("## The pager {#page}\n- [x] Look -> gone"),
        good=("## The pager {#page}\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E653",
        "no path of sound choices leads to a passing ending",
        "Sound choices alone lead to no passing ending.",
        bad=("## The pager {#page}\n- [ ] Look -> saved"),
        good=("## The pager {#page}\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E654",
        "a loop without exit: from here no ending can be reached ({subject})",
        "Scenes lead to each other and never to an ending.",
        bad=(
            "## The pager {#page}\n"
            "- [x] Look -> saved\n"
            "- [ ] Wait -> night\n"
            "\n"
            "## Night {#night}\n"
            "- [ ] Wait -> dark\n"
            "\n"
            "## Dark {#dark}\n"
            "- [ ] Wait -> night"
        ),
        good=(
            "## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> night\n\n## Night {#night}\n- [ ] Wait -> gone"
        ),
        where="scene",
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
        bad=("## The pager {#page}\n- [x] Look -> saved\n\n## Night {#night}\n- [ ] Wait -> gone"),
        good=(
            "## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> night\n\n## Night {#night}\n- [ ] Wait -> gone"
        ),
        where="scene",
    ),
    Code(
        "W652",
        "this choice can never be taken: {detail} is never true here",
        "The condition of a choice is never true.",
        bad=("## The pager {#page}\n- [x] Look -> saved {minutes +1}\n- [ ] Wait -> gone {if minutes > 9}"),
        good=("## The pager {#page}\n- [x] Look -> saved {minutes +1}\n- [ ] Wait -> gone"),
        where="scene",
    ),
    Code(
        "W653",
        "the condition of this choice is always true here: {detail}",
        "The condition of a choice is always true.",
        bad=("## The pager {#page}\n- [x] Look -> saved {if minutes >= 0}\n- [ ] Wait -> gone"),
        good=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone"),
        where="scene",
    ),
    Code(
        "W654",
        "the ending {subject} never happens",
        "An ending never happens.",
        bad=(
            "state: {minutes: 0}\n"
            "show: [minutes]\n"
            "fail: {late: minutes > 99}\n"
            "---\n"
            "## The pager {#page}\n"
            "- [x] Look -> saved {minutes +1}\n"
            "\n"
            "## Saved {#saved .pass}\n"
            "Done."
        ),
        good=(
            "state: {minutes: 0}\n"
            "show: [minutes]\n"
            "fail: {late: minutes > 9}\n"
            "---\n"
            "## The pager {#page}\n"
            "- [x] Look -> saved {minutes +1}\n"
            "- [ ] Wait -> saved {minutes +10}\n"
            "\n"
            "## Saved {#saved .pass}\n"
            "Done."
        ),
        where="drill",
    ),
    Code(
        "W655",
        "{subject} is kept, but never read and never shown",
        "A part of the state is changed for nothing.",
        bad=(
            "state: {looked: false}\n"
            "---\n"
            "## The pager {#page}\n"
            "- [x] Look -> saved {looked}\n"
            "\n"
            "## Saved {#saved .pass}\n"
            "Done."
        ),
        good=(
            "state: {looked: false}\n"
            "show: [looked]\n"
            "---\n"
            "## The pager {#page}\n"
            "- [x] Look -> saved {looked}\n"
            "\n"
            "## Saved {#saved .pass}\n"
            "Done."
        ),
        where="drill",
    ),
    Code(
        "W656",
        "all choices of {subject} do the same",
        "All choices of a scene lead to the same with the same effects.",
        bad=("## The pager {#page}\n- [x] Look -> saved\n- [x] Look twice -> saved"),
        good=("## The pager {#page}\n- [x] Look -> saved\n- [x] Look twice -> saved {minutes +1}"),
        where="scene",
    ),
    Code(
        "W657",
        "a wrong choice shows no consequence",
        "A wrong choice shows no consequence.",
        bad=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone"),
        good=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone\n  The disk is full."),
        where="scene",
    ),
    Code(
        "W658",
        "a wrong choice does not say why",
        "A wrong choice does not say why.",
        bad=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone\n  The disk is full."),
        good=(
            "## The pager {#page}\n"
            "- [x] Look -> saved\n"
            "- [ ] Wait -> gone\n"
            "  The disk is full.\n"
            "  > The disk does not wait."
        ),
        where="scene",
    ),
    Code(
        "W659",
        "the outcome grades: {subject!r}",
        "The outcome grades instead of telling.",
        bad=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone\n  Wrong! That was rash."),
        good=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone\n  The disk is full."),
        where="scene",
    ),
    Code(
        "W660",
        "{detail} choices at once are many",
        "More than four choices show at once.",
        bad=(
            "## The pager {#page}\n"
            "- [x] Look -> saved\n"
            "- [ ] Wait -> gone\n"
            "- [ ] Call -> gone\n"
            "- [ ] Reboot -> gone\n"
            "- [ ] Delete -> gone"
        ),
        good=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone\n- [ ] Delete -> gone"),
        where="scene",
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
