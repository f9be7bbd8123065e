"""Commands run when somebody agreed to these very commands, and not before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab_packs import LAB, SIGNS

from tutor.errors import NotFound, NotTrusted
from tutor.places import Places, places as places_here
from tutor.services.opening import Tutor, open_tutor
from tutor.services.trust import TrustState, agree, take_back, trust_at, trust_of, trusts

Open = Callable[[], Tutor]


@pytest.fixture
def folder(none_shipped: Places, write_pack: Callable[..., Path]) -> Path:
    """An installed pack with commands."""
    return write_pack(Path(none_shipped.installed) / "signs", SIGNS)


@pytest.fixture
def opened(folder: Path, tmp_path: Path) -> Iterator[Open]:
    found: list[Tutor] = []

    def open_one() -> Tutor:
        found.append(open_tutor(here=str(tmp_path)))
        return found[-1]

    yield open_one
    for one in found:
        one.close()


def change(folder: Path, old: str, new: str) -> None:
    (folder / "labs/sign.md").write_text(LAB.replace(old, new))


def test_a_pack_with_commands_is_not_trusted_at_first(opened: Open) -> None:
    trust = trust_of(opened(), "signs")
    assert trust.state is TrustState.NEW
    assert trust.commands == (
        ("sign", "setup", 'echo "nmae" > sign.txt\necho "kept" > other.txt'),
        ("sign", "check", "ls"),
        ("sign", "solution", "echo name > sign.txt"),
    )
    with pytest.raises(NotTrusted, match="not trusted yet"):
        trust.require()


def test_trust_is_kept_on_this_machine(opened: Open) -> None:
    tutor = opened()
    agree(tutor.where, trust_of(tutor, "signs"))
    again = trust_of(opened(), "signs")
    assert again.state is TrustState.TRUSTED
    again.require()
    assert Path(tutor.where.trust).is_relative_to(tutor.where.state)


def test_a_changed_command_asks_again_and_shows_the_difference(opened: Open, folder: Path) -> None:
    tutor = opened()
    agree(tutor.where, trust_of(tutor, "signs"))
    change(folder, "solution: echo name", "solution: rm -rf ~; echo name")
    trust = trust_of(opened(), "signs")
    assert trust.state is TrustState.CHANGED
    assert trust.difference == (
        ("-", "sign: solution: echo name > sign.txt"),
        ("+", "sign: solution: rm -rf ~; echo name > sign.txt"),
    )
    with pytest.raises(NotTrusted, match="changed since"):
        trust.require()
    agree(tutor.where, trust)
    assert trust_of(opened(), "signs").is_given


def test_what_nobody_was_asked_about_is_not_changed_but_new(opened: Open, folder: Path) -> None:
    """A new pack's example is agreed to by the program: when its author writes commands, these are the first."""
    tutor = opened()
    agree(tutor.where, trust_of(tutor, "signs"), asked=False)
    assert trust_of(opened(), "signs").is_given
    change(folder, "solution: echo name", "solution: printf name")
    trust = trust_of(opened(), "signs")
    assert trust.state is TrustState.NEW
    assert trust.before == ()
    agree(tutor.where, trust)
    change(folder, "solution: echo name", "solution: cat name")
    assert trust_of(opened(), "signs").state is TrustState.CHANGED


@pytest.mark.parametrize(
    ("old", "new"), [("The sign in", "The board in"), ("Look at the sign.", "Look."), ("title: Put", "title: Set")]
)
def test_what_is_no_command_may_change(opened: Open, folder: Path, old: str, new: str) -> None:
    tutor = opened()
    agree(tutor.where, trust_of(tutor, "signs"))
    change(folder, old, new)
    assert trust_of(opened(), "signs").is_given


def test_moving_a_command_from_one_purpose_to_another_is_a_change(opened: Open, folder: Path) -> None:
    tutor = opened()
    agree(tutor.where, trust_of(tutor, "signs"))
    change(folder, "{run: ls, lines: 2", "{run: echo name > sign.txt, lines: 2")
    assert trust_of(opened(), "signs").state is TrustState.CHANGED


def test_a_pack_without_commands_never_asks(opened: Open, write_pack: Callable[..., Path]) -> None:
    write_pack(Path(places_here().installed) / "bare", {"lessons/a.md": "---\ntitle: A\n---\n"})
    tutor = opened()
    assert trust_of(tutor, "bare").state is TrustState.NOTHING
    trust_of(tutor, "bare").require()
    assert [trust.pack for trust in trusts(tutor) if trust.state is not TrustState.SHIPPED] == ["signs"]


def test_what_came_with_the_program_needs_no_trust(places: Places, write_pack: Callable[..., Path]) -> None:
    folder = write_pack(Path(places.shipped) / "signs", SIGNS)
    assert trust_at(places, str(folder)).state is TrustState.SHIPPED
    elsewhere = Places(data=places.data, cache=places.cache, state=places.state, shipped=places.shipped + "-not")
    assert trust_at(elsewhere, str(folder)).state is TrustState.NEW, "only the very folder of the program counts"


def test_trust_can_be_taken_back(opened: Open) -> None:
    tutor = opened()
    agree(tutor.where, trust_of(tutor, "signs"))
    assert take_back(tutor.where, "signs")
    assert not take_back(tutor.where, "signs")
    assert trust_of(tutor, "signs").state is TrustState.NEW


@pytest.mark.parametrize("text", ["", "{", "[]", '{"packs": []}', '{"packs": {"signs": {"hash": 1, "commands": [1]}}}'])
def test_a_damaged_file_agrees_to_nothing(opened: Open, text: str) -> None:
    tutor = opened()
    agree(tutor.where, trust_of(tutor, "signs"))
    Path(tutor.where.trust).write_text(text)
    assert trust_of(tutor, "signs").state is TrustState.NEW
    agree(tutor.where, trust_of(tutor, "signs"))
    assert trust_of(tutor, "signs").is_given


def test_a_pack_that_is_nowhere_is_not_found(opened: Open, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        trust_of(opened(), "none")
    with pytest.raises(NotFound):
        trust_at(places_here(), str(tmp_path))
