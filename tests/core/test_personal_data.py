"""What in metadata is about people, and what is not."""

from __future__ import annotations

import json
import time

import pytest

from sensus_verify.core.evidence import Field, PersonalKind, Removal, Source
from sensus_verify.core.personal_data import personal_data, shortened
from sensus_verify.core.traces import load_rules, traces
from sensus_verify.resources import resource
from tests.core.generator_fields import BY_GENERATOR, JOB, ORDINARY, c2pa, chunk, exif, tag, xmp

RULES = load_rules(resource("generators.toml").read_text("utf-8"))


def found(*fields: Field):
    return [(item.kind.value, item.removal.value) for item in personal_data(fields, traces(fields, RULES))]


def document(name: str, value: str, where: str = "docProps/core.xml") -> Field:
    return Field(source=Source.DOCUMENT, name=name, value=value, where=where)


def structure(name: str, value: str) -> Field:
    return Field(source=Source.STRUCTURE, name=name, value=value, where="word/document.xml")


@pytest.mark.parametrize(
    ("field", "kind", "removal"),
    [
        (exif("GPSPosition", "59.32930, 18.06860"), "gps", "remove"),
        (xmp("exif:GPSLatitude", "59,19.7N"), "gps", "remove"),
        (xmp("Iptc4xmpExt:LocationShown/Iptc4xmpExt:City", "Stockholm"), "gps", "remove"),
        (Field(source=Source.IPTC, name="City", value="Stockholm"), "gps", "remove"),
        (tag("©xyz", "+59.3293+018.0686/"), "gps", "remove"),
        (exif("CameraOwnerName", "Jane Doe"), "name", "remove"),
        (xmp("Iptc4xmpExt:AIPromptWriterName", "Jane Doe"), "name", "remove"),
        (xmp("Iptc4xmpExt:LocationCreated/exif:GPSLatitude", "59,19.7N"), "gps", "remove"),
        (chunk("exif:Artist", "Jane Doe"), "name", "choice"),
        (chunk("exif:GPSLatitude", "59/1, 19/1, 45/1"), "gps", "remove"),
        (chunk("exif:BodySerialNumber", "1234567"), "serial", "remove"),
        (exif("Photographer", "Jane Doe"), "name", "choice"),
        (exif("ImageEditor", "Jane Doe"), "name", "choice"),
        (exif("CameraSerialNumber", "1234567"), "serial", "remove"),
        (tag("artist", "Jane Doe"), "name", "choice"),
        (tag("auth", "Jane Doe"), "name", "choice"),
        (tag("perf", "Jane Doe"), "name", "choice"),
        (tag("comment", "to Jane"), "comment", "choice"),
        (tag("TXXX:comment", "to Jane"), "comment", "choice"),
        (document("For", "Jane Doe"), "author", "remove"),
        (document("meta:printed-by", "Jane Doe"), "author", "remove"),
        (document("meta:template", "/home/jane/letter.ott"), "path", "remove"),
        (exif("Artist", "Jane Doe"), "name", "choice"),
        (xmp("dc:creator", "Jane Doe"), "name", "choice"),
        (tag("TPE1", "Jane Doe"), "name", "choice"),
        (document("dc:creator", "Jane Doe", "EPUB/content.opf"), "name", "choice"),
        (document("dc:creator", "Jane Doe"), "author", "remove"),
        (document("cp:lastModifiedBy", "Jane Doe"), "author", "remove"),
        (document("meta:initial-creator", "Jane Doe", "meta.xml"), "author", "remove"),
        (document("Author", "Jane Doe", "PDF Info"), "author", "remove"),
        (exif("BodySerialNumber", "123456"), "serial", "remove"),
        (xmp("aux:LensSerialNumber", "123456"), "serial", "remove"),
        (exif("ImageUniqueID", "0123456789abcdef"), "serial", "choice"),
        (exif("MakerNote", "1024 bytes"), "serial", "choice"),
        (xmp("xmpMM:DocumentID", "xmp.did:1"), "serial", "choice"),
        (xmp("Iptc4xmpExt:AIPromptInformation", "a boat"), "prompt", "remove"),
        (structure("commentAuthor", "Jane Doe"), "comment", "warn"),
        (structure("trackedChange", "Jane Doe, 2026-01-01"), "trackedChange", "warn"),
        (structure("attachment", "wages.xlsx"), "path", "warn"),
        (xmp("xmpMM:Ingredients/stRef:filePath", "/home/jane/a.psd"), "path", "remove"),
        (exif("HostComputer", "Janes-MacBook"), "path", "remove"),
        (document("Template", "C:\\Users\\jane\\Letter.dotx", "docProps/app.xml"), "path", "remove"),
        (exif("Thumbnail", "4096 bytes"), "preview", "remove"),
    ],
)
def test_kinds_and_what_happens_to_them(field, kind, removal):
    assert found(field) == [(kind, removal)]


