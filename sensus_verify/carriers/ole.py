"""Word, Excel and PowerPoint 97 to 2003, and encrypted documents of later versions: the property sets.

[MS-OLEPS] 2.21 and 2.25 (property sets), [MS-OFFCRYPTO] 2.3.4.4 (EncryptedPackage). The text inside is not read: what
looks like a name of a standard there is chance.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.ole import MAGIC_BYTES, CompoundFile, Entry, open_compound

_SUFFIXES = frozenset({".doc", ".dot", ".xls", ".xlt", ".ppt", ".pot", ".pps"})
_SUMMARY = {
    2: "Title",
    3: "Subject",
    4: "Author",
    5: "Keywords",
    6: "Comments",
    7: "Template",
    8: "lastAuthor",
    18: "Application",
}
_DOCUMENT_SUMMARY = {2: "Category", 14: "Manager", 15: "Company"}
_SETS = {"\x05SummaryInformation": _SUMMARY, "\x05DocumentSummaryInformation": _DOCUMENT_SUMMARY}
_DICTIONARY, _CODE_PAGE = 0, 1
_NARROW, _WIDE = 30, 31
_UTF16 = 1200
_PROPERTIES = 1_000
_CODE_PAGES = {65001: "utf-8", 10000: "mac-roman", _UTF16: "utf-16-le"}


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix in _SUFFIXES) if head.startswith(MAGIC_BYTES) else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    file = open_compound(stream)
    if any(entry.name == "EncryptedPackage" for entry in file.entries):
        yield Field(source=Source.STRUCTURE, name="encrypted", value="EncryptedPackage", where="OLE")
    if any(entry.name in ("_signatures", "_xmlsignatures") for entry in file.entries):
        yield Field(source=Source.STRUCTURE, name="digitalSignature", value="OLE", where="OLE")
    for entry in file.entries:
        if entry.name in _SETS:
            yield from guarded(_property_sets(file, entry), where=entry.name.strip("\x05"))


def _property_sets(file: CompoundFile, entry: Entry) -> Iterator[Field]:
    data = file.read(entry)
    try:
        count = min(struct.unpack_from("<I", data, 24)[0], 2)
        for number in range(count):
            start = struct.unpack_from("<I", data, 28 + number * 20 + 16)[0]
            names: Mapping[int, str] = _SETS[entry.name] if number == 0 else {}
            for name, value in _properties(data[start:], names):
                yield Field(source=Source.DOCUMENT, name=name, value=value, where=entry.name.strip("\x05"))
    except struct.error as error:
        key = "broken.truncated"
        raise BrokenFile(key) from error


def _properties(data: bytes, known: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Yield name and text of a set's properties; the second set brings its own names (2.17, dictionary)."""
    count = min(struct.unpack_from("<I", data, 4)[0], _PROPERTIES)
    places = dict(struct.unpack_from("<2I", data, 8 + 8 * number) for number in range(count))
    page = struct.unpack_from("<H", data, places[_CODE_PAGE] + 4)[0] if _CODE_PAGE in places else 1252
    names = known or (_dictionary(data[places[_DICTIONARY] :], page) if _DICTIONARY in places else {})
    for identity, place in places.items():
        value = _string(data[place:], page) if identity in names else ""
        if value:
            yield names[identity], value


def _string(data: bytes, page: int) -> str:
    kind, size = struct.unpack_from("<2I", data)
    if kind == _NARROW:
        return _decoded(data[8 : 8 + size], page)
    return _decoded(data[8 : 8 + 2 * size], _UTF16) if kind == _WIDE else ""


def _dictionary(data: bytes, page: int) -> dict[int, str]:
    names: dict[int, str] = {}
    at = 4
    for _ in range(min(struct.unpack_from("<I", data)[0], _PROPERTIES)):
        identity, length = struct.unpack_from("<2I", data, at)
        size = -(-length * 2 // 4) * 4 if page == _UTF16 else length
        names[identity] = _decoded(data[at + 8 : at + 8 + (length * 2 if page == _UTF16 else length)], page)
        at += 8 + size
    return names


def _decoded(data: bytes, page: int) -> str:
    try:
        text = data.decode(_CODE_PAGES.get(page, f"cp{page}"), "replace")
    except LookupError:
        text = data.decode("cp1252", "replace")
    return text.partition("\0")[0].strip()


CARRIERS = (
    Carrier(
        name="ole",
        title="Office 97-2003",
        suffixes=_SUFFIXES,
        media_type="",
        score=_score,
        read=_read,
        places=("SummaryInformation", "DocumentSummaryInformation"),
        kind="document",
    ),
)
