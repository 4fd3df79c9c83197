"""GIF files of one pixel, block by block."""

from __future__ import annotations

from collections.abc import Callable

from tests.makers.packets import iptc_block, resources, xmp_packet

HEADER = b"GIF89a\x01\0\x01\0\x80\0\0" + b"\0\0\0\xff\xff\xff"
IMAGE = b"\x2c\0\0\0\0\x01\0\x01\0\0" + b"\x02\x02\x4c\x01\0"
TRAILER = b"\x3b"
XMP_TRAILER = b"\x01" + bytes(range(255, -1, -1)) + b"\0"


def sub_blocks(data: bytes) -> bytes:
    parts = (data[at : at + 255] for at in range(0, len(data), 255))
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


def comment(text: bytes) -> bytes:
    return b"\x21\xfe" + sub_blocks(text)


def application(name: bytes, body: bytes) -> bytes:
    assert len(name) == 11
    return b"\x21\xff\x0b" + name + body


def xmp(packet: bytes) -> bytes:
    return application(b"XMP DataXMP", packet + XMP_TRAILER)


def gif(before: bytes = b"", after: bytes = b"") -> bytes:
    return HEADER + before + IMAGE + after + TRAILER


SAMPLES: dict[str, Callable[[], bytes]] = {
    "gif/clean-still": gif,
    "gif/clean-87a": lambda: gif().replace(b"GIF89a", b"GIF87a"),
    "gif/clean-looping": lambda: gif(application(b"NETSCAPE2.0", sub_blocks(b"\x01\0\0"))),
    "gif/clean-tail": lambda: gif() + comment(b"behind the end"),
    "gif/labelled-dst": lambda: gif(xmp(xmp_packet())),
    "gif/labelled-dst-after": lambda: gif(after=xmp(xmp_packet(padding=2048))),
    "gif/labelled-dst-in-sub-blocks": lambda: gif(application(b"XMP DataXMP", sub_blocks(xmp_packet()))),
    "gif/personal-iptc": lambda: gif(application(b"MGKIPTC0000", sub_blocks(iptc_block()))),
    "gif/personal-photoshop": lambda: gif(application(b"MGK8BIM0000", sub_blocks(resources(iptc_block())))),
    "gif/broken-cut": lambda: gif(comment(b"found before"))[:-3],
    "gif/broken-block": lambda: gif(b"\x99"),
}
