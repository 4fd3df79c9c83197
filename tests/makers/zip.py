"""ZIP archives, sound and hostile, written with the standard library and by hand."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

DIRECTORY_ENTRY, END = b"PK\1\2", b"PK\5\6"


def archive(members: Mapping[str, bytes | str], *, stored: tuple[str, ...] = (), packed: bool = True) -> bytes:
    """An archive of these members, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in members.items():
            method = zipfile.ZIP_DEFLATED if packed and name not in stored else zipfile.ZIP_STORED
            target.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a name changed in place: names that the standard library would not write."""
    assert len(old) == len(new)
    assert data.count(old) >= 2
    return data.replace(old, new)


def locked(data: bytes) -> bytes:
    """The archive with the flag "encrypted" set on every member."""
    out = bytearray(data)
    for signature, place in ((b"PK\3\4", 6), (DIRECTORY_ENTRY, 8)):
        at = data.find(signature)
        while at >= 0:
            out[at + place] |= 1
            at = data.find(signature, at + 4)
    return bytes(out)


def bomb(size: int = 40 << 20) -> bytes:
    """Zeros that deflate packs a thousand times."""
    return bytes(size)


def endless(count: int = 0xFFFF, size: int = 0xFFFFFFF0) -> bytes:
    """An end record that promises a directory of four gigabytes."""
    head = b"PK\3\4" + bytes(26)
    return head + struct.pack("<4s4H2IH", END, 0, 0, count, count, size, 0, 0)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "zip/clean-text": lambda: archive({"readme.txt": "Hej", "folder/picture.jpg": b"\xff\xd8\xff\xd9"}),
    "zip/clean-stored": lambda: archive({"readme.txt": "Hej"}, packed=False),
    "zip/clean-locked": lambda: locked(archive({"readme.txt": "Hej"})),
    "zip/broken-cut": lambda: archive({"readme.txt": "Hej" * 100})[:60],
    "zip/broken-endless": endless,
}
