"""JPEG files: the segments are made here, the picture by Pillow."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable
from functools import cache

from PIL import Image

from tests.makers import xmp
from tests.makers.packets import exif_block, iptc_block, resources, xmp_packet
from tests.makers.tiff import COMMENT, structure, user_comment

XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"


@cache
def picture(mode: str = "RGB", *, progressive: bool = False) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (24, 16), 0).save(out, "JPEG", progressive=progressive)
    return out.getvalue()


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def xmp_segment(packet: bytes) -> bytes:
    return segment(0xE1, XMP + packet)


def exif_segment(block: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + block)


def photoshop_segment(block: bytes) -> bytes:
    return segment(0xED, b"Photoshop 3.0\0" + block)


def extended(packet: bytes, size: int = 100, *, order: int = 1) -> tuple[str, bytes]:
    """The digest of an extended packet and its segments, in file order or backwards."""
    digest = hashlib.md5(packet, usedforsecurity=False).hexdigest().upper()
    pieces = [
        segment(0xE1, EXTENDED + digest.encode() + struct.pack(">II", len(packet), at) + packet[at : at + size])
        for at in range(0, len(packet), size)
    ]
    return digest, b"".join(pieces[::order])


def with_segments(*parts: bytes, base: bytes | None = None) -> bytes:
    """The picture with segments directly behind its start."""
    data = picture() if base is None else base
    return data[:2] + b"".join(parts) + data[2:]


def with_extended(*, order: int = 1) -> bytes:
    inner = xmp.META.format(xmp.RDF.format(xmp.description(attributes=xmp.generated_attribute()))).encode()
    digest, pieces = extended(inner, order=order)
    main = xmp.packet(xmp.description(attributes=f'xmpNote:HasExtendedXMP="{digest}"'))
    return with_segments(xmp_segment(main.encode()), pieces)


def samsung_trailer(name: bytes, value: bytes) -> bytes:
    block = struct.pack("<HHI", 0, 0x0A61, len(name)) + name + value
    directory = b"SEFH" + struct.pack("<II", 106, 1) + struct.pack("<HHII", 0, 0x0A61, len(block), len(block))
    return block + directory + struct.pack("<I", len(directory)) + b"SEFT"


SAMPLES: dict[str, Callable[[], bytes]] = {
    "jpeg/clean-rgb": picture,
    "jpeg/clean-grey": lambda: picture("L"),
    "jpeg/clean-cmyk": lambda: picture("CMYK"),
    "jpeg/clean-progressive": lambda: picture(progressive=True),
    "jpeg/clean-fill-bytes": lambda: with_segments(b"\xff\xff\xff" + segment(0xFE, b"a caption")),
    "jpeg/clean-tail": lambda: picture() + b"behind the end",
    "jpeg/clean-xmp": lambda: with_segments(xmp_segment(xmp.clean_packet())),
    "jpeg/labelled-record": lambda: with_segments(xmp_segment(xmp.record_packet())),
    "jpeg/labelled-dst": lambda: with_segments(xmp_segment(xmp_packet())),
    "jpeg/labelled-exif-first": lambda: with_segments(exif_segment(exif_block()), xmp_segment(xmp_packet())),
    "jpeg/labelled-extended": with_extended,
    "jpeg/labelled-extended-backwards": lambda: with_extended(order=-1),
    "jpeg/labelled-in-app13": lambda: with_segments(
        photoshop_segment(b"8BIM" + struct.pack(">HHI", 1060, 0, len(xmp_packet())) + xmp_packet())
    ),
    "jpeg/traced-a1111": lambda: with_segments(exif_segment(structure(exif=[user_comment(COMMENT)]))),
    "jpeg/traced-samsung": lambda: picture() + samsung_trailer(b"PhotoEditor_Re_Edit_Data", b'{"genAIType": 1}'),
    "jpeg/personal-artist": lambda: with_segments(exif_segment(exif_block())),
    "jpeg/personal-by-line": lambda: with_segments(photoshop_segment(resources(iptc_block()))),
    "jpeg/personal-split-resources": lambda: with_segments(
        photoshop_segment(resources(iptc_block())[:20]), photoshop_segment(resources(iptc_block())[20:])
    ),
    "jpeg/personal-creator": lambda: with_segments(xmp_segment(xmp.creator_packet())),
    "jpeg/broken-cut": lambda: with_segments(xmp_segment(xmp_packet()))[:300],
    "jpeg/broken-no-marker": lambda: with_segments(xmp_segment(xmp_packet()), b"stray bytes"),
    "jpeg/broken-length": lambda: with_segments(b"\xff\xe5\x00\x01"),
}
