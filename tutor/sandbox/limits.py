"""How much a command may take, and the words for each limit that it ran into."""

from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event

from tutor.settings import CHECK_SECONDS, OUTPUT_BYTES, WORLD_BYTES, WORLD_FILES, WORLD_PROCESSES


class Stop(StrEnum):
    """Why a command was stopped, or could not begin."""

    NONE = ""
    TIME = "time"
    OUTPUT = "output"
    DISK = "disk"
    FILES = "files"
    PROCESSES = "processes"
    GONE = "gone"  # the folder to run it in
    OFF = "off"  # nobody wants to know any more


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` None: as long as it likes, for a shell. Disk and files count the whole world, output each stream.

    Setting `off`, from another thread, ends at once whatever runs within these limits.
    """

    seconds: float | None = CHECK_SECONDS
    output: int = OUTPUT_BYTES
    disk: int = WORLD_BYTES
    files: int = WORLD_FILES
    processes: int = WORLD_PROCESSES
    off: Event = field(default_factory=Event, compare=False, repr=False)

    def words(self, stop: Stop) -> str:
        """What a stop means, as the end of a sentence."""
        match stop:
            case Stop.NONE:
                return ""
            case Stop.TIME:
                return f"it did not end within {self.seconds:g} seconds, or waited for input, and was stopped"
            case Stop.OUTPUT:
                return f"it wrote more than {_size(self.output)} and was stopped"
            case Stop.DISK:
                return f"it filled more than {_size(self.disk)} of the disk and was stopped"
            case Stop.FILES:
                return f"it made more than {self.files:,} files and was stopped"
            case Stop.PROCESSES:
                return f"it started more than {self.processes:,} processes and was stopped"
            case Stop.GONE:
                return "its folder is gone"
            case Stop.OFF:
                return "it was called off"


def _size(size: int) -> str:
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size >> 10} kB"
