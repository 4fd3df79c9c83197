"""Sample files made by the program itself, so that everybody has something to try."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sensus_verify.core.errors import UsageError
from sensus_verify.core.vocabulary import IPTC_SOURCE_TYPE, SCHEMA_VERSION, SENSUS, SENSUS_PREFIX
from sensus_verify.workflow.words import Words

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.PngImagePlugin import PngInfo

_SIZE = (960, 640)
_GENERATED = f"{IPTC_SOURCE_TYPE}trainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample file: the key of its name in the words, and how its bytes are made."""

    key: str
    suffix: str
    make: Callable[[], bytes]


def write_samples(folder: Path, words: Words) -> tuple[Path, ...]:
    """Write every sample into `folder`, which must be new or empty, and return the paths.

    Raises:
        UsageError: the folder holds something, or cannot be written to; nothing was written over.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            key = "demo.exists"
            raise UsageError(key, folder=folder)
        return tuple(_write(folder, sample, words) for sample in SAMPLES)
    except OSError as error:
        key = "demo.cannotWrite"
        raise UsageError(key, folder=folder, reason=error.strerror or type(error).__name__) from error


def _write(folder: Path, sample: Sample, words: Words) -> Path:
    path = folder / f"{words.sentence(sample.key)}{sample.suffix}"
    with path.open("xb") as stream:
        stream.write(sample.make())
    return path


def _landscape(seed: int) -> Image:
    """Return a drawn landscape: sky, sun and hills, another one for each seed."""
    from PIL import Image, ImageDraw, ImageFilter

    width, height = _SIZE
    sky = Image.linear_gradient("L").resize(_SIZE)
    high, low = _SKIES[seed % len(_SKIES)]
    picture = Image.composite(Image.new("RGB", _SIZE, low), Image.new("RGB", _SIZE, high), sky)
    pen = ImageDraw.Draw(picture)
    x = width * (2 + seed * 3 % 7) // 10
    pen.ellipse((x, height // 6, x + 90, height // 6 + 90), fill=(245, 235, 205))
    for layer in range(3):
        shade = 110 - 28 * layer
        for hill in range(-1, 4):
            left = (hill * 300 + seed * 97 + layer * 140) % (width + 300) - 300
            top = height * (11 + 2 * layer) // 20
            pen.ellipse((left, top, left + 560, top + 520), fill=(shade // 2, shade, shade * 2 // 3))
    return picture.filter(ImageFilter.GaussianBlur(0.6))


_SKIES = (
    ((120, 165, 205), (222, 232, 228)),
    ((96, 120, 160), (240, 205, 170)),
    ((140, 180, 190), (235, 238, 220)),
)


def _jpeg(seed: int, *, personal: bool = False) -> bytes:
    out = io.BytesIO()
    _landscape(seed).save(out, "JPEG", quality=90, **({"exif": _personal_exif()} if personal else {}))
    return out.getvalue()


def _personal_exif() -> bytes:
    from PIL import ExifTags, Image

    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Exempelkameran", "E-1"
    exif[ExifTags.Base.Artist] = "Kim Exempelsson"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = "0012345678"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (59.0, 19.0, 30.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (18.0, 4.0, 10.0)
    return exif.tobytes()


def _png(seed: int, texts: PngInfo) -> bytes:
    out = io.BytesIO()
    _landscape(seed).save(out, "PNG", pnginfo=texts)
    return out.getvalue()


def _record() -> dict[str, object]:
    return {
        "aiUse": "whollyGenerated",
        "contact": "ai@sensus.se",
        "declaredDate": "2026-11-23",
        "labelVariant": "own",
        "organisation": "Sensus studieförbund",
        "parts": ["image"],
        "recordId": f"urn:uuid:{uuid.uuid4()}",
        "reviewRole": ["kommunikatör"],
        "reviewStatus": "reviewed",
        "schemaVersion": SCHEMA_VERSION,
        "tools": [{"name": "Exempelmodellen", "openness": "openWeights", "version": "2"}],
    }


def _record_packet() -> PngInfo:
    """Return our record and the IPTC source type as XMP."""
    from PIL.PngImagePlugin import PngInfo

    simple = "".join(
        f"<{SENSUS_PREFIX}:{name}>{escape(value)}</{SENSUS_PREFIX}:{name}>"
        for name, value in _record().items()
        if isinstance(value, str)
    )
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        f' xmlns:{SENSUS_PREFIX}="{SENSUS}" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"{simple}<Iptc4xmpExt:DigitalSourceType>{_GENERATED}</Iptc4xmpExt:DigitalSourceType>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    texts = PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", packet)
    return texts


def _workflow() -> PngInfo:
    """Return what ComfyUI leaves in a picture: the graph that made it."""
    from PIL.PngImagePlugin import PngInfo

    prompt = {
        "3": {"class_type": "KSampler", "inputs": {"seed": 7, "steps": 20, "cfg": 7.0, "model": ["4", 0]}},
        "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "exempel.safetensors"}},
        "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "ett kulligt landskap", "clip": ["4", 1]}},
    }
    workflow = {"last_node_id": 6, "last_link_id": 2, "nodes": [{"id": 3, "type": "KSampler"}], "version": 0.4}
    texts = PngInfo()
    texts.add_text("prompt", json.dumps(prompt))
    texts.add_text("workflow", json.dumps(workflow))
    return texts


def _signed(data: bytes) -> bytes:
    """Return the picture with credentials that call it wholly generated, by a signer made for the moment."""
    from sensus_verify.core.credential import Action
    from sensus_verify.credentials.signer import sign, throwaway_identity

    created = Action(action="c2pa.created", source_type=_GENERATED, agent="Exempelmodellen")
    return sign(data, "image/jpeg", throwaway_identity(), (created,))


def _touched(data: bytes) -> bytes:
    """Return the file with one bit of its picture turned: the least change that there is."""
    place = len(data) * 3 // 4
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def _text() -> bytes:
    record = _record() | {"aiUse": "assisted", "parts": ["text"], "labelVariant": "textOnly"}
    head = f"---\ntitle: Studiecirkel i höst\nai_disclosure: {json.dumps(record, ensure_ascii=False)}\n---\n"
    body = "# Studiecirkel i höst\n\nFramtagen med stöd av AI. Granskad av kommunikatör.\n\nVälkommen i höst.\n"
    return f"{head}\n{body}".encode()


def _code() -> bytes:
    head = "#!/usr/bin/env python3\n# SPDX-License-Identifier: GPL-3.0-or-later\n"
    line = "# AI-Disclosure: aiUse=partlyGenerated; tool=Exempelmodellen 2; review=reviewed; contact=ai@sensus.se\n"
    return f'{head}{line}\nprint("Hej")\n'.encode()


SAMPLES = (
    Sample(key="demo.unmarked", suffix=".jpg", make=lambda: _jpeg(1)),
    Sample(key="demo.marked", suffix=".png", make=lambda: _png(2, _record_packet())),
    Sample(key="demo.signed", suffix=".jpg", make=lambda: _signed(_jpeg(3))),
    Sample(key="demo.changed", suffix=".jpg", make=lambda: _touched(_signed(_jpeg(4)))),
    Sample(key="demo.traces", suffix=".png", make=lambda: _png(5, _workflow())),
    Sample(key="demo.personal", suffix=".jpg", make=lambda: _jpeg(6, personal=True)),
    Sample(key="demo.text", suffix=".md", make=_text),
    Sample(key="demo.code", suffix=".py", make=_code),
)
