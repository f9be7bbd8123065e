"""Finding what is wrong with packs, for their authors: every problem of every file at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tutor.model.labs import Lab
from tutor.model.problems import Problem
from tutor.packs.folder import ReadPack, read_pack
from tutor.places import Places
from tutor.services.lab_proving import Proved, prove_labs
from tutor.services.lab_worlds import box_for
from tutor.services.pack_folders import packs_at
from tutor.services.proving import problems_of
from tutor.services.trust import trust_in


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack's folder and what was found in it. Paths of problems are relative to `folder`.

    `proved` is what looking at everything that can happen in its drills found, `labs` what running its labs did.
    """

    folder: str
    read: ReadPack
    proved: tuple[Problem, ...] = ()
    labs: tuple[Proved, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.read.problems, *self.proved, *(problem for lab in self.labs for problem in lab.problems))

    @property
    def labs_run(self) -> int:
        """How many labs ran from their setup on."""
        return sum(lab.ran for lab in self.labs)


def check(paths: list[str]) -> list[Checked]:
    """Check each path: a pack's folder, a folder of packs, or a file in a pack. Raises NotFound where nothing is."""
    folders: dict[str, None] = {}
    for path in paths:
        folders.update(dict.fromkeys(packs_at(path)))
    return [_checked(folder) for folder in folders]


def run_labs(
    checked: list[Checked], where: Places, *, unboxed: bool = False, progress: Callable[[int, int], None] | None = None
) -> list[Checked]:
    """Run the labs of these packs too. Before any runs: NotTrusted where the commands of one may not be run, and
    SandboxError where there is no sandbox and `unboxed` does not say that this is agreed to.
    """
    for one in checked:
        if one.read.pack is not None:
            trust_in(where, one.read.pack.id, one.folder, (*one.read.items, *one.read.claims)).require(one.folder)
    count = sum(isinstance(item, Lab) for one in checked for item in one.read.items)
    if not count:
        return checked
    box = box_for(unboxed=unboxed)
    done = 0
    found = []
    for one in checked:
        labs = []
        for proved in prove_labs(where, one.read.items, box):
            labs.append(proved)
            done += 1
            if progress is not None:
                progress(done, count)
        found.append(replace(one, labs=tuple(labs)))
    return found


def _checked(folder: str) -> Checked:
    read = read_pack(folder)
    return Checked(folder, read, tuple(problems_of(read.items)))
