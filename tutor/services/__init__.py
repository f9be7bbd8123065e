"""The use cases that tie the rooms together, one a module: what both faces call."""
