"""PSD and PSB: the image resources (Adobe Photoshop File Formats Specification)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field
from sensus_verify.parsing.psd import fields_between
from sensus_verify.parsing.reader import read_at, read_exact, size_of

_SIGNATURE = b"8BPS"
_HEADER = 26
_PSD, _PSB = b"\0\x01", b"\0\x02"
_SUFFIXES = frozenset({".psd", ".psb"})


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix in _SUFFIXES) if head.startswith(_SIGNATURE) else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    header = read_at(stream, 0, _HEADER, _HEADER)
    version = header[4:6]
    if not header.startswith(_SIGNATURE) or version not in (_PSD, _PSB):
        key = "broken.structure"
        raise BrokenFile(key)
    end = size_of(stream)
    _, colours_end = _section(stream, _HEADER, 4, end)
    start, stop = _section(stream, colours_end, 4, end)
    yield from fields_between(stream, start, stop, where="PSD")
    _section(stream, stop, 8 if version == _PSB else 4, end)  # the layers: not read, but they have to be there


def _section(stream: BinaryIO, at: int, width: int, end: int) -> tuple[int, int]:
    """Return the bounds of a section whose length stands at `at`; raise `BrokenFile` when it leads out of the file."""
    stream.seek(at)
    start = at + width
    stop = start + int.from_bytes(read_exact(stream, width), "big")
    if stop > end:
        key = "broken.truncated"
        raise BrokenFile(key)
    return start, stop


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="psd",
        title="PSD",
        suffixes=_SUFFIXES,
        media_type="",
        score=_score,
        read=_read,
        places=("XMP", "EXIF", "IPTC"),
    ),
)
