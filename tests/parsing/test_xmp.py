"""XMP: every form that says the same gives the same fields; what is damaged says so."""

from __future__ import annotations

import hashlib
import io
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS, FIELDS, PACKET_SCAN_BYTES, XML_DEPTH
from sensus_verify.parsing.xmp import ExtendedPart, extended_part, find_packets, merge_extended, packet_fields
from tests.makers import xmp
from tests.makers.packets import GENERATED

DST = ("Iptc4xmpExt:DigitalSourceType", GENERATED)
ELEMENT = f"<Iptc4xmpExt:DigitalSourceType>{GENERATED}</Iptc4xmpExt:DigitalSourceType>"


def fields(packet: str | bytes) -> list[Field]:
    data = packet if isinstance(packet, bytes) else packet.encode()
    return list(packet_fields(data, where="here", offset=7))


def pairs(packet: str | bytes) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in fields(packet)]


def properties(content: str = "", attributes: str = "") -> list[tuple[str, str]]:
    return pairs(xmp.packet(xmp.description(content, attributes)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32-be", "utf-32"])
def test_every_encoding_is_read(encoding):
    packet = xmp.packet(xmp.description(ELEMENT + "<dc:source>Ängö</dc:source>"), padding=50)
    assert pairs(packet.encode(encoding)) == [DST, ("dc:source", "Ängö")]


def test_an_encoding_declared_inside_another_does_not_confuse():
    inner = '<?xml version="1.0" encoding="UTF-16"?>' + xmp.META.format(xmp.RDF.format(xmp.description(ELEMENT)))
    assert pairs(inner.encode("utf-16-le")) == [DST]


@pytest.mark.parametrize(
    "packet",
    [
        xmp.packet(xmp.description(ELEMENT)),
        xmp.packet(xmp.description(ELEMENT), padding=5000) + "\0\0\0",
        "\ufeff" + xmp.packet(xmp.description(ELEMENT)),
        "\n  " + xmp.packet(xmp.description(ELEMENT)) + " stray",
        xmp.META.format(xmp.RDF.format(xmp.description(ELEMENT))),
        xmp.RDF.format(xmp.description(ELEMENT)),
        xmp.packet(xmp.description(), xmp.description(ELEMENT)),
        xmp.packet(xmp.description(attributes=xmp.generated_attribute())),
        xmp.packet(
            '<rdf:Description xmlns:q="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
            f'q:DigitalSourceType="{GENERATED}"/>'
        ),
        xmp.packet(
            '<my:Node xmlns:my="urn:mine" xmlns:q="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
            f'q:DigitalSourceType="{GENERATED}"/>'
        ),
        xmp.packet(xmp.description(f'<Iptc4xmpExt:DigitalSourceType rdf:resource="{GENERATED}"/>')),
        xmp.packet(
            xmp.description(
                '<Iptc4xmpExt:DigitalSourceType rdf:parseType="Resource">'
                f"<rdf:value>{GENERATED}</rdf:value></Iptc4xmpExt:DigitalSourceType>"
            )
        ),
        xmp.packet(
            xmp.description(f"<Iptc4xmpExt:DigitalSourceType>{GENERATED[:9]}<!-- -->{GENERATED[9:]}\n"
                            "</Iptc4xmpExt:DigitalSourceType>")
        ),
    ],
)  # fmt: skip
def test_every_form_says_the_same(packet):
    assert pairs(packet) == [DST]


def test_the_address_decides_and_not_the_prefix():
    packet = xmp.packet('<rdf:Description xmlns:Iptc4xmpExt="urn:other" Iptc4xmpExt:DigitalSourceType="x"/>')
    assert pairs(packet) == [("{urn:other}DigitalSourceType", "x")]


def test_each_item_of_a_container_is_a_field():
    content = "<dc:creator><rdf:Seq><rdf:li>Anna</rdf:li><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator>"
    assert properties(content) == [("dc:creator", "Anna"), ("dc:creator", "Bo")]


@pytest.mark.parametrize(
    "content",
    [
        '<xmpMM:DerivedFrom rdf:parseType="Resource"><stRef:filePath>/home/a</stRef:filePath></xmpMM:DerivedFrom>',
        '<xmpMM:DerivedFrom stRef:filePath="/home/a"/>',
        (
            "<xmpMM:DerivedFrom><rdf:Description><stRef:filePath>/home/a</stRef:filePath></rdf:Description>"
            "</xmpMM:DerivedFrom>"
        ),
        '<xmpMM:DerivedFrom><rdf:Description stRef:filePath="/home/a"/></xmpMM:DerivedFrom>',
    ],
)
def test_members_of_structures_are_joined(content):
    assert properties(content) == [("xmpMM:DerivedFrom/stRef:filePath", "/home/a")]


def test_a_structure_in_a_container_in_a_structure():
    content = (
        '<xmpMM:Pantry><rdf:Bag><rdf:li rdf:parseType="Resource"><dc:subject><rdf:Bag><rdf:li>a</rdf:li>'
        "<rdf:li>b</rdf:li></rdf:Bag></dc:subject></rdf:li></rdf:Bag></xmpMM:Pantry>"
    )
    assert properties(content) == [("xmpMM:Pantry/dc:subject", "a"), ("xmpMM:Pantry/dc:subject", "b")]


def test_fields_know_their_place():
    assert {(field.source, field.where, field.offset) for field in fields(xmp.clean_packet())} == {
        (Source.XMP, "here", 7)
    }


def test_our_record_becomes_one_object():
    record = dict(pairs(xmp.record_packet()))["sensusai:record"]
    assert json.loads(record) == {
        "schemaVersion": "1.0",
        "recordId": "urn:uuid:0b7f2b0a-4b1e-4b58-9d3c-0a7b6f0f9a11",
        "aiUse": "edited",
        "organisation": "Sensus studieförbund",
        "declaredDate": "2026-11-23",
        "parts": ["photo"],
        "labelText": {"x-default": "AI-bearbetad", "sv": "AI-bearbetad"},
        "tools": [{"name": "Painter", "contribution": ["photo"]}],
    }


def test_our_record_is_one_whatever_form_its_parts_take():
    packet = xmp.packet(
        xmp.description(attributes='sensusai:aiUse="edited" sensusai:schemaVersion="1.0"'),
        xmp.description("<sensusai:tools><rdf:Seq><rdf:li><rdf:Description sensusai:name='N'/></rdf:li></rdf:Seq>"
                        "</sensusai:tools><sensusai:policyURL rdf:resource='https://a.example/'/>"),
    )  # fmt: skip
    assert json.loads(dict(pairs(packet))["sensusai:record"]) == {
        "aiUse": "edited",
        "schemaVersion": "1.0",
        "tools": [{"name": "N"}],
        "policyURL": "https://a.example/",
    }


def test_no_record_without_our_namespace():
    assert "sensusai:record" not in dict(pairs(xmp.clean_packet()))


@pytest.mark.parametrize(
    ("packet", "key"),
    [
        ("", "broken.xml"),
        ("no XML at all", "broken.xml"),
        (xmp.packet(xmp.description(ELEMENT))[:200], "broken.xml"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + xmp.RDF.format(""), "broken.doctype"),
    ],
)
def test_a_damaged_packet_says_so(packet, key):
    assert [(field.source, field.name, field.value, field.where) for field in fields(packet)] == [
        (Source.STRUCTURE, "damaged", key, "here")
    ]


def test_a_packet_with_one_wrong_byte_is_read():
    packet = xmp.packet(xmp.description(ELEMENT + "<dc:source>caf~</dc:source>")).encode().replace(b"~", b"\xe9")
    assert pairs(packet) == [DST, ("dc:source", "caf\ufffd")]


def test_too_many_fields_are_named():
    found = fields(xmp.packet(xmp.description("<dc:source>a</dc:source>" * (FIELDS + 5))))
    assert len(found) == FIELDS + 1
    assert (found[-1].name, found[-1].value) == ("damaged", "broken.tooMany")


def test_a_long_value_is_cut():
    assert len(properties(f"<dc:source>{'a' * (FIELD_CHARACTERS + 5)}</dc:source>")[0][1]) == FIELD_CHARACTERS


def test_deep_nesting_ends():
    depth = XML_DEPTH + 10
    content = '<dc:a rdf:parseType="Resource">' * depth + "</dc:a>" * depth
    assert properties(content)[-1][1] in {"broken.tooDeep", "broken.xml"}


def test_nested_long_names_do_not_multiply():
    name = "n" * 20_000
    content = f'<dc:{name} rdf:parseType="Resource">' * 100 + "<dc:x>a</dc:x>" * 5_000 + f"</dc:{name}>" * 100
    start = time.perf_counter()
    assert sum(len(name) for name, _ in properties(content)) < 20_000_000
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("content", ["<dc:a>" + "<!---->x" * 200_000 + "</dc:a>", "<dc:a/>" * 200_000])
def test_hostile_repetition_costs_little(content):
    start = time.perf_counter()
    properties(content)
    assert time.perf_counter() - start < 2.5


def test_comments_and_inner_elements_do_not_cut_a_literal():
    content = '<dc:a rdf:parseType="Literal">one <!-- two --><b>three <i>four</i> five</b> six</dc:a>'
    assert properties(content) == [("dc:a", "one three four five six")]


def test_a_usual_packet_costs_little():
    packet = xmp.packet(xmp.description(xmp.RECORD + "<dc:source>a</dc:source>" * 100)).encode()
    fields(packet)
    start = time.perf_counter()
    for _ in range(20):
        fields(packet)
    assert (time.perf_counter() - start) / 20 < 0.02


@settings(max_examples=60, deadline=2000, derandomize=True, database=None)
@given(data=st.data())
def test_damage_gives_fields_or_a_damaged_field(data):
    packet = bytearray(xmp.record_packet())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(packet) - 1))
        packet[at] = data.draw(st.integers(0, 255))
    assert all(isinstance(field, Field) for field in fields(bytes(packet)))


