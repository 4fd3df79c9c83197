"""JPEG XL (ISO/IEC 18181-2): boxes around the codestream; a bare codestream has no place for a statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import LIKELY, MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.boxes import Box, walk
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.exif import exif_fields
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.xmp import packet_fields

_SUFFIX = ".jxl"
_CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"
_BARE = b"\xff\x0a"
_BARE_SHORTEST = 12  # bytes of the smallest codestream that is a picture of one pixel
_EXIF_LEAD = b"Exif\0\0"
_KIND = 4  # bytes of the kind of box that is packed
_METADATA = frozenset({b"xml ", b"Exif"})
_STORE = b"c2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71"  # type of a manifest store (C2PA 2.2, clause 11.1.4.2)
_STRUCTURE = "broken.structure"


def _score(head: bytes, suffix: str) -> int:
    agrees = suffix == _SUFFIX
    if head.startswith(_CONTAINER):
        return MAGIC + agrees
    if head.startswith(_BARE):  # two bytes prove little: a suffix must say the same
        return MAGIC + 1 if agrees else LIKELY
    return 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    if read_at(stream, 0, 2, 2) == _BARE:
        read_at(stream, 0, _BARE_SHORTEST, _BARE_SHORTEST)
        return
    if read_at(stream, 0, len(_CONTAINER), len(_CONTAINER)) != _CONTAINER:
        raise BrokenFile(_STRUCTURE)
    room = Room()
    for box in walk(stream, 0, size_of(stream)):
        where = f"JPEG XL {box.kind.decode('latin-1').strip()}"
        if box.kind in _METADATA:
            yield from guarded(_part(stream, box, where, room), where=where, offset=box.start)
        elif box.kind == b"brob":
            yield from guarded(_compressed(stream, box, where), where=where, offset=box.start)


def _part(stream: BinaryIO, box: Box, where: str, room: Room) -> Iterator[Field]:
    data = room.read(stream, box.payload, box.end)
    if box.kind == b"Exif":
        start = 4 + int.from_bytes(data[:4])  # to the TIFF header
        yield from exif_fields(data[start:].removeprefix(_EXIF_LEAD), where=where, offset=box.start)
    else:
        yield from packet_fields(data, where=where, offset=box.start)


def _compressed(stream: BinaryIO, box: Box, where: str) -> Iterator[Field]:
    """Say that metadata packed with Brotli, for which the standard library has no reader, were not looked at."""
    if box.end - box.payload < _KIND:
        raise BrokenFile(_STRUCTURE)
    kind = read_at(stream, box.payload, _KIND, _KIND)
    if kind in _METADATA:
        where = f"{where} {kind.decode('ascii').strip()}"
        yield Field(
            source=Source.STRUCTURE, name="notExamined", value="notExamined.brotli", where=where, offset=box.start
        )


def _holds_manifest(stream: BinaryIO) -> bool:
    if read_at(stream, 0, 2, 2) == _BARE:
        return False
    return any(
        box.kind == b"jumb" and read_at(stream, box.payload, min(24, box.end - box.payload), 24)[8:24] == _STORE
        for box in walk(stream, 0, size_of(stream))
    )


CARRIERS = (
    Carrier(
        name="jxl",
        title="JPEG XL",
        suffixes=frozenset({_SUFFIX}),
        media_type="image/jxl",
        score=_score,
        read=_read,
        places=("XMP", "EXIF"),
        holds_manifest=_holds_manifest,
    ),
)
