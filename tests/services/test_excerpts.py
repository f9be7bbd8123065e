"""The line that a problem is about: of the pack's own files, and of nothing that a link in it leads to."""

from pathlib import Path

import pytest

from tutor.model.problems import Place, Problem
from tutor.services.excerpts import Excerpts


def problem_in(path: str) -> Problem:
    return Problem(Place(path, 1, 1), "W003", "left out")


@pytest.mark.parametrize("linked", ["aids/x.md", "aids"])
def test_a_link_that_leads_out_shows_nothing_of_where_it_leads(tmp_path: Path, linked: str) -> None:
    """A stranger's pack may be checked where others see what was said, as in CI."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "x.md").write_text("the key\n")
    pack = tmp_path / "pack"
    pack.mkdir()
    if linked == "aids":
        (pack / "aids").symlink_to(secret)
    else:
        (pack / "aids").mkdir()
        (pack / linked).symlink_to(secret / "x.md")
    assert Excerpts(str(pack)).of(problem_in("aids/x.md")) is None


def test_a_link_within_the_pack_shows_its_line(tmp_path: Path) -> None:
    (tmp_path / "aids").mkdir()
    (tmp_path / "aids/a.md").write_text("a line\n")
    (tmp_path / "aids/b.md").symlink_to("a.md")
    excerpt = Excerpts(str(tmp_path)).of(problem_in("aids/b.md"))
    assert excerpt is not None
    assert excerpt.line == "a line"
