"""Real phrasings of trouble find the right job aid among all the packs that ship (tests/fixtures/asks.yaml)."""

from pathlib import Path

import pytest
import yaml

from tutor.places import Places
from tutor.services.lookup import Aids

ROOT = Path(__file__).resolve().parent.parent.parent
LOOKED_AT = 5  # answers that a look-up shows at once


def phrasings() -> list[tuple[str, list[str]]]:
    """What people type, and the one or two aids that answer it."""
    records = yaml.safe_load((ROOT / "tests" / "fixtures" / "asks.yaml").read_text(encoding="utf-8"))
    return [(record["ask"], record["aid"]) for record in records]


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The first answers to each phrasing, best first, with the shipped packs and no others."""
    home = str(tmp_path_factory.mktemp("shipped-answers"))
    aids = Aids(Places(f"{home}/data", f"{home}/cache", f"{home}/state", str(ROOT / "content")), home)
    try:
        return {ask: [hit.name for hit in aids.search(ask, LOOKED_AT).hits] for ask, _ in phrasings()}
    finally:
        aids.close()


def test_there_are_a_hundred_phrasings_each_with_an_aid_that_ships() -> None:
    assert len({ask for ask, _ in phrasings()}) == 100
    for ask, right in phrasings():
        assert 1 <= len(right) <= 2, ask
        for name in right:
            pack, id = name.split("/")
            assert (ROOT / "content" / pack / "aids" / f"{id}.md").is_file(), f"{ask}: {name}"


@pytest.mark.parametrize(("among", "at_least"), [(1, 80), (LOOKED_AT, 95)])
def test_the_right_aid_is_found(answers: dict[str, list[str]], among: int, at_least: int) -> None:
    missed = [
        f"{ask}\n    wanted {' or '.join(right)}\n    found  {' '.join(answers[ask]) or 'nothing'}"
        for ask, right in phrasings()
        if not set(right) & set(answers[ask][:among])
    ]
    found = len(answers) - len(missed)
    assert found >= at_least, f"{found} of {len(answers)} among the first {among}; missed:\n" + "\n".join(missed)
