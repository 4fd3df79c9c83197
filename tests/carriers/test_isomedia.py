"""What is read from MP4, QuickTime, M4V and M4A."""

from __future__ import annotations

import io
import struct

import pytest

from sensus_verify.carriers.isomedia import CARRIERS
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from tests.makers import isomedia as made
from tests.makers.boxes import MANIFEST_UUID, box, full_box, uuid_box
from tests.makers.packets import GENERATED, xmp_packet
from tests.makers.sparse import SparseFile
from tests.makers.witness import exiftool

BY_NAME = {carrier.name: carrier for carrier in CARRIERS}
MP4 = BY_NAME["mp4"]
SOURCE_TYPE = (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)


def fields(data: bytes) -> list[Field]:
    return list(MP4.read(io.BytesIO(data)))


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in fields(data)]


def format_of(head: bytes, suffix: str = "") -> str:
    best = max(CARRIERS, key=lambda carrier: carrier.score(head, suffix))
    return best.name if best.score(head, suffix) else ""


@pytest.mark.parametrize("sample", sorted(made.SAMPLES))
def test_the_brand_decides(sample):
    assert format_of(made.SAMPLES[sample]()) == sample.partition("/")[0]


@pytest.mark.parametrize(("brand", "name"), [(b"3gp5", "mp4"), (b"M4B ", "m4a"), (b"M4VH", "m4v"), (b"abcd", "mp4")])
def test_relatives(brand, name):
    assert format_of(made.mp4(major=brand)) == name


@pytest.mark.parametrize("brand", [b"heic", b"avif", b"mif1", b"crx ", b"jp2 "])
def test_pictures_in_boxes_are_not_ours(brand):
    assert format_of(made.mp4(major=brand), ".mp4") == ""


@pytest.mark.parametrize(("suffix", "name"), [(".m4a", "m4a"), (".m4v", "m4v"), (".mp4", "mp4"), (".mov", "mp4")])
def test_the_general_brand_fits_several_names(suffix, name):
    assert format_of(made.mp4(), suffix) == name


@pytest.mark.parametrize("text", [b"the free speech", b"\n\n\n\nmoov", b"", b"\0\0\0\7free", b"\0\0"])
def test_text_that_holds_the_name_of_a_box_is_not_ours(text):
    assert format_of(text) == ""


@pytest.mark.parametrize("name", [name for name in made.SAMPLES if "/clean-" in name])
def test_a_clean_file_says_nothing(name):
    assert facts(made.SAMPLES[name]()) == []


@pytest.mark.parametrize("name", [name for name in made.SAMPLES if name.endswith("labelled-dst")])
def test_xmp_is_read_in_both_places(name):
    assert facts(made.SAMPLES[name]()) == [SOURCE_TYPE]


def test_the_place_of_a_box_behind_the_media_is_named():
    data = made.SAMPLES["mp4/labelled-dst"]()
    (field,) = fields(data)
    assert field.where == "uuid XMP"
    assert data[field.offset + 4 :].startswith(b"uuid")


@pytest.mark.parametrize("version", [True, False])
@pytest.mark.parametrize("in_user_data", [True, False])
def test_keys_name_their_items(version, in_user_data):
    meta = made.keyed({"com.apple.quicktime.title": "Vår", "AIGC": made.AIGC}, version=version)
    data = made.mp4(made.user_data(meta) if in_user_data else meta)
    assert facts(data) == [(Source.TAG, "com.apple.quicktime.title", "Vår"), (Source.TAG, "AIGC", made.AIGC)]


def test_freeform_items_bear_their_bare_name():
    assert facts(made.SAMPLES["m4a/labelled-tc260"]()) == [(Source.TAG, "AIGC", made.AIGC)]