@settings(max_examples=60, deadline=2000, derandomize=True, database=None)
@given(packet=st.binary(max_size=200))
def test_any_bytes_give_fields(packet):
    assert fields(packet)


def pieces(whole: bytes, size: int) -> list[ExtendedPart]:
    digest = hashlib.md5(whole, usedforsecurity=False).hexdigest().upper()
    return [
        ExtendedPart(digest=digest, length=len(whole), offset=at, data=whole[at : at + size])
        for at in range(0, len(whole), size)
    ]


def test_extended_pieces_are_joined_in_any_order():
    whole = bytes(range(256))
    assert merge_extended(reversed(pieces(whole, 100))) == whole


@pytest.mark.parametrize("change", ["gap", "overlap", "length", "digest", "nothing"])
def test_extended_pieces_that_do_not_fit_are_refused(change):
    parts = pieces(bytes(range(256)), 100)
    if change == "gap":
        del parts[1]
    elif change == "overlap":
        parts.append(parts[1])
    elif change == "length":
        parts[0] = ExtendedPart(digest=parts[0].digest, length=9999, offset=0, data=parts[0].data)
    elif change == "digest":
        parts = [ExtendedPart(digest="0" * 32, length=p.length, offset=p.offset, data=p.data) for p in parts]
    else:
        parts = []
    with pytest.raises(BrokenFile):
        merge_extended(parts)


def test_a_short_extended_piece_is_refused():
    with pytest.raises(BrokenFile):
        extended_part(b"A" * 39)
    assert extended_part(b"a" * 32 + bytes(8)).digest == "A" * 32


@pytest.mark.parametrize("before", [0, 10, (1 << 20) - 7, 3 << 20])
def test_packets_are_found_wherever_they_lie(before):
    packet = xmp.clean_packet()
    stream = io.BytesIO(b" " * before + packet + b"\n" * 50 + packet)
    found = list(find_packets(stream, 0, len(stream.getvalue())))
    assert [one.start for one in found] == [before, before + len(packet) + 50]
    assert all(pairs(one.data) == pairs(packet) for one in found)


def test_the_search_for_packets_has_an_end():
    stream = io.BytesIO(bytes(PACKET_SCAN_BYTES) + xmp.clean_packet())
    assert list(find_packets(stream, 0, len(stream.getvalue()))) == []


def test_a_packet_without_its_end_ends_the_search():
    stream = io.BytesIO(b"<?xpacket begin" * 10_000)
    assert len(list(find_packets(stream, 0, len(stream.getvalue())))) == 1
