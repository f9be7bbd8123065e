"""Installing, updating, going back and removing, as a learner's library sees it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from conftest import TINY_PACK, FixedClock
from lab_packs import SIGNS

from tutor.catalog import scanning
from tutor.catalog.freshness import is_fresh
from tutor.catalog.reading import Catalog
from tutor.errors import NotFound, PackError
from tutor.model.events import Answered, Verdict
from tutor.packs.installing.changes import Change
from tutor.packs.installing.records import Origin, Record
from tutor.packs.installing.store import Version
from tutor.places import Places, catalog_of, pack_sources
from tutor.services.building_packs import Faulty, build
from tutor.services.doctoring import examine
from tutor.services.installed import all_installed, installed_pack, origin_words, remove, roll_back, told_apart
from tutor.services.installing import accept, offered, origin_of, update_offered
from tutor.services.library import refresh_stamps
from tutor.services.opening import open_tutor
from tutor.services.pack_info import info_of
from tutor.services.trust import TrustState, trust_of

WritePack = Callable[[Path, Mapping[str, str]], Path]


@pytest.fixture
def here(tmp_path: Path) -> str:
    folder = tmp_path / "here"
    folder.mkdir()
    return str(folder)


def install(where: Places, here: str, word: object, *, replace: bool = False) -> None:
    with offered(where, here, str(word), replace=replace) as offer:
        accept(where, offer)


def update(where: Places, here: str, pack: str) -> tuple[Change, ...] | None:
    with update_offered(where, here, pack) as offer:
        if offer is None:
            return None
        accept(where, offer)
        return offer.changes


def seen(where: Places, here: str) -> dict[str, str]:
    """The packs of the library by id, and where each lies."""
    tutor = open_tutor(where=where, here=here)
    rows = {row.id: row.folder for row in tutor.catalog.packs()}
    tutor.close()
    return rows


def test_a_folder_is_copied_and_told_about_before(places: Places, here: str, tiny_pack: Path) -> None:
    (tiny_pack / "notes.txt").write_text("not part of it")
    with offered(places, here, str(tiny_pack)) as offer:
        assert not seen(places, here), "nothing is there before it was accepted"
        assert (offer.pack.id, offer.pack.title) == ("tiny", "A tiny pack")
        assert dict(offer.counts) == {"lesson": 2, "quiz": 1, "aid": 1}
        assert [one for one in offer.problems() if one.is_error] == []
        assert offer.commands == ()
        assert offer.before is None
        accept(places, offer)
    shutil.rmtree(tiny_pack)
    assert seen(places, here) == {"tiny": os.path.join(places.installed, "tiny")}
    record = installed_pack(places, "tiny").current.record
    assert record is not None
    assert origin_words(record).startswith(f"from the folder {os.path.realpath(tiny_pack)}, 20")


def test_what_is_offered_and_not_accepted_leaves_nothing(places: Places, here: str, tiny_pack: Path) -> None:
    with offered(places, here, str(tiny_pack)):
        pass
    assert seen(places, here) == {}
    assert os.listdir(os.path.join(places.installed, ".kept")) == []


def test_links_pipes_and_what_is_unreadable_in_a_folder(places: Places, here: str, tiny_pack: Path) -> None:
    (tiny_pack / "lessons/link.md").symlink_to("/etc/passwd")
    os.mkfifo(tiny_pack / "lessons/pipe.md")
    (tiny_pack / "drills").symlink_to("/etc")
    with offered(places, here, str(tiny_pack)) as offer:
        assert offer.notices == (
            "left out: drills: it is a link",
            "left out: lessons/link.md: it is a link",
            "left out: lessons/pipe.md: it is no plain file",
        )
        assert dict(offer.counts) == {"lesson": 2, "quiz": 1, "aid": 1}
    (tiny_pack / "pack.yaml").rename(tiny_pack / "real.yaml")
    (tiny_pack / "pack.yaml").symlink_to("real.yaml")
    with pytest.raises(PackError, match=r"pack\.yaml is no plain file"), offered(places, here, str(tiny_pack)):
        pass


@pytest.mark.parametrize("below", ["", "top"])
@pytest.mark.parametrize(
    ("name", "why"), [("aux.md", "Windows keeps that name"), ("what?.md", "not every system takes")]
)
def test_a_name_that_not_every_system_takes_is_refused_in_a_folder_too(
    places: Places, here: str, tiny_pack: Path, name: str, why: str, below: str
) -> None:
    """It was passed over without a word, and the pack came, and was built, without that quiz."""
    text = "---\nid: more\ntitle: More\nteaches: [first]\n---\n## Which? {#more-which}\n- [x] a\n- [ ] b\n> Why.\n"
    (tiny_pack / "quizzes" / name).write_text(text)
    folder = tiny_pack
    if below:
        folder = tiny_pack.parent / "above"
        folder.mkdir()
        tiny_pack.rename(folder / "tiny")
    with pytest.raises(PackError, match=why):
        install(places, here, folder)
    if not below:
        with pytest.raises(PackError, match=why):
            build(places, str(folder), os.path.join(here, "x.zip"))


def test_names_beside_a_pack_are_its_owners_to_choose(places: Places, here: str, tiny_pack: Path) -> None:
    for name in ("what?.txt", "aux.txt", "lessons/what?.txt", "lessons/con"):
        (tiny_pack / name).write_text("x")
    install(places, here, tiny_pack)


def test_errors_are_counted_and_what_they_are_in_is_left_out(places: Places, here: str, tiny_pack: Path) -> None:
    (tiny_pack / "lessons/bad.md").write_text("no front matter")
    with offered(places, here, str(tiny_pack)) as offer:
        assert {one.place.path for one in offer.problems() if one.is_error} == {"lessons/bad.md"}
        accept(places, offer)
    tutor = open_tutor(where=places, here=here)
    assert len(tutor.catalog.items("tiny", "lesson")) == 2
    tutor.close()


@pytest.mark.parametrize("text", ["", "format: 2\npack: tiny\n", "format: 1\ntitle: x\n", "- a\n", "\x00"])
def test_a_pack_that_cannot_be_opened_is_refused_with_the_reason(
    places: Places, here: str, tiny_pack: Path, text: str
) -> None:
    (tiny_pack / "pack.yaml").write_text(text)
    with pytest.raises(PackError, match=r"cannot be opened\npack\.yaml:"), offered(places, here, str(tiny_pack)):
        pass


def test_an_update_shows_what_differs_and_can_be_taken_back(places: Places, here: str, tiny_pack: Path) -> None:
    install(places, here, tiny_pack)
    assert update(places, here, "tiny") is None
    pack = tiny_pack / "pack.yaml"
    pack.write_text(pack.read_text().replace("1.0.0", "1.1.0"))
    second = tiny_pack / "lessons/second.md"
    second.write_text(second.read_text().replace("Two comes", "Indeed two comes"))
    (tiny_pack / "lessons/third.md").write_text((tiny_pack / "lessons/first.md").read_text().replace("first", "third"))
    (tiny_pack / "quizzes/both.md").unlink()
    aid = (tiny_pack / "aids/look-here.md").rename(tiny_pack / "aids/moved.md")
    aid.write_text(aid.read_text().replace("aid:", "id: look-here\naid:"))
    assert update(places, here, "tiny") == (
        Change("+", "lesson", "third", "The third idea"),
        Change("~", "lesson", "second", "The second idea"),
        Change("~", "aid", "look-here", "Count to two"),
        Change("-", "quiz", "both", "Both ideas"),
    )
    assert update(places, here, "tiny") is None
    left, now = roll_back(places, "tiny")
    assert left.record is not None
    assert now.current.record is not None
    assert (left.record.version, now.current.record.version) == ("1.1.0", "1.0.0")
    assert Path(now.link, "quizzes/both.md").exists()
    assert update(places, here, "tiny") is not None, "what was taken back is offered again"


def test_a_zip_is_built_installed_and_replaced_by_the_next(places: Places, here: str, tiny_pack: Path) -> None:
    first = build(places, str(tiny_pack), os.path.join(here, "tiny-1.zip"))
    install(places, here, first.path)
    record = installed_pack(places, "tiny").current.record
    assert record is not None
    assert record.fingerprint == first.fingerprint
    (tiny_pack / "README.md").write_text("# Tiny\n")
    second = build(places, str(tiny_pack), os.path.join(here, "tiny-2.zip"))
    assert first.digest != second.digest
    with pytest.raises(PackError, match="installed already, from elsewhere"):
        install(places, here, second.path)
    install(places, here, second.path, replace=True)
    os.unlink(second.path)
    with pytest.raises(PackError, match="from a zip that is gone"):
        update(places, here, "tiny")


def _release(places: Places, folder: str, pack: Path, version: str, authors: str) -> str:
    """The zip of a version of the tiny pack, in a folder."""
    lines = (pack / "pack.yaml").read_text().splitlines()
    kept = [line for line in lines if not line.startswith(("version:", "authors:"))]
    (pack / "pack.yaml").write_text("\n".join([*kept, f"version: {version}", f"authors: [{authors}]"]) + "\n")
    return build(places, str(pack), folder).path


def test_the_zip_of_the_next_version_beside_the_one_before_is_an_update(
    places: Places, here: str, tiny_pack: Path, tmp_path: Path
) -> None:
    first = _release(places, here, tiny_pack, "1.0.0", "Ann")
    assert first == os.path.join(here, "tiny-1.0.0.zip"), "a folder holds it under its default name"
    install(places, here, first)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for folder, version, authors in ((str(elsewhere), "1.1.0", "Ann"), (here, "1.2.0", "Bob")):
        with pytest.raises(PackError, match="installed already, from elsewhere"):
            install(places, here, _release(places, folder, tiny_pack, version, authors))
    with offered(places, here, _release(places, here, tiny_pack, "1.3.0", "Ann")) as offer:
        assert offer.before is not None
        accept(places, offer)
    record = installed_pack(places, "tiny").current.record
    assert record is not None
    assert record.version == "1.3.0"


def test_zips_by_nobody_or_of_another_name_are_from_elsewhere(places: Places, here: str, tiny_pack: Path) -> None:
    install(places, here, _release(places, here, tiny_pack, "1.0.0", ""))
    with pytest.raises(PackError, match="from elsewhere"):
        install(places, here, _release(places, here, tiny_pack, "1.1.0", ""))
    install(places, here, _release(places, here, tiny_pack, "1.2.0", "Ann"), replace=True)
    renamed = os.path.join(here, "other.zip")
    os.rename(_release(places, here, tiny_pack, "1.3.0", "Ann"), renamed)
    with pytest.raises(PackError, match="from elsewhere"):
        install(places, here, renamed)


def test_a_pack_with_errors_is_not_built(places: Places, here: str, tiny_pack: Path) -> None:
    (tiny_pack / "lessons/bad.md").write_text("no front matter")
    with pytest.raises(Faulty) as caught:
        build(places, str(tiny_pack), os.path.join(here, "x.zip"))
    assert caught.value.errors
    assert os.listdir(here) == []


def test_what_is_no_part_of_a_pack_is_named_when_it_is_built(places: Places, here: str, tiny_pack: Path) -> None:
    for name in ("notes.txt", "LICENSE", ".hidden", "lessons/draft.txt", "other.zip"):
        (tiny_pack / name).write_text("x")
    (tiny_pack / "pictures").mkdir()
    (tiny_pack / ".git").mkdir()
    zip_of_before = str(tiny_pack / "tiny-0.9.zip")
    built = build(places, str(tiny_pack), zip_of_before)
    assert built.left_out == ("lessons/draft.txt", "notes.txt", "other.zip", "pictures/")
    assert built.files == 6
    built = build(places, str(tiny_pack), os.path.join(here, "x.zip"))
    assert built.left_out == ("lessons/draft.txt", "notes.txt", "other.zip", "pictures/")
    (tiny_pack / "README.md").symlink_to("notes.txt")
    with pytest.raises(PackError, match=r"README\.md: it is a link, which cannot be packed"):
        build(places, str(tiny_pack), os.path.join(here, "x.zip"))


def test_a_repository_is_installed_and_followed(places: Places, here: str, tiny_pack: Path, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *words], cwd=tiny_pack, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    git("clone", "-q", "--bare", ".", str(tmp_path / "tiny.git"))
    git("remote", "add", "origin", str(tmp_path / "tiny.git"))
    install(places, here, tmp_path / "tiny.git")
    record = installed_pack(places, "tiny").current.record
    assert record is not None
    assert len(record.commit) == 40
    assert update(places, here, "tiny") is None
    (tiny_pack / "lessons/second.md").unlink()
    git("commit", "-q", "-a", "-m", "two")
    git("push", "-q", "origin", "main")
    assert update(places, here, "tiny") == (Change("-", "lesson", "second", "The second idea"),)
    shutil.rmtree(tmp_path / "tiny.git")
    with pytest.raises(PackError, match="git could not get it"):
        update(places, here, "tiny")
    assert "tiny" in seen(places, here)


def test_a_look_up_notices_an_update(
    places: Places, here: str, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks at few files: at the folders that the link leads to, which are other ones now."""
    monkeypatch.setattr(scanning, "TICK_NS", 0)  # what was written this very moment counts as settled
    install(places, here, tiny_pack)
    refresh_stamps(places, here).close()
    sources = pack_sources(places, here)
    with closing(Catalog.open(catalog_of(places, sources))) as catalog:
        assert catalog.read(lambda db: is_fresh(db, sources))
        aid = tiny_pack / "aids/look-here.md"
        aid.write_text(aid.read_text().replace("Count to two", "Count up to two"))
        update(places, here, "tiny")
        assert not catalog.read(lambda db: is_fresh(db, sources))


