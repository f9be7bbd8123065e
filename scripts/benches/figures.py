"""A figure: what was measured, beside whom, against which target, and how it is printed."""

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Trial:
    """How much to measure. `runs` 0: each row's own number. `small`: sizes that only show that a bench works."""

    data: str  # the folder in which what is generated stays
    runs: int = 0
    small: bool = False

    def times(self, usual: int) -> int:
        """How often to measure, where `usual` is the row's own number."""
        return self.runs or (2 if self.small else usual)

    def size(self, full: int, small: int) -> int:
        """How large the material is."""
        return small if self.small else full


@dataclass(frozen=True)
class Figure:
    """One measured value and, where there is one, the peer's of the same run.

    A target bounds the ratio (ours to the peer's) where there is a peer, else the value itself.
    """

    row: str
    what: str
    value: float
    unit: str
    how: str  # how many runs, which statistic
    peer: str = ""
    peer_value: float = math.nan
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float:
        """Ours to the peer's; nan without a peer."""
        return self.value / self.peer_value if self.peer and self.peer_value else math.nan

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        compared = self.ratio if self.peer else self.value
        if self.at_most is not None:
            return compared <= self.at_most
        return None if self.at_least is None else compared >= self.at_least

    def line(self) -> str:
        """The figure as one line."""
        peer = f"{self.peer} {_number(self.peer_value)} {self.unit}" if self.peer else ""
        ratio = f"{self.ratio:.2f} ×" if self.peer else ""
        met = {True: "met", False: "MISSED", None: ""}[self.met]
        own = f"{_number(self.value)} {self.unit}"
        compared = f"{own:>15}   {peer:<28} {ratio:>7}   {self._target():<9} {met:<6}"
        return f"{self.row:<8} {self.what:<46} {compared}  {self.how}".rstrip()

    def _target(self) -> str:
        unit = "×" if self.peer else self.unit
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {unit}"
        return "" if self.at_least is None else f"≥ {self.at_least:g} {unit}"


@dataclass(frozen=True)
class Skipped:
    """A row that could not be measured here, and why."""

    row: str
    why: str

    def line(self) -> str:
        return f"{self.row:<8} not measured: {self.why}"


Outcome = Figure | Skipped
Bench = Callable[[Trial], Iterator[Outcome]]


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def alternating(trial: Trial, usual: int, *measures: Callable[[], float]) -> list[list[float]]:
    """The values of each measure over several rounds after one that does not count, one after the other in each round.

    A noisy second then strikes all alike, and what is read from the disk has been read before.
    """
    for measure in () if trial.small else measures:
        measure()
    rounds = [[measure() for measure in measures] for _ in range(trial.times(usual))]
    return [list(values) for values in zip(*rounds, strict=True)]
