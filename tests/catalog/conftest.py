"""Catalogs built from model values, without a pack's text being read."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from catalog_values import Build

from tutor.catalog.building import Building, build_new, prepare
from tutor.catalog.reading import Catalog
from tutor.catalog.scanning import PACK_FILE, Seen
from tutor.model.items import Item, Pack
from tutor.model.problems import Place, Problem


@pytest.fixture
def build(tmp_path: Path) -> Iterable[Build]:
    """Builds a catalog of packs, each a `Pack` with its items in its order, and opens it."""
    opened: list[Catalog] = []

    def built(*packs: tuple[Pack, list[Item]], dropped: frozenset[str] = frozenset()) -> Catalog:
        def write(db: object) -> None:
            building = Building(db)  # type: ignore[arg-type]
            for position, (pack, items) in enumerate(packs):
                seen = Seen("shipped", f"/packs/{pack.id}", {PACK_FILE: (1, 1, 1, 1)}, ())
                folder = building.place(seen, position, pack.id, "")
                for number, item in enumerate(items):
                    path = f"{number}.md"
                    problem = Problem(Place(path, 3, 5), "W101", "odd", "mend it")
                    building.add(folder, path, (1, 1, 1, number), prepare(item, (problem,), "{}"), dropped)
                error = Problem(Place(PACK_FILE, 2), "E201", "broken")
                order = [item.id for item in items]
                building.settle(folder, (1, 1, 1, 1), pack, order, (error,))

        path = str(tmp_path / "cache" / "catalog.sqlite")
        (tmp_path / "cache").mkdir(exist_ok=True)
        build_new(path, write)
        catalog = Catalog.open(path)
        opened.append(catalog)
        return catalog

    yield built
    for catalog in opened:
        catalog.close()
