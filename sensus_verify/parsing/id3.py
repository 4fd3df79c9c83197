"""ID3 tags: versions 2.2 to 2.4 before the sound, version 1 behind it (id3.org, "id3v2.4.0-structure" and "-frames").

Our own bounded walk: mutagen reads every picture into memory and unpacks compressed frames without a limit.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import CHUNKS, FIELD_CHARACTERS
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.xmp import packet_fields

TAG_HEADER = 10
_V2, _V3, _V4 = 2, 3, 4
_SEVEN_BITS = 0x80
_UNSYNCHRONISED, _EXTENDED, _FOOTER = 0x80, 0x40, 0x10
_HEAD_BYTES = 4096  # of a frame whose content is not carried: owner, type and name stand there
_TAGS = 16  # before one sound
_V1_SIZE = 128
_V1_PARTS = (("TIT2", 3, 33), ("TPE1", 33, 63), ("TALB", 63, 93), ("COMM", 97, 127))
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")

_MANIFESTS = frozenset({"GEOB:application/c2pa", "GEOB:application/x-c2pa-manifest-store"})

_OLD_NAMES = {
    "TT1": "TIT1",
    "TT2": "TIT2",
    "TT3": "TIT3",
    "TP1": "TPE1",
    "TP2": "TPE2",
    "TP3": "TPE3",
    "TP4": "TPE4",
    "TAL": "TALB",
    "TCM": "TCOM",
    "TCO": "TCON",
    "TCR": "TCOP",
    "TEN": "TENC",
    "TSS": "TSSE",
    "TXT": "TEXT",
    "TPB": "TPUB",
    "TXX": "TXXX",
    "WAF": "WOAF",
    "WAR": "WOAR",
    "WAS": "WOAS",
    "WCM": "WCOM",
    "WCP": "WCOP",
    "WPB": "WPUB",
    "WXX": "WXXX",
    "COM": "COMM",
    "ULT": "USLT",
    "GEO": "GEOB",
}
"""Names of version 2.2 in the words of its successors; others keep theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame: where its content lies in the tag's stream, and how it is packed."""

    name: str
    start: int
    payload: int
    end: int
    prefix: int = 0  # bytes before the content: group, encryption method, unpacked length
    compressed: bool = False
    encrypted: bool = False
    unsynchronised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    room: Room
    stream: BinaryIO  # the file, or the tag with its unsynchronisation undone
    version: int
    first: int  # of the frames, in `stream`
    end: int
    offset: int | None  # of the tag in the file, where `stream` is not the file
    unsynchronised: bool = False  # all frames of a tag of version 2.4


def tag_size(head: bytes) -> int:
    """Return the size of the ID3v2 tag that `head` begins with, header and footer included; 0 when there is none."""
    if len(head) < TAG_HEADER or head[:3] != b"ID3" or not _V2 <= head[3] <= _V4 or max(head[6:10]) >= _SEVEN_BITS:
        return 0
    footer = TAG_HEADER if head[3] == _V4 and head[5] & _FOOTER else 0
    return TAG_HEADER + _synchsafe(head[6:10]) + footer


