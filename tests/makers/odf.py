"""OpenDocument files with as few members as the readers need."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from tests.makers.ooxml import RECORD
from tests.makers.zip import archive, bomb

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = (
    f'xmlns:office="{_OFFICE}:office:1.0" xmlns:meta="{_OFFICE}:meta:1.0" xmlns:text="{_OFFICE}:text:1.0" '
    f'xmlns:manifest="{_OFFICE}:manifest:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def document(kind: str, meta: str = "", content: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """A document of this kind ("text", "spreadsheet-template") with these elements in its metadata and content."""
    members = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {_NAMES}>{content}</office:document-content>",
        "meta.xml": f"<office:document-meta {_NAMES}><office:meta>{meta}</office:meta></office:document-meta>",
        **(extra or {}),
    }
    return archive(members, stored=("mimetype",))


def _record(kind: str) -> bytes:
    text = json.dumps(RECORD)
    rows = {"SensusAI.aiUse": RECORD["aiUse"], "SensusAI.record": text}
    return document(
        kind, "".join(f'<meta:user-defined meta:name="{k}">{v}</meta:user-defined>' for k, v in rows.items())
    )


_PEOPLE = (
    "<text:tracked-changes><text:changed-region><text:insertion><office:change-info><dc:creator>Åsa Ek</dc:creator>"
    "<dc:date>2026-01-02T03:04:05</dc:date></office:change-info></text:insertion></text:changed-region>"
    "</text:tracked-changes><office:annotation><dc:creator>Bo Al</dc:creator><dc:date>2026-01-03</dc:date>"
    "<text:p>Nej</text:p></office:annotation><office:annotation><dc:creator>Bo Al</dc:creator></office:annotation>"
)
_AUTHORS = (
    "<meta:generator>LibreOffice/7.4</meta:generator><meta:initial-creator>Åsa Ek</meta:initial-creator>"
    "<dc:creator>Bo Al</dc:creator><meta:printed-by>Cia Dal</meta:printed-by>"
    '<meta:template xlink:href="/home/asa/mall.ott"/>'
)
_LOCKED = (
    f'<manifest:manifest {_NAMES}><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data>'
    "<manifest:algorithm/></manifest:encryption-data></manifest:file-entry><manifest:file-entry "
    'manifest:full-path="meta.xml"/></manifest:manifest>'
)


def _locked() -> bytes:
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": _LOCKED,
        "content.xml": b"\x00\x01\x02",
        "meta.xml": f"<office:document-meta {_NAMES}><office:meta>{_AUTHORS}</office:meta></office:document-meta>",
    }
    return archive(members, stored=("mimetype",))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "odt/clean-plain": lambda: document("text"),
    "odt/clean-template": lambda: document("text-template"),
    "ods/clean-plain": lambda: document("spreadsheet"),
    "odp/clean-plain": lambda: document("presentation"),
    "odg/clean-plain": lambda: document("graphics"),
    "odt/labelled-record": lambda: _record("text"),
    "ods/labelled-record": lambda: _record("spreadsheet"),
    "odp/labelled-record": lambda: _record("presentation"),
    "odg/labelled-record": lambda: _record("graphics"),
    "odt/personal-author": lambda: document(
        "text", _AUTHORS, _PEOPLE, {"Pictures/1.png": b"\x89PNG", "META-INF/documentsignatures.xml": "<s/>"}
    ),
    "odt/personal-locked": _locked,
    "odt/broken-bomb": lambda: document("text", _AUTHORS, extra={"content.xml": b"<a>" + bomb().replace(b"\0", b" ")}),
    "odt/broken-meta": lambda: document("text", "<meta:", _PEOPLE),
    "ods/broken-cut": lambda: _record("spreadsheet")[:-30],
    "odp/broken-meta": lambda: document("presentation", "<meta:"),
    "odg/broken-cut": lambda: _record("graphics")[:-30],
    "odt/broken-cut": lambda: document("text")[:-30],
}
