"""What Word, Excel and PowerPoint files state, and who stands in them."""

from __future__ import annotations

import io
import json
import time

import pytest

from sensus_verify.carriers import carrier_for, ooxml
from sensus_verify.core.evidence import Field, Source
from tests.makers import ooxml as makers
from tests.makers.witness import exiftool
from tests.makers.zip import archive


def _fields(data: bytes) -> list[Field]:
    return list(ooxml.CARRIERS[0].read(io.BytesIO(data)))


def _values(data: bytes, name: str) -> list[str]:
    return [field.value for field in _fields(data) if field.name == name]


@pytest.mark.parametrize("sample", makers.SAMPLES)
@pytest.mark.parametrize("suffix", ["", ".zip", ".docx"])
def test_the_main_part_decides_the_format_whatever_the_suffix(sample, suffix):
    assert carrier_for(makers.SAMPLES[sample](), suffix).name == sample.partition("/")[0]


def test_a_package_whose_start_shows_nothing_goes_by_its_suffix():
    data = archive({"media/large.bin": bytes(range(256)) * 400, "[Content_Types].xml": "<Types/>"}, packed=False)
    assert carrier_for(data[: 64 << 10], ".xlsx").name == "xlsx"
    assert carrier_for(data[: 64 << 10], ".bin").name == "zip"


@pytest.mark.parametrize("sample", ["docx/labelled-record", "docx/labelled-strict", "xlsx/labelled-record"])
def test_our_record_is_read_from_the_custom_properties(sample):
    data = makers.SAMPLES[sample]()
    assert _values(data, "SensusAI.aiUse") == ["partlyGenerated"]
    assert json.loads(_values(data, "SensusAI.record")[0]) == makers.RECORD
    assert {f.where for f in _fields(data) if f.name.startswith("SensusAI")} == {"docProps/custom.xml"}


def test_core_and_application_properties_are_read():
    data = makers.SAMPLES["docx/personal-author"]()
    read = {
        field.name: field.value for field in _fields(data) if field.where in ("docProps/core.xml", "docProps/app.xml")
    }
    assert read == {
        "dc:title": "Plan",
        "dc:creator": "Åsa Ek",
        "cp:lastModifiedBy": "Bo Al",
        "Application": "Microsoft Office Word",
        "Template": "Mall.dotx",
        "Company": "Sensus",
        "Manager": "Cia Dal",
    }


def test_empty_properties_are_no_fields():
    assert all(field.value for field in _fields(makers.package("docx", {"docProps/core.xml": makers.core()})))


@pytest.mark.parametrize(
    ("sample", "authors", "changes"),
    [
        (
            "docx/personal-author",
            ["Dan Eng", "Eva Fors"],
            ["Åsa Ek, 2026-01-02T03:04:05Z", "Bo Al, 2026-01-03T00:00:00Z", "Ali Gran"],
        ),
        ("docx/personal-strict", [], ["Åsa Ek, 2026-01-02T03:04:05Z", "Bo Al, 2026-01-03T00:00:00Z"]),
        ("xlsx/personal-author", ["Åsa Ek", "Bo Al"], ["Cia Dal, 2026-01-02"]),
        ("pptx/personal-author", ["Åsa Ek", "Bo Al"], []),
    ],
)
def test_authors_of_comments_and_changes_are_listed_once(sample, authors, changes):
    data = makers.SAMPLES[sample]()
    assert _values(data, "commentAuthor") == authors
    assert _values(data, "trackedChange") == changes


def test_template_signature_and_media_are_named():
    fields = _fields(makers.SAMPLES["docx/personal-author"]())
    assert ("Template", "file:///C:/Users/asa/Mall.dotx", "word/_rels/settings.xml.rels") in {
        (f.name, f.value, f.where) for f in fields
    }
    assert [(f.name, f.where) for f in fields if f.name == "digitalSignature"] == [
        ("digitalSignature", "_xmlsignatures/sig1.xml")
    ]
    assert [f.value for f in fields if f.name == "member"] == ["word/media/image1.png"]


@pytest.mark.parametrize(
    ("sample", "where", "reason"),
    [
        ("docx/broken-bomb", "docProps/custom.xml", "broken.tooLarge"),
        ("docx/broken-deep", "word/document.xml", "broken.tooDeep"),
        ("docx/broken-entities", "docProps/core.xml", "broken.doctype"),
        ("docx/broken-entities", "word/document.xml", "broken.doctype"),
        ("docx/broken-upwards", "../../media/image1.pn", "broken.structure"),
    ],
)
def test_a_damaged_part_is_named(sample, where, reason):
    damaged = [(f.where, f.value) for f in _fields(makers.SAMPLES[sample]()) if f.name == "damaged"]
    assert (where, reason) in damaged


def test_a_damaged_part_does_not_hide_the_others():
    assert _values(makers.SAMPLES["docx/broken-bomb"](), "dc:creator") == ["Åsa Ek"]


def test_damaged_content_types_do_not_hide_the_properties():
    data = archive({"[Content_Types].xml": "<Types", "docProps/core.xml": makers.core("Åsa Ek")})
    assert _values(data, "damaged") == ["broken.xml"]
    assert _values(data, "dc:creator") == ["Åsa Ek"]


def test_a_large_document_is_walked_without_a_tree():
    row = '<w:p><w:r><w:t>ord</w:t></w:r><w:ins w:author="A" w:date="2026"/></w:p>'
    body = makers.tracked().replace("<w:p>", row * 60_000 + "<w:p>", 1)
    begin = time.perf_counter()
    assert _values(makers.package("docx", body=body), "trackedChange")[0] == "A, 2026"
    assert time.perf_counter() - begin < 5


@pytest.mark.corpus
def test_real_files_say_what_exiftool_reads(corpus):
    names = {
        "Creator": "dc:creator",
        "LastModifiedBy": "cp:lastModifiedBy",
        "Company": "Company",
        "Template": "Template",
    }
    for file in sorted(corpus.glob("office/*x")):
        told = exiftool(file, *names)
        with file.open("rb") as stream:
            assert carrier_for(stream.read(64 << 10), "").name == file.suffix[1:]
            stream.seek(0)
            read = {f.name: f.value for f in ooxml.CARRIERS[0].read(stream) if f.source is Source.DOCUMENT}
        assert {names[key]: value for key, value in told.items() if key in names and value} == {
            name: read[name] for name in names.values() if name in read
        }
