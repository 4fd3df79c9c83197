"""Marker segments of a JPEG file up to its first scan, walked by seeking (ITU-T T.81 annex B)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import CHUNKS, FIELD_CHARACTERS
from sensus_verify.parsing.reader import read_at, read_exact, size_of

APP1 = 0xE1
APP11 = 0xEB
APP13 = 0xED
COM = 0xFE

_START = b"\xff\xd8"
_PREFIX = 0xFF
_END_OF_IMAGE = 0xD9
_START_OF_SCAN = 0xDA
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_FILL = 64 << 10
"""Fill bytes of one file that are passed over; legal ones are few."""

_SAMSUNG_DIRECTORY = 64 << 10
_SAMSUNG_ENTRY = 12
_SAMSUNG_FOOT = 8  # length of the directory, SEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One marker segment: its marker's second byte, the offset of the marker, and its payload."""

    marker: int
    start: int
    payload: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailerBlock:
    """A block behind the picture."""

    start: int
    data: bytes


def segments(stream: BinaryIO) -> Iterator[Segment]:
    """Yield the segments of a JPEG file before its first scan; the stream may be moved between two of them.

    Raises:
        BrokenFile: "broken.structure" where no marker stands or a length is too short, "broken.truncated" for a
            length that leads out of the file or a missing end, "broken.tooMany" over the limit.
    """
    end, fill, count = size_of(stream), 0, 0
    if read_at(stream, 0, 2, 2) != _START:
        key = "broken.structure"
        raise BrokenFile(key)
    at = 2
    while True:
        head = read_at(stream, at, 2, 2)
        count += 1
        if head[0] != _PREFIX or fill > _FILL or count > CHUNKS:
            key = "broken.structure" if count <= CHUNKS else "broken.tooMany"
            raise BrokenFile(key)
        marker = head[1]
        if marker == _PREFIX:
            fill += 1
            at += 1
        elif marker in _BARE:
            at += 2
        elif marker in (_START_OF_SCAN, _END_OF_IMAGE):
            return
        else:
            size = int.from_bytes(read_exact(stream, 2), "big")
            if size < 2 or at + 2 + size > end:  # noqa: PLR2004 - the length counts itself
                key = "broken.structure" if at + 2 + size <= end else "broken.truncated"
                raise BrokenFile(key)
            yield Segment(marker=marker, start=at, payload=at + 4, size=size - 2)
            at += 2 + size


def samsung_block(stream: BinaryIO, name: str) -> TrailerBlock | None:
    """Return the block of this name from the directory that Samsung cameras put at the very end of a file.

    The file ends in the directory (`SEFH`, version, number of entries, and per entry type, distance of the block
    before the directory, size), its length and `SEFT`; all numbers little-endian. A damaged directory counts as none:
    it is no part of the JPEG format.
    """
    try:
        start, directory = _samsung_directory(stream)
        for at in range(_SAMSUNG_ENTRY, len(directory) - _SAMSUNG_ENTRY + 1, _SAMSUNG_ENTRY):
            place = start - int.from_bytes(directory[at + 4 : at + 8], "little")
            size = int.from_bytes(directory[at + 8 : at + 12], "little")
            head = len(name) + 8  # two zero bytes, type, length of the name, the name
            if place < 0 or size < head:
                continue
            if read_at(stream, place, head, head)[4:] == len(name).to_bytes(4, "little") + name.encode():
                return TrailerBlock(start=place, data=read_exact(stream, min(size - head, FIELD_CHARACTERS)))
    except BrokenFile:
        return None
    return None


def _samsung_directory(stream: BinaryIO) -> tuple[int, bytes]:
    """Return the directory and its offset; empty when the file does not end in one."""
    end = size_of(stream)
    foot = read_at(stream, max(end - _SAMSUNG_FOOT, 0), _SAMSUNG_FOOT, _SAMSUNG_FOOT)
    start = end - _SAMSUNG_FOOT - int.from_bytes(foot[:4], "little")
    if foot[4:] != b"SEFT" or start < 0:
        return 0, b""
    directory = read_at(stream, start, end - _SAMSUNG_FOOT - start, _SAMSUNG_DIRECTORY)
    return start, directory if directory.startswith(b"SEFH") else b""
