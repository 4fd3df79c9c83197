"""Boxes of ISO media files and QuickTime atoms, walked by seeking: a payload is never read here.

ISO/IEC 14496-12 clause 4.2 (size, type, large size) and the QuickTime File Format, "Atoms".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import BOX_DEPTH, CHUNKS
from sensus_verify.parsing.reader import read_exact

_HEADER = 8
_TO_THE_END = 0
_LARGE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box: its type, and the absolute offsets of its header, its payload and the byte behind it."""

    kind: bytes
    start: int
    payload: int
    end: int


def walk(stream: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes that lie side by side from `start` to `end`, with sizes 0 and 1 resolved.

    Zero bytes too few for a header end the walk (QuickTime closes user data with four of them). The stream may be
    moved between two boxes.

    Raises:
        BrokenFile: `broken.structure` for a size below the header, `broken.truncated` for a box that reaches past
            `end`, `broken.tooMany` for more boxes than the limit.
    """
    count = 0
    while start < end:
        count += 1
        if count > CHUNKS:
            key = "broken.tooMany"
            raise BrokenFile(key, limit=CHUNKS)
        box = _box_at(stream, start, end)
        if box is None:
            return
        yield box
        start = box.end


def children(stream: BinaryIO, box: Box) -> Iterator[Box]:
    """Yield the boxes inside `box`.

    `meta` is a full box in ISO files (four bytes of version and flags first) and a plain one in QuickTime files; both
    forms are understood, because a first child never has size 0 there.
    """
    start = box.payload
    if box.kind == b"meta" and box.end - start >= 4:  # noqa: PLR2004 - version and flags
        stream.seek(start)
        if not any(read_exact(stream, 4)):
            start += 4
    return walk(stream, start, box.end)


def find(stream: BinaryIO, boxes: Iterator[Box], *path: bytes) -> Iterator[Box]:
    """Yield every box that `path` leads to, from `boxes` downwards: `find(stream, walk(…), b"moov", b"udta")`.

    A path deeper than the limit raises `BrokenFile("broken.tooDeep")`, so a path may come out of a file.
    """
    if len(path) > BOX_DEPTH:
        key = "broken.tooDeep"
        raise BrokenFile(key, limit=BOX_DEPTH)
    for box in boxes:
        if box.kind != path[0]:
            continue
        if len(path) == 1:
            yield box
        else:
            yield from find(stream, children(stream, box), *path[1:])


def _box_at(stream: BinaryIO, start: int, end: int) -> Box | None:
    stream.seek(start)
    header = stream.read(min(_HEADER, end - start))
    if len(header) < _HEADER:
        if not any(header):
            return None
        key = "broken.truncated"
        raise BrokenFile(key)
    size = int.from_bytes(header[:4])
    payload = start + _HEADER
    if size == _TO_THE_END:
        size = end - start
    elif size == _LARGE:
        size = int.from_bytes(read_exact(stream, 8))
        payload += 8
    if size < payload - start:
        key = "broken.structure"
        raise BrokenFile(key)
    if size > end - start:
        key = "broken.truncated"
        raise BrokenFile(key)
    return Box(kind=header[4:8], start=start, payload=payload, end=start + size)
