"""JSON out of foreign files: bounded, and damaged only in one way."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import JSON_BYTES

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""What JSON text stands for."""

_VALUES = frozenset({"@id", "@value"})


def parse_json(text: str | bytes) -> Json:
    """Return what `text` stands for (RFC 8259).

    Raises:
        BrokenFile: `broken.json` when it is no JSON or nested too deeply to be read; `broken.tooLarge` when it is
            longer than `limits.JSON_BYTES`.
    """
    if len(text) > JSON_BYTES:
        key = "broken.tooLarge"
        raise BrokenFile(key, limit=JSON_BYTES)
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        key = "broken.json"
        raise BrokenFile(key) from error
    return value


def as_text(value: Json) -> str:
    """Return a value as a field carries it: text as it is, everything else as JSON.

    Raises:
        BrokenFile: `broken.tooDeep` when it is nested too deeply.
    """
    try:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError as error:
        key = "broken.tooDeep"
        raise BrokenFile(key) from error


def values_of(data: Json, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the type of its object, and the text, of everything that stands under one of `names`, wherever in `data`.

    JSON-LD writes a value as text, as `{"@id": …}`, as `{"@value": …}` or as a list of these (JSON-LD 1.1, section 4).
    The type is the first `@type` of the object that has the property, empty when it has none.
    """
    waiting: list[tuple[bool, str, Json]] = [(False, "", data)]
    while waiting:
        wanted, kind, value = waiting.pop()
        if isinstance(value, str):
            if wanted:
                yield kind, value
        elif isinstance(value, list):
            waiting.extend((wanted, kind, item) for item in reversed(value))
        elif isinstance(value, dict):
            own = _first_text(value.get("@type"))
            for key, item in reversed(value.items()):
                if key in names:
                    waiting.append((True, own, item))
                else:
                    waiting.append((wanted and key in _VALUES, kind, item))


def _first_text(value: Json) -> str:
    if isinstance(value, list):
        value = next(iter(value), None)
    return value if isinstance(value, str) else ""
