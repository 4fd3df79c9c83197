"""What is read from Ogg and Opus."""

from __future__ import annotations

import io

import mutagen
import pytest

from sensus_verify.carriers import ogg as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from tests.makers import ogg as made
from tests.makers.flac import STREAM_INFO, block, comments
from tests.makers.isomedia import AIGC
from tests.makers.packets import ARTIST, GENERATED

OGG, OPUS = module.CARRIERS


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in OGG.read(io.BytesIO(data)) if field.name != "VENDOR"]


@pytest.mark.parametrize("sample", sorted(made.SAMPLES))
def test_the_first_packet_decides(sample):
    data = made.SAMPLES[sample]()
    ours, other = (OPUS, OGG) if sample.startswith("opus") else (OGG, OPUS)
    assert (ours.score(data, f".{ours.name}"), ours.score(data, ""), other.score(data, "")) == (11, 10, 0)


def test_opus_may_be_called_ogg():
    assert OPUS.score(made.opus(), ".ogg") == 11


@pytest.mark.parametrize(
    ("sample", "fact"),
    [
        ("ogg/labelled-dst", ("DIGITALSOURCETYPE", GENERATED)),
        ("ogg/labelled-tc260", ("AIGC", AIGC)),
        ("ogg/personal-artist", ("ARTIST", ARTIST)),
        ("opus/labelled-dst", ("DIGITALSOURCETYPE", GENERATED)),
    ],
)
def test_comments_are_read(sample, fact):
    assert facts(made.SAMPLES[sample]()) == [(Source.TAG, *fact)]


@pytest.mark.parametrize("segments", [1, 2, 3, 255])
def test_a_comment_packet_over_several_pages(segments):
    assert facts(made.vorbis(f"A={'x' * 2000}", f"AIGC={AIGC}", segments=segments))[-1] == (Source.TAG, "AIGC", AIGC)


@pytest.mark.parametrize("length", range(225, 260))
def test_packets_whose_length_fills_a_segment(length):
    assert facts(made.vorbis(f"A={'x' * length}")) == [(Source.TAG, "A", "x" * length)]


def test_flac_and_theora_in_ogg():
    flac = made.ogg(b"\x7fFLAC\1\0\0\1fLaC" + block(0, STREAM_INFO), block(4, comments("AIGC=1")))
    theora = made.ogg(b"\x80theora" + bytes(30), b"\x81theora" + comments("AIGC=2"))
    speex = made.ogg(b"Speex   " + bytes(72), comments("AIGC=3"))
    assert [facts(data)[0][2] for data in (flac, theora, speex)] == ["1", "2", "3"]


def test_several_streams_in_one_file():
    first, second = (made.vorbis("AIGC=1"), made.ogg(b"\x80theora", b"\x81theora" + comments("AIGC=2"), serial=8))
    heads = (made.page(made.lacing_of(made.VORBIS), made.VORBIS, number=0, flags=made.BEGINNING), second[: 27 + 1 + 7])
    data = b"".join(heads) + second[len(heads[1]) :] + first[len(heads[0]) :]
    assert [value for _, _, value in facts(data)] == ["2", "1"]


def test_a_stream_that_ends_without_comments():
    end = made.page(b"\3", b"abc", number=1, flags=made.END)
    first = made.page(made.lacing_of(made.VORBIS), made.VORBIS, number=0, flags=made.BEGINNING)
    assert facts(first + end) == []


def test_damaged_comments_are_named():
    data = made.ogg(made.VORBIS, b"\x03vorbis" + comments("A=1")[:-1])
    assert facts(data) == [(Source.STRUCTURE, "damaged", "broken.truncated")]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (made.vorbis()[:-1], "broken.truncated"),
        (made.vorbis()[:60], "broken.truncated"),
        (made.vorbis()[:58] + b"nope" + bytes(40), "broken.structure"),
    ],
)
def test_damage_is_named(data, key):
    with pytest.raises(BrokenFile) as caught:
        facts(data)
    assert caught.value.problem.key == key


def test_a_comment_packet_over_the_limit(monkeypatch):
    monkeypatch.setattr(module, "INFLATED", 5000)
    with pytest.raises(BrokenFile) as caught:
        facts(made.vorbis(f"A={'x' * 6000}", segments=5))
    assert caught.value.problem.key == "broken.tooLarge"


@pytest.mark.parametrize("sample", ["ogg/personal-artist", "opus/labelled-pages"])
def test_another_library_reads_the_same(sample):
    data = made.SAMPLES[sample]()
    other = mutagen.File(io.BytesIO(data))
    assert {(name.upper(), value) for name, values in other.tags.items() for value in values} == {
        (name, value) for _, name, value in facts(data)
    }
