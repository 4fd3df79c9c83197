"""One inspection as the list keeps it: the few words of its row, and everything else packed."""

from __future__ import annotations

import sys
import zlib
from dataclasses import dataclass

from sensus_verify.core.concealment import concealed
from sensus_verify.core.credential import CredentialState
from sensus_verify.core.verdict import Inspection, Status
from sensus_verify.workflow.answers import answers
from sensus_verify.workflow.batch import read_answer
from sensus_verify.workflow.words import Words

_STATES = tuple(CredentialState)
_LAST = 99


@dataclass(frozen=True, slots=True)
class Digest:
    """What a row shows and sorts by. `language` is the one that its words are in."""

    packed: bytes
    language: str
    format: str
    size: int
    failed: bool
    ai: str
    credential: str
    todo: str
    ai_order: int
    credential_order: int
    todo_count: int
    searched: str  # the three texts, folded, for the filter

    @property
    def inspection(self) -> Inspection:
        """The inspection itself, unpacked."""
        return read_answer(zlib.decompress(self.packed))


def digest(answer: bytes, words: Words) -> Digest:
    """Return the row for a worker's answer. Knows nothing of Qt: it runs beside the window."""
    return _digest(read_answer(answer), zlib.compress(answer, 1), words)


def reworded(old: Digest, words: Words) -> Digest:
    """Return the same row in another language."""
    return _digest(old.inspection, old.packed, words)


def _digest(inspection: Inspection, packed: bytes, words: Words) -> Digest:
    said = answers(concealed(inspection), words)
    failed = inspection.status is Status.FAILED
    verdict = inspection.verdict
    return Digest(
        packed=packed,
        language=words.language,
        format=sys.intern(inspection.facts.format),
        size=inspection.facts.size,
        failed=failed,
        ai=sys.intern(said.ai_short),
        credential=sys.intern(said.credential_short),
        todo=sys.intern(said.todo_short),
        ai_order=_LAST if failed else -verdict.ai_use.degree,
        credential_order=_LAST if failed else _STATES.index(verdict.credential.state),
        todo_count=len(verdict.todo),
        searched=sys.intern(f"{said.ai_short}\n{said.credential_short}\n{said.todo_short}".casefold()),
    )
