"""EPS and the PostScript form of Adobe Illustrator files: the header comments and the XMP packets.

Encapsulated PostScript File Format Specification 3.0 (with its DOS header, clause 5.2); Document Structuring
Conventions 3.0; XMP Specification Part 3, clause 2.6. Illustrator files that are PDF inside are PDF.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.carrier import LIKELY, MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import HEAD, PACKET_SCAN_BYTES
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.unmarked import unmarked_text
from sensus_verify.parsing.xmp import Packet, find_packets, packet_fields

_SUFFIXES = frozenset({".eps", ".epsf", ".epsi", ".ai", ".ps"})
_POSTSCRIPT = (b"%!PS", b"\x04%!PS")  # some drivers put an end-of-file character first
_DOS = b"\xc5\xd0\xd3\xc6"
_DOS_HEADER = struct.Struct("<4s6I")  # signature; offset and length of PostScript, WMF preview, TIFF preview
_FIRST_LINE = re.compile(rb"%!PS-Adobe-[0-9.]{1,8}[ \t]+EPSF-")
_COMMENT = re.compile(r"%%(Creator|For|Title|Copyright|CreationDate):[ \t]*(.{0,2000})")
_END_OF_HEADER = "%%EndComments"
_PLACEMENT = b"%ADO_ContainsXMP:"  # MainFirst, MainLast or NoMain


@dataclass(frozen=True, slots=True, kw_only=True)
class _Program:
    """Where the PostScript program lies, and how many bytes of preview the file has."""

    start: int
    end: int
    preview: int = 0


def _score(head: bytes, suffix: str) -> int:
    named = suffix in _SUFFIXES
    if head.startswith(_DOS):
        return MAGIC + named
    if not head.startswith(_POSTSCRIPT):
        return 0
    return (MAGIC if _FIRST_LINE.match(head.lstrip(b"\x04")) or b"Adobe Illustrator" in head else LIKELY) + named


def _read(stream: BinaryIO) -> Iterator[Field]:
    program = _program(stream)
    head = read_at(stream, program.start, min(HEAD, program.end - program.start), HEAD)
    if not head.startswith(_POSTSCRIPT):
        key = "broken.structure"
        raise BrokenFile(key)
    yield from _comments(head, program.start)
    if program.preview:
        value = f"{program.preview} bytes"
        yield Field(source=Source.STRUCTURE, name="thumbnail", value=value, where="EPS preview", offset=0)
    yield from _packets(stream, program, head)
    if program.end - program.start > PACKET_SCAN_BYTES:
        yield Field(
            source=Source.STRUCTURE, name="notExamined", value="notExamined.largePostScript", where="EPS", offset=0
        )


def _program(stream: BinaryIO) -> _Program:
    size = size_of(stream)
    start = read_at(stream, 0, min(size, _DOS_HEADER.size), _DOS_HEADER.size)
    if not start.startswith(_DOS):
        return _Program(start=0, end=size)
    if len(start) < _DOS_HEADER.size:
        key = "broken.truncated"
        raise BrokenFile(key)
    _, offset, length, _, metafile, _, tiff = _DOS_HEADER.unpack(start)
    if offset + length > size:
        key = "broken.truncated"
        raise BrokenFile(key)
    return _Program(start=offset, end=offset + length, preview=metafile + tiff)


def _comments(head: bytes, at: int) -> Iterator[Field]:
    """Yield the header comments that say who made the file and with what."""
    for line in unmarked_text(head).replace("\r", "\n").split("\n"):
        if line.startswith(_END_OF_HEADER):
            return
        found = _COMMENT.match(line)
        if found is not None:
            name, value = found.group(1), found.group(2).strip().removeprefix("(").removesuffix(")")
            if value:
                yield Field(source=Source.DOCUMENT, name=name, value=value, where="EPS header", offset=at)


def _packets(stream: BinaryIO, program: _Program, head: bytes) -> Iterator[Field]:
    """Yield the fields of the file's own packet; those of placed pictures are only named."""
    last = b"MainLast" in head.partition(_PLACEMENT)[2][:40]
    main: Packet | None = None
    extras: list[int] = []
    for packet in find_packets(stream, program.start, program.end):
        if main is None:
            main = packet
        else:
            extra, main = (main, packet) if last else (packet, main)
            extras.append(extra.start)
    if main is not None:
        yield from packet_fields(main.data, where="EPS XMP", offset=main.start)
    if extras:
        value = f"{len(extras)} packets"
        yield Field(source=Source.STRUCTURE, name="extraXmp", value=value, where="EPS XMP", offset=extras[0])


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="eps",
        title="EPS",
        suffixes=_SUFFIXES,
        media_type="",
        score=_score,
        read=_read,
        places=("XMP", "PostScript header"),
    ),
)