def test_items_of_other_kinds_than_text():
    items = (
        box(b"tmpo", made.data_box(b"\xff\xfe", made.SIGNED)),
        box(b"covr", made.data_box(bytes(70), 13)),
        box(b"\xa9nam", made.data_box("Vår".encode("utf-16-be"), made.UTF16)),
        box(b"gnre", made.data_box(b"\0\1", made.BINARY)),
    )
    data = made.mp4(made.user_data(made.item_list(*items)))
    assert [(name, value) for _, name, value in facts(data)] == [
        ("tmpo", "-2"),
        ("covr", "70 bytes"),
        ("©nam", "Vår"),
        ("gnre", "2 bytes"),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Möte".encode(), made.SWEDISH),
        ("Möte".encode("utf-16"), made.SWEDISH),
        (b"\xfe\xff" + "Möte".encode("utf-16-be"), made.SWEDISH),
        ("Möte".encode("mac-roman"), 5),
    ],
)
def test_international_texts_in_their_encodings(text, language):
    data = made.mp4(made.user_data(made.international(b"\xa9cmt", text, language)), major=b"qt  ")
    assert facts(data) == [(Source.TAG, "©cmt", "Möte")]


def test_an_entry_with_texts_in_two_languages():
    texts = b"".join(struct.pack(">HH", len(text), made.SWEDISH) + text for text in (b"en", b"sv"))
    assert [value for _, _, value in facts(made.mp4(made.user_data(box(b"\xa9cmt", texts))))] == ["en", "sv"]


def test_an_entry_of_user_data_in_the_form_of_an_item():
    data = made.mp4(made.user_data(box(b"\xa9swr", made.data_box(b"Runway"))))
    assert facts(data) == [(Source.TAG, "©swr", "Runway")]


def test_texts_of_mobile_files():
    author = full_box(b"auth", 0, struct.pack(">H", made.SWEDISH), "Anna\0".encode("utf-16"))
    empty = full_box(b"titl", 0, struct.pack(">H", made.SWEDISH), b"\0")
    assert facts(made.mp4(made.user_data(author, empty))) == [(Source.TAG, "auth", "Anna")]


@pytest.mark.parametrize("name", [b"Vik\0", "\ufeffVik\0".encode("utf-16-be"), "\ufeffĀāVik\0".encode("utf-16-be")])
def test_the_location_box(name):
    ((_, tag, value),) = facts(made.mp4(made.user_data(made.location(-33.85, 151.25, name))))
    assert tag == "loci"
    assert value.startswith("-33.85001, 151.25000 ")
    assert value.endswith("Vik")


def test_tags_of_a_track():
    data = made.mp4(box(b"trak", made.user_data(made.international(b"\xa9xyz", made.POSITION.encode()))))
    assert [(field.name, field.where) for field in fields(data)] == [("©xyz", "moov/trak/udta/©xyz")]


def test_a_compressed_directory_is_named_as_not_examined():
    data = box(b"moov", box(b"cmov", bytes(20))) + made.MEDIA
    assert facts(data) == [(Source.STRUCTURE, "notExamined", "notExamined.compressedMovie")]


def test_what_came_before_the_damage_counts():
    read = MP4.read(io.BytesIO(made.SAMPLES["mp4/broken-box"]()))
    assert next(read).name == "Iptc4xmpExt:DigitalSourceType"
    with pytest.raises(BrokenFile) as caught:
        next(read)
    assert caught.value.problem.key == "broken.structure"


@pytest.mark.parametrize(
    ("damaged", "key"),
    [
        (box(b"\xa9cmt", struct.pack(">HH", 90, 0)), "broken.structure"),
        (full_box(b"loci", 0, b"\0\0Vik"), "broken.structure"),
        (full_box(b"loci", 0), "broken.structure"),
        (made.item_list(box(b"\xa9nam", box(b"data", b"\0\0"))), "broken.structure"),
        (made.item_list(struct.pack(">I4s", 900, b"\xa9nam")), "broken.truncated"),
        (box(b"meta", full_box(b"keys", 0, bytes(4), struct.pack(">I", 3), bytes(8))), "broken.structure"),
        (box(b"XMP_", b"<x:xmpmeta"), "broken.xml"),
    ],
)
def test_a_damaged_entry_does_not_hide_the_next(damaged, key):
    data = made.mp4(made.user_data(damaged, made.international(b"\xa9too", b"Google")))
    assert facts(data) == [(Source.STRUCTURE, "damaged", key), (Source.TAG, "©too", "Google")]


