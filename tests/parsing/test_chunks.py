"""Walks of PNG and RIFF chunks."""

from __future__ import annotations

import io
import struct
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import BOX_DEPTH, CHUNKS
from sensus_verify.parsing import chunks
from sensus_verify.parsing.chunks import Chunk, png_chunks, riff_chunks
from tests.makers.png import SIGNATURE, header, png, text
from tests.makers.png import chunk as png_chunk
from tests.makers.webp import chunk as riff_chunk

OPEN = 0xFFFFFFFF


class Counting(io.BytesIO):
    """A stream that knows how many bytes were read from it."""

    taken = 0

    def read(self, size=-1, /):
        data = super().read(size)
        self.taken += len(data)
        return data


def collected(walk) -> tuple[list[Chunk], str]:
    """Everything up to the end or the error, and the error's key."""
    found: list[Chunk] = []
    try:
        for chunk in walk:
            found.append(chunk)  # noqa: PERF402 - what came before an error counts
    except BrokenFile as error:
        return found, error.problem.key
    return found, ""


def png_kinds(data: bytes) -> tuple[list[bytes], str]:
    found, key = collected(png_chunks(io.BytesIO(data)))
    return [chunk.kind for chunk in found], key


def riff_kinds(data: bytes, **how: frozenset[bytes]) -> tuple[list[bytes], str]:
    found, key = collected(riff_chunks(io.BytesIO(data), **how))
    return [chunk.form or chunk.kind for chunk in found], key


def form(name: bytes, *parts: bytes) -> bytes:
    return riff_chunk(b"RIFF", name + b"".join(parts))


def part(name: bytes, *parts: bytes) -> bytes:
    return riff_chunk(b"LIST", name + b"".join(parts))


def ds64(whole: int, data: int, **others: int) -> bytes:
    table = b"".join(struct.pack("<4sQ", name.encode(), size) for name, size in others.items())
    return riff_chunk(b"ds64", struct.pack("<QQQI", whole, data, 0, len(others)) + table)


# PNG


def test_a_png_is_walked_to_its_end_and_not_behind_it():
    assert png_kinds(png(after=text("Title", "x"), tail=text("hidden", "y"))) == (
        [b"IHDR", b"IDAT", b"tEXt", b"IEND"],
        "",
    )


def test_a_png_chunk_names_the_place_of_its_payload():
    data = png(before=text("Title", "x"))
    chunk = next(chunk for chunk in png_chunks(io.BytesIO(data)) if chunk.kind == b"tEXt")
    assert data[chunk.payload : chunk.end] == b"Title\0x"
    assert chunk.size == 7
    assert data[chunk.start + 4 : chunk.payload] == b"tEXt"


def test_a_png_with_wrong_checksums_is_walked():
    assert png_kinds(png().replace(b"IDAT", b"IdAT"))[1] == ""


def test_the_size_of_a_picture_costs_nothing():
    stream = Counting(SIGNATURE + header(30_000, 30_000) + png_chunk(b"IDAT", bytes(3_000_000)) + png_chunk(b"IEND"))
    assert len(list(png_chunks(stream))) == 3
    assert stream.taken < 100


def test_a_sparse_file_costs_nothing(tmp_path):
    path = tmp_path / "sparse.png"
    size = 0x7FFFFFFF
    with path.open("wb") as file:
        file.write(SIGNATURE + header() + struct.pack(">I4s", size, b"IDAT"))
        file.seek(size + 4, 1)
        file.write(struct.pack(">I4s", size, b"IDAT"))
        file.seek(size + 4, 1)
        file.write(png_chunk(b"IEND"))
    with path.open("rb") as file:
        assert [chunk.kind for chunk in png_chunks(file)] == [b"IHDR", b"IDAT", b"IDAT", b"IEND"]


