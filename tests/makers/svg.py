"""SVG pictures, plain and packed."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from tests.makers.packets import xmp_packet
from tests.makers.records import GENERATED

_SHAPE = '<rect width="8" height="8"/>'


def picture(inside: str = "", *, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">{inside}{_SHAPE}</svg>'.encode()


def labelled() -> bytes:
    packet = xmp_packet(GENERATED).decode()
    return picture(f"<metadata>{packet[packet.index('<x:xmpmeta') : packet.index('<?xpacket end')]}</metadata>")


def billion_laughs(levels: int = 12) -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return picture(
        f"<title>&e{levels - 1};</title>", before=f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "ha">{entities}]>'
    )


SAMPLES: dict[str, Callable[[], bytes]] = {
    "svg/clean-shape": picture,
    "svg/clean-script": lambda: picture(
        '<script><![CDATA[<metadata><!-- AI-Disclosure: none --></metadata>]]></script><image href="https://example.org/a.png"/>'
    ),
    "svg/clean-declared": lambda: picture(
        before='<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    ),
    "svg/clean-utf16": lambda: ('<?xml version="1.0" encoding="UTF-16"?>' + picture().decode()).encode("utf-16"),
    "svg/clean-packed": lambda: gzip.compress(picture(), mtime=0),
    "svg/labelled-xmp": labelled,
    "svg/labelled-packed": lambda: gzip.compress(labelled(), mtime=0),
    "svg/broken-cut": lambda: labelled()[:-20],
    "svg/broken-packed": lambda: gzip.compress(labelled(), mtime=0)[:-40],
}
