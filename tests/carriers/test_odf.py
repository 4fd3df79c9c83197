"""What OpenDocument files state, and who stands in them."""

from __future__ import annotations

import io
import json

import pytest

from sensus_verify.carriers import carrier_for, odf
from sensus_verify.core.evidence import Field, Source
from tests.makers import odf as makers
from tests.makers.ooxml import RECORD
from tests.makers.witness import exiftool


def _fields(sample: str) -> list[Field]:
    return list(odf.CARRIERS[0].read(io.BytesIO(makers.SAMPLES[sample]())))


def _values(sample: str, name: str) -> list[str]:
    return [field.value for field in _fields(sample) if field.name == name]


@pytest.mark.parametrize("sample", makers.SAMPLES)
@pytest.mark.parametrize("suffix", ["", ".zip", ".docx"])
def test_the_mimetype_decides_the_format_whatever_the_suffix(sample, suffix):
    assert carrier_for(makers.SAMPLES[sample](), suffix).name == sample.partition("/")[0]


@pytest.mark.parametrize("sample", ["odt/labelled-record", "ods/labelled-record", "odp/labelled-record"])
def test_our_record_is_read_from_the_user_defined_properties(sample):
    assert _values(sample, "SensusAI.aiUse") == ["partlyGenerated"]
    assert json.loads(_values(sample, "SensusAI.record")[0]) == RECORD


def test_authors_stand_in_the_metadata():
    read = {field.name: field.value for field in _fields("odt/personal-author") if field.source is Source.DOCUMENT}
    assert read == {
        "meta:generator": "LibreOffice/7.4",
        "meta:initial-creator": "Åsa Ek",
        "dc:creator": "Bo Al",
        "meta:printed-by": "Cia Dal",
        "meta:template": "/home/asa/mall.ott",
    }


def test_authors_of_changes_and_annotations_are_listed_once():
    assert _values("odt/personal-author", "trackedChange") == ["Åsa Ek, 2026-01-02T03:04:05"]
    assert _values("odt/personal-author", "commentAuthor") == ["Bo Al"]


def test_pictures_and_signatures_are_named():
    assert _values("odt/personal-author", "member") == ["Pictures/1.png"]
    assert len(_values("odt/personal-author", "digitalSignature")) == 1


def test_an_encrypted_document_says_so_and_gives_what_is_clear():
    fields = _fields("odt/personal-locked")
    assert [f.where for f in fields if f.name == "encrypted"] == ["META-INF/manifest.xml"]
    assert "Åsa Ek" in [f.value for f in fields]
    assert not [f for f in fields if f.name == "damaged"]


@pytest.mark.parametrize(
    ("sample", "where", "reason", "name"),
    [
        ("odt/broken-bomb", "content.xml", "broken.tooLarge", "dc:creator"),
        ("odt/broken-meta", "meta.xml", "broken.xml", "commentAuthor"),
    ],
)
def test_a_damaged_part_is_named_and_hides_no_other(sample, where, reason, name):
    fields = _fields(sample)
    assert [(f.where, f.value) for f in fields if f.name == "damaged"] == [(where, reason)]
    assert [f.value for f in fields if f.name == name] == ["Bo Al"]


@pytest.mark.corpus
def test_real_files_say_what_exiftool_reads(corpus):
    for file in sorted(corpus.glob("office/*.od?")):
        told = exiftool(file, "Creator", "Initial-creator", "Generator")
        with file.open("rb") as stream:
            assert carrier_for(stream.read(64 << 10), "").name == file.suffix[1:]
            stream.seek(0)
            read = {field.name: field.value for field in odf.CARRIERS[0].read(stream)}
        assert told["Creator"] == read["dc:creator"]
        assert told["Generator"] == read["meta:generator"]
        assert told.get("Initial-creator") == read.get("meta:initial-creator")
