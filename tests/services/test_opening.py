"""The open house while packs change under it."""

from collections.abc import Callable
from pathlib import Path

from tutor.places import Places
from tutor.services.opening import open_tutor, packs_again, packs_changed, take_packs

PACK = {"aids/one.md": "---\ntitle: One\naid: checklist\n---\n- [ ] Do it\n"}


def test_packs_that_change_are_noticed_and_taken(
    places: Places, home: Path, write_pack: Callable[..., Path], clock: Callable[[], tuple[int, int]]
) -> None:
    folder = write_pack(Path(places.installed, "kit"), PACK)
    tutor = open_tutor(where=places, here=str(home), clock=clock)
    assert not packs_changed(places, str(home))  # however fresh the files are
    (folder / "aids" / "two.md").write_text(PACK["aids/one.md"].replace("One", "Two"))
    assert packs_changed(places, str(home))
    take_packs(tutor, packs_again(places, str(home)))
    assert [row.title for row in tutor.catalog.items()] == ["One", "Two"]
    assert not packs_changed(places, str(home))
    tutor.close()


def test_a_catalog_that_cannot_be_read_tells_of_no_change(places: Places, home: Path) -> None:
    assert not packs_changed(places, str(home))
    Path(places.cache).mkdir(parents=True)
    Path(places.catalog).write_text("no catalog")
    assert not packs_changed(places, str(home))