class TestIds:
    def test_the_learners_own_pack_is_never_replaced(self, places: Places, here: str, tiny_pack: Path) -> None:
        own = tiny_pack.rename(tiny_pack.parent / "own")
        (own / "pack.yaml").write_text("format: 1\npack: own\ntitle: x\n")
        for replace in (False, True):
            with pytest.raises(PackError, match="the learner's own pack"):
                install(places, here, own, replace=replace)
        with pytest.raises(PackError, match="the learner's own pack"):
            build(places, str(own), os.path.join(here, "own.zip"))
        with info_of(places, here, str(own)) as info:
            assert info.offer.pack.id == "own"
        with pytest.raises(PackError, match="E401"):
            install(places, here, own.rename(own.parent / "not-own"))

    def test_one_that_ships_is_replaced_only_when_that_is_said(
        self, places: Places, here: str, tiny_pack: Path, write_pack: WritePack
    ) -> None:
        shipped = write_pack(Path(places.shipped) / "tiny", TINY_PACK)
        with pytest.raises(PackError, match="comes with the program"):
            install(places, here, tiny_pack)
        install(places, here, tiny_pack, replace=True)
        assert seen(places, here) == {"tiny": os.path.join(places.installed, "tiny")}
        remove(places, "tiny")
        assert seen(places, here) == {"tiny": str(shipped)}

    def test_one_put_there_by_hand_is_left_alone(
        self, places: Places, here: str, tiny_pack: Path, write_pack: WritePack
    ) -> None:
        for name in ("tiny", "another-name"):
            by_hand = write_pack(Path(places.installed) / name, TINY_PACK)
            for replace in (False, True):
                with pytest.raises(PackError, match="put there by hand"):
                    install(places, here, tiny_pack, replace=replace)
            for deed in (remove, roll_back):
                with pytest.raises((PackError, NotFound)):
                    deed(places, "tiny")
            assert by_hand.is_dir()
            shutil.rmtree(by_hand)

    def test_one_that_comes_first_here_is_said(
        self, places: Places, here: str, tiny_pack: Path, write_pack: WritePack
    ) -> None:
        local = write_pack(Path(here) / ".tutor" / "tiny", TINY_PACK)
        with offered(places, here, str(tiny_pack)) as offer:
            assert offer.notices == (f"passed over where {local} is seen, which comes first",)

    def test_another_pack_at_the_same_place_is_no_update(self, places: Places, here: str, tiny_pack: Path) -> None:
        install(places, here, tiny_pack)
        (tiny_pack / "pack.yaml").write_text("format: 1\npack: other\ntitle: x\n")
        with pytest.raises(PackError, match="another pack: other, not tiny"):
            update(places, here, "tiny")

    @pytest.mark.parametrize("pack", ["", "..", "../tiny", ".kept", "tiny/x", "none"])
    def test_a_name_of_nothing_is_not_found(self, places: Places, here: str, tiny_pack: Path, pack: str) -> None:
        install(places, here, tiny_pack)
        with pytest.raises(NotFound, match="was installed"):
            installed_pack(places, pack)
        assert [one.pack for one in all_installed(places)] == ["tiny"]


