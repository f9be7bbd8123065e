"""`tutor items PACK [LOG…]`: what answers say of each question, for its author; and writing such a log for one."""

from collections.abc import Iterator

from tutor.cli.handing import agreed_to, hand_on, refuse_unasked
from tutor.cli.opening import opened
from tutor.cli.speech import count, say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.item_figures import (
    ENOUGH,
    ItemFigures,
    ItemLine,
    ItemReport,
    Share,
    export,
    item_report,
    keep_name,
)

ABOUT = (
    "A line for each answer: the question, which options, right or wrong, seconds, how sure; of what you typed a hash."
    " No name, no device, no other pack; `name` is random, and the same in each log that you write of this pack."
)


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.description = (
        "What answers say of each question of a pack, likely faults first: from your own journal, or from the logs that"
        " learners wrote with --export, all of them together."
    )
    parser.add_argument("pack", help="its id, as tutor packs lists it, or its folder")
    parser.add_argument("logs", nargs="*", metavar="LOG", help="a file that --export wrote")
    parser.add_argument("--export", metavar="FILE", default="", help="write your own answers to it for its author")
    parser.add_argument("--yes", action="store_true", help="agree to that without being asked")
    options = parser.parse_args(words)
    if options.export:
        if options.logs:
            parser.error("--export writes your own answers: name no LOG with it")
        return _export(options.pack, options.export, yes=options.yes)
    with opened() as tutor:
        report = item_report(tutor, options.pack, options.logs)
    talk(*(f"{path}: left out, there is a newer log of the same learner" for path in report.superseded))
    if options.json:
        say_json(_as_json(report))
    else:
        say(*_lines(report))
    return int(Exit.DONE if report.lines else Exit.NOTHING)


def _export(pack: str, path: str, *, yes: bool) -> int:
    refuse_unasked(path, yes=yes)
    with opened() as tutor:
        made = export(tutor, pack)
        if not agreed_to(made.text, path, yes=yes, about=ABOUT):
            talk("Nothing has left.")
            return int(Exit.NOTHING)
        keep_name(tutor, made)
        hand_on(made.text, path)
    talk(f"{path}: {count(len(made.log.answers), 'answer')}, to send to the author of {pack}.")
    return int(Exit.DONE)


def _lines(report: ItemReport) -> Iterator[str]:
    source = f"in {count(report.logs, 'log')}" if report.logs else "in your own journal"
    who = count(report.learners, "learner")
    yield f"{report.pack} {report.version}: {count(report.answers, 'answer')} by {who}, {source}"
    if report.gone:
        yield f"{count(report.gone, 'answer')} to questions that it does not have: left out"
    told = [line for line in report.lines if line.figures.right.of >= ENOUGH]
    few = [line for line in report.lines if line.figures.right.of < ENOUGH]
    for line in told:
        yield ""
        yield f"{line.id}: {line.prompt}"
        yield from (f"  {text}" for text in _figures(line.figures, line.kind))
    if few:
        yield ""
        yield f"Not enough yet (fewer than {ENOUGH} rated answers):"
        yield from (f"  {line.id}  {_few(line.figures)}" for line in few)
    if report.unanswered:
        yield ""
        yield f"Never answered: {count(len(report.unanswered), 'question')}"


def _figures(figures: ItemFigures, kind: str) -> Iterator[str]:
    flags = _flags(figures)
    if flags:
        yield f"! {', '.join(flags)}"
    yield f"right            {_share(figures.right, 'answer')}"
    yield f"at first try     {_share(figures.first, 'learner')}"
    if kind != "recall":
        yield f"sure and wrong   {_share(figures.sure_wrong, 'sure answer')}"
    if figures.seconds is not None:
        yield f"seconds          {figures.seconds:.0f}, the median of {count(figures.right.of, 'answer')}"
    unused = figures.unused
    if figures.has_unused:
        verb = "never chosen    " if kind == "choice" else "never typed     "
        yield f"{verb} {', '.join(f'“{text}”' for text in unused.texts)}, in {count(unused.of, 'answer')}"
    if unused.unknown:
        yield f"unknown          {count(unused.unknown, 'answer')} chose an option that is not there in these words"
    if figures.earlier:
        yield f"left out         {count(figures.earlier, 'answer')} from before its answer was changed"


def _flags(figures: ItemFigures) -> list[str]:
    return [
        flag
        for flag, holds in (
            ("mostly wrong", figures.mostly_wrong),
            ("often sure and wrong", figures.often_sure_and_wrong),
            ("wrong answers that nobody gives", figures.has_unused),
        )
        if holds
    ]


def _share(share: Share, of: str) -> str:
    if share.of < ENOUGH:
        return f"not enough yet ({count(share.of, of)})"
    return f"{share.value:.0%} of {count(share.of, of)} (likely {share.low:.0%} to {share.high:.0%})"


def _few(figures: ItemFigures) -> str:
    earlier = f", and {figures.earlier} from before its answer was changed" if figures.earlier else ""
    return f"{count(figures.right.of, 'answer')}{earlier}"


def _as_json(report: ItemReport) -> dict[str, object]:
    return {
        "pack": report.pack,
        "version": report.version,
        "logs": report.logs,
        "learners": report.learners,
        "answers": report.answers,
        "gone": report.gone,
        "left out": list(report.superseded),
        "enough": ENOUGH,
        "questions": [_line_json(line) for line in report.lines],
        "never answered": list(report.unanswered),
    }


def _line_json(line: ItemLine) -> dict[str, object]:
    figures = line.figures
    return {
        "id": line.id,
        "prompt": line.prompt,
        "kind": line.kind,
        "flags": _flags(figures),
        "learners": figures.learners,
        "right": _share_json(figures.right),
        "first tries": _share_json(figures.first),
        "sure and wrong": _share_json(figures.sure_wrong),
        "seconds": {"median": figures.seconds, "of": figures.right.of},
        "never given": {"wrong answers": list(figures.unused.texts), "of": figures.unused.of},
        "unknown options": figures.unused.unknown,
        "before its answer changed": figures.earlier,
    }


def _share_json(share: Share) -> dict[str, object]:
    return {
        "count": share.right,
        "of": share.of,
        "low": round(share.low, 4),
        "high": round(share.high, 4),
        "enough": share.of >= ENOUGH,
    }
