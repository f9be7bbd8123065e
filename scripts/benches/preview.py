"""From a save to the new text in a preview, in a real terminal: a pack as people write them, and a very large one."""

import os
import shutil
import time
from collections.abc import Iterator

from benches.figures import Figure, Outcome, Trial, median, p95
from benches.programs import TUTOR, environment
from benches.terminal import Terminal
from benches.writing import Author

ABOUT = "tutor preview: from the write of a file to its new text on screen"
SEED = 20_261_122
SIZES = ((25, 8), (100, 50))  # files, questions in each
SAVES = 40
AT_MOST = 300  # ms
AID = "---\ntitle: A saved aid\naid: procedure\nasks: [what was saved, what is new]\n---\n1. Look at {}.\n2. Go on.\n"
QUESTION = "\n## What is called {}? {#what-is-saved}\n- = it\n> It is.\n"


def run(trial: Trial) -> Iterator[Outcome]:
    for files, questions in SIZES[: trial.size(len(SIZES), 1)]:
        home = os.path.join(trial.data, f"preview-{files * questions}")
        shutil.rmtree(home, ignore_errors=True)
        pack = os.path.join(home, "packs", "large")
        Author(SEED).pack(pack, files, questions)
        quiz = os.path.join(pack, "quizzes", "quiz-1.md")
        with open(quiz, encoding="utf-8") as file:
            text = file.read()
        aid = os.path.join(pack, "aids", "saved.md")
        os.makedirs(os.path.dirname(aid))
        _write(aid, AID.replace("{}", "nothing"))
        with Terminal((*TUTOR, "preview", pack), environment(home), home) as terminal:
            terminal.first_text()
            terminal.wait_for("warning")  # everything was looked over once
            what = f"{files} files, {files * questions:,} questions"
            for kind, path, form in (("an aid", aid, AID), ("a quiz", quiz, text + QUESTION)):
                found = [_saved(terminal, path, form, f"w{n}{n}x") for n in range(trial.times(SAVES))]
                how = f"p95 of {len(found)} saves; median {median(found):.0f} ms, most {max(found):.0f} ms"
                yield Figure("preview", f"save to preview, {kind} of {what}", p95(found), "ms", how, at_most=AT_MOST)


def _saved(terminal: Terminal, path: str, form: str, word: str) -> float:
    """Milliseconds from the write until the screen shows the word that is new."""
    terminal.press(b"")
    start = time.perf_counter()
    _write(path, form.replace("{}", word))
    passed = terminal.wait_for(word, since=start)
    terminal.settle(0.6)  # until everything is looked over again, as it is between two saves
    return passed


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
