"""`formats`: what can be read."""

from __future__ import annotations

import json

from sensus_verify.carriers import all_carriers
from sensus_verify.cli.exit_codes import OK
from sensus_verify.core.carrier import Carrier
from sensus_verify.workflow.answers import format_title
from sensus_verify.workflow.report import FORMATS_SCHEMA, program
from sensus_verify.workflow.words import Words


def formats(words: Words, *, as_json: bool) -> int:
    """Print every format with its suffixes and the places that are read."""
    shelves = sorted(all_carriers(), key=lambda carrier: (carrier.kind, carrier.title.lower()))
    if as_json:
        print(json.dumps({"schema": FORMATS_SCHEMA, "program": program(), "formats": [_row(one) for one in shelves]}))
        return OK
    for one in shelves:
        print(format_title(one.name, words))
        print(f"  {words.sentence('cli.formats.reads')}: {', '.join((*one.places, _where(one, words)))}")
        if one.suffixes:
            suffixes = _shortened(" ".join(sorted(one.suffixes)))
            print(f"  {words.sentence('cli.formats.suffixes')}: {suffixes}")
    print(f"\n{words.sentence('cli.formats.note')}")
    return OK


def _where(carrier: Carrier, words: Words) -> str:
    return words.sentence("cli.formats.credentials" if carrier.media_type else "cli.formats.beside")


def _shortened(suffixes: str) -> str:
    return suffixes if len(suffixes) <= _LINE else f"{suffixes[:_LINE].rpartition(' ')[0]} …"


_LINE = 100


def _row(carrier: Carrier) -> dict[str, object]:
    return {
        "format": carrier.name,
        "title": carrier.title,
        "kind": carrier.kind,
        "suffixes": sorted(carrier.suffixes),
        "reads": list(carrier.places),
        "credentials": "embedded" if carrier.media_type else "sidecar",
        "labels": False,
        "marks": False,
        "signs": False,
    }
