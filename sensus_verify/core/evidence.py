"""What a file holds, before anybody judges it.

A carrier yields `Field`s: what stands where, without an opinion. `core.statements`, `core.traces` and
`core.personal_data` turn fields into `Evidence`, `Trace` and `PersonalData`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sensus_verify.core.ai_use import AiUse, Origin
from sensus_verify.core.record import Record, Tool

_PART = re.compile(r"page \d")
_LINKED_DATA = "JSON-LD"
_PAGES = ("Page", "Article", "Posting", "CreativeWork", "WebSite", "Report")


class Source(StrEnum):
    """The kind of place that a field stands in."""

    XMP = "xmp"
    EXIF = "exif"
    IPTC = "iptc"
    TEXT_CHUNK = "textChunk"  # PNG tEXt, zTXt, iTXt
    COMMENT = "comment"  # JPEG COM, GIF comment, SVG or HTML comment, the header comment of source code
    DOCUMENT = "documentProperty"  # PDF Info, OOXML and ODF core, application and custom properties, OPF
    TAG = "tag"  # ID3, Vorbis, Matroska, QuickTime and RIFF tags
    META = "meta"  # HTML meta elements and attributes
    JSON_LD = "jsonLd"
    FRONT_MATTER = "frontMatter"
    BODY = "body"  # the text itself
    STRUCTURE = "structure"  # the container: its parts and their names
    C2PA = "c2pa"
    SIDECAR = "sidecar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One named value out of a file, as it stands there."""

    source: Source
    name: str  # the field's own name: "Iptc4xmpExt:DigitalSourceType", "Artist", "parameters"
    value: str  # text; binary values are not carried, only their presence
    where: str = ""  # the place in the format's own words: "PNG tEXt parameters"; empty: source and name say it
    offset: int | None = None  # first byte of the part in the file, when it is known

    @property
    def key(self) -> str:
        """Source and name, as the table of generators names fields: "textChunk:parameters"."""
        return f"{self.source.value}:{self.name}"

    @property
    def of_part(self) -> bool:
        """Whether it speaks about a part of the file.

        Carriers let the place of such metadata begin "page 3", and that of linked data end with the type of the thing
        that is described: a page that holds a generated picture is not generated itself.
        """
        if self.source is Source.JSON_LD:
            kind = self.where.rpartition(" ")[2]
            return kind not in ("", _LINKED_DATA) and not kind.endswith(_PAGES)
        return self.source is Source.XMP and _PART.match(self.where) is not None

    @property
    def place(self) -> str:
        """Where it stands, down to its own name: "JPEG APP1 EXIF UserComment"."""
        where = self.where or self.source.value
        return where if self.name in where else f"{where} {self.name}"


class Rank(IntEnum):
    """How far a statement can be relied on (disclosure.md section 8)."""

    CREDENTIAL_BROKEN = 1
    DECLARATION = 2
    RECORD = 3
    CREDENTIAL_UNCONFIRMED = 4
    CREDENTIAL_TRUSTED = 5


class Vocabulary(StrEnum):
    """Whether a stated term is one that its vocabulary holds."""

    KNOWN = "known"
    RETIRED = "retired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that a file states, with its place."""

    source: Source
    property: str
    value: str  # safe to show
    where: str = ""
    says: AiUse | None = None  # the degree that it states; None: it states none
    minimum: bool = False  # "at least": a part says so, the whole may be more
    suggests: AiUse | None = None  # states a possibility only (TC260 "2" and "3")
    asks: bool = False  # generative AI is possible: only a person can tell
    origin: Origin | None = None
    vocabulary: Vocabulary = Vocabulary.KNOWN
    rank: Rank | None = None  # None: shown, never weighed
    stated_by: str = ""
    tools: tuple[Tool, ...] = ()
    record: Record | None = None
    protected: bool = False  # the signature's hashes cover this place
    offset: int | None = None


class Strength(StrEnum):
    """How specific a trace is to generators (disclosure.md section 7.1)."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A structure that a generator leaves behind. It says "written by", never how much."""

    generator: str
    strength: Strength
    where: str
    suggests: AiUse = AiUse.WHOLLY_GENERATED
    prompts: tuple[str, ...] = ()  # `Field.key`s of what holds the words that somebody wrote for it
    accounts: tuple[str, ...] = ()  # `Field.key`s of account names and job numbers
    marks: tuple[str, ...] = ()  # `Field.key`s that point to an account, but are the only mark of origin: kept


class PersonalKind(StrEnum):
    """The kinds of disclosure.md section 9."""

    GPS = "gps"
    NAME = "name"
    ACCOUNT = "account"
    EMAIL = "email"
    SERIAL = "serial"
    PROMPT = "prompt"
    AUTHOR = "author"
    COMMENT = "comment"
    TRACKED_CHANGE = "trackedChange"
    PATH = "path"
    PREVIEW = "preview"


class Removal(StrEnum):
    """What the removing presets do with a kind of personal data (disclosure.md section 9)."""

    REMOVE = "remove"
    CHOICE = "choice"
    WARN = "warn"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """Something in a file that is about a person."""

    kind: PersonalKind
    where: str
    value: str  # in full; shortened only when it is shown
    removal: Removal


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What a file is, apart from what it says."""

    path: str
    size: int
    format: str  # the carrier's name, or "unknown"
    sha256: str | None = None
    suffix_disagrees: bool = False
    modified_ns: int = 0
