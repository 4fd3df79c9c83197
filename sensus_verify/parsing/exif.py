"""EXIF into fields: the texts, the position, and that a maker note or a thumbnail is there.

Exif 2.32 and 3.0 (CIPA DC-008); the XP tags are Microsoft's; the tags from 50708 up are Adobe's (DNG 1.7).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS
from sensus_verify.parsing.ifd import (
    Directory,
    Entry,
    Layout,
    directory_at,
    integers_of,
    layout_of,
    rationals_of,
    value_of,
)

_TEXTS = {
    269: "DocumentName",
    270: "ImageDescription",
    271: "Make",
    272: "Model",
    285: "PageName",
    305: "Software",
    315: "Artist",
    316: "HostComputer",
    33432: "Copyright",
    36867: "DateTimeOriginal",
    42016: "ImageUniqueID",
    42032: "CameraOwnerName",
    42033: "BodySerialNumber",
    42036: "LensModel",
    42037: "LensSerialNumber",
    42038: "ImageTitle",
    42039: "Photographer",
    42040: "ImageEditor",
    42041: "CameraFirmware",
    42042: "RAWDevelopingSoftware",
    42043: "ImageEditingSoftware",
    42044: "MetadataEditingSoftware",
    50708: "UniqueCameraModel",
    50735: "CameraSerialNumber",
    50827: "OriginalRawFileName",
}
_WIDE_TEXTS = {40091: "XPTitle", 40092: "XPComment", 40093: "XPAuthor", 40094: "XPKeywords", 40095: "XPSubject"}
_MAKER_NOTE = 37500
_USER_COMMENT = 37510
_EXIF = 34665
_GPS = 34853
_THUMBNAIL_LENGTHS = (514, 279)  # JPEG, uncompressed strips
_HEADER = b"Exif\0\0"
_PARTS = 3  # degrees, minutes, seconds
_FEW = 4096  # bytes: lengths of strips, coordinates


def exif_fields(block: bytes, *, where: str, offset: int | None = None) -> Iterator[Field]:
    """Yield the fields of a TIFF-structured EXIF block, with or without its six-byte header; never raises.

    Whatever cannot be read yields one structure field "damaged" at the end; the rest of the block still counts.
    """
    data = block.removeprefix(_HEADER)
    stream = io.BytesIO(data)
    try:
        layout = layout_of(stream)
        first = directory_at(stream, layout, layout.first)
    except BrokenFile as error:
        yield _damaged(error, where, offset)
        return
    yield from tag_fields(stream, layout, first, where=where, offset=offset)
    yield from _thumbnail(stream, layout, first, where, offset)


def tag_fields(
    stream: BinaryIO, layout: Layout, directory: Directory, *, where: str, offset: int | None = None
) -> Iterator[Field]:
    """Yield the fields of one directory and of the EXIF and GPS directories that it points to; never raises."""
    problem: BrokenFile | None = None
    waiting, pointers = [directory], {_EXIF, _GPS}
    while waiting:
        # An entry counts once: hostile directories would name the same bytes thousands of times.
        first = {entry.tag: entry for entry in reversed(waiting.pop().entries)}
        for entry in reversed(first.values()):
            try:
                if entry.tag in pointers:
                    pointers.remove(entry.tag)
                    below = directory_at(stream, layout, _pointer(stream, layout, entry))
                    if entry.tag == _EXIF:
                        waiting.append(below)
                    else:
                        yield from _position(stream, layout, below, where, offset)
                name, value = _named(stream, layout, entry)
            except BrokenFile as error:
                problem = error
                continue
            if value:
                yield Field(source=Source.EXIF, name=name, value=value, where=where, offset=offset)
    if problem is not None:
        yield _damaged(problem, where, offset)


def decoded(value: bytes) -> str:
    """Return text of an unnamed encoding: UTF-8 where it is that, else Windows-1252."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def user_comment(value: bytes, order: str) -> str:
    """Return the text of UserComment; its first eight bytes name the character set (Exif 2.32, table 9).

    "UNICODE" does not say which byte order, and writers differ from the order of the file around them: the zeros of
    the ASCII characters decide, else the file's order.
    """
    code, text = value[:8], value[8:]
    if code.startswith(b"UNICODE"):
        return _wide(text, order).strip("\0 ")
    if code.startswith(b"JIS"):
        return text.decode("iso2022_jp", "replace").strip("\0 ")
    if code.startswith(b"ASCII") or not code.strip(b"\0 "):
        return decoded(text).partition("\0")[0].strip()
    return decoded(value).partition("\0")[0].strip()


