"""GIF (GIF89a specification): comments, and application blocks with XMP and ImageMagick's IPTC and Photoshop blocks."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import CHUNKS, FIELD_CHARACTERS
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.iptc import iptc_fields
from sensus_verify.parsing.psd import resource_fields
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.unmarked import unmarked_text
from sensus_verify.parsing.xmp import packet_fields

_SUFFIX = ".gif"
_SIGNATURES = (b"GIF87a", b"GIF89a")
_SCREEN = struct.Struct("<6sHHBBB")  # signature and logical screen descriptor (clauses 17 and 18)
_IMAGE = struct.Struct("<HHHHB")  # image descriptor behind its separator (clause 20)
_TABLE = 0x80  # a colour table follows
_TABLE_SIZE = 0x07
_INTRODUCER, _SEPARATOR, _TRAILER, _TERMINATOR = 0x21, 0x2C, 0x3B, 0x00
_COMMENT, _APPLICATION = 0xFE, 0xFF
_NAME = 11  # bytes of identifier and authentication code
_WINDOW = 64 << 10  # bytes read at a time while running over sub-blocks
_XMP = b"XMP DataXMP"
_XMP_TRAILER = b"\x01" + bytes(range(0xFF, -1, -1)) + b"\0"  # XMP Specification Part 3, clause 1.1.2
_IPTC = b"MGKIPTC0000"
_RESOURCES = b"MGK8BIM0000"
_RESOURCE_LEAD = b"8BIM"
_MANIFEST = b"C2PA_GIF"
_TRUNCATED = "broken.truncated"
_STRUCTURE = "broken.structure"
_TOO_MANY = "broken.tooMany"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """An extension; offsets are absolute."""

    label: int
    start: int
    name: bytes  # of an application block
    payload: int  # its first sub-block
    end: int  # behind its terminator


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix == _SUFFIX) if head.startswith(_SIGNATURES) else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    room = Room()
    for block in _blocks(stream):
        where = _place(block)
        if where:
            yield from guarded(_part(stream, block, where, room), where=where, offset=block.start)


def _holds_manifest(stream: BinaryIO) -> bool:
    return any(block.name.startswith(_MANIFEST) for block in _blocks(stream))


def _place(block: _Block) -> str:
    if block.label == _COMMENT:
        return "GIF comment"
    return {_XMP: "GIF XMP", _IPTC: "GIF IPTC", _RESOURCES: "GIF Photoshop"}.get(block.name, "")


def _part(stream: BinaryIO, block: _Block, where: str, room: Room) -> Iterator[Field]:
    data = room.read(stream, block.payload, block.end)
    if block.name == _XMP:
        yield from packet_fields(_packet(data), where=where, offset=block.start)
    elif block.name in (_IPTC, _RESOURCES):
        inside = _joined(data)  # ImageMagick wraps IPTC in a Photoshop resource, or not
        produce = resource_fields if inside.startswith(_RESOURCE_LEAD) else iptc_fields
        yield from produce(inside, where=where, offset=block.start)
    else:
        text = unmarked_text(_joined(data))[:FIELD_CHARACTERS]
        yield Field(source=Source.COMMENT, name="comment", value=text, where=where, offset=block.start)


def _packet(data: bytes) -> bytes:
    """Return the packet: written as it is with the trailer that leads every reader out, or wrongly in sub-blocks."""
    if data.endswith(_XMP_TRAILER):
        return data.removesuffix(_XMP_TRAILER)
    return data if data[:1] == b"<" else _joined(data)


def _joined(data: bytes) -> bytes:
    parts = []
    position = 0
    while position < len(data) and data[position]:
        parts.append(data[position + 1 : position + 1 + data[position]])
        position += 1 + data[position]
    return b"".join(parts)


def _blocks(stream: BinaryIO) -> Iterator[_Block]:
    """Yield the extensions up to the trailer; bytes behind it belong to nobody.

    Raises:
        BrokenFile: the file ends before its trailer, a block of no known kind, or more blocks than the limit; what came
            before has been yielded.
    """
    signature, _, _, flags, _, _ = _SCREEN.unpack(read_at(stream, 0, _SCREEN.size, _SCREEN.size))
    if signature not in _SIGNATURES:
        raise BrokenFile(_STRUCTURE)
    position = _SCREEN.size + _colours(flags)
    for _ in range(CHUNKS):
        kind = read_at(stream, position, 1, 1)[0]
        if kind == _TRAILER:
            return
        if kind == _INTRODUCER:
            block = _extension(stream, position)
            yield block
            position = block.end
        elif kind == _SEPARATOR:
            *_, flags = _IMAGE.unpack(read_at(stream, position + 1, _IMAGE.size, _IMAGE.size))
            position = _behind(stream, position + 1 + _IMAGE.size + _colours(flags) + 1)
        elif kind == _TERMINATOR:  # one too many, as some writers leave it
            position += 1
        else:
            raise BrokenFile(_STRUCTURE)
    raise BrokenFile(_TOO_MANY, limit=CHUNKS)


def _colours(flags: int) -> int:
    """Return the size of the colour table that `flags` announce, in bytes."""
    return 3 << (flags & _TABLE_SIZE) + 1 if flags & _TABLE else 0


def _extension(stream: BinaryIO, start: int) -> _Block:
    label = read_at(stream, start + 1, 1, 1)[0]
    payload = start + 2
    name = b""
    if label == _APPLICATION and read_at(stream, payload, 1, 1)[0] == _NAME:
        name = read_at(stream, payload + 1, _NAME, _NAME)
        payload += 1 + _NAME
    return _Block(label=label, start=start, name=name, payload=payload, end=_behind(stream, payload))


def _behind(stream: BinaryIO, position: int) -> int:
    """Return the offset behind the terminator of the sub-blocks that begin at `position` (clause 15)."""
    size = size_of(stream)
    while position < size:
        stream.seek(position)
        window = stream.read(_WINDOW)
        at = 0
        while at < len(window):
            if not window[at]:
                return position + at + 1
            at += 1 + window[at]
        position += at
    raise BrokenFile(_TRUNCATED)


CARRIERS = (
    Carrier(
        name="gif",
        title="GIF",
        suffixes=frozenset({_SUFFIX}),
        media_type="image/gif",
        score=_score,
        read=_read,
        places=("XMP", "comment", "IPTC"),
        holds_manifest=_holds_manifest,
        sees_every_manifest=True,
    ),
)
