"""What the command palette offers while a question is on screen."""

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

OFFERED = {
    "skip": ("Skip", "Leave this question for another time"),
    "bury": ("Not before tomorrow", "Put this question off"),
    "suspend": ("Never again", "This question is not asked until you resume it"),
    "sources": ("Sources", "What backs this question, and when that was checked"),
}


class StudyCommands(Provider):
    """The keys of a question by name."""

    def _offered(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        for action, (name, about) in OFFERED.items():
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
