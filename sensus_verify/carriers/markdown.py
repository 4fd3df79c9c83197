"""Markdown: front matter, the first lines, hidden comments and the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO

from sensus_verify.core.carrier import BY_NAME, Carrier
from sensus_verify.core.evidence import Field
from sensus_verify.parsing.comments import MARKUP, header_fields
from sensus_verify.parsing.front_matter import front_matter_fields, split_front_matter
from sensus_verify.parsing.text import ai_line, body_fields, is_text, read_text, unread

_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd", ".mdc"})


def _score(head: bytes, suffix: str) -> int:
    """Score by name: nothing in Markdown proves that it is not plain text or YAML."""
    return BY_NAME + 1 if suffix in _SUFFIXES and is_text(head) else 0


def _read(stream: BinaryIO) -> Iterable[Field]:
    text = read_text(stream)
    front = split_front_matter(text.text)
    if front is not None:
        yield from front_matter_fields(front, where="front matter")
        text = replace(text, text=front.body)
    yield from ai_line(text.header(), where="Markdown", among=5)
    yield from header_fields(text, where="Markdown comment", styles=(MARKUP,))
    yield from body_fields(text.whole, where="Markdown")
    yield from unread(text, where="Markdown")


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="markdown",
        title="Markdown",
        suffixes=_SUFFIXES,
        media_type="",
        score=_score,
        read=_read,
        places=("front matter", "text", "AI-märkning:"),
        kind="text",
    ),
)
