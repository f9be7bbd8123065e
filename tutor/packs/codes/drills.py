"""Problem codes: drills."""

from tutor.packs.codes.code import Code

TITLE = "Drills"

CODES = (
    Code(
        "E601",
        "the scene has no id",
        "The scene has no id.",
        bad="## The pager",
        good="## The pager {#page .fail}",
        where="scene",
    ),
    Code(
        "E602",
        "{what} is not known here",
        "The attribute is not known.",
        bad=("## The pager {#page .checkpont}\n- [x] Look -> saved"),
        good=("## The pager {#page .checkpoint}\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E603",
        "{what} comes a second time",
        "An attribute or effect comes twice.",
        bad=("## The pager {#page #start}\n- [x] Look -> saved"),
        good=("## The pager {#page}\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E604",
        "{one} and {other} do not go together",
        "Two attributes contradict each other.",
        bad="## The end {#end .pass .fail}",
        good="## The end {#end .fail}",
        where="scene",
    ),
    Code(
        "E605",
        "{one} needs {other}",
        "An attribute needs another one.",
        bad=("## The pager {#page late=gone}\n- [x] Look -> saved"),
        good=("## The pager {#page time=20 late=gone}\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E606",
        "the drill has no scene",
        "The drill has no scene.",
        bad="front matter alone",
        good="## The pager {#page}",
    ),
    Code(
        "E607",
        "the scene {id} is given twice, first in line {first}",
        "Two scenes have one id.",
        bad=("## The pager {#page}\n- [x] Look -> saved\n\n## Later {#page}\n- [x] Look -> saved"),
        good=("## The pager {#page}\n- [x] Look -> later\n\n## Later {#later}\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E608",
        'write choices as "- [ ] text -> scene"',
        "A line among the choices is none.",
        bad=("## The pager {#page}\n- [x] Look -> saved\n- Wait -> gone"),
        good=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone"),
        where="scene",
    ),
    Code("E609", "more than {most} choices", "A scene has more choices than keys.", bad="ten choices", good="nine"),
    Code(
        "E610",
        "the text of this choice is missing",
        "A choice has no text.",
        bad=("## The pager {#page}\n- [x] -> saved"),
        good=("## The pager {#page}\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E611",
        "this stands after the choices, where nothing may come",
        "Something follows the choices.",
        bad=("## The pager {#page}\n- [x] Look -> saved\n\nIt rings."),
        good=("## The pager {#page}\nIt rings.\n\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E612",
        "an ending has no choices",
        "An ending has choices.",
        bad=("## The end {#end .fail}\n- [ ] Again -> saved"),
        good=("## The end {#end .fail}\nIt is over."),
        where="scene",
    ),
    Code(
        "E613",
        "the scene has no choices and is no ending",
        "A scene leads nowhere and ends nothing.",
        bad=("## The pager {#page}\nIt rings."),
        good=("## The pager {#page}\nIt rings.\n\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E614",
        "where this choice leads is missing, or cannot be read",
        "A choice does not say where it leads.",
        bad=("## The pager {#page}\n- [x] Look -> {minutes +1}"),
        good=("## The pager {#page}\n- [x] Look -> saved {minutes +1}"),
        where="scene",
    ),
    Code(
        "E615",
        "there is no scene {name}",
        "The scene that is named does not exist.",
        bad=("## The pager {#page}\n- [x] Look -> svaed"),
        good=("## The pager {#page}\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E616",
        "the fail rule {name!r} ends here, and this scene is no failed ending",
        "The scene that tells a failure is no failed ending.",
        bad=(
            "state: {minutes: 0}\n"
            "fail: {saved: minutes > 9}\n"
            "---\n"
            "## The pager {#page}\n"
            "- [x] Look -> saved {minutes +10}\n"
            "\n"
            "## Saved {#saved .pass}\n"
            "Done."
        ),
        good=(
            "state: {minutes: 0}\n"
            "fail: {late: minutes > 9}\n"
            "---\n"
            "## The pager {#page}\n"
            "- [x] Look -> saved {minutes +10}\n"
            "\n"
            "## Saved {#saved .pass}\n"
            "Done.\n"
            "\n"
            "## Late {#late .fail}\n"
            "Too late."
        ),
        where="drill",
    ),
    Code(
        "E617",
        "the scene has no title",
        "The scene has nothing but attributes in its heading.",
        bad=("## {#page}\n- [x] Look -> saved"),
        good=("## The pager {#page}\n- [x] Look -> saved"),
        where="scene",
    ),
    Code(
        "E618",
        "after -> come a scene and {{…}}, and nothing else",
        "Something other than `{…}` follows the scene of a choice.",
        bad=("## The pager {#page}\n- [x] Look -> saved {minutes +1} at once"),
        good=("## The pager {#page}\n- [x] Look at once -> saved {minutes +1}"),
        where="scene",
    ),
    Code(
        "E620",
        "this cannot be read: {what}",
        "A condition or an effect cannot be read.",
        bad=("## The pager {#page}\n- [x] Look -> saved {minutes + +2}"),
        good=("## The pager {#page}\n- [x] Look -> saved {minutes +2}"),
        where="scene",
    ),
    Code(
        "E621",
        "{name} is not in the state of this drill",
        "A condition or an effect names what is not in `state`.",
        bad=("## The pager {#page}\n- [x] Look -> saved {minuts +2}"),
        good=("## The pager {#page}\n- [x] Look -> saved {minutes +2}"),
        where="scene",
    ),
    Code(
        "E622",
        "{name} is {kind}",
        "A number is used as yes or no, or the other way round.",
        bad=("## The pager {#page}\n- [x] Look -> saved {looked +2}"),
        good=("## The pager {#page}\n- [x] Look -> saved {looked}"),
        where="scene",
    ),
    Code(
        "E623",
        "a number beyond {most}",
        "A number is too large.",
        bad=("## The pager {#page}\n- [x] Look -> saved {minutes = 99999999999999}"),
        good=("## The pager {#page}\n- [x] Look -> saved {minutes = 90}"),
        where="scene",
    ),
    Code(
        "E624",
        "{name} begins with a whole number, true or false",
        "The state does not begin with a number, true or false.",
        bad=("state: {looked: maybe}\n---\n## The pager {#page .fail}"),
        good=("state: {looked: false}\n---\n## The pager {#page .fail}"),
        where="drill",
    ),
    Code(
        "E625",
        "{name!r} is no name for a part of the state",
        "A part of the state has a name that conditions cannot use.",
        bad=("state: {2nd: 0}\n---\n## The pager {#page .fail}"),
        good=("state: {second: 0}\n---\n## The pager {#page .fail}"),
        where="drill",
    ),
    Code(
        "E626",
        "a second `if`",
        "A choice has two conditions.",
        bad=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone {if looked, if minutes > 2}"),
        good=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone {if looked and minutes > 2}"),
        where="scene",
    ),
    Code(
        "E627",
        "longer than {most} characters",
        "A condition or an effect is too long.",
        bad="a page of `and`",
        good="a line",
    ),
    Code(
        "E628",
        "nested deeper than {deepest} brackets",
        "A condition has too many brackets in brackets.",
        bad=(
            "## The pager {#page}\n"
            "- [x] Look -> saved\n"
            "- [ ] Wait -> gone {if ((((((((((((((((((((((((((((((looked))))))))))))))))))))))))))))))}"
        ),
        good=("## The pager {#page}\n- [x] Look -> saved\n- [ ] Wait -> gone {if looked}"),
        where="scene",
    ),
    Code(
        "W601",
        "text above the first scene is shown nowhere",
        "Text above the first scene is shown nowhere.",
        bad=(
            "goal: Save it.\n"
            "---\n"
            "It is night.\n"
            "\n"
            "## The pager {#page}\n"
            "- [x] Look -> saved\n"
            "\n"
            "## Saved {#saved .pass}\n"
            "Done."
        ),
        good=(
            "goal: Save it.\n"
            "why: It is night.\n"
            "---\n"
            "## The pager {#page}\n"
            "- [x] Look -> saved\n"
            "\n"
            "## Saved {#saved .pass}\n"
            "Done."
        ),
        where="drill",
    ),
)
