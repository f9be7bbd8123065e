"""Disks that do not do what they should."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT

NOBODY = 65534


@contextmanager
def nobody_may_write(folder: Path) -> Iterator[None]:
    """Every folder and file read-only; root, who may write anywhere, is somebody else meanwhile."""
    everything = [folder, *folder.rglob("*")]
    modes = [path.stat().st_mode for path in everything]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        if not os.access(ROOT / "tutor" / "cli", os.R_OK | os.X_OK, effective_ids=True):
            pytest.skip("another user cannot read the program")
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for path, mode in zip(everything, modes, strict=True):
            if path.exists():
                path.chmod(mode)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow by a byte."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
