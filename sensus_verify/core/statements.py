"""From the fields of a file to what they state about AI (disclosure.md section 4).

A known value states what its vocabulary says. An unknown one is shown and never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from sensus_verify.core.ai_use import AiUse, Term, schema_org_source_type, source_type
from sensus_verify.core.declarations import Word, agent, at_most_a_part, declared, labelled
from sensus_verify.core.evidence import Evidence, Field, PersonalKind, Rank, Source, Vocabulary
from sensus_verify.core.limits import TOOLS
from sensus_verify.core.personal_data import shortened
from sensus_verify.core.plain_text import plain
from sensus_verify.core.record import Tool
from sensus_verify.core.record_carriers import recorded
from sensus_verify.core.tc260 import Aigc, aigc
from sensus_verify.core.traces import Rule, stated

SOURCE_TYPE = "Iptc4xmpExt:DigitalSourceType"
AI_SYSTEM = "Iptc4xmpExt:AISystemUsed"
AI_SYSTEM_VERSION = "Iptc4xmpExt:AISystemVersionUsed"
AI_PROMPT = "Iptc4xmpExt:AIPromptInformation"
AI_PROMPT_WRITER = "Iptc4xmpExt:AIPromptWriterName"
DATA_MINING = "plus:DataMining"

_TAG_SOURCE_TYPES = frozenset({"digitalsourcetype", "txxx:digitalsourcetype"})
_PROMPT_FIELDS = {AI_PROMPT: PersonalKind.PROMPT, AI_PROMPT_WRITER: PersonalKind.NAME}
_TRAILERS = frozenset({"assisted-by", "generated-by", "co-authored-by"})
_WHOLE_PAGE = ("HTML <meta ", "HTML <html ", "HTML <body ")
_PAGE_TOOL = ("ai-model", "ai-provider")
_TC260_STATES = "1"
_TC260_SUGGESTS = frozenset({"2", "3"})
_SELECTORS = 16  # in the first block of variation selectors; the others stand in the second
_WRAPPER = "\ufeff" + "".join(
    chr(0xFE00 + byte if byte < _SELECTORS else 0xE0100 + byte - _SELECTORS) for byte in b"C2PATXT\0"
)

_Place = tuple[Source, str]

AI_LINE = "ai-line"
"""Name of the visible first line of a text."""


def statements(fields: Sequence[Field], rules: Sequence[Rule]) -> tuple[Evidence, ...]:
    """Return everything that `fields` state about AI, and what is worth showing beside it.

    `rules` is the table of generators: some of their fields are statements, too. Credentials become evidence elsewhere,
    with ranks of their own.
    """
    whole = [field for field in fields if not field.of_part]
    parts = [field for field in fields if field.of_part]
    return (*_stated(whole, rules), *(_about_a_part(one) for one in _stated(parts, rules)))


def _stated(fields: Sequence[Field], rules: Sequence[Rule]) -> Iterator[Evidence]:
    return chain(
        recorded(fields),
        _source_types(fields),
        _systems_without_type(fields),
        _pages(fields),
        chain.from_iterable(_single(field) for field in fields),
        stated(fields, rules),
    )


def _about_a_part(evidence: Evidence) -> Evidence:
    """Return what a statement about a picture on a page says about the document."""
    word = at_most_a_part(Word(says=evidence.says, minimum=evidence.minimum))
    return replace(
        evidence,
        says=word.says,
        minimum=word.minimum,
        suggests=evidence.suggests and AiUse.PARTLY_GENERATED,
        origin=None,
        rank=evidence.rank if word.says is not None or evidence.asks else None,
        record=None,
    )


def _evidence(field: Field, value: str | None = None) -> Evidence:
    """Return the field as something to show, which states nothing yet."""
    return Evidence(
        source=field.source,
        property=plain(field.name),
        value=plain(field.value) if value is None else value,
        where=plain(field.where),
        offset=field.offset,
    )


def _source_types(fields: Sequence[Field]) -> Iterator[Evidence]:
    """Yield the source types, with the AI systems that the same packet names (IPTC Photo Metadata 2025.1)."""
    systems = _systems(fields)
    for field in fields:
        look_up = _vocabulary_of(field)
        if look_up is not None and field.value.strip():
            tools = systems.get((field.source, field.where), ()) if field.source is Source.XMP else ()
            yield _of_term(field, look_up(field.value), tools)


def _vocabulary_of(field: Field) -> Callable[[str], Term | None] | None:
    if field.source is Source.XMP and field.name == SOURCE_TYPE:
        return source_type
    if field.source is Source.TAG and field.name.lower() in _TAG_SOURCE_TYPES:
        return source_type
    if field.source is Source.JSON_LD and field.name == "digitalSourceType":
        return schema_org_source_type
    return None


def _of_term(field: Field, term: Term | None, tools: tuple[Tool, ...]) -> Evidence:
    shown = _evidence(field)
    if term is None:
        return replace(shown, vocabulary=Vocabulary.UNKNOWN, tools=tools)
    return replace(
        shown,
        says=term.says,
        asks=term.asks,
        origin=term.origin,
        vocabulary=Vocabulary.RETIRED if term.retired else Vocabulary.KNOWN,
        rank=Rank.DECLARATION,
        tools=tools if term.says is not None or term.asks else (),
    )


def _systems(fields: Iterable[Field]) -> dict[_Place, tuple[Tool, ...]]:
    """Return the AI systems that each packet names. Versions count only where each system has one."""
    names: dict[_Place, list[str]] = {}
    versions: dict[_Place, list[str]] = {}
    for field in fields:
        if field.source is Source.XMP and field.name in (AI_SYSTEM, AI_SYSTEM_VERSION) and field.value.strip():
            found = names if field.name == AI_SYSTEM else versions
            found.setdefault((field.source, field.where), []).append(plain(field.value))
    return {place: tuple(_paired(here, versions.get(place, []))) for place, here in names.items()}


def _paired(names: list[str], versions: list[str]) -> Iterator[Tool]:
    stated = versions if len(versions) == len(names) else [""] * len(names)
    for name, version in islice(zip(names, stated, strict=True), TOOLS):
        yield Tool(name=name, version=version)


def _systems_without_type(fields: Sequence[Field]) -> Iterator[Evidence]:
    """Yield an AI system that is named where no source type stands: it states no degree, so it can only suggest one."""
    typed = {(field.source, field.where) for field in fields if field.name == SOURCE_TYPE}
    for field in fields:
        if field.source is Source.XMP and field.name == AI_SYSTEM and (field.source, field.where) not in typed:
            yield replace(_evidence(field), suggests=AiUse.WHOLLY_GENERATED)


def _pages(fields: Sequence[Field]) -> Iterator[Evidence]:
    """Yield the `ai-disclosure` declarations of HTML pages and of elements in them."""
    tools = tuple(islice(_page_tools(fields), TOOLS))
    for field in fields:
        if field.source is not Source.META or field.name.lower() != "ai-disclosure":
            continue
        word = declared(field.value)
        if word is None:
            yield replace(_evidence(field), vocabulary=Vocabulary.UNKNOWN)
            continue
        if field.where.startswith("HTML <") and not field.where.startswith(_WHOLE_PAGE):
            word = at_most_a_part(word)
        rank = Rank.DECLARATION if word.says is not None else None
        yield replace(_evidence(field), says=word.says, minimum=word.minimum, rank=rank, tools=tools if rank else ())


def _page_tools(fields: Sequence[Field]) -> Iterator[Tool]:
    named = {
        name: [plain(field.value) for field in fields if field.source is Source.META and field.name.lower() == name]
        for name in _PAGE_TOOL
    }
    models, providers = (named[name] for name in _PAGE_TOOL)
    if len(providers) == 1:
        providers *= max(1, len(models))
    for model, provider in zip(models or [""] * len(providers), providers or [""] * len(models), strict=False):
        yield Tool(name=model or provider, provider=provider if model else "")


def _single(field: Field) -> Iterator[Evidence]:
    """Yield what a field states without looking at others."""
    label = aigc(field)
    if label is not None:
        yield _labelled_for_china(field, label)
    elif field.source is Source.XMP:
        yield from _shown_property(field)
    elif field.source is Source.META and field.name.lower() == "ai-prompt-url":
        yield _evidence(field)
    elif field.source is Source.COMMENT and field.name.lower() in _TRAILERS:
        yield from _trailer(field)
    elif field.source is Source.BODY:
        yield from _body(field)


def _labelled_for_china(field: Field, label: Aigc) -> Evidence:
    possible = label.label in _TC260_SUGGESTS
    certain = label.label == _TC260_STATES
    shown = ", ".join(part for part in (f"Label {label.label}" if label.label else "", label.producer) if part)
    return replace(
        _evidence(field, plain(shown or field.value, 120)),
        says=AiUse.WHOLLY_GENERATED if certain else None,
        suggests=AiUse.WHOLLY_GENERATED if possible else None,
        vocabulary=Vocabulary.KNOWN if certain or possible else Vocabulary.UNKNOWN,
        rank=Rank.DECLARATION if certain else None,
        stated_by=plain(label.producer),
    )


def _shown_property(field: Field) -> Iterator[Evidence]:
    """Yield what is said about AI without a degree: whether others may train on it, and a prompt, shortened."""
    if field.name == DATA_MINING:
        yield _evidence(field)
    elif field.name in _PROMPT_FIELDS and field.value.strip():
        yield _evidence(field, shortened(field.value, _PROMPT_FIELDS[field.name]))


def _trailer(field: Field) -> Iterator[Evidence]:
    """Yield a trailer that names an agent. People and ordinary programs stand in the same trailers: nothing is said."""
    one = agent(field.value, author=field.name.lower() == "co-authored-by")
    if one is not None:
        yield replace(
            _evidence(field, one.name),
            says=AiUse.ASSISTED,
            minimum=True,
            rank=Rank.DECLARATION,
            tools=(Tool(name=one.name, provider=one.provider),),
        )


def _body(field: Field) -> Iterator[Evidence]:
    if field.name == AI_LINE:
        use = labelled(field.value)
        vocabulary = Vocabulary.KNOWN if use else Vocabulary.UNKNOWN
        yield replace(_evidence(field), says=use, vocabulary=vocabulary, rank=Rank.DECLARATION if use else None)
    elif _WRAPPER in field.value:
        yield replace(_evidence(field, "C2PATXT"), property="C2PATextManifestWrapper")
