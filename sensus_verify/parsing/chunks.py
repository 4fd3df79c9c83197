"""PNG chunks and RIFF chunks, walked by their headers alone: a payload is read only by who asks for it.

Both walks seek from header to header, so that a file costs by the number of its parts, never by its size.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import BOX_DEPTH, CHUNKS
from sensus_verify.parsing.reader import read_at, size_of

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

_PNG_HEAD = struct.Struct(">I4s")
_PNG_CHECK = 4  # the checksum behind every payload
_FOUR = 4  # bytes of a kind or a form
_RIFF_HEAD = struct.Struct("<4sI")
_FORMS = frozenset({b"RIFF", b"RF64", b"BW64"})
_OPEN = 0xFFFFFFFF  # the size is written in ds64, or was never known (a stream)
_DS64 = struct.Struct("<QQQI")
_DS64_ENTRY = struct.Struct("<4sQ")
_DS64_ENTRIES = 64  # chunks above 4 GiB that one file may name
_TRUNCATED = "broken.truncated"
_STRUCTURE = "broken.structure"
_TOO_MANY = "broken.tooMany"
_TOO_DEEP = "broken.tooDeep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """One chunk and its place in the file; offsets are absolute."""

    kind: bytes
    start: int  # of its header
    payload: int  # first byte of what it holds; of a RIFF form or list: of its first chunk
    end: int  # behind the last byte of what it holds, before checksum or padding
    form: bytes = b""  # RIFF forms and lists only: b"WAVE", b"INFO"
    path: tuple[bytes, ...] = ()  # RIFF only: the forms around it, outermost first: (b"WAVE", b"INFO")

    @property
    def size(self) -> int:
        """Bytes from `payload` to `end`."""
        return self.end - self.payload


def png_chunks(stream: BinaryIO) -> Iterator[Chunk]:
    """Yield the chunks of a PNG, up to and with IEND (PNG third edition, clause 5.3). Checksums are not verified.

    The caller may move the stream between two chunks. Bytes behind IEND belong to nobody and are not walked.

    Raises:
        BrokenFile: no PNG signature, a chunk that does not lie in the file, a type that is not four letters, no IEND,
            or more chunks than the limit; what came before has been yielded.
    """
    size = size_of(stream)
    position = len(PNG_SIGNATURE)
    if size < position or read_at(stream, 0, position, position) != PNG_SIGNATURE:
        raise BrokenFile(_STRUCTURE)
    for _ in range(CHUNKS):
        length, kind = _PNG_HEAD.unpack(read_at(stream, position, _PNG_HEAD.size, _PNG_HEAD.size))
        if not (kind.isascii() and kind.isalpha()):
            raise BrokenFile(_STRUCTURE)
        payload = position + _PNG_HEAD.size
        end = payload + length
        if end > size:
            raise BrokenFile(_TRUNCATED)
        yield Chunk(kind=kind, start=position, payload=payload, end=end)
        if kind == b"IEND":
            return
        position = end + _PNG_CHECK
    raise BrokenFile(_TOO_MANY, limit=CHUNKS)


def riff_chunks(stream: BinaryIO, *, closed: frozenset[bytes] = frozenset({b"movi"})) -> Iterator[Chunk]:
    """Yield every chunk of a RIFF file in file order, a form or list before what it holds.

    Follows `LIST` into its depth (lists whose form is in `closed` are yielded but not entered: a film has one chunk for
    each picture), the 64-bit sizes of RF64 and BW64 (EBU Tech 3306), further forms behind the first (OpenDML: `AVIX`)
    and the open sizes of files that were written as a stream. The caller may move the stream between two chunks. Bytes
    behind the last form belong to nobody and are not walked.

    Raises:
        BrokenFile: not RIFF, a chunk that does not lie in its form, a type that is not four printable characters, or
            more or deeper chunks than the limits; what came before has been yielded.
    """
    size = size_of(stream)
    budget = iter(range(CHUNKS))
    position = 0
    while position == 0 or _form_follows(stream, position, size):
        form, claimed, sizes = _form(stream, position, size)
        yield _counted(form, budget)
        yield from _inside(_Walk(stream=stream, sizes=sizes, budget=budget, closed=closed), form)
        if claimed > size:
            raise BrokenFile(_TRUNCATED)
        position = claimed + (claimed & 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """What stays the same within one form."""

    stream: BinaryIO
    sizes: dict[bytes, int]  # for chunks whose own size is open
    budget: Iterator[int]
    closed: frozenset[bytes]


def _inside(walk: _Walk, around: Chunk) -> Iterator[Chunk]:
    """Yield what lies in the form or list `around`; its depth is held against the limit."""
    if len(around.path) >= BOX_DEPTH:
        raise BrokenFile(_TOO_DEEP, limit=BOX_DEPTH)
    path = (*around.path, around.form)
    position = around.payload
    while around.end - position >= _RIFF_HEAD.size:
        chunk, claimed = _inner(walk, position, around.end, path)
        cut = claimed > around.end
        if cut and not chunk.form:
            raise BrokenFile(_TRUNCATED)
        yield _counted(chunk, walk.budget)
        if chunk.form and chunk.form not in walk.closed:
            yield from _inside(walk, chunk)
        if cut:
            raise BrokenFile(_TRUNCATED)
        position = claimed + (claimed & 1)


def _counted(chunk: Chunk, budget: Iterator[int]) -> Chunk:
    if next(budget, None) is None:
        raise BrokenFile(_TOO_MANY, limit=CHUNKS)
    return chunk


def _form_follows(stream: BinaryIO, position: int, size: int) -> bool:
    return size - position >= _RIFF_HEAD.size + _FOUR and read_at(stream, position, _FOUR, _FOUR) in _FORMS


def _form(stream: BinaryIO, position: int, size: int) -> tuple[Chunk, int, dict[bytes, int]]:
    """Return the form at `position`, where it claims to end, and the sizes of its chunks that do not state theirs."""
    kind, length = _RIFF_HEAD.unpack(read_at(stream, position, _RIFF_HEAD.size, _RIFF_HEAD.size))
    if kind not in _FORMS:
        raise BrokenFile(_STRUCTURE)
    start = position + _RIFF_HEAD.size
    form = _printable(read_at(stream, start, _FOUR, _FOUR))
    payload = start + _FOUR
    claimed = start + length
    sizes: dict[bytes, int] = {}
    if length == _OPEN:
        sizes = _long_sizes(stream, payload)
        claimed = start + sizes.get(kind, size - start)
        sizes.setdefault(b"data", size)  # written as a stream: the sound reaches to the end
    end = max(min(claimed, size), payload)
    return Chunk(kind=kind, start=position, payload=payload, end=end, form=form), max(claimed, payload), sizes


def _inner(walk: _Walk, position: int, limit: int, path: tuple[bytes, ...]) -> tuple[Chunk, int]:
    """Return the chunk at `position`, cut at `limit`, and where it claims to end."""
    kind, length = _RIFF_HEAD.unpack(read_at(walk.stream, position, _RIFF_HEAD.size, _RIFF_HEAD.size))
    payload = position + _RIFF_HEAD.size
    claimed = payload + length
    if length == _OPEN and _printable(kind) in walk.sizes:
        claimed = payload + walk.sizes[kind]
        if walk.sizes[kind] >= limit:  # more than any place is left: to the end of the form
            claimed = limit
    end = min(claimed, limit)
    form = b""
    if _printable(kind) == b"LIST" and end - payload >= _FOUR:
        form = _printable(read_at(walk.stream, payload, _FOUR, _FOUR))
        payload += _FOUR
    return Chunk(kind=kind, start=position, payload=payload, end=end, form=form, path=path), claimed


def _long_sizes(stream: BinaryIO, position: int) -> dict[bytes, int]:
    """Return the 64-bit sizes that a ds64 chunk at `position` gives, or nothing when another chunk stands there."""
    try:
        kind, length = _RIFF_HEAD.unpack(read_at(stream, position, _RIFF_HEAD.size, _RIFF_HEAD.size))
        if kind != b"ds64" or length < _DS64.size:
            return {}
        payload = position + _RIFF_HEAD.size
        form, data, _, count = _DS64.unpack(read_at(stream, payload, _DS64.size, _DS64.size))
        room = (length - _DS64.size) // _DS64_ENTRY.size
        table = min(count, room, _DS64_ENTRIES) * _DS64_ENTRY.size
        entries = _DS64_ENTRY.iter_unpack(read_at(stream, payload + _DS64.size, table, table))
    except BrokenFile:
        return {}  # the walk meets the same fault at the same place and says so
    return dict(entries) | {b"data": data} | dict.fromkeys(_FORMS, form)


def _printable(kind: bytes) -> bytes:
    """Return `kind` when it is four printable characters; NULs in place of final spaces are a known mistake."""
    letters = kind.rstrip(b"\0")
    if not (letters and letters.isascii() and letters.decode("ascii").isprintable()):
        raise BrokenFile(_STRUCTURE)
    return kind
