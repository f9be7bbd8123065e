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
    ),
    Code(
        "E302",
        "text between {what} has no place",
        "Text stands between the parts of the body.",
        bad="- [ ] a\n\nText\n\n- [ ] b",
        good="- [ ] a\n  Text\n- [ ] b",
    ),
    Code(
        "E303",
        'write check lines as "- [ ] text" or "- [ ] ! text"',
        "A line of a checklist is none.",
        bad="- [ ] a\n- b",
        good="- [ ] a\n- [ ] b",
    ),
    Code(
        "E304", "a checklist begins unticked", "A line of a checklist is ticked already.", bad="- [x] a", good="- [ ] a"
    ),
    Code(
        "E305",
        "the text of this line is missing",
        "A line, a step or a sign has no text.",
        bad="- [ ] !",
        good="- [ ] ! Take the key out",
    ),
    Code(
        "E306", 'a procedure has steps "1. text"', "The procedure has no numbered steps.", bad="- Look", good="1. Look"
    ),
    Code(
        "E307",
        "=> and !! belong to a step",
        "`=>` or `!!` stands below the steps instead of in one.",
        bad="1. Look\n\n- => clean",
        good="1. Look\n   - => clean",
    ),
    Code(
        "E308",
        'write "- !! symptom: where to go"',
        "A symptom does not say where to go.",
        bad="- !! it hangs",
        good="- !! it hangs: [[free-the-lock]]",
    ),
    Code(
        "E309",
        "{sign} is one line of text",
        "What follows `=>` or `!!` is more than a line.",
        bad="- => a\n\n  b",
        good="- => a, b",
    ),
    Code(
        "E310",
        'a reference has lines "term" and below ": meaning"',
        "The reference has no definition list.",
        bad="HEAD: where you stand",
        good="HEAD\n: where you stand",
    ),
    Code(
        "E311", "the template has no text", "The template has no text.", bad="front matter alone", good="Dear {{who}},"
    ),
    Code(
        "E312",
        "{{{{{name}}}}} is not among the fields",
        "A field in the text is not declared.",
        bad="{{whom}}",
        good="fields: {whom: Whom?}",
    ),
    Code("E313", "{what} is no field: no blanks inside", "Blanks inside a field.", bad="{{ who }}", good="{{who}}"),
    Code(
        "E314", "a decision has a Markdown table", "The decision has no table.", bad="a list", good="a Markdown table"
    ),
    Code(
        "E315",
        "the table has no rows",
        "The table has a head and no rows.",
        bad="| If | Use |\n|---|---|",
        good="the same and `| a | b |`",
    ),
    Code(
        "E316",
        "answer is missing: which columns of the table hold the answer",
        "Nothing says which columns are the answer.",
        bad="no `answer:`",
        good="answer: [Use]",
    ),
    Code(
        "E317", "there is no column {name!r}", "No column has this name.", bad="answer: [Usage]", good="answer: [Use]"
    ),
    Code(
        "E318",
        "every column is an answer: one must ask",
        "All columns are answers, so that nothing is asked.",
        bad="answer: [If, Use]",
        good="answer: [Use]",
    ),
    Code("E319", "a cell is empty", "A cell is empty.", bad="| | b |", good="| * | b |"),
    Code(
        "W301",
        "{key} is only read in a {kind}",
        "The key means nothing for this kind of aid.",
        bad="`answer:` in a checklist",
        good="`answer:` in a decision",
    ),
    Code(
        "W302",
        "the field {name} stands nowhere in the text",
        "A declared field stands nowhere in the text.",
        bad="`fields: {who: Who?}` alone",
        good="`{{who}}` in the text",
    ),
    Code(
        "W303",
        "no row fits {what}",
        "A combination of values is answered by no row.",
        bad="rows `1 1` and `2 2`",
        good="rows `1 1`, `2 2` and `* *`",
    ),
    Code(
        "W304",
        "this row is never reached: line {first} fits first",
        "A row is never reached, since an earlier one fits whatever it fits.",
        bad="`*` above `1`",
        good="`1` above `*`",
    ),
    Code(
        "W305",
        "this row and line {first} fit the same case with different answers",
        "Two rows fit one case with different answers, neither narrower.",
        bad="rows `1 *` and `* 2`",
        good="row `1 2` above both",
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
        good="1. Save what is there.\n2. Do the rest: [[aid]]",
        where="procedure",
    ),
    Code(
        "W308",
        "{rows} lines on a terminal of 80×24, where {room} fit",
        "An aid takes more than one screen of 80 columns and 24 rows, as `tutor show` prints it. Whoever looks it up "
        "in the middle of a task has to scroll, and loses the place.",
        bad="an aid of 30 lines",
        good="two aids of 15 that link to each other",
    ),
)
