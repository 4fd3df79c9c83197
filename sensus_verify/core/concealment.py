"""What may be shown of an inspection without a request: everything but personal data (disclosure.md section 9).

Statements, contradictions and suggestions repeat what stands in the file, and so may repeat what is personal in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sensus_verify.core.evidence import Evidence, PersonalData, PersonalKind
from sensus_verify.core.personal_data import shortened
from sensus_verify.core.plain_text import plain
from sensus_verify.core.verdict import Inspection, Says

_SURE = 6  # characters of a value that can stand in another text by nothing but repetition
_SEARCHED = 500  # values of one file
_VALUE_CHARACTERS = 2_000
_NAMES = frozenset({PersonalKind.NAME, PersonalKind.AUTHOR})  # programs bear names, too: hidden in their own place only
_ELSEWHERE = frozenset(PersonalKind) - _NAMES - {PersonalKind.PREVIEW}

_Hidden = tuple[tuple[str, str], ...]  # value, and what is shown for it


def concealed(inspection: Inspection) -> Inspection:
    """Return the inspection with personal values shortened wherever its statements repeat them.

    The list of personal data itself is unchanged: who shows it shortens it.
    """
    if not inspection.personal_data:
        return inspection
    hidden = tuple(dict.fromkeys(_values(inspection.personal_data)))[:_SEARCHED]
    verdict = inspection.verdict
    conflicts = tuple(
        replace(conflict, says=tuple(_says(one, hidden, inspection.personal_data) for one in conflict.says))
        for conflict in verdict.conflicts
    )
    suggestion = verdict.suggestion
    return replace(
        inspection,
        evidence=tuple(_evidence(one, hidden, inspection.personal_data) for one in inspection.evidence),
        verdict=replace(
            verdict,
            conflicts=conflicts,
            suggestion=suggestion and replace(suggestion, because=_without(suggestion.because, hidden)),
            stated_by=_without(verdict.stated_by, hidden),
            credential=replace(verdict.credential, remote_url=_without(verdict.credential.remote_url, hidden)),
            tools=tuple(
                replace(
                    tool,
                    name=_without(tool.name, hidden),
                    version=_without(tool.version, hidden),
                    provider=_without(tool.provider, hidden),
                )
                for tool in verdict.tools
            ),
        ),
    )


def _values(personal: tuple[PersonalData, ...]) -> Iterator[tuple[str, str]]:
    """Yield what to look for, the longest kinds whole; several numbers of one label stand in one value."""
    for item in personal:
        if item.kind in _ELSEWHERE:
            parts = (item.value, *(item.value.split(", ") if item.kind is PersonalKind.ACCOUNT else ()))
            for value in parts:
                shown = plain(value, _VALUE_CHARACTERS).removesuffix("…")
                if len(shown) >= _SURE:
                    yield shown, shortened(value, item.kind)


def _evidence(one: Evidence, hidden: _Hidden, personal: tuple[PersonalData, ...]) -> Evidence:
    own = _of_place(one.where, one.property, one.value, personal)
    return replace(one, value=own or _without(one.value, hidden), stated_by=_without(one.stated_by, hidden))


def _says(one: Says, hidden: _Hidden, personal: tuple[PersonalData, ...]) -> Says:
    return replace(one, value=_of_place(one.source, "", one.value, personal) or _without(one.value, hidden))


def _of_place(where: str, name: str, value: str, personal: tuple[PersonalData, ...]) -> str:
    """Return what is shown for a value that is itself personal in this place; empty when it is not."""
    for item in personal:
        place = plain(item.where)
        if (where and where in place) or (name and name in place):
            shown = plain(item.value)
            if shown and shown == value:
                return shortened(item.value, item.kind)
    return ""


def _without(text: str, hidden: _Hidden) -> str:
    for value, shown in hidden:
        text = text.replace(value, shown) if value in text else _without_beginning(text, value)
    return text


def _without_beginning(text: str, value: str) -> str:
    """Hide a value that the end of a shortened text has cut."""
    start = text.rfind(value[:_SURE]) if text.endswith("…") else -1
    return f"{text[:start]}…" if start >= 0 and value.startswith(text[start:-1]) else text
