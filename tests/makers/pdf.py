"""PDF files written object by object, sound and hostile."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable, Mapping

from pypdf import PdfWriter

from tests.makers.idml import labelled_packet, packet
from tests.makers.ooxml import RECORD

OURS = 'xmlns:sensusai="https://ns.sensus.se/ai-disclosure/1.0/"'


def stream(data: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    body = zlib.compress(data) if packed else data
    filters = "/Filter/FlateDecode" if packed else ""
    return f"<<{entries}{filters}/Length {len(body)}>>\nstream\n".encode() + body + b"\nendstream"


def document(
    catalog: str = "",
    info: str = "",
    objects: Mapping[int, str | bytes] | None = None,
    *,
    page: str = "",
    trailer: str = "",
) -> bytes:
    """A file of one page: 1 catalog, 2 pages, 3 page, 4 information; `objects` from number 5, or replacing those."""
    bodies: dict[int, str | bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        2: "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]{page}>>",
        4: f"<<{info}>>",
        **(objects or {}),
    }
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in sorted(bodies.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    table, size = len(out), max(places) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += f"trailer\n<</Size {size}/Root 1 0 R/Info 4 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def text(value: str) -> str:
    """A string in UTF-16, as PDF writes what is not Latin."""
    return "<FEFF" + value.encode("utf-16-be").hex() + ">"


def many_pages(count: int) -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(5, count + 5))
    pages = dict.fromkeys(range(5, count + 5), "<</Type/Page/Parent 2 0 R>>")
    return document(info="/Title(many)", objects={2: f"<</Type/Pages/Count {count}/Kids[{kids}]>>", **pages})


def _record() -> bytes:
    record = json.dumps(RECORD).replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    xmp = packet(f'{OURS} sensusai:aiUse="partlyGenerated" sensusai:recordId="urn:uuid:1"')
    return document("/Metadata 5 0 R", f"/AIGC({record})", {5: stream(xmp.encode(), "/Type/Metadata/Subtype/XML")})


def _in_pictures() -> bytes:
    """A picture on the page, and one within a form on it, each with a packet of its own."""
    label = stream(labelled_packet().encode(), "/Type/Metadata/Subtype/XML", packed=True)
    other = stream(packet('xmp:CreatorTool="Inner"').encode())
    return document(
        page="/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>/Metadata 10 0 R",
        objects={
            5: stream(b"\0", "/Type/XObject/Subtype/Image/Metadata 7 0 R"),
            6: stream(b"q", "/Type/XObject/Subtype/Form/Resources<</XObject<</C 8 0 R/B 6 0 R>>>>"),
            7: label,
            8: stream(b"\0", "/Type/XObject/Subtype/Image/Metadata 9 0 R"),
            9: other,
            10: stream(packet('xmp:CreatorTool="Page"').encode()),
        },
    )


def _people() -> bytes:
    info = f"/Author{text('Åsa Ek')}/Producer(Skia/PDF)/Creator(Writer)/Trapped/False/Empty()"
    page = "/Annots[5 0 R 6 0 R 7 0 R 8 0 R]"
    catalog = "/Names<</EmbeddedFiles<</Kids[9 0 R]>>>>/AF[11 0 R]/AcroForm<</SigFlags 1/Fields[12 0 R 13 0 R]>>"
    return document(
        catalog,
        info,
        {
            5: "<</Subtype/Text/T(Bo)>>",
            6: "<</Subtype/Highlight/T(Bo)>>",
            7: "<</Subtype/Widget/T(field1)>>",
            8: "<</Subtype/FileAttachment/T(Cia)/FS<</Type/Filespec/UF(pinned.doc)>>>>",
            9: "<</Names[(a)10 0 R]>>",
            10: "<</Type/Filespec/F(data.csv)>>",
            11: "<</Type/Filespec/UF(content_credential.c2pa)/AFRelationship/C2PA_Manifest>>",
            12: "<</FT/Sig/T(s)/V<</Type/Sig/Name(Dan)/SubFilter/adbe.pkcs7.detached>>>>",
            13: "<</FT/Sig/T(empty)>>",
        },
        page=page,
    )


def _deep(levels: int = 5_000) -> bytes:
    nodes = {number: f"<</Type/Pages/Kids[{number + 1} 0 R]>>" for number in range(5, levels + 5)}
    return document(info="/Title(deep)", objects={2: "<</Type/Pages/Kids[5 0 R]>>", **nodes})


def _nested() -> bytes:
    return document(info="/Title" + "[" * 50_000)


def _encrypted(user: str) -> bytes:
    """A document that was encrypted with this password and an owner's."""
    writer = PdfWriter(clone_from=io.BytesIO(document(info="/Title(secret)")))
    writer.encrypt(user, "owner", algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _loop() -> bytes:
    catalog = "/Names<</EmbeddedFiles 2 0 R>>/Metadata 3 0 R/AF[2 0 R]"
    return document(catalog, objects={2: "<</Type/Pages/Kids[2 0 R 1 0 R 2 0 R]>>"})


def _self() -> bytes:
    return document(info="/Title(x)", objects={5: "5 0 R", 6: "7 0 R", 7: "6 0 R"}, page="/Annots 6 0 R")


def _bomb() -> bytes:
    return document("/Metadata 5 0 R", "/Title(bomb)", {5: stream(bytes(40 << 20), packed=True)})


SAMPLES: dict[str, Callable[[], bytes]] = {
    "pdf/clean-plain": document,
    "pdf/clean-junk": lambda: b"HTTP/1.1 200 OK\r\n\r\n" + document(info="/Title(x)"),
    "pdf/clean-badtable": lambda: document(info="/Title(x)").replace(b"startxref\n", b"startxref\n9"),
    "pdf/clean-locked": lambda: _encrypted("user"),
    "pdf/clean-restricted": lambda: _encrypted(""),
    "pdf/labelled-record": _record,
    "pdf/labelled-picture": _in_pictures,
    "pdf/personal-author": _people,
    "pdf/broken-cut": lambda: document(info="/Title(x)" * 20)[:300],
    "pdf/broken-bomb": _bomb,
    "pdf/broken-deep": _deep,
    "pdf/broken-nested": _nested,
    "pdf/broken-loop": _loop,
    "pdf/broken-self": _self,
    "pdf/broken-nowhere": lambda: document(objects={1: "<</Type/Nothing>>"}),
    "pdf/broken-metadata": lambda: document("/Metadata 5 0 R", "/Author(A)", {5: stream(b"<x:xmpmeta")}),
}
