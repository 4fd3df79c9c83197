"""What is read of SVG pictures, and what is passed over."""

from __future__ import annotations

import gzip
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.carriers.svg import CARRIERS
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import XML_BYTES
from tests.makers.packets import GENERATED
from tests.makers.svg import SAMPLES, billion_laughs, labelled, picture

(SVG,) = CARRIERS


def read(data: bytes) -> list[Field]:
    return list(SVG.read(io.BytesIO(data)))


def found(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in read(data)]


@pytest.mark.parametrize("sample", ["svg/labelled-xmp", "svg/labelled-packed"])
def test_the_packet_in_metadata_is_read_plain_and_packed(sample):
    assert found(SAMPLES[sample]()) == [(Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)]


def test_titles_descriptions_and_comments_are_fields():
    data = picture("<title>Kök</title><g><desc> ett </desc></g><!-- two -->", before="<!-- one -->")
    assert found(data) == [
        (Source.COMMENT, "comment", "one"),
        (Source.DOCUMENT, "title", "Kök"),
        (Source.DOCUMENT, "desc", "ett"),
        (Source.COMMENT, "comment", "two"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_pictures_in_other_encodings_are_known_and_read(encoding):
    text = picture("<title>Kök</title>").decode()
    data = (text if encoding != "utf-16-be" else "\ufeff" + text).encode(encoding)
    assert SVG.score(data, "") == 10
    assert found(data) == [(Source.DOCUMENT, "title", "Kök")]


def test_scripts_and_what_they_hold_state_nothing():
    assert not read(SAMPLES["svg/clean-script"]())


def test_entities_that_multiply_are_not_expanded():
    assert all("ha" not in field.value for field in read(billion_laughs(levels=3)))
    start = time.perf_counter()
    with pytest.raises(BrokenFile):  # the XML library counts, and stops
        read(billion_laughs())
    assert time.perf_counter() - start < 1


def test_an_entity_from_outside_is_not_loaded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hemligt")
    data = picture("<title>&a;</title>", before=f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{secret.as_uri()}">]>')
    assert all("hemligt" not in field.value for field in read(data))


def test_a_packed_picture_that_grows_beyond_the_limit_is_refused():
    with pytest.raises(BrokenFile) as caught:
        read(gzip.compress(picture("<g/>" * (XML_BYTES // 4))))
    assert caught.value.problem.key == "broken.tooLarge"


def test_more_packets_than_anybody_writes_are_not_all_read():
    packet = labelled()[labelled().index(b"<x:") : labelled().index(b"</metadata>")].decode()
    fields = found(picture("<metadata>" + packet * 40 + "</metadata>"))
    assert fields[-1] == (Source.STRUCTURE, "damaged", "broken.tooMany")


@pytest.mark.parametrize("data", [b"", b"<svg", b"<html/>", b"<svg>&a;</svg", picture()[:-1], gzip.compress(b"x")])
def test_what_is_no_picture_is_a_broken_file(data):
    with pytest.raises(BrokenFile):
        read(data)


def test_a_manifest_is_seen():
    data = picture('<metadata><c2pa:manifest xmlns:c2pa="http://c2pa.org/manifest">AAAA</c2pa:manifest></metadata>')
    assert SVG.holds_manifest is not None
    assert SVG.holds_manifest(io.BytesIO(data))
    assert not SVG.holds_manifest(io.BytesIO(labelled()))


@settings(max_examples=60)
@given(st.integers(0, 600), st.binary(max_size=6))
def test_damage_gives_fields_or_a_broken_file(position, damage):
    data = labelled()
    data = data[:position] + damage + data[position + len(damage) :]
    try:
        fields = read(data)
    except BrokenFile:
        return
    assert all(isinstance(field.value, str) for field in fields)


@pytest.mark.corpus
def test_a_real_picture_with_xmp(corpus):
    fields = found((corpus / "images/sample1.svg").read_bytes())
    assert (Source.XMP, "dc:title", "This is an XMP test") in fields
