"""EPUB: the package document's metadata, found by `META-INF/container.xml`.

EPUB 3.3, 4.2.6.3.1 (container), 5.5 (metadata), D.1.5 (prefixes); EPUB 2 wrote `meta name content` instead of
`meta property`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING, BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.vocabulary import SENSUS, SENSUS_PREFIX
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.elements import elements
from sensus_verify.parsing.xml import parse_xml, text_of
from sensus_verify.parsing.zipped import Archive, Member, archive_fields, open_archive, opening

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE = "application/epub+zip"
_SUFFIXES = frozenset({".epub"})
_CONTAINER = "META-INF/container.xml"
_RENDITIONS = 10  # package documents that are read
_REPORTED = 500  # pictures and sounds that are listed
_PREFIXES = {"http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dcterms"}


def _score(head: bytes, suffix: str) -> int:
    start = opening(head)
    found = start is not None and start.mimetype == _TYPE
    return MAGIC + (suffix in _SUFFIXES) if found else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    archive = open_archive(stream)
    yield from archive_fields(archive)
    if archive.find("META-INF/encryption.xml") is not None:  # fonts or all content; the package document stays readable
        yield Field(source=Source.STRUCTURE, name="encrypted", value="EPUB", where="META-INF/encryption.xml")
    if archive.find("META-INF/signatures.xml") is not None:
        yield Field(source=Source.STRUCTURE, name="digitalSignature", value="XML-DSig", where="META-INF/signatures.xml")
    container = archive.find(_CONTAINER)
    if container is None:
        key = "broken.structure"
        raise BrokenFile(key)
    roots = elements(archive.blocks(container), frozenset({"rootfile"}))
    paths = {root.attributes.get("full-path", ""): None for root in islice(roots, _RENDITIONS)}
    packages = [member for member in (archive.find(path) for path in paths) if member is not None]
    if not packages:
        key = "broken.structure"
        raise BrokenFile(key)
    for member in packages:
        yield from guarded(_package(archive, member), where=member.name)


def _package(archive: Archive, member: Member) -> Iterator[Field]:
    root = parse_xml(archive.read(member), doctype=True)  # old package documents name the OEB document type
    ours = _our_prefixes(root.get("prefix", ""))
    for element in root.iterfind("{*}metadata//{*}*"):  # EPUB 2 may wrap it in dc-metadata
        namespace, _, local = str(element.tag)[1:].partition("}")
        value = text_of(element)
        if local == "meta":
            name = element.get("property", "") or element.get("name", "")
            value = value or element.get("content", "").strip()
            prefix, colon, rest = name.partition(":")
            if colon and prefix in ours:
                name = f"{SENSUS_PREFIX}:{rest}"
        elif namespace in _PREFIXES:
            name = f"{_PREFIXES[namespace]}:{local}"
        else:
            continue
        if name and value:
            yield Field(source=Source.DOCUMENT, name=name, value=value, where=f"OPF {member.name}")
    yield from islice(_media(root, member), _REPORTED)


def _our_prefixes(declared: str) -> frozenset[str]:
    """Return the prefixes that stand for our namespace: "name: address name: address" (EPUB 3.3, D.1.4)."""
    words = declared.split()
    return frozenset(name[:-1] for name, address in pairwise(words) if address == SENSUS)


def _media(root: _Element, package: Member) -> Iterator[Field]:
    folder = posixpath.dirname(package.name)
    for item in root.iterfind("{*}manifest/{*}item"):
        if item.get("media-type", "").startswith(("image/", "audio/", "video/")):
            name = posixpath.join(folder, item.get("href", ""))
            yield Field(source=Source.STRUCTURE, name="member", value=name, where=package.name)


CARRIERS = (
    Carrier(
        name="epub",
        title="EPUB",
        suffixes=_SUFFIXES,
        media_type=_TYPE,
        score=_score,
        read=_read,
        places=("OPF",),
        kind="document",
    ),
)
