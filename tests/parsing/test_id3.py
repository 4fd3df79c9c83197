from __future__ import annotations

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.id3 import holds_manifest, tag_fields, tag_size, tags, version_1_fields
from sensus_verify.parsing.room import Room
from tests.makers.mp3 import (
    SUNO,
    comment,
    enclosed,
    frame,
    id3,
    own_text,
    private,
    synchsafe,
    text,
    version_1,
)
from tests.makers.packets import GENERATED, xmp_packet


def fields(data: bytes) -> list[Field]:
    return list(tag_fields(io.BytesIO(data), 0, len(data), Room()))


def facts(data: bytes) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in fields(data)]


def damage(data: bytes) -> str:
    with pytest.raises(BrokenFile) as caught:
        fields(data)
    return caught.value.problem.key


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (id3(padding=300), 310),
        (id3(padding=300, flags=0x10), 320),
        (id3(padding=300, flags=0x10, version=3), 310),
        (b"ID3\5\0\0\0\0\0\1", 0),
        (b"ID3\4\0\0\0\0\0\x80", 0),
        (b"ID3\4\0\0", 0),
        (b"", 0),
    ],
)
def test_the_size_of_a_tag(head, size):
    assert tag_size(head) == size


def test_several_tags_follow_each_other():
    data = id3(padding=5) + id3(padding=7) + b"sound"
    assert list(tags(io.BytesIO(data))) == [(0, 15), (15, 32)]


def test_more_tags_than_any_program_writes():
    with pytest.raises(BrokenFile) as caught:
        list(tags(io.BytesIO(id3() * 17)))
    assert caught.value.problem.key == "broken.tooMany"


@pytest.mark.parametrize("version", [3, 4])
def test_texts(version):
    data = id3(text("TPE1", "Anna Åström", version=version), version=version, padding=9)
    (field,) = fields(data)
    assert (field.source, field.name, field.value) == (Source.TAG, "TPE1", "Anna Åström")
    assert (field.where, field.offset) == (f"ID3v2.{version} TPE1", 10)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        (0, "Åsa".encode("latin-1")),
        (1, "Åsa".encode("utf-16")),
        (1, "Åsa".encode("utf-16-le")),
        (1, b"\xfe\xff" + "Åsa".encode("utf-16-be")),
        (2, "Åsa".encode("utf-16-be")),
        (3, "Åsa\0".encode()),
    ],
)
def test_encodings(encoding, data):
    assert facts(id3(frame("TPE1", bytes([encoding]) + data))) == [("TPE1", "Åsa")]


def test_an_unknown_encoding_is_damage():
    assert facts(id3(frame("TPE1", b"\4abc"), text("TIT2", "Vår"))) == [("damaged", "broken.encoding"), ("TIT2", "Vår")]


def test_several_values_of_one_frame():
    assert facts(id3(frame("TPE1", b"\3Anna\0Bo\0"))) == [("TPE1", "Anna"), ("TPE1", "Bo")]


@pytest.mark.parametrize("version", [2, 3, 4])
def test_own_texts_bear_their_description(version):
    assert facts(id3(own_text("AIGC", "{}", version=version), version=version)) == [("TXXX:AIGC", "{}")]


@pytest.mark.parametrize("version", [2, 3, 4])
def test_comments(version):
    assert facts(id3(comment(version=version), version=version)) == [("COMM", SUNO)]


def test_a_comment_in_two_byte_characters_with_a_description():
    content = b"\1swe" + "om\0".encode("utf-16") + "märkt".encode("utf-16")
    assert facts(id3(frame("COMM", content))) == [("COMM", "märkt")]


def test_links():
    link = b"https://example.org/"
    wide = b"\1" + "sång".encode("utf-16") + b"\0\0" + link
    data = id3(frame("WOAS", link), frame("WXXX", b"\0song\0" + link), frame("WXXX", wide))
    names = ["WOAS", "WXXX:song", "WXXX:sång"]
    assert facts(data) == [(name, link.decode()) for name in names]


