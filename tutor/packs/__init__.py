"""Text → model: reads packs as docs/format.md describes them; every problem has its place. Imports model."""
