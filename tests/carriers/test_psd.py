"""PSD and PSB: the image resources, read without the layers."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers.psd import CARRIERS
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from tests.makers.packets import ARTIST, GENERATED
from tests.makers.psd import SAMPLES, psd

(PSD,) = CARRIERS
STATED = (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED, "PSD XMP")


def facts(data: bytes) -> list[tuple[Source, str, str, str]]:
    return [(field.source, field.name, field.value, field.where) for field in PSD.read(io.BytesIO(data))]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("psd/labelled-dst", STATED),
        ("psd/labelled-psb", STATED),
        ("psd/labelled-dst", (Source.STRUCTURE, "thumbnail", "32 bytes", "PSD thumbnail")),
        ("psd/personal-by-line", (Source.IPTC, "By-line", ARTIST, "PSD IPTC")),
        ("psd/personal-artist", (Source.EXIF, "Artist", ARTIST, "PSD EXIF")),
    ],
)
def test_what_a_sample_holds_is_read(sample, expected):
    assert expected in facts(SAMPLES[sample]())


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (psd(version=3), "broken.structure"),
        (psd()[:20], "broken.truncated"),
        (psd()[:26] + b"\xff\xff\xff\xff", "broken.truncated"),
        (psd()[:34] + b"\0\0\1\0", "broken.truncated"),
        (psd(version=2)[:34] + b"\0\0\0\1" + bytes(4), "broken.truncated"),
    ],
)
def test_damage_is_named(data, key):
    with pytest.raises(BrokenFile) as caught:
        facts(data)
    assert caught.value.problem.key == key


@pytest.mark.parametrize("sample", ["psd/broken-resource", "psd/broken-cut"])
def test_what_stands_before_the_damage_is_read(sample):
    stream = io.BytesIO(SAMPLES[sample]())
    assert next(iter(PSD.read(stream))).name == "Iptc4xmpExt:DigitalSourceType"
