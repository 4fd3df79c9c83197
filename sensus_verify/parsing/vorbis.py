"""Vorbis comments, as FLAC, Ogg Vorbis and Opus carry them (xiph.org, "Ogg Vorbis I format: comment field")."""

from __future__ import annotations

from collections.abc import Iterator

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS, FIELDS

_PICTURES = frozenset({"METADATA_BLOCK_PICTURE", "COVERART"})


def comment_fields(block: bytes, *, where: str, offset: int | None = None) -> Iterator[Field]:
    """Yield the comments of `block`, which begins with the vendor's length; keys in capitals.

    The vendor becomes VENDOR. A picture is carried by its size only.

    Raises:
        BrokenFile: a length that reaches past the block, or more comments than the limit.
    """
    vendor, position = _string(block, 0)
    if vendor:
        yield Field(source=Source.TAG, name="VENDOR", value=vendor[:FIELD_CHARACTERS], where=where, offset=offset)
    count, position = _number(block, position)
    if count > FIELDS:
        key = "broken.tooMany"
        raise BrokenFile(key, limit=FIELDS)
    for _ in range(count):
        comment, position = _string(block, position)
        name, _, value = comment.partition("=")
        name = name.upper()
        value = f"{len(value)} bytes" if name in _PICTURES else value[:FIELD_CHARACTERS]
        yield Field(source=Source.TAG, name=name, value=value, where=f"{where} {name}", offset=offset)


def _string(block: bytes, position: int) -> tuple[str, int]:
    length, position = _number(block, position)
    if length > len(block) - position:
        key = "broken.truncated"
        raise BrokenFile(key)
    return block[position : position + length].decode("utf-8", "replace"), position + length


def _number(block: bytes, position: int) -> tuple[int, int]:
    if position + 4 > len(block):
        key = "broken.truncated"
        raise BrokenFile(key)
    return int.from_bytes(block[position : position + 4], "little"), position + 4
