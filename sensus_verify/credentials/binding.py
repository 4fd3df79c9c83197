"""The data hash of a manifest, computed again by us, and the bytes that it leaves out (credentials.md 4.3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, BinaryIO

from sensus_verify.core.credential import Region
from sensus_verify.core.limits import CHUNKS, PACKET_SCAN_BYTES
from sensus_verify.credentials.shapes import rows, table, text
from sensus_verify.credentials.states import Binding
from sensus_verify.parsing.reader import size_of

_BLOCK = 1 << 20
_NAMES = frozenset({"sha256", "sha384", "sha512"})
_SHOWN = 100
_JUMBF = (b"jumdc2pa", b"anVtZGMycGEA")  # the description box of a C2PA store; the same in base64, as SVG holds it
_SOI, _FILL, _SOS, _APP11 = b"\xff\xd8", 0xFF, 0xDA, 0xEB
_SEGMENT_HEAD = 4  # the marker, and the length of what follows the marker
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


@dataclass(frozen=True, slots=True, kw_only=True)
class DataHash:
    """A `c2pa.hash.data` assertion that can be computed: the exclusions lie apart and inside the file."""

    algorithm: str
    digest: bytes
    exclusions: tuple[Region, ...]


def data_hash(store: Mapping[str, Any], size: int) -> DataHash | None:
    """Return the one data hash of a manifest's assertion store, or None when it cannot be computed for certain.

    `size` is the file's, in bytes. C2PA 2.2, section 18.5 "Data hash".
    """
    found = [table(value) for label, value in store.items() if label.partition("__")[0] == "c2pa.hash.data"]
    if len(found) != 1 or "url" in found[0] or not isinstance(found[0].get("exclusions"), list | None):
        return None
    algorithm = (text(found[0].get("alg")) or "sha256").lower()
    gaps = [table(gap) for gap in rows(found[0].get("exclusions"))]
    places = sorted((_number(gap.get("start")), _number(gap.get("length"))) for gap in gaps)
    regions = [Region(start=start, length=length) for start, length in places]
    apart = all(left.start + left.length <= right.start for left, right in pairwise(regions))
    inside = all(0 <= region.start < region.start + region.length <= size for region in regions)
    if algorithm not in _NAMES or not (apart and inside):
        return None
    try:
        digest = base64.b64decode(text(found[0].get("hash")), validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(digest) != hashlib.new(algorithm).digest_size:
        return None
    return DataHash(algorithm=algorithm, digest=digest, exclusions=tuple(regions))


def agrees(stream: BinaryIO, hashed: DataHash) -> bool | None:
    """Tell whether the file has the signed hash; None when it ends early."""
    digest, position = hashlib.new(hashed.algorithm), 0
    for gap in (*hashed.exclusions, Region(start=size_of(stream), length=0)):
        stream.seek(position)
        while position < gap.start:
            block = stream.read(min(gap.start - position, _BLOCK))
            if not block:
                return None
            digest.update(block)
            position += len(block)
        position = gap.start + gap.length
    return digest.digest() == hashed.digest


def settle(stream: BinaryIO, hashed: DataHash | None, *, also_matches: bool, jpeg: bool) -> Binding:
    """Return what a data hash that the library calls mismatching comes to.

    `also_matches`: the library reports a match beside the mismatch, so that only the place of the manifest is in
    question. An exclusion that reaches into the image data would hide anything, so only a header may be left out.
    """
    same = None if hashed is None else agrees(stream, hashed)
    if hashed is None or same is None:
        return Binding.UNSETTLED
    if not same:
        return Binding.DIFFERS
    start = _scan_start(stream) if jpeg else None
    before = start is not None and all(gap.start + gap.length <= start for gap in hashed.exclusions)
    return Binding.HEADER_ONLY if also_matches and before else Binding.UNSETTLED


def unprotected(stream: BinaryIO, hashed: DataHash, *, jpeg: bool) -> tuple[Region, ...]:
    """Return the bytes that the hash leaves out and that are not the manifest itself, neighbours joined."""
    regions: list[Region] = []
    for gap in hashed.exclusions:
        if jpeg and gap.start <= len(_SOI):
            regions += _outside_manifest(stream, gap)
        elif not _holds_manifest(stream, gap):
            regions.append(gap)
    return _joined(regions)[:_SHOWN]


def holds_mark(stream: BinaryIO) -> bool:
    """Tell whether something in the file looks like the start of a C2PA manifest store."""
    stream.seek(0)
    before = b""
    for _ in range(PACKET_SCAN_BYTES // _BLOCK):
        block = stream.read(_BLOCK)
        if not block:
            return False
        if any(mark in before + block for mark in _JUMBF):
            return True
        before = block[-max(map(len, _JUMBF)) :]
    return False


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _holds_manifest(stream: BinaryIO, gap: Region) -> bool:
    stream.seek(gap.start)
    head = stream.read(min(gap.length, 512))
    return any(mark in head for mark in _JUMBF)


def _segments(stream: BinaryIO) -> list[tuple[int, int, int]]:
    """Return (marker, start, length) of a JPEG's segments up to and with the first scan (ITU-T T.81, annex B)."""
    stream.seek(0)
    if stream.read(2) != _SOI:
        return []
    found, position = [(0xD8, 0, 2)], 2
    for _ in range(CHUNKS):
        stream.seek(position)
        head = stream.read(_SEGMENT_HEAD)
        if len(head) < _SEGMENT_HEAD or head[0] != _FILL:
            return found
        if head[1] == _FILL or head[1] in _ALONE:
            step = 1 if head[1] == _FILL else 2
            found.append((head[1], position, step))
            position += step
            continue
        length = 2 + int.from_bytes(head[2:])
        found.append((head[1], position, length))
        if head[1] == _SOS or length < _SEGMENT_HEAD:
            return found
        position += length
    return found


def _scan_start(stream: BinaryIO) -> int | None:
    return next((start for marker, start, _ in _segments(stream) if marker == _SOS), None)


def _outside_manifest(stream: BinaryIO, gap: Region) -> list[Region]:
    """Return the parts of an excluded JPEG header that are not segments of the manifest."""
    end, rest, position = gap.start + gap.length, [], gap.start
    for marker, start, length in _segments(stream):
        if marker != _APP11 or start + length <= position:
            continue
        if start >= end:
            break
        stream.seek(start + 4)
        if stream.read(2) == b"JP":  # ISO/IEC 19566-5: JUMBF in APP11
            rest.append(Region(start=position, length=max(start - position, 0)))
            position = min(start + length, end)
    rest.append(Region(start=position, length=end - position))
    return [region for region in rest if region.length > 0]


def _joined(regions: list[Region]) -> tuple[Region, ...]:
    joined: list[Region] = []
    for region in sorted(regions, key=lambda region: region.start):
        if joined and joined[-1].start + joined[-1].length >= region.start:
            last = joined.pop()
            end = max(last.start + last.length, region.start + region.length)
            joined.append(Region(start=last.start, length=end - last.start))
        else:
            joined.append(region)
    return tuple(joined)