def test_a_damaged_movie_does_not_hide_the_xmp_behind_it():
    data = made.mp4(struct.pack(">I4s", 3, b"udta"), tail=made.xmp_box())
    assert facts(data) == [(Source.STRUCTURE, "damaged", "broken.structure"), SOURCE_TYPE]


def test_the_manifest_box_is_found_by_its_identity():
    assert MP4.holds_manifest(io.BytesIO(made.mp4(before=made.manifest_box())))
    assert not MP4.holds_manifest(io.BytesIO(made.mp4(tail=made.xmp_box())))
    assert not MP4.holds_manifest(
        io.BytesIO(made.mp4(tail=box(b"free", bytes.fromhex(MANIFEST_UUID.replace("-", "")))))
    )
    assert facts(made.mp4(before=made.manifest_box())) == []


def test_a_uuid_box_too_short_for_an_identity():
    assert facts(made.mp4(tail=box(b"uuid", b"\xbe\x7a"))) == []


def test_a_large_file_costs_only_its_headers():
    size = 5 << 30
    head = made.brand(b"isom") + struct.pack(">I4sQ", 1, b"mdat", size)
    tail = made.movie() + uuid_box(MANIFEST_UUID) + made.xmp_box()
    end = len(head) - 16 + size
    file = SparseFile(end + len(tail), {0: head, end: tail})
    assert [field.value for field in MP4.read(file)] == [GENERATED]
    assert MP4.holds_manifest(file)
    assert file.bytes_read < 2000


@pytest.mark.parametrize(
    ("sample", "name", "value"),
    [
        ("mp4/labelled-dst", "XMP-iptcExt:DigitalSourceType#", GENERATED),
        ("mp4/labelled-tc260", "Keys:AIGC", made.AIGC),
        ("mp4/traced-veo", "ItemList:Encoder", "Google"),
        ("m4a/personal-artist", "ItemList:Artist", "Anna Almlöf"),
        ("mov/labelled-dst", "XMP-iptcExt:DigitalSourceType#", GENERATED),
    ],
)
def test_another_program_reads_the_same(tmp_path, sample, name, value):
    path = tmp_path / f"film.{sample.partition('/')[0]}"
    path.write_bytes(made.SAMPLES[sample]())
    assert value in exiftool(path, name).values()
    assert value in [field.value for field in fields(path.read_bytes())]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "carrier", "expected"),
    [
        ("video/c.mov", "mov", ("com.apple.quicktime.software", "macOS 14.6.1 (23G93)")),
        ("video/uuid540.mp4", "mp4", ("titl", "My Movie")),
        ("video/uuid540.mp4", "mp4", ("photoshop:Headline", "Title")),
        ("video/video1.mp4", "mp4", ("©TIM", "00:00:00:00")),
        ("video/with-gps.mp4", "mp4", ("©xyz", "+51.4169-000.0806/")),
        ("audio/sample1.m4a", "m4a", ("©too", "Music 1.4.6.32")),
    ],
)
def test_real_files(corpus, name, carrier, expected):
    path = corpus / name
    with path.open("rb") as file:
        assert format_of(file.read(65536), path.suffix) == carrier
        found = list(MP4.read(file))
        assert expected in [(field.name, field.value) for field in found]
        assert "damaged" not in [field.name for field in found]
        assert MP4.holds_manifest(file) == (name == "video/video1.mp4")


def test_xmp_packets_of_two_places_are_both_read():
    data = made.mp4(made.user_data(box(b"XMP_", xmp_packet("digitalCapture"))), tail=made.xmp_box())
    assert [value for _, _, value in facts(data)] == ["digitalCapture", GENERATED]
