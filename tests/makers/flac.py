"""FLAC files without a sound, block by block."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.makers.isomedia import AIGC
from tests.makers.mp3 import enclosed, id3
from tests.makers.packets import ARTIST, GENERATED

STREAM_INFO = bytes.fromhex("10001000000000000000 0ac440f0 00000000") + bytes(16)
COMMENTS = 4


def block(kind: int, data: bytes, *, last: bool = False) -> bytes:
    return bytes([kind | (0x80 if last else 0)]) + len(data).to_bytes(3, "big") + data


def comments(*texts: str, vendor: str = "by hand") -> bytes:
    """A Vorbis comment field, as FLAC and Ogg hold it."""
    strings = [struct.pack("<I", len(text.encode())) + text.encode() for text in (vendor, *texts)]
    return strings[0] + struct.pack("<I", len(texts)) + b"".join(strings[1:])


def flac(*texts: str, before: bytes = b"") -> bytes:
    blocks = block(0, STREAM_INFO) + block(COMMENTS, comments(*texts)) + block(1, bytes(16), last=True)
    return before + b"fLaC" + blocks


SAMPLES: dict[str, Callable[[], bytes]] = {
    "flac/clean-empty": flac,
    "flac/clean-manifest": lambda: flac(before=id3(enclosed())),
    "flac/labelled-dst": lambda: flac(f"DIGITALSOURCETYPE={GENERATED}"),
    "flac/labelled-tc260": lambda: flac(f"aigc={AIGC}"),
    "flac/personal-artist": lambda: flac(f"ARTIST={ARTIST}"),
    "flac/broken-cut": lambda: flac()[:-4],
}
