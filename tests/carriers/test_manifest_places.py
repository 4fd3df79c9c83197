"""Where a carrier says that it sees every manifest, it finds each one that the credentials library writes or knows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sensus_verify.carriers import all_carriers, carrier_for
from sensus_verify.core.limits import HEAD, MIB
from tests.makers import credentials

_SURE = [carrier.name for carrier in all_carriers() if carrier.sees_every_manifest]


def test_some_carriers_are_sure():
    assert {"mp4", "pdf", "avif"} <= set(_SURE)


@pytest.mark.parametrize("name", credentials.SIGNABLE)
def test_a_manifest_that_the_library_wrote_is_found(name: str):
    data = credentials.signed(name)
    carrier = carrier_for(data[:HEAD], "")
    assert carrier.holds_manifest is not None
    assert carrier.holds_manifest(io.BytesIO(data))


def test_real_manifests_are_found(corpus: Path):
    for file in ("video/video1.mp4", "credentials/adobe-20240110-single_manifest_store.pdf"):
        with (corpus / file).open("rb") as stream:
            carrier = carrier_for(stream.read(HEAD), "")
            assert carrier.holds_manifest is not None
            assert carrier.holds_manifest(stream)


def test_a_manifest_behind_the_first_scan_of_a_jpeg_is_looked_for():
    data = credentials.jpeg()
    segment = b"\xff\xeb\x00\x0cJP\x00\x01\x00\x00\x00\x01\x00\x00"
    carrier = carrier_for(data[:HEAD], "")
    assert carrier.holds_manifest is not None
    assert not carrier.holds_manifest(io.BytesIO(data))
    assert carrier.holds_manifest(io.BytesIO(data[:-2] + segment + data[-2:]))
    assert carrier.holds_manifest(io.BytesIO(data[:-2] + bytes(MIB - 3) + segment + data[-2:]))
