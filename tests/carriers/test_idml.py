"""What InDesign's exchange packages state."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import carrier_for, idml
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from tests.makers import idml as makers


@pytest.mark.parametrize("sample", makers.SAMPLES)
def test_the_mimetype_decides_the_format(sample):
    assert carrier_for(makers.SAMPLES[sample](), ".zip").name == "idml"


def test_the_packet_is_read():
    fields = list(idml.CARRIERS[0].read(io.BytesIO(makers.SAMPLES["idml/labelled-source"]())))
    assert [(f.source, f.name, f.where) for f in fields] == [
        (Source.XMP, "Iptc4xmpExt:DigitalSourceType", "META-INF/metadata.xml")
    ]
    assert fields[0].value.endswith("/trainedAlgorithmicMedia")


def test_a_damaged_packet_is_named():
    fields = list(idml.CARRIERS[0].read(io.BytesIO(makers.SAMPLES["idml/broken-packet"]())))
    assert [(f.name, f.where) for f in fields] == [("damaged", "META-INF/metadata.xml")]


@pytest.mark.parametrize("sample", ["idml/broken-empty", "idml/broken-cut"])
def test_a_package_without_a_design_is_broken(sample):
    with pytest.raises(BrokenFile):
        list(idml.CARRIERS[0].read(io.BytesIO(makers.SAMPLES[sample]())))