def test_the_names_of_version_2_are_given_in_the_words_of_its_successors():
    data = id3(frame("TP1", b"\0Anna", version=2), frame("TSI", b"\x007", version=2), version=2)
    assert facts(data) == [("TPE1", "Anna"), ("TSI", "7")]


def test_a_name_of_version_2_in_a_tag_of_version_3():
    assert facts(id3(frame("TP1\0", b"\0Anna", version=3), version=3)) == [("TPE1", "Anna")]


def test_xmp():
    (field,) = fields(id3(private("XMP", xmp_packet())))
    assert (field.source, field.value, field.where) == (Source.XMP, GENERATED, "ID3v2.4 PRIV")


def test_private_and_enclosed_data_are_carried_by_name_and_size():
    data = id3(private("WM/Provider", b"12345"), enclosed("image/png"))
    assert facts(data) == [("PRIV:WM/Provider", "17 bytes"), ("GEOB:image/png", "57 bytes")]


def test_the_manifest_store_is_known_by_its_media_type():
    assert holds_manifest(io.BytesIO(id3(enclosed()) + b"sound"))
    assert not holds_manifest(io.BytesIO(id3(enclosed("text/plain"), own_text("application/c2pa", "x"))))
    assert not holds_manifest(io.BytesIO(b"sound"))


def test_pictures_are_passed_over():
    assert facts(id3(frame("APIC", b"\0image/png\0" + bytes(90)), frame("PCNT", b"\0\0\0\1"))) == []


@pytest.mark.parametrize("version", [3, 4])
def test_compressed_frames(version):
    packed = zlib.compress(b"\0Anna")
    flags = 0x80 if version == 3 else 0x09
    data = id3(frame("TPE1", struct.pack(">I", 5) + packed, version=version, flags=flags), version=version)
    assert facts(data) == [("TPE1", "Anna")]


def test_a_compressed_frame_that_unpacks_without_end_is_damage():
    bomb = zlib.compress(bytes(17 << 20))
    assert facts(id3(frame("TPE1", bytes(4) + bomb, flags=9))) == [("damaged", "broken.tooLarge")]


def test_many_frames_that_unpack_without_end_cost_no_more_than_the_limit():
    bomb = frame("TPE1", bytes(4) + zlib.compress(bytes(17 << 20)), flags=9)
    room = Room()
    data = id3(bomb * 40, frame("TPE2", b"\0Anna"))
    found = list(tag_fields(io.BytesIO(data), 0, len(data), room))
    assert {field.value for field in found} == {"broken.tooLarge"}
    assert room.left < 20_000


@pytest.mark.parametrize(("version", "flags"), [(3, 0x40), (4, 0x04)])
def test_encrypted_frames_are_named_as_not_examined(version, flags):
    data = id3(frame("TPE1", b"\1xyz", version=version, flags=flags), version=version)
    assert facts(data) == [("notExamined", "notExamined.encrypted")]


@pytest.mark.parametrize(("version", "flags"), [(3, 0x20), (4, 0x40)])
def test_the_group_of_a_frame_is_passed_over(version, flags):
    data = id3(frame("TPE1", b"\7\0Anna", version=version, flags=flags), version=version)
    assert facts(data) == [("TPE1", "Anna")]


def test_unsynchronised_tags_of_version_3():
    content = frame("TPE1", b"\1" + "Anna".encode("utf-16"), version=3) + frame("TIT2", b"\0\xff\0x", version=3)
    data = id3(content.replace(b"\xff", b"\xff\0"), version=3, flags=0x80)
    assert [field.offset for field in fields(data)] == [0] * len(fields(data))
    assert facts(data)[0] == ("TPE1", "Anna")


@pytest.mark.parametrize(("tag_flags", "flags"), [(0x80, 0), (0, 2)])
def test_unsynchronised_frames_of_version_4(tag_flags, flags):
    content = b"\1" + "Anna".encode("utf-16").replace(b"\xff", b"\xff\0")
    assert facts(id3(frame("TPE1", content, flags=flags), flags=tag_flags)) == [("TPE1", "Anna")]


