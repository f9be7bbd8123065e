"""Checking packs again whenever a file of them is saved."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.errors import NotFound, TutorError
from tutor.model.problems import Problem
from tutor.places import Places
from tutor.services.checking import Checked, check, today
from tutor.services.excerpts import Excerpts

if TYPE_CHECKING:
    from threading import Event

_GATHERED, _QUIET = 200, 30  # ms: saves within the first are one, unless nothing happens for the second
_LOOKED = 200  # ms without a save after which the watcher answers nonetheless: so it can be waited for at the start


@dataclass(frozen=True, slots=True)
class Change:
    """What is wrong now, and what of that is new; `mended` is what was wrong before and is so no more.

    Both are pairs of a pack's folder and a problem. A problem that only moved to another line is neither.
    """

    checked: tuple[Checked, ...]
    new: tuple[tuple[str, Problem], ...]
    mended: tuple[tuple[str, Problem], ...]
    trouble: TutorError | None = None  # why it could not be checked just now


def watched(paths: Sequence[str], where: Places) -> Iterator[Change]:
    """Check the paths, and again after every save; without an end. Raises TutorError where nothing can watch."""
    saves = each_save(paths)
    last: dict[tuple[str, ...], list[tuple[str, Problem]]] = {}
    is_first = True
    while True:
        try:
            checked = tuple(check(paths, today(), where))
        except NotFound as trouble:
            if is_first:
                raise
            yield Change((), (), (), trouble)
        else:
            now = _by_looks(checked)
            yield Change(checked, _missing_in(last, now), _missing_in(now, last))
            last = now
        is_first = False
        next(saves)


def _by_looks(checked: Sequence[Checked]) -> dict[tuple[str, ...], list[tuple[str, Problem]]]:
    """Problems by what is said of them and the line they are about, wherever that stands in its file."""
    found: dict[tuple[str, ...], list[tuple[str, Problem]]] = {}
    for one in checked:
        excerpts = Excerpts(one.folder)
        for problem in one.problems:
            excerpt = excerpts.of(problem)
            line = excerpt.line if excerpt else ""
            looks = (one.folder, problem.place.path, problem.code, problem.message, line)
            found.setdefault(looks, []).append((one.folder, problem))
    return found


def _missing_in(
    old: dict[tuple[str, ...], list[tuple[str, Problem]]], new: dict[tuple[str, ...], list[tuple[str, Problem]]]
) -> tuple[tuple[str, Problem], ...]:
    """Those of `new` that `old` has not, or has less often."""
    more = Counter({looks: len(ones) for looks, ones in new.items()})
    more.subtract({looks: len(ones) for looks, ones in old.items()})
    return tuple(one for looks, ones in new.items() if more[looks] > 0 for one in ones[-more[looks] :])


def each_save(paths: Sequence[str], until: "Event | None" = None, quiet: int = _QUIET) -> Iterator[None]:
    """Yields after every save, from the call on, of a file that may belong to a pack; ends when `until` is set.

    A save is over when nothing was written for `quiet` ms.
    Raises TutorError where nothing can watch.
    """
    try:
        from watchfiles import Change as Kind, watch
    except ImportError as error:
        hint = f"Install it: {sys.executable} -m pip install watchfiles (it comes with the extra tutor[author])"
        raise TutorError("watching needs the package watchfiles", hint=hint) from error

    def matters(kind: Kind, path: str) -> bool:
        name = os.path.basename(path)
        return not name.startswith(".") and os.path.splitext(name)[1] in ("", ".md", ".yaml")

    folders = {os.path.dirname(os.path.abspath(path)) if os.path.isfile(path) else path for path in paths}
    if missing := [folder for folder in folders if not os.path.isdir(folder)]:
        raise NotFound("no such file or folder", where=missing[0])
    changes = watch(
        *folders,
        watch_filter=matters,
        debounce=_GATHERED,
        step=quiet,
        rust_timeout=_LOOKED,
        yield_on_timeout=True,
        stop_event=until,
    )
    next(changes, None)  # None: it is over before it began
    return (None for saved in changes if saved)
