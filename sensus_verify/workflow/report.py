"""An inspection as the JSON of the contract and as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sensus_verify import __version__
from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.concealment import concealed
from sensus_verify.core.credential import Credential
from sensus_verify.core.evidence import Evidence, PersonalData
from sensus_verify.core.personal_data import shortened
from sensus_verify.core.plain_text import plain
from sensus_verify.core.record import Tool
from sensus_verify.core.verdict import Conflict, Inspection
from sensus_verify.workflow.answers import (
    answers,
    conflict_sentence,
    evidence_place,
    format_title,
    personal_line,
    suffix_sentence,
    trace_line,
)
from sensus_verify.workflow.words import Words

CHECK_SCHEMA = "sensus-verify/check/1"
FORMATS_SCHEMA = "sensus-verify/formats/1"
TRUST_SCHEMA = "sensus-verify/trust/1"
DEMO_SCHEMA = "sensus-verify/demo/1"

_Json = dict[str, Any]


def program() -> _Json:
    """Return the program's name and version as the JSON documents give them."""
    return {"name": "sensus-verify", "version": __version__}


def as_json(inspection: Inspection, words: Words, *, show_personal_data: bool = False) -> _Json:
    """Return the file object of the `check` document (schema sensus-verify/check/1)."""
    shown = inspection if show_personal_data else concealed(inspection)
    verdict, facts = shown.verdict, shown.facts
    said = answers(shown, words)
    return {
        "path": facts.path,
        "size": facts.size,
        "sha256": facts.sha256,
        "format": facts.format,
        "suffixDisagrees": facts.suffix_disagrees,
        "status": inspection.status.value,
        "error": said.failed or None,
        "disclosure": {
            "aiUse": verdict.ai_use.value,
            "basis": verdict.basis.value,
            "statedBy": verdict.stated_by or None,
            "tools": [_tool(tool) for tool in verdict.tools],
            "recordId": verdict.record_id or None,
        },
        "credential": _credential(verdict.credential),
        "traces": [
            {"generator": trace.generator, "strength": trace.strength.value, "where": trace.where}
            for trace in inspection.traces
        ],
        "suggestion": {"aiUse": verdict.suggestion.ai_use.value, "because": verdict.suggestion.because}
        if verdict.suggestion
        else None,
        "conflicts": [_conflict(conflict) for conflict in verdict.conflicts],
        "personalData": [_personal(item, in_full=show_personal_data) for item in inspection.personal_data],
        "todo": [todo.value for todo in verdict.todo],
        "summary": {"ai": said.ai, "credential": said.credential, "todo": list(said.todo)},
        "evidence": [_evidence(one) for one in shown.evidence],
    }


def _tool(tool: Tool) -> _Json:
    return {"name": plain(tool.name), "version": plain(tool.version) or None, "provider": plain(tool.provider) or None}


def _credential(credential: Credential) -> _Json:
    return {
        "state": credential.state.value,
        "signer": credential.signer or None,
        "issuer": credential.issuer or None,
        "list": credential.list or None,
        "listDate": credential.list_date or None,
        "signedAt": credential.signed_at or None,
        "timeProven": credential.time_proven,
        "embedded": credential.embedded,
        "remoteUrl": credential.remote_url or None,
        "codes": list(credential.codes),
        "ingredientProblems": [
            {"code": one.code, "ingredient": one.ingredient, "when": one.when} for one in credential.ingredient_problems
        ],
        "unprotected": [{"start": one.start, "length": one.length} for one in credential.unprotected],
    }


def _conflict(conflict: Conflict) -> _Json:
    return {
        "code": conflict.code,
        "severity": conflict.severity.value,
        "says": [
            {"source": plain(one.source), "aiUse": one.ai_use.value if one.ai_use else None} for one in conflict.says
        ],
    }


def _personal(item: PersonalData, *, in_full: bool) -> _Json:
    value = plain(item.value) if in_full else shortened(item.value, item.kind)
    return {"kind": item.kind.value, "where": plain(item.where), "value": value}


def _evidence(one: Evidence) -> _Json:
    return {"source": one.source.value, "property": one.property, "value": one.value, "protected": one.protected}


def as_text(inspection: Inspection, words: Words, *, evidence: bool = False, show_personal_data: bool = False) -> str:
    """Return a file's verdict as plain lines: the path, the three answers, and what to do."""
    shown = inspection if show_personal_data else concealed(inspection)
    return "\n".join(_lines(shown, words, evidence=evidence, in_full=show_personal_data))


def _lines(inspection: Inspection, words: Words, *, evidence: bool, in_full: bool) -> Iterator[str]:
    said = answers(inspection, words)
    yield plain(inspection.facts.path, 4096)
    if said.failed:
        yield f"  {said.failed}"
    if disagrees := suffix_sentence(inspection, words):
        yield f"  {disagrees}"
    yield f"  {words.sentence('text.ai')}: {said.ai}"
    yield from (f"    {line}" for line in said.ai_why)
    yield f"  {words.sentence('text.credential')}: {said.credential}"
    yield from (f"    {line}" for line in (said.credential_why if evidence else said.credential_why[:2]))
    yield f"  {words.sentence('text.todo')}: {said.todo[0] if said.todo else words.sentence('todo.nothing')}"
    yield from (f"    {line}" for line in said.todo[1:])
    yield from _section("text.traces", [trace_line(trace, words) for trace in inspection.traces], words)
    pressing = [conflict for conflict in inspection.verdict.conflicts if evidence or conflict.severity.value != "info"]
    yield from _section("text.conflicts", [f"{one.code} {conflict_sentence(one, words)}" for one in pressing], words)
    personal = [personal_line(item, words, in_full=in_full) for item in inspection.personal_data]
    yield from _section("text.personal", personal, words)
    if evidence:
        shown = [f"{evidence_place(one, words)} = {one.value}" for one in inspection.evidence]
        yield from _section("text.evidence", shown, words)
        yield from _section("text.notExamined", list(said.not_examined), words)


def _section(heading: str, lines: list[str], words: Words) -> Iterator[str]:
    if lines:
        yield f"  {words.sentence(heading)}:"
        yield from (f"    {line}" for line in dict.fromkeys(lines))


def one_line(inspection: Inspection, words: Words) -> str:
    """Return a file on one line: path, format and the short answers."""
    said = answers(inspection, words)
    parts = (format_title(inspection.facts.format, words), said.ai_short, said.credential_short, said.todo_short)
    return f"{plain(inspection.facts.path, 4096)}: {' · '.join(part for part in parts if part)}"


def needs_something(inspection: Inspection) -> bool:
    """Tell whether a file needs a person: unread, contradictory, unlabelled or unstated."""
    return bool(inspection.verdict.todo) or inspection.error is not None


def is_declared(inspection: Inspection) -> bool:
    """Tell whether a file states its AI use."""
    return inspection.verdict.ai_use is not AiUse.UNKNOWN
