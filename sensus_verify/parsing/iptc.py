"""IPTC-IIM data sets into fields, named as exiftool names them (IPTC-NAA Information Interchange Model 4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import CHUNKS, FIELD_CHARACTERS, FIELDS

_MARKER = 0x1C
_CHARACTER_SET = (1, 90)
_UTF8 = b"\x1b%G"
_EXTENDED = 0x8000  # the length is that of a longer length
_WIDEST = 8
_APPLICATION_RECORD = 2
_NAMES = {
    4: "ObjectAttributeReference",
    5: "ObjectName",
    7: "EditStatus",
    12: "SubjectReference",
    15: "Category",
    20: "SupplementalCategories",
    22: "FixtureIdentifier",
    25: "Keywords",
    26: "ContentLocationCode",
    27: "ContentLocationName",
    40: "SpecialInstructions",
    55: "DateCreated",
    60: "TimeCreated",
    62: "DigitalCreationDate",
    63: "DigitalCreationTime",
    65: "OriginatingProgram",
    70: "ProgramVersion",
    80: "By-line",
    85: "By-lineTitle",
    90: "City",
    92: "Sub-location",
    95: "Province-State",
    100: "Country-PrimaryLocationCode",
    101: "Country-PrimaryLocationName",
    103: "OriginalTransmissionReference",
    105: "Headline",
    110: "Credit",
    115: "Source",
    116: "CopyrightNotice",
    118: "Contact",
    120: "Caption-Abstract",
    121: "LocalCaption",
    122: "Writer-Editor",
    184: "JobID",
    185: "MasterDocumentID",
    187: "UniqueDocumentID",
    188: "OwnerID",
    230: "DocumentNotes",
    231: "DocumentHistory",
    232: "ExifCameraInfo",
}


def iptc_fields(block: bytes, *, where: str, offset: int | None = None) -> Iterator[Field]:
    """Yield the texts of the application record in `block`; never raises.

    A block written as 32-bit numbers in the other byte order (TIFF tag 33723 of some programs) is put right first. A
    length that leads out of the block yields a structure field "damaged".
    """
    if block[:1] != b"\x1c" and block[3:4] == b"\x1c":
        whole = len(block) - len(block) % 4
        block = b"".join(block[at : at + 4][::-1] for at in range(0, whole, 4))
    at, utf8, fields, sets = 0, False, 0, 0
    while at + 5 <= len(block) and block[at] == _MARKER:
        number = (block[at + 1], block[at + 2])
        length = int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if length & _EXTENDED:
            width = length & ~_EXTENDED
            length = int.from_bytes(block[at : at + min(width, _WIDEST)], "big")
            at += width
        sets += 1
        if at + length > len(block):
            yield _damaged("broken.truncated", where, offset)
            return
        if sets > CHUNKS or fields >= FIELDS:
            yield _damaged("broken.tooMany", where, offset)
            return
        value = block[at : at + length]
        at += length
        if number == _CHARACTER_SET:
            utf8 = value.startswith(_UTF8)
        elif number[0] == _APPLICATION_RECORD and (name := _NAMES.get(number[1])) is not None:
            text = _text(value[:FIELD_CHARACTERS], utf8=utf8).strip("\0 ")
            if text:
                fields += 1
                yield Field(source=Source.IPTC, name=name, value=text, where=where, offset=offset)
    if block[at:].strip(b"\0"):
        yield _damaged("broken.structure", where, offset)


def _text(value: bytes, *, utf8: bool) -> str:
    """Return the text: as UTF-8 where that is declared or fits, else as Windows-1252, the custom without 1:90."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8" if utf8 else "cp1252", "replace")


def _damaged(key: str, where: str, offset: int | None) -> Field:
    return Field(source=Source.STRUCTURE, name="damaged", value=key, where=where, offset=offset)
