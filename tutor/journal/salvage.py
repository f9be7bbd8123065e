"""What is readable in a damaged journal, page by page, without SQLite: it gives up a whole tree for one bad page in it.

Events are only ever appended, so whatever page still holds one whole, the event is true, and the same event found twice
does no harm. The file is not written to. Layout: https://www.sqlite.org/fileformat2.html
"""

import json
import os
from collections.abc import Iterator
from struct import Struct
from typing import Any

EventRow = tuple[int, str, int, int, int, str, str, str]

_HEADER = b"SQLite format 3\0"
_INTERIOR, _LEAF = 0x02, 0x0A  # index pages: rows of a table without rowids stand in both
_USUAL_PAGE = 4096
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}  # of a serial type; 8 and 9 are the values 0 and 1
_WAL_HEADER, _FRAME = Struct(">8I"), Struct(">6I")
_SHAPE = (int, str, int, int, int, str, str, str)


def salvaged(path: str) -> Iterator[EventRow]:
    """Every event row that a page of the file at `path`, or of what was committed to its WAL, still holds whole."""
    with open(path, "rb") as file:
        pages = _Pages(file.read(), _committed(f"{path}-wal"))
    for image in pages.images():
        for payload in _payloads(pages, image):
            row = _event(payload)
            if row is not None:
                yield row


def _committed(path: str) -> tuple[int, dict[int, bytes]]:
    """Page size and newest page images of a WAL, up to its last whole transaction; (0, {}) without one."""
    if not os.path.exists(path):
        return 0, {}
    with open(path, "rb") as file:
        data = file.read()
    if len(data) < _WAL_HEADER.size:
        return 0, {}
    _, _, size, _, *salt, _, _ = _WAL_HEADER.unpack_from(data)
    found: dict[int, bytes] = {}
    if not _is_page_size(size):
        return 0, found
    waiting: dict[int, bytes] = {}
    for start in range(_WAL_HEADER.size, len(data) - _FRAME.size - size + 1, _FRAME.size + size):
        number, commit, *frame_salt = _FRAME.unpack_from(data, start)[:4]
        if frame_salt != salt:  # left over from an earlier round
            break
        waiting[number] = data[start + _FRAME.size : start + _FRAME.size + size]
        if commit:
            found |= waiting
            waiting = {}
    return size, found


def _is_page_size(size: int) -> bool:
    return 512 <= size <= 65536 and size & (size - 1) == 0


class _Pages:
    """The pages of a journal, the newer image of the WAL first."""

    def __init__(self, main: bytes, wal: tuple[int, dict[int, bytes]]) -> None:
        size = int.from_bytes(main[16:18], "big")
        size = 65536 if size == 1 else size
        if not main.startswith(_HEADER) or not _is_page_size(size):
            size = wal[0] or _USUAL_PAGE
        self.size = size
        self._main, self._wal = main, wal[1] if wal[0] == size else {}

    def page(self, number: int) -> bytes:
        return self._wal.get(number) or self._main[(number - 1) * self.size : number * self.size]

    def images(self) -> Iterator[bytes]:
        """All pages, also those of the file that the WAL has newer ones of; the first without the file's header."""
        yield from self._wal.values()
        yield from (self._main[start : start + self.size] for start in range(0, len(self._main), self.size))


def _payloads(pages: _Pages, image: bytes) -> Iterator[bytes]:
    """The payloads of an index page's cells; what does not fit together is passed over."""
    header = 100 if image.startswith(_HEADER) else 0
    if len(image) < pages.size or image[header] not in (_INTERIOR, _LEAF):
        return
    child = 4 if image[header] == _INTERIOR else 0  # the number of a page stands before the cell, and in the header
    first = header + 8 + child
    for at in range(first, first + 2 * int.from_bytes(image[header + 3 : header + 5], "big"), 2):
        try:
            payload = _payload(pages, image, int.from_bytes(image[at : at + 2], "big") + child)
        except IndexError:
            continue
        if payload:
            yield payload


def _payload(pages: _Pages, image: bytes, at: int) -> bytes:
    """One cell's payload, put together from its overflow pages; b"" where they do not fit. Raises IndexError."""
    length, at = _varint(image, at)
    most = (pages.size - 12) * 64 // 255 - 23
    if length <= most:
        return image[at : at + length]
    least = (pages.size - 12) * 32 // 255 - 23
    local = least + (length - least) % (pages.size - 4)
    local = local if local <= most else least
    parts, missing = [image[at : at + local]], length - local
    following = int.from_bytes(image[at + local : at + local + 4], "big")
    while missing > 0:
        page = pages.page(following) if following else b""
        if len(page) < pages.size:
            return b""
        parts.append(page[4 : 4 + missing])
        missing -= len(parts[-1])
        following = int.from_bytes(page[:4], "big")
    return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A whole number of one to nine bytes, and where it ends."""
    value = 0
    for end in range(at, at + 8):
        value = value << 7 | data[end] & 0x7F
        if data[end] < 0x80:
            return value, end + 1
    return value << 8 | data[at + 8], at + 9


def _event(payload: bytes) -> EventRow | None:
    """The event row that a record holds, or None where it is no whole event."""
    try:
        row = tuple(_columns(payload))
        if tuple(map(type, row)) != _SHAPE or len(row[1]) != 8 or not isinstance(json.loads(row[7]), dict):
            return None
    except (IndexError, ValueError, RecursionError):
        return None
    return row


def _columns(payload: bytes) -> Iterator[Any]:
    """The values of a record that has the columns of an event. Raises IndexError or ValueError for any other."""
    start, at = _varint(payload, 0)
    types: list[int] = []
    while at < start and len(types) <= len(_SHAPE):
        kind, at = _varint(payload, at)
        types.append(kind)
    if at != start or len(types) != len(_SHAPE):
        raise ValueError("another table")
    for kind in types:
        if kind in (8, 9):
            yield kind - 8
            continue
        if kind not in _INTEGER_BYTES and (kind < 13 or kind % 2 == 0):
            raise ValueError("neither a number nor a text")
        length = _INTEGER_BYTES[kind] if kind in _INTEGER_BYTES else (kind - 13) // 2
        value = payload[at : at + length]
        if len(value) != length:
            raise IndexError(at)
        yield int.from_bytes(value, "big", signed=True) if kind in _INTEGER_BYTES else value.decode()
        at += length
