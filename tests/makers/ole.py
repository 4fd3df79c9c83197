"""OLE compound files written sector by sector."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, each padded to 4096 bytes so that none needs the mini stream."""
    bodies = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(bodies) + 1) // 4)
    fat, blocks, entries = [_FAT], [], []
    fat += [*range(2, directory_sectors + 1), _END]
    for name, data in bodies.items():
        start, count = len(fat), -(-len(data) // _SECTOR)
        fat += [*range(start + 1, start + count), _END]
        blocks.append(data.ljust(count * _SECTOR, b"\0"))
        entries.append(_entry(name, 2, start, len(data)))
    directory = b"".join([_entry("Root Entry", 5, _END, 0), *entries]).ljust(directory_sectors * _SECTOR, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    return header(directory=1) + table + directory + b"".join(blocks)


def small(name: str, data: bytes) -> bytes:
    """A compound file whose one stream lies in the mini stream."""
    assert len(data) <= _SECTOR
    fat = [_FAT, _END, _END, _END]  # itself, directory, mini FAT, mini stream
    count = -(-len(data) // 64)
    mini = struct.pack(f"<{count}I", *range(1, count), _END).ljust(_SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 3, count * 64) + _entry(name, 2, 0, len(data))
    table = struct.pack("<4I", *fat).ljust(_SECTOR, b"\xff")
    parts = (header(directory=1, mini_fat=2), table, directory.ljust(_SECTOR, b"\0"), mini, data.ljust(_SECTOR, b"\0"))
    return b"".join(parts)


def header(*, directory: int, mini_fat: int = _END, fat: int = 0) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(14)
    head += struct.pack("<4I", directory, 0, 4096, mini_fat) + struct.pack("<3I", int(mini_fat != _END), _END, 0)
    return head + struct.pack("<109I", fat, *[_FREE] * 108)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HB", len(raw), kind)
        + bytes(49)
        + struct.pack("<2I", start, size)
        + bytes(4)
    )


def properties(*sections: Mapping[int, bytes]) -> bytes:
    """Property sets, each a mapping of identity to typed value."""
    bodies = [_section(section) for section in sections]
    out = struct.pack("<HHI", 0xFFFE, 0, 0) + bytes(16) + struct.pack("<I", len(bodies))
    start = len(out) + 20 * len(bodies)
    for body in bodies:
        out += bytes(16) + struct.pack("<I", start)
        start += len(body)
    return out + b"".join(bodies)


def _section(values: Mapping[int, bytes]) -> bytes:
    places, body = b"", b""
    for identity, value in values.items():
        places += struct.pack("<2I", identity, 8 + 8 * len(values) + len(body))
        body += value
    return struct.pack("<2I", 8 + len(places) + len(body), len(values)) + places + body


def text(value: str, page: str = "cp1252") -> bytes:
    raw = value.encode(page) + b"\0"
    return struct.pack("<2I", 30, len(raw)) + raw.ljust(-(-len(raw) // 4) * 4, b"\0")


def wide(value: str) -> bytes:
    return struct.pack("<2I", 31, len(value) + 1) + value.encode("utf-16-le") + b"\0\0\0\0"


def page(number: int) -> bytes:
    return struct.pack("<IHH", 2, number, 0)


def names(entries: Mapping[int, str]) -> bytes:
    rows = (struct.pack("<2I", identity, len(name) + 1) + name.encode() + b"\0" for identity, name in entries.items())
    return struct.pack("<I", len(entries)) + b"".join(rows)


SUMMARY, DOCUMENT_SUMMARY = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_RECORD = '{"schemaVersion":"1.0","recordId":"urn:uuid:1","aiUse":"assisted"}'


def _people() -> bytes:
    summary = {1: page(1252), 4: text("Åsa Ek"), 8: wide("Bo Ål"), 7: text("Mall.dot"), 18: text("Microsoft Word 11.0")}
    return compound({SUMMARY: properties(summary), DOCUMENT_SUMMARY: properties({14: text("Cia"), 15: text("Sensus")})})


def _record() -> bytes:
    ours = {0: names({2: "SensusAI.record", 3: "AIGC"}), 1: page(65001), 2: text(_RECORD, "utf-8"), 3: text("{}")}
    return compound({DOCUMENT_SUMMARY: properties({15: text("")}, ours)})


SAMPLES: dict[str, Callable[[], bytes]] = {
    "ole/clean-plain": lambda: compound({"WordDocument": b"TC260 AIGC"}),
    "ole/clean-locked": lambda: compound({"EncryptedPackage": b"\1" * 99, "EncryptionInfo": b"\4\0\4\0"}),
    "ole/labelled-record": _record,
    "ole/personal-author": _people,
    "ole/personal-small": lambda: small(SUMMARY, properties({4: text("Åsa Ek")})),
    "ole/broken-cut": lambda: _people()[:700],
    "ole/broken-circle": lambda: (
        header(directory=1) + struct.pack("<2I", _FAT, 1).ljust(_SECTOR, b"\xff") + bytes(_SECTOR)
    ),
    "ole/broken-properties": lambda: compound({SUMMARY: b"\xff" * 4096}),
}
