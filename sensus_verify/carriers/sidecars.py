"""Sidecars dropped by themselves: an XMP packet as a file, our record, Content Credentials.

A sidecar beside its file is read with that file; here it is only shown what one holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from sensus_verify.core.carrier import BY_NAME, LIKELY, MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import JSON_BYTES, XML_BYTES
from sensus_verify.parsing.json import as_text, parse_json
from sensus_verify.parsing.markup import root_name
from sensus_verify.parsing.reader import size_of
from sensus_verify.parsing.text import head_text, is_text
from sensus_verify.parsing.xmp import packet_fields

_RECORD_START = re.compile(r'\s*\{\s*"(?:file|record)"\s*:\s*\{')
_RECORD_WORDS = ('"sha256"', '"record"')
_MANIFEST_STORE = bytes.fromhex("63327061 0011 0010 8000 00AA00389B71")  # the box type "c2pa" of JUMBF


def _score_xmp(head: bytes, suffix: str) -> int:
    named = suffix == ".xmp"
    if not is_text(head):
        return 0
    text = head_text(head)
    root = root_name(text)
    if root == "x:xmpmeta" or (root == "rdf:rdf" and text.lstrip().startswith("<?xpacket")):
        return MAGIC + named
    return BY_NAME + 1 if named else 0


def _read_xmp(stream: BinaryIO) -> Iterable[Field]:
    packet = stream.read(XML_BYTES + 1)
    if len(packet) > XML_BYTES:
        key = "broken.tooLarge"
        raise BrokenFile(key, limit=XML_BYTES)
    return packet_fields(packet, where="XMP")


def _score_record(head: bytes, _suffix: str) -> int:
    text = head_text(head)
    if _RECORD_START.match(text) and all(word in text for word in _RECORD_WORDS):
        return LIKELY + 1  # the name cannot agree: its suffix is that of all JSON
    return 0


def _read_record(stream: BinaryIO) -> Iterable[Field]:
    sidecar = parse_json(stream.read(JSON_BYTES + 1))
    record = sidecar.get("record") if isinstance(sidecar, dict) else None
    if not isinstance(record, dict):
        key = "broken.structure"
        raise BrokenFile(key)
    yield Field(source=Source.SIDECAR, name="record", value=as_text(record), where="record")


def _score_c2pa(head: bytes, suffix: str) -> int:
    """Score a JUMBF superbox whose description box says "C2PA manifest store" (ISO/IEC 19566-5; C2PA 2.2, 11.1)."""
    if head[4:8] != b"jumb" or head[12:16] != b"jumd" or head[16:32] != _MANIFEST_STORE:
        return 0
    return MAGIC + (suffix == ".c2pa")


def _read_c2pa(stream: BinaryIO) -> Iterable[Field]:
    """Yield nothing: what credentials say is read by the library, together with the file that they belong to."""
    length = int.from_bytes(stream.read(4), "big")
    if length > size_of(stream):
        key = "broken.truncated"
        raise BrokenFile(key)
    return ()


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="xmp",
        title="XMP",
        suffixes=frozenset({".xmp"}),
        media_type="",
        score=_score_xmp,
        read=_read_xmp,
        places=("XMP",),
        kind="other",
    ),
    Carrier(
        name="sensus-record",
        title="Sensus AI record",
        suffixes=frozenset({".sensus-ai.json"}),
        media_type="",
        score=_score_record,
        read=_read_record,
        places=("record",),
        kind="other",
    ),
    Carrier(
        name="c2pa",
        title="Content Credentials (C2PA)",
        suffixes=frozenset({".c2pa"}),
        media_type="",  # credentials speak about another file: alone they would look as if that had been changed
        score=_score_c2pa,
        read=_read_c2pa,
        places=(),
        kind="other",
    ),
)
