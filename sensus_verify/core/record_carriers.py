"""Where our own record stands in each kind of carrier, and how it is put together again (disclosure.md section 5)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.declarations import declared, parameters
from sensus_verify.core.evidence import Evidence, Field, Rank, Source, Vocabulary
from sensus_verify.core.plain_text import plain
from sensus_verify.core.record import Record, parse_record
from sensus_verify.core.vocabulary import SENSUS_PREFIX

_WHOLE = {
    Source.XMP: (f"{SENSUS_PREFIX}:record",),
    Source.DOCUMENT: ("sensusai.record", f"{SENSUS_PREFIX}:record"),
    Source.TAG: ("sensus_ai", "txxx:sensus_ai"),
    Source.META: ("sensus-ai-disclosure",),
    Source.FRONT_MATTER: ("ai_disclosure",),
    Source.SIDECAR: ("record",),
}
_SINGLE = ("sensusai.", f"{SENSUS_PREFIX}:")
_SINGLE_SOURCES = frozenset({Source.DOCUMENT, Source.TAG, Source.META})
_LINE = "ai-disclosure"
STALE = "recordOfAnotherVersion"
"""Name of a sidecar's record whose SHA-256 does not fit the file."""


def holds_record(field: Field) -> bool:
    """Tell whether the field is a place of our record, whole or in single properties."""
    name = field.name.lower()
    return (
        name in _WHOLE.get(field.source, ())
        or (field.source in _SINGLE_SOURCES and name.startswith(_SINGLE))
        or (field.source is Source.XMP and name.startswith(f"{SENSUS_PREFIX}:"))
        or (field.source is Source.SIDECAR and field.name == STALE)
        or is_line(field)
    )


def is_line(field: Field) -> bool:
    """Tell whether the field is the line `AI-Disclosure: …` of a comment."""
    return field.source is Source.COMMENT and field.name.lower() == _LINE


def recorded(fields: Sequence[Field]) -> Iterable[Evidence]:
    """Yield what the records of a file state, and what stands where a record should stand and is none."""
    singles: dict[tuple[Source, str], list[Field]] = {}
    whole: dict[tuple[Source, str], Record] = {}
    for field in fields:
        name = field.name.lower()
        if name in _WHOLE.get(field.source, ()):
            record = parse_record(field.value)
            if record is not None:
                whole[field.source, field.where] = record
                yield _evidence(field, record)
            else:
                yield _other(field)
        elif field.source in _SINGLE_SOURCES and name.startswith(_SINGLE):
            singles.setdefault((field.source, field.where), []).append(field)
        elif field.source is Source.SIDECAR and field.name == STALE:
            yield _stale(field)
        elif is_line(field):
            yield _line(field)
    for place, found in singles.items():
        yield from _from_singles(found, whole.get(place))


def _evidence(field: Field, record: Record) -> Evidence:
    stated = f"{record.ai_use.value}, {record.organisation}" if record.ai_use else record.json
    return Evidence(
        source=field.source,
        property=plain(field.name),
        value=plain(stated.removesuffix(", ")),
        where=plain(field.where),
        says=record.ai_use,
        vocabulary=Vocabulary.UNKNOWN if record.unknown_values else Vocabulary.KNOWN,
        rank=Rank.RECORD if record.record_id else Rank.DECLARATION,
        stated_by=record.organisation,
        tools=record.tools,
        record=record,
        offset=field.offset,
    )


def _other(field: Field) -> Evidence:
    """Return what stands in the place of a record: a single word of a declaration, or something unreadable."""
    word = declared(field.value) if field.source is Source.FRONT_MATTER else None
    return Evidence(
        source=field.source,
        property=plain(field.name),
        value=plain(field.value),
        where=plain(field.where),
        says=word.says if word else None,
        minimum=bool(word and word.minimum),
        vocabulary=Vocabulary.KNOWN if word else Vocabulary.UNKNOWN,
        rank=Rank.DECLARATION if word else None,
        offset=field.offset,
    )


def _stale(field: Field) -> Evidence:
    record = parse_record(field.value)
    return Evidence(
        source=field.source,
        property=plain(field.name),
        value=record.ai_use.value if record and record.ai_use else "",
        where=plain(field.where),
    )


def _from_singles(found: list[Field], record: Record | None) -> Iterable[Evidence]:
    """Yield the record that the single properties of a place make, where no whole one is or they contradict it."""
    data = {field.name.replace(":", ".").partition(".")[2]: field.value for field in found if field.value.strip()}
    first = next((field for field in found if field.name.endswith("aiUse")), found[0])
    made = parse_record(json.dumps({name: value for name, value in data.items() if name not in ("record", "tools")}))
    if made is not None and (record is None or (made.ai_use is not None and made.ai_use is not record.ai_use)):
        yield _evidence(first, made)


def _line(field: Field) -> Evidence:
    """Return what `AI-Disclosure: aiUse=…; tool=…; review=…; contact=…` states, or a line in the words of others."""
    named = parameters(field.value)
    word = declared(field.value)
    data: dict[str, object] = {
        "aiUse": named.get("aiuse", ""),
        "reviewStatus": named.get("review", ""),
        "contact": named.get("contact", ""),
        "tools": [{"name": named.get("tool") or named.get("model") or "", "provider": named.get("provider", "")}],
    }
    record = parse_record(json.dumps(data))
    return Evidence(
        source=field.source,
        property=plain(field.name),
        value=plain(field.value),
        where=plain(field.where),
        says=word.says if word else None,
        minimum=bool(word and word.minimum and word.says is not AiUse.NONE),
        vocabulary=Vocabulary.KNOWN if word else Vocabulary.UNKNOWN,
        rank=Rank.DECLARATION if word else None,
        tools=record.tools if record else (),
        offset=field.offset,
    )