def tags(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield start and end of each ID3v2 tag that the stream begins with; the last may reach past the stream's end.

    Raises:
        BrokenFile: `broken.tooMany` for more tags than any program writes.
    """
    position = 0
    for _ in range(_TAGS):
        stream.seek(position)
        size = tag_size(stream.read(TAG_HEADER))
        if size == 0:
            return
        yield position, position + size
        position += size
    key = "broken.tooMany"
    raise BrokenFile(key, limit=_TAGS)


def tag_fields(stream: BinaryIO, start: int, end: int, room: Room) -> Iterator[Field]:
    """Yield the fields of the ID3v2 tag at `start`, which may reach to `end` at most.

    Texts and links bear their frame's name, `TXXX` and `WXXX` their description, `GEOB` its media type; `PRIV` of the
    owner "XMP" becomes XMP. A frame that cannot be read yields a structure field "damaged".

    Raises:
        BrokenFile: the tag does not lie before `end`, or its frames do not fit into it.
    """
    tag = _tag(stream, start, end, room)
    for frame in _frames(tag):
        where = f"ID3v2.{tag.version} {frame.name}"
        offset = frame.start if tag.offset is None else tag.offset
        if frame.encrypted:
            name, value = "notExamined", "notExamined.encrypted"
            yield Field(source=Source.STRUCTURE, name=name, value=value, where=where, offset=offset)
        else:
            yield from guarded(_frame_fields(tag, frame, where, offset), where=where, offset=offset)
    if start + tag_size(read_at(stream, start, TAG_HEADER, TAG_HEADER)) > end:
        key = "broken.truncated"
        raise BrokenFile(key)


def holds_manifest(stream: BinaryIO) -> bool:
    """Tell whether a tag that the stream begins with has a `GEOB` frame with a C2PA manifest store."""
    size, room = size_of(stream), Room()
    fields = (field for start, _ in tags(stream) for field in tag_fields(stream, start, size, room))
    return any(field.name in _MANIFESTS for field in fields)


def version_1_fields(stream: BinaryIO, end: int) -> Iterator[Field]:
    """Yield the fields of the ID3v1 tag that ends at `end`, in the names of ID3v2; nothing when there is none."""
    start = end - _V1_SIZE
    block = read_at(stream, start, _V1_SIZE, _V1_SIZE) if start >= 0 else b""
    if block[:3] != b"TAG":
        return
    for name, first, last in _V1_PARTS:
        value = _undeclared(block[first:last].partition(b"\0")[0]).strip()
        if value:
            yield Field(source=Source.TAG, name=name, value=value, where=f"ID3v1 {name}", offset=start)


def _tag(stream: BinaryIO, start: int, end: int, room: Room) -> _Tag:
    head = read_at(stream, start, TAG_HEADER, TAG_HEADER)
    size = tag_size(head)
    if size == 0:
        key = "broken.structure"
        raise BrokenFile(key)
    version, flags = head[3], head[5]
    last = min(start + TAG_HEADER + _synchsafe(head[6:10]), end)
    if version == _V2 and flags & _EXTENDED:  # compression, for which the version defines no method
        key = "broken.compressed"
        raise BrokenFile(key)
    unsynchronised = bool(flags & _UNSYNCHRONISED)
    if unsynchronised and version < _V4:  # sizes count the bytes before unsynchronisation
        whole = _synchronised(room.read(stream, start + TAG_HEADER, last))
        tag = _Tag(room=room, stream=io.BytesIO(whole), version=version, first=0, end=len(whole), offset=start)
    else:
        first = start + TAG_HEADER
        tag = _Tag(
            room=room, stream=stream, version=version, first=first, end=last, offset=None, unsynchronised=unsynchronised
        )
    if not flags & _EXTENDED:
        return tag
    field = read_at(tag.stream, tag.first, 4, 4)
    return replace(tag, first=tag.first + (_synchsafe(field) if version == _V4 else 4 + int.from_bytes(field)))


def _frames(tag: _Tag) -> Iterator[Frame]:
    """Yield the frames of a tag, up to its padding."""
    position = tag.first
    header = 6 if tag.version == _V2 else 10
    for _ in range(CHUNKS):
        if tag.end - position < header:
            return
        head = read_at(tag.stream, position, header, header)
        if head[0] == 0:
            return
        size = _frame_size(tag, head, position)
        name = head[:3] if tag.version == _V2 else head[:4]
        if not _is_name(name):
            key = "broken.structure"
            raise BrokenFile(key)
        payload = position + header
        if size > tag.end - payload:
            key = "broken.truncated"
            raise BrokenFile(key)
        yield _frame(tag, head, position, payload, payload + size)
        position = payload + size
    key = "broken.tooMany"
    raise BrokenFile(key, limit=CHUNKS)


def _frame(tag: _Tag, head: bytes, start: int, payload: int, end: int) -> Frame:
    if tag.version == _V2:
        name = head[:3].decode("ascii")
        return Frame(name=_OLD_NAMES.get(name, name), start=start, payload=payload, end=end)
    name, flags = head[:4].decode("ascii").rstrip(" \0"), head[9]
    name = _OLD_NAMES.get(name, name)  # some writers of 2.3 keep the shorter names
    if tag.version == _V3:
        compressed, encrypted, grouped = bool(flags & 0x80), bool(flags & 0x40), bool(flags & 0x20)
        prefix = 4 * compressed + encrypted + grouped
        unsynchronised = False
    else:
        compressed, encrypted, grouped = bool(flags & 0x08), bool(flags & 0x04), bool(flags & 0x40)
        prefix = grouped + encrypted + 4 * (flags & 0x01)
        unsynchronised = tag.unsynchronised or bool(flags & 0x02)
    return Frame(
        name=name,
        start=start,
        payload=payload,
        end=end,
        prefix=prefix,
        compressed=compressed,
        encrypted=encrypted,
        unsynchronised=unsynchronised,
    )


def _frame_size(tag: _Tag, head: bytes, position: int) -> int:
    """Return a frame's size. Some writers of 2.4 state it in eight bits a byte: then the next frame decides."""
    if tag.version == _V2:
        return int.from_bytes(head[3:6])
    plain = int.from_bytes(head[4:8])
    if tag.version == _V3 or plain < _SEVEN_BITS:
        return plain
    if max(head[4:8]) >= _SEVEN_BITS:
        return plain
    safe = _synchsafe(head[4:8])
    return (
        safe if _frame_follows(tag, position + 10 + safe) or not _frame_follows(tag, position + 10 + plain) else plain
    )


def _frame_follows(tag: _Tag, position: int) -> bool:
    if position >= tag.end:
        return position == tag.end
    name = read_at(tag.stream, position, min(4, tag.end - position), 4)
    return name[0] == 0 or _is_name(name)


def _is_name(name: bytes) -> bool:
    letters = name.rstrip(b" \0")
    return letters.isalnum() and letters.upper() == letters


def _frame_fields(tag: _Tag, frame: Frame, where: str, offset: int) -> Iterator[Field]:
    name = frame.name
    size = f"{frame.end - frame.payload} bytes"
    if name == "PRIV":
        owner, _, packet = _content(tag, frame).partition(b"\0")
        if owner == b"XMP":
            yield from packet_fields(packet, where=where, offset=offset)
            return
        found = [(f"PRIV:{owner[:_HEAD_BYTES].decode('latin-1')}", size)]
    elif name == "GEOB":
        media_type = _content(tag, frame, _HEAD_BYTES)[1:].partition(b"\0")[0]
        found = [(f"GEOB:{media_type.decode('latin-1')}", size)]
    elif name == "APIC" or name[0] not in "TWCU":
        return
    else:
        found = _texts(name, _content(tag, frame, 4 * FIELD_CHARACTERS))
    for title, value in found:
        yield Field(source=Source.TAG, name=title, value=value, where=where, offset=offset)


def _texts(name: str, content: bytes) -> list[tuple[str, str]]:
    """Return name and value of each text in a frame; nothing for a frame of another kind."""
    if not content:
        return []
    if name[0] == "W" and name != "WXXX":
        return [(name, content.partition(b"\0")[0].decode("latin-1"))]
    if name in ("COMM", "USLT"):
        parts = _decoded(content[0], content[4:]).split("\0", 1)
        return [(name, parts[-1].strip("\0"))]
    if name == "WXXX":
        wide = content[0] in (1, 2)
        description, link = _parted(content[1:], wide=wide)
        return [(f"WXXX:{_decoded(content[0], description)}", link.partition(b"\0")[0].decode("latin-1"))]
    if name[0] != "T":
        return []
    values = _decoded(content[0], content[1:]).split("\0")
    if name == "TXXX":
        name, values = f"TXXX:{values[0]}", values[1:]
    return [(name, value) for value in values if value]


def _parted(data: bytes, *, wide: bool) -> tuple[bytes, bytes]:
    """Return what stands before and behind the first terminator."""
    if not wide:
        before, _, behind = data.partition(b"\0")
        return before, behind
    end = data.find(b"\0\0")
    while end % 2 and end >= 0:
        end = data.find(b"\0\0", end + 1)
    return (data, b"") if end < 0 else (data[:end], data[end + 2 :])


def _decoded(encoding: int, data: bytes) -> str:
    if encoding >= len(_ENCODINGS):
        key = "broken.encoding"
        raise BrokenFile(key)
    codec = _ENCODINGS[encoding]
    if codec == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        codec = "utf-16-le"  # the mark is missing; writers of such tags work on machines of this order
    # Every part of a frame begins with a mark of its own; the decoder takes off the first only.
    return data.decode(codec, "replace").replace("\ufeff", "")[:FIELD_CHARACTERS]


def _content(tag: _Tag, frame: Frame, most: int | None = None) -> bytes:
    """Return the unpacked content of a frame; of one that is not packed its first `most` bytes, when that is given."""
    start, end = frame.payload + frame.prefix, frame.end
    if start > end:
        key = "broken.structure"
        raise BrokenFile(key)
    if most is not None and not (frame.compressed or frame.unsynchronised):
        end = min(end, start + most)
    data = tag.room.read(tag.stream, start, end)
    if frame.unsynchronised:
        data = _synchronised(data)
    return tag.room.inflate(data) if frame.compressed else data


def _undeclared(data: bytes) -> str:
    """Return text of version 1, which names no encoding: UTF-8, as some programs write, or Latin-1."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _synchronised(data: bytes) -> bytes:
    return data.replace(b"\xff\0", b"\xff")


def _synchsafe(data: bytes) -> int:
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number
