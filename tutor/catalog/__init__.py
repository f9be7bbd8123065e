"""Model to index: a SQLite file in the cache folder that holds nothing the packs do not hold (docs/catalog.md)."""
