"""Directories of TIFF and BigTIFF structures, walked by seeking; values are read only when asked for.

TIFF Revision 6.0 section 2, the BigTIFF design, and Exif 2.32 clause 4.6.2, which uses the same structure.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import CHUNKS, METADATA_BYTES
from sensus_verify.parsing.reader import read_at, read_exact, size_of

IMAGE_WIDTH = 256

_HEADER = 8
_ENTRY_COST = 128  # bytes of an entry in memory: more than in the file
_BIG = 43
_VERSIONS = frozenset({42, _BIG, 0x4F52, 0x5352, 0x55})  # TIFF, BigTIFF, Olympus ORF (two forms), Panasonic RW2
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8, 129: 1}
_INTEGERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_RATIONALS = {5: "I", 10: "i"}


@dataclass(slots=True)
class Allowance:
    """What may still be read from one structure: directories may point at the same bytes thousands of times."""

    left: int = METADATA_BYTES

    def take(self, size: int) -> None:
        """Use `size` bytes; raise `BrokenFile("broken.tooLarge")` when fewer are left."""
        if size > self.left:
            key = "broken.tooLarge"
            raise BrokenFile(key, limit=METADATA_BYTES)
        self.left -= size


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a TIFF structure writes numbers, and where its first directory lies."""

    order: str  # "<" or ">"
    big: bool  # BigTIFF: offsets of eight bytes
    first: int  # offset of the first directory
    size: int  # bytes of the whole structure
    allowance: Allowance = field(default_factory=Allowance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a directory; its value lies at `offset`, inside the entry itself when it is short."""

    tag: int
    kind: int
    count: int
    offset: int
    size: int  # bytes of the value, 0 when the kind is unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """One directory. `following` is the offset of the next one, 0 at the end of the chain."""

    entries: tuple[Entry, ...]
    following: int

    def find(self, tag: int) -> Entry | None:
        """Return the first entry with this tag."""
        return next((entry for entry in self.entries if entry.tag == tag), None)


def starts_like_tiff(head: bytes) -> bool:
    """Tell whether these bytes are the header of a TIFF structure."""
    if len(head) < _HEADER or head[:2] not in (b"II", b"MM"):
        return False
    return int.from_bytes(head[2:4], "little" if head[:1] == b"I" else "big") in _VERSIONS


def layout_of(stream: BinaryIO) -> Layout:
    """Return the layout of the structure that begins at offset 0 of `stream`; raise `BrokenFile` on any other."""
    head = read_at(stream, 0, _HEADER, _HEADER)
    if not starts_like_tiff(head):
        key = "broken.structure"
        raise BrokenFile(key)
    order = "<" if head[:2] == b"II" else ">"
    big = struct.unpack(order + "H", head[2:4])[0] == _BIG
    if big:
        width, zero, first = struct.unpack(order + "HHQ", head[4:8] + read_exact(stream, 8))
        if (width, zero) != (8, 0):
            key = "broken.structure"
            raise BrokenFile(key)
    else:
        (first,) = struct.unpack(order + "I", head[4:8])
    return Layout(order=order, big=big, first=first, size=size_of(stream))


def directory_at(stream: BinaryIO, layout: Layout, offset: int) -> Directory:
    """Return the directory at `offset`.

    Raises:
        BrokenFile: "broken.truncated" when it does not lie in the structure, "broken.tooMany" over the limit,
            "broken.tooLarge" when the structure's allowance is used up.
    """
    order, wide = layout.order, 8 if layout.big else 4
    count_size, entry_size = (8, 20) if layout.big else (2, 12)
    if not _HEADER <= offset < layout.size:
        key = "broken.truncated"
        raise BrokenFile(key)
    (count,) = struct.unpack(order + ("Q" if layout.big else "H"), read_at(stream, offset, count_size, count_size))
    if count > CHUNKS:
        key = "broken.tooMany"
        raise BrokenFile(key, limit=CHUNKS)
    layout.allowance.take(count * _ENTRY_COST)
    table = read_exact(stream, count * entry_size)
    pointer = stream.read(wide)  # some writers leave the last pointer out
    entries = []
    at = offset + count_size
    letters = order + ("HHQQ" if layout.big else "HHII")
    for tag, kind, number, place in struct.iter_unpack(letters, table):
        size = _SIZES.get(kind, 0) * number
        where = at + entry_size - wide if size <= wide else place
        entries.append(Entry(tag=tag, kind=kind, count=number, offset=where, size=size))
        at += entry_size
    following = struct.unpack(order + ("Q" if layout.big else "I"), pointer)[0] if len(pointer) == wide else 0
    return Directory(entries=tuple(entries), following=following)


def chain(stream: BinaryIO, layout: Layout) -> Iterator[Directory]:
    """Yield the directories of the main chain.

    Raises:
        BrokenFile: "broken.structure" when the chain bites its tail, "broken.tooMany" for too many entries in all.
    """
    offset, seen, entries = layout.first, set[int](), 0
    while offset:
        if offset in seen:
            key = "broken.structure"
            raise BrokenFile(key)
        seen.add(offset)
        directory = directory_at(stream, layout, offset)
        entries += len(directory.entries) + 1
        if entries > CHUNKS:
            key = "broken.tooMany"
            raise BrokenFile(key, limit=CHUNKS)
        yield directory
        offset = directory.following


def pages(stream: BinaryIO, layout: Layout) -> Iterator[Directory]:
    """Yield the first directory and those behind it that hold a picture.

    The chain is left at the first later directory without a width: credentials of several pages stand in one.
    """
    for number, directory in enumerate(chain(stream, layout)):
        if number and directory.find(IMAGE_WIDTH) is None:
            return
        yield directory


def value_of(stream: BinaryIO, layout: Layout, entry: Entry, limit: int) -> bytes:
    """Return the bytes of an entry's value; raise `BrokenFile` when they lie outside or are more than `limit`."""
    if entry.size > layout.size - entry.offset:
        key = "broken.truncated"
        raise BrokenFile(key)
    layout.allowance.take(min(entry.size, limit))
    return read_at(stream, entry.offset, entry.size, limit)


def integers_of(stream: BinaryIO, layout: Layout, entry: Entry, limit: int) -> tuple[int, ...]:
    """Return an entry's whole numbers, at most `limit` bytes of them; empty when it holds none."""
    letter = _INTEGERS.get(entry.kind)
    if letter is None:
        return ()
    return struct.unpack(f"{layout.order}{entry.count}{letter}", value_of(stream, layout, entry, limit))


def rationals_of(stream: BinaryIO, layout: Layout, entry: Entry, limit: int) -> tuple[float, ...]:
    """Return an entry's fractions; empty when it holds none or one has the denominator 0, which means "unknown"."""
    letter = _RATIONALS.get(entry.kind)
    if letter is None:
        return ()
    numbers = struct.unpack(f"{layout.order}{2 * entry.count}{letter}", value_of(stream, layout, entry, limit))
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    return tuple(top / bottom for top, bottom in pairs) if all(bottom for _, bottom in pairs) else ()
