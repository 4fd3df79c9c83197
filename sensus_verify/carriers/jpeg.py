"""JPEG: XMP (main and extended), EXIF, Photoshop resources with IPTC, comments, Samsung's trailer.

ITU-T T.81 annex B; Exif 2.32 clause 4.7; XMP Specification Part 3, clause 1.1.3; C2PA 2.x, "Embedding manifests in
JPEG" (APP11).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import MANIFEST_FILE_BYTES, METADATA_BYTES
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.exif import exif_fields
from sensus_verify.parsing.psd import resource_fields
from sensus_verify.parsing.reader import read_at, stands_behind
from sensus_verify.parsing.segments import APP1, APP11, APP13, COM, Segment, samsung_block, segments
from sensus_verify.parsing.unmarked import unmarked_text
from sensus_verify.parsing.xmp import ExtendedPart, extended_part, merge_extended, packet_fields

_SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".jif"})
_START = b"\xff\xd8\xff"
_EXIF = b"Exif\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_MANIFEST_SEGMENT = re.compile(rb"\xff\xeb..JP", re.DOTALL)
_MANIFEST = b"JP"
_DIGEST = "xmpNote:HasExtendedXMP"
_TRAILER = "PhotoEditor_Re_Edit_Data"


@dataclass(slots=True)
class _Gathered:
    """What is complete only when the last segment has been seen."""

    digest: str | None = None  # of the extended packet that the main one names
    main: bool = False
    extended: dict[str, list[ExtendedPart]] = field(default_factory=lambda: defaultdict(list))
    extended_at: int = 0
    resources: bytearray = field(default_factory=bytearray)
    resources_at: int = 0


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix in _SUFFIXES) if head.startswith(_START) else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    gathered = _Gathered()
    problem: BrokenFile | None = None
    try:
        left = METADATA_BYTES
        for segment in segments(stream):
            if segment.marker in (APP1, APP13, COM):
                payload = read_at(stream, segment.payload, segment.size, left)
                left -= segment.size
                yield from _part(payload, segment, gathered)
    except BrokenFile as error:
        problem = error
    yield from _gathered_fields(gathered)
    if problem is not None:
        raise problem
    block = samsung_block(stream, _TRAILER)
    if block is not None:
        yield Field(
            source=Source.STRUCTURE,
            name=_TRAILER,
            value=unmarked_text(block.data),
            where="JPEG trailer",
            offset=block.start,
        )


def _part(payload: bytes, segment: Segment, gathered: _Gathered) -> Iterator[Field]:
    """Yield the fields of one segment, and gather what goes on in later ones."""
    at = segment.start
    if segment.marker == COM:
        if payload.strip(b"\0 "):
            yield Field(
                source=Source.COMMENT, name="comment", value=unmarked_text(payload), where="JPEG COM", offset=at
            )
    elif segment.marker == APP13:
        if payload.startswith(_PHOTOSHOP):
            gathered.resources_at = gathered.resources_at or at
            gathered.resources += payload.removeprefix(_PHOTOSHOP)  # one block may be cut into several segments
    elif payload.startswith(_EXIF):
        yield from exif_fields(payload[6:], where="JPEG APP1 EXIF", offset=at)
    elif payload.startswith(_XMP):
        yield from _packet(payload.removeprefix(_XMP), at, gathered)
    elif payload.startswith(_EXTENDED):
        gathered.extended_at = gathered.extended_at or at
        yield from guarded(_extended_part(payload, gathered), where="JPEG APP1 ExtendedXMP", offset=at)


def _packet(packet: bytes, at: int, gathered: _Gathered) -> Iterator[Field]:
    if gathered.main:
        yield _extra(len(packet), "JPEG APP1 XMP", at)
        return
    gathered.main = True
    for found in packet_fields(packet, where="JPEG APP1 XMP", offset=at):
        if found.name == _DIGEST:
            gathered.digest = found.value.upper()
        yield found


def _extended_part(payload: bytes, gathered: _Gathered) -> Iterator[Field]:
    part = extended_part(payload.removeprefix(_EXTENDED))
    gathered.extended[part.digest].append(part)
    yield from ()


def _gathered_fields(gathered: _Gathered) -> Iterator[Field]:
    if gathered.resources:
        yield from resource_fields(bytes(gathered.resources), where="JPEG APP13", offset=gathered.resources_at)
    for digest, parts in gathered.extended.items():
        where, at = "JPEG APP1 ExtendedXMP", gathered.extended_at
        if digest == gathered.digest:
            yield from guarded(_merged(parts, where, at), where=where, offset=at)
        else:
            yield _extra(sum(len(part.data) for part in parts), where, at)
    if gathered.digest is not None and gathered.digest not in gathered.extended:
        yield Field(source=Source.STRUCTURE, name="damaged", value="broken.truncated", where="JPEG APP1 ExtendedXMP")


def _merged(parts: list[ExtendedPart], where: str, at: int) -> Iterator[Field]:
    yield from packet_fields(merge_extended(parts), where=where, offset=at)


def _extra(size: int, where: str, at: int) -> Field:
    """A packet that is not the picture's own: the first counts, the others are named (carriers.md 3.1)."""
    return Field(source=Source.STRUCTURE, name="extraXmp", value=f"{size} bytes", where=where, offset=at)


def _holds_manifest(stream: BinaryIO) -> bool:
    """Whether an APP11 segment of JPEG XT boxes stands anywhere, also behind the first scan, where none belongs.

    Behind the scan its bytes are looked for: a chance find in the picture's data only lets the library look, too.
    """
    for segment in segments(stream):
        if segment.marker == APP11 and read_at(stream, segment.payload, min(segment.size, 2), 2) == _MANIFEST:
            return True
    return stands_behind(stream, b"\xff\xeb", _MANIFEST_SEGMENT, MANIFEST_FILE_BYTES)


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="jpeg",
        title="JPEG",
        suffixes=_SUFFIXES,
        media_type="image/jpeg",
        score=_score,
        read=_read,
        places=("XMP", "EXIF", "IPTC", "COM", "JPEG trailer"),
        holds_manifest=_holds_manifest,
        sees_every_manifest=True,
    ),
)
