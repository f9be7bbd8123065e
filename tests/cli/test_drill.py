"""`tutor drill`: the list, and a drill line by line as a transcript."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_runs import Run
from drill_values import DISK

from tutor.cli.plain_drill import PlainDrill
from tutor.model.events import SettingChanged
from tutor.services.drilling import begin
from tutor.services.opening import open_tutor

TO_A_BAD_END_AND_BACK = """\
Disk almost full at 03:12

At stake: The first ten minutes decide whether the evidence survives.
Your goal: Restore headroom without destroying evidence
Getting it wrong here is the point: it costs nothing, and you can always go back.
? lists the keys.

The pager goes off
------------------
`db-1` is 96% full. Writes stop at 100%.

minutes: 0

  1  See what is growing
  2  Delete the oldest logs
  3  Wait for the day shift
  4  Restart what the runbook names
> 4

Twelve minutes later the graph climbs exactly as before.

The cause
---------
A replica has been down since 02:00, so binlogs pile up.

minutes: 12

  1  Restart the database
> 1

It comes back, replays its logs, and the last hour of evidence is rotated
away.

A bad ending: Evidence gone
---------------------------
Space is back. The audit trail is not.

Looking back
------------

 1  The pager goes off: Restart what the runbook names
      The runbook guesses; two commands would have told you.
    Best from here: See what is growing; then Restart the replica

 2  The cause: Restart the database
      A restart is a change. You had not named the fault yet.
    From here no good end could be reached any more.

    minutes: 0 12 17

1 of 3 endings found:
  - Evidence gone (this one)
  + (not found yet)
  - (not found yet)

Where you have been:
  * page -> cause (+3 untried)
  * cause -> wiped (+1 untried)
  * wiped
    1 scene not seen yet

This drill comes back DAY.
What would you do first next time? (enter: pass over) Look before I touch anything.
b back to a decision, r start again, n a new play, q stop: b

Back to which decision?
   1  The pager goes off: Restart what the runbook names
   2  The cause (checkpoint): Restart the database
One of 1-2, enter stays: 1

The pager goes off
------------------
`db-1` is 96% full. Writes stop at 100%.

minutes: 0

  1  See what is growing
  2  Delete the oldest logs
  3  Wait for the day shift
  4  Restart what the runbook names
> 1

`du` shows binlogs: +40 GB in one hour.

The cause
---------
A replica has been down since 02:00, so binlogs pile up.

minutes: 3

  1  Restart the replica
  2  Restart the database
> 1

A good ending: Saved
--------------------
Binlogs purge themselves. 41 minutes of headroom.

Looking back
------------

 1  The pager goes off: See what is growing
    No way from here was better.

 2  The cause: Restart the replica
    No way from here was better.

    minutes: 0 3 13

    looked: no yes yes

2 of 3 endings found:
  - Evidence gone
  + Saved (this one)
  - (not found yet)

Where you have been:
  * page -> cause (+2 untried)
  * cause -> wiped, saved
    wiped
  * saved

This drill comes back DAY.

Last time you wrote: Look before I touch anything.
What would you do first next time? (enter: pass over)
b back to a decision, r start again, n a new play, q stop: q

