"""BMP and icons: recognised, checked, silent."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import bmp as module
from sensus_verify.core.errors import BrokenFile
from tests.makers.bmp import SAMPLES

BMP, ICO = module.CARRIERS


def test_the_headers_decide():
    assert BMP.score(SAMPLES["bmp/clean-rgb"](), ".bmp") == 11
    assert ICO.score(SAMPLES["ico/clean-two-sizes"](), ".ico") == 11
    assert ICO.score(SAMPLES["bmp/clean-rgb"](), ".ico") == 0
    assert BMP.score(SAMPLES["ico/clean-two-sizes"](), ".bmp") == 0


@pytest.mark.parametrize(
    "head", [b"", b"BM", b"BM is how this text begins, and it is no picture", b"\0\0\1\0", b"\0\0\1\0" + bytes(40)]
)
def test_two_letters_prove_nothing(head):
    assert BMP.score(head, ".bmp") == 0
    assert ICO.score(head, ".ico") == 0


def test_neither_says_anything():
    assert list(BMP.read(io.BytesIO(SAMPLES["bmp/clean-rgb"]()))) == []
    assert list(ICO.read(io.BytesIO(SAMPLES["ico/clean-two-sizes"]()))) == []


@pytest.mark.parametrize(("carrier", "name"), [(BMP, "bmp/broken-cut"), (ICO, "ico/broken-cut")])
def test_a_cut_file_is_called_broken(carrier, name):
    with pytest.raises(BrokenFile, match=r"broken\.truncated"):
        list(carrier.read(io.BytesIO(SAMPLES[name]())))


def test_neither_is_given_to_the_credentials_library():
    assert (BMP.media_type, ICO.media_type) == ("", "")
