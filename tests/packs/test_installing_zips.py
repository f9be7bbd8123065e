"""Zips from strangers: whatever is in them, nothing is written outside, and what is refused is said in words."""

import io
import shutil
import stat
import struct
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings, strategies as st

from tutor.errors import PackError
from tutor.packs.installing import zips
from tutor.packs.installing.taking import FolderSource, Taken, take
from tutor.packs.installing.zips import ZipSource, write_zip

PACK = "format: 1\npack: tiny\ntitle: Tiny\n"
WritePack = Callable[[Path, Mapping[str, str]], Path]


def zip_of(path: Path, files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip with these files, and a pack.yaml where none is given."""
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in {"pack.yaml": PACK, **files}.items():
            info = zipfile.ZipInfo("x")
            info.filename = name  # as written: the class would mend some
            info.compress_type = method
            made.writestr(info, data)
    return path


def taken(path: Path, folder: Path) -> Taken:
    folder.mkdir()
    with ZipSource(str(path)) as source:
        return take(source, str(folder))


def refused(path: Path, tmp_path: Path, why: str) -> None:
    """Nothing stands beside what was there, and the reason is given."""
    before = sorted(each for each in tmp_path.rglob("*") if "out" not in each.parts)
    with pytest.raises(PackError, match=why):
        taken(path, tmp_path / "out")
    assert sorted(each for each in tmp_path.rglob("*") if tmp_path / "out" not in (each, *each.parents)) == before


def test_a_zip_is_taken_as_a_folder_is(tmp_path: Path) -> None:
    for top in ("", "tiny-1.0/"):
        files = {f"{top}pack.yaml": PACK, f"{top}lessons/a.md": "a", f"{top}notes.txt": "x", f"{top}LICENSE": "l"}
        (tmp_path / "a.zip").unlink(missing_ok=True)
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
            for name, text in files.items():
                made.writestr(name, text)
        found = taken(tmp_path / "a.zip", tmp_path / f"out{len(top)}")
        assert sorted(found.hashes) == ["LICENSE", "lessons/a.md", "pack.yaml"]
        assert not found.checked
        assert stat.S_IMODE((tmp_path / f"out{len(top)}/pack.yaml").stat().st_mode) == 0o444


@pytest.mark.parametrize(
    "name",
    [
        "../up.md",
        "/abs.md",
        "lessons/../../up.md",
        "a\\..\\up.md",
        "lessons/con.md",
        "C:/x",
        "lessons/a\x1b.md",
        "a//b",
    ],
)
def test_a_name_that_leads_out_or_lies_nowhere_is_refused(tmp_path: Path, name: str) -> None:
    refused(zip_of(tmp_path / "a.zip", {name: "x"}), tmp_path, "is refused")


def test_a_name_that_python_would_cut_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"lessons/aXb.md": "x"})
    path.write_bytes(path.read_bytes().replace(b"aXb.md", b"a\0b.md"))
    refused(path, tmp_path, "cannot be shown")


@pytest.mark.parametrize(
    "names", [("lessons/a.md", "lessons/A.md"), ("lessons/caf\u00e9.md", "lessons/cafe\u0301.md"), ("a", "a/b")]
)
def test_names_that_are_one_on_some_systems_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    refused(zip_of(tmp_path / "a.zip", dict.fromkeys(names, "x")), tmp_path, "one name|both a file")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for text in (PACK, PACK.replace("tiny", "other")):
            made.writestr("pack.yaml", text)
    refused(tmp_path / "a.zip", tmp_path, "twice")


@pytest.mark.parametrize(
    ("kind", "words"), [(stat.S_IFLNK, "a link"), (stat.S_IFIFO, "no plain"), (stat.S_IFCHR, "no plain")]
)
def test_links_and_devices_are_refused(tmp_path: Path, kind: int, words: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("pack.yaml", PACK)
        info = zipfile.ZipInfo("notes")  # even where it is no part of the pack
        info.create_system = 3
        info.external_attr = (kind | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    refused(tmp_path / "a.zip", tmp_path, words)


def test_what_is_encrypted_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    refused(path, tmp_path, "encrypted")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(tmp_path: Path, method: int) -> None:
    refused(zip_of(tmp_path / "a.zip", {}, method), tmp_path, "only some programs")


def test_a_bomb_is_noticed_while_it_comes_out(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {f"lessons/{n}.md": b"\0" * 3_000_000 for n in range(3)})
    assert path.stat().st_size < 30_000
    refused(path, tmp_path, "more comes out of it")
    assert sum(each.stat().st_size for each in (tmp_path / "out").rglob("*") if each.is_file()) < 5_000_000


def test_a_file_that_is_too_large_is_refused_whatever_its_size_is_said_to_be(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"lessons/a.md": b"\0" * (9 << 20)}, zipfile.ZIP_STORED)
    refused(path, tmp_path, "larger than 8 MB")


def test_sizes_that_lie_are_noticed(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"lessons/a.md": b"\0" * 3_000_000})
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<L", 3_000_000), struct.pack("<L", 10)))
    refused(path, tmp_path, "damaged")


def test_a_million_files_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("pack.yaml", PACK)
        for number in range(10_001):
            made.writestr(f"lessons/{number}.md", "")
    refused(tmp_path / "a.zip", tmp_path, "10,002 files")
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 100_000_000, 0, 0)
    (tmp_path / "a.zip").write_bytes(b"PK" + b"\0" * 100 + end)
    (tmp_path / "out").rename(tmp_path / "old-out")
    refused(tmp_path / "a.zip", tmp_path, "too many files")


def test_every_cut_is_noticed(tmp_path: Path) -> None:
    whole = zip_of(tmp_path / "a.zip", {"lessons/a.md": "a" * 500}).read_bytes()
    for length in range(2, len(whole)):
        path = tmp_path / "cut.zip"
        path.write_bytes(whole[:length])
        with pytest.raises(PackError):
            taken(path, tmp_path / f"out{length}")


class TestFuzz:
    WHOLE: bytes = b""

    @settings(max_examples=300)
    @given(st.data())
    def test_no_bytes_make_anything_but_words(self, data: st.DataObject) -> None:
        if not self.WHOLE:
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
                out.writestr("pack.yaml", PACK)
                out.writestr("lessons/a.md", "text " * 50)
            TestFuzz.WHOLE = made.getvalue()
        changed = bytearray(self.WHOLE)
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(st.integers(0, len(changed) - 1))
            changed[at] = data.draw(st.integers(0, 255))
        self.attempt(bytes(changed))

    @given(st.binary(max_size=300))
    def test_nor_do_bytes_that_are_no_zip(self, data: bytes) -> None:
        self.attempt(data)
        self.attempt(b"PK\3\4" + data + b"PK\5\6" + data[:18].ljust(18, b"\0"))

    def attempt(self, data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder, "a.zip")
            path.write_bytes(data)
            with suppress(PackError):
                taken(path, Path(folder, "out"))
            assert sorted(each.name for each in Path(folder).iterdir()) in (["a.zip"], ["a.zip", "out"])


class TestBuilding:
    @pytest.fixture
    def pack(self, tmp_path: Path, write_pack: WritePack) -> Path:
        return write_pack(tmp_path / "tiny", {"lessons/b.md": "b", "lessons/a.md": "caf\u00e9", "LICENSE": "l"})

    def built(self, pack: Path, path: Path) -> Taken:
        out = path.with_suffix(".copy")
        out.mkdir()
        found = take(FolderSource(str(pack)), str(out))
        write_zip(str(path), "tiny", str(out), found.hashes)
        return found

    def test_the_same_files_give_the_same_bytes(self, pack: Path, tmp_path: Path) -> None:
        self.built(pack, tmp_path / "one.zip")
        for path in pack.rglob("*"):
            path.chmod(0o700)
        (pack / "lessons/a.md").touch()
        self.built(pack, tmp_path / "two.zip")
        data = (tmp_path / "one.zip").read_bytes()
        assert data == (tmp_path / "two.zip").read_bytes()
        assert b"caf\xc3\xa9" in data, "files are stored: no zlib decides what they look like"

    def test_every_byte_of_it_is_known(self, pack: Path, tmp_path: Path) -> None:
        """The same on every machine and with every Python: a change here is a change of the format."""
        self.built(pack, tmp_path / "one.zip")
        digest = sha256((tmp_path / "one.zip").read_bytes()).hexdigest()
        assert digest == "337761d261087127436ba01b580a45247c0e833736569b321dd4db131643d06a"

    def test_it_is_taken_back_and_matches(self, pack: Path, tmp_path: Path) -> None:
        found = self.built(pack, tmp_path / "one.zip")
        back = taken(tmp_path / "one.zip", tmp_path / "out")
        assert back.checked
        assert back.hashes == found.hashes

    @pytest.mark.parametrize("change", ["other bytes", "a file more", "a file less"])
    def test_what_was_changed_on_the_way_is_refused(self, pack: Path, tmp_path: Path, change: str) -> None:
        self.built(pack, tmp_path / "one.zip")
        with zipfile.ZipFile(tmp_path / "one.zip") as old:
            files = {name: old.read(name) for name in old.namelist()}
        if change == "other bytes":
            files["tiny/lessons/a.md"] = b"something else"
        elif change == "a file more":
            files["tiny/labs/evil.md"] = b"x"
        else:
            del files["tiny/lessons/a.md"]
        with zipfile.ZipFile(tmp_path / "two.zip", "w") as new:
            for name, data in files.items():
                new.writestr(name, data)
        with pytest.raises(PackError, match="does not match its SHA256SUMS"):
            taken(tmp_path / "two.zip", tmp_path / "out")

    def test_sha256sum_reads_its_hashes(self, pack: Path, tmp_path: Path) -> None:
        if not shutil.which("sha256sum"):
            pytest.skip("there is no sha256sum here")
        self.built(pack, tmp_path / "one.zip")
        with zipfile.ZipFile(tmp_path / "one.zip") as made:
            made.extractall(tmp_path / "by hand")
        command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
        done = subprocess.run(command, cwd=tmp_path / "by hand/tiny", capture_output=True, check=False)
        assert done.returncode == 0, done.stderr

    def test_nothing_is_left_beside_a_zip_that_could_not_be_written(self, pack: Path, tmp_path: Path) -> None:
        found = self.built(pack, tmp_path / "one.zip")
        (pack / "lessons/a.md").write_text("changed meanwhile")
        with pytest.raises(PackError, match="changed meanwhile"):
            write_zip(str(tmp_path / "two.zip"), "tiny", str(pack), found.hashes)
        assert not list(tmp_path.glob("two.zip*"))


def test_what_python_raises_for_damage_is_all_that_is_caught() -> None:
    assert Exception not in zips._DAMAGE
