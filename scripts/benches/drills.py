"""How long the proof of a large drill takes, and a choice to the next scene with everything in between on disk."""

import gc
import os
import shutil
import time
from collections.abc import Iterator

from benches.figures import Figure, Outcome, Trial, median, p95
from benches.homes import places_in
from benches.programs import TUTOR, environment, run as run_program
from benches.terminal import Terminal

ABOUT = "proof of a drill of 100 scenes, 3 choices each, 4 variables; a choice to the next scene, its fsync included"
RUNS = 9
CHOICES = 200


def run(trial: Trial) -> Iterator[Outcome]:
    from tutor.learning.drill_proof import prove
    from tutor.model.drills import Drill
    from tutor.packs.reading import read_file

    scenes = trial.size(100, 10)
    text = _drill(scenes)
    drill = read_file("bench", "drills/large.md", text.encode()).item
    assert isinstance(drill, Drill)
    times = []
    for _ in range(trial.times(RUNS)):
        gc.collect()
        start = time.perf_counter()
        proof = prove(drill)
        times.append((time.perf_counter() - start) * 1e3)
    what = f"{scenes} scenes, {proof.states:,} states proved"
    yield Figure("drills", what, median(times), "ms", f"median of {len(times)}", at_most=500)
    chosen = _choices(os.path.join(trial.data, "drills"), text, trial.size(CHOICES, 20))
    yield Figure(
        "drills", "choice to next scene, on disk, nothing drawn", p95(chosen), "ms", f"p95 of {len(chosen)}", at_most=25
    )

    shown, busy = _on_screen(os.path.join(trial.data, "drills"), trial.size(CHOICES, 20))
    how = f"p95 of {len(shown)}; the median one {median(shown):.1f} ms, {busy:.1f} ms of CPU for each"
    yield Figure("drills", "choice to next scene, on disk and on screen", p95(shown), "ms", how, at_most=25)


def _on_screen(home: str, count: int) -> tuple[list[float], float]:
    """Choices in the real program: ms from a key until the next scene was sent, and ms of CPU for each in all."""
    env = environment(os.path.join(home, "screen"), {"TUTOR_PATH": os.path.join(home, "shipped")})
    shutil.rmtree(env["HOME"], ignore_errors=True)
    os.makedirs(env["HOME"])
    run_program([*TUTOR, "packs"], env, env["HOME"])
    times: list[float] = []
    with Terminal(TUTOR, env, env["HOME"]) as terminal:
        terminal.first_text()
        terminal.settle(1.0)  # what it imports after its first frame
        for key, shows in ((b"D", "A large drill"), (b"\r", "begin"), (b"\r", "decision 1")):
            terminal.press(key)
            terminal.wait_for(shows)
            terminal.settle()
        decision, busy = 1, 0.0
        while len(times) < count:
            before = terminal.busy()
            decision += 1
            since = terminal.press(b"1")
            terminal.wait_for(f"decision {decision}", "the end")
            times.append(terminal.wait_for("Something happens", "It is over", "out of", since=since))
            terminal.settle(0.1)
            busy += terminal.busy() - before
            if "the end" in terminal.text():
                terminal.press(b"r")
                terminal.wait_for("decision 1")
                terminal.settle(0.1)
                decision = 1
    return times, busy / len(times)


def _choices(home: str, text: str, count: int) -> list[float]:
    from tutor.services.drilling import begin
    from tutor.services.opening import open_tutor

    shutil.rmtree(home, ignore_errors=True)
    where = places_in(home, shipped=os.path.join(home, "shipped"))
    folder = os.path.join(where.shipped, "bench", "drills")
    os.makedirs(folder)
    for path, written in (("../pack.yaml", "format: 1\npack: bench\ntitle: Bench\n"), ("large.md", text)):
        with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
            file.write(written)
    tutor = open_tutor(where=where, here=home)
    playing = begin(tutor, "large")
    times: list[float] = []
    while len(times) < count:
        start = time.perf_counter()
        playing.choose(0, 1.0)
        scene = playing.scene
        times.append((time.perf_counter() - start) * 1e3)
        if not scene.choices:
            playing.again()
    tutor.close()
    return times


def _drill(scenes: int) -> str:
    """A drill in which every scene leads on in three ways, with two counters and two yes/no names."""
    lines = [
        "---\ntitle: A large drill\nstate: {minutes: 0, risk: 0, looked: false, told: false}",
        "show: [minutes, looked]\nfail: {out of time: minutes >= 140, out of luck: risk > 4}\n---",
    ]
    for number in range(scenes):
        on, far = f"s{min(scenes, number + 1)}", f"s{min(scenes, number + 3)}"
        told = "told" if number % 2 else "not told"
        lines += [
            f"## Scene {number} {{#s{number}}}\nSomething happens, and it must be dealt with.\n",
            f"- [x] Look at it -> {on} {{minutes +2, looked}}\n  You know more.",
            f"- [ ] Do it at once -> {far} {{if risk < 4, minutes +1, risk +1}}\n  It holds.\n  > It need not have.",
            f"- [ ] Call somebody -> {on} {{if looked or not told, minutes +3, {told}}}\n  They listen.\n  > Why?\n",
        ]
    return "\n".join([*lines, f"## The end {{#s{scenes} .pass}}\nIt is over.\n"])
