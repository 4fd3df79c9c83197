"""Items of a HEIF `meta` box: what they are and where their bytes lie (ISO/IEC 14496-12 clauses 8.11.1 to 8.11.11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import CHUNKS, INFLATED
from sensus_verify.parsing.boxes import Box, children, walk
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.room import Room

_ENTRY = 4096  # bytes of an item's entry that are read: its types and names are short
_TRUNCATED = "broken.truncated"
_TOO_MANY = "broken.tooMany"
_IN_FILE, _IN_DATA_BOX = 0, 1
_WIDTHS = frozenset({0, 4, 8})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: its identity, and the file ranges that make it up, in order."""

    number: int
    kind: bytes  # b"Exif", b"mime", b"av01"; empty in entries of versions 0 and 1, which know only media types
    media_type: str
    encoding: str  # of the content, as in HTTP: "", "deflate", "gzip", "br"
    ranges: tuple[tuple[int, int], ...]  # (absolute offset, bytes)
    elsewhere: bool  # in another file or made of other items: not followed


def items(stream: BinaryIO, meta: Box) -> Iterator[Item]:
    """Yield the items of `meta` that carry metadata: `Exif`, `mime` and those with a media type.

    Raises:
        BrokenFile: a table that does not fit its box or is larger than the limit.
    """
    parts = {box.kind: box for box in children(stream, meta)}
    if b"iinf" not in parts:
        return
    named = [
        entry for entry in _entries(stream, parts[b"iinf"]) if entry.media_type or entry.kind in (b"Exif", b"mime")
    ]
    places = _places(stream, parts, frozenset(entry.number for entry in named)) if named else {}
    for entry in named:
        place = places.get(entry.number, _Place(ranges=(), elsewhere=False))
        yield Item(
            number=entry.number,
            kind=entry.kind,
            media_type=entry.media_type,
            encoding=entry.encoding,
            ranges=place.ranges,
            elsewhere=place.elsewhere,
        )


def item_bytes(stream: BinaryIO, item: Item, room: Room) -> bytes:
    """Return the bytes of `item`; raise `BrokenFile` when there is no room for them or they do not lie in the file."""
    if not any(size for _, size in item.ranges):
        raise BrokenFile(_TRUNCATED)
    return b"".join(room.read(stream, start, start + size) for start, size in item.ranges)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    number: int
    kind: bytes
    media_type: str
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    ranges: tuple[tuple[int, int], ...]
    elsewhere: bool


class _Table:
    """Reads big-endian numbers from a table, never past its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, width: int) -> int:
        """Return the next `width` bytes as a number; no bytes are 0."""
        end = self._at + width
        if end > len(self._data):
            raise BrokenFile(_TRUNCATED)
        value = int.from_bytes(self._data[self._at : end])
        self._at = end
        return value

    def bytes(self, size: int) -> bytes:
        """Return the next `size` bytes."""
        return self.number(size).to_bytes(size)

    def text(self) -> str:
        """Return the text up to the next NUL or the end."""
        end = self._data.find(b"\0", self._at)
        end = len(self._data) if end < 0 else end
        text = self._data[self._at : end].decode("utf-8", "replace")
        self._at = min(end + 1, len(self._data))
        return text


def _entries(stream: BinaryIO, box: Box) -> Iterator[_Entry]:
    """Yield the entries of an item information box, versions 0 and 1 (clause 8.11.6)."""
    version = read_at(stream, box.payload, 4, 4)[0]
    first = box.payload + 4 + (4 if version else 2)
    for entry in walk(stream, first, box.end):
        if entry.kind == b"infe":
            size = min(entry.end - entry.payload, _ENTRY)
            yield _entry(_Table(read_at(stream, entry.payload, size, _ENTRY)))


def _entry(table: _Table) -> _Entry:
    version = table.number(4) >> 24
    number = table.number(4 if version > 2 else 2)  # noqa: PLR2004 - version 3 widened it
    table.number(2)  # protection
    kind = table.bytes(4) if version > 1 else b""
    table.text()  # the item's name
    typed = kind in (b"", b"mime")
    return _Entry(
        number=number,
        kind=kind,
        media_type=table.text().strip().lower() if typed else "",
        encoding=table.text().strip().lower() if typed else "",
    )


def _places(stream: BinaryIO, parts: dict[bytes, Box], wanted: frozenset[int]) -> dict[int, _Place]:
    """Return where the `wanted` items lie, from an item location box of versions 0 to 2 (clause 8.11.3)."""
    box = parts.get(b"iloc")
    if box is None:
        return {}
    table = _Table(read_at(stream, box.payload, box.end - box.payload, INFLATED))
    version = table.number(4) >> 24
    widths = table.number(2)
    offset_width, length_width, base_width = widths >> 12, widths >> 8 & 15, widths >> 4 & 15
    index_width = widths & 15 if version else 0
    if not _WIDTHS.issuperset((offset_width, length_width, base_width, index_width)):
        key = "broken.structure"
        raise BrokenFile(key)
    wide = 4 if version > 1 else 2
    places = {}
    left = CHUNKS
    for _ in range(table.number(wide)):
        number = table.number(wide)
        method = table.number(2) & 15 if version else _IN_FILE
        elsewhere = bool(table.number(2)) or method not in (_IN_FILE, _IN_DATA_BOX)
        base = table.number(base_width)
        count = table.number(2)
        left -= count
        if left < 0:  # extents of no width cost no bytes: their number must be held
            raise BrokenFile(_TOO_MANY, limit=CHUNKS)
        extents = []
        for _ in range(count):
            table.number(index_width)
            extents.append((base + table.number(offset_width), table.number(length_width)))
        if number in wanted:
            start, end = _room(stream, method, parts.get(b"idat"))
            places[number] = _Place(ranges=tuple(_ranges(extents, start, end)), elsewhere=elsewhere)
    return places


def _room(stream: BinaryIO, method: int, data: Box | None) -> tuple[int, int]:
    """Return from where offsets count and where bytes end: the file, or its `idat` box (nothing, where it has none)."""
    if method == _IN_DATA_BOX:
        return (data.payload, data.end) if data else (0, 0)
    return 0, size_of(stream)


def _ranges(extents: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield absolute ranges; a length of 0 reaches to `end`."""
    for offset, length in extents:
        at = start + offset
        yield at, length if length and at + length <= end else max(end - at, 0)
