"""Problem codes: job aids."""

from tutor.packs.codes.code import Code

TITLE = "Job aids"

CODES = (
    Code(
        "E301",
        'a checklist has lines "- [ ] text"',
        "The checklist has no lines to tick.",
        bad="- Look first",
        good="- [ ] Look first",
        where="checklist",
    ),
    Code(
        "E302",
        "text between {what} has no place",
        "Text stands between the parts of the body.",
        bad=("- [ ] Look\n\nThen wait.\n\n- [ ] Act"),
        good=("- [ ] Look\n  Then wait.\n- [ ] Act"),
        where="checklist",
    ),
    Code(
        "E303",
        'write check lines as "- [ ] text" or "- [ ] ! text"',
        "A line of a checklist is none.",
        bad=("- [ ] Look\n- Act"),
        good=("- [ ] Look\n- [ ] Act"),
        where="checklist",
    ),
    Code(
        "E304",
        "a checklist begins unticked",
        "A line of a checklist is ticked already.",
        bad="- [x] Look",
        good="- [ ] Look",
        where="checklist",
    ),
    Code(
        "E305",
        "the text of this line is missing",
        "A line, a step or a sign has no text.",
        bad="- [ ] !",
        good="- [ ] ! Take the key out",
        where="checklist",
    ),
    Code(
        "E306",
        'a procedure has steps "1. text"',
        "The procedure has no numbered steps.",
        bad="- Look",
        good="1. Look",
        where="procedure",
    ),
    Code(
        "E307",
        "=> and !! belong to a step",
        "`=>` or `!!` stands below the steps instead of in one.",
        bad=("1. Look\n\n- => clean"),
        good=("1. Look\n   - => clean"),
        where="procedure",
    ),
    Code(
        "E308",
        'write "- !! symptom: where to go"',
        "A symptom does not say where to go.",
        bad=("1. Look\n   - !! it hangs"),
        good=("1. Look\n   - !! it hangs: wait a minute"),
        where="procedure",
    ),
    Code(
        "E309",
        "{sign} is one line of text",
        "What follows `=>` or `!!` is more than a line.",
        bad=("1. Look\n   - => clean\n\n     and quiet"),
        good=("1. Look\n   - => clean and quiet"),
        where="procedure",
    ),
    Code(
        "E310",
        'a reference has lines "term" and below ": meaning"',
        "The reference has no definition list.",
        bad="HEAD: where you stand",
        good=("HEAD\n: where you stand"),
        where="reference",
    ),
    Code(
        "E311",
        "the template has no text",
        "The template has no text.",
        bad=("aid: template\nfields: {who: Who is it?}\n---"),
        good=("aid: template\nfields: {who: Who is it?}\n---\nDear {{who}},"),
        where="aid",
    ),
    Code(
        "E312",
        "{{{{{name}}}}} is not among the fields",
        "A field in the text is not declared.",
        bad=("aid: template\nfields: {who: Who is it?}\n---\n{{who}} and {{whom}}"),
        good=("aid: template\nfields: {who: Who is it?, whom: Whom?}\n---\n{{who}} and {{whom}}"),
        where="aid",
    ),
    Code(
        "E313",
        "{what} is no field: no blanks inside",
        "Blanks inside a field.",
        bad=("aid: template\nfields: {who: Who is it?}\n---\n{{who}} and {{ who }}"),
        good=("aid: template\nfields: {who: Who is it?}\n---\n{{who}} and {{who}}"),
        where="aid",
    ),
    Code(
        "E314",
        "a decision has a Markdown table",
        "The decision has no table.",
        bad=("aid: decision\nanswer: [Use]\n---\n- If pushed: revert"),
        good=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |"),
        where="aid",
    ),
    Code(
        "E315",
        "the table has no rows",
        "The table has a head and no rows.",
        bad=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|"),
        good=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |"),
        where="aid",
    ),
    Code(
        "E316",
        "answer is missing: which columns of the table hold the answer",
        "Nothing says which columns are the answer.",
        bad=("aid: decision\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |"),
        good=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |"),
        where="aid",
    ),
    Code(
        "E317",
        "there is no column {name!r}",
        "No column has this name.",
        bad=("aid: decision\nanswer: [Usage]\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |"),
        good=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |"),
        where="aid",
    ),
    Code(
        "E318",
        "every column is an answer: one must ask",
        "All columns are answers, so that nothing is asked.",
        bad=("aid: decision\nanswer: [Pushed?, Use]\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |"),
        good=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |"),
        where="aid",
    ),
    Code(
        "E319",
        "a cell is empty",
        "A cell is empty.",
        bad=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|\n| | revert |"),
        good=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |"),
        where="aid",
    ),
    Code(
        "W301",
        "{key} is only read in a {kind}",
        "The key means nothing for this kind of aid.",
        bad=("aid: checklist\nanswer: [Use]\n---\n- [ ] Look"),
        good=("aid: checklist\n---\n- [ ] Look"),
        where="aid",
    ),
    Code(
        "W302",
        "the field {name} stands nowhere in the text",
        "A declared field stands nowhere in the text.",
        bad=("aid: template\nfields: {who: Who is it?}\n---\nDear you,"),
        good=("aid: template\nfields: {who: Who is it?}\n---\nDear {{who}},"),
        where="aid",
    ),
    Code(
        "W303",
        "no row fits {what}",
        "A combination of values is answered by no row.",
        bad=(
            "aid: decision\n"
            "answer: [Use]\n"
            "---\n"
            "| Pushed? | Shared? | Use |\n"
            "|---|---|---|\n"
            "| yes | yes | revert |\n"
            "| no | no | reset |"
        ),
        good=(
            "aid: decision\n"
            "answer: [Use]\n"
            "---\n"
            "| Pushed? | Shared? | Use |\n"
            "|---|---|---|\n"
            "| yes | * | revert |\n"
            "| no | * | reset |"
        ),
        where="aid",
    ),
    Code(
        "W304",
        "this row is never reached: line {first} fits first",
        "A row is never reached, since an earlier one fits whatever it fits.",
        bad=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|\n| * | revert |\n| no | reset |"),
        good=("aid: decision\nanswer: [Use]\n---\n| Pushed? | Use |\n|---|---|\n| no | reset |\n| * | revert |"),
        where="aid",
    ),
    Code(
        "W305",
        "this row and line {first} fit the same case with different answers",
        "Two rows fit one case with different answers, neither narrower.",
        bad=(
            "aid: decision\n"
            "answer: [Use]\n"
            "---\n"
            "| Pushed? | Shared? | Use |\n"
            "|---|---|---|\n"
            "| yes | * | revert |\n"
            "| * | no | reset |\n"
            "| * | * | ask |"
        ),
        good=(
            "aid: decision\n"
            "answer: [Use]\n"
            "---\n"
            "| Pushed? | Shared? | Use |\n"
            "|---|---|---|\n"
            "| yes | no | reset |\n"
            "| yes | * | revert |\n"
            "| * | no | reset |\n"
            "| * | * | ask |"
        ),
        where="aid",
    ),
    Code(
        "W306",
        "{count} of at least {fewest} `asks` say how people look for this",
        "Fewer than two lines say how people ask for this aid: questions, symptoms, error messages word for word. "
        "Look-up finds it by them.",
        bad='aid: checklist\nasks: ["how do I undo?"]\n---\n- [ ] Look first',
        good='aid: checklist\nasks: ["how do I undo?", "error: pathspec did not match"]\n---\n- [ ] Look first',
        where="aid",
    ),
    Code(
        "W307",
        "{count} steps, more than {most}",
        "An aid has more than twelve steps or lines to tick: more than somebody in trouble can keep track of.",
        bad="".join(f"{step}. Step {step}\n" for step in range(1, 14)),
        good="1. Save what is there.\n2. Do the rest: [[undo]]",
        where="procedure",
    ),
    Code(
        "W308",
        "{rows} lines on a terminal of 80×24, where {room} fit",
        "An aid takes more than one screen of 80 columns and 24 rows, as `tutor show` prints it; the empty "
        "rows between its parts are left out where only so it fits, and of one that a claim backs, the line with the "
        "verified date counts too. Whoever looks it up in the middle of a task has to scroll, "
        "and loses the place.",
        bad="an aid of 30 lines",
        good="two aids of 15 that link to each other",
    ),
    Code(
        "W309",
        "{{{{{name}}}}} in this code is no field: `fields` does not declare it",
        "Code of a template holds a name in double braces that `fields` lacks, while it declares others. It is shown "
        "as it stands, and nobody is asked for it.",
        bad="aid: template\nfields: {who: Who?}\n---\n```\nDear {{who}}, about {{source}}\n```",
        good="aid: template\nfields: {who: Who?, source: What?}\n---\n```\nDear {{who}}, about {{source}}\n```",
        where="aid",
    ),
)
