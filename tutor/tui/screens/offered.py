"""What the command palette offers of a screen: some of its keys by name, as far as they work there now."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import ClassVar

from textual.command import DiscoveryHit, Hit, Hits, Provider


class OfferedCommands(Provider):
    """Subclasses name the actions: what each is called, and what it does."""

    OFFERED: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def _offered(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        for action, (name, about) in self.OFFERED.items():
            if self.screen.check_action(action, ()):
                yield name, about, partial(self.screen.run_action, action)

    async def discover(self) -> Hits:
        for name, about, run in self._offered():
            yield DiscoveryHit(name, run, help=about)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, about, run in self._offered():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=about)
