"""EBML elements, walked by seeking: the structure of Matroska and WebM (RFC 8794)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import CHUNKS
from sensus_verify.parsing.reader import read_at
from sensus_verify.parsing.room import Room

_ID_BYTES = 4
_SIZE_BYTES = 8
_EIGHT_BITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element: its identifier with the length marker, and absolute offsets."""

    identifier: int
    start: int
    payload: int
    end: int  # at most the end of the walk
    open: bool = False  # of unknown size: what it holds follows in the same walk

    @property
    def size(self) -> int:
        """Bytes from `payload` to `end`."""
        return self.end - self.payload


def elements(stream: BinaryIO, start: int, end: int) -> Iterator[Element]:
    """Yield the elements from `start` to `end`; an open one is followed by its own children (RFC 8794 clause 6.2).

    An element that reaches past `end` is yielded, cut there, before the error. The stream may be moved in between.

    Raises:
        BrokenFile: `broken.structure` for a header that is none, `broken.truncated` for an element that does not fit,
            `broken.tooMany` for more elements than the limit.
    """
    for _ in range(CHUNKS):
        if start >= end:
            return
        element, claimed = _element_at(stream, start, end)
        yield element
        if claimed > end:
            key = "broken.truncated"
            raise BrokenFile(key)
        start = element.payload if element.open else element.end
    key = "broken.tooMany"
    raise BrokenFile(key, limit=CHUNKS)


def children(stream: BinaryIO, element: Element) -> Iterator[Element]:
    """Yield the elements inside `element`.

    An open one is refused: its children follow in its own walk, and going through them here too would take time that
    doubles with every level.
    """
    if element.open:
        key = "broken.structure"
        raise BrokenFile(key)
    return elements(stream, element.payload, element.end)


def unsigned(stream: BinaryIO, element: Element) -> int:
    """Return the unsigned number that `element` holds; raise `BrokenFile` when it is longer than eight bytes."""
    return int.from_bytes(read_at(stream, element.payload, element.size, _SIZE_BYTES))


def text(stream: BinaryIO, element: Element, room: Room) -> str:
    """Return the text of `element` up to a zero byte; raise `BrokenFile` when `room` does not hold it."""
    return room.read(stream, element.payload, element.end).partition(b"\0")[0].decode("utf-8", "replace")


def _element_at(stream: BinaryIO, start: int, end: int) -> tuple[Element, int]:
    """Return the element at `start`, and where it claims to end."""
    stream.seek(start)
    head = stream.read(min(_ID_BYTES + _SIZE_BYTES, end - start))
    id_length = _length(head[:1], _ID_BYTES)
    size_length = _length(head[id_length : id_length + 1], _SIZE_BYTES)
    payload = id_length + size_length
    if len(head) < payload:
        key = "broken.truncated"
        raise BrokenFile(key)
    mask = (1 << 7 * size_length) - 1
    size = int.from_bytes(head[id_length:payload]) & mask
    is_open = size == mask
    claimed = end if is_open else start + payload + size
    identifier = int.from_bytes(head[:id_length])
    element = Element(identifier=identifier, start=start, payload=start + payload, end=min(claimed, end), open=is_open)
    return element, claimed


def _length(first: bytes, limit: int) -> int:
    """Return how many bytes a variable-size number has, told by the zero bits that its first byte begins with."""
    if not first:
        key = "broken.truncated"
        raise BrokenFile(key)
    length = _EIGHT_BITS + 1 - first[0].bit_length()
    if length > limit:
        key = "broken.structure"
        raise BrokenFile(key)
    return length
