"""A pack while its files are edited: what is wrong with it as it stands in the editor, and what can be named there.

Each file is read once for each of its states; what is checked over the whole pack is checked from what was kept of all.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tutor.errors import NotFound
from tutor.model.problems import Place, Problem
from tutor.packs.folder import belongs, open_pack
from tutor.places import Places
from tutor.services.author_reading import Found, facts_of, found_in
from tutor.services.check_cache import CheckCache, program_stamp
from tutor.services.checking import looked_at, put_together
from tutor.services.pack_folders import packs_at


@dataclass(frozen=True, slots=True)
class Named:
    """Something in the pack that has an id: `kind` is "lesson", "question", …, `place` where the id was given."""

    id: str
    kind: str
    place: Place


@dataclass(slots=True)
class EditedPack:
    """The pack in `folder`, an absolute path; `where` keeps what `tutor check` found in files as they were saved."""

    folder: str
    where: Places
    today: date
    _unsaved: dict[str, bytes] = field(default_factory=dict)
    _found: dict[str, tuple[str, bytes, Found]] = field(default_factory=dict)  # by path: read under which id, what
    _files: dict[str, Found] = field(default_factory=dict)
    _kept: "_InMemory | None" = None
    id: str = ""  # the pack's, as of the last look at the problems

    def edit(self, path: str, text: str | None) -> None:
        """The file at `path`, relative to the folder, has this text in the editor; None: it is as it was saved."""
        if text is None:
            self._unsaved.pop(path, None)
        else:
            self._unsaved[path] = text.encode("utf-8", "surrogatepass")

    @property
    def open(self) -> Collection[str]:
        """The paths of the files that the editor has."""
        return self._unsaved.keys()

    def problems(self, *, with_history: bool = False) -> dict[str, list[Problem]]:
        """All problems, by the path of their file. `with_history`: git is asked for ids that are gone."""
        opened = open_pack(self.folder, self._unsaved)
        self.id = opened.id
        if self._kept is None:
            self._kept = _InMemory(CheckCache(self.where, self.folder, program_stamp()).load(opened.id), opened.id)
        self._files = looked_at(self.folder, opened, self._kept, self._as_edited(opened.id, opened.paths))
        checked = put_together(self.folder, opened, self._files, self.today, self.where, with_history=with_history)
        by_path: dict[str, list[Problem]] = {}
        for problem in checked.problems:
            by_path.setdefault(problem.place.path, []).append(problem)
        return by_path

    def named(self) -> Iterator[Named]:
        """All that has an id, as of the last look at the problems."""
        for path, found in self._files.items():
            for id, kind, line, column in facts_of(found).ids:
                yield Named(id, kind, Place(path, line, column))

    def _as_edited(self, pack: str, paths: tuple[str, ...]) -> dict[str, Found]:
        """What the files come to that the editor has."""
        edited = {}
        for path in paths:
            data = self._unsaved.get(path)
            if data is None:
                continue
            known = self._found.get(path)
            if known is None or known[:2] != (pack, data):
                known = (pack, data, found_in(pack, path, data))
                self._found[path] = known
            edited[path] = known[2]
        return edited


@dataclass(slots=True)
class _InMemory:
    """What was found in saved files, kept while the editor is open: no key waits for the disk."""

    files: dict[str, Found]
    pack: str

    def load(self, pack: str) -> dict[str, Found]:
        return self.files if pack == self.pack else {}

    def save(self, pack: str, files: Mapping[str, Found]) -> None:
        self.files, self.pack = dict(files), pack


def pack_of_file(path: str) -> tuple[str, str] | None:
    """The folder of the pack that a file belongs to, and its path in it; None where it belongs to none.

    `path` is absolute, and need not be there yet.
    """
    folder = os.path.dirname(path)
    while folder != os.path.dirname(folder):
        try:
            found = packs_at(folder) if os.path.isfile(os.path.join(folder, "pack.yaml")) else []
        except NotFound:
            found = []
        if found:
            inside = os.path.relpath(path, folder).replace(os.sep, "/")
            return (folder, inside) if belongs(inside) else None
        folder = os.path.dirname(folder)
    return None
