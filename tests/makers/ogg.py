"""Ogg Vorbis and Opus files that end with their headers, page by page."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.makers.flac import comments
from tests.makers.isomedia import AIGC
from tests.makers.packets import ARTIST, GENERATED

VORBIS = b"\x01vorbis" + struct.pack("<IBIIIIBB", 0, 1, 44100, 0, 96000, 0, 0xB8, 1)
OPUS = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
BEGINNING, CONTINUED, END = 2, 1, 4


def checksum(data: bytes) -> int:
    """The checksum of a page (RFC 3533 section 6): polynomial 0x04c11db7, nothing turned round."""
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


def page(lacing: bytes, body: bytes, *, number: int, flags: int = 0, serial: int = 7) -> bytes:
    def head(check: int) -> bytes:
        return struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, serial, number, check, len(lacing))

    return head(checksum(head(0) + lacing + body)) + lacing + body


def lacing_of(packet: bytes) -> bytes:
    return b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])


def ogg(first: bytes, second: bytes, *, serial: int = 7, segments: int = 255) -> bytes:
    """Two packets: the first on a page of its own, the second on as many pages as it needs."""
    pages = [page(lacing_of(first), first, number=0, flags=BEGINNING, serial=serial)]
    lacing, position = lacing_of(second), 0
    for at in range(0, len(lacing), segments):
        part = lacing[at : at + segments]
        body = second[position : position + sum(part)]
        pages.append(page(part, body, number=len(pages), flags=CONTINUED if at else 0, serial=serial))
        position += sum(part)
    return b"".join(pages)


def vorbis(*texts: str, segments: int = 255) -> bytes:
    return ogg(VORBIS, b"\x03vorbis" + comments(*texts) + b"\1", segments=segments)


def opus(*texts: str, segments: int = 255) -> bytes:
    return ogg(OPUS, b"OpusTags" + comments(*texts), segments=segments)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "ogg/clean-empty": vorbis,
    "ogg/labelled-dst": lambda: vorbis(f"DIGITALSOURCETYPE={GENERATED}"),
    "ogg/labelled-tc260": lambda: vorbis(f"AIGC={AIGC}"),
    "ogg/personal-artist": lambda: vorbis(f"ARTIST={ARTIST}"),
    "ogg/broken-cut": lambda: vorbis()[:-4],
    "opus/clean-empty": opus,
    "opus/labelled-dst": lambda: opus(f"DIGITALSOURCETYPE={GENERATED}"),
    "opus/labelled-pages": lambda: opus(f"FILLER={'x' * 900}", f"AIGC={AIGC}", segments=2),
    "opus/broken-cut": lambda: opus()[:-4],
}
