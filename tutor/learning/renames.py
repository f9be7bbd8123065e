"""Where history goes when ids were renamed."""

from collections.abc import Callable, Iterable


def followed(renamed: Iterable[tuple[str, str]], lives: Callable[[str], bool]) -> list[tuple[str, str]]:
    """The renames to obey, each old name with the one at the end of its way: of a to b and b to c, both go to c.

    A name that still `lives` keeps its history, and one whose way ends at no living name, or goes in a circle, keeps it
    too: an author's slip must not take what was learnt away from a question that is still asked.
    """
    ways = dict(renamed)
    found = []
    for old in ways:
        if lives(old):
            continue
        seen, name = {old}, ways[old]
        while name in ways and name not in seen and not lives(name):
            seen.add(name)
            name = ways[name]
        if name not in seen and lives(name):
            found.append((old, name))
    return found
