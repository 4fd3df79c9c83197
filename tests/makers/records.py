"""Our record as the samples of text formats hold it."""

from __future__ import annotations

import json

GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"

RECORD: dict[str, object] = {
    "aiUse": "edited",
    "declaredDate": "2026-11-23",
    "organisation": "Sensus studieförbund",
    "recordId": "urn:uuid:6a1d6d0e-59c5-4f0e-8f58-6f3f0c1f3a11",
    "schemaVersion": "1.0",
}

CHATBOT = "Enligt källan :contentReference[oaicite:0]{index=0} är det så."


def record_json() -> str:
    return json.dumps(RECORD, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
