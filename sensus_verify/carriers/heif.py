"""HEIC and AVIF (ISO/IEC 23008-12): metadata items, and the XMP box that some writers put beside them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from sensus_verify.core.carrier import LIKELY, MAGIC, Carrier
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.boxes import Box, walk
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.exif import exif_fields
from sensus_verify.parsing.items import Item, item_bytes, items
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.xmp import packet_fields

_BRANDS = {
    b"avif": "avif",
    b"avis": "avif",
    b"avio": "avif",
    b"heic": "heic",
    b"heix": "heic",
    b"heim": "heic",
    b"heis": "heic",
    b"hevc": "heic",
    b"hevx": "heic",
    b"hevm": "heic",
    b"hevs": "heic",
}
_GENERAL = frozenset({b"mif1", b"mif2", b"mif3", b"msf1", b"miaf"})  # pictures of any coding
_BRANDS_READ = 256
_XMP_TYPE = "application/rdf+xml"
_XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_MANIFEST_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_UUID = 16
_EXIF_LEAD = b"Exif\0\0"
_WINDOWS = {"deflate": zlib.MAX_WBITS, "gzip": zlib.MAX_WBITS | 16}


def _family(head: bytes) -> tuple[str, int]:
    """Return "avif" or "heic" by the brands, and how sure that is; an empty name when no brand is a picture's."""
    if head[4:8] != b"ftyp":
        return "", 0
    end = min(int.from_bytes(head[:4]), _BRANDS_READ, len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))]
    named = next((_BRANDS[brand] for brand in brands if brand in _BRANDS), "")
    if named and brands[0] in _BRANDS.keys() | _GENERAL:
        return named, MAGIC
    return (named or "heic", LIKELY) if named or brands[0] in _GENERAL else ("", 0)


def _score(name: str, suffixes: frozenset[str], head: bytes, suffix: str) -> int:
    family, score = _family(head)
    return score + (suffix in suffixes) if family == name else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    room = Room()
    for box in walk(stream, 0, size_of(stream)):
        if box.kind == b"meta":
            yield from guarded(_items(stream, box, room), where="HEIF meta", offset=box.start)
        elif box.kind == b"mini":
            yield _not_examined("notExamined.miniBox", "HEIF mini", box.start)
        elif _is(stream, box, _XMP_BOX):
            yield from guarded(_xmp_box(stream, box, room), where="HEIF uuid XMP", offset=box.start)


def _holds_manifest(stream: BinaryIO) -> bool:
    return any(_is(stream, box, _MANIFEST_BOX) for box in walk(stream, 0, size_of(stream)))


def _is(stream: BinaryIO, box: Box, identity: bytes) -> bool:
    long_enough = box.kind == b"uuid" and box.end - box.payload >= _UUID
    return long_enough and read_at(stream, box.payload, _UUID, _UUID) == identity


def _xmp_box(stream: BinaryIO, box: Box, room: Room) -> Iterator[Field]:
    start = box.payload + _UUID
    packet = room.read(stream, start, box.end)
    yield from packet_fields(packet, where="HEIF uuid XMP", offset=box.start)


def _items(stream: BinaryIO, meta: Box, room: Room) -> Iterator[Field]:
    for item in items(stream, meta):
        if item.kind == b"Exif" or item.media_type == _XMP_TYPE:
            where = f"HEIF item {item.number} {'EXIF' if item.kind == b'Exif' else 'XMP'}"
            offset = item.ranges[0][0] if item.ranges else meta.start
            yield from guarded(_item(stream, item, where, offset, room), where=where, offset=offset)


def _item(stream: BinaryIO, item: Item, where: str, offset: int, room: Room) -> Iterator[Field]:
    if item.elsewhere:
        yield _not_examined("notExamined.itemElsewhere", where, offset)
    elif item.encoding == "br":
        yield _not_examined("notExamined.brotli", where, offset)
    elif item.kind == b"Exif":
        data = item_bytes(stream, item, room)
        start = 4 + int.from_bytes(data[:4])  # to the TIFF header (ISO/IEC 23008-12 annex A.2.1)
        yield from exif_fields(data[start:].removeprefix(_EXIF_LEAD), where=where, offset=offset)
    else:
        data = item_bytes(stream, item, room)
        if item.encoding in _WINDOWS:
            data = room.inflate(data, window=_WINDOWS[item.encoding])
        yield from packet_fields(data, where=where, offset=offset)


def _not_examined(key: str, where: str, offset: int) -> Field:
    return Field(source=Source.STRUCTURE, name="notExamined", value=key, where=where, offset=offset)


def _carrier(name: str, title: str, suffixes: frozenset[str]) -> Carrier:
    score: Callable[[bytes, str], int] = partial(_score, name, suffixes)
    return Carrier(
        name=name,
        title=title,
        suffixes=suffixes,
        media_type=f"image/{name}",
        score=score,
        read=_read,
        places=("XMP", "EXIF"),
        holds_manifest=_holds_manifest,
        sees_every_manifest=True,
    )


CARRIERS = (
    _carrier("avif", "AVIF", frozenset({".avif", ".avifs"})),
    _carrier("heic", "HEIC", frozenset({".heic", ".heif", ".hif", ".heics", ".heifs"})),
)
