"""ExifTool, which we did not write, reads the same texts from real files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sensus_verify.carriers import jpeg, psd, tiff
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import HEAD

CARRIERS = (*jpeg.CARRIERS, *tiff.CARRIERS, *psd.CARRIERS)
COUNTED = frozenset({"MakerNote", "Thumbnail", "GPSPosition"})  # told in words of our own
ELSEWHERE = frozenset({"XMPToolkit", "About", "CodedCharacterSet", "ApplicationRecordVersion"})  # no property, no text
FOREIGN_TRAILER = "IPTC2"  # a second block that FotoStation appends behind the picture
DATE = re.compile(r"\d{4}[-:]?\d\d[-:]?\d\d|\d{6}|\d\d:\d\d:\d\d")
NUMBER = re.compile(r"[-+]?[\d./ ]+(undef[ \d.]*)*")
EXIF_GROUPS = frozenset({"IFD0", "IFD1", "IFD2", "ExifIFD"})


def _family(group: str) -> Source | None:
    if group.startswith("XMP"):
        return Source.XMP
    if group.startswith("IPTC") and group != FOREIGN_TRAILER:
        return Source.IPTC
    return Source.EXIF if group in EXIF_GROUPS else None


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)


def _theirs(file: Path) -> dict[Source, set[str]]:
    command = ["exiftool", "-j", "-G1", "-a", "-struct", "-n", str(file)]
    done = subprocess.run(command, capture_output=True, check=True)
    texts: dict[Source, set[str]] = {Source.XMP: set(), Source.EXIF: set(), Source.IPTC: set()}
    for name, value in json.loads(done.stdout)[0].items():
        group, _, tag = name.partition(":")
        family = _family(group)
        if family is not None and tag not in ELSEWHERE:
            texts[family] |= _texts(_leaves(value))
    return texts


def _texts(values: Iterable[str]) -> set[str]:
    """Values that both sides write alike: no dates, no numbers, which ExifTool puts into a form of its own."""
    plain = {value.strip() for value in values}
    return {value for value in plain if value and not DATE.match(value) and not NUMBER.fullmatch(value)}


def _ours(fields: Iterable[Field], source: Source) -> set[str]:
    return _texts(field.value for field in fields if field.source is source and field.name not in COUNTED)


@pytest.mark.corpus
def test_the_texts_of_real_files_are_the_same(corpus):
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed")
    compared = 0
    for file in sorted(corpus.rglob("*")):
        if not file.is_file():
            continue
        with file.open("rb") as stream:
            head = stream.read(HEAD)
            carrier = next((one for one in CARRIERS if one.score(head, file.suffix.lower())), None)
            if carrier is None:
                continue
            stream.seek(0)
            fields = list(carrier.read(stream))
        theirs = _theirs(file)
        assert _ours(fields, Source.XMP) - {"True", "False"} == theirs[Source.XMP] - {"True", "False"}, file
        assert _ours(fields, Source.IPTC) == theirs[Source.IPTC], file
        assert _ours(fields, Source.EXIF) <= theirs[Source.EXIF], file  # we carry some of the tags
        compared += 1
    assert compared > 20
