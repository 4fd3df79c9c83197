"""Matroska and WebM: the segment's information, tags and attachments (RFC 9559). Clusters are passed over unread."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import BOX_DEPTH, FIELD_CHARACTERS
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.ebml import Element, children, elements, text, unsigned
from sensus_verify.parsing.reader import size_of
from sensus_verify.parsing.room import Room

_EBML, _DOC_TYPE = 0x1A45DFA3, 0x4282
_SEGMENT, _SEEK_HEAD, _INFO, _ATTACHMENTS, _TAGS = 0x18538067, 0x114D9B74, 0x1549A966, 0x1941A469, 0x1254C367
_SEEK, _SEEK_ID, _SEEK_POSITION = 0x4DBB, 0x53AB, 0x53AC
_INFO_TEXTS = {0x7BA9: "Title", 0x4D80: "MuxingApp", 0x5741: "WritingApp"}
_ATTACHED_FILE, _FILE_NAME = 0x61A7, 0x466E
_TAG, _SIMPLE_TAG, _TAG_NAME, _TAG_STRING, _TAG_BINARY = 0x7373, 0x67C8, 0x45A3, 0x4487, 0x4485
_SIGNATURE = b"\x1a\x45\xdf\xa3"
_SEEKS = 16  # places that one file may point to


def read(stream: BinaryIO) -> Iterator[Field]:
    """Yield the fields of a Matroska or WebM file.

    Every element of the segment is looked at in turn, clusters by their headers only, also where their size is not
    known. When the walk breaks off, in a damaged or very long file, the places that the seek head names are still
    read.

    Raises:
        BrokenFile: the elements do not fit into the file.
    """
    size, room = size_of(stream), Room()
    seen: set[int] = set()
    targets: list[int] = []
    try:
        for element in _top(stream, size):
            if element.identifier in _READERS:
                seen.add(element.start)
                yield from _part(stream, element, room)
            elif element.identifier == _SEEK_HEAD and len(targets) < _SEEKS:
                targets += _targets(stream, element, _segment_start(stream, size))
    except BrokenFile as error:
        for target in sorted({place for place in targets[:_SEEKS] if place < size} - seen):
            yield from guarded(_sought(stream, target, size, room), where="SeekHead", offset=target)
        if error.problem.key != "broken.tooMany":
            raise
        name, value = "notExamined", "notExamined.longFilm"
        yield Field(source=Source.STRUCTURE, name=name, value=value, where="Segment")


def _sought(stream: BinaryIO, target: int, size: int, room: Room) -> Iterator[Field]:
    element = next(elements(stream, target, size))
    if element.identifier in _READERS:
        yield from _part(stream, element, room)


def _top(stream: BinaryIO, size: int) -> Iterator[Element]:
    """Yield the elements of every segment; those of open clusters and segments come along and are nobody's."""
    for element in elements(stream, 0, size):
        if element.identifier == _SEGMENT and not element.open:
            yield from children(stream, element)
        else:
            yield element


def _segment_start(stream: BinaryIO, size: int) -> int:
    return next((item.payload for item in elements(stream, 0, size) if item.identifier == _SEGMENT), 0)


def _targets(stream: BinaryIO, head: Element, base: int) -> Iterator[int]:
    """Yield the absolute offsets that a seek head names; a damaged one names none."""
    try:
        for seek in children(stream, head):
            if seek.identifier == _SEEK:
                for part in children(stream, seek):
                    if part.identifier == _SEEK_POSITION:
                        yield base + unsigned(stream, part)
    except BrokenFile:
        return


def _part(stream: BinaryIO, element: Element, room: Room) -> Iterator[Field]:
    name, fields = _READERS[element.identifier]
    yield from guarded(fields(stream, element, room), where=name, offset=element.start)


def _information(stream: BinaryIO, info: Element, room: Room) -> Iterator[Field]:
    for part in children(stream, info):
        name = _INFO_TEXTS.get(part.identifier)
        if name is not None:
            yield _field(name, text(stream, part, room), f"Info {name}", part)


def _attachments(stream: BinaryIO, attachments: Element, room: Room) -> Iterator[Field]:
    for attached in children(stream, attachments):
        if attached.identifier == _ATTACHED_FILE:
            for part in children(stream, attached):
                if part.identifier == _FILE_NAME:
                    name = text(stream, part, room)
                    yield Field(
                        source=Source.STRUCTURE,
                        name="attachment",
                        value=name,
                        where="Attachments",
                        offset=attached.start,
                    )


def _tags(stream: BinaryIO, tags: Element, room: Room) -> Iterator[Field]:
    for tag in children(stream, tags):
        if tag.identifier == _TAG:
            for part in children(stream, tag):
                if part.identifier == _SIMPLE_TAG:
                    yield from _simple_tag(stream, part, (), room)


def _simple_tag(stream: BinaryIO, tag: Element, around: tuple[str, ...], room: Room) -> Iterator[Field]:
    """Yield a tag and the tags inside it. A name may stand behind the value, so parts are collected first."""
    if len(around) >= BOX_DEPTH:
        key = "broken.tooDeep"
        raise BrokenFile(key, limit=BOX_DEPTH)
    name, value, nested = "", None, []
    for part in children(stream, tag):
        if part.identifier == _TAG_NAME:
            name = text(stream, part, room)
        elif part.identifier == _TAG_STRING:
            value = text(stream, part, room)
        elif part.identifier == _TAG_BINARY:
            value = f"{part.size} bytes"
        elif part.identifier == _SIMPLE_TAG:
            nested.append(part)
    if value is not None:
        yield _field(name, value, " ".join(("Tags", *around, name)), tag)
    for part in nested:
        yield from _simple_tag(stream, part, (*around, name), room)


def _field(name: str, value: str, where: str, element: Element) -> Field:
    return Field(source=Source.TAG, name=name, value=value[:FIELD_CHARACTERS], where=where, offset=element.start)


_READERS: dict[int, tuple[str, Callable[[BinaryIO, Element, Room], Iterator[Field]]]] = {
    _INFO: ("Info", _information),
    _ATTACHMENTS: ("Attachments", _attachments),
    _TAGS: ("Tags", _tags),
}


def _document_type(head: bytes) -> str:
    """Return what the EBML header names: "matroska", "webm"; empty when it cannot be told."""
    stream = io.BytesIO(head)
    try:
        header = next(elements(stream, 0, len(head)))
        parts = children(stream, header)
        return next((text(stream, part, Room()) for part in parts if part.identifier == _DOC_TYPE), "matroska")
    except BrokenFile:
        return ""


def _score(document_type: str, suffixes: frozenset[str]) -> Callable[[bytes, str], int]:
    def score(head: bytes, suffix: str) -> int:
        if not head.startswith(_SIGNATURE) or _document_type(head) != document_type:
            return 0
        return MAGIC + (suffix in suffixes)

    return score


def _carrier(name: str, title: str, document_type: str, suffixes: frozenset[str]) -> Carrier:
    return Carrier(
        name=name,
        title=title,
        suffixes=suffixes,
        media_type="",  # the credentials library has no handler for it: only sidecars count
        score=_score(document_type, suffixes),
        read=read,
        places=("Tags", "Info", "Attachments"),
        kind="video",
    )


CARRIERS = (
    _carrier("webm", "WebM", "webm", frozenset({".webm"})),
    _carrier("mkv", "Matroska", "matroska", frozenset({".mkv", ".mka", ".mks", ".mk3d"})),
)
