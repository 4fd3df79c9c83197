"""Photoshop image resources: in PSD files, in JPEG APP13 and in TIFF tag 34377.

Adobe Photoshop File Formats Specification, "Image Resources Section".
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import CHUNKS, METADATA_BYTES
from sensus_verify.parsing.exif import exif_fields
from sensus_verify.parsing.iptc import iptc_fields
from sensus_verify.parsing.reader import read_at, read_exact
from sensus_verify.parsing.xmp import packet_fields

_SIGNATURES = frozenset({b"8BIM", b"MeSa", b"PHUT", b"AgHg", b"DCSR"})
_IPTC = 1028
_XMP = 1060
_EXIF = 1058
_THUMBNAILS = frozenset({1033, 1036})
_HEAD = 12  # signature, number, empty name, size
_PRODUCERS: dict[int, tuple[str, Callable[..., Iterator[Field]]]] = {
    _IPTC: ("IPTC", iptc_fields),
    _XMP: ("XMP", packet_fields),
    _EXIF: ("EXIF", exif_fields),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One image resource: its number, and where its data lie."""

    number: int
    start: int  # absolute offset of the data
    size: int


def resources(stream: BinaryIO, start: int, end: int) -> Iterator[Resource]:
    """Yield the resources between two offsets; the stream may be moved between two of them.

    Raises:
        BrokenFile: "broken.structure" for a foreign signature, "broken.truncated" for a size that leads out,
            "broken.tooMany" over the limit. Zeros at the end are padding.
    """
    count = 0
    while end - start >= _HEAD:
        count += 1
        if count > CHUNKS:
            key = "broken.tooMany"
            raise BrokenFile(key, limit=CHUNKS)
        head = read_at(stream, start, 7, 7)
        if head[:4] not in _SIGNATURES:
            if not any(head):
                return
            key = "broken.structure"
            raise BrokenFile(key)
        data = start + 6 + ((head[6] + 2) & ~1) + 4  # the name is padded to an even length, its length byte included
        stream.seek(data - 4)
        size = int.from_bytes(read_exact(stream, 4), "big")
        if data + size > end:
            key = "broken.truncated"
            raise BrokenFile(key)
        yield Resource(number=int.from_bytes(head[4:6], "big"), start=data, size=size)
        start = data + size + (size & 1)


def resource_fields(block: bytes, *, where: str, offset: int | None = None) -> Iterator[Field]:
    """Yield the fields of a block of image resources; never raises. `where` names the block, "JPEG APP13"."""
    try:
        yield from fields_between(io.BytesIO(block), 0, len(block), where=where, offset=offset)
    except BrokenFile as error:
        yield Field(source=Source.STRUCTURE, name="damaged", value=error.problem.key, where=where, offset=offset)


def fields_between(stream: BinaryIO, start: int, end: int, *, where: str, offset: int | None = None) -> Iterator[Field]:
    """Yield the fields of the image resources between two offsets: XMP, IPTC, EXIF, and that a thumbnail is there.

    `offset` is given to every field; without it each field has the offset of its resource's data.

    Raises:
        BrokenFile: as `resources`; "broken.tooLarge" when the metadata of the block go over the limit.
    """
    left = METADATA_BYTES
    for resource in resources(stream, start, end):
        place = resource.start if offset is None else offset
        if resource.number in _THUMBNAILS:
            value = f"{resource.size} bytes"
            yield Field(
                source=Source.STRUCTURE, name="thumbnail", value=value, where=f"{where} thumbnail", offset=place
            )
        elif resource.number in _PRODUCERS:
            data = read_at(stream, resource.start, resource.size, left)
            left -= resource.size
            kind, fields = _PRODUCERS[resource.number]
            yield from fields(data, where=f"{where} {kind}", offset=place)
