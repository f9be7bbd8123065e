"""What `scripts/bench` measures, a row or a group of rows a module (docs/benchmarks.md). Nothing here gates a test."""