class TestWords:
    def test_a_path_comes_before_an_address(self, here: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "host:path").mkdir()
        assert origin_of("host:path")[0] == "folder"
        assert origin_of("other:path")[0] == "git"

    @pytest.mark.parametrize("word", ["nowhere", "./nowhere", "a/b.zip", ""])
    def test_what_is_nowhere_is_not_found(self, word: str) -> None:
        with pytest.raises(NotFound, match="no such file or folder"):
            origin_of(word)

    def test_what_is_no_pack_is_said(self, places: Places, here: str, tmp_path: Path, tiny_pack: Path) -> None:
        (tmp_path / "x.txt").write_text("text")
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "empty").mkdir()
        for path, words in (
            (tmp_path / "x.txt", "neither a folder nor a zip"),
            (tmp_path / "pipe", "no plain file"),
            (tiny_pack / "pack.yaml", "give the folder"),
            (tmp_path / "empty", "there is no pack in it"),
        ):
            with pytest.raises(PackError, match=words), offered(places, here, str(path)):
                pass

    @pytest.mark.parametrize("name", [b"a\xff", b"a\x1b[31m", b"a\nb"])
    def test_a_path_that_cannot_be_shown_is_refused(self, tiny_pack: Path, name: bytes) -> None:
        odd = os.fsdecode(os.path.join(os.fsencode(tiny_pack.parent), name))
        tiny_pack.rename(odd)
        with pytest.raises(PackError, match="cannot be shown"):
            origin_of(odd)

    def test_a_folder_of_packs_names_them(self, places: Places, here: str, tiny_pack: Path) -> None:
        shutil.copytree(tiny_pack, tiny_pack.parent / "shelf" / "one")
        assert origin_of(str(tiny_pack.parent / "shelf"))[0] == "folder"
        install(places, here, tiny_pack.parent / "shelf")
        shutil.copytree(tiny_pack, tiny_pack.parent / "shelf" / "two")
        with pytest.raises(PackError, match="several packs in it: one, two"):
            install(places, here, tiny_pack.parent / "shelf", replace=True)


