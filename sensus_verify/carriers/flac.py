"""FLAC: Vorbis comments in its metadata blocks, and an ID3 tag that some programs put before it (RFC 9639)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import LIKELY, MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field
from sensus_verify.core.limits import CHUNKS
from sensus_verify.parsing import id3
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.vorbis import comment_fields

_SIGNATURE = b"fLaC"
_SUFFIXES = frozenset({".flac"})
_LAST = 0x80
_COMMENTS = 4
_WHERE = "FLAC VORBIS_COMMENT"


def read(stream: BinaryIO) -> Iterator[Field]:
    """Yield the fields of a FLAC file.

    Raises:
        BrokenFile: no signature behind the ID3 tags, or a metadata block that does not fit into the file.
    """
    size, room = size_of(stream), Room()
    position = 0
    for start, end in id3.tags(stream):
        yield from guarded(id3.tag_fields(stream, start, size, room), where="ID3v2", offset=start)
        position = end
    if read_at(stream, position, 4, 4) != _SIGNATURE:
        key = "broken.structure"
        raise BrokenFile(key)
    position += 4
    for _ in range(CHUNKS):
        head = read_at(stream, position, 4, 4)
        start, length = position + 4, int.from_bytes(head[1:])
        if length > size - start:
            key = "broken.truncated"
            raise BrokenFile(key)
        if head[0] & ~_LAST == _COMMENTS:
            yield from guarded(_comments(stream, start, length, room), where=_WHERE, offset=position)
        if head[0] & _LAST:
            return
        position = start + length
    key = "broken.tooMany"
    raise BrokenFile(key, limit=CHUNKS)


def _comments(stream: BinaryIO, start: int, length: int, room: Room) -> Iterator[Field]:
    block = room.read(stream, start, start + length)
    yield from comment_fields(block, where=_WHERE, offset=start - 4)


def _score(head: bytes, suffix: str) -> int:
    named = suffix in _SUFFIXES
    tag = id3.tag_size(head)
    if head[tag:].startswith(_SIGNATURE):
        return MAGIC + named
    if tag > len(head) - len(_SIGNATURE) and named:  # the tag is longer than what is seen: the name tells
        return LIKELY + named
    return 0


CARRIERS = (
    Carrier(
        name="flac",
        title="FLAC",
        suffixes=_SUFFIXES,
        media_type="audio/flac",
        score=_score,
        read=read,
        places=("Vorbis comments", "ID3v2"),
        kind="audio",
        holds_manifest=id3.holds_manifest,
    ),
)
