"""JPEG XL files: containers around the start of a codestream (nothing here decodes pixels)."""

from __future__ import annotations

from collections.abc import Callable

from tests.makers.boxes import box
from tests.makers.packets import exif_block, xmp_packet

SIGNATURE = box(b"JXL ", b"\r\n\x87\n")
CODESTREAM = b"\xff\x0a\x00\x90\x01\x00\x12\x88\x02\x00\xd4\x00\x55\x0f\x00\x00"


def jxl(*boxes: bytes) -> bytes:
    return SIGNATURE + box(b"ftyp", b"jxl ", bytes(4), b"jxl ") + b"".join(boxes) + box(b"jxlc", CODESTREAM)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "jxl/clean-bare": lambda: CODESTREAM,
    "jxl/clean-container": jxl,
    "jxl/clean-brotli": lambda: jxl(box(b"brob", b"xml ", b"\x8b\x01\x80<x/>\x03")),
    "jxl/labelled-dst": lambda: jxl(box(b"xml ", xmp_packet())),
    "jxl/personal-exif": lambda: jxl(box(b"Exif", bytes(4), exif_block())),
    "jxl/broken-cut": lambda: jxl(box(b"xml ", xmp_packet()))[:-4],
    "jxl/broken-bare": lambda: CODESTREAM[:3],
}
