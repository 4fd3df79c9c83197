"""EPUB books with a container and a package document."""

from __future__ import annotations

from collections.abc import Callable

from tests.makers.zip import archive, bomb

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_OURS = "https://ns.sensus.se/ai-disclosure/1.0/"


def book(metadata: str = "", prefix: str = "", package: str | bytes = "", container: str = _CONTAINER) -> bytes:
    """A book with these elements in its metadata, or with this package document."""
    opf = package or (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" prefix="{prefix}">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Bok</dc:title>{metadata}</metadata>'
        '<manifest><item id="a" href="img/a.jpg" media-type="image/jpeg"/>'
        '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest></package>'
    )
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": opf}
    return archive(members, stored=("mimetype",))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "epub/clean-plain": book,
    "epub/labelled-record": lambda: book(
        '<meta property="sensusai:aiUse">partlyGenerated</meta>', f"rendition: urn:r sensusai: {_OURS}"
    ),
    "epub/labelled-otherprefix": lambda: book('<meta property="x:aiUse">assisted</meta>', f"x: {_OURS}"),
    "epub/personal-author": lambda: book(
        "<dc:creator>Åsa Ek</dc:creator><dc:contributor>Bo Al</dc:contributor><meta name='generator' content='Sigil'/>"
    ),
    "epub/broken-bomb": lambda: book(package=bomb()),
    "epub/broken-container": lambda: book(container="<container"),
    "epub/broken-nowhere": lambda: book(container=_CONTAINER.replace("book.opf", "no.opf")),
    "epub/broken-cut": lambda: book()[:-30],
}