@pytest.mark.parametrize(
    ("data", "kinds", "key"),
    [
        (b"", [], "broken.structure"),
        (b"GIF89a.....", [], "broken.structure"),
        (SIGNATURE, [], "broken.truncated"),
        (SIGNATURE + header(), [b"IHDR"], "broken.truncated"),
        (SIGNATURE + header() + struct.pack(">I4s", 5, b"tEXt") + b"abcd", [b"IHDR"], "broken.truncated"),
        (SIGNATURE + header() + png_chunk(b"\0\1\2\3"), [b"IHDR"], "broken.structure"),
    ],
)
def test_a_broken_png_gives_what_came_before(data, kinds, key):
    assert png_kinds(data) == (kinds, key)


def test_the_caller_may_move_the_stream_between_chunks():
    stream = io.BytesIO(png(before=text("a", "b")))
    kinds = []
    for chunk in png_chunks(stream):
        stream.seek(0)
        kinds.append(chunk.kind)
    assert kinds == [b"IHDR", b"tEXt", b"IDAT", b"IEND"]


def test_too_many_png_chunks_are_refused(monkeypatch):
    monkeypatch.setattr(chunks, "CHUNKS", 10)
    kinds, key = png_kinds(png(before=text("a", "b") * 10))
    assert (len(kinds), key) == (10, "broken.tooMany")
    assert CHUNKS > 10


# RIFF


def test_lists_are_followed_and_odd_chunks_padded():
    data = form(
        b"WAVE", riff_chunk(b"fmt ", b"abc"), part(b"INFO", riff_chunk(b"ICMT", b"x"), riff_chunk(b"ISFT", b"y"))
    )
    found = list(riff_chunks(io.BytesIO(data)))
    assert [(chunk.form or chunk.kind, chunk.path) for chunk in found] == [
        (b"WAVE", ()),
        (b"fmt ", (b"WAVE",)),
        (b"INFO", (b"WAVE",)),
        (b"ICMT", (b"WAVE", b"INFO")),
        (b"ISFT", (b"WAVE", b"INFO")),
    ]
    assert [data[chunk.payload : chunk.end] for chunk in found if not chunk.form] == [b"abc", b"x", b"y"]


def test_a_film_is_not_entered_unless_asked():
    data = form(b"AVI ", part(b"movi", riff_chunk(b"00dc", b"")), riff_chunk(b"idx1", b""))
    assert riff_kinds(data) == ([b"AVI ", b"movi", b"idx1"], "")
    assert riff_kinds(data, closed=frozenset()) == ([b"AVI ", b"movi", b"00dc", b"idx1"], "")


def test_further_forms_are_walked_and_bytes_behind_them_are_not():
    data = (
        form(b"AVI ", riff_chunk(b"JUNK", b"x")) + form(b"AVIX", riff_chunk(b"_PMX", b"y")) + riff_chunk(b"TAIL", b"z")
    )
    assert riff_kinds(data) == ([b"AVI ", b"JUNK", b"AVIX", b"_PMX"], "")


def test_a_long_recording_costs_nothing(tmp_path):
    path = tmp_path / "sparse.wav"
    size = 0xF0000000
    with path.open("wb") as file:
        file.write(struct.pack("<4sI", b"RIFF", size + 34) + b"WAVE" + struct.pack("<4sI", b"data", size))
        file.seek(size, 1)
        file.write(part(b"INFO") + riff_chunk(b"_PMX", b"xx"))
    with path.open("rb") as file:
        assert [chunk.kind for chunk in riff_chunks(file)] == [b"RIFF", b"data", b"LIST", b"_PMX"]


