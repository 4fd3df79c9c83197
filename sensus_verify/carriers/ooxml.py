"""Word, Excel and PowerPoint since 2007: document properties, and what tells of people in the parts.

ECMA-376 and ISO/IEC 29500, part 2 (packages) for parts, content types and relationships, part 1 for properties,
comments and tracked changes. Strict and transitional documents differ in namespaces only, so local names are compared.
A part is found by its content type, wherever it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from sensus_verify.core.carrier import LIKELY, MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.elements import elements
from sensus_verify.parsing.xml import parse_xml, text_of
from sensus_verify.parsing.zipped import Archive, Member, archive_fields, member_fields, open_archive, opening

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.oclc.org/ooxml/package/metadata/core-properties": "cp",
}
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange"})
_REPORTED = 300  # distinct authors, changes or targets of one part
_PARTS = 300  # parts of one kind that are opened: headers, comments on slides

_TYPES = "[Content_Types].xml"
_STORY_TYPES = (
    *("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml", "wordprocessingml.header+xml"),
    *("wordprocessingml.footer+xml", "wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml"),
    *("ms-word.document.macroenabled.main+xml", "ms-word.template.macroenabledtemplate.main+xml"),
)
"""Word's parts with running text, which can hold tracked changes."""


def _docx(head: bytes, suffix: str) -> int:
    return _score(head, suffix, "word/", (b"wordprocessingml.", b"ms-word."), _DOCX)


def _xlsx(head: bytes, suffix: str) -> int:
    return _score(head, suffix, "xl/", (b"spreadsheetml.", b"ms-excel."), _XLSX)


def _pptx(head: bytes, suffix: str) -> int:
    return _score(head, suffix, "ppt/", (b"presentationml.", b"ms-powerpoint."), _PPTX)


def _score(head: bytes, suffix: str, folder: str, types: tuple[bytes, ...], suffixes: frozenset[str]) -> int:
    start = opening(head)
    if start is None or start.mimetype:
        return 0
    named = suffix in suffixes
    kinds = start.content_types.split(b"ContentType=")[1:]
    if main := next((kind for kind in kinds if b".main" in kind.partition(b">")[0]), b""):
        return MAGIC + named if any(name in main.partition(b">")[0] for name in types) else 0
    # The part that lists the types lies further back: folders are the next best sign.
    if any(name.startswith(folder) for name in start.names) and (named or _TYPES in start.names):
        return MAGIC + named
    return LIKELY + 1 + named if named else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    archive = open_archive(stream)
    yield from archive_fields(archive)
    listing = archive.find(_TYPES)
    if listing is None:
        key = "broken.structure"
        raise BrokenFile(key)
    types: dict[str, str] = {}  # content types, in lower case, by part name (part 2, 7.2)
    try:
        for element in elements(archive.blocks(listing), frozenset({"Override"})):
            types[element.attributes.get("PartName", "")] = element.attributes.get("ContentType", "").lower()
    except BrokenFile as error:
        yield Field(source=Source.STRUCTURE, name="damaged", value=error.problem.key, where=listing.name)
    yield from _properties(archive, types)
    yield from _people(archive, types)
    for member in _of_type(archive, types, *_STORY_TYPES):
        yield from guarded(_tracked(archive, member, _CHANGES, "author", "date"), where=member.name)
    for member in _of_type(archive, types, "revisionheaders+xml"):
        yield from guarded(_tracked(archive, member, frozenset({"header"}), "userName", "dateTime"), where=member.name)
    for member in _named(archive, "word/_rels/", "settings.xml.rels"):
        yield from guarded(_template(archive, member), where=member.name)
    for member in _named(archive, "_xmlsignatures/", ".xml"):
        yield Field(source=Source.STRUCTURE, name="digitalSignature", value="XML-DSig", where=member.name)
    yield from member_fields(archive, "word/media/", "xl/media/", "ppt/media/", "docprops/thumbnail.")


def _of_type(archive: Archive, types: Mapping[str, str], *endings: str) -> Iterator[Member]:
    parts = {archive.find(name): None for name, kind in types.items() if kind.endswith(endings)}
    return islice((part for part in parts if part is not None), _PARTS)


def _named(archive: Archive, folder: str, ending: str) -> Iterator[Member]:
    wanted = (m for m in archive.members if m.name.lower().startswith(folder) and m.name.lower().endswith(ending))
    return islice(wanted, _PARTS)


# ---------------------------------------------------------------------------------------------------------- properties
def _properties(archive: Archive, types: Mapping[str, str]) -> Iterator[Field]:
    kinds: tuple[tuple[str, str, Callable[[_Element, str], Iterator[Field]]], ...] = (
        ("core-properties+xml", "docProps/core.xml", _core),
        ("extended-properties+xml", "docProps/app.xml", _application),
        ("custom-properties+xml", "docProps/custom.xml", _custom),
    )
    for kind, usual, fields in kinds:
        members = {member.name: member for member in _of_type(archive, types, kind)}
        if (member := archive.find(usual)) is not None:  # also without its content type: Office reads it by relation
            members.setdefault(member.name, member)
        for member in members.values():
            yield from guarded(_part(archive, member, fields), where=member.name)


