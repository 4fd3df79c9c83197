"""What documents of Office 97 to 2003 state about people, and that encrypted ones are said to be."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.carriers import carrier_for, ole
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field
from tests.makers import ole as makers
from tests.makers.witness import exiftool


def _fields(data: bytes) -> list[Field]:
    return list(ole.CARRIERS[0].read(io.BytesIO(data)))


def _pairs(sample: str) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in _fields(makers.SAMPLES[sample]())]


@pytest.mark.parametrize("sample", makers.SAMPLES)
def test_the_first_bytes_decide(sample):
    assert carrier_for(makers.SAMPLES[sample](), ".docx").name == "ole"


def test_people_are_read_in_both_forms_of_text():
    assert _pairs("ole/personal-author") == [
        ("Author", "Åsa Ek"),
        ("lastAuthor", "Bo Ål"),
        ("Template", "Mall.dot"),
        ("Application", "Microsoft Word 11.0"),
        ("Manager", "Cia"),
        ("Company", "Sensus"),
    ]


def test_a_property_set_in_the_mini_stream_is_read():
    assert _pairs("ole/personal-small") == [("Author", "Åsa Ek")]


def test_custom_properties_are_read_by_the_names_they_bring():
    read = dict(_pairs("ole/labelled-record"))
    assert json.loads(read["SensusAI.record"])["aiUse"] == "assisted"
    assert read["AIGC"] == "{}"


def test_what_stands_in_the_text_by_chance_is_no_field():
    assert _pairs("ole/clean-plain") == []


def test_an_encrypted_document_says_so():
    assert _pairs("ole/clean-locked") == [("encrypted", "EncryptedPackage")]


def test_a_damaged_property_set_is_named():
    assert [name for name, _ in _pairs("ole/broken-properties")] == ["damaged"]


@pytest.mark.parametrize("sample", ["ole/broken-cut", "ole/broken-circle"])
def test_a_directory_that_cannot_be_followed_is_broken(sample):
    with pytest.raises(BrokenFile):
        _fields(makers.SAMPLES[sample]())


_SOUND = makers.SAMPLES["ole/personal-author"]()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=8))
def test_any_damage_ends_in_fields_or_in_broken_file(changes):
    data = bytearray(_SOUND)
    for at, value in changes:
        data[at] = value
    try:
        fields = _fields(bytes(data))
    except BrokenFile:
        return
    assert all(field.name for field in fields)


@pytest.mark.corpus
def test_a_real_workbook_gives_who_saved_it_and_nothing_about_ai(corpus):
    file = corpus / "office" / "47847.xls"
    fields = _fields(file.read_bytes())
    assert {f.name: f.value for f in fields}["lastAuthor"] == exiftool(file, "LastModifiedBy")["LastModifiedBy"]
    assert not [f for f in fields if "TC260" in f.name + f.value or "AIGC" in f.name]
