"""A damaged part is named and does not hide the rest of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source


def guarded(fields: Iterable[Field], *, where: str, offset: int | None = None) -> Iterator[Field]:
    """Yield `fields`; where they raise `BrokenFile`, yield one structure field "damaged" with its key, and stop."""
    try:
        yield from fields
    except BrokenFile as error:
        yield Field(source=Source.STRUCTURE, name="damaged", value=error.problem.key, where=where, offset=offset)