def _part(archive: Archive, member: Member, fields: Callable[[_Element, str], Iterator[Field]]) -> Iterator[Field]:
    yield from fields(parse_xml(archive.read(member)), member.name)


def _core(root: _Element, where: str) -> Iterator[Field]:
    for element in root.iterchildren("{*}*"):
        namespace, _, local = str(element.tag)[1:].partition("}")
        name = f"{_PREFIXES[namespace]}:{local}" if namespace in _PREFIXES else str(element.tag)
        yield from _document(name, text_of(element), where)


def _application(root: _Element, where: str) -> Iterator[Field]:
    for element in root.iterchildren("{*}*"):
        if not len(element):  # vectors list the sheets and titles of the content
            yield from _document(str(element.tag).rpartition("}")[2], element.text or "", where)


def _custom(root: _Element, where: str) -> Iterator[Field]:
    for element in root.iterchildren("{*}property"):
        yield from _document(element.get("name", ""), text_of(element), where)


def _document(name: str, value: str, where: str) -> Iterator[Field]:
    if value := value.strip():
        yield Field(source=Source.DOCUMENT, name=name, value=value, where=where)


# -------------------------------------------------------------------------------------------------------------- people
def _people(archive: Archive, types: Mapping[str, str]) -> Iterator[Field]:
    places = (
        ("wordprocessingml.comments+xml", frozenset({"comment"}), "author"),
        ("wordprocessingml.people+xml", frozenset({"person"}), "author"),
        ("spreadsheetml.comments+xml", frozenset({"author"}), ""),
        ("ms-excel.person+xml", frozenset({"person"}), "displayName"),
        ("presentationml.commentauthors+xml", frozenset({"cmAuthor"}), "name"),
        ("ms-powerpoint.authors+xml", frozenset({"author"}), "name"),
    )
    for kind, wanted, attribute in places:
        for member in _of_type(archive, types, kind):
            yield from guarded(_authors(archive, member, wanted, attribute), where=member.name)


def _authors(archive: Archive, member: Member, wanted: frozenset[str], attribute: str) -> Iterator[Field]:
    found = elements(archive.blocks(member), wanted)
    yield from _distinct(
        "commentAuthor", (e.attributes.get(attribute, "") if attribute else e.text for e in found), member
    )


def _tracked(archive: Archive, member: Member, wanted: frozenset[str], author: str, date: str) -> Iterator[Field]:
    found = elements(archive.blocks(member), wanted)
    changes = (
        ", ".join(filter(None, (change.attributes.get(author, ""), change.attributes.get(date, ""))))
        for change in found
    )
    yield from _distinct("trackedChange", changes, member)


def _distinct(name: str, values: Iterator[str], member: Member) -> Iterator[Field]:
    """Yield each value once, as it comes: what stands before a damaged place counts."""
    seen: set[str] = set()
    for value in values:
        if value and value not in seen:
            seen.add(value)
            yield Field(source=Source.STRUCTURE, name=name, value=value, where=member.name)
        if len(seen) >= _REPORTED:
            return


def _template(archive: Archive, member: Member) -> Iterator[Field]:
    """Yield the path of the template that a Word document is attached to (part 1, 17.15.1.6)."""
    found = elements(archive.blocks(member), frozenset({"Relationship"}))
    for relation in islice(found, _REPORTED):
        if relation.attributes.get("Type", "").endswith("/attachedTemplate"):
            yield from _document("Template", relation.attributes.get("Target", ""), member.name)


_DOCX = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_XLSX = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xlam"})
_PPTX = frozenset({".pptx", ".pptm", ".potx", ".potm", ".ppsx", ".ppsm"})
_PLACES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "comments", "tracked changes")
_MEDIA = "application/vnd.openxmlformats-officedocument."

CARRIERS = (
    Carrier(
        name="docx",
        title="Word",
        suffixes=_DOCX,
        media_type=f"{_MEDIA}wordprocessingml.document",
        score=_docx,
        read=_read,
        places=_PLACES,
        kind="document",
    ),
    Carrier(
        name="xlsx",
        title="Excel",
        suffixes=_XLSX,
        media_type=f"{_MEDIA}spreadsheetml.sheet",
        score=_xlsx,
        read=_read,
        places=_PLACES,
        kind="document",
    ),
    Carrier(
        name="pptx",
        title="PowerPoint",
        suffixes=_PPTX,
        media_type=f"{_MEDIA}presentationml.presentation",
        score=_pptx,
        read=_read,
        places=_PLACES,
        kind="document",
    ),
)
