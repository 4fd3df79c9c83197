"""TIFF and BigTIFF, DNG, and the camera raw formats built on TIFF: every page's XMP, IPTC, Photoshop and EXIF.

TIFF Revision 6.0; the BigTIFF design; DNG 1.7; XMP Specification Part 3, clause 1.1.8; C2PA 2.x (tag 52545).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import METADATA_BYTES
from sensus_verify.parsing.exif import tag_fields
from sensus_verify.parsing.ifd import (
    chain,
    directory_at,
    layout_of,
    pages,
    starts_like_tiff,
    value_of,
)
from sensus_verify.parsing.iptc import iptc_fields
from sensus_verify.parsing.psd import resource_fields
from sensus_verify.parsing.xmp import packet_fields

_TIFF_SUFFIXES = frozenset(
    {".tif", ".tiff", ".btf", ".tf8", ".nef", ".nrw", ".cr2", ".arw", ".sr2", ".srw", ".pef", ".orf", ".rw2", ".3fr"}
)
_DNG_SUFFIXES = frozenset({".dng"})
_DNG_VERSION = 50706
_MANIFEST = 52545
_BLOCKS: dict[int, tuple[str, Callable[..., Iterator[Field]]]] = {
    700: ("XMP", packet_fields),
    33723: ("IPTC", iptc_fields),
    34377: ("Photoshop", resource_fields),
}


def _tiff_score(head: bytes, suffix: str) -> int:
    if not starts_like_tiff(head) or _is_dng(head, suffix):
        return 0
    return MAGIC + (suffix in _TIFF_SUFFIXES)


def _dng_score(head: bytes, suffix: str) -> int:
    if not starts_like_tiff(head) or not _is_dng(head, suffix):
        return 0
    return MAGIC + (suffix in _DNG_SUFFIXES)


def _is_dng(head: bytes, suffix: str) -> bool:
    """Tell whether the first directory names a DNG version; the suffix speaks where it lies behind the head."""
    stream = io.BytesIO(head)
    try:
        layout = layout_of(stream)
        return directory_at(stream, layout, layout.first).find(_DNG_VERSION) is not None
    except BrokenFile:
        return suffix in _DNG_SUFFIXES


def _read(stream: BinaryIO) -> Iterator[Field]:
    layout = layout_of(stream)
    seen: set[object] = set()  # pages often repeat what the first one says
    for number, directory in enumerate(pages(stream, layout), start=1):
        page = "TIFF" if number == 1 else f"TIFF page {number}"
        for tag, (kind, fields) in _BLOCKS.items():
            entry = directory.find(tag)
            if entry is None:
                continue
            where = f"{page} {kind}"
            try:
                block = value_of(stream, layout, entry, METADATA_BYTES)
            except BrokenFile as error:
                yield _damaged(error, where, entry.offset)
                continue
            digest = hashlib.sha256(block).digest()
            if digest not in seen:
                seen.add(digest)
                yield from fields(block, where=where, offset=entry.offset)
        for field in tag_fields(stream, layout, directory, where=f"{page} EXIF"):
            if (field.name, field.value) not in seen:
                seen.add((field.name, field.value))
                yield field


def _damaged(error: BrokenFile, where: str, offset: int) -> Field:
    return Field(source=Source.STRUCTURE, name="damaged", value=error.problem.key, where=where, offset=offset)


def _holds_manifest(stream: BinaryIO) -> bool:
    """Look at every directory: with several pages the manifest has one of its own, behind the pages."""
    return any(directory.find(_MANIFEST) is not None for directory in chain(stream, layout_of(stream)))


_PLACES = ("XMP", "EXIF", "IPTC", "Photoshop")

CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="tiff",
        title="TIFF",
        suffixes=_TIFF_SUFFIXES,
        media_type="image/tiff",
        score=_tiff_score,
        read=_read,
        places=_PLACES,
        holds_manifest=_holds_manifest,
    ),
    Carrier(
        name="dng",
        title="DNG",
        suffixes=_DNG_SUFFIXES,
        media_type="image/x-adobe-dng",
        score=_dng_score,
        read=_read,
        places=_PLACES,
        holds_manifest=_holds_manifest,
    ),
)
