"""The three answers, and everything they stand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sensus_verify.core.ai_use import AiUse, Origin
from sensus_verify.core.credential import Credential
from sensus_verify.core.errors import Problem
from sensus_verify.core.evidence import Evidence, FileFacts, PersonalData, Trace
from sensus_verify.core.record import Tool


class Basis(StrEnum):
    """What the displayed degree rests on."""

    SIGNED = "signed"
    DECLARED = "declared"
    NOTHING = "nothing"


class Severity(StrEnum):
    """How much a conflict matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Todo(StrEnum):
    """What remains before publishing."""

    DECLARE = "declare"
    LABEL = "label"
    LABEL_TOO_SMALL = "labelTooSmall"
    LABEL_OUTSIDE_TRIM = "labelOutsideTrim"
    RESOLVE_CONFLICT = "resolveConflict"
    REMOVE_PERSONAL_DATA = "removePersonalData"
    RESIGN = "resign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """One side of a conflict."""

    source: str
    ai_use: AiUse | None = None
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Statements that do not fit together: K1 to K13 of disclosure.md section 8."""

    code: str
    severity: Severity
    says: tuple[Says, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A degree that a person is asked to confirm, and why."""

    ai_use: AiUse
    because: str  # "trace:ComfyUI", "TC260:2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a file says about AI, who says so, what remains to be done."""

    ai_use: AiUse = AiUse.UNKNOWN
    minimum: bool = False
    basis: Basis = Basis.NOTHING
    stated_by: str = ""
    tools: tuple[Tool, ...] = ()
    record_id: str = ""
    credential: Credential = field(default_factory=Credential)
    origin: Origin | None = None
    origin_stated_by: str = ""
    suggestion: Suggestion | None = None
    conflicts: tuple[Conflict, ...] = ()
    todo: tuple[Todo, ...] = ()
    not_examined: tuple[str, ...] = ()  # keys into the words: what cannot be known offline, or was not looked at


class Status(StrEnum):
    """How far the reading got."""

    READ = "read"
    PARTLY = "partly"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One file, inspected."""

    facts: FileFacts
    status: Status = Status.READ
    error: Problem | None = None
    evidence: tuple[Evidence, ...] = ()
    traces: tuple[Trace, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    verdict: Verdict = field(default_factory=Verdict)
