"""What is read from Matroska and WebM."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import matroska as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import BOX_DEPTH
from sensus_verify.parsing import ebml, room
from tests.makers import matroska as made
from tests.makers.isomedia import AIGC
from tests.makers.matroska import CLUSTER, INFO, SEEK_HEAD, SEGMENT, TAGS, element, mkv, open_element, simple_tag, tags

WEBM, MKV = module.CARRIERS


def fields(data: bytes) -> list[Field]:
    return list(MKV.read(io.BytesIO(data)))


def facts(data: bytes) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in fields(data)]


@pytest.mark.parametrize("sample", sorted(made.SAMPLES))
def test_the_document_type_decides(sample):
    data = made.SAMPLES[sample]()
    ours, other = (WEBM, MKV) if sample.startswith("webm") else (MKV, WEBM)
    assert (ours.score(data, f".{ours.name}"), ours.score(data, ""), other.score(data, f".{other.name}")) == (11, 10, 0)


@pytest.mark.parametrize("head", [b"", b"\x1a\x45\xdf\xa3", b"\x1a\x45\xdf\xa3\xff", mkv(document_type="other")])
def test_other_heads_are_not_ours(head):
    assert MKV.score(head, ".mkv") == WEBM.score(head, ".webm") == 0


def test_the_writing_programs_are_read():
    assert facts(mkv(made.info("Vår"))) == [("Title", "Vår"), ("MuxingApp", "made"), ("WritingApp", "by hand")]


@pytest.mark.parametrize("sample", ["mkv/labelled-tc260", "webm/labelled-tc260"])
def test_tags_are_read_before_and_behind_the_clusters(sample):
    data = made.SAMPLES[sample]()
    field = fields(data)[-1]
    assert (field.source, field.name, field.value, field.where) == (Source.TAG, "AIGC", AIGC, "Tags AIGC")
    assert data[field.offset :].startswith(b"\x67\xc8")


def test_nested_tags_bear_their_own_name_and_tell_what_they_stand_in():
    data = mkv(tags(simple_tag("ORIGINAL", None, simple_tag("ARTIST", "Anna", simple_tag("AIGC", AIGC)))))
    assert [(field.name, field.where) for field in fields(data)] == [
        ("ARTIST", "Tags ORIGINAL ARTIST"),
        ("AIGC", "Tags ORIGINAL ARTIST AIGC"),
    ]


def test_a_binary_tag_shows_its_size():
    binary = element(made.SIMPLE_TAG, element(0x4485, bytes(9)), element(0x45A3, b"KEY"))
    assert facts(mkv(tags(binary))) == [("KEY", "9 bytes")]


def test_tags_nested_beyond_the_limit_are_damaged():
    nested = simple_tag("A", "1")
    for _ in range(BOX_DEPTH + 1):
        nested = simple_tag("A", None, nested)
    assert facts(mkv(tags(nested), made.info("Vår")))[:2] == [("damaged", "broken.tooDeep"), ("Title", "Vår")]


def test_attachments_are_named():
    (field,) = fields(mkv(made.attachment("omslag.png")))
    assert (field.source, field.name, field.value) == (Source.STRUCTURE, "attachment", "omslag.png")


@pytest.mark.parametrize(
    "behind", [tags(simple_tag("AIGC", AIGC)), open_element(CLUSTER) + tags(simple_tag("AIGC", AIGC))]
)
def test_elements_of_unknown_size(behind):
    data = made.header() + open_element(
        SEGMENT, open_element(CLUSTER, element(0xE7, b"\0"), element(0xA3, b"x")), behind
    )
    assert facts(data) == [("AIGC", AIGC)]


def test_an_open_element_that_must_not_be_open_is_damaged():
    assert facts(mkv(open_element(TAGS, element(made.TAG))))[0] == ("damaged", "broken.structure")


def test_damage_in_the_tags_does_not_hide_what_follows():
    data = mkv(element(TAGS, element(made.TAG, b"\0")), made.info("Vår"))
    assert facts(data)[:2] == [("damaged", "broken.structure"), ("Title", "Vår")]


def seek_head(position: int) -> bytes:
    return element(
        SEEK_HEAD,
        element(0x4DBB, element(0x53AB, TAGS.to_bytes(4, "big")), element(0x53AC, position.to_bytes(8, "big"))),
    )


def test_the_seek_head_leads_past_damage():
    length = len(seek_head(0))
    middle = bytes(20)  # no element begins with eight zero bits
    data = mkv(seek_head(length + len(middle)), middle, tags(simple_tag("AIGC", AIGC)))
    read = MKV.read(io.BytesIO(data))
    assert next(read).value == AIGC
    with pytest.raises(BrokenFile):
        next(read)


@pytest.mark.parametrize("position", [0, 5, 1 << 40, (1 << 64) - 1])
def test_a_seek_head_that_leads_astray_costs_nothing(position):
    read = MKV.read(io.BytesIO(mkv(seek_head(position), bytes(20))))
    found: list[Field] = []
    with pytest.raises(BrokenFile):
        found.extend(read)
    assert all(field.source is Source.STRUCTURE for field in found)


def test_a_very_long_film_says_that_its_end_was_not_searched(monkeypatch):
    monkeypatch.setattr(ebml, "CHUNKS", 50)
    length = len(seek_head(0))
    clusters = made.cluster() * 60
    data = mkv(seek_head(length + len(clusters)), clusters, tags(simple_tag("AIGC", AIGC)))
    assert facts(data) == [("AIGC", AIGC), ("notExamined", "notExamined.longFilm")]


def test_what_came_before_the_end_of_a_cut_file_counts():
    read = MKV.read(io.BytesIO(made.SAMPLES["mkv/broken-cut"]()))
    assert [next(read).value for _ in range(3)] == ["Film", "made", "by hand"]
    with pytest.raises(BrokenFile) as caught:
        next(read)
    assert caught.value.problem.key == "broken.truncated"


def test_a_title_over_the_limit_does_not_hide_the_tags(monkeypatch):
    monkeypatch.setattr(room, "INFLATED", 8)
    assert facts(mkv(element(INFO, element(0x7BA9, bytes(9))), tags(simple_tag("A", "1")))) == [
        ("damaged", "broken.tooLarge"),
        ("A", "1"),
    ]
