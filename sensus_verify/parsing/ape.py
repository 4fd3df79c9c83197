"""APE tags behind the sound, versions 1 and 2 (Hydrogenaudio, "APEv2 specification")."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS, FIELDS
from sensus_verify.parsing.reader import read_at
from sensus_verify.parsing.room import Room

_FOOTER = struct.Struct("<8sIIII8x")  # mark, version, size without header, items, flags
_ITEM = struct.Struct("<II")  # size of the value, flags
_KEY_BYTES = 256
_KIND = 0b110  # of the flags; 0: text


def ape_fields(stream: BinaryIO, end: int, room: Room) -> Iterator[Field]:
    """Yield the items of the APE tag whose footer ends at `end`; nothing when there is none.

    Raises:
        BrokenFile: the tag or one of its items does not fit.
    """
    if end < _FOOTER.size:
        return
    mark, _, size, count, _ = _FOOTER.unpack(read_at(stream, end - _FOOTER.size, _FOOTER.size, _FOOTER.size))
    if mark != b"APETAGEX":
        return
    position, last = end - size, end - _FOOTER.size
    if not 0 <= position <= last or count > FIELDS:
        key = "broken.structure"
        raise BrokenFile(key)
    for _ in range(count):
        length, flags = _ITEM.unpack(read_at(stream, position, _ITEM.size, _ITEM.size))
        start = position + _ITEM.size
        name, mark, _ = read_at(stream, start, min(_KEY_BYTES, last - start), _KEY_BYTES).partition(b"\0")
        start += len(name) + 1
        if not mark or length > last - start:
            key = "broken.structure"
            raise BrokenFile(key)
        value = f"{length} bytes"
        if not flags & _KIND:
            value = room.read(stream, start, start + min(length, FIELD_CHARACTERS)).decode("utf-8", "replace")
        title = name.decode("latin-1")
        yield Field(source=Source.TAG, name=title, value=value, where=f"APE {title}", offset=position)
        position = start + length
