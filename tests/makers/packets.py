"""Metadata blocks that several formats carry: XMP with a source type, EXIF with an artist, IIM with a by-line."""

from __future__ import annotations

import struct

GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
ARTIST = "Anna Almlöf"
PARAMETERS = "a red barn\nNegative prompt: people\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 64x64"


def xmp_packet(source_type: str = GENERATED, padding: int = 0) -> bytes:
    """A packet that states one digital source type."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"<Iptc4xmpExt:DigitalSourceType>{source_type}</Iptc4xmpExt:DigitalSourceType>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>" + " " * padding + '<?xpacket end="w"?>'
    ).encode()


def exif_block(artist: str = ARTIST) -> bytes:
    """A little-endian TIFF structure with the one tag Artist."""
    value = artist.encode() + b"\0"
    assert len(value) > 4  # else it would lie inside the entry
    return struct.pack("<2sHIHHHIII", b"II", 42, 8, 1, 0x013B, 2, len(value), 26, 0) + value


def iptc_block(byline: str = ARTIST) -> bytes:
    """IIM: UTF-8 declared, then a by-line."""
    value = byline.encode()
    return b"\x1c\x01\x5a\x00\x03\x1b%G" + struct.pack(">BBBH", 0x1C, 2, 80, len(value)) + value


def resources(iptc: bytes) -> bytes:
    """A Photoshop image resource that holds `iptc`."""
    return b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(iptc)) + iptc + b"\0" * (len(iptc) & 1)
