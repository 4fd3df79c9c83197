"""PSD and PSB files of one pixel, section by section."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.makers import xmp
from tests.makers.packets import exif_block, iptc_block, xmp_packet


def resource(number: int, data: bytes, name: bytes = b"") -> bytes:
    pascal = bytes([len(name)]) + name
    pascal += b"\0" * (len(pascal) & 1)
    return b"8BIM" + struct.pack(">H", number) + pascal + struct.pack(">I", len(data)) + data + b"\0" * (len(data) & 1)


def psd(*resources: bytes, version: int = 1) -> bytes:
    header = b"8BPS" + struct.pack(">H6xHIIHH", version, 1, 1, 1, 8, 1)
    block = b"".join(resources)
    layers = bytes(8 if version == 2 else 4)
    return header + bytes(4) + struct.pack(">I", len(block)) + block + layers + b"\0\0\x80"


THUMBNAIL = resource(1036, bytes(28) + b"\xff\xd8\xff\xd9")

SAMPLES: dict[str, Callable[[], bytes]] = {
    "psd/clean-plain": psd,
    "psd/clean-psb": lambda: psd(version=2),
    "psd/clean-named-resource": lambda: psd(resource(1005, bytes(16), b"odd"), resource(1060, xmp.clean_packet())),
    "psd/labelled-record": lambda: psd(resource(1060, xmp.record_packet())),
    "psd/labelled-dst": lambda: psd(THUMBNAIL, resource(1060, xmp_packet())),
    "psd/labelled-psb": lambda: psd(resource(1060, xmp_packet()), version=2),
    "psd/personal-by-line": lambda: psd(resource(1028, iptc_block())),
    "psd/personal-artist": lambda: psd(resource(1058, exif_block())),
    "psd/broken-version": lambda: psd(version=7),
    "psd/broken-resource": lambda: psd(resource(1060, xmp_packet()), b"JUNKJUNKJUNKJUNK"),
    "psd/broken-cut": lambda: psd(resource(1060, xmp_packet()))[:-6],
}
