"""AVI files without a picture, chunk by chunk."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.makers.isomedia import AIGC
from tests.makers.packets import ARTIST, xmp_packet
from tests.makers.wave import info
from tests.makers.webp import chunk

HEADERS = chunk(b"LIST", b"hdrl" + chunk(b"avih", struct.pack("<14I", 40000, *[0] * 13)))
PICTURES = chunk(b"LIST", b"movi" + chunk(b"00dc", bytes(8)) * 3)


def avi(*chunks: bytes, before: bytes = b"") -> bytes:
    return chunk(b"RIFF", b"AVI " + HEADERS + before + PICTURES + b"".join(chunks))


def further(*chunks: bytes) -> bytes:
    """A second form, as films above 1 GB have it."""
    return chunk(b"RIFF", b"AVIX" + PICTURES + b"".join(chunks))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "avi/clean-empty": avi,
    "avi/labelled-dst": lambda: avi(chunk(b"_PMX", xmp_packet())),
    "avi/labelled-tc260": lambda: avi(chunk(b"AIGC", AIGC.encode())),
    "avi/labelled-second": lambda: avi() + further(chunk(b"_PMX", xmp_packet())),
    "avi/personal-artist": lambda: avi(before=info(IART=ARTIST)),
    "avi/broken-length": lambda: avi()[:-4],
}
