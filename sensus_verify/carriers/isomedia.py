"""MP4, QuickTime, M4V and M4A: boxes, of which the brand tells the format.

ISO/IEC 14496-12 (boxes), QuickTime File Format, and XMP Specification Part 3 clause 2.3.2 (the uuid box, `XMP_`).
Every place is found by seeking from box to box, also behind the media data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import LIKELY, MAGIC, Carrier
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.boxes import Box, children, walk
from sensus_verify.parsing.damage import guarded
from sensus_verify.parsing.quicktime import meta_fields, user_data_fields, xmp_fields
from sensus_verify.parsing.reader import read_at, size_of
from sensus_verify.parsing.room import Room

_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_USER_TYPE = 16  # bytes of a uuid box that tell whose it is
_MANIFEST = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")

_SUFFIXES = {
    "mp4": frozenset({".mp4", ".3gp", ".3g2", ".f4v", ".mp4v"}),
    "mov": frozenset({".mov", ".qt"}),
    "m4v": frozenset({".m4v"}),
    "m4a": frozenset({".m4a", ".m4b"}),
}

_AUDIO_BRANDS = frozenset({b"M4A ", b"M4B ", b"M4P "})
_VIDEO_BRANDS = frozenset({b"M4V ", b"M4VH", b"M4VP"})
_QUICKTIME_BRAND = b"qt  "
_KNOWN_BRANDS = frozenset(
    {b"avc1", b"dash", b"cmfc", b"cmfs", b"f4v ", b"F4V ", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7"}
    | {b"iso8", b"iso9", b"isom", b"mmp4", b"mp41", b"mp42", b"mp71", b"MSNV", b"NDSC", b"XAVC", b"3gp4", b"3gp5"}
    | {b"3gp6", b"3gp7", b"3gp8", b"3gp9", b"3g2a", b"3g2b", b"3g2c", b"3gr6", b"3gs6", b"3ge6"}
)
_PICTURE_BRANDS = frozenset(
    {b"mif1", b"mif2", b"mif3", b"msf1", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"avif", b"avis"}
    | {b"miaf", b"jp2 ", b"jpx ", b"jpm ", b"jxl ", b"crx "}
)
_OLD_QUICKTIME = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_BRANDS_READ = 256
_FIRST_TEXT_BYTE = 9  # a size whose first byte is smaller is no text that happens to hold the word "free"


def _format(head: bytes, suffix: str) -> tuple[str, int]:
    """Return the name of the format and its score; an empty name for what is not a media file of this family."""
    if head[4:8] != b"ftyp":
        return ("mov", LIKELY) if _begins_like_quicktime(head, suffix) else ("", 0)
    size = min(int.from_bytes(head[:4]), _BRANDS_READ, len(head))
    major, compatible = head[8:12], {head[at : at + 4] for at in range(16, size - 3, 4)}
    if major in _PICTURE_BRANDS:
        return "", 0
    if major == _QUICKTIME_BRAND:
        return "mov", MAGIC
    # Many writers give sound alone, or an M4V, the general brand: both names are right then.
    if major in _AUDIO_BRANDS or (suffix in _SUFFIXES["m4a"] and major not in _VIDEO_BRANDS):
        return "m4a", MAGIC
    if major in _VIDEO_BRANDS or suffix in _SUFFIXES["m4v"]:
        return "m4v", MAGIC
    known = major in _KNOWN_BRANDS or bool(compatible & _KNOWN_BRANDS and not compatible & _PICTURE_BRANDS)
    return "mp4", MAGIC if known else LIKELY


def _begins_like_quicktime(head: bytes, suffix: str) -> bool:
    size = int.from_bytes(head[:4])
    plausible = size in (0, 1) or (size >= 8 and (head[0] < _FIRST_TEXT_BYTE or suffix in _SUFFIXES["mov"]))  # noqa: PLR2004 - a box header
    return head[4:8] in _OLD_QUICKTIME and plausible


def _score(name: str) -> Callable[[bytes, str], int]:
    def score(head: bytes, suffix: str) -> int:
        found, points = _format(head, suffix)
        return points + (suffix in _SUFFIXES[name]) if found == name else 0

    return score


def read(stream: BinaryIO) -> Iterator[Field]:
    """Yield the fields of an ISO media or QuickTime file.

    Raises:
        BrokenFile: the boxes of the file itself do not fit into it.
    """
    room = Room()
    for box in walk(stream, 0, size_of(stream)):
        if box.kind == b"uuid" and _user_type(stream, box) == _XMP:
            fields = xmp_fields(stream, box, room, where="uuid XMP", skip=_USER_TYPE)
            yield from guarded(fields, where="uuid XMP", offset=box.start)
        elif box.kind == b"moov":
            yield from guarded(_movie(stream, box, room, "moov"), where="moov", offset=box.start)
        elif box.kind in (b"meta", b"udta"):
            yield from _metadata(stream, box, room, box.kind.decode())


def _movie(stream: BinaryIO, movie: Box, room: Room, where: str) -> Iterator[Field]:
    for box in children(stream, movie):
        if box.kind in (b"udta", b"meta"):
            yield from _metadata(stream, box, room, f"{where}/{box.kind.decode()}")
        elif box.kind == b"trak" and movie.kind == b"moov":
            yield from guarded(_movie(stream, box, room, "moov/trak"), where="moov/trak", offset=box.start)
        elif box.kind == b"cmov":
            name, value = "notExamined", "notExamined.compressedMovie"
            yield Field(source=Source.STRUCTURE, name=name, value=value, where=f"{where}/cmov", offset=box.start)


def _metadata(stream: BinaryIO, box: Box, room: Room, where: str) -> Iterator[Field]:
    fields = user_data_fields if box.kind == b"udta" else meta_fields
    yield from guarded(fields(stream, box, room, where=where), where=where, offset=box.start)


def holds_manifest(stream: BinaryIO) -> bool:
    """Tell whether the file has the uuid box of a C2PA manifest store (C2PA specification, "Embedding in BMFF")."""
    boxes = walk(stream, 0, size_of(stream))
    return any(box.kind == b"uuid" and _user_type(stream, box) == _MANIFEST for box in boxes)


def _user_type(stream: BinaryIO, box: Box) -> bytes:
    size = min(_USER_TYPE, box.end - box.payload)
    return read_at(stream, box.payload, size, _USER_TYPE)


_PLACES = ("XMP", "moov/udta", "ilst", "keys")


def _carrier(name: str, title: str, media_type: str, kind: str = "video") -> Carrier:
    return Carrier(
        name=name,
        title=title,
        suffixes=_SUFFIXES[name],
        media_type=media_type,
        score=_score(name),
        read=read,
        places=_PLACES,
        kind=kind,
        holds_manifest=holds_manifest,
        sees_every_manifest=True,
    )


CARRIERS = (
    _carrier("mp4", "MP4", "video/mp4"),
    _carrier("mov", "QuickTime", "video/quicktime"),
    _carrier("m4v", "M4V", "video/mp4"),
    _carrier("m4a", "M4A", "audio/mp4", "audio"),
)
