"""InDesign's exchange format IDML: the XMP packet of the document.

Adobe, IDML File Format Specification, chapter 3 ("IDML packages": `mimetype`, `designmap.xml`, `META-INF`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.xmp import packet_fields
from sensus_verify.parsing.zipped import Archive, Member, archive_fields, open_archive, opening

_TYPE = "application/vnd.adobe.indesign-idml-package"
_SUFFIXES = frozenset({".idml", ".idms"})


def _score(head: bytes, suffix: str) -> int:
    start = opening(head)
    found = start is not None and start.mimetype == _TYPE
    return MAGIC + (suffix in _SUFFIXES) if found else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    archive = open_archive(stream)
    yield from archive_fields(archive)
    if (packet := archive.find("META-INF/metadata.xml")) is not None:
        yield from guarded(_packet(archive, packet), where=packet.name)
    if archive.find("designmap.xml") is None:
        key = "broken.structure"
        raise BrokenFile(key)


def _packet(archive: Archive, member: Member) -> Iterator[Field]:
    yield from packet_fields(archive.read(member), where=member.name, offset=member.offset)


CARRIERS = (
    Carrier(
        name="idml",
        title="InDesign IDML",
        suffixes=_SUFFIXES,
        media_type="",
        score=_score,
        read=_read,
        places=("XMP",),
        kind="document",
    ),
)
