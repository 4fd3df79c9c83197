"""MP4, QuickTime, M4V and M4A files without a track, box by box."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.makers.boxes import MANIFEST_UUID, XMP_UUID, box, full_box, uuid_box
from tests.makers.packets import xmp_packet

AIGC = '{"Label":"1","ContentProducer":"001191","ProduceID":"abc"}'
POSITION = "+59.3293+018.0686/"
MEDIA = box(b"mdat", bytes(64))
SWEDISH = struct.unpack(">H", bytes([0x4E, 0xC5]))[0]  # "sve" in ISO 639-2, five bits a letter

UTF8, UTF16, BINARY, SIGNED = 1, 2, 0, 21


def brand(major: bytes, *compatible: bytes) -> bytes:
    return box(b"ftyp", major, bytes(4), *compatible)


MOVIE_HEADER = full_box(
    b"mvhd",
    0,
    struct.pack(">IIIIIH10x", 0, 0, 1000, 0, 0x10000, 0x100),
    struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000),
    struct.pack(">7I", *[0] * 6, 1),
)


def movie(*parts: bytes) -> bytes:
    return box(b"moov", MOVIE_HEADER, *parts)


def mp4(*in_movie: bytes, major: bytes = b"isom", before: bytes = b"", tail: bytes = b"") -> bytes:
    """A file of the given brand: boxes in its movie, behind the brand, and behind the media data."""
    return brand(major, b"mp42") + before + movie(*in_movie) + MEDIA + tail


def data_box(value: bytes, kind: int = UTF8) -> bytes:
    return box(b"data", struct.pack(">II", kind, 0), value)


def handler(kind: bytes) -> bytes:
    return full_box(b"hdlr", 0, bytes(4), kind, bytes(13))


def item_list(*items: bytes) -> bytes:
    """The `meta` box of an ISO file, as iTunes writes it."""
    return full_box(b"meta", 0, handler(b"mdir"), box(b"ilst", *items))


def freeform(name: str, value: str) -> bytes:
    mean, title = full_box(b"mean", 0, b"com.apple.iTunes"), full_box(b"name", 0, name.encode())
    return box(b"----", mean, title, data_box(value.encode()))


def keyed(values: dict[str, str], *, version: bool = False) -> bytes:
    """The `meta` box with names of its own: as QuickTime writes it, without a version, or as ISO files have it."""
    names = b"".join(box(b"mdta", name.encode()) for name in values)
    items = [box(struct.pack(">I", at), data_box(value.encode())) for at, value in enumerate(values.values(), 1)]
    parts = (handler(b"mdta"), full_box(b"keys", 0, struct.pack(">I", len(values)), names), box(b"ilst", *items))
    return full_box(b"meta", 0, *parts) if version else box(b"meta", *parts)


def international(kind: bytes, text: bytes, language: int = SWEDISH) -> bytes:
    return box(kind, struct.pack(">HH", len(text), language), text)


def location(latitude: float, longitude: float, name: bytes = b"Stockholm\0") -> bytes:
    place = struct.pack(">Biii", 0, round(longitude * 65536), round(latitude * 65536), 0)
    return full_box(b"loci", 0, struct.pack(">H", SWEDISH), name, place, b"earth\0\0")


def user_data(*parts: bytes) -> bytes:
    return box(b"udta", *parts)


def xmp_box() -> bytes:
    return uuid_box(XMP_UUID, xmp_packet())


def manifest_box() -> bytes:
    return uuid_box(MANIFEST_UUID, bytes(4), b"manifest\0", bytes(8))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "mp4/clean-empty": mp4,
    "mp4/labelled-dst": lambda: mp4(tail=xmp_box()),
    "mp4/labelled-tc260": lambda: mp4(user_data(keyed({"AIGC": AIGC}, version=True))),
    "mp4/traced-veo": lambda: mp4(user_data(item_list(box(b"\xa9too", data_box(b"Google"))))),
    "mp4/personal-gps": lambda: mp4(user_data(international(b"\xa9xyz", POSITION.encode()))),
    "mp4/personal-loci": lambda: mp4(user_data(location(59.3293, 18.0686))),
    "mp4/broken-box": lambda: mp4(tail=xmp_box() + struct.pack(">I4s", 4, b"free")),
    "mp4/broken-cut": lambda: mp4()[:-20],
    "mov/clean-empty": lambda: mp4(major=b"qt  "),
    "mov/clean-old": lambda: box(b"wide") + MEDIA + movie(),
    "mov/labelled-dst": lambda: mp4(user_data(box(b"XMP_", xmp_packet()), bytes(4)), major=b"qt  "),
    "mov/personal-gps": lambda: mp4(keyed({"com.apple.quicktime.location.ISO6709": POSITION}), major=b"qt  "),
    "mov/broken-cut": lambda: mp4(major=b"qt  ")[:-20],
    "m4v/clean-empty": lambda: mp4(major=b"M4V "),
    "m4v/labelled-dst": lambda: mp4(major=b"M4V ", tail=xmp_box()),
    "m4v/broken-cut": lambda: mp4(major=b"M4V ")[:-20],
    "m4a/clean-empty": lambda: mp4(major=b"M4A "),
    "m4a/labelled-tc260": lambda: mp4(user_data(item_list(freeform("AIGC", AIGC))), major=b"M4A "),
    "m4a/personal-artist": lambda: mp4(
        user_data(item_list(box(b"\xa9ART", data_box("Anna Almlöf".encode())))), major=b"M4A "
    ),
    "m4a/broken-cut": lambda: mp4(major=b"M4A ")[:-20],
}
