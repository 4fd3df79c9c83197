"""PDF: document information, XMP of the document, its pages and pictures, attachments, annotations.

ISO 32000-2, 14.3 (metadata), 7.11 (attached files), 12.5 (annotations), 12.8 (signatures); C2PA 2.2, A.4 (manifests
as associated files). Illustrator's `.ai` is a PDF since version 9.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import LIKELY, MAGIC, Carrier
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.pdf import HEADER, HEADER_WITHIN, Attachment, Document, Packet, open_document
from sensus_verify.parsing.xmp import packet_fields

_SUFFIXES = frozenset({".pdf", ".ai"})


def _score(head: bytes, suffix: str) -> int:
    if head.startswith(HEADER):
        return MAGIC + (suffix in _SUFFIXES)
    return LIKELY + (suffix in _SUFFIXES) if HEADER in head[: HEADER_WITHIN + len(HEADER)] else 0


def _read(stream: BinaryIO) -> Iterator[Field]:
    document = open_document(stream)
    if document.locked:
        yield _structure("encrypted", "PDF", "Encrypt")
        return
    for key, value in document.information():
        yield Field(source=Source.DOCUMENT, name=key, value=value, where="document information")
    for packet in document.catalog_packet():
        yield from packet_fields(packet.data, where=f"{packet.where} /Metadata", offset=packet.offset)
    yield from _structures(document)
    for key in document.damages:
        yield _structure("damaged", key, "PDF")


def _structures(document: Document) -> Iterator[Field]:
    for attachment in document.attachments():
        yield from _attachment(attachment)
    for signer in document.signatures():
        yield _structure("digitalSignature", signer, "AcroForm")
    authors: set[str] = set()
    for found in document.pages():
        if isinstance(found, Packet):
            yield from packet_fields(found.data, where=f"{found.where} /Metadata", offset=found.offset)
        elif isinstance(found, Attachment):
            yield from _attachment(found)
        elif found not in authors:
            authors.add(found)
            yield _structure("annotationAuthor", found, "Annots /T")
    if document.pages_left:
        yield _structure("notExamined", "notExamined.pages", "Pages")


def _attachment(attachment: Attachment) -> Iterator[Field]:
    if not attachment.manifest:  # Content Credentials are read by the library that checks them
        yield _structure("attachment", attachment.name, "EmbeddedFiles")


def _structure(name: str, value: str, where: str) -> Field:
    return Field(source=Source.STRUCTURE, name=name, value=value, where=where)


def _holds_manifest(stream: BinaryIO) -> bool:
    """Whether a file is associated as Content Credentials; a locked document may hold anything."""
    document = open_document(stream)
    return document.locked or any(attachment.manifest for attachment in document.attachments())


CARRIERS = (
    Carrier(
        name="pdf",
        title="PDF",
        suffixes=_SUFFIXES,
        media_type="application/pdf",
        score=_score,
        read=_read,
        places=("document information", "XMP", "attachments", "annotations"),
        kind="document",
        holds_manifest=_holds_manifest,
        sees_every_manifest=True,
    ),
)
