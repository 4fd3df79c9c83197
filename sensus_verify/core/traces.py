"""Structures that generators leave behind, matched against a table (disclosure.md section 7).

The table is data (resources/generators.toml). A rule holds when all its conditions do; a condition looks at the whole
value of a named field, never at words somewhere in the file. A trace says "written by", never how much; only rules with
`states` are statements as well.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.evidence import Evidence, Field, Rank, Strength, Trace
from sensus_verify.core.limits import FIELD_CHARACTERS
from sensus_verify.core.plain_text import plain

_FIELDS_EACH = 64  # of one name that are looked at
_JSON_CHARACTERS = 4 * FIELD_CHARACTERS  # of one file that are parsed
_UNREAD = object()
_STRENGTHS = tuple(Strength)  # the strongest first

_Values = tuple[str | int | bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What one of the named fields must look like. Everything that is given must hold for the same field."""

    fields: tuple[str, ...]  # `Field.key`s; a trailing "*" takes every name that begins so
    equals: tuple[str, ...] = ()  # the whole value is one of these
    matches: re.Pattern[str] | None = None  # the whole value fits
    found: re.Pattern[str] | None = None  # somewhere in the value
    keys: tuple[str, ...] = ()  # the value is a JSON object with all these keys
    members: tuple[str, ...] = ()  # a JSON object, one of whose members is an object with all these keys
    anywhere: tuple[
        tuple[str, _Values], ...
    ] = ()  # JSON; at any depth each key, with one of the values if any are given


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table."""

    generator: str  # a name, so it is not translated
    strength: Strength
    basis: str  # measured, source, second-hand: how we know
    conditions: tuple[Condition, ...]
    suggests: AiUse = AiUse.WHOLLY_GENERATED
    states: AiUse | None = None  # its first field is a statement, too
    minimum: bool = False  # the statement means "at least"
    prompts: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


def load_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of a table in TOML.

    Raises:
        ValueError: the table is not what it should be: a fault of ours.
    """
    return tuple(_rule(row) for row in tomllib.loads(text)["rule"])


def traces(fields: Sequence[Field], rules: Iterable[Rule]) -> tuple[Trace, ...]:
    """Return the traces in `fields`, in the order of the table; of the same generator and place only the strongest."""
    index = _Index.of(fields)
    found: dict[tuple[str, str], Trace] = {}
    for rule in rules:
        first = _first(rule, index)
        if first is not None:
            trace = _trace(rule, first)
            known = found.get((trace.generator, trace.where))
            if known is None or _STRENGTHS.index(trace.strength) < _STRENGTHS.index(known.strength):
                found[trace.generator, trace.where] = trace
    return tuple(found.values())


def _trace(rule: Rule, first: Field) -> Trace:
    whole = rule.suggests is AiUse.WHOLLY_GENERATED
    return Trace(
        generator=rule.generator,
        strength=rule.strength,
        where=plain(first.place),
        suggests=AiUse.PARTLY_GENERATED if whole and first.of_part else rule.suggests,
        prompts=rule.prompts,
        accounts=rule.accounts,
        marks=rule.marks,
    )


def stated(fields: Sequence[Field], rules: Iterable[Rule]) -> Iterator[Evidence]:
    """Yield what the rules that `states` hold for: words of a generator that say how AI was used."""
    index = _Index.of(fields)
    for rule in rules:
        if rule.states is not None and (first := _first(rule, index)) is not None:
            yield Evidence(
                source=first.source,
                property=plain(first.name),
                value=plain(first.value),
                where=plain(first.where),
                says=rule.states,
                minimum=rule.minimum,
                rank=Rank.DECLARATION,
                offset=first.offset,
            )


def _rule(row: Mapping[str, Any]) -> Rule:
    unknown = row.keys() - {"generator", "strength", "basis", "when", "suggests", "states", "minimum", *_LISTS}
    if unknown or not row["when"]:
        message = f"{row['generator']}: {', '.join(sorted(unknown)) or 'no condition'}"
        raise ValueError(message)
    return Rule(
        generator=row["generator"],
        strength=Strength(row["strength"]),
        basis=row["basis"],
        conditions=tuple(_condition(one) for one in row["when"]),
        suggests=AiUse(row.get("suggests", AiUse.WHOLLY_GENERATED)),
        states=AiUse(row["states"]) if "states" in row else None,
        minimum=row.get("minimum", False),
        prompts=tuple(row.get("prompts", ())),
        accounts=tuple(row.get("accounts", ())),
        marks=tuple(row.get("marks", ())),
    )


