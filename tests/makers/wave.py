"""WAV files of one silent sample, chunk by chunk."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.makers.isomedia import AIGC
from tests.makers.mp3 import comment, id3
from tests.makers.packets import ARTIST, xmp_packet
from tests.makers.webp import chunk

FORMAT = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16))
DATA = chunk(b"data", bytes(2))


def info(**texts: str) -> bytes:
    return chunk(
        b"LIST", b"INFO" + b"".join(chunk(name.encode(), text.encode() + b"\0") for name, text in texts.items())
    )


def broadcast(description: str, originator: str, history: str = "") -> bytes:
    parts = struct.pack("<256s32s32s10s8sQH", description.encode(), originator.encode(), b"", b"", b"", 0, 1)
    return chunk(b"bext", parts + bytes(254) + history.encode())


def production(xml: str) -> bytes:
    return chunk(b"iXML", xml.encode())


def wave(*chunks: bytes) -> bytes:
    return chunk(b"RIFF", b"WAVE" + FORMAT + DATA + b"".join(chunks))


def long_wave(*chunks: bytes) -> bytes:
    """RF64: the sizes stand in ds64."""
    rest = FORMAT + struct.pack("<4sI", b"data", 0xFFFFFFFF) + bytes(2) + b"".join(chunks)
    sizes = chunk(b"ds64", struct.pack("<QQQI", 4 + 36 + len(rest), 2, 1, 0))
    return struct.pack("<4sI", b"RF64", 0xFFFFFFFF) + b"WAVE" + sizes + rest


SAMPLES: dict[str, Callable[[], bytes]] = {
    "wav/clean-silence": wave,
    "wav/labelled-dst": lambda: wave(chunk(b"_PMX", xmp_packet())),
    "wav/labelled-tc260": lambda: wave(chunk(b"AIGC", AIGC.encode())),
    "wav/labelled-long": lambda: long_wave(chunk(b"_PMX", xmp_packet())),
    "wav/traced-suno": lambda: wave(chunk(b"id3 ", id3(comment()))),
    "wav/personal-artist": lambda: wave(info(IART=ARTIST)),
    "wav/broken-length": lambda: wave(info(IART=ARTIST))[:-4],
}