All is saved.
"""


@pytest.fixture
def drilled(
    run: Run, tmp_path: Path, write_pack: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """The commands with one drill in a pack, and a seed that is always the same."""
    folder = write_pack(tmp_path / "kit", {"drills/disk.md": DISK})
    monkeypatch.setenv("TUTOR_PATH", str(folder))
    _always_the_same_order()
    return run


def _always_the_same_order() -> None:
    tutor = open_tutor()
    tutor.journal.record(SettingChanged("seed", 7))
    tutor.close()


def test_a_drill_played_to_a_bad_end_and_back_to_a_good_one(drilled: Run) -> None:
    typed = "4\n1\nLook before I touch anything.\nb\n1\n1\n1\n\nq\n"
    ran = drilled("drill", "disk", "--plain", typed=typed)
    lines = [
        "This drill comes back DAY." if line.startswith("This drill comes back") else line
        for line in ran.out.splitlines()
    ]
    assert "\n".join(lines) + "\n" == TO_A_BAD_END_AND_BACK
    assert (ran.code, ran.err) == (0, "")


def test_the_list_says_how_far_each_drill_is(drilled: Run) -> None:
    assert drilled("drill").out.startswith("kit/disk: Disk almost full at 03:12 (not tried yet, about 1 minute)\n")
    drilled("drill", "disk", typed="1\nq\n")
    assert "(left in the middle, about 1 minute)\n    1 play, 0 of 3 endings found\n" in drilled("drill").out
    drilled("drill", "disk", typed="1\n\n\n")
    row = drilled("drill", "--json").json[0]
    assert (row["state"], row["first tries"], row["endings found"]) == ("done", {"": True}, 1)
    assert drilled("drill", "--json", days=8).json[0]["state"] == "due again"


def test_a_play_that_was_left_goes_on_and_one_afresh_does_not(drilled: Run) -> None:
    drilled("drill", "disk", typed="4\n")
    assert "It goes on where you left it.\n\nThe cause\n" in drilled("drill", "disk").out
    assert "The pager goes off\n" in drilled("drill", "disk", "--afresh").out


def test_keys_that_lead_nowhere_say_so(drilled: Run) -> None:
    out = drilled("drill", "disk", typed="x\n9\n?\nb\nc\nr\nq\n").out
    assert out.count("One of 1-4; ? lists the keys.") == 2
    assert out.count("This is the beginning.") == 2
    assert "There is no checkpoint behind you." in out
    assert "1-9 choose" in out
    assert out.endswith("All is saved.\n")


def test_going_back_to_the_checkpoint_and_to_the_start(drilled: Run) -> None:
    out = drilled("drill", "disk", typed="1\n2\n\nb\n2\nr\n1\n2\n\nn\nq\n").out
    assert out.count("\nThe cause\n") == 3
    assert out.count("\nThe pager goes off\n") == 3


def test_a_word_as_the_note_may_be_a_digit_and_q_stops_everywhere(drilled: Run) -> None:
    out = drilled("drill", "disk", typed="2\nq\n").out
    assert out.endswith("What would you do first next time? (enter: pass over) q\n\nAll is saved.\n")


def test_the_end_as_json(drilled: Run) -> None:
    ran = drilled("drill", "disk", "--json", typed="2\n\nq\n")
    assert ran.json == {
        "drill": "kit/disk",
        "ending": "wiped",
        "passed": False,
        "decisions": 1,
        "rewinds": 0,
        "state": {"minutes": 5, "looked": False},
    }
    assert "Evidence gone" in ran.err


def test_the_seconds_of_a_timed_scene_run_out(drilled: Run, tmp_path: Path) -> None:
    path = tmp_path / "kit" / "drills" / "disk.md"
    path.write_text(DISK.replace("{#page}", "{#page time=20 late=wiped}"))
    tutor = open_tutor()
    said: list[str] = []
    ticks = iter(range(0, 1000, 30))
    PlainDrill(
        begin(tutor, "disk"), io.StringIO("1\n\nq\n"), say=lambda *lines: said.extend(lines), clock=lambda: next(ticks)
    ).run()
    tutor.close()
    assert "You have 20 seconds." in said
    assert "The time is over." in said
    assert " 1  The pager goes off: the time ran out" in said


def test_text_of_a_drill_never_steers_the_terminal(drilled: Run, tmp_path: Path) -> None:
    path = tmp_path / "kit" / "drills" / "disk.md"
    path.write_text(DISK.replace("Delete the oldest logs", "\x1b[2J[/] &#x1B;[31m %s {0}"))
    out = drilled("drill", "disk", typed="q\n").out
    assert "\x1b" not in out
    assert "[/]" in out


def test_what_is_not_there_is_said(drilled: Run, run: Run, monkeypatch: pytest.MonkeyPatch, tiny_pack: Path) -> None:
    ran = drilled("drill", "nothing")
    assert (ran.code, "Traceback" in ran.err) == (2, False)
    monkeypatch.setenv("TUTOR_PATH", str(tiny_pack))
    assert run("drill", "first").code == 2


THROUGH = """\
---
title: A commit too early
why: It happens to everyone.
---
## The commit {#commit}
It was made too early.

- [x] Undo it by hand -> lab/undo then done else commit
  You take the keyboard.
- [ ] Leave it -> lost
  It is pushed at noon.

## Undone {#done .pass}
Nobody noticed.

## Pushed {#lost .fail}
Everybody noticed.
"""
LAB = """\
---
title: Undo
needs: [sh]
setup: echo oops > notes.txt
checks:
  - {file: notes.txt, exists: false, else: "It is still there."}
solution: rm notes.txt
---
Take it away.
"""


def test_without_a_terminal_a_lab_is_done_elsewhere_and_asked_for(
    run: Run, tmp_path: Path, write_pack: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_pack(tmp_path / "kit", {"drills/early.md": THROUGH, "labs/undo.md": LAB})
    monkeypatch.setenv("TUTOR_PATH", str(folder))
    _always_the_same_order()
    scene = run("drill", "early", typed="1\ny\n").out
    assert "1  Undo it by hand" in scene
    assert "do it with tutor lab kit/undo," in scene
    assert "Did you solve it? y or n: y\n\nYou take the keyboard.\n\nA good ending: Undone" in scene
