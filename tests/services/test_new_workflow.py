"""The workflow file of a new pack: nobody's package is installed by guess, and what is missing is said where it is."""

import os
import re
import subprocess
from pathlib import Path

import yaml

import tutor

WORKFLOW = Path(tutor.__file__).parent / "templates" / "pack" / "check.yml"


def steps() -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.safe_load(WORKFLOW.read_text())["jobs"]["check"]["steps"]
    return found


def filled_in(value: str) -> "subprocess.CompletedProcess[str]":
    """The step that looks whether it was filled in, run as the workflow would."""
    (step,) = (step for step in steps() if "::error" in step.get("run", ""))
    env = {**os.environ, "TUTOR_FROM": value}
    return subprocess.run(["bash", "-ec", step["run"]], env=env, capture_output=True, text=True, check=False)


def test_where_tutor_comes_from_is_left_to_the_author() -> None:
    assert yaml.safe_load(WORKFLOW.read_text())["env"] == {"TUTOR_FROM": ""}
    installs = [step["run"] for step in steps() if "install" in step.get("run", "") and "::" not in step["run"]]
    assert installs == ['python -m pip install "$TUTOR_FROM"']


def test_until_it_is_filled_in_the_first_step_says_so_at_its_line() -> None:
    done = filled_in("")
    assert done.returncode == 1
    line = re.search(r"::error file=\.github/workflows/check\.yml,line=(\d+)::.*TUTOR_FROM", done.stdout)
    assert line is not None
    assert WORKFLOW.read_text().splitlines()[int(line[1]) - 1].strip() == 'TUTOR_FROM: ""'
    assert "::error" in steps()[0]["run"]
    assert filled_in("git+https://git.example.org/tutor").returncode == 0
