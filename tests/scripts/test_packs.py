"""`scripts/packs`: the table of what ships, as it stands in docs/packs.md."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_in_the_docs_is_that_of_the_packs() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "_packs.py"), "--no-claims"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [row for row in done.stdout.splitlines() if not row.startswith("| claims")]  # those are not run here
    written = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8").splitlines()
    assert len(rows) > 20
    assert [row for row in rows if row not in written] == [], "run scripts/packs --write"
