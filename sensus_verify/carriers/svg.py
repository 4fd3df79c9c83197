"""SVG, plain or packed with gzip (SVG 2, W3C): XMP in `metadata`, titles, descriptions, comments.

Nothing in a picture is run, loaded or expanded: scripts, references and entities are passed over.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from sensus_verify.core.carrier import BY_NAME, MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS, HEAD, XML_BYTES
from sensus_verify.core.vocabulary import RDF, XMP_META
from sensus_verify.parsing.comments import comment_fields
from sensus_verify.parsing.markup import root_name
from sensus_verify.parsing.reader import inflate
from sensus_verify.parsing.text import head_text, is_text
from sensus_verify.parsing.xml import parse_xml
from sensus_verify.parsing.xmp import packet_fields

if TYPE_CHECKING:
    from lxml.etree import _Element

_GZIP = b"\x1f\x8b\x08"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_PACKETS = (f"{{{XMP_META}}}xmpmeta", f"{{{RDF}}}RDF")
_WORDS = frozenset({"title", "desc"})
_MOST_PACKETS = 16


def _score(head: bytes, suffix: str) -> int:
    named = int(suffix in {".svg", ".svgz"})
    if head.startswith(_GZIP):
        return MAGIC + named if _is_svg(_start_of(head)) else 0
    if _is_svg(head):
        return MAGIC + named
    return BY_NAME + 1 if named and is_text(head) else 0


def _is_svg(head: bytes) -> bool:
    return root_name(head_text(head)).rpartition(":")[2] == "svg"


def _start_of(packed: bytes) -> bytes:
    """Return the first bytes of gzip data, empty when they are damaged."""
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(packed, HEAD)
    except zlib.error:
        return b""


def _root(stream: BinaryIO) -> _Element:
    data = stream.read(XML_BYTES + 1)
    if data.startswith(_GZIP):
        if len(data) > XML_BYTES:
            key = "broken.tooLarge"
            raise BrokenFile(key, limit=XML_BYTES)
        data = inflate(data, XML_BYTES, window=_GZIP_WINDOW)
    root = parse_xml(data, doctype=True)
    if _local(root) != "svg":
        key = "broken.structure"
        raise BrokenFile(key)
    return root


def _read(stream: BinaryIO) -> Iterable[Field]:
    from lxml import etree

    root = _root(stream)
    packets = 0
    for node in _nodes(root):
        if isinstance(node, etree._Comment):  # noqa: SLF001 - the only name that lxml has for the type
            yield from comment_fields(node.text or "", where="SVG comment")
        elif node.tag in _PACKETS:
            packets += 1
            if packets > _MOST_PACKETS:
                yield Field(source=Source.STRUCTURE, name="damaged", value="broken.tooMany", where="SVG metadata")
                return
            yield from packet_fields(etree.tostring(node, encoding="utf-8", with_tail=False), where="SVG metadata")
        elif (name := _local(node)) in _WORDS and (text := (node.text or "").strip()):
            yield Field(source=Source.DOCUMENT, name=name, value=text[:FIELD_CHARACTERS], where=f"SVG {name}")


def _nodes(root: _Element) -> Iterator[_Element]:
    """Yield every node in the order of the document, but nothing that stands inside a packet."""
    yield from reversed(tuple(root.itersiblings(preceding=True)))
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if node.tag not in _PACKETS:
            waiting.extend(reversed(node))
    yield from root.itersiblings()


def _local(node: _Element) -> str:
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _holds_manifest(stream: BinaryIO) -> bool:
    return next(_root(stream).iter("{*}manifest"), None) is not None


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="svg",
        title="SVG",
        suffixes=frozenset({".svg", ".svgz"}),
        media_type="image/svg+xml",
        score=_score,
        read=_read,
        places=("XMP", "title", "desc", "SVG comment"),
        holds_manifest=_holds_manifest,
    ),
)
