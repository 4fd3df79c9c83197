"""Sidecars by themselves."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.makers.packets import xmp_packet
from tests.makers.records import GENERATED, RECORD

_MANIFEST_STORE = bytes.fromhex("63327061 0011 0010 8000 00AA00389B71")


def manifest_store() -> bytes:
    """An empty manifest store: a JUMBF superbox with its description alone."""
    description = _MANIFEST_STORE + b"\x03c2pa\0"
    described = (8 + len(description)).to_bytes(4, "big") + b"jumd" + description
    return (8 + len(described)).to_bytes(4, "big") + b"jumb" + described


def record_beside(name: str = "bild.bmp", sha256: str = "0" * 64) -> bytes:
    return json.dumps({"file": {"name": name, "sha256": sha256}, "record": RECORD}, ensure_ascii=False).encode()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "xmp/clean-empty": lambda: b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
    "xmp/labelled-packet": lambda: xmp_packet(GENERATED),
    "xmp/labelled-utf16": lambda: xmp_packet(GENERATED).decode().encode("utf-16"),
    "xmp/broken-cut": lambda: xmp_packet(GENERATED)[: len(xmp_packet(GENERATED)) // 2],
    "sensus-record/labelled-record": record_beside,
    "sensus-record/broken-cut": lambda: record_beside()[:-9],
    "sensus-record/clean-empty": lambda: b'{"file": {"name": "a", "sha256": ""}, "record": {"organisation": "Sensus"}}',
    "c2pa/clean-store": manifest_store,
    "c2pa/broken-cut": lambda: manifest_store()[:-2],
}
