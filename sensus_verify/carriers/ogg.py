"""Ogg with Vorbis, Opus, FLAC, Speex or Theora: the comment packet of each stream (RFC 3533, RFC 7845)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field
from sensus_verify.core.limits import CHUNKS, INFLATED
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.vorbis import comment_fields

_SIGNATURE = b"OggS"
_HEAD = 27
_BEGINNING, _END = 0x02, 0x04
_FULL = 255
_STREAMS = 32  # multiplexed in one file
_PACKETS = {
    b"\x03vorbis": "Vorbis comment",
    b"OpusTags": "OpusTags",
    b"\x81theora": "Theora comment",
}
_FIRST_PACKETS = {b"\x7fFLAC": 4, b"Speex   ": 0}
"""First packets whose comment packet bears no name, and the bytes that stand before the comments in it."""


@dataclass(slots=True)
class _Stream:
    """One logical stream while its first packets come in."""

    offset: int  # of the page on which the packet in `packet` begins
    packet: bytearray = field(default_factory=bytearray)
    skip: int | None = None  # where the comments begin in the second packet; None: its name tells
    first_done: bool = False


def read(stream: BinaryIO) -> Iterator[Field]:
    """Yield the fields of an Ogg file: of the streams that it begins with, each page by its header.

    Raises:
        BrokenFile: a page that is none, or that does not fit into the file, before every comment packet is complete.
    """
    size = size_of(stream)
    open_streams: dict[int, _Stream] = {}
    position = 0
    for _ in range(CHUNKS):
        head = read_at(stream, position, _HEAD, _HEAD)
        if head[:4] != _SIGNATURE:
            key = "broken.structure"
            raise BrokenFile(key)
        lacing = read_at(stream, position + _HEAD, head[26], 255)
        start = position + _HEAD + len(lacing)
        if start + sum(lacing) > size:
            key = "broken.truncated"
            raise BrokenFile(key)
        serial = int.from_bytes(head[14:18], "little")
        if head[5] & _BEGINNING and len(open_streams) < _STREAMS:
            open_streams[serial] = _Stream(offset=position)
        if serial in open_streams:
            body = read_at(stream, start, sum(lacing), 255 * 255)
            yield from _page(open_streams, serial, position, lacing, body)
            if head[5] & _END:
                open_streams.pop(serial, None)
        if not open_streams:
            return
        position = start + sum(lacing)
    key = "broken.tooMany"
    raise BrokenFile(key, limit=CHUNKS)


def _page(streams: dict[int, _Stream], serial: int, page: int, lacing: bytes, body: bytes) -> Iterator[Field]:
    """Take in a page; yield the comments when their packet is complete, and drop the stream then."""
    current = streams[serial]
    position = 0
    for length in lacing:
        if not current.packet:
            current.offset = page
        current.packet += body[position : position + length]
        position += length
        if len(current.packet) > INFLATED:
            key = "broken.tooLarge"
            raise BrokenFile(key, limit=INFLATED)
        if length == _FULL:
            continue
        if current.first_done:
            yield from _comments(current)
            del streams[serial]
            return
        current.first_done = True
        current.skip = next((skip for name, skip in _FIRST_PACKETS.items() if current.packet.startswith(name)), None)
        current.packet.clear()


def _comments(current: _Stream) -> Iterator[Field]:
    packet = bytes(current.packet)
    where, skip = "Ogg comment", current.skip
    for name, title in _PACKETS.items():
        if packet.startswith(name):
            where, skip = title, len(name)
    if skip is not None:
        fields = comment_fields(packet[skip:], where=where, offset=current.offset)
        yield from guarded(fields, where=where, offset=current.offset)


def _score(suffixes: frozenset[str], *, opus: bool) -> Callable[[bytes, str], int]:
    def score(head: bytes, suffix: str) -> int:
        if not head.startswith(_SIGNATURE) or len(head) < _HEAD:
            return 0
        first = head[_HEAD + head[26] :]
        return MAGIC + (suffix in suffixes) if first.startswith(b"OpusHead") == opus else 0

    return score


_OGG = frozenset({".ogg", ".oga", ".ogv", ".ogx", ".spx"})
_OPUS = frozenset({".opus", ".ogg", ".oga"})


def _carrier(name: str, title: str, suffixes: frozenset[str], *, opus: bool) -> Carrier:
    return Carrier(
        name=name,
        title=title,
        suffixes=suffixes,
        media_type="",  # the credentials library has no handler for it: only sidecars count
        score=_score(suffixes, opus=opus),
        read=read,
        places=("Vorbis comments",),
        kind="audio",
    )


CARRIERS = (
    _carrier("ogg", "Ogg", _OGG, opus=False),
    _carrier("opus", "Opus", _OPUS, opus=True),
)
