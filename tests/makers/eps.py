"""EPS programs with and without packets, and the header that DOS programs put before them."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.makers import xmp
from tests.makers.packets import xmp_packet

HEADER = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%Creator: (A drawing program)\n"
END_OF_HEADER = b"%%EndComments\n"
DRAWING = b"newpath 0 0 moveto 10 10 lineto stroke\n"


def embedded(packet: bytes) -> bytes:
    return (
        b"%%begin_xml_code\n%%begin_xml_packet: %d\n" % len(packet) + packet + b"\n%%end_xml_packet\n%%end_xml_code\n"
    )


def eps(*parts: bytes, comments: bytes = b"", header: bytes = HEADER) -> bytes:
    return header + comments + END_OF_HEADER + b"".join(parts) + DRAWING + b"showpage\n%%EOF\n"


def with_dos_header(program: bytes, preview: bytes = b"II*\0preview") -> bytes:
    head = struct.pack("<4s6IH", b"\xc5\xd0\xd3\xc6", 30, len(program), 0, 0, 30 + len(program), len(preview), 0xFFFF)
    return head + program + preview


SAMPLES: dict[str, Callable[[], bytes]] = {
    "eps/clean-drawing": eps,
    "eps/clean-dos": lambda: with_dos_header(eps()),
    "eps/clean-illustrator": lambda: eps(header=b"%!PS-Adobe-3.0 \r%%Creator: Adobe Illustrator(R) 8.0\r"),
    "eps/clean-xmp": lambda: eps(embedded(xmp.clean_packet())),
    "eps/labelled-record": lambda: eps(embedded(xmp.record_packet())),
    "eps/labelled-dst": lambda: eps(embedded(xmp_packet(padding=2048))),
    "eps/labelled-dos": lambda: with_dos_header(eps(embedded(xmp_packet()))),
    "eps/labelled-main-last": lambda: eps(
        embedded(xmp.clean_packet()), embedded(xmp_packet()), comments=b"%ADO_ContainsXMP: MainLast\n"
    ),
    "eps/personal-for": lambda: eps(comments=b"%%For: (Anna Almlof)\n"),
    "eps/personal-creator": lambda: eps(embedded(xmp.creator_packet())),
    "eps/broken-dos-cut": lambda: with_dos_header(eps())[:80],
    "eps/broken-dos-program": lambda: with_dos_header(b"no PostScript"),
}
