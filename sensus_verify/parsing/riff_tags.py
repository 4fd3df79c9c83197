"""Tags in the chunks of WAV and AVI: XMP, LIST INFO, the Chinese AIGC chunk, ID3.

Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (INFO); XMP Specification Part 3 clause 2.3.4
(`_PMX`); GB 45438-2025 (AIGC).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS
from sensus_verify.parsing.chunks import Chunk
from sensus_verify.parsing.id3 import tag_fields
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.xmp import packet_fields

_INFO = b"INFO"
_TEXTS = frozenset({b"AIGC", b"IDIT", b"ISFT"})  # texts that also stand outside a list


def chunk_fields(stream: BinaryIO, chunk: Chunk, room: Room) -> Iterator[Field]:
    """Yield what a chunk of any RIFF form says; nothing for one that says nothing."""
    if chunk.form:
        return
    if chunk.kind == b"_PMX":
        packet = room.read(stream, chunk.payload, chunk.end)
        yield from packet_fields(packet, where="RIFF _PMX", offset=chunk.start)
    elif chunk.path[-1:] == (_INFO,) or chunk.kind in _TEXTS:
        yield _text_field(stream, chunk, room)
    elif chunk.kind in (b"id3 ", b"ID3 "):
        yield from tag_fields(stream, chunk.payload, chunk.end, room)


def _text_field(stream: BinaryIO, chunk: Chunk, room: Room) -> Field:
    """Return the text of a chunk, under its four letters."""
    end = min(chunk.end, chunk.payload + 4 * FIELD_CHARACTERS)
    name = chunk.kind.decode("ascii", "replace").rstrip()
    place = "RIFF INFO" if chunk.path[-1:] == (_INFO,) else "RIFF"
    value = riff_text(room.read(stream, chunk.payload, end))
    return Field(source=Source.TAG, name=name, value=value, where=f"{place} {name}", offset=chunk.start)


def riff_text(data: bytes) -> str:
    """Return text up to its zero byte: UTF-8, or what is no UTF-8 as Windows-1252."""
    data = data.partition(b"\0")[0]
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.strip()[:FIELD_CHARACTERS]


def is_manifest(chunk: Chunk) -> bool:
    """Tell whether a chunk is the place of a C2PA manifest store."""
    return chunk.kind == b"C2PA" and len(chunk.path) == 1
