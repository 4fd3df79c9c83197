"""What is read from WAV, RF64 and BW64."""

from __future__ import annotations

import io
import struct

import pytest

from sensus_verify.carriers import wave as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from sensus_verify.core.limits import FIELDS
from tests.makers.isomedia import AIGC
from tests.makers.mp3 import SUNO
from tests.makers.packets import ARTIST, GENERATED, xmp_packet
from tests.makers.sparse import SparseFile
from tests.makers.wave import SAMPLES, broadcast, info, long_wave, production, wave
from tests.makers.webp import chunk
from tests.makers.witness import exiftool

(WAV,) = module.CARRIERS


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in WAV.read(io.BytesIO(data))]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_form_decides(name):
    assert (WAV.score(SAMPLES[name](), ".wav"), WAV.score(SAMPLES[name](), "")) == (11, 10)


@pytest.mark.parametrize("head", [b"RIFF\0\0\0\0AVI ", b"RIFX\0\0\0\0WAVE", b"RIFF", b""])
def test_other_forms_are_not_ours(head):
    assert WAV.score(head, ".wav") == 0


def test_silence_says_nothing():
    assert facts(wave()) == facts(long_wave()) == []


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("wav/labelled-dst", (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)),
        ("wav/labelled-long", (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)),
        ("wav/labelled-tc260", (Source.TAG, "AIGC", AIGC)),
        ("wav/traced-suno", (Source.TAG, "COMM", SUNO)),
        ("wav/personal-artist", (Source.TAG, "IART", ARTIST)),
    ],
)
def test_what_the_samples_hold(name, fact):
    assert facts(SAMPLES[name]()) == [fact]


def test_info_texts_in_both_encodings():
    old = chunk(b"LIST", b"INFO" + chunk(b"ICMT", "märkt".encode("cp1252") + b"\0junk"))
    assert [value for _, _, value in facts(wave(info(ICMT="märkt"), old))] == ["märkt", "märkt"]


def test_the_broadcast_extension():
    assert facts(wave(broadcast("Intervju", "Sensus", "A=PCM"))) == [
        (Source.TAG, "bext:Description", "Intervju"),
        (Source.TAG, "bext:Originator", "Sensus"),
        (Source.TAG, "bext:CodingHistory", "A=PCM"),
    ]
    assert facts(wave(chunk(b"bext", b"kort"))) == [(Source.TAG, "bext:Description", "kort")]


def test_production_data():
    xml = "<BWFXML><NOTE> AI-märkt </NOTE><SPEED><NOTE/></SPEED><PROJECT>P</PROJECT><!-- no --></BWFXML>"
    expected = [(Source.TAG, "iXML:NOTE", "AI-märkt"), (Source.TAG, "iXML:PROJECT", "P")]
    assert facts(wave(production(xml + "\0\0"))) == expected


@pytest.mark.parametrize(
    ("damaged", "key"),
    [
        (production("<BWFXML>"), "broken.xml"),
        (production("<BWFXML>" + "<NOTE/>" * FIELDS + "</BWFXML>"), "broken.tooMany"),
        (production('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "broken.doctype"),
        (chunk(b"id3 ", b"nothing of the kind"), "broken.structure"),
        (chunk(b"_PMX", b"<x"), "broken.xml"),
    ],
)
def test_a_damaged_chunk_does_not_hide_the_next(damaged, key):
    assert facts(wave(damaged, info(IART=ARTIST))) == [
        (Source.STRUCTURE, "damaged", key),
        (Source.TAG, "IART", ARTIST),
    ]


def test_the_manifest_chunk():
    assert WAV.holds_manifest(io.BytesIO(wave(chunk(b"C2PA", bytes(8)))))
    assert not WAV.holds_manifest(io.BytesIO(wave(info(C2PA="text"))))


def test_a_cut_file():
    with pytest.raises(BrokenFile) as caught:
        facts(SAMPLES["wav/broken-length"]())
    assert caught.value.problem.key == "broken.truncated"


def test_a_large_file_costs_only_its_headers():
    size = (4 << 30) - 4096
    tail = chunk(b"_PMX", xmp_packet())
    head = struct.pack("<4sI4s4sI", b"RIFF", 12 + size + len(tail), b"WAVE", b"data", size)
    file = SparseFile(20 + size + len(tail), {0: head, 20 + size: tail})
    assert [field.value for field in WAV.read(file)] == [GENERATED]
    assert file.bytes_read < 1000


@pytest.mark.parametrize(
    ("sample", "name", "value"),
    [
        ("wav/labelled-dst", "XMP-iptcExt:DigitalSourceType#", GENERATED),
        ("wav/labelled-long", "XMP-iptcExt:DigitalSourceType#", GENERATED),
        ("wav/traced-suno", "ID3:Comment", SUNO),
    ],
)
def test_another_program_reads_the_same(tmp_path, sample, name, value):
    path = tmp_path / "sound.wav"
    path.write_bytes(SAMPLES[sample]())
    assert value in exiftool(path, name).values()
    assert value in [found for _, _, found in facts(path.read_bytes())]


@pytest.mark.corpus
def test_a_real_file(corpus):
    data = (corpus / "audio/sample1.wav").read_bytes()
    found = facts(data)
    assert (Source.TAG, "IART", "Kevin MacLeod") in found
    assert (Source.TAG, "TPE1", "Kevin MacLeod") in found
    assert len(found) == 8
