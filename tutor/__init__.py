"""A microlearning and performance-support tutor for the terminal.

The rooms, from the ground up: `model`, then `packs`, `catalog`, `learning`, `journal`, then `services`, then the two
faces `cli` and `tui`. Arrows run downward only (see docs/architecture.md).
"""

__version__ = "0.1.0"