@pytest.mark.parametrize(("version", "extended"), [(3, struct.pack(">I", 6) + bytes(6)), (4, synchsafe(6) + b"\1\0")])
def test_the_extended_header_is_passed_over(version, extended):
    data = id3(extended, text("TPE1", "Anna", version=version), version=version, flags=0x40)
    assert facts(data) == [("TPE1", "Anna")]


@pytest.mark.parametrize("length", [200, 20_000])
def test_sizes_in_eight_bits_that_some_writers_of_version_4_state(length):
    long = b"TXXX" + struct.pack(">IH", length, 0) + b"\3A\0" + b"x" * (length - 3)
    assert [name for name, _ in facts(id3(long, text("TPE1", "Anna")))] == ["TXXX:A", "TPE1"]


@pytest.mark.parametrize("length", [200, 20_000])
def test_sizes_in_seven_bits(length):
    assert [len(value) for _, value in facts(id3(own_text("A", "x" * length), text("TPE1", "Anna")))] == [length, 4]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"no tag at all", "broken.structure"),
        (id3(b"????" + bytes(6)), "broken.structure"),
        (id3(b"    " + bytes(6)), "broken.structure"),
        (id3(frame("TPE1", b"\3Anna")[:-1]), "broken.truncated"),
        (id3(text("TPE1", "Anna"), padding=90)[:-1], "broken.truncated"),
        (id3(version=2, flags=0x40, padding=9), "broken.compressed"),
        (id3(b"\0\0", flags=0x40), "broken.truncated"),
    ],
)
def test_damage_is_named(data, key):
    assert damage(data) == key


def test_a_frame_shorter_than_its_own_lead_is_damage():
    assert facts(id3(frame("TPE1", b"\0", flags=0x49))) == [("damaged", "broken.structure")]


def test_empty_frames_say_nothing():
    assert facts(id3(frame("TPE1", b""), frame("COMM", b"\0swe"), frame("UFID", b""))) == [("COMM", "")]


def test_version_1():
    data = b"sound" + version_1("Vid vagen", "Anna", "made with suno")
    (title, artist, remark) = version_1_fields(io.BytesIO(data), len(data))
    assert (title.name, artist.name, artist.value, remark.name) == ("TIT2", "TPE1", "Anna", "COMM")
    assert (artist.where, artist.offset) == ("ID3v1 TPE1", 5)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_version_1_in_both_encodings_in_use(encoding):
    data = b"TAG" + "Åsa".encode(encoding).ljust(125, b"\0")
    assert [field.value for field in version_1_fields(io.BytesIO(data), len(data))] == ["Åsa"]


@pytest.mark.parametrize("data", [b"", b"TAG", bytes(128)])
def test_no_version_1(data):
    assert list(version_1_fields(io.BytesIO(data), len(data))) == []


@settings(max_examples=60)
@given(st.integers(2, 4), st.integers(0, 255), st.binary(max_size=120))
def test_any_bytes_give_fields_or_a_broken_file(version, flags, body):
    try:
        found = fields(id3(body, version=version, flags=flags))
    except BrokenFile as error:
        assert error.problem.key.startswith("broken.")  # noqa: PT017 - either outcome is right
    else:
        assert all(field.name for field in found)


@settings(max_examples=60)
@given(st.data())
def test_a_flipped_byte_changes_nothing_in_the_frames_before_it(data):
    whole = id3(own_text("AIGC", "{}"), comment(), private("XMP", xmp_packet()), enclosed())
    position = data.draw(st.integers(10, len(whole) - 1))
    damaged = bytearray(whole)
    damaged[position] ^= data.draw(st.integers(1, 255))
    before = [field for field in fields(whole) if field.offset <= position]
    intact = [field for field in before if field.offset < before[-1].offset]
    found: list[Field] = []
    with contextlib.suppress(BrokenFile):
        for field in tag_fields(io.BytesIO(damaged), 0, len(damaged), Room()):
            found.append(field)  # noqa: PERF402 - what came before an error counts
    assert found[: len(intact)] == intact
