"""Is what is stored sound, and bringing it back when it is not: for both faces, one finding after the other."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from shlex import quote

from tutor.errors import JournalError, TutorError
from tutor.journal.copies import daily_copies
from tutor.journal.doctor import check, rebuild
from tutor.journal.restore import Restored, restore
from tutor.journal.store import Journal
from tutor.places import Places, team_notes
from tutor.services.installed import all_installed, altered_files
from tutor.services.library import refresh
from tutor.services.packs import errors_by_folder

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `hint` says what to do where it is not `sound`."""

    what: str
    sound: bool
    words: str
    hint: str = ""


def examine(where: Places, here: str, progress: Progress | None = None) -> list[Finding]:
    """Look at the journal, its projections, its copies and the packs. Projections that differ are mended on the way."""
    return [*_journal(where, progress), _copies(where), *_packs(where, here, progress), *_installed(where)]


def bring_back(where: Places, copy: str = "", progress: Progress | None = None) -> Restored:
    """Unite a copy (the newest sound one) with all that is readable in the journal; the old file is set aside."""
    if not os.path.exists(where.journal) and not copy and not daily_copies(where.copies):
        raise JournalError("there is neither a journal nor a copy of one", where=where.journal)
    return restore(where.journal, where.copies, copy=copy, progress=progress)


def _journal(where: Places, progress: Progress | None) -> list[Finding]:
    if not os.path.exists(where.journal):
        if daily_copies(where.copies):
            missing = "the journal is missing, and there are copies of it"
            return [Finding("journal", False, missing, "tutor doctor --restore brings it back")]
        return [Finding("journal", True, "not there yet: it is made with your first answer")]
    restoring = "tutor doctor --restore unites the newest copy with all that is readable"
    try:
        checked = check(where.journal)
        if checked.damage:
            words = f"damaged: {checked.damage[0]}"
            return [Finding("journal", False, words, restoring)]
        megabytes = checked.size / 1e6
        sound = Finding("journal", True, f"sound: {checked.events} events, {megabytes:.1f} MB")
        journal = Journal.open(where.journal, copies=where.copies, progress=progress)
        try:
            rebuilt = rebuild(journal, progress)
        finally:
            journal.close()
    except JournalError as error:
        return [Finding("journal", False, error.message, error.hint or restoring)]
    if rebuilt.equal:
        words = f"equal to what {rebuilt.events} events say"
        if rebuilt.unread:
            words += f"; {rebuilt.unread} are of a newer program and are kept unread"
        return [sound, Finding("what is known", True, words)]
    rows = ", ".join(f"{table} {count}" for table, count in rebuilt.differing)
    return [sound, Finding("what is known", False, f"differed from the events, and is mended (rows: {rows})")]


def _copies(where: Places) -> Finding:
    copies = daily_copies(where.copies)
    if not copies:
        return Finding("copies", True, "none yet: one is made on each day you learn, seven are kept")
    return Finding("copies", True, f"{len(copies)}, the newest {os.path.basename(copies[0])}")


def _packs(where: Places, here: str, progress: Progress | None) -> list[Finding]:
    try:
        catalog = refresh(where, here, progress)
    except TutorError as error:
        return [Finding("packs", False, error.message, error.hint)]
    try:
        packs = catalog.packs()
        errors = [problem for _, problem in catalog.problems() if problem.is_error]
        findings = [
            Finding("packs", bool(packs), f"{len(packs)} read", "" if packs else "tutor where lists the folders")
        ]
        if errors:
            words = f"{len(errors)} error{'s' if len(errors) > 1 else ''} left something out, the first: {errors[0]}"
            folders = " ".join(map(quote, errors_by_folder(catalog)))
            findings.append(Finding("packs", False, words, f"tutor check {folders} lists them all"))
        team = team_notes()
        findings += [Finding("team packs" if note in team else "catalog", True, note) for note in catalog.notes]
        return findings
    finally:
        catalog.close()


def _installed(where: Places) -> list[Finding]:
    """Whether the files of installed packs are as they were installed; nothing where none is."""
    packs = all_installed(where)
    try:
        altered = [path for pack in packs for path in altered_files(pack)]
    except TutorError as error:
        return [Finding("installed packs", False, str(error))]
    if not altered:
        return [Finding("installed packs", True, f"{len(packs)}, as they were installed")] if packs else []
    words = f"{len(altered)} file{'s' if len(altered) > 1 else ''} changed since, the first: {altered[0]}"
    return [Finding("installed packs", False, words, "tutor pack install PATH|ZIP|GIT-URL --replace puts them right")]
