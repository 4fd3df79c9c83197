"""OLE compound files: the directory and small streams, each followed sector by sector within limits.

[MS-CFB] 2.2 (header), 2.3 (FAT), 2.4 (mini FAT), 2.5 (DIFAT), 2.6 (directory).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import MIB
from sensus_verify.parsing.reader import read_at

MAGIC_BYTES = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_DIRECT = 109  # FAT sectors that the header names itself
_LAST = 0xFFFFFFFA  # from here on: end of chain, free, and other marks
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_ENTRIES = 10_000
_TABLE_SECTORS = 4_096  # DIFAT sectors: a file of 32 GB
_STREAM_BYTES = MIB  # the largest stream that is opened: property sets are some kilobytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A stream, or the root, of the directory."""

    name: str
    start: int
    size: int
    root: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompoundFile:
    """An opened compound file."""

    stream: BinaryIO
    sector: int  # bytes of a sector
    mini_sector: int
    cutoff: int  # smaller streams lie in the mini stream
    fat: tuple[int, ...]  # sectors of the FAT
    mini_fat: int  # its first sector
    entries: tuple[Entry, ...] = ()

    def read(self, entry: Entry) -> bytes:
        """Return a stream's content; raise `BrokenFile` when it is larger than a property set would be, or damaged."""
        if entry.size > _STREAM_BYTES:
            key = "broken.tooLarge"
            raise BrokenFile(key, limit=_STREAM_BYTES)
        if entry.size >= self.cutoff:
            return self._join(_chain(entry.start, self._next), entry.size)
        root = next((found for found in self.entries if found.root), None)
        if root is None:
            key = "broken.structure"
            raise BrokenFile(key)
        container = list(_chain(root.start, self._next, most=-(-_STREAM_BYTES * 64 // self.sector)))
        table = list(_chain(self.mini_fat, self._next))

        def mini_next(number: int) -> int:
            return self._number(table, number)

        pieces, left = [], entry.size
        for number in _chain(entry.start, mini_next):
            if left <= 0:
                break
            at, within = divmod(number * self.mini_sector, self.sector)
            pieces.append(read_at(self.stream, self._place(_item(container, at)) + within, min(left, 64), 64))
            left -= len(pieces[-1])
        return b"".join(pieces)

    def directory(self, first: int) -> Iterator[Entry]:
        """Yield the streams of a directory that begins in sector `first`."""
        for number in _chain(first, self._next, most=_ENTRIES * _ENTRY // self.sector):
            block = read_at(self.stream, self._place(number), self.sector, self.sector)
            yield from filter(None, (_entry(block[at : at + _ENTRY]) for at in range(0, self.sector, _ENTRY)))

    def _join(self, sectors: Iterator[int], size: int) -> bytes:
        pieces, left = [], size
        for number in sectors:
            if left <= 0:
                break
            pieces.append(read_at(self.stream, self._place(number), min(left, self.sector), self.sector))
            left -= len(pieces[-1])
        return b"".join(pieces)

    def _next(self, number: int) -> int:
        return self._number(self.fat, number)

    def _number(self, table: list[int] | tuple[int, ...], index: int) -> int:
        """Return the number at `index` of a table that lies in these sectors."""
        at, within = divmod(index * 4, self.sector)
        return int(struct.unpack("<I", read_at(self.stream, self._place(_item(table, at)) + within, 4, 4))[0])

    def _place(self, number: int) -> int:
        return (number + 1) * self.sector


def open_compound(stream: BinaryIO) -> CompoundFile:
    """Return the compound file in a seekable stream, its directory read.

    Raises:
        BrokenFile: truncated, with sectors that lead nowhere or in a circle, or with too many entries.
    """
    header = read_at(stream, 0, _HEADER, _HEADER)
    shift, mini_shift = struct.unpack_from("<2H", header, 30)
    first, _, cutoff, mini_fat = struct.unpack_from("<4I", header, 48)
    difat = struct.unpack_from("<I", header, 68)[0]
    if not header.startswith(MAGIC_BYTES) or shift not in (9, 12) or mini_shift != 6:  # noqa: PLR2004 - [MS-CFB] 2.2
        key = "broken.structure"
        raise BrokenFile(key)
    sector = 1 << shift
    fat = [number for number in struct.unpack_from(f"<{_DIRECT}I", header, 76) if number < _LAST]
    for _ in range(_TABLE_SECTORS):
        if difat >= _LAST:
            break
        *numbers, difat = struct.unpack(f"<{sector // 4}I", read_at(stream, (difat + 1) * sector, sector, sector))
        fat.extend(number for number in numbers if number < _LAST)
    bare = CompoundFile(
        stream=stream, sector=sector, mini_sector=1 << mini_shift, cutoff=cutoff, fat=tuple(fat), mini_fat=mini_fat
    )
    return replace(bare, entries=tuple(bare.directory(first)))


def _entry(data: bytes) -> Entry | None:
    length, kind = struct.unpack_from("<HB", data, 64)
    if kind not in (_STREAM, _ROOT):
        return None
    start, size = struct.unpack_from("<2I", data, 116)  # the upper half of the size is not reliable in version 3
    name = data[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return Entry(name=name, start=start, size=size, root=kind == _ROOT)


def _chain(first: int, following: Callable[[int], int], *, most: int = 2 * _STREAM_BYTES // 64) -> Iterator[int]:
    """Yield the sectors of a chain; raise `BrokenFile` when it does not end."""
    number = first
    for _ in range(most):
        if number >= _LAST:
            return
        yield number
        number = following(number)
    key = "broken.tooMany"
    raise BrokenFile(key, limit=most)


def _item(table: list[int] | tuple[int, ...], index: int) -> int:
    if index >= len(table):
        key = "broken.structure"
        raise BrokenFile(key)
    return table[index]
