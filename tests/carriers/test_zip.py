"""An archive that is no document: recognised, and its content not searched."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import carrier_for
from sensus_verify.carriers import zip as carrier
from sensus_verify.core.errors import BrokenFile
from tests.makers import zip as makers


@pytest.mark.parametrize("sample", makers.SAMPLES)
def test_what_no_document_claims_is_an_archive(sample):
    assert carrier_for(makers.SAMPLES[sample](), ".bin").name == "zip"


def test_an_archive_says_that_it_was_not_searched_and_whether_it_is_locked():
    fields = list(carrier.CARRIERS[0].read(io.BytesIO(makers.SAMPLES["zip/clean-locked"]())))
    assert [(f.name, f.value) for f in fields] == [("notExamined", "notExamined.archive"), ("encrypted", "ZIP")]


@pytest.mark.parametrize("sample", ["zip/broken-cut", "zip/broken-endless"])
def test_a_broken_archive_is_broken(sample):
    with pytest.raises(BrokenFile):
        list(carrier.CARRIERS[0].read(io.BytesIO(makers.SAMPLES[sample]())))
