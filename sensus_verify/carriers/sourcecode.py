"""Source code: lines in its comments that say how it was made, near its beginning and its end.

The text of a program is not searched: one that works with chatbots names them, and that proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import BinaryIO

from sensus_verify.core.carrier import BY_NAME, LIKELY, Carrier
from sensus_verify.core.evidence import Field
from sensus_verify.parsing.comments import comment_styles, header_fields
from sensus_verify.parsing.text import head_text, is_text, read_text

_FIRST_LINE = 512  # characters of an interpreter line that are read


@cache
def _suffixes() -> frozenset[str]:
    return frozenset().union(*(style.suffixes for style in comment_styles() if not style.prose))


@cache
def _names() -> frozenset[str]:
    return frozenset().union(*(style.names for style in comment_styles()))


@cache
def _interpreters() -> frozenset[str]:
    return frozenset().union(*(style.interpreters for style in comment_styles()))


def _score(head: bytes, suffix: str) -> int:
    """Score text with a known suffix, with a known name (given where a file has no suffix) or an interpreter line."""
    if not head or not is_text(head):
        return 0
    known = suffix in _suffixes() or suffix in _names()
    if _is_program(head_text(head[:_FIRST_LINE])):
        return LIKELY + known
    return BY_NAME + 1 if known else 0


def _is_program(start: str) -> bool:
    """Tell whether a text begins with `#!` and an interpreter we know, or with `<?php`."""
    if start.startswith("<?php"):
        return True
    if not start.startswith("#!"):
        return False
    words = start[2:].partition("\n")[0].split()
    programs = [word.rpartition("/")[2] for word in words if not word.startswith("-") and "=" not in word]
    if programs[:1] == ["env"]:
        programs = programs[1:]
    return bool(programs) and programs[0].rstrip("0123456789.") in _interpreters()


def _read(stream: BinaryIO) -> Iterable[Field]:
    return header_fields(read_text(stream), where="source code comment")


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="code",
        title="Source code",
        suffixes=_suffixes(),
        media_type="",
        score=_score,
        read=_read,
        places=("AI-Disclosure:", "Assisted-by:", "Generated-by:", "Co-authored-by:"),
        kind="code",
    ),
)