def test_versions_of_one_number_are_told_apart() -> None:
    """An author who forgets to raise it still has learners who go back."""

    def version(number: str, commit: str, at: str) -> Version:
        return Version(1, "", Record("tiny", number, Origin.GIT, "https://h/x", commit, at, {}))

    old = version("1.0", "a" * 40, "2026-11-22T10:00:00+01:00")
    assert told_apart(old, version("1.1", "b" * 40, old.record.at if old.record else "")) == ("1.0", "1.1")
    assert told_apart(old, version("1.0", "b" * 40, "")) == (f"1.0 (commit {'a' * 12})", f"1.0 (commit {'b' * 12})")
    assert told_apart(
        version("1.0", "", "2026-11-22T10:00:00+01:00"), version("1.0", "", "2026-11-23T09:30:59+01:00")
    ) == (
        "1.0 (of 2026-11-22 10:00:00)",
        "1.0 (of 2026-11-23 09:30:59)",
    )


def test_what_is_known_of_a_pack_outlives_it(places: Places, here: str, tiny_pack: Path, clock: FixedClock) -> None:
    install(places, here, tiny_pack)
    tutor = open_tutor(where=places, here=here, clock=clock)
    tutor.journal.record(Answered("tiny/which-first", "choice", (), Verdict.RIGHT, 1.0))
    tutor.close()
    remove(places, "tiny")
    tutor = open_tutor(where=places, here=here, clock=clock)
    assert tutor.gone == {"tiny/which-first"}
    tutor.close()
    install(places, here, tiny_pack)
    tutor = open_tutor(where=places, here=here, clock=clock)
    assert not tutor.gone
    assert tutor.journal.learnt_by_pack() == {"tiny": 1}
    tutor.close()