def _wide(text: bytes, order: str) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if text.startswith(mark):
            return text[2:].decode(encoding, "replace")
    if b"\0" not in text.rstrip(b"\0") and text.isascii():
        return decoded(text)  # some writers say UNICODE and write UTF-8
    high, low = text[::2].count(0), text[1::2].count(0)
    little = order == "<" if high == low else low > high
    return text.decode("utf-16-le" if little else "utf-16-be", "replace")


def _named(stream: BinaryIO, layout: Layout, entry: Entry) -> tuple[str, str]:
    """Return the name and text of an entry; an empty text for one that is not carried."""
    if entry.tag == _MAKER_NOTE:
        return "MakerNote", f"{entry.size} bytes" if entry.size else ""
    if entry.tag == _USER_COMMENT:
        return "UserComment", user_comment(value_of(stream, layout, entry, FIELD_CHARACTERS), layout.order)
    name = _WIDE_TEXTS.get(entry.tag)
    if name is not None:
        data = value_of(stream, layout, entry, FIELD_CHARACTERS)
        return name, data.decode("utf-16-le", "replace").partition("\0")[0].strip()
    name = _TEXTS.get(entry.tag)
    if name is None:
        return "", ""
    text = decoded(value_of(stream, layout, entry, FIELD_CHARACTERS).rstrip(b"\0 "))
    # Copyright holds the photographer's and the editor's, parted by a zero; anything else ends at one.
    text = text.replace("\0", "\n") if name == "Copyright" else text.partition("\0")[0]
    return name, text.strip()


def _position(
    stream: BinaryIO, layout: Layout, directory: Directory, where: str, offset: int | None
) -> Iterator[Field]:
    """Yield the position of a GPS directory in decimal degrees; "present" when it is there and cannot be read."""
    latitude = _degrees(stream, layout, directory, 1, 90)
    longitude = _degrees(stream, layout, directory, 3, 180)
    if latitude is not None and longitude is not None:
        value = f"{latitude:.5f}, {longitude:.5f}"
    elif any(directory.find(tag) for tag in (2, 4, 20, 22, 28)):  # own and destination's position, name of the area
        value = "present"
    else:
        return
    yield Field(source=Source.EXIF, name="GPSPosition", value=value, where=where, offset=offset)


def _degrees(stream: BinaryIO, layout: Layout, directory: Directory, reference: int, most: int) -> float | None:
    sign, entry = directory.find(reference), directory.find(reference + 1)
    if entry is None:
        return None
    try:
        parts = rationals_of(stream, layout, entry, _FEW)
        letter = value_of(stream, layout, sign, _FEW)[:1].upper() if sign else b""
    except BrokenFile:
        return None  # the caller says "present"
    if not 1 <= len(parts) <= _PARTS:
        return None
    degrees = sum((part / 60.0**power for power, part in enumerate(parts)), 0.0)
    if abs(degrees) > most:
        return None
    return -degrees if letter in (b"S", b"W") else degrees


def _thumbnail(stream: BinaryIO, layout: Layout, first: Directory, where: str, offset: int | None) -> Iterator[Field]:
    if not first.following or first.following == layout.first:
        return
    try:
        second = directory_at(stream, layout, first.following)
        sizes = [
            sum(integers_of(stream, layout, entry, _FEW)) for entry in second.entries if entry.tag in _THUMBNAIL_LENGTHS
        ]
    except BrokenFile as error:
        yield _damaged(error, where, offset)
        return
    if any(sizes):
        value = f"{max(sizes)} bytes"
        yield Field(source=Source.EXIF, name="Thumbnail", value=value, where=where, offset=offset)


def _pointer(stream: BinaryIO, layout: Layout, entry: Entry) -> int:
    numbers = integers_of(stream, layout, entry, _FEW)
    if len(numbers) != 1:
        key = "broken.structure"
        raise BrokenFile(key)
    return numbers[0]


def _damaged(error: BrokenFile, where: str, offset: int | None) -> Field:
    return Field(source=Source.STRUCTURE, name="damaged", value=error.problem.key, where=where, offset=offset)
