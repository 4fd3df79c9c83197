"""What is read from FLAC."""

from __future__ import annotations

import io
import struct

import pytest

from sensus_verify.carriers import flac as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from tests.makers.flac import COMMENTS, SAMPLES, STREAM_INFO, block, comments, flac
from tests.makers.isomedia import AIGC
from tests.makers.mp3 import enclosed, id3
from tests.makers.packets import ARTIST, GENERATED
from tests.makers.witness import exiftool

(FLAC,) = module.CARRIERS


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in FLAC.read(io.BytesIO(data))]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_signature_decides(name):
    assert (FLAC.score(SAMPLES[name](), ".flac"), FLAC.score(SAMPLES[name](), "")) == (11, 10)


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("flac/labelled-dst", ("DIGITALSOURCETYPE", GENERATED)),
        ("flac/labelled-tc260", ("AIGC", AIGC)),
        ("flac/personal-artist", ("ARTIST", ARTIST)),
    ],
)
def test_comments_are_read(name, fact):
    assert facts(SAMPLES[name]()) == [(Source.TAG, "VENDOR", "by hand"), (Source.TAG, *fact)]


def test_a_tag_before_the_signature_is_passed_over_and_named():
    data = SAMPLES["flac/clean-manifest"]()
    assert [name for _, name, _ in facts(data)] == ["GEOB:application/c2pa", "VENDOR"]
    assert FLAC.holds_manifest(io.BytesIO(data))
    assert not FLAC.holds_manifest(io.BytesIO(flac()))


def test_the_place_of_the_block_is_told():
    data = flac("A=1", before=id3(padding=10))
    field = list(FLAC.read(io.BytesIO(data)))[-1]
    assert data[field.offset] == COMMENTS


def test_damaged_comments_do_not_break_the_file():
    blocks = block(0, STREAM_INFO) + block(COMMENTS, comments("A=1")[:-1]) + block(COMMENTS, comments(), last=True)
    assert [(name, value) for _, name, value in facts(b"fLaC" + blocks)] == [
        ("VENDOR", "by hand"),
        ("damaged", "broken.truncated"),
        ("VENDOR", "by hand"),
    ]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (id3(enclosed()) + b"nothing more", "broken.structure"),
        (b"fLaC", "broken.truncated"),
        (b"fLaC" + block(0, STREAM_INFO), "broken.truncated"),
        (b"fLaC" + struct.pack(">I", 0x04FFFFFF), "broken.truncated"),
    ],
)
def test_damage_is_named(data, key):
    with pytest.raises(BrokenFile) as caught:
        facts(data)
    assert caught.value.problem.key == key


def test_another_program_reads_the_same(tmp_path):
    path = tmp_path / "sound.flac"
    path.write_bytes(SAMPLES["flac/personal-artist"]())
    assert exiftool(path, "Vorbis:Artist")["Artist"] == ARTIST


@pytest.mark.corpus
def test_a_real_file(corpus):
    data = (corpus / "audio/sample1.flac").read_bytes()
    assert FLAC.score(data[:65536], ".flac") == 11
    assert facts(data) == [(Source.TAG, "VENDOR", "Lavf58.65.100"), (Source.TAG, "ENCODER", "Lavf58.65.100")]
