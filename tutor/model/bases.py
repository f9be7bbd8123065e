"""What every kind of item has."""

from dataclasses import dataclass

from tutor.model.ids import full_name
from tutor.model.problems import Place
from tutor.model.questions import NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBase:
    pack: str
    id: str
    title: str  # plain text
    teaches: tuple[str, ...] = ()  # full names of the aids and lessons that it practises
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    verified: str = ""  # an ISO date, or ""
    place: Place = NOWHERE

    @property
    def name(self) -> str:
        return full_name(self.pack, self.id)
