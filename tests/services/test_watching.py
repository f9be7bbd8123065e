"""Waiting for saves; that they are noticed is shown where they are waited for."""

from pathlib import Path
from threading import Event

from tutor.services.watching import each_save


def test_whoever_leaves_before_it_watches_has_no_trouble(tmp_path: Path) -> None:
    left = Event()
    left.set()
    assert list(each_save([str(tmp_path)], left)) == []
