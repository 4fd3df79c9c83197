"""The disclosure record, schema 1.0 (disclosure.md section 2)."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.plain_text import plain
from sensus_verify.core.vocabulary import SCHEMA_VERSION

_UNORDERED = frozenset({"parts", "reviewRole", "contribution"})
_BOOLEANS = {"true": True, "false": False}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|\Z)")
_DEFAULT_LANGUAGE = "x-default"
_CLOSED = {
    "aiUse": frozenset(use.value for use in AiUse if use is not AiUse.UNKNOWN),
    "reviewStatus": frozenset({"none", "reviewed", "reviewedAndEdited"}),
    "audience": frozenset({"public", "members", "internal"}),
    "deepfake": frozenset({"no", "yes", "artistic", "unsure"}),
    "publicInterestText": frozenset({"no", "yes", "unsure"}),
    "personalData": frozenset({"none", "presentWithLegalBasis", "anonymised", "notChecked"}),
    "labelVariant": frozenset({"own", "euBasic", "euGenerated", "euModified", "textOnly", "audible", "none"}),
}
_DATES = frozenset({"declaredDate", "lastAiChangeDate", "reviewDate"})
_TEXTS = frozenset({*_CLOSED, *_DATES, "schemaVersion", "recordId", "organisation", "contact", "policyURL", "version"})
_DEPTH = 16
_VERSION_DIGITS = 9
_LISTED = 100  # tools and parts of a record that are shown; its JSON keeps all
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
class PartDetail:
    """What a record says about one part of the work."""

    part: str
    ai_use: AiUse | None = None
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record, as it was read: lenient, so that what we do not know is kept and shown.

    `json` holds everything as it stands; the other texts are cleaned for showing.
    """

    json: str  # canonical: UTF-8, NFC, keys sorted, no white space, no empty values
    record_id: str = ""
    schema_version: str = ""
    ai_use: AiUse | None = None  # None: absent or a value we do not know
    tools: tuple[Tool, ...] = ()
    parts: tuple[str, ...] = ()
    part_details: tuple[PartDetail, ...] = ()
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
    named in `unknown_values` and stays in the canonical form. What a carrier cannot express is undone: booleans and
    numbers written as text, dates with a time of day, the language `x-default` beside the language that it repeats.
    Never raises on hostile text.
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
    parts = _strings(clean.get("parts"))
    if not _PARTS.issuperset(parts):
        unknown.append("parts")

    def text(name: str) -> str:
        return plain(strings.get(name, ""))

    return Record(
        json=json.dumps(clean, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        record_id=text("recordId"),
        schema_version=text("schemaVersion"),
        ai_use=_stated_use(strings.get("aiUse")),
        tools=tuple(_tool(tool) for tool in _items(clean.get("tools")) if isinstance(tool, dict)),
        parts=tuple(plain(part) for part in parts),
        part_details=tuple(_detail(one) for one in _items(clean.get("partDetails")) if isinstance(one, dict)),
        organisation=text("organisation"),
        contact=text("contact"),
        review_status=text("reviewStatus"),
        review_date=text("reviewDate"),
        last_ai_change_date=text("lastAiChangeDate"),
        declared_date=text("declaredDate"),
        label_variant=text("labelVariant"),
        personal_data=text("personalData"),
        unknown_values=tuple(unknown),
    )


def _stated_use(value: object) -> AiUse | None:
    return AiUse(value) if isinstance(value, str) and value in _CLOSED["aiUse"] else None


def _canonical(value: Any, name: str = "", depth: int = 0) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if depth > _DEPTH or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, str):
        return _canonical_text(value, name)
    if isinstance(value, dict):
        inner = {_encodable(str(key)): _canonical(item, str(key), depth + 1) for key, item in value.items()}
        return _without_default({key: item for key, item in inner.items() if item not in (None, "", [], {})})
    if isinstance(value, list):
        items = [item for item in (_canonical(item, "", depth + 1) for item in value) if item not in (None, "", [], {})]
        return sorted(items, key=str) if name in _UNORDERED else items
    if name in _TEXTS and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


def _canonical_text(value: str, name: str) -> str | bool:
    text = _encodable(value)
    if name in _DATES and (date := _DATE.match(text)):
        return date[0]
    return _BOOLEANS.get(text.lower(), text) if name == "editorialResponsibility" else text


def _encodable(text: str) -> str:
    """Return `text` as NFC; half surrogate pairs, which JSON can spell and UTF-8 cannot, become question marks."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())


def _without_default(data: dict[str, Any]) -> dict[str, Any]:
    """Drop XMP's `x-default` where another language says the same."""
    default = data.get(_DEFAULT_LANGUAGE)
    if default is not None and any(key != _DEFAULT_LANGUAGE and item == default for key, item in data.items()):
        return {key: item for key, item in data.items() if key != _DEFAULT_LANGUAGE}
    return data


def _items(value: object) -> list[object]:
    return value[:_LISTED] if isinstance(value, list) else []


def _strings(value: object) -> tuple[str, ...]:
    return tuple(item for item in _items(value) if isinstance(item, str))


def _shown(data: dict[str, object], name: str) -> str:
    value = data.get(name)
    return plain(value) if isinstance(value, str) else ""


def _detail(data: dict[str, object]) -> PartDetail:
    return PartDetail(part=_shown(data, "part"), ai_use=_stated_use(data.get("aiUse")), locator=_shown(data, "locator"))


def _tool(data: dict[str, object]) -> Tool:
    return Tool(
        name=_shown(data, "name"),
        version=_shown(data, "version"),
        provider=_shown(data, "provider"),
        provider_country=_shown(data, "providerCountry"),
        openness=_shown(data, "openness"),
        hosting=_shown(data, "hosting"),
        contribution=tuple(plain(item) for item in _strings(data.get("contribution"))),
        info_url=_shown(data, "infoURL"),
    )


def _version(text: str) -> tuple[int, ...]:
    numbers = text.split(".")[:3]
    plausible = all(n.isascii() and n.isdigit() and len(n) <= _VERSION_DIGITS for n in numbers)
    return tuple(int(number) for number in numbers) if plausible else (0,)
