"""Large XML parts, walked once without building a tree: only the wanted elements are kept, one at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import MIB, XML_DEPTH

_TEXT = 4096  # characters of one element's own text that are kept
_TOKEN = 4 * MIB  # a longer tag or comment would be scanned again with every block (expat before 2.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element, as it ended. Names are local names: strict and transitional OOXML differ in namespaces only."""

    name: str
    parent: str  # local name of the element around it; empty at the root
    attributes: Mapping[str, str]  # by local name
    text: str  # its own text and that of elements that were not wanted, bounded


@dataclass(slots=True)
class _Walk:
    wanted: Collection[str]
    path: list[str] = field(default_factory=list)
    open: list[tuple[Mapping[str, str], list[str], int]] = field(default_factory=list)
    ended: list[Element] = field(default_factory=list)
    length: int = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = _local(name)
        self.path.append(local)
        if len(self.path) > XML_DEPTH:
            key = "broken.tooDeep"
            raise BrokenFile(key, limit=XML_DEPTH)
        if local in self.wanted:
            self.open.append(({_local(key): value for key, value in attributes.items()}, [], len(self.path)))
            self.length = 0

    def text(self, data: str) -> None:
        if self.open and self.length < _TEXT:
            self.open[-1][1].append(data[:_TEXT])
            self.length += len(data)

    def end(self, _name: str) -> None:
        if self.open and self.open[-1][2] == len(self.path):
            attributes, pieces, _depth = self.open.pop()
            parent = self.path[-2] if len(self.path) > 1 else ""
            text = "".join(pieces)[:_TEXT].strip()
            self.ended.append(Element(name=self.path[-1], parent=parent, attributes=attributes, text=text))
        self.path.pop()

    def doctype(self, *_: object) -> None:
        key = "broken.doctype"
        raise BrokenFile(key)


def elements(blocks: Iterable[bytes], wanted: Collection[str]) -> Iterator[Element]:
    """Yield the elements whose local name is wanted, each when it ends.

    Raises:
        BrokenFile: not well-formed, with a document type declaration (so no entities), deeper than `XML_DEPTH`, with a
            tag or comment that is too long, or what the blocks themselves raise. What was yielded before counts.
    """
    walk = _Walk(wanted)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.StartDoctypeDeclHandler = walk.doctype
    parser.buffer_text = True
    try:
        given = 0
        for block in blocks:
            parser.Parse(block, False)  # noqa: FBT003 - expat takes no keywords
            given += len(block)
            if given - parser.CurrentByteIndex > _TOKEN:
                key = "broken.tooLarge"
                raise BrokenFile(key, limit=_TOKEN)
            yield from walk.ended
            walk.ended.clear()
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no keywords
    except (expat.ExpatError, ValueError, LookupError) as error:
        key = "broken.xml"
        raise BrokenFile(key) from error


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
