"""What the answers of learners say of each question of a pack, for its author; and writing such answers for one."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tutor.errors import NotFound, TutorError
from tutor.journal.clock import system_clock
from tutor.journal.item_logs import ItemLog, log_text, read_log
from tutor.learning.item_figures import (
    ENOUGH as ENOUGH,
    Given,
    ItemFigures as ItemFigures,
    figures,
    given_of,
    rank,
)
from tutor.learning.renames import followed
from tutor.learning.statistics import Share as Share
from tutor.model.events import LogNamed
from tutor.model.ids import local_of, pack_of
from tutor.model.items import Lesson, Quiz
from tutor.model.questions import Question
from tutor.model.text import Heading, Paragraph, plain
from tutor.packs.folder import read_pack
from tutor.services.opening import Tutor

_NAME_BYTES = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A pack whose questions were asked: their ids in its order, and where the ids went that it renamed.

    `question` gives one by its id: a large pack has thousands, and mostly a few were answered.
    """

    pack: str
    version: str
    ids: Sequence[str]
    question: Callable[[str], Question]
    renamed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question, its first line as plain text, and what its answers come to."""

    id: str
    prompt: str
    kind: str
    figures: ItemFigures


@dataclass(frozen=True, slots=True)
class ItemReport:
    """The questions that have answers, likeliest faults first. `unanswered` are ids in the order of the pack.

    `gone`: answers to questions that the pack does not have. `superseded`: logs that a newer one of the same learner
    stands for. `logs` is how many were counted; 0: the own journal was.
    """

    pack: str
    version: str
    lines: tuple[ItemLine, ...]
    unanswered: tuple[str, ...]
    learners: int
    answers: int
    gone: int
    logs: int
    superseded: tuple[str, ...]


def item_report(tutor: Tutor, word: str, paths: Sequence[str]) -> ItemReport:
    """The figures of a pack, by its id or its folder, from these logs; without any from the learner's own journal.

    Raises NotFound where there is no such pack, and TutorError with the line for what is no log of it.
    """
    asked = _asked(tutor, word)
    logs, superseded = _newest(asked.pack, paths)
    answers = [one for log in logs for one in log.answers] if paths else _own(tutor, asked.pack)
    by_question: dict[str, list[Given]] = {}
    for question, given in answers:
        by_question.setdefault(asked.renamed.get(question, question), []).append(given)
    lines = [_line(asked.question(id), by_question[id]) for id in asked.ids if id in by_question]
    known = frozenset(asked.ids)
    return ItemReport(
        asked.pack,
        asked.version,
        tuple(sorted(lines, key=lambda line: rank(line.figures))),
        tuple(id for id in asked.ids if id not in by_question),
        len({given.learner for _, given in answers}),
        len(answers),
        sum(len(given) for id, given in by_question.items() if id not in known),
        len(logs),
        superseded,
    )


def _line(question: Question, given: Sequence[Given]) -> ItemLine:
    return ItemLine(question.id, _first_line(question), question.kind, figures(question, given))


def _newest(pack: str, paths: Sequence[str]) -> tuple[list[ItemLog], tuple[str, ...]]:
    """Of each learner the newest log, and the paths of the others: a log holds all that the earlier ones did."""
    newest: dict[str, tuple[ItemLog, str]] = {}
    left_out: list[str] = []
    for path in paths:
        log = read_log(path)
        if log.pack != pack:
            raise TutorError(f"this is a log of {log.pack}, not of {pack}", where=f"{path}:1")
        before = newest.get(log.name)
        if before is None or log.made > before[0].made:
            newest[log.name] = (log, path)
            left_out += [before[1]] if before else []
        else:
            left_out.append(path)
    return [log for log, _ in newest.values()], tuple(left_out)


def _own(tutor: Tutor, pack: str) -> list[tuple[str, Given]]:
    answers = tutor.journal.answers_to(pack)
    return [(local_of(name), given_of(event)) for name, event in answers if pack_of(name) == pack]


def _asked(tutor: Tutor, word: str) -> Asked:
    if os.sep in word or os.path.exists(os.path.join(word, "pack.yaml")):
        read = read_pack(word)
        if read.pack is None:
            raise NotFound("there is no pack that can be read", where=word, hint=f"tutor check {word} says why")
        homes = [item for item in read.items if isinstance(item, (Lesson, Quiz))]
        found = {one.id: one for home in homes for one in home.questions}
        renamed = dict(followed(read.pack.renamed, found.__contains__))
        return Asked(read.pack.id, read.pack.version, tuple(found), found.__getitem__, renamed)
    row = next((row for row in tutor.catalog.packs() if row.id == word), None)
    if row is None:
        raise NotFound(f"there is no pack {word!r}", hint="Name one of tutor packs, or the folder of a pack.")
    ids = {local_of(one.name): None for one in tutor.catalog.questions(word)}
    pairs = [(local_of(old), local_of(new)) for old, new in tutor.catalog.renamed() if pack_of(old) == word]
    renamed = dict(followed(pairs, ids.__contains__))
    return Asked(word, row.version, tuple(ids), lambda id: tutor.catalog.question(f"{word}/{id}"), renamed)


def _first_line(question: Question) -> str:
    first = question.prompt[0] if question.prompt else None
    return plain(first.runs) if isinstance(first, (Paragraph, Heading)) else question.id


# -- for an author elsewhere


@dataclass(frozen=True, slots=True)
class Export:
    """A learner's answers to a pack as they would leave. `is_first`: its random name is not kept yet."""

    log: ItemLog
    is_first: bool

    @property
    def text(self) -> str:
        return log_text(self.log)


def export(tutor: Tutor, pack: str, now: int | None = None) -> Export:
    """All that the author of a pack can be told of your answers to it, `now` in ms. Raises TutorError without any."""
    known = tutor.journal.log_name(pack)
    name = known or os.urandom(_NAME_BYTES).hex()
    answers = tuple((question, replace(given, learner=name)) for question, given in _own(tutor, pack))
    if not answers:
        raise TutorError(f"you have answered no question of {pack!r}", hint="tutor packs lists the packs")
    made = datetime.fromtimestamp((system_clock()[0] if now is None else now) / 1000, UTC)
    return Export(ItemLog(pack, name, f"{made:%Y-%m-%dT%H:%M:%SZ}", answers), not known)


def keep_name(tutor: Tutor, made: Export) -> None:
    """Keep the name, so that the next log of these answers goes by the same. Before it is written: else it might be
    lost. Raises JournalError.
    """
    if made.is_first:
        tutor.journal.record(LogNamed(made.log.pack, made.log.name))
