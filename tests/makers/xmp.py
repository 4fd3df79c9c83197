"""XMP packets in every form that writers choose."""

from __future__ import annotations

from tests.makers.packets import GENERATED

SENSUS = "https://ns.sensus.se/ai-disclosure/1.0/"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "sensusai": SENSUS,
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "stRef": "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
}
BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
END = '<?xpacket end="w"?>'
META = '<x:xmpmeta xmlns:x="adobe:ns:meta/">{}</x:xmpmeta>'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'
RECORD = (
    "<sensusai:schemaVersion>1.0</sensusai:schemaVersion>"
    "<sensusai:recordId>urn:uuid:0b7f2b0a-4b1e-4b58-9d3c-0a7b6f0f9a11</sensusai:recordId>"
    "<sensusai:aiUse>edited</sensusai:aiUse>"
    "<sensusai:organisation>Sensus studieförbund</sensusai:organisation>"
    "<sensusai:declaredDate>2026-11-23</sensusai:declaredDate>"
    "<sensusai:parts><rdf:Bag><rdf:li>photo</rdf:li></rdf:Bag></sensusai:parts>"
    "<sensusai:labelText><rdf:Alt>"
    '<rdf:li xml:lang="x-default">AI-bearbetad</rdf:li><rdf:li xml:lang="sv">AI-bearbetad</rdf:li>'
    "</rdf:Alt></sensusai:labelText>"
    '<sensusai:tools><rdf:Seq><rdf:li rdf:parseType="Resource"><sensusai:name>Painter</sensusai:name>'
    "<sensusai:contribution><rdf:Bag><rdf:li>photo</rdf:li></rdf:Bag></sensusai:contribution>"
    "</rdf:li></rdf:Seq></sensusai:tools>"
)


def description(content: str = "", attributes: str = "") -> str:
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return f'<rdf:Description rdf:about="" {declared} {attributes}>{content}</rdf:Description>'


def packet(*descriptions: str, padding: int = 0) -> str:
    """A whole packet, wrapper and all, as text."""
    return BEGIN + META.format(RDF.format("".join(descriptions))) + " " * padding + END


def record_packet() -> bytes:
    """A packet with our record."""
    return packet(description(RECORD), padding=100).encode()


def clean_packet() -> bytes:
    """A packet that states nothing about AI."""
    content = '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Firefly at dusk</rdf:li></rdf:Alt></dc:title>'
    return packet(description(content)).encode()


def creator_packet(name: str = "Anna Almlöf") -> bytes:
    """A packet that names a creator."""
    return packet(description(f"<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>")).encode()


def generated_attribute() -> str:
    """The digital source type in attribute form."""
    return f'Iptc4xmpExt:DigitalSourceType="{GENERATED}"'
