"""The degrees of AI use, and the vocabularies of others mapped to them (disclosure.md sections 3 and 4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sensus_verify.core.vocabulary import C2PA_SOURCE_TYPE, IPTC_SOURCE_TYPE


class AiUse(StrEnum):
    """How AI was used, as a file states it."""

    NONE = "none"
    ASSISTED = "assisted"
    EDITED = "edited"
    PARTLY_GENERATED = "partlyGenerated"
    WHOLLY_GENERATED = "whollyGenerated"
    UNKNOWN = "unknown"

    @property
    def degree(self) -> int:
        """Position in none < assisted < edited < partlyGenerated < whollyGenerated; unknown is -1."""
        return _ORDER.index(self) - 1


_ORDER = (
    AiUse.UNKNOWN,
    AiUse.NONE,
    AiUse.ASSISTED,
    AiUse.EDITED,
    AiUse.PARTLY_GENERATED,
    AiUse.WHOLLY_GENERATED,
)


class Origin(StrEnum):
    """Where a file says that its content comes from, when it names no generative AI."""

    CAMERA = "camera"
    FILM = "film"
    HUMAN = "human"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What one term of a vocabulary says about generative AI."""

    identifier: str
    says: AiUse | None = None
    when_created: AiUse | None = None  # inside a c2pa.created action, where it differs
    asks: bool = False  # generative AI is possible: only a person can tell
    origin: Origin | None = None
    retired: bool = False


_TERMS = {
    term.identifier.lower(): term
    for term in (
        Term(identifier="trainedAlgorithmicMedia", says=AiUse.WHOLLY_GENERATED),
        Term(
            identifier="compositeWithTrainedAlgorithmicMedia",
            says=AiUse.EDITED,
            when_created=AiUse.PARTLY_GENERATED,
        ),
        Term(identifier="compositeSynthetic", says=AiUse.PARTLY_GENERATED),
        Term(identifier="trainedAlgorithmicData", says=AiUse.WHOLLY_GENERATED),
        Term(identifier="composite", asks=True),
        Term(identifier="virtualRecording", asks=True),
        Term(identifier="screenCapture"),
        Term(identifier="digitalArt", asks=True, retired=True),
        Term(identifier="digitalCapture", origin=Origin.CAMERA),
        Term(identifier="computationalCapture", origin=Origin.CAMERA),
        Term(identifier="negativeFilm", origin=Origin.FILM),
        Term(identifier="positiveFilm", origin=Origin.FILM),
        Term(identifier="print", origin=Origin.FILM),
        Term(identifier="humanEdits"),
        Term(identifier="minorHumanEdits", retired=True),
        Term(identifier="digitalCreation", origin=Origin.HUMAN),
        Term(identifier="algorithmicallyEnhanced"),
        Term(identifier="algorithmicMedia"),
        Term(identifier="dataDrivenMedia"),
        Term(identifier="compositeCapture", origin=Origin.CAMERA),
        Term(identifier="softwareImage", retired=True),
        Term(identifier="empty"),
    )
}

_PREFIXES = tuple(
    scheme + rest
    for rest in (IPTC_SOURCE_TYPE.removeprefix("http://"), C2PA_SOURCE_TYPE.removeprefix("http://"))
    for scheme in ("http://", "https://")
)
_SCHEMA_ORG_SUFFIX = "digitalsource"


def source_type(value: str) -> Term | None:
    """Return the IPTC or C2PA digital source type named by `value`, or None when the vocabulary does not hold it.

    Accepts the full address with http or https, a trailing slash, the bare identifier, in any case
    (IPTC NewsCodes Digital Source Type, cv.iptc.org/newscodes/digitalsourcetype).
    """
    text = value.strip().rstrip("/").lower()
    for prefix in _PREFIXES:
        if text.startswith(prefix):
            text = text.removeprefix(prefix)
            break
    return _TERMS.get(text)


def schema_org_source_type(value: str) -> Term | None:
    """Return the term behind a schema.org `IPTCDigitalSourceEnumeration` member, such as `…DigitalSource`."""
    text = value.strip().rstrip("/").rpartition("/")[2].lower()
    return _TERMS.get(text.removesuffix(_SCHEMA_ORG_SUFFIX)) or source_type(value)
