"""The pages of a lab: the commands to agree to, the task, which checks hold, hints, and the solution."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from tutor.model.text import Code, Runs
from tutor.services.labs import Beside as Compared, Checked, OpenLab, Ready
from tutor.services.trust import Trust, TrustState
from tutor.tui.text import content, plain
from tutor.tui.widgets.blocks import Frame, Leaf, block_widgets
from tutor.tui.widgets.layout import NOTHING, Beside, Laid, Listing, Prose, Stack, hanging
from tutor.tui.widgets.verdict import RIGHT, WRONG

INDENT = Content("    ")
APART = Frame(gap=NOTHING)
SHELL = "Enter opens your own shell in its folder; type exit there when you are done, and it is looked at."
NO_SHELL = "A shell cannot be opened from here. Open one yourself in that folder, then come back and press c."


@dataclass(frozen=True, slots=True)
class Standing:
    """What an open lab has on screen: the last look, what was asked for, and what is said at the end of it."""

    checked: Checked | None = None
    beside: Compared | None = None
    said: str = ""


def trust_widgets(trust: Trust) -> Iterator[Widget]:
    """Every command of a pack, what changed first."""
    changed = trust.state is TrustState.CHANGED
    title = "These commands changed since you trusted them" if changed else "This pack runs commands"
    yield _line(plain(title, "bold $accent"))
    yield _line(
        plain(f"Labs and claims of {trust.pack} run them in a scratch folder, walled in where that is possible. "
              "Read them; only what you trust is run."),
        gap=NOTHING,
    )  # fmt: skip
    if changed:
        yield _title("What changed")
        for sign, line in trust.difference:
            look = "$right" if sign == "+" else "$wrong"
            yield _laid(hanging(plain(f"{sign} ", f"bold {look}"), plain(line, look)))
    yield _title(f"All its commands ({len(trust.commands)})")
    for item, what, text in trust.commands:
        yield _line(plain(f"{item} · {what}", "bold"), gap=NOTHING)
        yield code(text)


def sandbox_widgets(ready: Ready) -> Iterator[Widget]:
    """That nothing walls the commands in here."""
    yield _line(plain(f"Careful: {ready.no_sandbox}.", "bold $warning"))
    words = "Its commands would run as you, in a scratch folder, and could reach your files. Run them all the same?"
    yield _line(plain(words), gap=NOTHING)


def missing_widgets(ready: Ready) -> Iterator[Widget]:
    """That a tool is not here."""
    yield _line(plain(ready.lab.title, "bold $accent"))
    yield _line(plain(f"It needs {' and '.join(ready.missing)}, and that is not on this machine."), gap=NOTHING)


def task_widgets(lab: OpenLab, standing: Standing) -> Iterator[Widget]:
    """The task, and how it stands."""
    first = lab.notice or ("It goes on where you left it." if lab.resumed else "")
    if first:
        yield _line(plain(first, "$quiet"))
        yield _line(NOTHING)
    yield _line(plain(lab.lab.title, "bold $accent"))
    yield from block_widgets(lab.lab.blocks, frame=APART)
    folder = plain("Folder: ", "$quiet") + plain(_from_home(lab.folder))
    yield Leaf(lambda _: Prose(folder, NOTHING, INDENT, NOTHING))
    if not lab.solved:
        yield _line(plain(SHELL if lab.can_open_shell else NO_SHELL, "$quiet"))
    if standing.checked is not None:
        yield from _looked(lab, standing.checked)
    yield from _hints(lab)
    if standing.beside is not None:
        yield from _solution(standing.beside)
    if standing.said:
        yield _line(plain(standing.said, "bold"), gap=NOTHING)


def _looked(lab: OpenLab, checked: Checked) -> Iterator[Widget]:
    total = len(checked.looked)
    yield _title(f"{checked.holding} of {total} {'check holds' if total == 1 else 'checks hold'}")
    for one in checked.looked:
        found = plain(f"   {one.found}", "$quiet") if one.found and not one.holds else NOTHING
        sign = INDENT + (RIGHT if one.holds else WRONG) + " "
        if one is checked.told and checked.hint:
            yield _told(sign, checked.hint)
            yield _laid(hanging(Content(" " * sign.cell_length), plain(lab.words(one), "$quiet") + found))
        else:
            yield _laid(hanging(sign, plain(lab.words(one)) + found))
    if checked.trouble:
        yield _line(plain(f"! {checked.trouble}", "$warning"), gap=NOTHING)
    if checked.solved:
        back = checked.returns
        comes = f"   It comes back {back:%a} {back.day} {back:%b}." if back is not None else ""
        yield _line(Content.assemble(RIGHT, (" Solved.", "bold $right"), plain(comes, "$quiet")), gap=NOTHING)


def _hints(lab: OpenLab) -> Iterator[Widget]:
    if lab.hints:
        yield _title("Hints")
    for number, hint in enumerate(lab.hints, 1):
        lead = INDENT + plain(f"{number}  ", "bold $accent")
        yield _laid(hanging(lead, content(hint)))
    if lab.hints_held_back and not lab.hints_left and not lab.solved:
        words = "More hints come when a check does not hold: you have solved it without them before."
        yield _line(plain(words, "$quiet"), gap=NOTHING)


def _solution(beside: Compared) -> Iterator[Widget]:
    typed = "\n".join(beside.typed)
    left = Stack([_prose(plain("The solution", "bold $accent")), _listing(beside.solution)])
    right = Stack([_prose(plain("What you typed", "bold $accent")), _listing(typed or "(not known)")])
    yield _line(NOTHING)
    yield _laid(Beside(left, right, NOTHING, NOTHING))


def _from_home(folder: str) -> str:
    """A folder as a shell takes it, short where it lies in the learner's home."""
    home = os.path.expanduser("~")
    return "~" + folder.removeprefix(home) if folder.startswith(home + os.sep) and home != os.sep else folder


def code(text: str) -> Leaf:
    """Commands as they are written, coloured as shell."""
    from tutor.tui.highlighting import highlighted

    drawn = highlighted(Code("sh", text))
    return Leaf(lambda _: Listing(drawn, INDENT, INDENT, None), "code")


def _listing(text: str) -> Listing:
    return Listing(plain(text), NOTHING, NOTHING, None)


def _told(sign: Content, runs: Runs) -> Leaf:
    return Leaf(lambda links: hanging(sign, content(runs, links=links)))


def _title(text: str) -> Leaf:
    return _line(plain(text, "bold $accent"), gap=NOTHING)


def _line(text: Content, gap: Content | None = None) -> Leaf:
    return Leaf(lambda _: Prose(text, NOTHING, NOTHING, gap))


def _laid(laid: Laid) -> Leaf:
    return Leaf(lambda _: laid)


def _prose(text: Content) -> Prose:
    return Prose(text)
