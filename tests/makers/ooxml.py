"""Word, Excel and PowerPoint files with as few parts as the readers need."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from tests.makers.zip import archive, bomb, renamed

RECORD = {"schemaVersion": "1.0", "recordId": "urn:uuid:1", "aiUse": "partlyGenerated", "organisation": "Sensus"}

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
_TYPE = "application/vnd.openxmlformats-officedocument."
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_W_STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
_MAIN = {
    "docx": ("word/document.xml", f"{_TYPE}wordprocessingml.document.main+xml"),
    "docm": ("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
    "dotx": ("word/document.xml", f"{_TYPE}wordprocessingml.template.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{_TYPE}spreadsheetml.sheet.main+xml"),
    "xlsm": ("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{_TYPE}presentationml.presentation.main+xml"),
    "potx": ("ppt/presentation.xml", f"{_TYPE}presentationml.template.main+xml"),
}
_TYPES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_TYPE}extended-properties+xml",
    "docProps/custom.xml": f"{_TYPE}custom-properties+xml",
    "word/comments.xml": f"{_TYPE}wordprocessingml.comments+xml",
    "word/people.xml": f"{_TYPE}wordprocessingml.people+xml",
    "word/header1.xml": f"{_TYPE}wordprocessingml.header+xml",
    "xl/comments1.xml": f"{_TYPE}spreadsheetml.comments+xml",
    "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
    "xl/revisions/revisionHeaders.xml": f"{_TYPE}spreadsheetml.revisionHeaders+xml",
    "ppt/commentAuthors.xml": f"{_TYPE}presentationml.commentAuthors+xml",
    "ppt/authors.xml": "application/vnd.ms-powerpoint.authors+xml",
}


def package(kind: str, parts: Mapping[str, str | bytes] | None = None, body: str | bytes = "<main/>") -> bytes:
    """A package whose main part is of this kind ("docx", "docm"), with these other parts."""
    main, main_type = _MAIN[kind]
    members: dict[str, str | bytes] = {main: body, **(parts or {})}
    types = {main: main_type} | {name: _TYPES[name] for name in members if name in _TYPES}
    rows = "".join(f'<Override PartName="/{name}" ContentType="{value}"/>' for name, value in types.items())
    listing = f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{rows}</Types>'
    return archive({"[Content_Types].xml": listing, **members})


def core(creator: str = "", modified_by: str = "") -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
        f"<dc:title>Plan</dc:title><dc:creator>{creator}</dc:creator>"
        f"<cp:lastModifiedBy>{modified_by}</cp:lastModifiedBy></cp:coreProperties>"
    )


def application(company: str = "", manager: str = "", template: str = "Normal.dotm") -> str:
    return (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"<Application>Microsoft Office Word</Application><Template>{template}</Template>"
        '<TitlesOfParts><vt:vector size="1" baseType="lpstr"><vt:lpstr>Heading</vt:lpstr></vt:vector></TitlesOfParts>'
        f"<Company>{company}</Company><Manager>{manager}</Manager></Properties>"
    )


def custom(properties: Mapping[str, str], *, strict: bool = False) -> str:
    address = "http://purl.oclc.org/ooxml/" if strict else "http://schemas.openxmlformats.org/"
    office = f"{address}officeDocument/" + ("" if strict else "2006/")
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    names = f'xmlns="{office}customProperties" xmlns:vt="{office}docPropsVTypes"'
    return f"{_HEAD}<Properties {names}>{rows}</Properties>"


def _record(kind: str, *, strict: bool = False) -> bytes:
    text = json.dumps(RECORD).replace('"', "&quot;")
    properties = {"SensusAI.aiUse": RECORD["aiUse"], "SensusAI.record": text}
    return package(kind, {"docProps/core.xml": core(), "docProps/custom.xml": custom(properties, strict=strict)})


def tracked(namespace: str = _W) -> str:
    return (
        f'{_HEAD}<w:document {namespace}><w:body><w:p><w:ins w:id="1" w:author="Åsa Ek" w:date="2026-01-02T03:04:05Z">'
        '<w:r><w:t>ny</w:t></w:r></w:ins><w:del w:id="2" w:author="Bo Al" w:date="2026-01-03T00:00:00Z"/>'
        '<w:ins w:id="3" w:author="Åsa Ek" w:date="2026-01-02T03:04:05Z"/></w:p></w:body></w:document>'
    )


def _word_people() -> bytes:
    parts = {
        "docProps/core.xml": core("Åsa Ek", "Bo Al"),
        "docProps/app.xml": application("Sensus", "Cia Dal", "Mall.dotx"),
        "word/comments.xml": f'{_HEAD}<w:comments {_W}><w:comment w:author="Dan Eng"/></w:comments>',
        "word/people.xml": (
            f'{_HEAD}<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
            '<w15:person w15:author="Eva Fors"/></w15:people>'
        ),
        "word/header1.xml": f'{_HEAD}<w:hdr {_W}><w:moveTo w:author="Ali Gran"/></w:hdr>',
        "word/_rels/settings.xml.rels": (
            f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            'Target="file:///C:/Users/asa/Mall.dotx" TargetMode="External"/></Relationships>'
        ),
        "word/media/image1.png": b"\x89PNG",
        "_xmlsignatures/sig1.xml": "<Signature/>",
    }
    return package("docx", parts, tracked())


def _excel_people() -> bytes:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "xl/comments1.xml": f"{_HEAD}<comments {main}><authors><author>Åsa Ek</author></authors></comments>",
        "xl/persons/person.xml": f'{_HEAD}<personList><person displayName="Bo Al" id="1"/></personList>',
        "xl/revisions/revisionHeaders.xml": (
            f'{_HEAD}<headers {main}><header userName="Cia Dal" dateTime="2026-01-02"/></headers>'
        ),
    }
    return package("xlsx", parts)


def _slide_people() -> bytes:
    main = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    parts = {
        "ppt/commentAuthors.xml": f'{_HEAD}<p:cmAuthorLst {main}><p:cmAuthor id="0" name="Åsa Ek"/></p:cmAuthorLst>',
        "ppt/authors.xml": f'{_HEAD}<authorLst><author id="1" name="Bo Al"/></authorLst>',
    }
    return package("pptx", parts)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "docx/clean-plain": lambda: package("docx", {"docProps/app.xml": application()}),
    "docx/clean-macro": lambda: package("docm"),
    "docx/clean-template": lambda: package("dotx"),
    "xlsx/clean-plain": lambda: package("xlsx"),
    "xlsx/clean-macro": lambda: package("xlsm"),
    "pptx/clean-plain": lambda: package("pptx"),
    "pptx/clean-template": lambda: package("potx"),
    "docx/labelled-record": lambda: _record("docx"),
    "docx/labelled-strict": lambda: _record("docx", strict=True),
    "xlsx/labelled-record": lambda: _record("xlsx"),
    "pptx/labelled-record": lambda: _record("pptx"),
    "docx/personal-author": _word_people,
    "docx/personal-strict": lambda: package("docx", body=tracked(_W_STRICT)),
    "xlsx/personal-author": _excel_people,
    "pptx/personal-author": _slide_people,
    "xlsx/broken-cut": lambda: _record("xlsx")[:-40],
    "xlsx/broken-bomb": lambda: package("xlsx", {"docProps/app.xml": bomb()}),
    "pptx/broken-cut": lambda: _record("pptx")[:-40],
    "pptx/broken-core": lambda: package("pptx", {"docProps/core.xml": core()[:-9]}),
    "docx/broken-bomb": lambda: package("docx", {"docProps/custom.xml": bomb(), "docProps/core.xml": core("Åsa Ek")}),
    "docx/broken-deep": lambda: package("docx", body="<a>" * 100_000),
    "docx/broken-entities": lambda: package(
        "docx",
        {"docProps/core.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    ),
    "docx/broken-cut": lambda: _word_people()[:-40],
    "docx/broken-upwards": lambda: renamed(_word_people(), b"word/media/image1.png", b"../../media/image1.png"[:21]),
}
