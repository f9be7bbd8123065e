"""Questions that a preview cannot show: what stands in their place, for authors to see at once what is missing."""

from dataclasses import dataclass

from tutor.model.items import Lesson, Page, Quiz
from tutor.model.problems import Problem
from tutor.model.text import Block, Code, Paragraph, Run, Style
from tutor.packs.folder import read_bytes
from tutor.packs.reading import read_file
from tutor.services.excerpts import Excerpts

_LEFT_OUT = "This question is left out until it is mended:"


@dataclass(frozen=True, slots=True)
class Broken:
    """What stands in the place of a question: after `at` screens or questions of its item, from `line` of the file."""

    at: int
    line: int
    heading: str
    page: Page


def broken_in(folder: str, item: Lesson | Quiz) -> tuple[Broken, ...]:
    """The questions of an item that have errors, in their order, as the file in the pack's folder has them now."""
    path = item.place.path
    data = read_bytes(folder, path, [])
    if data is None:
        return ()
    read = read_file(item.pack, path, data)
    excerpts = Excerpts(folder)
    lines = data.decode("utf-8", "replace").splitlines()
    return tuple(
        Broken(
            at,
            line,
            lines[line - 1],
            _page([one for one in read.problems if one.is_error and line <= one.place.line < end], excerpts),
        )
        for at, line, end in read.left_out
    )


def _page(problems: list[Problem], excerpts: Excerpts) -> Page:
    blocks: list[Block] = [Paragraph((Run(_LEFT_OUT, int(Style.STRONG)),))]
    for problem in problems:
        blocks.append(
            Paragraph((Run(f"{problem.place.line}:{problem.place.column} {problem.code} {problem.message}"),))
        )
        if excerpt := excerpts.of(problem):
            blocks.append(Code("", f"{excerpt.line}\n{' ' * excerpt.before}^"))
        if problem.hint:
            blocks.append(Paragraph((Run(problem.hint, int(Style.EMPHASIS)),)))
    return Page(tuple(blocks))