@pytest.mark.parametrize(
    "field",
    [
        document("Template", "Normal.dotm", "docProps/app.xml"),
        document("Creator", "Writer", "PDF Info"),
        document("Application", "Microsoft Office Word", "docProps/app.xml"),
        exif("Make", "Canon"),
        exif("Artist", "   "),
        xmp("exif:GPSVersionID", "2.3.0.0"),
        chunk("Description", "A red house"),
        chunk("prompt", "Describe the picture."),
        Field(source=Source.BODY, name="text", value="Write to jane@example.org"),
        structure("member", "word/media/image1.png"),
    ],
)
def test_ordinary_fields_are_no_personal_data(field):
    assert found(field) == []


def test_a_telephone_that_repeats_its_model_is_no_path():
    assert found(exif("Model", "iPhone 13"), exif("HostComputer", "iPhone 13")) == []


def test_what_a_credential_repeats_is_only_warned_of():
    assert found(c2pa("exif:GPSLatitude", "59,19.7N")) == [("gps", "warn")]
    assert found(c2pa("prompt", "a boat")) == [("prompt", "warn")]
    assert found(c2pa("claim_generator", "Own tool jane@example.org")) == []


@pytest.mark.parametrize(
    "name", ["AUTOMATIC1111", "AUTOMATIC1111 in JPEG", "ComfyUI", "InvokeAI", "InvokeAI 3", "NovelAI", "Fooocus"]
)
def test_a_field_that_a_trace_identifies_holds_a_prompt(name):
    assert ("prompt", "remove") in found(*BY_GENERATOR[name])


@pytest.mark.parametrize("name", ORDINARY)
def test_fields_without_a_trace_hold_no_prompt(name):
    assert PersonalKind.PROMPT not in {kind for kind, _ in found(*ORDINARY[name])}


def test_midjourney_writes_the_name_of_the_account():
    fields = [*BY_GENERATOR["Midjourney"], xmp("Iptc4xmpExt:DigitalImageGUID", JOB)]
    assert found(*fields) == [("account", "remove"), ("prompt", "remove"), ("account", "remove")]


def test_an_author_without_midjourney_is_a_credited_creator():
    assert found(chunk("Author", "Jane Doe")) == [("name", "choice")]


def test_marks_of_origin_that_point_to_accounts_are_kept():
    assert found(*BY_GENERATOR["xAI Grok"]) == [("account", "keep")]
    label = {"Label": "1", "ContentProducer": "Own", "ProduceID": "123"}
    assert found(tag("AIGC", json.dumps(label))) == [("account", "keep")]
    assert found(tag("AIGC", '{"Label": "1", "ContentProducer": "Own"}')) == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Contact jane.doe+x@mail.example.org, please", ["jane.doe+x@mail.example.org"]),
        ("<jane@example.org>; john@example.org", ["jane@example.org", "john@example.org"]),
        ("logo@2x.png icon@3x.svg", []),
        ("@handle and a @ b and x@y", []),
        ("price 5@3.50", []),
    ],
)
def test_addresses_in_texts(text, addresses):
    items = personal_data([xmp("dc:description", text)], ())
    assert [item.value for item in items] == addresses
    assert {item.removal for item in items} <= {Removal.CHOICE}


def test_the_contact_of_a_record_is_an_office_and_no_person():
    record = json.dumps({"aiUse": "edited", "contact": "ai@sensus.se", "recordId": "urn:uuid:1"})
    line = Field(source=Source.COMMENT, name="AI-Disclosure", value="aiUse=edited; contact=ai@sensus.se")
    single = document("SensusAI.contact", "ai@sensus.se")
    assert found(xmp("sensusai:record", record), xmp("sensusai:contact", "ai@sensus.se"), line, single) == []


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000 + "@", "a@" * 500_000, "a@a." * 250_000, "@" * 1_000_000, "a.a" * 300_000 + "@"]
)
def test_no_text_takes_long(text):
    start = time.perf_counter()
    personal_data([xmp("dc:description", text)] * 20, ())
    assert time.perf_counter() - start < 2


def test_the_same_is_said_once():
    assert len(found(exif("Artist", "Jane Doe"), exif("Artist", "Jane Doe"))) == 1


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("59.32930, 18.06860", PersonalKind.GPS, "59.3…"),
        ("Jane Doe", PersonalKind.NAME, "Ja…"),
        ("J", PersonalKind.NAME, "J…"),
        ("4096 bytes", PersonalKind.PREVIEW, "4096 bytes"),
        ("\u202eevil text", PersonalKind.PROMPT, "[U+2…"),
        ("", PersonalKind.PROMPT, ""),
    ],
)
def test_values_are_shortened_for_showing(value, kind, shown):
    assert shortened(value, kind) == shown
