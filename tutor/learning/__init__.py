"""The rules, pure: no database, no clock and no randomness of its own; `now` and the seed are arguments."""
