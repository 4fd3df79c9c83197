"""What a file format is to us: how it is recognised, and what can be read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.evidence import Field

MAGIC = 10
"""Score of a format that its first bytes prove."""

LIKELY = 5
"""Score of a format that the content points to, such as text that looks like HTML."""

BY_NAME = 2
"""Score of a format that only the suffix names, where the bytes do not contradict it."""

ANYTHING = 1
"""Score of the carrier that takes what nobody else takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A family of formats that is read in one way.

    `score(head, suffix)` takes the first 64 KiB and the lower-case suffix with its dot, and gives 0 (not mine) to
    `MAGIC`, plus 1 when the suffix agrees. `read(stream)` yields the fields of a seekable stream opened at 0. It raises
    `BrokenFile` where the file is not what its first bytes promise; what it yielded before that counts.
    """

    name: str  # the `format` of the JSON: "jpeg"
    title: str  # the format's name for people: "JPEG"; a name, so it is not translated
    suffixes: frozenset[str]  # with the dot, lower case
    media_type: str  # what the credentials library is told; empty: it has no handler, only sidecars count
    score: Callable[[bytes, str], int]
    read: Callable[[BinaryIO], Iterable[Field]]
    places: tuple[str, ...]  # where it looks, in the format's own words: "XMP", "EXIF", "tEXt"
    kind: str = "image"  # image, video, audio, document, text, code, other: decides icon and preview
    holds_manifest: Callable[[BinaryIO], bool] | None = None  # is there a place with Content Credentials in it?
    # Where `holds_manifest` finds none there is none, so the credentials library is not asked: its time grows with the
    # square of the number of boxes (40 000: 5 s) and with every small chunk or block, and it reads PDF files whole.
    sees_every_manifest: bool = False
