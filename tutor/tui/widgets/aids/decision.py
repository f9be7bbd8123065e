"""A decision table: a question a column until one row is left, or the table as a whole."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.model.aid_layout import spans
from tutor.model.deciding import ANY, NONE_OF_THESE, Answers, Asked, fitting, next_asked, value_at
from tutor.model.items import Decision
from tutor.model.text import plain as plain_text
from tutor.services.using import Use
from tutor.tui.text import Links, content, plain
from tutor.tui.widgets.aids.base import WHOLE, AidPane
from tutor.tui.widgets.answers.base import letter_bindings
from tutor.tui.widgets.blocks import Leaf
from tutor.tui.widgets.items import decision_table
from tutor.tui.widgets.layout import NOTHING, Laid, Marked, Prose, Stack, hanging
from tutor.tui.widgets.turning import FOLLOW

NUMBERS = "123456789"
OTHER = "none of these"
NO_ROW = "The table has no row for that."


class DecisionPane(AidPane):
    """Questions with numbered answers; what was answered stands above, and can be taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        FOLLOW,
        *letter_bindings("choose", "Its number chooses at once", NUMBERS, "decision"),
        Binding("enter", "take", "take what is marked", show=False, id="decision.take"),
        Binding("down,j", "move(1)", "next answer", show=False, id="decision.down"),
        Binding("up,k", "move(-1)", "answer before", show=False, id="decision.up"),
        Binding("b,backspace", "back", "one answer back", id="decision.back"),
        WHOLE,
    ]

    def __init__(self, use: Use, body: Decision) -> None:
        self._table = body
        self._answers: Answers = ()
        self._asked: Asked | None = next_asked(body, ())
        self._cursor = 0
        self._parts: list[Laid] = []  # what is drawn, from top to bottom
        self._mark = 0  # which of them is the marked answer
        self._whole = False
        super().__init__(use)

    def parts(self) -> Iterable[Widget]:
        self._page = Leaf(self._draw)
        yield self._page

    def progress(self) -> str:
        rows = len(self._table.rows) if self._whole else len(fitting(self._table, self._answers))
        return f"{rows} {'row' if rows == 1 else 'rows'}"

    def near(self) -> Sequence[str]:
        row = self._found()
        if self._whole or row is None:
            return ()
        return [text for column in self._table.answers for text in spans(self._table.rows[row][column])]

    def restart(self) -> None:
        self._go(())

    # -- what a person does

    @property
    def _values(self) -> tuple[str, ...]:
        """The answers to choose from."""
        if self._asked is None or self._whole:
            return ()
        return (*self._asked.values, *((NONE_OF_THESE,) if self._asked.other else ()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        count = len(self._values)
        if action == "choose_first":
            return parameters == (min(count, len(NUMBERS)),)
        if action == "choose":
            return isinstance(parameters[0], int) and parameters[0] < count
        if action == "take":
            return count > 0 and self._link < 0
        if action == "back":
            return bool(self._answers) and not self._whole
        return super().check_action(action, parameters)

    def action_choose_first(self, _count: int) -> None:
        self.action_choose(0)

    def action_choose(self, place: int) -> None:
        assert self._asked is not None
        self._go((*self._answers, (self._asked.column, self._values[place])))

    def action_take(self) -> None:
        self.action_choose(self._cursor)

    def action_move(self, by: int) -> None:
        wanted = self._cursor + by
        if 0 <= wanted < len(self._values):
            self._cursor = wanted
            self._page.redraw(self._draw)
            self._keep_visible()
        else:
            self.action_lines(by)

    def action_back(self) -> None:
        self._go(self._answers[:-1])

    def action_whole(self) -> None:
        self._whole = not self._whole
        self._go(self._answers)

    def _go(self, answers: Answers) -> None:
        self._link = -1
        self._answers = answers
        self._asked = next_asked(self._table, answers)
        self._cursor = 0
        self._page.redraw(self._draw)
        self.bring_up(self._page, home=not answers or self._whole)
        if self._asked is None and not self._whole and len(self._page.links) == 1:
            self.action_link(1)  # the answer is another aid: enter goes there
        self.post_message(self.Moved())
        self.refresh_bindings()

    def _keep_visible(self) -> None:
        """Keep the marked answer in view."""
        width = self._page.size.width
        top = self._page.virtual_region.y + sum(len(part.lines(width)) for part in self._parts[: self._mark])
        if self._cursor == 0 and not self._answers:
            self.scroll_home(animate=False)
        elif top + 1 > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=top + 1 - self.size.height, animate=False)
        elif top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)

    # -- drawing

    def _found(self) -> int | None:
        rows = fitting(self._table, self._answers)
        return rows[0] if rows and self._asked is None else None

    def _draw(self, links: Links) -> Laid:
        if self._whole:
            return decision_table(self._table, links)
        parts: list[Laid] = [Prose(NOTHING)]
        for column, value in self._answers:
            said = plain(f"{self._column(column)}  ", "$quiet") + plain(value or OTHER)
            parts.append(Prose(said, Content.styled("✓ ", "$right"), Content("  "), None))
        if self._asked is not None:
            self._mark = len(parts) + 1 + self._cursor
            parts += self._question(self._asked)
        else:
            parts += self._answer(links)
        self._parts = parts
        return Stack(parts)

    def _question(self, asked: Asked) -> Iterable[Laid]:
        gap = NOTHING if self._answers else None
        yield Prose(content(self._table.columns[asked.column]).stylize_before("bold"), NOTHING, NOTHING, gap)
        for place, value in enumerate(self._values):
            here = place == self._cursor
            number = NUMBERS[place] if place < len(NUMBERS) else " "
            sign = Content.assemble("▸ " if here else "  ", (f"{number}  ", "bold $accent"))
            yield hanging(sign, plain(value or OTHER), Marked if here else Prose)

    def _answer(self, links: Links) -> Iterable[Laid]:
        row = self._found()
        if row is None:
            yield Prose(plain(NO_ROW, "$warning"), gap=NOTHING)
            return
        given = {column for column, _ in self._answers}
        for column in range(len(self._table.columns)):
            value = value_at(self._table, row, column)
            if column not in given and column not in self._table.answers and value != ANY:
                only = plain(f"only if: {self._column(column)}  {value}", "bold $warning")
                yield Prose(only, Content.styled("! ", "bold $warning"), Content("  "), None)
        for column in self._table.answers:
            yield Prose(content(self._table.columns[column]).stylize_before("bold $accent"), gap=NOTHING)
            yield Prose(content(self._table.rows[row][column], links=links), Content("  "), Content("  "), None)

    def _column(self, column: int) -> str:
        return plain_text(self._table.columns[column])
