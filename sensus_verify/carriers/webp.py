"""WebP (RFC 9649): XMP and EXIF chunks of its first RIFF form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.evidence import Field
from sensus_verify.parsing.chunks import Chunk, riff_chunks
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.exif import exif_fields
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.xmp import packet_fields

_SUFFIX = ".webp"
_FORM = (b"WEBP",)
_XMP = frozenset({b"XMP ", b"XMP\0"})  # the second is a known mistake of some writers
_EXIF = b"EXIF"
_EXIF_LEAD = b"Exif\0\0"  # not meant to be there (clause 2.7.1.5), often there


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix == _SUFFIX) if head.startswith(b"RIFF") and head[8:12] == b"WEBP" else 0


def _chunks(stream: BinaryIO) -> Iterator[Chunk]:
    return (chunk for chunk in riff_chunks(stream) if chunk.path == _FORM)


def _read(stream: BinaryIO) -> Iterator[Field]:
    room = Room()
    for chunk in _chunks(stream):
        if chunk.kind in _XMP or chunk.kind == _EXIF:
            where = "WebP EXIF" if chunk.kind == _EXIF else "WebP XMP"
            yield from guarded(_part(stream, chunk, where, room), where=where, offset=chunk.start)


def _part(stream: BinaryIO, chunk: Chunk, where: str, room: Room) -> Iterator[Field]:
    data = room.read(stream, chunk.payload, chunk.end)
    if chunk.kind == _EXIF:
        yield from exif_fields(data.removeprefix(_EXIF_LEAD), where=where, offset=chunk.start)
    else:
        yield from packet_fields(data, where=where, offset=chunk.start)


def _holds_manifest(stream: BinaryIO) -> bool:
    return any(chunk.kind == b"C2PA" for chunk in _chunks(stream))


CARRIERS = (
    Carrier(
        name="webp",
        title="WebP",
        suffixes=frozenset({_SUFFIX}),
        media_type="image/webp",
        score=_score,
        read=_read,
        places=("XMP", "EXIF"),
        holds_manifest=_holds_manifest,
        sees_every_manifest=True,
    ),
)
