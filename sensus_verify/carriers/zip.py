"""A ZIP archive that is no document we know: recognised, and nothing inside is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import LIKELY, Carrier
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.zipped import archive_fields, open_archive, opening

_SUFFIXES = frozenset({".zip"})


def _score(head: bytes, suffix: str) -> int:
    """The formats that are ZIP archives score higher; what remains is an archive."""
    return LIKELY + (suffix in _SUFFIXES) if opening(head) is not None else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    yield Field(source=Source.STRUCTURE, name="notExamined", value="notExamined.archive", where="ZIP")
    yield from archive_fields(open_archive(stream))


CARRIERS = (
    Carrier(
        name="zip",
        title="ZIP",
        suffixes=_SUFFIXES,
        media_type="",
        score=_score,
        read=_read,
        places=(),
        kind="other",
    ),
)
