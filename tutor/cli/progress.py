"""`tutor progress`: what you know, what comes when, how long you learned."""

from tutor.cli.opening import opened
from tutor.cli.speech import count, say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.progress import Progress, progress


def run(command: str, words: list[str]) -> int:
    options = parser_for(command).parse_args(words)
    with opened() as tutor:
        view = progress(tutor)
    if options.json:
        say_json(_as_json(view))
    else:
        say(*_lines(view))
    return int(Exit.DONE if view.packs else Exit.NOTHING)


def _lines(view: Progress) -> list[str]:
    lines = ["What you know:"] if view.packs else ["Nothing learnt yet: tutor packs lists what there is to start."]
    for pack in view.packs:
        rests = f", {pack.standing.resting} resting" if pack.standing.resting else ""
        lines.append(
            f"  {pack.title}: {pack.learnt} of {count(pack.questions, 'question')} learnt, "
            f"about {pack.standing.expected:.0f} of them known now{rests}"
        )
    kept = view.kept
    if kept.enough:
        lines.append(
            f"Kept: {kept.value:.0%} of {kept.of} reviews in 30 days (likely {kept.low:.0%} to {kept.high:.0%})"
        )
    elif view.packs:
        lines.append(f"Kept: not enough yet ({count(kept.of, 'review')} in 30 days)")
    if view.practice:
        lines.append(f"Practice: {view.practice_right} of {view.practice} right")
    if view.packs:
        lines += ["What comes:", *(f"  {day:%a %d %b}  {due}" for day, due in view.ahead if due)]
        lines += ["Minutes:", *(f"  {day:%a %d %b}  {minutes:.0f}" for day, minutes in view.minutes if minutes)]
    return lines


def _as_json(view: Progress) -> dict[str, object]:
    return {
        "packs": [
            {
                "pack": pack.pack,
                "questions": pack.questions,
                "learnt": pack.learnt,
                "known": round(pack.standing.expected, 2),
                "resting": pack.standing.resting,
            }
            for pack in view.packs
        ],
        "kept": {"right": view.kept.right, "of": view.kept.of, "low": view.kept.low, "high": view.kept.high},
        "practice": {"answers": view.practice, "right": view.practice_right},
        "ahead": [{"date": day.isoformat(), "due": due} for day, due in view.ahead],
        "minutes": [{"date": day.isoformat(), "minutes": round(minutes, 1)} for day, minutes in view.minutes],
    }
