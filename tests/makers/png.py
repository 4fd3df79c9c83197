"""PNG files of one pixel, chunk by chunk."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tests.makers.packets import PARAMETERS, exif_block, iptc_block, resources, xmp_packet

SIGNATURE = b"\x89PNG\r\n\x1a\n"
XMP_KEYWORD = b"XML:com.adobe.xmp"


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width: int = 1, height: int = 1, colour: int = 2) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0))


PIXELS = chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
END = chunk(b"IEND")


def png(before: bytes = b"", after: bytes = b"", tail: bytes = b"") -> bytes:
    """A white pixel, with chunks before and after its data and bytes behind the end."""
    return SIGNATURE + header() + before + PIXELS + after + END + tail


def text(keyword: str, value: str | bytes) -> bytes:
    data = value if isinstance(value, bytes) else value.encode("latin-1")
    return chunk(b"tEXt", keyword.encode("latin-1") + b"\0" + data)


def compressed_text(keyword: str, value: bytes, *, method: int = 0) -> bytes:
    return chunk(b"zTXt", keyword.encode("latin-1") + b"\0" + bytes([method]) + zlib.compress(value))


def international(keyword: bytes, value: bytes, *, packed: bool = False, language: bytes = b"") -> bytes:
    data = zlib.compress(value) if packed else value
    return chunk(
        b"iTXt", keyword + b"\0" + bytes([packed, 0]) + language + b"\0" + keyword[: len(language)] + b"\0" + data
    )


def raw_profile(kind: str, block: bytes) -> bytes:
    """The form in which ImageMagick writes a profile as text; `kind` is what its first line says."""
    digits = block.hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return f"\n{kind}\n{len(block):8d}\n{lines}\n".encode()


def animated() -> bytes:
    """APNG of one frame."""
    control = struct.pack(">IIIIIHHBB", 0, 1, 1, 0, 0, 1, 10, 0, 0)
    return png(before=chunk(b"acTL", struct.pack(">II", 1, 0)) + chunk(b"fcTL", control))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "png/clean-rgb": png,
    "png/clean-animated": animated,
    "png/clean-tail": lambda: png(tail=text("parameters", PARAMETERS)),
    "png/labelled-dst": lambda: png(before=international(XMP_KEYWORD, xmp_packet())),
    "png/labelled-dst-compressed": lambda: png(after=international(XMP_KEYWORD, xmp_packet(), packed=True)),
    "png/labelled-dst-raw-profile": lambda: png(
        before=compressed_text("Raw profile type xmp", raw_profile("xmp", xmp_packet()))
    ),
    "png/traced-a1111": lambda: png(before=text("parameters", PARAMETERS)),
    "png/traced-a1111-after": lambda: png(after=compressed_text("parameters", PARAMETERS.encode())),
    "png/personal-exif": lambda: png(after=chunk(b"eXIf", exif_block())),
    "png/personal-raw-exif": lambda: png(before=text("Raw profile type exif", raw_profile("exif", exif_block()))),
    "png/personal-raw-iptc": lambda: png(
        before=compressed_text("Raw profile type iptc", raw_profile("IPTC profile", resources(iptc_block())))
    ),
    "png/broken-length": lambda: png(before=struct.pack(">I4s", 0x7FFFFFFF, b"tEXt")),
    "png/broken-cut": lambda: png(before=text("Title", "a picture"))[:-8],
    "png/broken-kind": lambda: png(before=chunk(b"\0\0\0\0")),
}
