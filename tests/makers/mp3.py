"""MP3 files of three silent frames, with tags frame by frame."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.makers.isomedia import AIGC
from tests.makers.packets import ARTIST, xmp_packet

SOUND = (bytes.fromhex("fffb9000") + bytes(413)) * 3  # MPEG-1 layer III, 128 kbit/s, 44.1 kHz
SUNO = "made with suno; created=2026-11-23T10:00:00Z; id=0f8fad5b-d9cb-469f-a165-70867728950e"
MANIFEST_TYPE = "application/c2pa"


def synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def frame(name: str, content: bytes, *, version: int = 4, flags: int = 0) -> bytes:
    if version == 2:
        return name.encode() + len(content).to_bytes(3, "big") + content
    size = synchsafe(len(content)) if version == 4 else struct.pack(">I", len(content))
    return name.encode() + size + struct.pack(">H", flags) + content


def id3(*frames: bytes, version: int = 4, flags: int = 0, padding: int = 0) -> bytes:
    body = b"".join(frames) + bytes(padding)
    return b"ID3" + bytes([version, 0, flags]) + synchsafe(len(body)) + body


def text(name: str, value: str, *, version: int = 4) -> bytes:
    """A text frame: UTF-8 in version 2.4, UTF-16 before."""
    encoded = b"\3" + value.encode() if version == 4 else b"\1" + value.encode("utf-16")
    return frame(name, encoded, version=version)


def own_text(description: str, value: str, *, version: int = 4) -> bytes:
    if version == 4:
        return frame("TXXX", b"\3" + description.encode() + b"\0" + value.encode())
    wide = description.encode("utf-16") + b"\0\0" + value.encode("utf-16")
    return frame("TXX" if version == 2 else "TXXX", b"\1" + wide, version=version)


def comment(value: str = SUNO, *, version: int = 4) -> bytes:
    return frame("COM" if version == 2 else "COMM", b"\0eng\0" + value.encode("latin-1"), version=version)


def private(owner: str, data: bytes) -> bytes:
    return frame("PRIV", owner.encode() + b"\0" + data)


def enclosed(media_type: str = MANIFEST_TYPE, data: bytes = bytes(40)) -> bytes:
    return frame("GEOB", b"\0" + media_type.encode() + b"\0\0c2pa\0" + data)


def version_1(title: str = "", artist: str = "", remark: str = "") -> bytes:
    return struct.pack("3s30s30s30s4s30sB", b"TAG", title.encode(), artist.encode(), b"", b"", remark.encode(), 0)


def ape(**items: str) -> bytes:
    """An APE tag of version 2 without a header."""
    body = b"".join(
        struct.pack("<II", len(value.encode()), 0) + name.encode() + b"\0" + value.encode()
        for name, value in items.items()
    )
    return body + struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(body) + 32, len(items), 0)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "mp3/clean-bare": lambda: SOUND,
    "mp3/clean-tag": lambda: id3(text("TIT2", "Vår"), padding=20) + SOUND,
    "mp3/labelled-dst": lambda: id3(private("XMP", xmp_packet())) + SOUND,
    "mp3/labelled-tc260": lambda: id3(own_text("AIGC", AIGC)) + SOUND,
    "mp3/labelled-ape": lambda: SOUND + ape(AIGC=AIGC),
    "mp3/traced-suno": lambda: id3(comment()) + SOUND,
    "mp3/personal-artist": lambda: id3(text("TPE1", ARTIST, version=3), version=3) + SOUND,
    "mp3/broken-tag": lambda: id3(text("TIT2", "Vår"), padding=2000)[:-1990],
}
