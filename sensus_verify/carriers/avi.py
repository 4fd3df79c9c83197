"""AVI: the chunks of its RIFF forms; a film above 1 GB has further ones (OpenDML). Pictures are not walked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.evidence import Field
from sensus_verify.parsing.chunks import riff_chunks
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.riff_tags import chunk_fields, is_manifest
from sensus_verify.parsing.room import Room

_SUFFIXES = frozenset({".avi"})


def read(stream: BinaryIO) -> Iterator[Field]:
    """Yield the fields of an AVI file.

    Raises:
        BrokenFile: the chunks do not fit into the file.
    """
    room = Room()
    for chunk in riff_chunks(stream):
        where = f"RIFF {chunk.kind.decode('ascii')}"
        yield from guarded(chunk_fields(stream, chunk, room), where=where, offset=chunk.start)


def holds_manifest(stream: BinaryIO) -> bool:
    """Tell whether the file has a chunk with a C2PA manifest store."""
    return any(is_manifest(chunk) for chunk in riff_chunks(stream))


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix in _SUFFIXES) if head[:4] == b"RIFF" and head[8:12] == b"AVI " else 0


CARRIERS = (
    Carrier(
        name="avi",
        title="AVI",
        suffixes=_SUFFIXES,
        media_type="video/avi",
        score=_score,
        read=read,
        places=("XMP", "LIST INFO", "AIGC"),
        kind="video",
        holds_manifest=holds_manifest,
        sees_every_manifest=True,
    ),
)
