"""Plain text: its words, a visible label on its first line, and keyed comment lines as source code has them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import BinaryIO

from sensus_verify.core.carrier import BY_NAME, Carrier
from sensus_verify.core.evidence import Field
from sensus_verify.parsing.comments import comment_styles, header_fields
from sensus_verify.parsing.text import ai_line, body_fields, is_text, read_text, unread

_TEXTS = frozenset({".txt", ".text", ".csv", ".tsv", ".log", ".json", ".jsonl", ".ndjson", ".geojson", ".asc", ".nfo"})


@cache
def _suffixes() -> frozenset[str]:
    """Return the suffixes of texts, and of documents that are written as text with comments."""
    return _TEXTS.union(*(style.suffixes for style in comment_styles() if style.prose))


def _score(head: bytes, suffix: str) -> int:
    known = suffix in _suffixes()
    if not is_text(head) or not (head or known):
        return 0
    return BY_NAME + known


def _read(stream: BinaryIO) -> Iterable[Field]:
    text = read_text(stream)
    yield from ai_line(text.header(), where="first line")
    yield from header_fields(text, where="comment")
    yield from body_fields(text.whole, where="text")
    yield from unread(text, where="text")


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="text",
        title="Text",
        suffixes=_suffixes(),
        media_type="",
        score=_score,
        read=_read,
        places=("text", "AI-märkning:"),
        kind="text",
    ),
)
