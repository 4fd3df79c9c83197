"""WAV, RF64 and BW64: RIFF chunks, the broadcast extension (EBU Tech 3285, 3306) and iXML (gallery.co.uk/ixml)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS, FIELDS
from sensus_verify.parsing.chunks import Chunk, riff_chunks
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.riff_tags import chunk_fields, is_manifest, riff_text
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.xml import parse_xml

_SUFFIXES = frozenset({".wav", ".wave", ".bwf", ".rf64"})
_FORMS = (b"RIFF", b"RF64", b"BW64")
_BROADCAST_PARTS = (("Description", 0, 256), ("Originator", 256, 288), ("OriginatorReference", 288, 320))
_CODING_HISTORY = 602


def read(stream: BinaryIO) -> Iterator[Field]:
    """Yield the fields of a WAV file.

    Raises:
        BrokenFile: the chunks do not fit into the file.
    """
    room = Room()
    for chunk in riff_chunks(stream):
        where = f"RIFF {chunk.kind.decode('ascii')}"
        if chunk.kind == b"bext":
            fields = _broadcast(stream, chunk, room)
        elif chunk.kind == b"iXML":
            fields = _production(stream, chunk, room)
        else:
            fields = chunk_fields(stream, chunk, room)
        yield from guarded(fields, where=where, offset=chunk.start)


def holds_manifest(stream: BinaryIO) -> bool:
    """Tell whether the file has a chunk with a C2PA manifest store."""
    return any(is_manifest(chunk) for chunk in riff_chunks(stream))


def _broadcast(stream: BinaryIO, chunk: Chunk, room: Room) -> Iterator[Field]:
    data = room.read(stream, chunk.payload, min(chunk.end, chunk.payload + FIELD_CHARACTERS))
    for name, start, end in (*_BROADCAST_PARTS, ("CodingHistory", _CODING_HISTORY, len(data))):
        value = riff_text(data[start:end])
        if value:
            title = f"bext:{name}"
            yield Field(source=Source.TAG, name=title, value=value, where=f"RIFF bext {name}", offset=chunk.start)


def _production(stream: BinaryIO, chunk: Chunk, room: Room) -> Iterator[Field]:
    """Yield the text of every element of an iXML chunk that has one."""
    document = room.read(stream, chunk.payload, chunk.end).rstrip(b"\0 \r\n")
    for count, element in enumerate(parse_xml(document).iter("{*}*")):
        if count >= FIELDS:
            key = "broken.tooMany"
            raise BrokenFile(key, limit=FIELDS)
        text = (element.text or "").strip()
        if text:
            name = f"iXML:{str(element.tag).rpartition('}')[2]}"
            value = text[:FIELD_CHARACTERS]
            yield Field(source=Source.TAG, name=name, value=value, where="RIFF iXML", offset=chunk.start)


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix in _SUFFIXES) if head[:4] in _FORMS and head[8:12] == b"WAVE" else 0


CARRIERS = (
    Carrier(
        name="wav",
        title="WAV",
        suffixes=_SUFFIXES,
        media_type="audio/wav",
        score=_score,
        read=read,
        places=("XMP", "LIST INFO", "bext", "iXML", "ID3", "AIGC"),
        kind="audio",
        holds_manifest=holds_manifest,
        sees_every_manifest=True,
    ),
)
