"""Matroska and WebM files without a track, element by element."""

from __future__ import annotations

from collections.abc import Callable

from tests.makers.isomedia import AIGC
from tests.makers.packets import GENERATED

SEGMENT, SEEK_HEAD, INFO, CLUSTER = 0x18538067, 0x114D9B74, 0x1549A966, 0x1F43B675
TAGS, TAG, SIMPLE_TAG = 0x1254C367, 0x7373, 0x67C8


def element(identifier: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return _identifier(identifier) + (1 << 56 | len(data)).to_bytes(8, "big") + data


def open_element(identifier: int, *parts: bytes) -> bytes:
    """An element whose size is not known, as programs write it that send while they record."""
    return _identifier(identifier) + b"\x01" + b"\xff" * 7 + b"".join(parts)


def _identifier(identifier: int) -> bytes:
    return identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")


def header(document_type: str = "matroska") -> bytes:
    return element(0x1A45DFA3, element(0x4282, document_type.encode()), element(0x4287, b"\4"))


def info(title: str = "") -> bytes:
    parts = [element(0x7BA9, title.encode())] if title else []
    return element(
        INFO, element(0x2AD7B1, b"\x0f\x42\x40"), *parts, element(0x4D80, b"made"), element(0x5741, b"by hand")
    )


def simple_tag(name: str, value: str | None = None, *nested: bytes) -> bytes:
    text = [] if value is None else [element(0x4487, value.encode())]
    return element(SIMPLE_TAG, element(0x45A3, name.encode()), element(0x447A, b"swe"), *text, *nested)


def tags(*simple_tags: bytes) -> bytes:
    return element(TAGS, element(TAG, element(0x63C0), *simple_tags))


def cluster(blocks: int = 2) -> bytes:
    return element(CLUSTER, element(0xE7, b"\0"), *[element(0xA3, bytes(20))] * blocks)


def attachment(name: str) -> bytes:
    file = element(0x61A7, element(0x466E, name.encode()), element(0x4660, b"image/png"), element(0x465C, bytes(30)))
    return element(0x1941A469, file)


def mkv(*parts: bytes, document_type: str = "matroska") -> bytes:
    return header(document_type) + element(SEGMENT, *parts)


def webm(*parts: bytes) -> bytes:
    return mkv(*parts, document_type="webm")


SAMPLES: dict[str, Callable[[], bytes]] = {
    "mkv/clean-empty": lambda: mkv(info(), cluster()),
    "mkv/labelled-tc260": lambda: mkv(info(), cluster(), tags(simple_tag("AIGC", AIGC))),
    "mkv/labelled-dst": lambda: mkv(info(), tags(simple_tag("DIGITALSOURCETYPE", GENERATED)), cluster()),
    "mkv/personal-artist": lambda: mkv(info(), tags(simple_tag("ARTIST", "Anna Almlöf"))),
    "mkv/broken-cut": lambda: mkv(info("Film"), cluster())[:-10],
    "webm/clean-empty": lambda: webm(info(), cluster()),
    "webm/clean-live": lambda: (
        header("webm") + open_element(SEGMENT, info(), open_element(CLUSTER, element(0xE7, b"\0")))
    ),
    "webm/labelled-tc260": lambda: webm(info(), tags(simple_tag("AIGC", AIGC)), cluster()),
    "webm/broken-cut": lambda: webm(info("Film"), cluster())[:-10],
}
