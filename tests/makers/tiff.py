"""TIFF structures, entry by entry: whole files, DNG, and the blocks of EXIF."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.makers import xmp
from tests.makers.packets import PARAMETERS, iptc_block, resources, xmp_packet

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 1, 2, 3, 4, 5, 7
_SIZES = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1, 13: 4, 16: 8}
COMMENT = PARAMETERS


@dataclass(frozen=True)
class Tag:
    number: int
    kind: int
    value: bytes  # in the byte order of the structure


def text(number: int, value: str) -> Tag:
    return Tag(number, ASCII, value.encode() + b"\0")


def short(number: int, value: int, order: str = "<") -> Tag:
    return Tag(number, SHORT, struct.pack(order + "H", value))


def user_comment(value: str, encoding: str = "utf-16-be", code: bytes = b"UNICODE\0") -> Tag:
    return Tag(37510, UNDEFINED, code + value.encode(encoding))


def degrees(number: int, *parts: tuple[int, int], order: str = "<") -> Tag:
    return Tag(number, RATIONAL, b"".join(struct.pack(order + "II", *part) for part in parts))


def stockholm(order: str = "<") -> list[Tag]:
    """The GPS directory of a place in Stockholm."""
    return [
        text(1, "N"),
        degrees(2, (59, 1), (19, 1), (4548, 100), order=order),
        text(3, "E"),
        degrees(4, (18, 1), (4, 1), (696, 100), order=order),
    ]


def directory(tags: Sequence[Tag], at: int, order: str, following: int = 0, *, big: bool = False) -> bytes:
    """A directory that lies at `at`, its long values behind it."""
    wide, entry, count = (8, 20, 8) if big else (4, 12, 2)
    number = order + ("Q" if big else "I")
    values_at = at + count + entry * len(tags) + wide
    table, values = struct.pack(order + ("Q" if big else "H"), len(tags)), b""
    for tag in sorted(tags, key=lambda tag: tag.number):
        items = len(tag.value) // _SIZES[tag.kind]
        if len(tag.value) <= wide:
            place = tag.value.ljust(wide, b"\0")
        else:
            place = struct.pack(number, values_at + len(values))
            values += tag.value + b"\0" * (len(tag.value) & 1)
        table += struct.pack(order + "HH", tag.number, tag.kind) + struct.pack(number, items) + place
    return table + struct.pack(number, following) + values


def structure(
    *pages: Sequence[Tag],
    exif: Sequence[Tag] = (),
    gps: Sequence[Tag] = (),
    order: str = "<",
    big: bool = False,
) -> bytes:
    """A TIFF structure: a chain of directories; EXIF and GPS hang on the first."""
    number = order + ("Q" if big else "I")
    mark = b"II" if order == "<" else b"MM"
    head = mark + struct.pack(order + "H", 43 if big else 42) + (struct.pack(order + "HH", 8, 0) if big else b"")
    body, at = b"", len(head) + (8 if big else 4)
    pointers = []
    for tag, inner in ((34665, exif), (34853, gps)):
        if inner:
            pointers.append(Tag(tag, 16 if big else LONG, struct.pack(number, at)))
            block = directory(inner, at, order, big=big)
            body, at = body + block, at + len(block)
    first = at
    chain = [list(page) for page in pages] or [[]]
    chain[0] += pointers
    for position, page in enumerate(chain):
        size = len(directory(page, at, order, big=big))
        following = at + size if position + 1 < len(chain) else 0
        body, at = body + directory(page, at, order, following, big=big), at + size
    return head + struct.pack(number, first) + body


def page(*tags: Tag, order: str = "<") -> list[Tag]:
    """The tags of one grey pixel, and others."""
    return [
        short(256, 1, order),
        short(257, 1, order),
        short(258, 8, order),
        short(259, 1, order),
        short(262, 1, order),
        Tag(273, LONG, struct.pack(order + "I", 8)),
        short(277, 1, order),
        short(278, 1, order),
        Tag(279, LONG, struct.pack(order + "I", 1)),
        *tags,
    ]


def packet_tag(packet: bytes) -> Tag:
    return Tag(700, BYTE, packet)


def swapped(block: bytes) -> Tag:
    """IIM written as 32-bit numbers in the other byte order."""
    padded = block + b"\0" * (-len(block) % 4)
    return Tag(33723, LONG, b"".join(padded[at : at + 4][::-1] for at in range(0, len(padded), 4)))


DNG_VERSION = Tag(50706, BYTE, b"\1\4\0\0")
DST = packet_tag(xmp_packet())

SAMPLES: dict[str, Callable[[], bytes]] = {
    "tiff/clean-little": lambda: structure(page()),
    "tiff/clean-big-endian": lambda: structure(page(order=">"), order=">"),
    "tiff/clean-bigtiff": lambda: structure(page(), big=True),
    "tiff/clean-pages": lambda: structure(page(), page(), page()),
    "tiff/clean-xmp": lambda: structure(page(packet_tag(xmp.clean_packet()))),
    "tiff/labelled-record": lambda: structure(page(packet_tag(xmp.record_packet()))),
    "tiff/labelled-dst": lambda: structure(page(DST)),
    "tiff/labelled-bigtiff": lambda: structure(page(DST), big=True),
    "tiff/labelled-second-page": lambda: structure(page(), page(DST)),
    "tiff/traced-a1111": lambda: structure(page(), exif=[user_comment(COMMENT)]),
    "tiff/personal-artist": lambda: structure(page(text(315, "Anna Almlöf"))),
    "tiff/personal-position": lambda: structure(page(), gps=stockholm()),
    "tiff/personal-by-line": lambda: structure(page(Tag(33723, UNDEFINED, iptc_block()))),
    "tiff/personal-by-line-swapped": lambda: structure(page(swapped(iptc_block()))),
    "tiff/personal-photoshop": lambda: structure(page(Tag(34377, BYTE, resources(iptc_block())))),
    "tiff/broken-cut": lambda: structure(page(DST))[:60],
    "tiff/broken-loop": lambda: structure(page())[:-4] + struct.pack("<I", 8),
    "tiff/broken-offset": lambda: b"II*\0\xff\xff\xff\xff",
    "dng/clean-raw": lambda: structure(page(DNG_VERSION)),
    "dng/clean-big-endian": lambda: structure(page(DNG_VERSION, order=">"), order=">"),
    "dng/labelled-record": lambda: structure(page(DNG_VERSION, packet_tag(xmp.record_packet()))),
    "dng/labelled-dst": lambda: structure(page(DNG_VERSION, DST)),
    "dng/personal-serial": lambda: structure(page(DNG_VERSION), exif=[text(42033, "SN 4711-0815")]),
    "dng/broken-loop": lambda: structure(page(DNG_VERSION))[:-4] + struct.pack("<I", 8),
}
