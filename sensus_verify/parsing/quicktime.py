"""Tags in the boxes of MP4 and QuickTime files: user data, item lists, keys.

QuickTime File Format ("User data atoms", "Metadata"), 3GPP TS 26.244 clause 8 (user data of mobile files), and the
item list as iTunes writes it (free-form items `----` with their `mean` and `name`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import CHUNKS, FIELD_CHARACTERS
from sensus_verify.parsing.boxes import Box, children, walk
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.xmp import packet_fields

_COPYRIGHT_SIGN = 0xA9
_LANGUAGE_CODES = 0x400  # below: a Macintosh language and its encoding; from here on: packed ISO 639-2, Unicode
_MOBILE_TEXTS = frozenset({b"auth", b"titl", b"dscp", b"cprt", b"perf", b"gnre", b"albm"})
_FULL_BOX = 4
_LOCATION = struct.Struct(">Bii")  # role, longitude, latitude as 16.16 fixed-point numbers
_FIXED = 65536
_UTF8, _UTF16, _UTF8_SORT, _UTF16_SORT, _SIGNED, _UNSIGNED = 1, 2, 4, 5, 21, 22
_DATA_HEAD = 8  # type indicator and locale


def user_data_fields(stream: BinaryIO, udta: Box, room: Room, *, where: str) -> Iterator[Field]:
    """Yield what a `udta` box holds: XMP, international texts, mobile texts and location, and its `meta` box."""
    for box in children(stream, udta):
        place = f"{where}/{_name(box.kind)}"
        if box.kind == b"meta":
            inside = meta_fields(stream, box, room, where=place)
        elif box.kind == b"XMP_":
            inside = xmp_fields(stream, box, room, where=place)
        elif box.kind[0] == _COPYRIGHT_SIGN:
            inside = _international(stream, box, room, place)
        elif box.kind in _MOBILE_TEXTS:
            inside = _mobile_text(stream, box, room, place)
        elif box.kind == b"loci":
            inside = _location(stream, box, room, place)
        else:
            continue
        yield from guarded(inside, where=place, offset=box.start)


def meta_fields(stream: BinaryIO, meta: Box, room: Room, *, where: str) -> Iterator[Field]:
    """Yield the items of a `meta` box; with a `keys` box beside the item list, items bear the names of their keys."""
    keys: list[str] = []
    for box in children(stream, meta):
        if box.kind == b"keys":
            keys = _keys(room.read(stream, box.payload, box.end))
        elif box.kind == b"ilst":
            for item in children(stream, box):
                place = f"{where}/ilst"
                yield from guarded(_item(stream, item, keys, room, place), where=place, offset=item.start)


def xmp_fields(stream: BinaryIO, box: Box, room: Room, *, where: str, skip: int = 0) -> Iterator[Field]:
    """Yield the fields of the XMP packet in `box`, behind its first `skip` bytes."""
    packet = room.read(stream, box.payload + skip, box.end)
    yield from packet_fields(packet, where=where, offset=box.start)


def _item(stream: BinaryIO, item: Box, keys: list[str], room: Room, where: str) -> Iterator[Field]:
    number = int.from_bytes(item.kind)
    name = keys[number - 1] if 0 < number <= len(keys) else _name(item.kind)
    for box in children(stream, item):
        if box.kind == b"name" and item.kind == b"----":
            name = _decoded(room.read(stream, box.payload, box.end)[_FULL_BOX:])
        elif box.kind == b"data":
            value = _data(stream, box, room)
            yield Field(source=Source.TAG, name=name, value=value, where=f"{where} {name}", offset=item.start)


def _data(stream: BinaryIO, box: Box, room: Room) -> str:
    """Return the value of a `data` box as text; of a binary one its size."""
    size = box.end - box.payload - _DATA_HEAD
    if size < 0:
        key = "broken.structure"
        raise BrokenFile(key)
    kind = int.from_bytes(room.read(stream, box.payload, box.payload + 4)) & 0xFFFFFF
    numeric = kind in (_SIGNED, _UNSIGNED)
    texts = (_UTF8, _UTF16, _UTF8_SORT, _UTF16_SORT)
    if kind not in texts and not (numeric and size <= 8):  # noqa: PLR2004 - the longest number
        return f"{size} bytes"
    data = room.read(stream, box.payload, box.end)[_DATA_HEAD:]
    if numeric:
        return str(int.from_bytes(data, signed=kind == _SIGNED))
    if kind in (_UTF16, _UTF16_SORT):
        return data.decode("utf-16-be", "replace")[:FIELD_CHARACTERS]
    return _decoded(data)


def _keys(payload: bytes) -> list[str]:
    """Return the names of a `keys` box: version, count, then size, namespace and name of each."""
    names: list[str] = []
    position = _FULL_BOX + 4
    while position + 8 <= len(payload) and len(names) < CHUNKS:
        size = int.from_bytes(payload[position : position + 4])
        if size < 8 or position + size > len(payload):  # noqa: PLR2004 - size and namespace
            key = "broken.structure"
            raise BrokenFile(key)
        names.append(_decoded(payload[position + 8 : position + size]))
        position += size
    return names


def _international(stream: BinaryIO, box: Box, room: Room, where: str) -> Iterator[Field]:
    """Yield a `©xxx` entry: texts with length and language, or, as some writers do, a `data` box."""
    name = _name(box.kind)
    payload = room.read(stream, box.payload, box.end)
    if payload[4:8] == b"data":
        for data in walk(stream, box.payload, box.end):
            value = _data(stream, data, room)
            yield Field(source=Source.TAG, name=name, value=value, where=where, offset=box.start)
        return
    position = 0
    while position + 4 <= len(payload):
        length, language = struct.unpack_from(">HH", payload, position)
        text = payload[position + 4 : position + 4 + length]
        if len(text) != length:
            key = "broken.structure"
            raise BrokenFile(key)
        value = _decoded(text, macintosh=language < _LANGUAGE_CODES)
        yield Field(source=Source.TAG, name=name, value=value, where=where, offset=box.start)
        position += 4 + length


def _mobile_text(stream: BinaryIO, box: Box, room: Room, where: str) -> Iterator[Field]:
    text = _decoded(room.read(stream, box.payload, box.end)[_FULL_BOX + 2 :])
    if text:
        yield Field(source=Source.TAG, name=_name(box.kind), value=text, where=where, offset=box.start)


def _location(stream: BinaryIO, box: Box, room: Room, where: str) -> Iterator[Field]:
    payload = room.read(stream, box.payload, box.end)[_FULL_BOX + 2 :]
    wide = payload[:2] in (b"\xfe\xff", b"\xff\xfe")
    end = next((at for at in range(0, len(payload), 2) if payload[at : at + 2] == b"\0\0"), -1)
    end = end if wide else payload.find(b"\0")
    place = payload[end + (2 if wide else 1) :]
    if end < 0 or len(place) < _LOCATION.size:
        key = "broken.structure"
        raise BrokenFile(key)
    _, longitude, latitude = _LOCATION.unpack_from(place)
    value = f"{latitude / _FIXED:.5f}, {longitude / _FIXED:.5f} {_decoded(payload[:end])}".strip()
    yield Field(source=Source.TAG, name="loci", value=value, where=where, offset=box.start)


def _decoded(data: bytes, *, macintosh: bool = False) -> str:
    """Return text in UTF-8, or UTF-16 with its mark; what is neither is read in the Macintosh's or Windows' set."""
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = data.decode("mac-roman" if macintosh else "cp1252", "replace")
    return text.strip("\0")[:FIELD_CHARACTERS]


def _name(kind: bytes) -> str:
    return kind.decode("latin-1")
