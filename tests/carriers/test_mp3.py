"""What is read from MP3."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import flac, mp3
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from tests.makers.flac import flac as make_flac
from tests.makers.isomedia import AIGC
from tests.makers.mp3 import SAMPLES, SOUND, SUNO, ape, comment, enclosed, id3, own_text, text, version_1
from tests.makers.packets import ARTIST, GENERATED
from tests.makers.witness import exiftool

(MP3,) = mp3.CARRIERS
(FLAC,) = flac.CARRIERS


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in MP3.read(io.BytesIO(data))]


@pytest.mark.parametrize("name", [name for name in SAMPLES if "/broken-" not in name])
def test_frames_of_sound_decide(name):
    assert (MP3.score(SAMPLES[name](), ".mp3"), MP3.score(SAMPLES[name](), "")) == (11, 10)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        SOUND[:417],
        b"\xff\xfea\0b\0" * 400,
        b"\xff\xfb\x90\0" + bytes(800),
        b"\xff\xf1\x50\x80" * 200,
        b"\xff\xd8\xff\xe0" + bytes(90),
        bytes(5000) + SOUND,
        b"\xff\xff\xff\xff" * 600,
    ],
)
def test_other_bytes_are_not_sound(head):
    assert MP3.score(head, ".mp3") == 0


def test_layers_and_versions():
    second = bytes.fromhex("fff51000") + bytes(11)  # MPEG-2, layer II, 8 kbit/s, 22.05 kHz: 144 * 8000 / 22050
    first = bytes.fromhex("ffff1000") + bytes(28)  # MPEG-1, layer I, 32 kbit/s, 44.1 kHz: 4 * (12 * 32000 / 44100)
    assert MP3.score((second + bytes(52 - len(second))) * 2, "") == 10
    assert MP3.score(first * 2, "") == 10


def test_a_tag_longer_than_what_is_seen_leaves_it_to_the_name():
    long = id3(padding=100_000)[:65_536]
    assert (MP3.score(long, ".mp3"), MP3.score(long, ".flac"), FLAC.score(long, ".flac")) == (11, 5, 6)
    assert FLAC.score(long, ".mp3") == 0


def test_a_tag_before_flac_is_flac():
    data = make_flac(before=id3(enclosed()))
    assert (MP3.score(data, ".mp3"), FLAC.score(data, ".flac")) == (0, 11)


def test_bare_sound_says_nothing():
    assert facts(SOUND) == []


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("mp3/labelled-dst", (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)),
        ("mp3/labelled-tc260", (Source.TAG, "TXXX:AIGC", AIGC)),
        ("mp3/labelled-ape", (Source.TAG, "AIGC", AIGC)),
        ("mp3/traced-suno", (Source.TAG, "COMM", SUNO)),
        ("mp3/personal-artist", (Source.TAG, "TPE1", ARTIST)),
    ],
)
def test_what_the_samples_hold(name, fact):
    assert facts(SAMPLES[name]()) == [fact]


def test_all_tags_before_and_behind_the_sound():
    data = id3(text("TIT2", "Ett")) + id3(own_text("A", "1")) + SOUND + ape(AIGC=AIGC) + version_1("Vid", "Anna")
    assert [name for _, name, _ in facts(data)] == ["TIT2", "TXXX:A", "TIT2", "TPE1", "AIGC"]


def test_a_damaged_tag_does_not_hide_what_stands_behind_the_sound():
    assert facts(id3(b"????" + bytes(6)) + SOUND + version_1("Vid")) == [
        (Source.STRUCTURE, "damaged", "broken.structure"),
        (Source.TAG, "TIT2", "Vid"),
    ]


@pytest.mark.parametrize("size", [b"\xff\xff\xff\x7f", b"\1\0\0\0"])
def test_a_damaged_ape_tag(size):
    tag = ape(AIGC=AIGC)
    assert facts(SOUND + tag[:-20] + size + tag[-16:])[-1] == (Source.STRUCTURE, "damaged", "broken.structure")


def test_an_ape_item_that_does_not_fit():
    tag = bytearray(ape(A="1", B="2"))
    tag[:4] = b"\xff\0\0\0"
    assert facts(SOUND + bytes(tag)) == [(Source.STRUCTURE, "damaged", "broken.structure")]


def test_a_binary_ape_item_is_carried_by_its_size():
    tag = bytearray(ape(Cover="12345"))
    tag[4] = 2
    assert facts(SOUND + bytes(tag)) == [(Source.TAG, "Cover", "5 bytes")]


def test_what_came_before_the_end_of_a_cut_tag_counts():
    read = MP3.read(io.BytesIO(SAMPLES["mp3/broken-tag"]()))
    assert next(read).value == "Vår"
    with pytest.raises(BrokenFile) as caught:
        next(read)
    assert caught.value.problem.key == "broken.truncated"


def test_the_manifest_is_looked_for_in_every_tag():
    assert MP3.holds_manifest(io.BytesIO(id3(comment()) + id3(enclosed()) + SOUND))
    assert not MP3.holds_manifest(io.BytesIO(id3(comment()) + SOUND))


@pytest.mark.parametrize(
    ("sample", "name", "value"),
    [
        ("mp3/labelled-dst", "XMP-iptcExt:DigitalSourceType#", GENERATED),
        ("mp3/labelled-ape", "APE:AIGC", AIGC),
        ("mp3/traced-suno", "ID3:Comment", SUNO),
        ("mp3/personal-artist", "ID3:Artist", ARTIST),
    ],
)
def test_another_program_reads_the_same(tmp_path, sample, name, value):
    path = tmp_path / "sound.mp3"
    path.write_bytes(SAMPLES[sample]())
    assert value in exiftool(path, name).values()
    assert value in [found for _, _, found in facts(path.read_bytes())]


@pytest.mark.corpus
def test_a_real_file(corpus):
    data = (corpus / "audio/sample1.mp3").read_bytes()
    assert MP3.score(data[:65536], ".mp3") == 11
    assert facts(data) == [(Source.TAG, "TSSE", "Lavf57.83.100")]
