"""The data hash, computed again, and what it leaves out."""

from __future__ import annotations

import base64
import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.credential import Region
from sensus_verify.credentials.binding import agrees, data_hash, settle, unprotected
from sensus_verify.credentials.states import Binding

DATA = bytes(range(256)) * 40


def assertion(data: bytes, *gaps: tuple[int, int], name: str = "sha256", **more: object) -> dict[str, object]:
    covered, position = b"", 0
    for start, length in sorted(gaps):
        covered += data[position:start]
        position = start + length
    digest = hashlib.new(name, covered + data[position:]).digest()
    exclusions = [{"start": start, "length": length} for start, length in gaps]
    return {"alg": name, "hash": base64.b64encode(digest).decode(), "exclusions": exclusions, **more}


def read(data: bytes, about: object) -> bool | None:
    hashed = data_hash({"c2pa.hash.data": about}, len(data))
    return None if hashed is None else agrees(io.BytesIO(data), hashed)


@pytest.mark.parametrize("name", ["sha256", "sha384", "sha512"])
def test_a_hash_agrees_with_its_bytes_and_with_no_others(name):
    about = assertion(DATA, (10, 20), (300, 5), name=name)
    assert read(DATA, about) is True
    inside = DATA[:15] + b"!" + DATA[16:]
    outside = DATA[:9] + b"!" + DATA[10:]
    assert read(inside, about) is True
    assert read(outside, about) is False
    assert read(DATA + b"!", about) is False
    assert read(DATA[:-1], about) is False


def test_no_exclusions_cover_the_whole_file():
    about = assertion(DATA)
    assert read(DATA, about) is True
    assert read(DATA, {**about, "exclusions": None}) is True
    assert read(DATA[1:], about) is False


@pytest.mark.parametrize(
    "about",
    [
        assertion(DATA) | {"alg": "md5"},
        assertion(DATA) | {"url": "https://example.org"},
        assertion(DATA) | {"hash": "not base64!"},
        assertion(DATA) | {"exclusions": [{"start": 5, "length": 10}, {"start": 8, "length": 2}]},
        assertion(DATA) | {"exclusions": [{"start": -1, "length": 2}]},
        assertion(DATA) | {"exclusions": [{"start": 0, "length": 0}]},
        assertion(DATA) | {"exclusions": [{"start": 0, "length": len(DATA) + 1}]},
        assertion(DATA) | {"exclusions": [{"start": True, "length": 1.5}]},
        assertion(DATA) | {"exclusions": ["?"]},
        assertion(DATA) | {"exclusions": "?"},
        assertion(DATA) | {"hash": ""},
        "no object",
    ],
)
def test_what_cannot_be_computed_for_certain_is_not_computed(about):
    assert data_hash({"c2pa.hash.data": about}, len(DATA)) is None


def test_two_data_hashes_settle_nothing():
    both = {"c2pa.hash.data": assertion(DATA), "c2pa.hash.data__1": assertion(DATA)}
    assert data_hash(both, len(DATA)) is None


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["alg", "hash", "exclusions", "url"]),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=8),
            lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["start", "length"]), inner),
            max_leaves=6,
        ),
    )
)
def test_any_assertion_gives_an_answer(about):
    assert read(DATA, about) in (True, False, None)


JUMBF = b"JP\0\1\0\0\0\1" + b"\0\0\0\x20jumb\0\0\0\x1ejumdc2pa"


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content


HEAD = b"\xff\xd8" + segment(0xE0, b"JFIF\0") + segment(0xE1, b"Exif\0\0...")
MANIFEST = segment(0xEB, JUMBF + b"." * 40)
SCAN = segment(0xDB, bytes(65)) + segment(0xDA, bytes(10)) + b"image data" * 30 + b"\xff\xd9"
PHOTO = HEAD + MANIFEST + SCAN
TO_SCAN = PHOTO.index(b"\xff\xda")


def settled(*gaps: tuple[int, int], data: bytes = PHOTO, also_matches: bool = True, jpeg: bool = True) -> Binding:
    hashed = data_hash({"c2pa.hash.data": assertion(PHOTO, *gaps)}, len(data))
    return settle(io.BytesIO(data), hashed, also_matches=also_matches, jpeg=jpeg)


def test_a_header_may_be_left_out_and_image_data_may_not():
    whole_header = len(HEAD) + len(MANIFEST)
    assert settled((0, whole_header)) is Binding.HEADER_ONLY
    assert settled((0, TO_SCAN)) is Binding.HEADER_ONLY
    assert settled((0, TO_SCAN + 1)) is Binding.UNSETTLED
    assert settled((0, whole_header), (TO_SCAN + 40, 8)) is Binding.UNSETTLED


def test_older_rules_need_a_jpeg_and_a_match_beside_the_mismatch():
    assert settled((0, len(HEAD)), also_matches=False) is Binding.UNSETTLED
    assert settled((0, len(HEAD)), jpeg=False) is Binding.UNSETTLED


def test_other_bytes_are_a_change():
    assert settled((0, len(HEAD)), data=PHOTO[:-3] + b"!" + PHOTO[-2:]) is Binding.DIFFERS
    assert settle(io.BytesIO(PHOTO), None, also_matches=True, jpeg=True) is Binding.UNSETTLED


def outside(*gaps: tuple[int, int], data: bytes = PHOTO, jpeg: bool = True) -> tuple[Region, ...]:
    hashed = data_hash({"c2pa.hash.data": assertion(data, *gaps)}, len(data))
    assert hashed is not None
    return unprotected(io.BytesIO(data), hashed, jpeg=jpeg)


def test_the_manifest_itself_is_not_called_unprotected():
    assert outside((len(HEAD), len(MANIFEST))) == ()
    assert outside((0, len(HEAD) + len(MANIFEST))) == (Region(start=0, length=len(HEAD)),)
    after = len(HEAD) + len(MANIFEST)
    assert outside((0, TO_SCAN)) == (
        Region(start=0, length=len(HEAD)),
        Region(start=after, length=TO_SCAN - after),
    )


def test_a_second_exclusion_is_unprotected():
    assert outside((len(HEAD), len(MANIFEST)), (TO_SCAN + 20, 7)) == (Region(start=TO_SCAN + 20, length=7),)


def test_a_manifest_in_base64_is_recognised():
    drawing = b"<svg>" + base64.b64encode(b"\0\0\0\x40jumb\0\0\0\x1ejumdc2pa" + bytes(42)) + b"</svg>"
    gap = (5, len(drawing) - 11)
    assert outside(gap, data=drawing, jpeg=False) == ()
