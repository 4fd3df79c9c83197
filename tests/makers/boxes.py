"""Boxes of ISO media files."""

from __future__ import annotations

import struct


def box(kind: bytes, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I4s", 8 + len(data), kind) + data


def full_box(kind: bytes, version: int, *parts: bytes) -> bytes:
    return box(kind, bytes([version, 0, 0, 0]), *parts)


def uuid_box(identity: str, *parts: bytes) -> bytes:
    return box(b"uuid", bytes.fromhex(identity.replace("-", "")), *parts)


XMP_UUID = "be7acfcb-97a9-42e8-9c71-999491e3afac"
MANIFEST_UUID = "d8fec3d6-1b0e-483c-9297-5828877ec481"
