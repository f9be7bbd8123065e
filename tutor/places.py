"""Every path on disk, nowhere else. Asking for a path never makes a folder.

On Linux the XDG variables are read by plain `os`: platformdirs costs 21 ms to import. A test holds both to one answer.
Looking up goes through here, so dataclasses are too slow as well.
"""

import os
import sys

APP = "tutor"
LINUX = sys.platform == "linux"


def _folder(variable: str, default: str, kind: str) -> str:
    if LINUX:
        base = os.environ.get(variable, "")
        if not os.path.isabs(base):
            base = os.path.join(os.path.expanduser("~"), default)
        return os.path.join(base, APP)
    return _elsewhere(kind)


def _elsewhere(kind: str) -> str:
    import platformdirs

    return str(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))


class Places:
    """The folders in use, and the files in them. `shipped` is the folder of packs that came with the program."""

    __slots__ = ("cache", "data", "shipped", "state")

    def __init__(self, data: str, cache: str, state: str, shipped: str) -> None:
        self.data = data
        self.cache = cache
        self.state = state
        self.shipped = shipped

    @property
    def journal(self) -> str:
        return os.path.join(self.data, "journal.sqlite")

    @property
    def copies(self) -> str:
        """Daily copies of the journal, and those made before a migration."""
        return os.path.join(self.data, "copies")

    @property
    def own(self) -> str:
        """The learner's own pack."""
        return os.path.join(self.data, "own")

    @property
    def installed(self) -> str:
        return os.path.join(self.data, "packs")

    @property
    def verified(self) -> str:
        """What came out when claims of packs were run that are not this learner's to write."""
        return os.path.join(self.data, "verified")

    @property
    def trust(self) -> str:
        """Which commands of which packs may be run on this machine."""
        return os.path.join(self.state, "trust.json")

    @property
    def worlds(self) -> str:
        """The scratch folders of labs."""
        return os.path.join(self.state, "labs")

    @property
    def look_ups(self) -> str:
        """The last look-up of each terminal."""
        return os.path.join(self.state, "look-ups")

    @property
    def uses(self) -> str:
        """Job aids in use: what is ticked and filled in."""
        return os.path.join(self.state, "uses")

    @property
    def tools(self) -> str:
        """The versions that programs said they have."""
        return os.path.join(self.state, "tools.json")

    @property
    def news(self) -> str:
        """What packs held when the learner last looked at what is new."""
        return os.path.join(self.state, "news.json")

    @property
    def catalog(self) -> str:
        return os.path.join(self.cache, "catalog.sqlite")

    @property
    def checks(self) -> str:
        """What was found in the files of packs that were checked."""
        return os.path.join(self.cache, "checks")


class PackSource:
    """Where packs are looked for: a pack, or a folder of packs. Of two packs with one id the earlier source wins."""

    __slots__ = ("folder", "label")

    def __init__(self, label: str, folder: str) -> None:
        self.label = label  # "here", "team", "own", "installed" or "shipped"
        self.folder = folder

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackSource) and (self.label, self.folder) == (other.label, other.folder)

    def __hash__(self) -> int:
        return hash((self.label, self.folder))

    def __repr__(self) -> str:
        return f"PackSource({self.label!r}, {self.folder!r})"


def places() -> Places:
    """The places of this user on this machine."""
    return Places(
        data=_folder("XDG_DATA_HOME", ".local/share", "data"),
        cache=_folder("XDG_CACHE_HOME", ".cache", "cache"),
        state=_folder("XDG_STATE_HOME", ".local/state", "state"),
        shipped=_shipped(),
    )


def _shipped() -> str:
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "content")  # in a wheel
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "content")


def pack_sources(where: Places, here: str) -> tuple[PackSource, ...]:
    """The pack sources in their order of precedence, only those that exist; `here` is the working folder."""
    found = [PackSource("here", folder) for folder in (_upwards(here),) if folder]
    found += [PackSource("team", folder) for folder in os.environ.get("TUTOR_PATH", "").split(os.pathsep) if folder]
    found += [
        PackSource("own", where.own),
        PackSource("installed", where.installed),
        PackSource("shipped", where.shipped),
    ]
    return tuple(source for source in found if os.path.isdir(source.folder))


def missing_team_folders() -> list[str]:
    """Folders that TUTOR_PATH names and that do not exist."""
    named = [folder for folder in os.environ.get("TUTOR_PATH", "").split(os.pathsep) if folder]
    return [folder for folder in named if not os.path.isdir(folder)]


def team_notes() -> tuple[str, ...]:
    """A line for a person where TUTOR_PATH names folders that do not exist."""
    missing = missing_team_folders()
    return (f"TUTOR_PATH names what is no folder: {', '.join(missing)}",) if missing else ()


def _upwards(here: str) -> str:
    """The nearest `.tutor` folder in `here` or above it, or ""."""
    folder = os.path.abspath(here)
    while True:
        candidate = os.path.join(folder, ".tutor")
        if os.path.isdir(candidate):
            return candidate
        parent = os.path.dirname(folder)
        if parent == folder:
            return ""
        folder = parent


def catalog_of(where: Places, sources: tuple[PackSource, ...]) -> str:
    """Where the catalog of these sources is kept.

    Packs that only some working folders see have a catalog of their own: otherwise two terminals in two folders would
    take each other's packs away.
    """
    local = [os.path.abspath(source.folder) for source in sources if source.label in ("here", "team")]
    if not local:
        return where.catalog
    from zlib import crc32

    stem, ending = os.path.splitext(where.catalog)
    return f"{stem}-{crc32(os.fsencode(os.pathsep.join(local))):08x}{ending}"
