"""What is read from AVI."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import avi as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from tests.makers.avi import SAMPLES, avi, further
from tests.makers.isomedia import AIGC
from tests.makers.packets import ARTIST, GENERATED
from tests.makers.wave import info
from tests.makers.webp import chunk
from tests.makers.witness import exiftool

(AVI,) = module.CARRIERS


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in AVI.read(io.BytesIO(data))]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_form_decides(name):
    assert (AVI.score(SAMPLES[name](), ".avi"), AVI.score(SAMPLES[name](), "")) == (11, 10)


def test_other_forms_are_not_ours():
    assert AVI.score(b"RIFF\0\0\0\0WAVE", ".avi") == AVI.score(b"", ".avi") == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("avi/clean-empty", []),
        ("avi/labelled-dst", [(Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)]),
        ("avi/labelled-second", [(Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)]),
        ("avi/labelled-tc260", [(Source.TAG, "AIGC", AIGC)]),
        ("avi/personal-artist", [(Source.TAG, "IART", ARTIST)]),
    ],
)
def test_what_the_samples_hold(name, expected):
    assert facts(SAMPLES[name]()) == expected


def test_texts_inside_and_outside_lists():
    data = avi(chunk(b"IDIT", b"MON NOV 23 2026\n\0"), before=info(ISFT="Runway"))
    assert facts(data) == [(Source.TAG, "ISFT", "Runway"), (Source.TAG, "IDIT", "MON NOV 23 2026")]


def test_what_lies_among_the_pictures_is_not_read():
    pictures = chunk(b"LIST", b"movi" + chunk(b"AIGC", AIGC.encode()))
    assert facts(avi(before=pictures)) == []


def test_a_damaged_chunk_does_not_hide_the_next_form():
    data = avi(chunk(b"_PMX", b"<x")) + further(info(IART=ARTIST))
    assert facts(data) == [(Source.STRUCTURE, "damaged", "broken.xml"), (Source.TAG, "IART", ARTIST)]


def test_the_manifest_chunk():
    assert AVI.holds_manifest(io.BytesIO(avi(chunk(b"C2PA", bytes(8)))))
    assert not AVI.holds_manifest(io.BytesIO(avi()))


def test_a_cut_file():
    with pytest.raises(BrokenFile) as caught:
        facts(SAMPLES["avi/broken-length"]())
    assert caught.value.problem.key == "broken.truncated"


def test_another_program_reads_the_same(tmp_path):
    path = tmp_path / "film.avi"
    path.write_bytes(SAMPLES["avi/labelled-dst"]())
    assert GENERATED in exiftool(path, "XMP-iptcExt:DigitalSourceType#").values()


@pytest.mark.corpus
def test_a_real_file(corpus):
    data = (corpus / "video/test.avi").read_bytes()
    assert AVI.score(data[:65536], ".avi") == 11
    assert facts(data) == [(Source.TAG, "ISFT", "Lavf57.19.100")]
