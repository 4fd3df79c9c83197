"""JPEG 2000 files: a codestream from Pillow, with boxes put before it by hand."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from functools import cache

from PIL import Image

from tests.makers.boxes import XMP_UUID, box, uuid_box
from tests.makers.packets import exif_block, iptc_block, xmp_packet

EXIF_UUID = b"JpgTiffExif->JP2".hex()
IPTC_UUID = "33c7a4d2-b81d-4723-a0ba-f1a3e097ad38"


@cache
def written(*, bare: bool = False) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG2000", no_jp2=bare)
    return out.getvalue()


def jp2(*boxes: bytes) -> bytes:
    before, _, _ = written().partition(b"jp2c")
    at = len(before) - 4
    return written()[:at] + b"".join(boxes) + written()[at:]


def codestream(comment: bytes, registration: int = 1) -> bytes:
    """A main header with one comment, and the end."""
    size = struct.pack(">HHHIIIIIIIIHBBB", 0xFF51, 41, 0, 8, 8, 0, 0, 8, 8, 0, 0, 1, 7, 1, 1)
    note = struct.pack(">HHH", 0xFF64, 4 + len(comment), registration) + comment
    return b"\xff\x4f" + size + note + b"\xff\x90\0\x0a" + bytes(8) + b"\xff\xd9"


SAMPLES: dict[str, Callable[[], bytes]] = {
    "jp2/clean-rgb": jp2,
    "jp2/clean-codestream": lambda: written(bare=True),
    "jp2/labelled-dst": lambda: jp2(uuid_box(XMP_UUID, xmp_packet())),
    "jp2/labelled-xml-box": lambda: jp2(box(b"xml ", xmp_packet())),
    "jp2/labelled-in-association": lambda: jp2(box(b"asoc", box(b"lbl ", b"x"), uuid_box(XMP_UUID, xmp_packet()))),
    "jp2/personal-exif": lambda: jp2(uuid_box(EXIF_UUID, exif_block())),
    "jp2/personal-iptc": lambda: jp2(uuid_box(IPTC_UUID, iptc_block())),
    "jp2/broken-cut": lambda: jp2(uuid_box(XMP_UUID, xmp_packet()))[:100],
    "jp2/broken-codestream": lambda: written(bare=True)[:60],
}