@pytest.mark.parametrize("kind", [b"RF64", b"BW64"])
def test_64_bit_sizes_come_out_of_ds64(kind):
    inside = riff_chunk(b"fmt ", b"ab") + struct.pack("<4sI", b"data", OPEN) + b"12345678"
    inside += struct.pack("<4sI", b"axml", OPEN) + b"abcd" + riff_chunk(b"_PMX", b"zz")
    sizes = ds64(0, 8, axml=4)
    body = b"WAVE" + ds64(4 + len(sizes) + len(inside), 8, axml=4) + inside
    data = struct.pack("<4sI", kind, OPEN) + body
    found = list(riff_chunks(io.BytesIO(data)))
    assert [chunk.kind for chunk in found] == [kind, b"ds64", b"fmt ", b"data", b"axml", b"_PMX"]
    assert [data[chunk.payload : chunk.end] for chunk in found[3:]] == [b"12345678", b"abcd", b"zz"]


def test_a_stream_that_never_knew_its_size_is_walked_to_the_end():
    data = struct.pack("<4sI", b"RIFF", OPEN) + b"WAVE" + riff_chunk(b"fmt ", b"ab")
    data += struct.pack("<4sI", b"data", OPEN) + bytes(20)
    found = list(riff_chunks(io.BytesIO(data)))
    assert [chunk.kind for chunk in found] == [b"RIFF", b"fmt ", b"data"]
    assert found[-1].end == len(data)


@pytest.mark.parametrize(
    ("data", "kinds", "key"),
    [
        (b"", [], "broken.truncated"),
        (b"RIFF\4\0\0\0", [], "broken.truncated"),
        (b"ABCD\4\0\0\0WAVE", [], "broken.structure"),
        (form(b"WAVE", riff_chunk(b"fmt ", b"ab"))[:-1], [b"WAVE"], "broken.truncated"),
        (form(b"WAVE", riff_chunk(b"fmt ", b"ab"), b"data\xff\0\0\0"), [b"WAVE", b"fmt "], "broken.truncated"),
        (
            form(b"WAVE", b"LIST\xff\0\0\0INFO" + riff_chunk(b"ICMT", b"xy")),
            [b"WAVE", b"INFO", b"ICMT"],
            "broken.truncated",
        ),
        (form(b"WAVE", riff_chunk(b"\0\0\0\0", b"ab")), [b"WAVE"], "broken.structure"),
        (form(b"WEBP", riff_chunk(b"XMP\0", b"ab")), [b"WEBP", b"XMP\0"], ""),
    ],
)
def test_a_broken_riff_gives_what_came_before(data, kinds, key):
    assert riff_kinds(data) == (kinds, key)


def test_too_deep_lists_are_refused():
    data = b""
    for _ in range(BOX_DEPTH + 1):
        data = part(b"deep", data)
    kinds, key = riff_kinds(form(b"WAVE", data))
    assert key == "broken.tooDeep"
    assert len(kinds) == BOX_DEPTH + 1


def test_too_many_riff_chunks_are_refused(monkeypatch):
    monkeypatch.setattr(chunks, "CHUNKS", 10)
    kinds, key = riff_kinds(form(b"WAVE", riff_chunk(b"JUNK", b"") * 10))
    assert (len(kinds), key) == (10, "broken.tooMany")


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=12).map(lambda data: riff_chunk(b"JUNK", data)),
            st.binary(max_size=12).map(lambda data: part(b"INFO", data)),
            st.builds(lambda size: struct.pack("<4sI", b"data", size), st.integers(0, OPEN)),
            st.binary(max_size=12),
        ),
        max_size=8,
    )
)
def test_a_riff_walk_always_ends_and_stays_inside_the_file(parts):
    data = form(b"WAVE", *parts)
    found, _ = collected(riff_chunks(io.BytesIO(data)))
    assert all(chunk.start < chunk.payload <= chunk.end <= len(data) for chunk in found)
    assert all(before.start < after.start for before, after in pairwise(found))


@settings(max_examples=60)
@given(st.binary(max_size=80))
def test_a_png_walk_always_ends_and_stays_inside_the_file(tail):
    data = SIGNATURE + header() + tail
    found, _ = collected(png_chunks(io.BytesIO(data)))
    assert all(chunk.start < chunk.payload <= chunk.end <= len(data) for chunk in found)
    assert all(before.end < after.start for before, after in pairwise(found))
