"""Events on disk: append, read, keep the projections that `learning` defines, copy, check, recover."""
