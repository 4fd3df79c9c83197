"""MP3: ID3v2 before the sound, APE and ID3v1 behind it (ISO/IEC 11172-3 for the frames)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import LIKELY, MAGIC, Carrier
from sensus_verify.core.evidence import Field
from sensus_verify.parsing import id3
from sensus_verify.parsing.ape import ape_fields
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.reader import size_of
from sensus_verify.parsing.room import Room

_SUFFIXES = frozenset({".mp3", ".mp2", ".mpga"})
_RATES = {
    (3, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (3, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (3, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second by version (3: MPEG-1, 2: MPEG-2 and 2.5) and layer, for the indices 1 to 14."""
_SAMPLING = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_RESERVED = 1  # among the versions
_FRAMES = 2  # in a row prove a sound without a tag
_PADDING = 4096  # zero bytes that may stand before the first frame
_ID3V1 = 128


def read(stream: BinaryIO) -> Iterator[Field]:
    """Yield the fields of an MP3 file.

    Raises:
        BrokenFile: a tag reaches past the end of the file.
    """
    size, room = size_of(stream), Room()
    for start, end in id3.tags(stream):
        fields = id3.tag_fields(stream, start, size, room)
        if end > size:
            yield from fields
            return
        yield from guarded(fields, where="ID3v2", offset=start)
    yield from id3.version_1_fields(stream, size)
    yield from guarded(ape_fields(stream, size, room), where="APE")
    yield from guarded(ape_fields(stream, size - _ID3V1, room), where="APE")


def _score(head: bytes, suffix: str) -> int:
    """Return the score: frames of sound prove an MP3; a tag before something that cannot be seen points to one."""
    named = suffix in _SUFFIXES
    tag = id3.tag_size(head)
    behind = head[tag:]
    if _begins_with_frames(behind):
        return MAGIC + named
    if tag == 0 or behind.startswith(b"fLaC"):
        return 0
    return (MAGIC + 1) if named else LIKELY


def _begins_with_frames(data: bytes) -> bool:
    position = len(data) - len(data.lstrip(b"\0"))
    if position > _PADDING:
        return False
    for _ in range(_FRAMES):
        length = _frame_length(data[position : position + 4])
        if length == 0:
            return False
        position += length
    return True


def _frame_length(head: bytes) -> int:
    """Return the length of the frame that begins with this header; 0 when it is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - eleven bits of synchronisation
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    rate, sampling, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == _RESERVED or layer > 3 or rate in (0, 15) or sampling == 3:  # noqa: PLR2004 - values that mean "none"
        return 0
    bits = 1000 * _RATES[3 if version == 3 else 2, layer][rate - 1]  # noqa: PLR2004 - MPEG-1
    frequency = _SAMPLING[version][sampling]
    if layer == 1:
        return 4 * (12 * bits // frequency + padding)
    return (144 if layer == 2 or version == 3 else 72) * bits // frequency + padding  # noqa: PLR2004 - MPEG-1


CARRIERS = (
    Carrier(
        name="mp3",
        title="MP3",
        suffixes=_SUFFIXES,
        media_type="audio/mpeg",
        score=_score,
        read=read,
        places=("ID3v2", "ID3v1", "APE"),
        kind="audio",
        holds_manifest=id3.holds_manifest,
    ),
)
