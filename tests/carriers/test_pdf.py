"""What PDF files state, who stands in them, and what is attached."""

from __future__ import annotations

import io
import json

import pytest

from sensus_verify.carriers import carrier_for, pdf
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from tests.makers import pdf as makers
from tests.makers.ooxml import RECORD
from tests.makers.witness import exiftool

_CARRIER = pdf.CARRIERS[0]
assert _CARRIER.holds_manifest is not None


def _fields(sample: str) -> list[Field]:
    return list(_CARRIER.read(io.BytesIO(makers.SAMPLES[sample]())))


def _values(sample: str, name: str) -> list[str]:
    return [field.value for field in _fields(sample) if field.name == name]


@pytest.mark.parametrize("sample", makers.SAMPLES)
@pytest.mark.parametrize("suffix", ["", ".ai", ".pdf", ".docx"])
def test_the_header_decides_also_behind_other_lines(sample, suffix):
    assert carrier_for(makers.SAMPLES[sample](), suffix).name == "pdf"


def test_our_record_and_tc260_are_read():
    read = {(f.source, f.name): f for f in _fields("pdf/labelled-record")}
    assert json.loads(read[Source.DOCUMENT, "AIGC"].value) == RECORD
    packet = read[Source.XMP, "sensusai:aiUse"]
    assert (packet.value, packet.where) == ("partlyGenerated", "catalog /Metadata")
    data = makers.SAMPLES["pdf/labelled-record"]()
    assert data[packet.offset :].startswith(b"5 0 obj")


def test_packets_of_pages_and_pictures_are_read_also_within_forms():
    read = {(f.name, f.value.rpartition("/")[2], f.where) for f in _fields("pdf/labelled-picture")}
    assert read == {
        ("xmp:CreatorTool", "Page", "page 1 /Metadata"),
        ("Iptc4xmpExt:DigitalSourceType", "trainedAlgorithmicMedia", "page 1 picture /Metadata"),
        ("xmp:CreatorTool", "Inner", "page 1 picture /Metadata"),
    }


def test_information_is_read_without_slashes_and_without_empty_values():
    read = {f.name: f.value for f in _fields("pdf/personal-author") if f.source is Source.DOCUMENT}
    assert read == {"Author": "Åsa Ek", "Producer": "Skia/PDF", "Creator": "Writer", "Trapped": "False"}


def test_authors_of_annotations_are_listed_once_and_names_of_form_fields_are_none():
    assert _values("pdf/personal-author", "annotationAuthor") == ["Bo", "Cia"]


def test_attachments_are_named_but_credentials_are_none():
    assert _values("pdf/personal-author", "attachment") == ["data.csv", "pinned.doc"]


def test_a_signature_is_told_an_empty_signature_field_is_not():
    assert _values("pdf/personal-author", "digitalSignature") == ["Dan"]


@pytest.mark.parametrize("sample", ["pdf/clean-junk", "pdf/clean-badtable"])
def test_a_wrong_table_is_repaired(sample):
    assert _values(sample, "Title") == ["x"]


@pytest.mark.parametrize(
    ("sample", "name", "value"),
    [
        ("pdf/broken-bomb", "Title", "bomb"),
        ("pdf/broken-metadata", "Author", "A"),
        ("pdf/broken-deep", "Title", "deep"),
    ],
)
def test_damage_is_told_and_hides_nothing_else(sample, name, value):
    assert _values(sample, "damaged")
    assert _values(sample, name) == [value]


@pytest.mark.parametrize("sample", ["pdf/broken-cut", "pdf/broken-nowhere"])
def test_a_file_without_end_or_catalog_is_broken(sample):
    with pytest.raises(BrokenFile):
        _fields(sample)


def test_credentials_show_by_their_relationship():
    assert _CARRIER.holds_manifest(io.BytesIO(makers.SAMPLES["pdf/personal-author"]()))
    assert not _CARRIER.holds_manifest(io.BytesIO(makers.SAMPLES["pdf/clean-plain"]()))
    with pytest.raises(BrokenFile):  # nobody can tell
        _CARRIER.holds_manifest(io.BytesIO(makers.SAMPLES["pdf/broken-cut"]()))


@pytest.mark.corpus
def test_real_files_say_what_exiftool_reads(corpus):
    names = ("Author", "Producer", "Title", "Creator")
    for file in sorted(corpus.glob("pdf/*.pdf")):
        told = exiftool(file, *(f"PDF:{name}" for name in names), "XMP-xmp:CreatorTool", "XMP-xmpMM:DocumentID")
        with file.open("rb") as stream:
            fields = list(_CARRIER.read(stream))
        read = {field.name.rpartition(":")[2]: field.value for field in fields}
        assert not [field for field in fields if field.name == "damaged"], file.name
        for name in (*names, "CreatorTool", "DocumentID"):
            if told.get(name):
                assert read[name] == str(told[name]), (file.name, name)


@pytest.mark.corpus
def test_real_files_that_need_a_password_say_so(corpus):
    for name in ("basic-password.pdf", "libreoffice-writer-password.pdf"):
        with (corpus / "pdf" / name).open("rb") as stream:
            assert [field.name for field in _CARRIER.read(stream)] == ["encrypted"]


@pytest.mark.corpus
def test_a_real_signed_file_is_told_from_an_unsigned_one_and_its_clear_metadata_are_read(corpus):
    with (corpus / "pdf" / "basic-signed.pdf").open("rb") as stream:  # encrypted, but for its metadata
        fields = {field.name: field.value for field in _CARRIER.read(stream)}
    assert fields["digitalSignature"] == "adbe.pkcs7.detached"
    assert fields["xmp:CreatorTool"] == "Acrobat Pro 23.1.20143"


@pytest.mark.corpus
def test_the_real_file_with_credentials_is_recognised(corpus):
    with (corpus / "credentials" / "adobe-20240110-single_manifest_store.pdf").open("rb") as stream:
        assert _CARRIER.holds_manifest(stream)
