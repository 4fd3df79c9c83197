"""InDesign's exchange packages with an XMP packet."""

from __future__ import annotations

from collections.abc import Callable

from tests.makers.zip import archive

_TYPE = "application/vnd.adobe.indesign-idml-package"
_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def packet(properties: str) -> str:
    """An XMP packet with these attributes on its description."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'xmlns:xmp="http://ns.adobe.com/xap/1.0/" {properties}/></rdf:RDF></x:xmpmeta>'
    )


def labelled_packet() -> str:
    return packet(f'Iptc4xmpExt:DigitalSourceType="{_SOURCE_TYPE}"')


def package(xmp: str = "", design: str = "<Document/>") -> bytes:
    members = {"mimetype": _TYPE, "designmap.xml": design, "META-INF/metadata.xml": xmp}
    return archive({name: content for name, content in members.items() if content}, stored=("mimetype",))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "idml/clean-plain": lambda: package(packet('xmp:CreatorTool="Adobe InDesign"')),
    "idml/labelled-source": lambda: package(labelled_packet()),
    "idml/broken-packet": lambda: package("<x:xmpmeta"),
    "idml/broken-empty": lambda: package(design=""),
    "idml/broken-cut": lambda: package(labelled_packet())[:-30],
}
