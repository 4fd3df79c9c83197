"""PNG and APNG (PNG third edition): text chunks before and behind the pixels, XMP, EXIF, ImageMagick's raw profiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS
from sensus_verify.parsing.chunks import PNG_SIGNATURE, Chunk, png_chunks
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.exif import exif_fields
from sensus_verify.parsing.iptc import iptc_fields
from sensus_verify.parsing.psd import resource_fields
from sensus_verify.parsing.room import Room
from sensus_verify.parsing.unmarked import unmarked_text
from sensus_verify.parsing.xmp import packet_fields

_SUFFIXES = frozenset({".png", ".apng"})
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_KEYWORD = 79  # characters of a keyword (clause 11.3.3.1)
_XMP_KEYWORD = "XML:com.adobe.xmp"
_RAW_PROFILE = "raw profile type "
_EXIF_LEAD = b"Exif\0\0"
_XMP_LEAD = b"http://ns.adobe.com/xap/1.0/\0"
_RESOURCE_LEAD = b"8BIM"
_STRUCTURE = "broken.structure"


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix in _SUFFIXES) if head.startswith(PNG_SIGNATURE) else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    room = Room()
    for chunk in png_chunks(stream):
        if chunk.kind in _TEXTS or chunk.kind == b"eXIf":
            where = f"PNG {chunk.kind.decode('ascii')}"
            yield from guarded(_part(stream, chunk, where, room), where=where, offset=chunk.start)


def _holds_manifest(stream: BinaryIO) -> bool:
    return any(chunk.kind == b"caBX" for chunk in png_chunks(stream))


def _part(stream: BinaryIO, chunk: Chunk, where: str, room: Room) -> Iterator[Field]:
    data = room.read(stream, chunk.payload, chunk.end)
    if chunk.kind == b"eXIf":
        yield from exif_fields(data.removeprefix(_EXIF_LEAD), where=where, offset=chunk.start)
        return
    keyword, separator, rest = data.partition(b"\0")
    if not separator:
        raise BrokenFile(_STRUCTURE)
    name = unmarked_text(keyword[:_KEYWORD])
    where = f"{where} {name}"
    yield from guarded(_text(chunk, name, rest, where, room), where=where, offset=chunk.start)


def _text(chunk: Chunk, name: str, rest: bytes, where: str, room: Room) -> Iterator[Field]:
    data = _UNPACK[chunk.kind](rest, room)
    if name == _XMP_KEYWORD:
        yield from packet_fields(data, where=where, offset=chunk.start)
    elif name.lower().startswith(_RAW_PROFILE):
        yield from _profile(name.lower().removeprefix(_RAW_PROFILE), data, where, chunk.start)
    else:
        value = unmarked_text(data)[:FIELD_CHARACTERS]
        yield Field(source=Source.TEXT_CHUNK, name=name, value=value, where=where, offset=chunk.start)


def _plain(rest: bytes, room: Room) -> bytes:  # noqa: ARG001 - all unpackers are called alike
    return rest


def _compressed(rest: bytes, room: Room) -> bytes:
    """Return the text of a zTXt behind its keyword: compression method 0, then zlib data (clause 11.3.3.3)."""
    return _inflated(rest[:1], rest[1:], room)


def _international(rest: bytes, room: Room) -> bytes:
    """Return the text of an iTXt: flag, method, language, translated keyword, text (clause 11.3.3.4)."""
    parts = rest[2:].split(b"\0", 2)
    if len(parts) != 3:  # noqa: PLR2004 - the three of the docstring
        raise BrokenFile(_STRUCTURE)
    return _inflated(rest[1:2], parts[2], room) if rest[0] else parts[2]


def _inflated(method: bytes, data: bytes, room: Room) -> bytes:
    if method != b"\0":
        raise BrokenFile(_STRUCTURE)
    return room.inflate(data)


_UNPACK: dict[bytes, Callable[[bytes, Room], bytes]] = {
    b"tEXt": _plain,
    b"zTXt": _compressed,
    b"iTXt": _international,
}


def _profile(kind: str, data: bytes, where: str, offset: int) -> Iterator[Field]:
    """Yield the fields of a profile that ImageMagick wrote as text.

    A line with its name, one with its length, then hexadecimal digits (ImageMagick, coders/png.c,
    `Magick_png_write_raw_profile`). Colour profiles hold no statement.
    """
    lines = data.strip().split(b"\n", 2)
    try:
        block = bytes.fromhex(lines[2].decode("ascii"))
    except (IndexError, ValueError) as error:
        raise BrokenFile(_STRUCTURE) from error
    if kind == "xmp" or block.startswith(_XMP_LEAD):
        yield from packet_fields(block.removeprefix(_XMP_LEAD), where=where, offset=offset)
    elif kind in {"exif", "app1"}:
        yield from exif_fields(block.removeprefix(_EXIF_LEAD), where=where, offset=offset)
    elif block.startswith(_RESOURCE_LEAD):
        yield from resource_fields(block, where=where, offset=offset)
    elif kind == "iptc":
        yield from iptc_fields(block, where=where, offset=offset)


CARRIERS = (
    Carrier(
        name="png",
        title="PNG",
        suffixes=_SUFFIXES,
        media_type="image/png",
        score=_score,
        read=_read,
        places=("tEXt", "zTXt", "iTXt", "XMP", "EXIF", "IPTC"),
        holds_manifest=_holds_manifest,
        sees_every_manifest=True,
    ),
)
