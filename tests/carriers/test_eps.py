"""EPS and old Illustrator files: the header comments, and which packet is the file's own."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import carrier_for
from sensus_verify.carriers.eps import CARRIERS
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from sensus_verify.core.limits import PACKET_SCAN_BYTES
from tests.makers import xmp
from tests.makers.eps import SAMPLES, embedded, eps, with_dos_header
from tests.makers.packets import GENERATED, xmp_packet

(EPS,) = CARRIERS
STATED = (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in EPS.read(io.BytesIO(data))]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("eps/labelled-dst", STATED),
        ("eps/labelled-dos", STATED),
        ("eps/labelled-main-last", STATED),
        ("eps/clean-dos", (Source.STRUCTURE, "thumbnail", "11 bytes")),
        ("eps/clean-illustrator", (Source.DOCUMENT, "Creator", "Adobe Illustrator(R) 8.0")),
        ("eps/personal-for", (Source.DOCUMENT, "For", "Anna Almlof")),
        ("eps/personal-creator", (Source.XMP, "dc:creator", "Anna Almlöf")),
    ],
)
def test_what_a_sample_holds_is_read(sample, expected):
    assert expected in facts(SAMPLES[sample]())


@pytest.mark.parametrize("comment", [b"", b"%ADO_ContainsXMP: MainFirst\n"])
def test_the_packets_of_placed_pictures_are_only_named(comment):
    data = eps(embedded(xmp.clean_packet()), embedded(xmp_packet()), embedded(xmp_packet()), comments=comment)
    assert facts(data)[1:] == [
        (Source.XMP, "dc:title", "Firefly at dusk"),
        (Source.STRUCTURE, "extraXmp", "2 packets"),
    ]


def test_a_field_has_the_offset_of_its_packet():
    data = with_dos_header(eps(embedded(xmp_packet())))
    field = list(EPS.read(io.BytesIO(data)))[-1]
    assert data.startswith(b"<?xpacket begin", field.offset)


def test_comments_end_with_the_header():
    assert facts(eps(b"%%For: (Somebody inside)\n")) == [(Source.DOCUMENT, "Creator", "A drawing program")]


def test_a_damaged_packet_is_named():
    data = eps(embedded(xmp_packet().replace(b"</rdf:RDF>", b"")))
    assert (Source.STRUCTURE, "damaged", "broken.xml") in facts(data)


def test_what_was_not_searched_is_said():
    data = eps(embedded(xmp_packet())) + b"%" * PACKET_SCAN_BYTES
    assert facts(data)[-1] == (Source.STRUCTURE, "notExamined", "notExamined.largePostScript")
    assert STATED in facts(data)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (with_dos_header(eps())[:20], "broken.truncated"),
        (with_dos_header(eps())[:60], "broken.truncated"),
        (with_dos_header(b"%PDF-1.4"), "broken.structure"),
        (b"", "broken.structure"),
    ],
)
def test_damage_is_named(data, key):
    with pytest.raises(BrokenFile) as caught:
        facts(data)
    assert caught.value.problem.key == key


def test_an_illustrator_file_that_is_pdf_is_not_ours():
    assert EPS.score(b"%PDF-1.5\n%Adobe Illustrator", ".ai") == 0


def test_plain_postscript_is_ours_too():
    assert carrier_for(b"%!PS\n/Times findfont\n", ".ps").name == "eps"
