"""JPEG 2000 (ISO/IEC 15444-1 and -2): XMP, EXIF, IPTC boxes of JP2 and JPX, and comments in the codestream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import BOX_DEPTH, CHUNKS, FIELD_CHARACTERS
from sensus_verify.parsing.boxes import Box, walk
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.exif import exif_fields
from sensus_verify.parsing.iptc import iptc_fields
from sensus_verify.parsing.psd import resource_fields
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.unmarked import unmarked_text
from sensus_verify.parsing.xmp import packet_fields

_SUFFIXES = frozenset({".jp2", ".jpx", ".jpf", ".jpm", ".j2c", ".j2k", ".jpc"})
_SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"
_CODESTREAM = b"\xff\x4f\xff\x51"  # SOC, SIZ
_COMMENT = 0xFF64
_HEADER_ENDS = frozenset({0xFF90, 0xFF93, 0xFFD9})  # SOT, SOD, EOC
_LATIN = 1  # registration of a comment: 0 binary, 1 Latin-1
_ASSOCIATION = b"asoc"
_UUID = 16
_UUIDS = {
    bytes.fromhex("be7acfcb97a942e89c71999491e3afac"): "XMP",
    b"JpgTiffExif->JP2": "EXIF",
    bytes.fromhex("0537cdab9d0c4431a72afa561f2a113e"): "EXIF",
    bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"): "IPTC",
    bytes.fromhex("2c4c0100850440b9a03e562148d6dfeb"): "Photoshop",
}
_FIELDS = {"XMP": packet_fields, "EXIF": exif_fields, "IPTC": iptc_fields, "Photoshop": resource_fields}
_STRUCTURE = "broken.structure"
_TOO_DEEP = "broken.tooDeep"
_TOO_MANY = "broken.tooMany"


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix in _SUFFIXES) if head.startswith((_SIGNATURE, _CODESTREAM)) else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    start = read_at(stream, 0, len(_SIGNATURE), len(_SIGNATURE))
    if start.startswith(_CODESTREAM):
        yield from _comments(stream, 0, size_of(stream))
    elif start == _SIGNATURE:
        yield from _boxes(stream, 0, size_of(stream), Room(), 0)
    else:
        raise BrokenFile(_STRUCTURE)


def _boxes(stream: BinaryIO, start: int, end: int, room: Room, depth: int) -> Iterator[Field]:
    if depth > BOX_DEPTH:
        raise BrokenFile(_TOO_DEEP, limit=BOX_DEPTH)
    for box in walk(stream, start, end):
        if box.kind == b"uuid":
            yield from guarded(_uuid(stream, box, room), where="JPEG 2000 uuid", offset=box.start)
        elif box.kind == b"xml ":
            yield from guarded(_xml(stream, box, room), where="JPEG 2000 xml", offset=box.start)
        elif box.kind == _ASSOCIATION:
            yield from guarded(
                _boxes(stream, box.payload, box.end, room, depth + 1), where="JPEG 2000 asoc", offset=box.start
            )
        elif box.kind == b"jp2c":
            yield from guarded(_comments(stream, box.payload, box.end), where="JPEG 2000 jp2c", offset=box.start)


def _uuid(stream: BinaryIO, box: Box, room: Room) -> Iterator[Field]:
    start = box.payload + _UUID
    if start > box.end:
        raise BrokenFile(_STRUCTURE)
    name = _UUIDS.get(read_at(stream, box.payload, _UUID, _UUID))
    if name:
        block = room.read(stream, start, box.end)
        yield from _FIELDS[name](block, where=f"JPEG 2000 uuid {name}", offset=box.start)


def _xml(stream: BinaryIO, box: Box, room: Room) -> Iterator[Field]:
    packet = room.read(stream, box.payload, box.end)
    yield from packet_fields(packet, where="JPEG 2000 xml", offset=box.start)


def _comments(stream: BinaryIO, start: int, end: int) -> Iterator[Field]:
    """Yield the comments of a codestream's main header (ISO/IEC 15444-1 annex A.9.2); tiles are not walked."""
    position = start + 2
    for _ in range(CHUNKS):
        if end - position < 4:  # noqa: PLR2004 - a marker and its length
            key = "broken.truncated"
            raise BrokenFile(key)
        head = read_at(stream, position, 4, 4)
        marker, size = int.from_bytes(head[:2]), int.from_bytes(head[2:])
        if marker in _HEADER_ENDS:
            return
        if marker < 0xFF00 or size < 2:  # noqa: PLR2004 - no marker; a length counts itself
            raise BrokenFile(_STRUCTURE)
        if marker == _COMMENT:
            data = read_at(stream, position + 4, size - 2, size)
            if int.from_bytes(data[:2]) == _LATIN:
                text = unmarked_text(data[2:])[:FIELD_CHARACTERS]
                yield Field(
                    source=Source.COMMENT, name="comment", value=text, where="JPEG 2000 comment", offset=position
                )
        position += 2 + size
    raise BrokenFile(_TOO_MANY, limit=CHUNKS)


CARRIERS = (
    Carrier(
        name="jp2",
        title="JPEG 2000",
        suffixes=_SUFFIXES,
        media_type="",
        score=_score,
        read=_read,
        places=("XMP", "EXIF", "IPTC", "comment"),
    ),
)
