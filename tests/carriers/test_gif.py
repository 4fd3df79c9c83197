"""What is read from GIF."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sensus_verify.carriers import gif as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.room import Room
from tests.makers.gif import HEADER, IMAGE, SAMPLES, TRAILER, application, comment, gif, sub_blocks, xmp
from tests.makers.packets import ARTIST, GENERATED, xmp_packet

(GIF,) = module.CARRIERS


def fields(data: bytes) -> list[Field]:
    return list(GIF.read(io.BytesIO(data)))


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in fields(data)]


def test_the_first_bytes_decide():
    assert GIF.score(gif(), ".gif") == 11
    assert GIF.score(gif(), ".png") == 10
    assert GIF.score(b"GIF90a", ".gif") == 0


@pytest.mark.parametrize("name", ["gif/clean-still", "gif/clean-87a", "gif/clean-looping", "gif/clean-tail"])
def test_a_clean_picture_says_nothing(name):
    assert fields(SAMPLES[name]()) == []


@pytest.mark.parametrize("name", [name for name in SAMPLES if "labelled" in name])
def test_xmp_is_read_before_and_behind_the_picture(name):
    assert facts(SAMPLES[name]()) == [(Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)]


@pytest.mark.parametrize("padding", range(0, 300, 7))
def test_the_way_out_of_a_packet_of_any_length_is_found(padding):
    assert facts(gif(xmp(xmp_packet(padding=padding)), comment(b"behind")))[-1] == (
        Source.COMMENT,
        "comment",
        "behind",
    )


def test_comments_are_read():
    data = gif(comment("Gjord av Åsa".encode()), comment(b"x" * 700))
    assert facts(data) == [(Source.COMMENT, "comment", "Gjord av Åsa"), (Source.COMMENT, "comment", "x" * 700)]
    assert data[fields(data)[0].offset :].startswith(b"\x21\xfe")


@pytest.mark.parametrize("name", ["gif/personal-iptc", "gif/personal-photoshop"])
def test_iptc_blocks_are_read(name):
    assert facts(SAMPLES[name]()) == [(Source.IPTC, "By-line", ARTIST)]


def test_what_another_program_wrote_is_read():
    out = io.BytesIO()
    frames = [Image.effect_noise((40, 40), 90) for _ in range(3)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"three frames", loop=0)
    assert facts(out.getvalue()) == [(Source.COMMENT, "comment", "three frames")]


def test_a_terminator_too_many_is_tolerated():
    assert facts(HEADER + IMAGE + b"\0\0" + comment(b"x") + TRAILER) == [(Source.COMMENT, "comment", "x")]


def test_a_comment_over_the_limit_does_not_hide_the_others(monkeypatch):
    monkeypatch.setattr(module, "Room", lambda: Room(300))
    assert [(name, value) for _, name, value in facts(gif(comment(b"x" * 400), comment(b"y")))] == [
        ("damaged", "broken.tooLarge"),
        ("comment", "y"),
    ]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (SAMPLES["gif/broken-cut"](), "broken.truncated"),
        (SAMPLES["gif/broken-block"](), "broken.structure"),
        (HEADER + IMAGE, "broken.truncated"),
        (HEADER[:10], "broken.truncated"),
        (b"PNG89a" + HEADER[6:], "broken.structure"),
    ],
)
def test_a_broken_picture_is_called_broken(data, key):
    with pytest.raises(BrokenFile) as caught:
        fields(data)
    assert caught.value.problem.key == key


def test_a_broken_picture_gives_what_came_before():
    assert next(iter(GIF.read(io.BytesIO(SAMPLES["gif/broken-cut"]())))).value == "found before"


def test_too_many_blocks_are_refused(monkeypatch):
    monkeypatch.setattr(module, "CHUNKS", 10)
    with pytest.raises(BrokenFile, match="tooMany"):
        fields(gif(b"\0" * 20))


def test_a_manifest_is_found_by_its_block():
    assert GIF.holds_manifest is not None
    assert GIF.holds_manifest(io.BytesIO(gif(application(b"C2PA_GIF\1\0\0", sub_blocks(b"x")))))
    assert not GIF.holds_manifest(io.BytesIO(gif()))


@settings(max_examples=60)
@given(st.binary(max_size=60))
def test_any_bytes_behind_the_header_end_in_fields_or_a_broken_file(tail):
    with suppress(BrokenFile):
        for field in GIF.read(io.BytesIO(HEADER + tail)):
            assert field.offset is not None
            assert len(HEADER) <= field.offset < len(HEADER + tail)


def test_a_real_comment_is_read(corpus):
    found = facts((corpus / "images" / "sample1.gif").read_bytes())
    assert found == [(Source.COMMENT, "comment", "GIF converted with https://ezgif.com/webp-to-gif")]