def test_commands_are_counted_and_wait_for_trust(
    places: Places, here: str, tmp_path: Path, write_pack: WritePack
) -> None:
    folder = write_pack(tmp_path / "signs", SIGNS)
    with offered(places, here, str(folder)) as offer:
        accept(places, offer)
    tutor = open_tutor(where=places, here=here)
    trust = trust_of(tutor, "signs")
    tutor.close()
    assert trust.state is TrustState.NEW
    assert trust.commands == offer.commands


def test_a_changed_file_is_found_by_doctor(places: Places, here: str, tiny_pack: Path) -> None:
    install(places, here, tiny_pack)
    (sound,) = [finding for finding in examine(places, here) if finding.what == "installed packs"]
    assert sound.sound
    lesson = Path(places.installed, "tiny/lessons/first.md")
    lesson.chmod(0o644)
    lesson.write_text("changed")
    (found,) = [finding for finding in examine(places, here) if finding.what == "installed packs"]
    assert not found.sound
    assert str(lesson) in found.words
    install(places, here, tiny_pack)  # from the same place: nothing new, and yet it mends
    assert [finding.sound for finding in examine(places, here) if finding.what == "installed packs"] == [True]


class TestInfo:
    def test_of_an_installed_pack(self, places: Places, here: str, tiny_pack: Path) -> None:
        install(places, here, tiny_pack)
        (tiny_pack / "lessons/second.md").unlink()
        update(places, here, "tiny")
        with info_of(places, here, "tiny") as info:
            assert (info.minutes, info.questions, info.errors) == (2, 4, 2)
            assert info.origin.startswith("installed from the folder")
            assert info.compared == "What changed since 1.0.0:"
            assert [change.sign for change in info.changes] == ["-"]

    def test_of_one_that_is_not_installed_compares_with_what_is(
        self, places: Places, here: str, tiny_pack: Path
    ) -> None:
        with info_of(places, here, str(tiny_pack)) as info:
            assert (info.compared, info.minutes, info.questions) == ("", 4, 5)
            assert info.origin.startswith("not installed; from the folder")
        assert not os.path.exists(places.installed), "looking makes no folder"
        install(places, here, tiny_pack)
        (tiny_pack / "lessons/second.md").unlink()
        with info_of(places, here, str(tiny_pack)) as info:
            assert info.compared == "What differs from 1.0.0, which is installed:"
            assert [change.id for change in info.changes] == ["second"]

    def test_of_one_that_ships(self, places: Places, here: str, write_pack: WritePack) -> None:
        folder = write_pack(Path(places.shipped) / "tiny", TINY_PACK)
        with info_of(places, here, "tiny") as info:
            assert info.origin == f"shipped: {folder}"
        with pytest.raises(NotFound, match="no pack 'none'"), info_of(places, here, "none"):
            pass
