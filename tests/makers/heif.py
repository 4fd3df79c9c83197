"""HEIF files: whole pictures from Pillow and pillow-heif, and tables of items by hand."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pillow_heif
from PIL import Image

from tests.makers.boxes import XMP_UUID, box, full_box, uuid_box
from tests.makers.packets import exif_block, xmp_packet

XMP_TYPE = b"application/rdf+xml"


@dataclass(frozen=True)
class Part:
    """One item, and how its place is written."""

    kind: bytes
    data: bytes
    media_type: bytes = b""
    encoding: bytes = b""
    method: int = 0  # 0: in the file, 1: in idat
    pieces: int = 1
    reference: int = 0


def xmp_part(**how: int) -> Part:
    return Part(b"mime", xmp_packet(), XMP_TYPE, **how)


def exif_part(lead: bytes = b"", **how: int) -> Part:
    return Part(b"Exif", struct.pack(">I", len(lead)) + lead + exif_block(), **how)


def brands(major: bytes, *compatible: bytes) -> bytes:
    return box(b"ftyp", major, bytes(4), *compatible)


def _entry(number: int, part: Part, version: int) -> bytes:
    names = b"\0" + (part.media_type + b"\0" + part.encoding + b"\0" if part.media_type else b"")
    if version < 2:
        return full_box(b"infe", version, struct.pack(">HH", number, 0), names)
    return full_box(b"infe", version, struct.pack(">IH" if version == 3 else ">HH", number, 0), part.kind, names)


def _places(parts: tuple[Part, ...], starts: list[int], version: int) -> bytes:
    wide = ">I" if version == 2 else ">H"
    out = [struct.pack(">H", 0x4440), struct.pack(wide, len(parts))]
    for number, (part, start) in enumerate(zip(parts, starts, strict=True), 1):
        out.append(struct.pack(wide, number))
        if version:
            out.append(struct.pack(">H", part.method))
        out.append(struct.pack(">HIH", part.reference, start, part.pieces))
        step = -(-len(part.data) // part.pieces)
        out.extend(struct.pack(">II", at, min(step, len(part.data) - at)) for at in range(0, len(part.data), step))
    return full_box(b"iloc", version, *out)


def heif(*parts: Part, major: bytes = b"heic", entries: int = 2, places: int = 1) -> bytes:
    """A file of items only (no picture), with tables of the versions asked for."""
    head = brands(major, b"mif1", b"heic")

    def meta(starts: list[int]) -> bytes:
        count = struct.pack(">I" if entries else ">H", len(parts))
        listed = (_entry(number, part, entries) for number, part in enumerate(parts, 1))
        information = full_box(b"iinf", 1 if entries else 0, count, *listed)
        inside = b"".join(part.data for part in parts if part.method == 1)
        handler = full_box(b"hdlr", 0, bytes(4), b"pict", bytes(13))
        return full_box(b"meta", 0, handler, information, _places(parts, starts, places), box(b"idat", inside))

    at = {0: len(head) + len(meta([0] * len(parts))) + 8, 1: 0}
    starts = []
    for part in parts:
        starts.append(at.get(part.method, 0))
        at[part.method] = at.get(part.method, 0) + len(part.data)
    return head + meta(starts) + box(b"mdat", *(part.data for part in parts if part.method == 0))


def avif(**metadata: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "white").save(out, "AVIF", speed=10, **metadata)
    return out.getvalue()


def heic(**metadata: bytes) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64), "white")).save(out, quality=30, **metadata)
    return out.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "avif/clean-rgb": avif,
    "avif/labelled-dst": lambda: avif(xmp=xmp_packet()),
    "avif/labelled-uuid": lambda: avif() + uuid_box(XMP_UUID, xmp_packet()),
    "avif/personal-exif": lambda: avif(exif=exif_block()),
    "avif/broken-cut": lambda: avif()[:-5],
    "heic/clean-rgb": heic,
    "heic/labelled-dst": lambda: heic(xmp=xmp_packet()),
    "heic/labelled-in-idat": lambda: heif(xmp_part(method=1)),
    "heic/labelled-in-pieces": lambda: heif(xmp_part(pieces=3), entries=3, places=2),
    "heic/labelled-old-tables": lambda: heif(xmp_part(), entries=0, places=0),
    "heic/labelled-deflated": lambda: heif(Part(b"mime", zlib.compress(xmp_packet()), XMP_TYPE, b"deflate")),
    "heic/personal-exif": lambda: heif(exif_part(), exif_part(b"Exif\0\0")),
    "heic/broken-cut": lambda: heif(xmp_part())[:-5],
}
