"""The last look-up of each terminal: what `tutor how 2`, `tutor how +` and `tutor how -` mean.

A plain file a terminal in the state folder. Losing one costs nothing, so what cannot be written is not written.
"""

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tutor.places import Places

_KEPT_DAYS = 7


class Recent:
    """A look-up: when it was asked (UTC ms), the question, the names of the aids that answered, and which is open."""

    __slots__ = ("asked", "names", "opened", "question")

    def __init__(self, asked: int, question: str, names: list[str], opened: int) -> None:
        self.asked = asked
        self.question = question
        self.names = names
        self.opened = opened  # a place in `names` from 1; 0: none

    @property
    def aid(self) -> str:
        """The aid that is open, or ""."""
        return self.names[self.opened - 1] if self.opened else ""


def recent(where: "Places") -> Recent | None:
    """The last look-up of this terminal."""
    try:
        with open(_path(where), encoding="utf-8") as file:
            asked, opened, question, *names = file.read().split("\n")
        found = Recent(int(asked), question, names, int(opened))
    except (OSError, ValueError):
        return None
    return found if 0 <= found.opened <= len(names) else None


def remember(where: "Places", look_up: Recent) -> None:
    """Keep the last look-up of this terminal."""
    path = _path(where)
    question = look_up.question.encode("utf-8", "replace").decode().replace("\n", " ")
    try:
        if not os.path.exists(path):
            os.makedirs(where.look_ups, exist_ok=True)
            _sweep(where.look_ups)
        with open(f"{path}.new", "w", encoding="utf-8") as file:
            file.write("\n".join([str(look_up.asked), str(look_up.opened), question, *look_up.names]))
        os.replace(f"{path}.new", path)
    except OSError:
        pass  # the answer is on the screen all the same


def _path(where: "Places") -> str:
    return os.path.join(where.look_ups, _terminal())


def _terminal() -> str:
    """A name for this terminal: its device and its session, since the next window may get the same device."""
    device = ""
    for stream in (0, 1, 2):
        try:
            device = os.ttyname(stream)
            break
        except OSError:
            continue
    pane = os.environ.get("TMUX_PANE", "")
    name = f"{device}{pane}-{os.getsid(0)}".replace("/", "-").strip("-")
    return "".join([letter for letter in name if letter.isalnum() or letter in "-%"])


def _sweep(folder: str) -> None:
    oldest = time.time() - _KEPT_DAYS * 86400
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.stat().st_mtime < oldest:
                os.unlink(entry.path)
