"""What a ZIP archive may cost and what it tells."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import ZIP_MEMBERS
from sensus_verify.parsing import zipped
from sensus_verify.parsing.zipped import archive_fields, member_fields, open_archive, opening
from tests.makers import zip as makers


def _open(data: bytes) -> zipped.Archive:
    return open_archive(io.BytesIO(data))


def _key(caught) -> str:
    return caught.value.problem.key


def _read(data: bytes, name: str = "a.txt", **limits: int) -> bytes:
    archive = _open(data)
    member = archive.find(name)
    assert member is not None
    return archive.read(member, **limits)


@pytest.mark.parametrize("packed", [True, False])
def test_members_are_read_back_as_they_were_written(packed):
    data = makers.archive({"a.txt": b"one" * 1000, "ö/b": b""}, packed=packed)
    assert _read(data) == b"one" * 1000
    assert [member.name for member in _open(data).members] == ["a.txt", "ö/b"]


def test_names_are_found_whatever_their_case_and_leading_slash():
    assert _read(makers.archive({"docProps/Core.xml": b"x"}), "/docprops/core.xml") == b"x"


def test_an_archive_behind_other_bytes_is_read():
    assert _read(b"#!/bin/sh\n" * 9 + makers.archive({"a.txt": b"one"})) == b"one"


def test_a_zip64_archive_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target, target.open("a.txt", "w", force_zip64=True) as member:
        member.write(b"one")
    plain = out.getvalue()
    at = plain.index(makers.END)
    count, size, offset = struct.unpack_from("<H2I", plain, at + 10)
    wide = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, at, 1)
    end = struct.pack("<4s4H2IH", makers.END, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert _read(plain[:at] + wide + locator + end) == b"one"


def test_a_bomb_costs_no_more_than_its_limit():
    with pytest.raises(BrokenFile) as caught:
        _read(makers.archive({"a.txt": makers.bomb()}))
    assert _key(caught) == "broken.tooLarge"


def test_tight_packing_alone_is_a_bomb_also_below_the_limit():
    with pytest.raises(BrokenFile) as caught:
        _read(makers.archive({"a.txt": makers.bomb(3 << 20)}), limit=8 << 20)
    assert _key(caught) == "broken.tooLarge"


def test_small_members_may_be_packed_tightly():
    assert len(_read(makers.archive({"a.txt": bytes(500_000)}))) == 500_000


def test_all_that_is_unpacked_is_counted_together(monkeypatch):
    monkeypatch.setattr(zipped, "ZIP_UNPACKED", 25)
    archive = _open(makers.archive({"a": b"0123456789"}, packed=False))
    member = archive.members[0]
    archive.read(member)
    archive.read(member)
    with pytest.raises(BrokenFile) as caught:
        archive.read(member)
    assert _key(caught) == "broken.tooLarge"


def test_a_member_that_is_not_its_checksum_is_damaged():
    data = makers.archive({"a.txt": b"one two"}, packed=False)
    with pytest.raises(BrokenFile) as caught:
        _read(data.replace(b"one two", b"one tvo"))
    assert _key(caught) == "broken.compressed"


def test_a_locked_member_is_said_to_be_locked_and_not_read():
    data = makers.locked(makers.archive({"a.txt": b"one"}))
    assert [(f.name, f.where) for f in archive_fields(_open(data))] == [("encrypted", "a.txt")]
    with pytest.raises(BrokenFile) as caught:
        _read(data)
    assert _key(caught) == "broken.encrypted"


@pytest.mark.parametrize("name", [b"../b.txt", b"/etc/bb1", b"a/../../", b"C:/b.txt"])
def test_names_that_lead_outside_are_damage_and_no_members(name):
    data = makers.renamed(makers.archive({"12345678": b"one", "ok": b""}), b"12345678", name)
    archive = _open(data)
    assert [member.name for member in archive.members] == ["ok"]
    assert [(f.name, f.value, f.where) for f in archive_fields(archive)] == [
        ("damaged", "broken.structure", name.decode())
    ]


def test_the_second_of_two_equal_names_is_damage():
    archive = _open(makers.renamed(makers.archive({"a.txt": b"one", "b.txt": b"two"}), b"b.txt", b"a.txt"))
    assert archive.damages == ("a.txt",)
    assert archive.read(archive.members[0]) == b"one"


def test_media_are_listed_by_folder():
    archive = _open(makers.archive({"Pictures/1.png": b"x", "Pictures/empty/": b"", "else/2.png": b"x"}))
    assert [field.value for field in member_fields(archive, "pictures/")] == ["Pictures/1.png"]


def test_too_many_members_are_refused():
    entry = struct.pack("<4s6H3I5H2I", makers.DIRECTORY_ENTRY, *[0] * 16)
    directory = entry * (ZIP_MEMBERS + 1)
    end = struct.pack("<4s4H2IH", makers.END, 0, 0, 1, 1, len(directory), 0, 0)  # lies about their number
    with pytest.raises(BrokenFile) as caught:
        _open(directory + end)
    assert _key(caught) == "broken.tooMany"


@pytest.mark.parametrize("name", ["zip/broken-cut", "zip/broken-endless"])
def test_broken_archives_are_refused_at_once(name):
    begin = time.perf_counter()
    with pytest.raises(BrokenFile):
        _open(makers.SAMPLES[name]())
    assert time.perf_counter() - begin < 1


def test_the_opening_shows_names_and_the_type_members():
    start = opening(makers.archive({"mimetype": b"application/epub+zip", "[Content_Types].xml": b"<T/>"}))
    assert start is not None
    assert start.names == ("mimetype", "[Content_Types].xml")
    assert start.mimetype == "application/epub+zip"
    assert start.content_types == b"<T/>"
    assert opening(b"%PDF-1.7") is None


def test_the_opening_is_shown_also_where_sizes_follow_the_data():
    class Forward(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise io.UnsupportedOperation

    out = Forward()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", b"<T/>")
        target.writestr("word/document.xml", b"<d/>")
    start = opening(out.getvalue())
    assert start is not None
    assert start.names == ("[Content_Types].xml", "word/document.xml")
    assert start.content_types == b"<T/>"


_SOUND = makers.archive({"mimetype": b"application/epub+zip", "a/b.txt": b"text" * 50, "c": b""}, stored=("mimetype",))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(_SOUND) - 1), st.integers(0, 255)), max_size=6), st.integers(0, len(_SOUND))
)
def test_any_damage_ends_in_content_or_in_broken_file(changes, length):
    data = bytearray(_SOUND)
    for at, value in changes:
        data[at] = value
    opening(bytes(data[:length]))
    try:
        archive = _open(bytes(data[:length] if length % 2 else data))
    except BrokenFile:
        return
    for member in archive.members:
        try:
            assert len(archive.read(member)) <= 16 << 20
        except BrokenFile:
            continue