_LISTS = ("prompts", "accounts", "marks")


def _condition(row: Mapping[str, Any]) -> Condition:
    unknown = row.keys() - {"fields", "equals", "matches", "found", "keys", "members", "anywhere"}
    if unknown or len(row) == 1:
        message = f"{row['fields']}: {', '.join(sorted(unknown)) or 'no condition'}"
        raise ValueError(message)
    return Condition(
        fields=tuple(key.lower() for key in row["fields"]),
        equals=tuple(row.get("equals", ())),
        matches=re.compile(row["matches"]) if "matches" in row else None,
        found=re.compile(row["found"], re.MULTILINE) if "found" in row else None,
        keys=tuple(row.get("keys", ())),
        members=tuple(row.get("members", ())),
        anywhere=tuple((key, tuple(values)) for key, values in row.get("anywhere", {}).items()),
    )


@dataclass(slots=True)
class _Index:
    """The fields of one file by key, and the JSON in them, parsed once and not without limit."""

    by_key: dict[str, list[Field]]
    parsed: dict[int, object] = field(default_factory=dict)
    left: int = _JSON_CHARACTERS

    @classmethod
    def of(cls, fields: Iterable[Field]) -> _Index:
        by_key: dict[str, list[Field]] = {}
        for one in fields:
            here = by_key.setdefault(one.key.lower(), [])
            if len(here) < _FIELDS_EACH:
                here.append(one)
        return cls(by_key=by_key)

    def named(self, keys: Iterable[str]) -> Iterator[Field]:
        for key in keys:
            if key.endswith("*"):
                start = key[:-1]
                for name, found in self.by_key.items():
                    if name.startswith(start):
                        yield from found
            else:
                yield from self.by_key.get(key, ())

    def json(self, one: Field) -> object:
        """Return the JSON in a field; `_UNREAD` when there is none, or when it is too much."""
        identity = id(one)
        if identity not in self.parsed:
            self.parsed[identity] = self._read(one.value)
        return self.parsed[identity]

    def _read(self, value: str) -> object:
        if value.lstrip()[:1] not in ("{", "[") or len(value) > self.left:
            return _UNREAD
        self.left -= len(value)
        try:
            data: object = json.loads(value)
        except (ValueError, RecursionError):
            return _UNREAD
        return data


def _first(rule: Rule, index: _Index) -> Field | None:
    """Return the field that fits the first condition when all conditions have one."""
    first: Field | None = None
    for condition in rule.conditions:
        fitting = next((one for one in index.named(condition.fields) if _fits(condition, one, index)), None)
        if fitting is None:
            return None
        first = first or fitting
    return first


def _fits(condition: Condition, one: Field, index: _Index) -> bool:
    value = one.value.strip()
    if condition.equals and value not in condition.equals:
        return False
    if condition.matches is not None and condition.matches.fullmatch(value) is None:
        return False
    if condition.found is not None and condition.found.search(value) is None:
        return False
    if not (condition.keys or condition.members or condition.anywhere):
        return True
    data = index.json(one)
    if data is _UNREAD:
        return _cut_but_fits(condition, value)
    return (
        _has_keys(data, condition.keys)
        and (not condition.members or _has_members(data, condition.members))
        and all(_stands_anywhere(data, key, values) for key, values in condition.anywhere)
    )


def _cut_but_fits(condition: Condition, value: str) -> bool:
    """Judge JSON that was cut off at the limit of what is kept, by the spelling of its keys."""
    if len(value) < FIELD_CHARACTERS or not value.startswith("{") or condition.anywhere:
        return False
    return all(f'"{key}":' in value for key in (*condition.keys, *condition.members))


def _has_keys(data: object, keys: tuple[str, ...]) -> bool:
    return not keys or (isinstance(data, dict) and data.keys() >= set(keys))


def _has_members(data: object, keys: tuple[str, ...]) -> bool:
    return isinstance(data, dict) and any(
        isinstance(member, dict) and member.keys() >= set(keys) for member in data.values()
    )


def _stands_anywhere(data: object, key: str, values: _Values) -> bool:
    waiting = [data]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            if key in here and (not values or _one_of(here[key], values)):
                return True
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here
    return False


def _one_of(found: object, values: _Values) -> bool:
    return any(type(found) is type(value) and found == value for value in values)
