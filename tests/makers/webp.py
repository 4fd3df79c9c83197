"""WebP files of one pixel, chunk by chunk."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.makers.packets import exif_block, xmp_packet

PIXEL = bytes.fromhex("2f0000000007d0fffef7bfff8188e87f00")  # one white pixel, lossless (RFC 9649 section 3)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(data)) + data + b"\0" * (len(data) & 1)


def webp(*chunks: bytes) -> bytes:
    """A picture with these chunks behind it, in the extended form when there are any."""
    start = chunk(b"VP8X", bytes(10)) if chunks else b""
    return chunk(b"RIFF", b"WEBP" + start + chunk(b"VP8L", PIXEL) + b"".join(chunks))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "webp/clean-lossless": webp,
    "webp/clean-tail": lambda: webp() + chunk(b"XMP ", xmp_packet()),
    "webp/labelled-dst": lambda: webp(chunk(b"XMP ", xmp_packet())),
    "webp/personal-exif": lambda: webp(chunk(b"EXIF", exif_block())),
    "webp/personal-exif-lead": lambda: webp(chunk(b"EXIF", b"Exif\0\0" + exif_block())),
    "webp/broken-length": lambda: webp(chunk(b"XMP ", xmp_packet()))[:-40],
}
