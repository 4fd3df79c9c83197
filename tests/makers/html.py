"""Web pages."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

from tests.makers.records import CHATBOT, RECORD


def page(head: str = "", body: str = "<p>Välkommen till kursen.</p>") -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="sv"><head><meta charset="utf-8">{head}<title>Kurs</title></head>'
        f"<body>{body}</body></html>\n"
    ).encode()


def linked_data(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


_PAGE_ABOUT_AI = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Sensus"},
        {"@type": "WebPage", "digitalSourceType": "https://schema.org/TrainedAlgorithmicMediaDigitalSource"},
    ],
}

SAMPLES: dict[str, Callable[[], bytes]] = {
    "html/clean-page": page,
    "html/clean-utf16": lambda: page().decode().encode("utf-16"),
    "html/clean-script": lambda: page('<script>document.write(\'<meta name="ai-disclosure" content="x">\')</script>'),
    "html/clean-xhtml": lambda: (
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body/></html>'
    ),
    "html/labelled-meta": lambda: page('<meta name="ai-disclosure" content="ai-assisted">'),
    "html/labelled-record": lambda: page(
        f'<meta name="sensus-ai-disclosure" content="{html.escape(json.dumps(RECORD))}">'
    ),
    "html/labelled-jsonld": lambda: page(linked_data(_PAGE_ABOUT_AI)),
    "html/labelled-comment": lambda: page("<!-- AI-Disclosure: aiUse=edited -->"),
    "html/traced-chatbot": lambda: page(body=f"<p>{CHATBOT}</p>"),
    "html/personal-author": lambda: page('<meta name="author" content="Anna Andersson">'),
    "html/broken-jsonld": lambda: page('<script type="application/ld+json">{"digitalSourceType": </script>'),
}
