"""RTF: the information group and the user's properties (Rich Text Format Specification 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import MIB, TEXT_BYTES

_START = b"{\\rtf"
_GROUP_BYTES = MIB  # an information group is a few hundred bytes
_NAMES = {
    "author": "Author",
    "operator": "cp:lastModifiedBy",
    "company": "Company",
    "manager": "Manager",
    "title": "Title",
    "subject": "Subject",
    "keywords": "Keywords",
    "doccomm": "Comments",
}
_TOKEN = re.compile(
    r"\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\(?P<symbol>[^A-Za-z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)


def _score(head: bytes, suffix: str) -> int:
    return MAGIC + (suffix == ".rtf") if head.startswith(_START) else 0


def _read(stream: BinaryIO) -> Iterable[Field]:
    data = stream.read(TEXT_BYTES)
    if not data.startswith(_START):
        key = "broken.structure"
        raise BrokenFile(key)
    yield from _group(data, b"{\\info")
    yield from _group(data, b"{\\*\\userprops")
    if b"}" not in data:
        key = "broken.truncated"
        raise BrokenFile(key)


def _group(data: bytes, opening: bytes) -> Iterator[Field]:
    start = data.find(opening)
    if start < 0:
        return
    property_name = ""
    for word, value in _members(data[start : start + _GROUP_BYTES].decode("cp1252", "replace")):
        if word == "propname":
            property_name = value
        elif word == "staticval" and property_name:
            yield Field(source=Source.DOCUMENT, name=property_name, value=value, where="RTF userprops")
        elif word in _NAMES and value:
            yield Field(source=Source.DOCUMENT, name=_NAMES[word], value=value, where="RTF info")


def _members(group: str) -> Iterator[tuple[str, str]]:
    """Yield keyword and text of each group inside the one that `group` begins with."""
    depth = 0
    word = ""
    skipped = 0  # characters that stand for a \\u character in programs without Unicode
    text: list[str] = []
    for token in _TOKEN.finditer(group):
        kind = token.lastgroup
        if kind == "brace":
            if word and text:
                yield word, "".join(text).strip()
            depth += 1 if token.group() == "{" else -1
            word, skipped = "", 0
            text.clear()
            if depth == 0:
                return
        elif token["word"] is not None:
            if token["word"] == "u" and token["number"]:
                text.append(chr(int(token["number"]) % 0x10000))
                skipped = 1
            else:
                word = word or token["word"]
        elif skipped:
            text.append((token["text"] or "")[1:])
            skipped = 0
        elif token["byte"] is not None:
            text.append(bytes.fromhex(token["byte"]).decode("cp1252", "replace"))
        else:
            text.append(token["text"] or (token["symbol"] or "").strip("*~_-"))


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="rtf",
        title="RTF",
        suffixes=frozenset({".rtf"}),
        media_type="",
        score=_score,
        read=_read,
        places=("info", "userprops"),
        kind="document",
    ),
)
