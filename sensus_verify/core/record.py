"""The disclosure record, schema 1.0 (disclosure.md section 2)."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import Any

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.vocabulary import SCHEMA_VERSION

_UNORDERED = frozenset({"parts", "reviewRole", "contribution"})
_BOOLEANS = {"true": True, "false": False}
_CLOSED = {
    "aiUse": frozenset(use.value for use in AiUse if use is not AiUse.UNKNOWN),
    "reviewStatus": frozenset({"none", "reviewed", "reviewedAndEdited"}),
    "audience": frozenset({"public", "members", "internal"}),
    "deepfake": frozenset({"no", "yes", "artistic", "unsure"}),
    "publicInterestText": frozenset({"no", "yes", "unsure"}),
    "personalData": frozenset({"none", "presentWithLegalBasis", "anonymised", "notChecked"}),
    "labelVariant": frozenset({"own", "euBasic", "euGenerated", "euModified", "textOnly", "audible", "none"}),
}
_DEPTH = 16
_PARTS = frozenset(
    {
        "text",
        "image",
        "photo",
        "illustration",
        "audio",
        "voice",
        "music",
        "video",
        "layout",
        "translation",
        "subtitles",
        "altText",
        "data",
        "code",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """An AI tool as a statement names it."""

    name: str
    version: str = ""
    provider: str = ""
    provider_country: str = ""
    openness: str = ""  # openSource, openWeights, proprietary, unknown
    hosting: str = ""  # local, eu, nonEu, unknown
    contribution: tuple[str, ...] = ()
    info_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record, as it was read: lenient, so that what we do not know is kept and shown."""

    json: str  # canonical: UTF-8, NFC, keys sorted, no white space, no empty values
    record_id: str = ""
    schema_version: str = ""
    ai_use: AiUse | None = None  # None: absent or a value we do not know
    tools: tuple[Tool, ...] = ()
    parts: tuple[str, ...] = ()
    organisation: str = ""
    contact: str = ""
    review_status: str = ""
    review_date: str = ""
    last_ai_change_date: str = ""
    declared_date: str = ""
    label_variant: str = ""
    personal_data: str = ""
    unknown_values: tuple[str, ...] = ()  # closed fields with values outside their list (K11)

    def canonical(self) -> bytes:
        """Return the bytes that decide whether two records are equal."""
        return self.json.encode()

    @property
    def newer(self) -> bool:
        """Whether it was written under a later schema than ours (K13): shown and kept, never changed."""
        return _version(self.schema_version) > _version(SCHEMA_VERSION)


def parse_record(text: str) -> Record | None:
    """Return the record that JSON `text` holds, or None when it is not one.

    A record is an object with `aiUse`, `recordId` or `schemaVersion`. Values are taken as they are: what is unknown is
    named in `unknown_values` and stays in the canonical form. Never raises on hostile text.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not {"aiUse", "recordId", "schemaVersion"} & data.keys():
        return None
    return _record(data)


def _record(data: dict[str, Any]) -> Record:
    clean = _canonical(data)
    strings = {name: value for name, value in clean.items() if isinstance(value, str)}
    unknown = [name for name, allowed in sorted(_CLOSED.items()) if name in clean and strings.get(name) not in allowed]
    parts = tuple(part for part in _strings(clean.get("parts")))
    if not _PARTS.issuperset(parts):
        unknown.append("parts")
    use = strings.get("aiUse", "")
    return Record(
        json=json.dumps(clean, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        record_id=strings.get("recordId", ""),
        schema_version=strings.get("schemaVersion", ""),
        ai_use=AiUse(use) if use in _CLOSED["aiUse"] else None,
        tools=tuple(_tool(tool) for tool in _items(clean.get("tools")) if isinstance(tool, dict)),
        parts=parts,
        organisation=strings.get("organisation", ""),
        contact=strings.get("contact", ""),
        review_status=strings.get("reviewStatus", ""),
        review_date=strings.get("reviewDate", ""),
        last_ai_change_date=strings.get("lastAiChangeDate", ""),
        declared_date=strings.get("declaredDate", ""),
        label_variant=strings.get("labelVariant", ""),
        personal_data=strings.get("personalData", ""),
        unknown_values=tuple(unknown),
    )


def _canonical(value: Any, name: str = "", depth: int = 0) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if depth > _DEPTH:
        return None
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        return _BOOLEANS.get(text.lower(), text) if name == "editorialResponsibility" else text
    if isinstance(value, dict):
        inner = {
            unicodedata.normalize("NFC", str(key)): _canonical(item, str(key), depth + 1) for key, item in value.items()
        }
        return {key: item for key, item in inner.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        items = [item for item in (_canonical(item, "", depth + 1) for item in value) if item not in (None, "", [], {})]
        return sorted(items, key=str) if name in _UNORDERED else items
    return value


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [item for item in _items(value) if isinstance(item, str)]


def _tool(data: dict[str, object]) -> Tool:
    def text(name: str) -> str:
        value = data.get(name)
        return value if isinstance(value, str) else ""

    return Tool(
        name=text("name"),
        version=text("version"),
        provider=text("provider"),
        provider_country=text("providerCountry"),
        openness=text("openness"),
        hosting=text("hosting"),
        contribution=tuple(_strings(data.get("contribution"))),
        info_url=text("infoURL"),
    )


def _version(text: str) -> tuple[int, ...]:
    numbers = text.split(".")
    return tuple(int(number) for number in numbers[:3]) if all(n.isascii() and n.isdigit() for n in numbers) else (0,)
