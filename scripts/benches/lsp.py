"""The language server: how soon after a key an editor is told what is wrong with the file."""

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benches.figures import Figure, Outcome, Skipped, Trial, median, p95
from benches.homes import SEED
from benches.programs import PYTHON, ROOT, environment
from benches.writing import Author

ABOUT = "`tutor lsp`: keystroke to diagnostics in a file of 500 lines"
LINES = 500
FILES, QUESTIONS = 20, 20  # of the pack around it
KEYS = 60
SERVER = "import sys; from tutor.cli.main import start; sys.exit(start())"


def run(trial: Trial) -> Iterator[Outcome]:
    if find_spec("pygls") is None:
        yield Skipped("lsp", "pygls is not installed (tutor[author])")
        return
    home = os.path.join(trial.data, "lsp")
    pack = Path(home) / "packs" / "large"
    if not pack.exists():
        Author(SEED).pack(str(pack), FILES, QUESTIONS)
    quiz = pack / "quizzes" / "typed.md"
    quiz.write_text(_quiz(), encoding="utf-8")
    found = asyncio.run(_typed(home, pack, quiz, trial.size(KEYS, 3)))
    lines = quiz.read_text(encoding="utf-8").count("\n")
    how = f"p95 of {len(found)} keys, a client of its own beside it; the median one {median(found):.0f} ms"
    yield Figure("lsp", f"key to diagnostics, {lines} lines", p95(found), "ms", how, at_most=100)


def _quiz() -> str:
    questions = (
        f"## What comes of case {number}? {{#case-{number}}}\n- [ ] It is `lost`\n  > Not yet.\n- [x] It is kept\n"
        f"> Since case {number} is *kept*.\n\n"
        for number in range(LINES // 6)
    )
    return "---\ntitle: Typed\nsources: [a book]\nverified: 2026-11-01\n---\n" + "".join(questions)


async def _typed(home: str, pack: Path, quiz: Path, keys: int) -> list[float]:
    sys.path.insert(0, os.path.join(ROOT, "tests"))
    from lsp.lsp_editor import Editor

    path = quiz.relative_to(pack).as_posix()
    line = next(number for number, text in enumerate(_quiz().split("\n")) if text.startswith("> Since case 30"))
    os.environ.update(environment(home))
    os.makedirs(home, exist_ok=True)
    found = []
    async with Editor(pack, (PYTHON, "-c", SERVER, "lsp")) as editor:
        editor.open(path)
        await editor.messages(path)
        for key in range(keys):
            start = time.perf_counter()
            await editor.typed(path, "x", line, 10 + key)
            found.append((time.perf_counter() - start) * 1e3)
    return found
