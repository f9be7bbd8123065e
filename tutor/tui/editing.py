"""To the editor and back: the screens make room for it, and are drawn again afterwards."""

import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tutor.errors import TutorError
from tutor.services.editors import Spot, editor_command

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp


def edit(app: "TutorApp", spot: Spot) -> bool:
    """Open a person's editor at a spot until they leave it; whether it was open."""
    trouble: OSError | None = None
    command: list[str] = []
    try:
        command = editor_command(spot)
        with app.suspend():
            try:  # suspend leaves the terminal to whoever raises inside it
                subprocess.call(command)
            except OSError as error:
                trouble = error
    except TutorError as error:
        app.trouble(error)
        return False
    except SuspendNotSupported:
        app.say(f"No editor can be opened from here. It is written in {spot}", seconds=10)
        return False
    if trouble is not None:
        app.say(f"! {command[0]} does not open: {trouble.strerror or trouble}", severity="error", seconds=10)
    return trouble is None
