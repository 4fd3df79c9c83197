"""OpenDocument text, spreadsheet, presentation and drawing: `meta.xml`, and what tells of people in the content.

OASIS OpenDocument 1.3, part 2 (package: `mimetype`, `META-INF/manifest.xml`, encryption, signatures) and part 3 (4.3
metadata, 5.5 tracked changes, 14.1 annotations).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.elements import elements
from sensus_verify.parsing.xml import parse_xml
from sensus_verify.parsing.zipped import Archive, Member, archive_fields, member_fields, open_archive, opening

_TYPE = "application/vnd.oasis.opendocument."
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "http://openoffice.org/2000/meta": "meta",
}
_REPORTED = 300  # distinct authors and changes of one part
_PEOPLE = frozenset({"creator", "date", "change-info", "annotation"})


def _score(kind: str, suffixes: frozenset[str]) -> Callable[[bytes, str], int]:
    """Return the score of documents whose `mimetype` is this kind, its templates and parts of it."""

    def score(head: bytes, suffix: str) -> int:
        start = opening(head)
        found = start is not None and start.mimetype.removeprefix(_TYPE).partition("-")[0] == kind
        return MAGIC + (suffix in suffixes) if found else 0

    return score


def _read(stream: BinaryIO) -> Iterator[Field]:
    archive = open_archive(stream)
    yield from archive_fields(archive)
    locked: set[str] = set()
    if (manifest := archive.find("META-INF/manifest.xml")) is not None:
        try:
            locked = _encrypted(archive, manifest)
        except BrokenFile as error:
            yield Field(source=Source.STRUCTURE, name="damaged", value=error.problem.key, where=manifest.name)
    if locked:
        yield Field(source=Source.STRUCTURE, name="encrypted", value="ODF", where="META-INF/manifest.xml")
    found = False
    for name, fields in (("meta.xml", _meta), ("content.xml", _people), ("styles.xml", _people)):
        member = archive.find(name)
        found = found or member is not None
        if member is not None and name not in locked:
            yield from guarded(fields(archive, member), where=member.name)
    if (signatures := archive.find("META-INF/documentsignatures.xml")) is not None:
        yield Field(source=Source.STRUCTURE, name="digitalSignature", value="XML-DSig", where=signatures.name)
    yield from member_fields(archive, "pictures/", "media/", "thumbnails/")
    if not found and not locked:
        key = "broken.structure"
        raise BrokenFile(key)


def _encrypted(archive: Archive, manifest: Member) -> set[str]:
    """Return the names of encrypted members: those whose file entry holds the encryption's data (part 2, 4.8)."""
    names: set[str] = set()
    inside = False
    for element in elements(archive.blocks(manifest), frozenset({"file-entry", "encryption-data"})):
        if element.name == "encryption-data":
            inside = True  # ends before the entry that it stands in
            continue
        if inside:
            names.add(element.attributes.get("full-path", ""))
        inside = False
    return names


def _meta(archive: Archive, member: Member) -> Iterator[Field]:
    root = parse_xml(archive.read(member))
    for element in root.iterfind("{*}meta/{*}*"):
        namespace, _, local = str(element.tag)[1:].partition("}")
        prefix = _PREFIXES.get(namespace)
        value = (element.text or "").strip()
        if local == "template":
            value = element.get("{http://www.w3.org/1999/xlink}href", "")
        name = f"{prefix}:{local}" if prefix else str(element.tag)
        if local == "user-defined":
            name = element.get(f"{{{namespace}}}name", "")
        if value:
            yield Field(source=Source.DOCUMENT, name=name, value=value, where=member.name)


def _people(archive: Archive, member: Member) -> Iterator[Field]:
    """Yield the authors of annotations and of tracked changes, each once."""
    seen: set[tuple[str, str]] = set()
    creator = date = ""
    for element in elements(archive.blocks(member), _PEOPLE):
        if element.parent in ("annotation", "change-info"):
            if element.name == "creator":
                creator = element.text
            elif element.name == "date":
                date = element.text
        elif element.name in ("annotation", "change-info"):
            name = "commentAuthor" if element.name == "annotation" else "trackedChange"
            value = creator if name == "commentAuthor" else ", ".join(filter(None, (creator, date)))
            creator = date = ""
            if value and (name, value) not in seen:
                seen.add((name, value))
                yield Field(source=Source.STRUCTURE, name=name, value=value, where=member.name)
        if len(seen) >= _REPORTED:
            return


def _carrier(name: str, title: str, kind: str, suffixes: frozenset[str]) -> Carrier:
    return Carrier(
        name=name,
        title=f"OpenDocument {title}",
        suffixes=suffixes,
        media_type=_TYPE + kind,
        score=_score(kind, suffixes),
        read=_read,
        places=("meta.xml", "annotations", "tracked changes"),
        kind="document",
    )


CARRIERS = (
    _carrier("odt", "Text", "text", frozenset({".odt", ".ott", ".odm", ".oth"})),
    _carrier("ods", "Spreadsheet", "spreadsheet", frozenset({".ods", ".ots"})),
    _carrier("odp", "Presentation", "presentation", frozenset({".odp", ".otp"})),
    _carrier("odg", "Drawing", "graphics", frozenset({".odg", ".otg"})),
)
