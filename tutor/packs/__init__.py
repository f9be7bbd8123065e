"""Text → model: reads packs as docs/format.md describes them, and reports every problem with its place. Imports model."""
