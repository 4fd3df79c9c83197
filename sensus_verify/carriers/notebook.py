"""Jupyter notebooks: metadata of the notebook, header lines of the first cells, and the prose of the Markdown cells.

nbformat 3 and 4 (nbformat.readthedocs.io, "The Notebook file format"). What code printed is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import BY_NAME, LIKELY, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import JSON_BYTES, TEXT_BYTES
from sensus_verify.parsing.comments import MARKUP, header_fields
from sensus_verify.parsing.json import Json, as_text, parse_json
from sensus_verify.parsing.text import Text, ai_line, body_fields, head_text, is_text

_START = re.compile(r'\s*\{\s*"(?:cells|metadata|nbformat|nbformat_minor|worksheets)"\s*:')
_FIRST_CELLS = 5
_SETTINGS = frozenset({"kernelspec", "language_info", "widgets", "toc"})  # of the machinery, about nobody


def _score(head: bytes, suffix: str) -> int:
    if not is_text(head):
        return 0
    named = suffix == ".ipynb"
    text = head_text(head)
    if _START.match(text) and any(word in text for word in ('"cell_type"', '"nbformat"')):
        return LIKELY + named
    return BY_NAME + 1 if named else 0


def _read(stream: BinaryIO) -> Iterable[Field]:
    notebook = parse_json(stream.read(JSON_BYTES + 1))
    if not isinstance(notebook, dict):
        key = "broken.structure"
        raise BrokenFile(key)
    metadata = notebook.get("metadata")
    if isinstance(metadata, dict):
        for name, value in metadata.items():
            if name not in _SETTINGS:
                yield Field(source=Source.FRONT_MATTER, name=name, value=as_text(value), where="notebook metadata")
    prose: list[str] = []
    for number, (kind, source) in enumerate(_cells(notebook), 1):
        if number <= _FIRST_CELLS:
            text = Text(text=source, encoding="utf-8")
            where = f"notebook cell {number}"
            if kind == "markdown":
                yield from ai_line(text.header(), where=where, among=5)
            yield from header_fields(text, where=where, styles=(MARKUP,) if kind == "markdown" else None)
        if kind == "markdown":
            prose.append(source)
    yield from body_fields("\n\n".join(prose)[:TEXT_BYTES], where="notebook text")


def _cells(notebook: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Yield type and source of each cell; a source is a text or a list of lines."""
    holders = [notebook, *_objects(notebook.get("worksheets"))]
    for holder in holders:
        for cell in _objects(holder.get("cells")):
            source = cell.get("source", cell.get("input"))
            lines = source if isinstance(source, list) else [source]
            yield str(cell.get("cell_type")), "".join(line for line in lines if isinstance(line, str))


def _objects(value: Json) -> Iterator[dict[str, Json]]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="notebook",
        title="Jupyter notebook",
        suffixes=frozenset({".ipynb"}),
        media_type="",
        score=_score,
        read=_read,
        places=("metadata", "cells", "AI-Disclosure:"),
        kind="code",
    ),
)
