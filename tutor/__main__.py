"""`python -m tutor` is the same as `tutor`."""

from tutor.cli.main import start

raise SystemExit(start())
