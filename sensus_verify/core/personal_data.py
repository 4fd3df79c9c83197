"""What in a file's metadata is about people (disclosure.md section 9).

Only metadata: faces, voices and what a text says are not looked at. A prompt counts only where a trace has shown that
the field holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from sensus_verify.core.evidence import Field, PersonalData, PersonalKind, Removal, Source, Trace
from sensus_verify.core.plain_text import plain
from sensus_verify.core.record_carriers import holds_record
from sensus_verify.core.tc260 import aigc

_K, _R = PersonalKind, Removal


@dataclass(frozen=True, slots=True)
class _Row:
    kind: PersonalKind
    removal: Removal


_GPS = _Row(_K.GPS, _R.REMOVE)
_OWNER = _Row(_K.NAME, _R.REMOVE)
_CREDITED = _Row(_K.NAME, _R.CHOICE)  # who wants to be named as the creator
_AUTHOR = _Row(_K.AUTHOR, _R.REMOVE)
_SERIAL = _Row(_K.SERIAL, _R.REMOVE)
_NUMBER = _Row(_K.SERIAL, _R.CHOICE)  # numbers of files: they connect copies, not people
_COMMENT = _Row(_K.COMMENT, _R.CHOICE)

_NAMED = {
    key.lower(): row
    for row, keys in (
        (
            _GPS,
            (
                "exif:GPSPosition iptc:City iptc:Sub-location xmp:photoshop:City xmp:Iptc4xmpCore:Location tag:©xyz "
                "tag:com.apple.quicktime.location.ISO6709 tag:location tag:loci tag:ILOC"
            ),
        ),
        (
            _OWNER,
            "exif:CameraOwnerName xmp:aux:OwnerName xmp:exifEX:CameraOwnerName xmp:Iptc4xmpExt:AIPromptWriterName",
        ),
        (
            _CREDITED,
            (
                "exif:Artist exif:XPAuthor exif:Photographer exif:ImageEditor "
                "iptc:By-line iptc:Writer-Editor iptc:Contact xmp:dc:creator "
                "xmp:photoshop:CaptionWriter xmp:Iptc4xmpExt:PersonInImage xmp:tiff:Artist tag:TPE1 tag:©ART "
                "tag:ARTIST tag:IART tag:auth tag:perf textChunk:Author frontMatter:author meta:author"
            ),
        ),
        (
            _AUTHOR,
            (
                "documentProperty:Author documentProperty:dc:creator documentProperty:cp:lastModifiedBy "
                "documentProperty:Company documentProperty:Manager documentProperty:meta:initial-creator "
                "documentProperty:lastAuthor documentProperty:For documentProperty:meta:printed-by xmp:pdf:Author"
            ),
        ),
        (
            _SERIAL,
            (
                "exif:BodySerialNumber exif:LensSerialNumber exif:CameraSerialNumber xmp:aux:SerialNumber "
                "xmp:aux:LensSerialNumber xmp:exifEX:BodySerialNumber xmp:exifEX:LensSerialNumber"
            ),
        ),
        # A maker's note often holds a serial number, but nobody can say so without reading it: no alarm on every photo.
        (_NUMBER, "exif:MakerNote exif:ImageUniqueID xmp:exif:ImageUniqueID"),
        (_COMMENT, "exif:XPComment tag:COMM tag:COMMENT tag:TXXX:comment tag:ICMT tag:©cmt"),
        (_Row(_K.PROMPT, _R.REMOVE), "xmp:Iptc4xmpExt:AIPromptInformation c2pa:prompt"),
        (_Row(_K.COMMENT, _R.WARN), "structure:commentAuthor structure:annotationAuthor"),
        (_Row(_K.TRACKED_CHANGE, _R.WARN), "structure:trackedChange"),
        (_Row(_K.PATH, _R.WARN), "structure:attachment"),
        (_Row(_K.PREVIEW, _R.REMOVE), "exif:Thumbnail"),
        (_Row(_K.PREVIEW, _R.WARN), "structure:thumbnail"),
    )
    for key in keys.split()
}
_TEMPLATES = frozenset({"documentProperty:Template", "documentProperty:meta:template"})
_COPIED_EXIF = "exif:"  # ImageMagick writes EXIF tags into a PNG's text chunks under these names
_XMP_NUMBERS = frozenset({"xmpMM:DocumentID", "xmpMM:InstanceID", "xmpMM:OriginalDocumentID"})
_XMP_POSITION = frozenset({"exif:GPSLatitude", "exif:GPSLongitude", "exif:GPSDestLatitude", "exif:GPSDestLongitude"})
_XMP_PLACES = ("Iptc4xmpExt:LocationCreated/", "Iptc4xmpExt:LocationShown/")
_PLACE_NAMES = (":City", ":Sublocation", ":GPSLatitude", ":GPSLongitude")
_PATHS = frozenset({"exif:HostComputer", "xmp:tiff:HostComputer"})
_FILE_PATH = "stRef:filePath"

_ADDRESS = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}(?P<top>[A-Za-z]{2,24})(?![A-Za-z0-9-])"
)
_ADDRESS_CHARACTERS = 4096  # of a field that are searched for addresses
_SEARCHED_CHARACTERS = 1 << 20  # of one file
_FILE_NAMES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "svg", "pdf", "tif", "tiff"})  # "logo@2x.png"
_UNSEARCHED = frozenset({Source.BODY, Source.STRUCTURE, Source.C2PA, Source.SIDECAR})
_SHOWN = 4


def personal_data(fields: Sequence[Field], traces: Iterable[Trace]) -> tuple[PersonalData, ...]:
    """Return what is personal in `fields`, each once, in the order of the fields, addresses in texts last."""
    found = tuple(traces)
    by_trace = {
        **_keys(found, "marks", _Row(_K.ACCOUNT, _R.KEEP)),
        **_keys(found, "accounts", _Row(_K.ACCOUNT, _R.REMOVE)),
        **_keys(found, "prompts", _Row(_K.PROMPT, _R.REMOVE)),
    }
    models = frozenset(field.value for field in fields if field.name in ("Model", "tiff:Model"))
    named = (item for field in fields for item in _of(field, by_trace, models))
    return tuple(dict.fromkeys(chain(named, _addresses(fields))))


def shortened(value: str, kind: PersonalKind) -> str:
    """Return `value` as it may be shown without a request: its beginning and "…"; sizes stay as they are."""
    shown = plain(value)
    if kind is PersonalKind.PREVIEW or not shown:
        return shown
    return f"{shown[: min(_SHOWN, max(1, len(shown) // 3))]}…"


def _keys(traces: Iterable[Trace], part: str, row: _Row) -> dict[str, _Row]:
    return {key.lower(): row for trace in traces for key in getattr(trace, part)}


def _of(field: Field, by_trace: dict[str, _Row], models: frozenset[str]) -> Iterator[PersonalData]:
    if not field.value.strip():
        return
    row = by_trace.get(field.key.lower()) or _row(field, models)
    if row is not None:
        removal = Removal.WARN if field.source is Source.C2PA else row.removal
        yield PersonalData(kind=row.kind, where=field.place, value=field.value, removal=removal)
    if (label := aigc(field)) is not None and label.numbers:
        yield PersonalData(
            kind=PersonalKind.ACCOUNT, where=field.place, value=", ".join(label.numbers), removal=Removal.KEEP
        )


def _row(field: Field, models: frozenset[str]) -> _Row | None:
    if field.source is Source.C2PA:  # a credential repeats metadata of the file under the same names
        return _row_of_xmp(field.name) or _NAMED.get(field.key.lower()) or _NAMED.get(f"xmp:{field.name}".lower())
    if field.key == "documentProperty:dc:creator" and "opf" in field.where.lower():
        return _CREDITED
    if field.key in _TEMPLATES:
        return _Row(_K.PATH, _R.REMOVE) if "/" in field.value or "\\" in field.value else None
    if field.key in _PATHS:  # telephones write their model here
        return None if field.value in models else _Row(_K.PATH, _R.REMOVE)
    if field.source is Source.TEXT_CHUNK and field.name.lower().startswith(_COPIED_EXIF):
        return _GPS if field.name in _XMP_POSITION else _NAMED.get(field.name.lower())
    of_xmp = _row_of_xmp(field.name) if field.source is Source.XMP else None
    return of_xmp or _NAMED.get(field.key.lower())


def _row_of_xmp(name: str) -> _Row | None:
    if name in _XMP_POSITION or (name.startswith(_XMP_PLACES) and name.endswith(_PLACE_NAMES)):
        return _GPS
    if name in _XMP_NUMBERS:
        return _NUMBER
    return _Row(_K.PATH, _R.REMOVE) if name.endswith(_FILE_PATH) else None


def _addresses(fields: Iterable[Field]) -> Iterator[PersonalData]:
    left = _SEARCHED_CHARACTERS
    for field in fields:
        if field.source in _UNSEARCHED or "@" not in field.value or holds_record(field):
            continue
        searched = field.value[: min(left, _ADDRESS_CHARACTERS)]
        left -= len(searched)
        for match in _ADDRESS.finditer(searched):
            if match["top"].lower() not in _FILE_NAMES:
                yield PersonalData(kind=PersonalKind.EMAIL, where=field.place, value=match[0], removal=Removal.CHOICE)
