"""`scripts/bench`: measures what is asked for and prints it; without words says what there is."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from benches.figures import Bench, Trial
from benches.programs import compiled

# Row: (module, the function in it that measures).
ROWS: dict[str, tuple[str, str]] = {
    "start": ("start", "run"),
    "keys": ("keys", "keys"),
    "verdict": ("keys", "verdict"),
    "ram": ("ram", "run"),
    "due": ("due", "run"),
    "big": ("big", "big"),
    "answers": ("big", "answers"),
    "rebuild": ("big", "rebuild"),
    "build": ("build", "run"),
    "author": ("author", "run"),
    "preview": ("preview", "run"),
    "lsp": ("lsp", "run"),
    "drills": ("drills", "run"),
    "labs": ("labs", "run"),
    "install": ("install", "run"),
    "lookup": ("lookup", "lookup"),
    "index": ("lookup", "index"),
    "found": ("lookup", "found"),
    "typing": ("typed", "run"),
}
# Benches with words of their own, which follow the name.
ALONE = {
    "memory": "how well recall is predicted, beside a constant and py-fsrs used naively: [PATH [ROLLOVER]]",
    "journal": "the journal by itself: rebuilding, opening, asking, answering: -h tells its words",
}


def main(words: list[str]) -> int:
    if words and words[0] in ALONE:
        alone: Callable[[Sequence[str]], int] = import_module(f"benches.{words[0]}").main
        return alone(words[1:])
    parser = _parser()
    options = parser.parse_args(words)
    for row in options.rows:
        if row not in ROWS and row != "all":
            parser.error(f"there is no row {row!r}; without words it lists what there is")
    if not options.rows:
        print(_listed())
        return 0
    compiled()
    trial = Trial(options.data, options.runs, options.small)
    os.makedirs(trial.data, exist_ok=True)
    for row in ROWS if "all" in options.rows else options.rows:
        module, function = ROWS[row]
        measure: Bench = getattr(import_module(f"benches.{module}"), function)
        for outcome in measure(trial):
            print(outcome.line(), flush=True)
    if "all" in options.rows and not trial.small:
        return int(import_module("benches.memory").main([]))
    return 0


def _listed() -> str:
    lines = [f"  {row:<9}{_about(row)}" for row in ROWS]
    lines += [f"  {name:<9}{about}" for name, about in ALONE.items()]
    lines.append("  all      all of these")
    return "usage: scripts/bench [--runs N] [--data FOLDER] [--small] ROW…\n\n" + "\n".join(lines)


def _about(row: str) -> str:
    about: str | dict[str, str] = import_module(f"benches.{ROWS[row][0]}").ABOUT
    return about if isinstance(about, str) else about[row]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure the tutor. Without ROW: what there is.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join((*ROWS, "all")))
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="how often (default: each row's own number)")
    parser.add_argument("--data", default=_data(), metavar="FOLDER", help="where what is generated stays (%(default)s)")
    parser.add_argument("--small", action="store_true", help="only try the benches: the figures say nothing")
    return parser


def _data() -> str:
    cache = os.environ.get("XDG_CACHE_HOME", "") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(cache, "tutor-bench")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
