"""BMP and Windows icons: headers and pixels. Neither has a place for a statement, so reading checks the header only."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field
from sensus_verify.parsing.reader import read_at, size_of

_TRUNCATED = "broken.truncated"
_BMP_HEAD = struct.Struct("<2sIHHII")  # BITMAPFILEHEADER and the size of the header behind it
_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})  # sizes of every known second header
_ICO_HEAD = struct.Struct("<HHH")
_ICO_KINDS = frozenset({1, 2})  # icon, cursor
_ICO_ENTRY = struct.Struct("<BBBBHHII")
_ICO_SUFFIXES = frozenset({".ico", ".cur"})


def _score_bmp(head: bytes, suffix: str) -> int:
    if len(head) < _BMP_HEAD.size or not head.startswith(b"BM"):
        return 0
    *_, header = _BMP_HEAD.unpack_from(head)
    return MAGIC + (suffix in {".bmp", ".dib"}) if header in _BMP_HEADERS else 0


def _read_bmp(stream: BinaryIO) -> Iterator[Field]:
    *_, pixels, header = _BMP_HEAD.unpack(read_at(stream, 0, _BMP_HEAD.size, _BMP_HEAD.size))
    if max(pixels, _BMP_HEAD.size - 4 + header) > size_of(stream):
        raise BrokenFile(_TRUNCATED)
    yield from ()


def _score_ico(head: bytes, suffix: str) -> int:
    if len(head) < _ICO_HEAD.size + _ICO_ENTRY.size:
        return 0
    zero, kind, count = _ICO_HEAD.unpack_from(head)
    *_, reserved, _, _, size, offset = _ICO_ENTRY.unpack_from(head, _ICO_HEAD.size)
    table = _ICO_HEAD.size + count * _ICO_ENTRY.size
    fits = zero == 0 and kind in _ICO_KINDS and count and reserved == 0 and size and offset >= table
    return MAGIC + (suffix in _ICO_SUFFIXES) if fits else 0


def _read_ico(stream: BinaryIO) -> Iterator[Field]:
    _, _, count = _ICO_HEAD.unpack(read_at(stream, 0, _ICO_HEAD.size, _ICO_HEAD.size))
    table = count * _ICO_ENTRY.size
    entries = _ICO_ENTRY.iter_unpack(read_at(stream, _ICO_HEAD.size, table, table))
    if max((offset + size for *_, size, offset in entries), default=0) > size_of(stream):
        raise BrokenFile(_TRUNCATED)
    yield from ()


CARRIERS = (
    Carrier(
        name="bmp",
        title="BMP",
        suffixes=frozenset({".bmp", ".dib"}),
        media_type="",
        score=_score_bmp,
        read=_read_bmp,
        places=(),
    ),
    Carrier(
        name="ico",
        title="ICO",
        suffixes=_ICO_SUFFIXES,
        media_type="",
        score=_score_ico,
        read=_read_ico,
        places=(),
    ),
)
