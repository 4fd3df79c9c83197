"""What EPUB books state."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import carrier_for, epub
from sensus_verify.core.errors import BrokenFile
from tests.makers import epub as makers


def _read(sample: str) -> dict[str, str]:
    fields = epub.CARRIERS[0].read(io.BytesIO(makers.SAMPLES[sample]()))
    return {field.name: field.value for field in fields if field.name != "member"}


@pytest.mark.parametrize("sample", makers.SAMPLES)
def test_the_mimetype_decides_the_format(sample):
    assert carrier_for(makers.SAMPLES[sample](), ".zip").name == "epub"


def test_our_properties_are_known_by_their_address_not_their_prefix():
    assert _read("epub/labelled-record")["sensusai:aiUse"] == "partlyGenerated"
    assert _read("epub/labelled-otherprefix")["sensusai:aiUse"] == "assisted"


def test_people_and_the_older_form_of_meta_are_read():
    assert _read("epub/personal-author") == {
        "dc:title": "Bok",
        "dc:creator": "Åsa Ek",
        "dc:contributor": "Bo Al",
        "generator": "Sigil",
    }


def test_pictures_are_listed_with_their_path():
    fields = epub.CARRIERS[0].read(io.BytesIO(makers.SAMPLES["epub/clean-plain"]()))
    assert [field.value for field in fields if field.name == "member"] == ["OEBPS/img/a.jpg"]


def test_an_old_package_with_a_document_type_is_read():
    old = (
        '<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" "http://openebook.org/oebpkg12.dtd">'
        '<package><metadata><dc-metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Åsa Ek</dc:creator>'
        "</dc-metadata></metadata></package>"
    )
    fields = list(epub.CARRIERS[0].read(io.BytesIO(makers.book(package=old))))
    assert [(f.name, f.value, f.where) for f in fields] == [("dc:creator", "Åsa Ek", "OPF OEBPS/book.opf")]


def test_a_bomb_is_damage():
    assert _read("epub/broken-bomb") == {"damaged": "broken.tooLarge"}


@pytest.mark.parametrize("sample", ["epub/broken-container", "epub/broken-nowhere", "epub/broken-cut"])
def test_a_book_without_a_package_is_broken(sample):
    with pytest.raises(BrokenFile):
        _read(sample)
