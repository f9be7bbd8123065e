"""`tutor packs`: the packs you have and their state."""

from shlex import quote

from tutor.cli.opening import opened
from tutor.cli.speech import count, say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import places
from tutor.services.installed import installed_at, origin_words
from tutor.services.packs import PackView, errors_by_folder, pack_views


def run(command: str, words: list[str]) -> int:
    options = parser_for(command).parse_args(words)
    with opened() as tutor:
        views = pack_views(tutor)
        shadowed = tutor.catalog.shadowed()
        problems = tutor.catalog.problems()
        errors = errors_by_folder(tutor.catalog)
    folders = {view.row.id: view.row.folder for view in views}
    if options.json:
        say_json(
            {
                "packs": [_as_json(view) for view in views],
                "passed over": [{"pack": pack, "folder": lost, "for": won} for pack, lost, won in shadowed],
                "problems": [
                    {"pack": pack, "folder": folders.get(pack, pack), "problem": str(problem)}
                    for pack, problem in problems
                ],
            }
        )
    else:
        for view in views:
            say(*lines_of(view), *_origin(view))
        for pack, lost, won in shadowed:
            say(f"passed over: {pack} in {lost}, since {won} comes first")
        for folder, number in errors.items():
            say(f"{count(number, 'error')} left something out: tutor check {quote(folder)}")
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


def _origin(view: PackView) -> list[str]:
    """Where an installed pack came from."""
    found = installed_at(places(), view.row.folder)
    return [f"    {origin_words(found.current.record)}"] if found else []


def _as_json(view: PackView) -> dict[str, object]:
    row = view.row
    found = installed_at(places(), row.folder)
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
        "origin": record.address if found and (record := found.current.record) else None,
    }
