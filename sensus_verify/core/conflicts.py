"""Statements that do not fit together: K1 to K13 of disclosure.md section 8."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from sensus_verify.core.ai_use import AiUse, source_type
from sensus_verify.core.credential import Credential, CredentialState
from sensus_verify.core.evidence import (
    Evidence,
    PersonalData,
    PersonalKind,
    Rank,
    Removal,
    Source,
    Strength,
    Trace,
    Vocabulary,
)
from sensus_verify.core.record import Record
from sensus_verify.core.verdict import Conflict, Says, Severity

_SHOWN = 8
_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_WORST_FIRST = (_ERROR, _WARNING, _INFO)
_UNCONFIRMED = frozenset(
    {
        CredentialState.UNKNOWN_SIGNER,
        CredentialState.EXPIRED_UNPROVEN,
        CredentialState.CERTIFICATE_PROBLEM,
        CredentialState.OLDER_RULES,
    }
)
_NOT_FITTING = frozenset({CredentialState.CHANGED, CredentialState.BROKEN})
_CONCERNING = frozenset({PersonalKind.PROMPT, PersonalKind.ACCOUNT, PersonalKind.AUTHOR})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_VISIBLE = frozenset({(Source.BODY, "ai-line"), (Source.COMMENT, "AI-Disclosure")})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """Everything that the conditions look at."""

    pieces: Sequence[Evidence]  # in a fixed order
    traces: Sequence[Trace]
    credential: Credential
    personal: Sequence[PersonalData]
    use: AiUse

    def stating(self) -> list[Evidence]:
        return [one for one in self.pieces if one.rank is not None and one.says not in (None, AiUse.UNKNOWN)]

    def records(self) -> list[tuple[Evidence, Record]]:
        return [(one, one.record) for one in self.pieces if one.record is not None and one.rank is not None]


def conflicts(
    pieces: Sequence[Evidence],
    traces: Sequence[Trace],
    credential: Credential,
    personal: Sequence[PersonalData],
    use: AiUse,
) -> tuple[Conflict, ...]:
    """Return all conflicts, the worst first. `pieces` come in a fixed order; `use` is the displayed degree."""
    case = _Case(pieces=pieces, traces=traces, credential=credential, personal=personal, use=use)
    found = chain.from_iterable(condition(case) for condition in _CONDITIONS)
    return tuple(sorted(found, key=lambda conflict: _WORST_FIRST.index(conflict.severity)))


def visibly_labelled(pieces: Iterable[Evidence]) -> bool:
    """Tell whether a label that people see is known: recorded, or itself the line that was read."""
    return any(
        (one.source, one.property) in _VISIBLE
        or (one.record is not None and one.rank is not None and one.record.label_variant not in ("", "none"))
        for one in pieces
    )


def _conflict(code: str, severity: Severity, says: Iterable[Says]) -> Conflict:
    return Conflict(code=code, severity=severity, says=tuple(dict.fromkeys(says))[:_SHOWN])


def _says(one: Evidence) -> Says:
    return Says(source=one.where or one.property, ai_use=one.says, value=one.value)


def _signed_against_declared(case: _Case) -> Iterator[Conflict]:
    stating = case.stating()
    signed = [one for one in stating if one.rank is Rank.CREDENTIAL_TRUSTED and one.says is not AiUse.NONE]
    denied = [one for one in stating if one.says is AiUse.NONE and one.rank is not Rank.CREDENTIAL_TRUSTED]
    if signed and denied:
        yield _conflict("K1", _ERROR, (_says(one) for one in (signed[0], *denied)))


def _credential_that_does_not_fit(case: _Case) -> Iterator[Conflict]:
    speaking = [one for one in case.stating() if one.source is Source.C2PA and one.rank is Rank.CREDENTIAL_BROKEN]
    if case.credential.state in _NOT_FITTING and speaking:
        yield _conflict("K2", _ERROR, map(_says, speaking))


def _review_before_change(case: _Case) -> Iterator[Conflict]:
    late = [
        Says(source=one.where or one.property, value=f"{record.review_date} < {record.last_ai_change_date}")
        for one, record in case.records()
        if _DATE.fullmatch(record.review_date)
        and _DATE.fullmatch(record.last_ai_change_date)
        and record.last_ai_change_date > record.review_date
    ]
    if late:
        yield _conflict("K3", _ERROR, late)


def _different_degrees(case: _Case) -> Iterator[Conflict]:
    """K4, and K8 for the pair that has a sentence of its own. What a credential tells in several steps is one story."""
    sides = _sides(case.stating())
    apart = [(one, other) for one, other in combinations(sides, 2) if not _agree(one, other) and not _is_k1(one, other)]
    mild = [pair for pair in apart if _is_k8(*pair) or _is_k8(*reversed(pair))]
    grave = [pair for pair in apart if pair not in mild]
    if grave:
        yield _conflict("K4", _ERROR, map(_says, sorted(chain.from_iterable(grave), key=_highest_first)))
    if mild:
        yield _conflict("K8", _WARNING, map(_says, sorted(chain.from_iterable(mild), key=_highest_first)))


def _highest_first(one: Evidence) -> tuple[object, ...]:
    return (-(one.says.degree if one.says else -1), one.source.value, one.where, one.property, one.value)


def _sides(stating: Iterable[Evidence]) -> list[Evidence]:
    """Return one piece for each different voice: every carrier for itself, the steps of a credential by the highest."""
    sides: dict[tuple[object, ...], Evidence] = {}
    for one in stating:
        term = source_type(one.value)
        if one.source is Source.C2PA and one.record is None:
            voice: tuple[object, ...] = ("credential", one.rank is Rank.CREDENTIAL_BROKEN)
        else:
            voice = (one.record is not None, one.says, one.minimum, one.rank, term.identifier if term else "")
        known = sides.get(voice)
        if known is None or _height(one) > _height(known):
            sides[voice] = one
    return list(sides.values())


def _height(one: Evidence) -> tuple[int, bool]:
    return (one.says.degree if one.says else -1, not one.minimum)


def _agree(one: Evidence, other: Evidence) -> bool:
    if one.says is None or other.says is None or one.says is other.says:
        return True
    low = min((one, other), key=_height)
    return low.minimum or _same_term(one, other)


def _same_term(one: Evidence, other: Evidence) -> bool:
    """Tell whether both quote the same source type: its degree depends on the action that it stands in."""
    term = source_type(one.value)
    return term is not None and term == source_type(other.value)


def _is_k1(one: Evidence, other: Evidence) -> bool:
    return any(
        high.rank is Rank.CREDENTIAL_TRUSTED and low.rank is not Rank.CREDENTIAL_TRUSTED and low.says is AiUse.NONE
        for high, low in ((one, other), (other, one))
    )


def _is_k8(one: Evidence, other: Evidence) -> bool:
    return (
        one.record is None
        and one.rank is Rank.DECLARATION
        and one.says is AiUse.WHOLLY_GENERATED
        and source_type(one.value) is not None
        and other.record is not None
        and other.source is not Source.C2PA
        and other.says is AiUse.EDITED
    )


def _trace_against_statement(case: _Case) -> Iterator[Conflict]:
    strong = [trace for trace in case.traces if trace.strength is Strength.STRONG]
    if strong and case.use.degree <= AiUse.ASSISTED.degree:
        yield _conflict("K5", _WARNING, (Says(source=trace.where, value=trace.generator) for trace in strong))


def _no_visible_label(case: _Case) -> Iterator[Conflict]:
    if case.use.degree > AiUse.NONE.degree and not visibly_labelled(case.pieces):
        yield _conflict("K6", _WARNING, ())


def _label_that_says_too_much(case: _Case) -> Iterator[Conflict]:
    bold = [
        Says(source=one.where or one.property, ai_use=record.ai_use, value=record.label_variant)
        for one, record in case.records()
        if record.label_variant == "euGenerated"
        and (record.review_status == "reviewedAndEdited" or _has_human_parts(record))
    ]
    if bold:
        yield _conflict("K7", _WARNING, bold)


def _has_human_parts(record: Record) -> bool:
    parts = [record.ai_use, *(detail.ai_use for detail in record.part_details)]
    return any(use is not None and use is not AiUse.WHOLLY_GENERATED for use in parts)


def _signer_not_confirmed(case: _Case) -> Iterator[Conflict]:
    if case.credential.state in _UNCONFIRMED:
        yield _conflict("K9", _INFO, [Says(source=case.credential.signer, value=case.credential.state.value)])


def _personal_data_left(case: _Case) -> Iterator[Conflict]:
    """The values themselves are not repeated here: they are shown only on request."""
    unchecked = [
        Says(source=one.where or one.property, value=record.personal_data)
        for one, record in case.records()
        if record.personal_data == "notChecked"
    ]
    left = sorted(
        {
            (item.where, item.kind)
            for item in case.personal
            if item.kind in _CONCERNING and item.removal is not Removal.KEEP
        }
    )
    if unchecked or left:
        found = (Says(source=where, value=kind.value) for where, kind in left)
        yield _conflict("K10", _WARNING, chain(unchecked, found))


def _odd_values(case: _Case) -> Iterator[Conflict]:
    odd = [one for one in case.pieces if one.vocabulary is not Vocabulary.KNOWN]
    if odd:
        yield _conflict("K11", _INFO, (_odd(one) for one in odd))


def _odd(one: Evidence) -> Says:
    if one.record is not None and one.record.unknown_values:
        return Says(source=one.where or one.property, value=", ".join(one.record.unknown_values))
    return _says(one)


def _same_number(case: _Case) -> Iterator[Conflict]:
    by_id: dict[str, dict[str, Says]] = {}
    for one, record in case.records():
        if record.record_id:
            said = Says(source=one.where or one.property, ai_use=record.ai_use, value=record.declared_date)
            by_id.setdefault(record.record_id, {}).setdefault(record.json, said)
    several = [versions for _, versions in sorted(by_id.items()) if len(versions) > 1]
    for versions in several[:_SHOWN]:
        newest_first = sorted(versions.items(), key=lambda item: (item[1].value, item[0]), reverse=True)
        yield _conflict("K12", _ERROR, (said for _, said in newest_first))


def _newer_schema(case: _Case) -> Iterator[Conflict]:
    newer = [
        Says(source=one.where or one.property, ai_use=record.ai_use, value=record.schema_version)
        for one, record in case.records()
        if record.newer
    ]
    if newer:
        yield _conflict("K13", _INFO, newer)


_CONDITIONS: tuple[Callable[[_Case], Iterator[Conflict]], ...] = (
    _signed_against_declared,
    _credential_that_does_not_fit,
    _review_before_change,
    _different_degrees,
    _trace_against_statement,
    _no_visible_label,
    _label_that_says_too_much,
    _signer_not_confirmed,
    _personal_data_left,
    _odd_values,
    _same_number,
    _newer_schema,
)
