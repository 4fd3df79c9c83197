"""The one XML parser: no entities, no network, no document type from outside, bounded in size, depth and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import XML_ATTRIBUTES, XML_BYTES

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(data: bytes, *, doctype: bool = False) -> _Element:
    """Return the root element of `data`.

    Entities are never expanded and nothing outside is loaded. `doctype` allows a document type declaration (SVG and
    HTML carry one), whose entities stay unexpanded; without it a declaration is refused.

    Raises:
        BrokenFile: not well-formed, larger than the limit, too many attributes in one element, deeper than libxml2's
            own limit (which `huge_tree=False` keeps), or with a declaration that is not allowed.
    """
    from lxml import etree

    if len(data) > XML_BYTES:
        key = "broken.tooLarge"
        raise BrokenFile(key, limit=XML_BYTES)
    if data.count(b"=") > XML_ATTRIBUTES and any(part.count(b"=") > XML_ATTRIBUTES for part in data.split(b"<")):
        key = "broken.tooLarge"  # libxml2 compares every attribute of an element with every other
        raise BrokenFile(key, limit=XML_ATTRIBUTES)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_blank_text=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        key = "broken.xml"
        raise BrokenFile(key) from error
    info = root.getroottree().docinfo
    if not doctype and (info.doctype or info.internalDTD is not None):
        key = "broken.doctype"
        raise BrokenFile(key)
    return root


def text_of(element: _Element) -> str:
    """Return the text of an element with that of its descendants; a comment in the middle does not cut it.

    lxml's own `itertext` and `iterwalk` take time with the square of the number of comments.
    """
    if not len(element):
        return (element.text or "").strip()
    parts: list[str] = []
    waiting: list[_Element | str] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
        elif isinstance(item.tag, str):
            parts.append(item.text or "")
            for child in reversed(item):
                waiting += (child.tail or "", child)
    return "".join(parts).strip()
