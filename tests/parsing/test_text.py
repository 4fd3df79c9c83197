"""Which bytes are text, and what is read of it."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import FIELD_CHARACTERS, MIB, TEXT_BYTES
from sensus_verify.parsing.text import FOOTER_LINES, ai_line, body_fields, encoding_of, is_text, read_text

WORDS = "Så här går det till på kursen.\r\nVälkommen!\n"


class Endless(io.RawIOBase):
    """A stream of `size` bytes that exist only while they are read."""

    def __init__(self, size: int, line: bytes = b"rad\n") -> None:
        self._size, self._line, self._at, self.taken = size, line, 0, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = max(self._size - self._at, 0)
        size = left if size < 0 else min(size, left)
        shift = self._at % len(self._line)
        self._at += size
        self.taken += size
        return (self._line * (size // len(self._line) + 2))[shift : shift + size]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_read_in_every_encoding_that_is_met(encoding):
    assert read_text(io.BytesIO(WORDS.encode(encoding))).text == WORDS


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(range(1, 256)),
        b"words and \x01 a control character",
        b"\xff\xfe\x00\xd8\x00\xd8",
        b"\xef\xbb\xbf\xff",
        b"caf\x81",
    ],
)
def test_binary_data_are_no_text(data):
    assert not is_text(data)
    with pytest.raises(BrokenFile) as caught:
        read_text(io.BytesIO(data))
    assert caught.value.problem.key == "broken.encoding"


def test_a_character_cut_at_the_end_of_the_head_is_no_damage():
    assert encoding_of("kåsör".encode()[:-2]) == "utf-8"


def test_a_first_swedish_letter_behind_the_head_decides_the_encoding():
    text = "a" * 70_000 + "\nsmörgås"
    assert read_text(io.BytesIO(text.encode("cp1252"))).text == text


def test_of_a_long_text_start_and_last_lines_are_read_in_little_memory():
    stream = Endless(200 * MIB)
    tracemalloc.start()
    text = read_text(stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(text.text) == TEXT_BYTES
    assert text.footer() == ("rad",) * FOOTER_LINES
    assert stream.taken < TEXT_BYTES + MIB
    assert peak < 64 * MIB


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32-be"])
def test_the_last_lines_of_a_long_text_keep_their_encoding(encoding):
    mark = "\ufeff".encode(encoding)
    data = mark + ("rad\n" * (TEXT_BYTES // 2)).encode(encoding) + "sist: smörgås".encode(encoding)
    assert read_text(io.BytesIO(data)).footer()[-1] == "sist: smörgås"


def test_the_footer_holds_no_line_of_the_header():
    text = read_text(io.BytesIO("".join(f"{n}\n" for n in range(60)).encode()))
    assert text.header()[-1] == "49"
    assert text.footer() == tuple(str(n) for n in range(50, 60))


def test_a_long_body_becomes_fields_that_are_kept_whole():
    text = ("en rad\n" * 400_000)[: 2 * FIELD_CHARACTERS + 10]
    values = [field.value for field in body_fields(text, where="text")]
    assert "".join(values) == text
    assert all(len(value) <= FIELD_CHARACTERS for value in values)
    assert all(value.endswith("\n") for value in values[:-1])


@pytest.mark.parametrize(
    "line", ["AI-märkning: Bearbetad med AI.", "ai-märkning:Bearbetad med AI.", "> **AI-märkning:** Bearbetad med AI."]
)
def test_a_visible_label_is_found_with_its_decoration(line):
    assert [field.value for field in ai_line(("", line), where="text")] == ["Bearbetad med AI."]


def test_a_visible_label_further_down_is_only_text():
    assert not list(ai_line(("Rubrik", "AI-märkning: x"), where="text"))


def test_a_sentence_about_labels_is_none():
    assert not list(ai_line(("Om AI-märkning: så gör du",), where="text"))


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(data):
    if is_text(data):
        text = read_text(io.BytesIO(data))
        assert len(text.text) <= len(data)
    else:
        with pytest.raises(BrokenFile):
            read_text(io.BytesIO(data))


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_every_text_is_text(text):
    assert read_text(io.BytesIO(text.encode("utf-8-sig"))).text == text
