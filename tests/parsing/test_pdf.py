"""What a hostile PDF may cost, and what reading a large one costs."""

from __future__ import annotations

import contextlib
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.parsing import pdf
from sensus_verify.parsing.pdf import open_document
from tests.makers import pdf as makers


class Counted(io.BytesIO):
    """A stream that knows how much was read from it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def _all(stream) -> list[object]:
    document = open_document(stream)
    found: list[object] = []
    if not document.locked:
        for part in (document.information, document.catalog_packet, document.attachments, document.signatures):
            found.extend(part())
        found.extend(document.pages())
    return [*found, *document.damages]


@pytest.mark.parametrize("sample", makers.SAMPLES)
def test_every_sample_answers_within_two_seconds(sample):
    data = makers.SAMPLES[sample]()
    _all(io.BytesIO(makers.document()))  # the library is imported once
    begin = time.perf_counter()
    try:
        _all(io.BytesIO(data))
    except BrokenFile:
        assert "/broken-" in sample
    assert time.perf_counter() - begin < 2


def test_a_hundred_thousand_pages_are_not_walked():
    data = makers.many_pages(99_000)
    begin = time.perf_counter()
    document = open_document(io.BytesIO(data))
    assert list(document.information()) == [("Title", "many")]
    assert not list(document.pages())
    assert document.pages_left
    assert time.perf_counter() - begin < 8


def test_a_few_pages_leave_nothing_out():
    document = open_document(io.BytesIO(makers.many_pages(20)))
    assert not list(document.pages())
    assert not document.pages_left


def test_a_large_picture_is_not_read():
    page = "/Resources<</XObject<</A 5 0 R>>>>"
    picture = makers.stream(bytes(8 << 20), "/Type/XObject/Subtype/Image/Metadata 6 0 R")
    stream = Counted(makers.document(page=page, objects={5: picture, 6: makers.stream(b"<x/>")}))
    assert [found.data for found in open_document(stream).pages()] == [b"<x/>"]
    assert stream.taken < 1 << 20


def test_a_reference_that_leads_nowhere_does_not_read_a_large_file_whole(monkeypatch):
    monkeypatch.setattr(pdf, "_REPAIRED", 100_000)
    padding = makers.stream(bytes(1 << 20))
    stream = Counted(makers.document("/Metadata 90 0 R/AF 91 0 R", "/Title(x)", {5: padding}))
    found = _all(stream)
    assert ("Title", "x") in found
    assert "broken.tooLarge" in found
    assert stream.taken < 500_000


def test_a_damaged_large_file_is_refused_before_it_is_searched(monkeypatch):
    monkeypatch.setattr(pdf, "_REPAIRED", 100_000)
    data = makers.document(objects={5: makers.stream(bytes(1 << 20))}).replace(b"startxref\n", b"startxref\n9")
    stream = Counted(data)
    with pytest.raises(BrokenFile):
        open_document(stream)
    assert stream.taken < 500_000


def test_reading_ends_when_too_much_has_been_read(monkeypatch):
    monkeypatch.setattr(pdf, "_READ", 2_000)
    with pytest.raises(BrokenFile) as caught:
        open_document(io.BytesIO(makers.many_pages(500)))
    assert caught.value.problem.key == "broken.tooLarge"


def test_reading_ends_when_it_has_taken_too_long(monkeypatch):
    monkeypatch.setattr(pdf, "_SECONDS", -1.0)
    with pytest.raises(BrokenFile) as caught:
        open_document(io.BytesIO(makers.document()))
    assert caught.value.problem.key == "broken.tooLarge"


def test_a_sparse_file_costs_nothing(tmp_path):
    file = tmp_path / "sparse.pdf"
    with file.open("wb") as stream:
        stream.write(b"%PDF-1.7\n")
        stream.truncate(5 << 30)
    begin = time.perf_counter()
    with file.open("rb") as stream, pytest.raises(BrokenFile) as caught:
        open_document(stream)
    assert caught.value.problem.key == "broken.truncated"
    assert time.perf_counter() - begin < 1


def test_a_loop_of_pages_is_walked_once():
    document = open_document(io.BytesIO(makers.SAMPLES["pdf/broken-loop"]()))
    assert len(list(document.pages())) == 0
    assert document._objects < 50
    assert document.damages == ["broken.structure"]


def test_deep_trees_stop_and_say_so():
    document = open_document(io.BytesIO(makers.SAMPLES["pdf/broken-deep"]()))
    list(document.pages())
    assert document.damages == ["broken.tooDeep"]


_SOUND = makers.SAMPLES["pdf/personal-author"]()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(_SOUND) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(_SOUND))
)
def test_any_damage_ends_in_fields_or_in_broken_file(changes, length):
    data = bytearray(_SOUND)
    for at, value in changes:
        data[at] = value
    with contextlib.suppress(BrokenFile):
        assert isinstance(_all(io.BytesIO(bytes(data[:length] if length % 2 else data))), list)
