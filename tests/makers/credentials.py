"""Files signed by the test itself, with identities that live in memory only."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from functools import cache

import c2pa
from PIL import Image
from pypdf import PdfWriter

from sensus_verify.core.credential import Action
from sensus_verify.core.vocabulary import IPTC_SOURCE_TYPE
from sensus_verify.credentials.signer import ThrowawayIdentity, sign, throwaway_identity

GENERATED = f"{IPTC_SOURCE_TYPE}trainedAlgorithmicMedia"
EDITED = f"{IPTC_SOURCE_TYPE}compositeWithTrainedAlgorithmicMedia"
CAPTURED = f"{IPTC_SOURCE_TYPE}digitalCapture"
CREATED = Action(action="c2pa.created", source_type=GENERATED, agent="Painter")
OPENED = Action(action="c2pa.opened")


@cache
def identity() -> ThrowawayIdentity:
    return throwaway_identity("Test organisation")


@cache
def stranger() -> ThrowawayIdentity:
    return throwaway_identity("Stranger")


@cache
def jpeg(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(out, "JPEG")
    return out.getvalue()


@cache
def png() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((48, 48), 50).save(out, "PNG")
    return out.getvalue()


@cache
def pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


def mp4() -> bytes:
    """A film of no tracks: file type, film header, payload."""

    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(content), kind) + content

    matrix = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    header = struct.pack(">IIIIIIH10x", 0, 0, 0, 1000, 0, 0x10000, 0x100) + matrix + bytes(24) + struct.pack(">I", 1)
    return box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + box(b"moov", box(b"mvhd", header)) + box(b"mdat", b"film" * 64)


PLAIN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "image.jpg": ("image/jpeg", jpeg),
    "image.png": ("image/png", png),
    "film.mp4": ("video/mp4", mp4),
    "text.pdf": ("application/pdf", pdf),
}
"""Unsigned files by name: media type and content."""

SIGNABLE = tuple(name for name in PLAIN if name != "text.pdf" or c2pa.sdk_version() >= "0.91.3")
"""Those that the library can sign: older ones have no signing of PDF."""


@cache
def signed(name: str) -> bytes:
    media_type, content = PLAIN[name]
    return sign(content(), media_type, identity(), [CREATED], title=name)
