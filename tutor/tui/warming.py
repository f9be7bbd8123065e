"""What the next keys need, imported while nobody waits for it."""

import gc
from collections.abc import Callable, Iterable
from importlib import import_module


def warm_up(modules: Iterable[str], wanted: Callable[[], bool]) -> None:
    """Import `modules` as long as they are `wanted`; meant for a thread, once the first frame stands."""
    for module in modules:
        if not wanted():
            return
        import_module(module)
    gc.freeze()  # what was imported stays: a full collection that walks over it would show as a pause between two keys
