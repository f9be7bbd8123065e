"""Which names and addresses are taken for a pack's, and which are refused before anything is written."""

import string
from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from tutor.errors import PackError
from tutor.packs.installing.addresses import check_address, is_address
from tutor.packs.installing.listing import Entry, EntryKind, belongs, check_names, fault_of, top_of
from tutor.packs.installing.manifest import compare, fingerprint, read_sums, sums_text
from tutor.packs.installing.store import _FOLDERS
from tutor.packs.reading import FOLDERS

PARTS = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=20)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../up.md",
        "lessons/../../up.md",
        "lessons/./a.md",
        "lessons//a.md",
        "..\\up.md",
        "C:/a.md",
        "C:a.md",
        "lessons/a\x00.md",
        "lessons/a\n.md",
        "lessons/\x1b[31m.md",
        "lessons/\u202egpj.md",
        "lessons/\udcff.md",
        "lessons/con.md",
        "lessons/NUL",
        "aux/a.md",
        "lessons/com1.tar.md",
        "lessons/LPT9.md",
        "lessons/conin$",
        "lessons/con .md",
        "lessons/a.",
        "lessons /a.md",
        "lessons/a?.md",
        "lessons/" + "a" * 200 + ".md",
        "/".join(["a" * 30] * 8),
    ],
)
def test_a_hazardous_name_is_refused(path: str) -> None:
    assert fault_of(path)
    with pytest.raises(PackError, match="refused"):
        check_names([Entry("pack.yaml"), Entry(path)])


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_a_plain_name_is_taken_unless_windows_keeps_it(parts: list[str]) -> None:
    fault = fault_of("/".join(parts))
    reserved = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
    assert bool(fault) is bool(set(parts) & reserved)


@given(st.text(max_size=30))
def test_what_is_taken_stays_below_its_folder(path: str) -> None:
    if not fault_of(path):
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert path.isprintable()
        assert "\\" not in path


@pytest.mark.parametrize(
    "paths",
    [
        ("lessons/a.md", "lessons/A.md"),
        ("Lessons/a.md", "lessons/b.md"),
        ("lessons/stra\u00dfe.md", "lessons/STRASSE.md"),
        ("lessons/caf\u00e9.md", "lessons/cafe\u0301.md"),
        ("lessons/\u212b.md", "lessons/\u00e5.md"),
        ("lessons/a.md", "lessons/a.md"),
        ("lessons/a", "lessons/a/b.md"),
    ],
)
def test_two_names_that_are_one_somewhere_are_refused(paths: tuple[str, str]) -> None:
    for order in (paths, paths[::-1]):
        with pytest.raises(PackError):
            check_names([Entry(path) for path in order])


def test_a_folder_may_be_listed_twice() -> None:
    folder = Entry("lessons", EntryKind.FOLDER)
    check_names([folder, folder, Entry("lessons/a.md"), Entry("lessons/b.md")])


def test_a_pack_lies_at_the_top_or_in_one_folder() -> None:
    assert top_of([Entry("pack.yaml"), Entry("x/pack.yaml")]) == ""
    assert top_of([Entry("x/pack.yaml"), Entry("x/lessons/a.md"), Entry("x/y/pack.yaml")]) == "x/"
    with pytest.raises(PackError, match="several packs in it: a, b"):
        top_of([Entry("b/pack.yaml"), Entry("a/pack.yaml")])
    for nowhere in ([], [Entry("x/y/pack.yaml")], [Entry("mypack.yaml")]):
        with pytest.raises(PackError, match="no pack in it"):
            top_of(nowhere)


def test_only_what_is_part_of_a_pack_belongs_to_it() -> None:
    for path in (
        "pack.yaml",
        "lessons/a.md",
        "drills/a.yaml",
        "claims/a.yaml",
        "verified.lock",
        "LICENSE",
        "README.md",
    ):
        assert belongs(path), path
    for path in (".git/config", "lessons/a.py", "lessons/.a.md", "lessons/x/a.md", "setup.py", "x.md", "READMExmd"):
        assert not belongs(path), path


def test_the_store_knows_the_folders_of_a_pack() -> None:
    assert _FOLDERS == FOLDERS


@pytest.mark.parametrize(
    "word",
    [
        "https://example.org/pack.git",
        "http://example.org:8080/pack",
        "ssh://git@example.org/pack.git",
        "git://example.org/pack",
        "git@example.org:somebody/pack.git",
        "example.org:pack.git",
        "https://[2001:db8::1]/pack.git",
    ],
)
def test_an_address_of_a_repository_is_taken(word: str) -> None:
    assert is_address(word)
    check_address(word)


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("--upload-pack=touch x", "an option"),
        ("-u", "an option"),
        ("ext::sh -c 'touch x'", "no address"),
        ("ext::sh", "a program of its own"),
        ("fd::17", "a program of its own"),
        ("file:///etc", "file://"),
        ("FILE:///etc", "file://"),
        ("ftp://example.org/pack", "no address"),
        ("https://-oProxyCommand=x/pack", "no address"),
        ("ssh://-oProxyCommand=x/pack", "no address"),
        ("https:///pack", "no address"),
        ("https://example.org/a\nb", "no address"),
        ("https://example.org/a b", "no address"),
        ("https://me:secret@example.org/pack", "name or a password"),
        ("https://token@example.org/pack", "name or a password"),
        ("ssh://git:secret@example.org/pack", "name or a password"),
        ("https://example.org/pack.zip", "is a zip"),
        ("https://example.org/a::b/../x", None),
    ],
)
def test_an_address_that_is_none_or_hazardous_is_refused(word: str, why: str | None) -> None:
    if why is None:
        check_address(word)  # the helper syntax of git stands at the beginning alone
        return
    with pytest.raises(PackError, match=why):
        check_address(word)


@given(st.text(max_size=40), st.sampled_from(["", "https://", "ssh://", "git@", "x:", "file://", "ext::", "-"]))
def test_no_word_makes_anything_but_an_address_or_a_reason(rest: str, begin: str) -> None:
    word = begin + rest
    with suppress(PackError):
        check_address(word)
        assert not word.startswith(("-", "file:", "ext::"))
        assert word.isprintable()


@given(st.dictionaries(PARTS, st.text("0123456789abcdef", min_size=64, max_size=64), min_size=1))
def test_hashes_come_back_as_they_were_written(hashes: dict[str, str]) -> None:
    assert read_sums(sums_text(hashes).encode()) == hashes
    assert fingerprint(hashes) == fingerprint(dict(reversed(hashes.items())))


@pytest.mark.parametrize("text", [b"", b"\n", b"x", b"\xff", b"ab  pack.yaml\n", b"A" * 64 + b"  pack.yaml\n"])
def test_hashes_that_are_none_are_refused(text: bytes) -> None:
    with pytest.raises(PackError, match="damaged"):
        read_sums(text)


def test_what_differs_from_its_hashes_is_named() -> None:
    for found, words in (({}, "a is missing"), ({"a": "1", "b": "2"}, "b is not in it"), ({"a": "2"}, "a differs")):
        with pytest.raises(PackError, match=words):
            compare({"a": "1"}, found)
    compare({"a": "1"}, {"a": "1"})
