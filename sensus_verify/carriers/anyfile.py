"""Every file that no other carrier takes: nothing in it is read, only what lies beside it counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from sensus_verify.core.carrier import ANYTHING, Carrier
from sensus_verify.core.evidence import Field


def _score(_head: bytes, _suffix: str) -> int:
    return ANYTHING


def _read(_stream: BinaryIO) -> Iterable[Field]:
    return ()


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="unknown",
        title="Unknown format",
        suffixes=frozenset(),
        media_type="",
        score=_score,
        read=_read,
        places=(),
        kind="other",
    ),
)
