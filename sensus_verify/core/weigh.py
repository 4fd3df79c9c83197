"""From statements to one displayed degree, and what does not fit together (disclosure.md section 8).

The highest degree that any ranked source states is shown: rank decides who is named, not how high. Traces suggest and
never state. Pure and total: every combination of evidence gives a verdict, whatever its order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.conflicts import conflicts, visibly_labelled
from sensus_verify.core.credential import Credential, CredentialState
from sensus_verify.core.evidence import Evidence, PersonalData, PersonalKind, Rank, Removal, Strength, Trace
from sensus_verify.core.limits import TOOLS
from sensus_verify.core.record import Tool
from sensus_verify.core.verdict import Basis, Conflict, Severity, Suggestion, Todo, Verdict

WATERMARKS = "notExamined.watermarks"
REMOTE = "notExamined.remote"

_TRACE_ORDER = {Strength.STRONG: 0, Strength.MEDIUM: 2}
_POSSIBLE_ORDER = 1  # "possibly generated", as a file says it, comes after a strong trace and before a medium one
_CONTRADICTIONS = frozenset({"K5", "K7", "K8"})  # warnings that are no errors, and still leave two things standing
_RESIGN = frozenset({CredentialState.CHANGED, CredentialState.BROKEN})


def weigh(
    evidence: Iterable[Evidence],
    traces: Iterable[Trace],
    credential: Credential,
    personal_data: Iterable[PersonalData] = (),
    not_examined: Iterable[str] = (),
) -> Verdict:
    """Return the verdict on one file.

    `evidence` without a rank is shown and does not decide. `not_examined` names what the reading could not open; what
    nobody can see offline is added here.
    """
    pieces = sorted(evidence, key=_order)
    marks = sorted(traces, key=lambda one: (_TRACE_ORDER.get(one.strength, 9), one.generator, one.where))
    personal = tuple(personal_data)
    use, named = _degree(pieces)
    found = conflicts(pieces, marks, credential, personal, use)
    origin = _origin(pieces) if use.degree <= AiUse.EDITED.degree else None
    top = named[0].rank if named else None
    return Verdict(
        ai_use=use,
        minimum=bool(named) and all(one.minimum for one in named),
        basis=_basis(top),
        stated_by=next((one.stated_by for one in named if one.stated_by), ""),
        tools=_tools(pieces, use),
        record_id=_record_id(pieces, use),
        credential=credential,
        origin=origin.origin if origin else None,
        origin_stated_by=origin.stated_by if origin else "",
        suggestion=_suggestion(pieces, marks, use),
        conflicts=found,
        todo=tuple(_todo(pieces, use, found, personal, credential)),
        not_examined=tuple(dict.fromkeys((*not_examined, *_unseen(credential)))),
    )


def _order(one: Evidence) -> tuple[object, ...]:
    """Return a key that orders every two different pieces, so that the order in the file does not matter."""
    return (
        -(one.rank or 0),
        -(one.says.degree if one.says else -2),
        one.source.value,
        one.where,
        one.property,
        one.value,
        one.stated_by,
        one.minimum,
        one.asks,
        one.suggests or "",
        one.origin or "",
        one.record.json if one.record else "",
        repr(one.tools),
        -1 if one.offset is None else one.offset,
    )


def _degree(pieces: Sequence[Evidence]) -> tuple[AiUse, tuple[Evidence, ...]]:
    """Return the displayed degree and who is named for it: those of the highest rank that say exactly this."""
    stating = [one for one in pieces if one.rank is not None and one.says not in (None, AiUse.UNKNOWN)]
    use = max((one.says or AiUse.UNKNOWN for one in stating), key=lambda says: says.degree, default=AiUse.UNKNOWN)
    named = [one for one in stating if one.says is use]
    if use is AiUse.NONE:  # "at least none" says nothing, and what no longer fits the file assures nobody
        named = [one for one in named if not one.minimum and one.rank is not Rank.CREDENTIAL_BROKEN]
    if not named:
        return AiUse.UNKNOWN, ()
    return use, tuple(one for one in named if one.rank == named[0].rank)


def _basis(rank: Rank | None) -> Basis:
    if rank is None:
        return Basis.NOTHING
    return Basis.SIGNED if rank >= Rank.CREDENTIAL_UNCONFIRMED else Basis.DECLARED


def _origin(pieces: Iterable[Evidence]) -> Evidence | None:
    """Return the statement of origin with the highest rank; one that no longer fits its file does not count."""
    return next(
        (one for one in pieces if one.origin and one.rank is not None and one.rank is not Rank.CREDENTIAL_BROKEN), None
    )


def _tools(pieces: Iterable[Evidence], use: AiUse) -> tuple[Tool, ...]:
    """Return the tools that those name who state the displayed degree, each once."""
    found: dict[tuple[str, str], Tool] = {}
    for one in pieces:
        if one.rank is not None and one.says is use:
            for tool in one.tools:
                found.setdefault((tool.name, tool.version), tool)
    return tuple(found.values())[:TOOLS]


def _record_id(pieces: Iterable[Evidence], use: AiUse) -> str:
    records = [
        (one.says is use, one.rank or 0, one.record.declared_date, one.record.record_id)
        for one in pieces
        if one.record is not None and one.rank is not None and one.record.record_id
    ]
    return max(records)[3] if records else ""


def _suggestion(pieces: Iterable[Evidence], traces: Iterable[Trace], use: AiUse) -> Suggestion | None:
    """Return what a person is asked to confirm: where nothing is stated, or less than a strong trace speaks for."""
    found: list[tuple[int, int, str, AiUse]] = [
        (-trace.suggests.degree, _TRACE_ORDER[trace.strength], f"trace:{trace.generator}", trace.suggests)
        for trace in traces
        if trace.strength in _TRACE_ORDER and (use is AiUse.UNKNOWN or trace.strength is Strength.STRONG)
    ]
    if use is AiUse.UNKNOWN:
        found += [
            (-one.suggests.degree, _POSSIBLE_ORDER, f"{one.property}:{one.value}", one.suggests)
            for one in pieces
            if one.suggests is not None
        ]
    if not found or use.degree > AiUse.ASSISTED.degree:
        return None
    _, _, because, suggested = min(found)
    return Suggestion(ai_use=suggested, because=because) if suggested.degree > use.degree else None


def _todo(
    pieces: Iterable[Evidence],
    use: AiUse,
    found: Iterable[Conflict],
    personal: Iterable[PersonalData],
    credential: Credential,
) -> Iterable[Todo]:
    if use is AiUse.UNKNOWN:
        yield Todo.DECLARE
    elif use is not AiUse.NONE and not visibly_labelled(pieces):
        yield Todo.LABEL
    if any(_needs_decision(conflict, use) for conflict in found):
        yield Todo.RESOLVE_CONFLICT
    if any(item.removal is Removal.REMOVE and item.kind is not PersonalKind.PREVIEW for item in personal):
        yield Todo.REMOVE_PERSONAL_DATA  # a thumbnail is taken out with the rest, but is in itself no reason for alarm
    if credential.state in _RESIGN:
        yield Todo.RESIGN


def _needs_decision(conflict: Conflict, use: AiUse) -> bool:
    """Tell whether a person has to decide what holds. Where nothing is declared, declaring is that decision."""
    if conflict.severity is Severity.ERROR:
        return True
    return conflict.code in _CONTRADICTIONS and use is not AiUse.UNKNOWN


def _unseen(credential: Credential) -> Iterable[str]:
    yield WATERMARKS
    if credential.state is CredentialState.REMOTE or credential.remote_url:
        yield REMOTE
