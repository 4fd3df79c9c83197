"""XMP packets into fields: the namespace address decides, whatever prefix, form or encoding the writer chose.

ISO 16684-1 (XMP data model and RDF/XML serialisation) and Adobe's XMP Specification Part 3 (packets in files).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import CHUNKS, FIELD_CHARACTERS, FIELDS, PACKET_SCAN_BYTES, XML_BYTES, XML_DEPTH
from sensus_verify.core.vocabulary import PREFIXES, RDF, SENSUS, SENSUS_PREFIX, XML
from sensus_verify.parsing.xml import parse_xml, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_RDF = f"{{{RDF}}}RDF"
_DESCRIPTION = f"{{{RDF}}}Description"
_ALTERNATIVES = f"{{{RDF}}}Alt"
_CONTAINERS = frozenset({f"{{{RDF}}}Bag", f"{{{RDF}}}Seq", _ALTERNATIVES})
_VALUE = f"{{{RDF}}}value"
_RESOURCE = f"{{{RDF}}}resource"
_LITERAL = (f"{{{RDF}}}parseType", "Literal")
_LANGUAGE = f"{{{XML}}}lang"
_SYNTAX = (f"{{{RDF}}}", f"{{{XML}}}")
_OURS = f"{{{SENSUS}}}"

_NAME_CHARACTERS = 1024  # of a joined name: nested hostile names would multiply otherwise
_RECORD_DEPTH = 16  # our schema needs four

_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_ZEROS = {"x000": "utf-32-le", "000x": "utf-32-be", "x0x0": "utf-16-le", "0x0x": "utf-16-be"}

_Place = tuple["_Element", str, int, bool]
"""An element that waits for its turn: itself, its joined name, its depth, whether it is an RDF node."""

_BEGIN = b"<?xpacket begin"
_END = b"<?xpacket end"
_PIECE = 1 << 20

EXTENDED_HEADER = 40
"""Bytes before the data of an ExtendedXMP part: digest (32), whole length (4), offset (4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendedPart:
    """One piece of an ExtendedXMP packet (XMP Specification Part 3, 1.1.3.1)."""

    digest: str  # MD5 of the whole, 32 hexadecimal digits in capitals
    length: int  # of the whole, in bytes
    offset: int  # of this piece in the whole
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A packet that was found, without the end of its wrapper, and its offset."""

    start: int
    data: bytes


def packet_fields(packet: bytes, *, where: str, offset: int | None = None) -> Iterator[Field]:
    """Yield every property of an XMP packet; never raises.

    Takes UTF-8, UTF-16 and UTF-32, with or without the `xpacket` wrapper and its padding, `x:xmpmeta` or bare
    `rdf:RDF`, attribute and element form. Members of structures are joined by "/"; each item of a container is a
    field of the same name. All properties of our own namespace together also become `sensusai:record`, a JSON object.
    A packet that cannot be read, or goes over a limit, yields one structure field "damaged" with the reason.
    """
    try:
        root = parse_xml(packet_text(packet))
    except BrokenFile as error:
        yield _damaged(error.problem.key, where, offset)
        return
    nodes = [node for rdf in _descriptions(root) for node in rdf if isinstance(node.tag, str)]
    try:
        for name, value in _leaves(nodes):
            yield Field(source=Source.XMP, name=name, value=value, where=where, offset=offset)
    except BrokenFile as error:
        yield _damaged(error.problem.key, where, offset)
    record = _record(nodes)
    if record:
        text = json.dumps(record, ensure_ascii=False)[:FIELD_CHARACTERS]
        yield Field(source=Source.XMP, name=f"{SENSUS_PREFIX}:record", value=text, where=where, offset=offset)


def packet_text(packet: bytes) -> bytes:
    """Return the XML of a packet as UTF-8 without wrapper, padding and what follows them."""
    encoding = _encoding(packet)
    if encoding is not None:
        text = packet.decode(encoding, "replace").lstrip("\ufeff")
        if text.startswith("<?xml"):  # it names the encoding that we have just left
            text = text.partition("?>")[2]
        packet = text.encode("utf-8", "replace")
    else:
        try:
            packet.decode()
        except UnicodeDecodeError:
            if b"encoding=" not in packet[:100]:
                packet = packet.decode("utf-8", "replace").encode()
    end = packet.rfind(b"<?xpacket end")
    body = packet[packet.find(b"<") if b"<" in packet else 0 : end if end > 0 else len(packet)]
    return body[: body.rfind(b">") + 1]


def extended_part(payload: bytes) -> ExtendedPart:
    """Return the piece in an APP1 payload without its namespace; raise `BrokenFile` when it is too short."""
    if len(payload) < EXTENDED_HEADER:
        key = "broken.structure"
        raise BrokenFile(key)
    return ExtendedPart(
        digest=payload[:32].decode("ascii", "replace").upper(),
        length=int.from_bytes(payload[32:36], "big"),
        offset=int.from_bytes(payload[36:40], "big"),
        data=payload[EXTENDED_HEADER:],
    )


def merge_extended(parts: Iterable[ExtendedPart]) -> bytes:
    """Return the ExtendedXMP packet made of `parts` of one digest.

    Raises:
        BrokenFile: "broken.structure" when pieces are missing, overlap or disagree, or when length or MD5 is wrong.
    """
    pieces = sorted(parts, key=lambda part: part.offset)
    whole = bytearray()
    for piece in pieces:
        if piece.offset != len(whole) or piece.length > XML_BYTES or len(whole) + len(piece.data) > piece.length:
            key = "broken.structure"
            raise BrokenFile(key)
        whole += piece.data
    digest = hashlib.md5(whole, usedforsecurity=False).hexdigest().upper()
    if not pieces or any(piece.length != len(whole) or piece.digest != digest for piece in pieces):
        key = "broken.structure"
        raise BrokenFile(key)
    return bytes(whole)


def find_packets(stream: BinaryIO, start: int, end: int) -> Iterator[Packet]:
    """Yield the packets between two offsets of a file without an index, found by their `xpacket` wrapper.

    Searches at most `PACKET_SCAN_BYTES` from `start`, in pieces. A packet without its end is yielded as far as it
    may reach, and ends the search.
    """
    at, end = start, min(end, start + PACKET_SCAN_BYTES)
    while (first := _find(stream, _BEGIN, at, end)) is not None:
        limit = min(end, first + XML_BYTES)
        last = _find(stream, _END, first, limit)
        stream.seek(first)
        yield Packet(start=first, data=stream.read((limit if last is None else last) - first))
        if last is None:
            return
        at = last


def _find(stream: BinaryIO, wanted: bytes, start: int, end: int) -> int | None:
    """Return the offset of the first `wanted` between two offsets, reading in pieces that overlap."""
    while start < end:
        stream.seek(start)
        piece = stream.read(min(_PIECE, end - start))
        found = piece.find(wanted)
        if found >= 0:
            return start + found
        if len(piece) < _PIECE:
            return None
        start += len(piece) - len(wanted) + 1
    return None


def _damaged(key: str, where: str, offset: int | None) -> Field:
    return Field(source=Source.STRUCTURE, name="damaged", value=key, where=where, offset=offset)


def _encoding(packet: bytes) -> str | None:
    """Return the encoding when it is not UTF-8: by its mark, else by where the zeros of four ASCII bytes stand."""
    for mark, encoding in _MARKS:
        if packet.startswith(mark):
            return encoding
    return _ZEROS.get("".join("x" if byte else "0" for byte in packet[:4]))


def _descriptions(root: _Element) -> list[_Element]:
    """Return the `rdf:RDF` elements: the root, its children, or the first one anywhere."""
    if root.tag == _RDF:
        return [root]
    return root.findall(_RDF) or [rdf for rdf in [next(root.iter(_RDF), None)] if rdf is not None]


def _names() -> Callable[[str], str]:
    known: dict[str, str] = {}

    def name(tag: str) -> str:
        found = known.get(tag)
        if found is None:
            address, brace, local = tag.rpartition("}")
            prefix = PREFIXES.get(address[1:])
            found = known[tag] = (f"{prefix}:{local}" if prefix else tag if brace else local)[:_NAME_CHARACTERS]
        return found

    return name


def _leaves(nodes: list[_Element]) -> Iterator[tuple[str, str]]:
    """Yield (name, value) of every leaf below the top nodes, in document order; raise `BrokenFile` over a limit."""
    for count, leaf in enumerate(_walk(nodes)):
        if count >= FIELDS:
            key = "broken.tooMany"
            raise BrokenFile(key, limit=FIELDS)
        yield leaf


def _walk(nodes: list[_Element]) -> Iterator[tuple[str, str]]:
    name_of = _names()
    stack: list[_Place] = [(node, "", 0, True) for node in reversed(nodes)]
    visited = 0
    while stack:
        element, path, depth, is_node = stack.pop()
        visited += 1
        if depth > XML_DEPTH or visited > CHUNKS:
            key = "broken.tooDeep" if depth > XML_DEPTH else "broken.tooMany"
            raise BrokenFile(key)
        yield from _attributes(element, path, name_of)
        children = [child for child in element if isinstance(child.tag, str)]
        if not is_node and (not children or element.get(_LITERAL[0]) == _LITERAL[1]):
            text = text_of(element)
            if text:
                yield path, text[:FIELD_CHARACTERS]
            continue
        for child in reversed(children):
            if child.tag in _CONTAINERS:
                stack += [(item, path, depth + 1, False) for item in reversed(child) if isinstance(item.tag, str)]
            elif child.tag == _DESCRIPTION and not is_node:
                stack.append((child, path, depth + 1, True))
            else:
                inner = path if child.tag == _VALUE else _joined(path, name_of(str(child.tag)))
                stack.append((child, inner, depth + 1, False))


def _attributes(element: _Element, path: str, name_of: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for tag, raw in element.attrib.items():
        value = raw.strip()[:FIELD_CHARACTERS]
        if not value:
            continue
        if tag in (_RESOURCE, _VALUE):
            if path:
                yield path, value
        elif tag.startswith("{") and not tag.startswith(_SYNTAX):
            yield _joined(path, name_of(tag)), value


def _joined(path: str, name: str) -> str:
    return f"{path}/{name}"[:_NAME_CHARACTERS] if path else name


def _record(nodes: list[_Element]) -> dict[str, object]:
    """Return the properties of our own namespace as a JSON object (disclosure.md section 2), the first of each name."""
    record: dict[str, object] = {}
    for node in nodes:
        for tag, value in node.attrib.items():
            if tag.startswith(_OURS):
                record.setdefault(tag.removeprefix(_OURS), value.strip())
        for child in node:
            if isinstance(child.tag, str) and child.tag.startswith(_OURS):
                record.setdefault(child.tag.removeprefix(_OURS), _value(child, 0))
    return record


def _value(element: _Element, depth: int) -> object:
    """Return a property element as JSON: container -> list, language alternatives -> map, structure -> object, text."""
    if depth > _RECORD_DEPTH:
        return None
    children = [child for child in element if isinstance(child.tag, str)]
    if children and children[0].tag in _CONTAINERS:
        items = [item for item in children[0] if isinstance(item.tag, str)]
        if children[0].tag == _ALTERNATIVES and all(_LANGUAGE in item.attrib for item in items):
            return {item.get(_LANGUAGE, ""): _value(item, depth + 1) for item in items}
        return [_value(item, depth + 1) for item in items]
    if children and children[0].tag == _DESCRIPTION:
        return _members(children[0], depth)
    members = _members(element, depth)
    return members or element.get(_RESOURCE) or text_of(element)


def _members(element: _Element, depth: int) -> dict[str, object]:
    members: dict[str, object] = {
        tag.removeprefix(_OURS): value.strip()
        for tag, value in element.attrib.items()
        if tag.startswith("{") and not tag.startswith(_SYNTAX)
    }
    for child in element:
        if isinstance(child.tag, str):
            members.setdefault(child.tag.removeprefix(_OURS), _value(child, depth + 1))
    return members
