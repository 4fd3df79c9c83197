"""The implicit label of China's GB 45438-2025 (TC260): the JSON called AIGC, wherever it stands.

The standard names a slot in every carrier. We read it, never write it and never remove it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sensus_verify.core.evidence import Field, Source

_SLOT = "aigc"
_FREE_SLOTS = frozenset({"exif:UserComment", "xmp:exif:UserComment"})
_PRODUCER = ("ContentProducer", "ServiceProvider")
_NUMBERS = ("ProduceID", "PropagateID", "ContentPropagator", "ServiceUser")
_WRAPPINGS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Aigc:
    """What one slot holds."""

    label: str  # "1" generated, "2" possibly, "3" suspected; anything else is not defined
    producer: str
    numbers: tuple[str, ...]  # of the piece and of whoever spread it


def aigc(field: Field) -> Aigc | None:
    """Return the label in `field`, or None when it has none.

    A slot is recognised by its name; in EXIF's UserComment, which holds anything, by the wrapper `AIGC` or by a label
    together with its producer.
    """
    own = is_slot(field)
    if not own and (field.key not in _FREE_SLOTS or "Label" not in field.value):
        return None
    data, wrapped = _unwrapped(field.value)
    if data is None or "Label" not in data:
        return Aigc(label="", producer="", numbers=()) if own else None
    producer = next((text for name in _PRODUCER if (text := _text(data.get(name)))), "")
    if not (own or wrapped or producer):
        return None
    return Aigc(
        label=_text(data["Label"]),
        producer=producer,
        numbers=tuple(text for name in _NUMBERS if (text := _text(data.get(name)))),
    )


def is_slot(field: Field) -> bool:
    """Tell whether the field is one that the standard names."""
    if field.source in (Source.STRUCTURE, Source.BODY, Source.COMMENT):
        return False
    return field.name.rpartition("}")[2].rpartition(":")[2].lstrip("/").lower() == _SLOT


def _unwrapped(value: str) -> tuple[dict[str, object] | None, bool]:
    """Return the object and whether it stood under a key AIGC; texts that hold JSON again are opened, too."""
    wrapped = False
    data: object = value
    for _ in range(_WRAPPINGS):
        if isinstance(data, str):
            try:
                data = json.loads(data)
            except (ValueError, RecursionError):
                return None, wrapped
        elif isinstance(data, dict) and "Label" not in data and (inner := _inner(data)) is not None:
            data, wrapped = inner, True
        else:
            break
    return (data, wrapped) if isinstance(data, dict) else (None, wrapped)


def _inner(data: dict[str, object]) -> object:
    return next((item for key, item in data.items() if key.lower() == _SLOT), None)


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()
