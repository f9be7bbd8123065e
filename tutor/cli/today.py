"""`tutor today`: Today as plain lines; also what `tutor` prints where there is no terminal."""

from tutor.cli.opening import opened
from tutor.cli.speech import count, say, say_json
from tutor.cli.words import minutes_of, parser_for
from tutor.errors import Exit
from tutor.services.today import Today, today, waiting_words


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("minutes", nargs="?", help="how long, such as 5m (default: your setting)")
    options = parser.parse_args(words)
    minutes = minutes_of(options.minutes) if options.minutes else None
    with opened() as tutor:
        view = today(tutor, round(minutes or tutor.number("minutes")))
    if options.json:
        say_json(_as_json(view))
    else:
        say(*_lines(view))
    return int(Exit.NOTHING if view.is_empty and view.offer is None else Exit.DONE)


def _lines(view: Today) -> list[str]:
    lines = [f"{view.date:%a %d %b}: {count(view.minutes, 'minute')}"]
    for row in view.rows:
        later = "" if row.fits else " (if there is time)"
        lines.append(f"- {row.title}: {row.about}; {row.why}; {max(1, round(row.minutes))} min{later}")
    if view.offer is not None:
        lines.append(f"Nothing is started yet. {view.offer.title}: {view.offer.about}")
        lines.append(f"Begin with: tutor start {view.offer.pack}")
    elif view.is_empty:
        lines.append("Nothing is due.")
    elif all(row.kind == "drill" for row in view.rows):
        lines.append(f"Begin with: tutor drill {view.rows[0].name} --plain")
    else:
        lines.append(f"Begin with: tutor spare {view.minutes}m --plain")
    if view.due > view.due_now:
        lines.append(f"{count(view.due, 'review is', 'reviews are')} due in all; the most valuable come first.")
    if view.waiting:
        lines.append(waiting_words(view))
    if view.tomorrow > 0:
        lines.append(f"Tomorrow: {count(view.tomorrow, 'review')} more.")
    return lines


def _as_json(view: Today) -> dict[str, object]:
    return {
        "date": view.date.isoformat(),
        "minutes": view.minutes,
        "rows": [
            {
                "kind": row.kind,
                "title": row.title,
                "about": row.about,
                "why": row.why,
                "minutes": round(row.minutes, 1),
                "name": row.name,
                "fits": row.fits,
            }
            for row in view.rows
        ],
        "due": view.due,
        "due_now": view.due_now,
        "tomorrow": view.tomorrow,
        "new questions waiting": view.waiting,
        "offer": view.offer.pack if view.offer else None,
        "week": [{"date": day.isoformat(), "minutes": round(minutes, 1)} for day, minutes in view.week],
    }
