"""`tutor packs`: the packs you have and their state."""

from tutor.cli.opening import opened
from tutor.cli.speech import count, say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.packs import PackView, pack_views


def run(command: str, words: list[str]) -> int:
    options = parser_for(command).parse_args(words)
    with opened() as tutor:
        views = pack_views(tutor)
        shadowed = tutor.catalog.shadowed()
        problems = tutor.catalog.problems()
    if options.json:
        say_json(
            {
                "packs": [_as_json(view) for view in views],
                "passed over": [{"pack": pack, "folder": lost, "for": won} for pack, lost, won in shadowed],
                "problems": [str(problem) for _, problem in problems],
            }
        )
    else:
        for view in views:
            say(*lines_of(view))
        for pack, lost, won in shadowed:
            say(f"passed over: {pack} in {lost}, since {won} comes first")
        errors = sum(problem.is_error for _, problem in problems)
        if errors:
            say(f"{count(errors, 'error')} left something out; tutor check FOLDER tells more")
    return int(Exit.DONE if views else Exit.NOTHING)


def lines_of(view: PackView) -> list[str]:
    """A pack in two or three lines."""
    row = view.row
    state = view.state.value if view.state else "not started"
    return [
        f"{row.id}: {row.title} ({state})",
        f"    {view.lessons_read} of {count(row.lessons, 'lesson')} read, {view.learnt} of "
        f"{count(row.questions, 'question')} learnt, {view.due} due, {count(row.aids, 'aid')}",
        f"    {row.label}: {row.folder}",
    ]


def _as_json(view: PackView) -> dict[str, object]:
    row = view.row
    return {
        "id": row.id,
        "title": row.title,
        "about": row.about,
        "version": row.version,
        "state": view.state.value if view.state else None,
        "lessons": row.lessons,
        "lessons read": view.lessons_read,
        "questions": row.questions,
        "learnt": view.learnt,
        "due": view.due,
        "aids": row.aids,
        "from": row.label,
        "folder": row.folder,
    }
