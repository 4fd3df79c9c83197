"""Metadata assertions (JSON-LD), and what a store holds about persons and programs, as fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS
from sensus_verify.core.vocabulary import PREFIXES, SENSUS_PREFIX
from sensus_verify.credentials.provenance import (
    Manifests,
    actions,
    agent_of,
    ancestry,
    assertions,
    generator_of,
    signer_of,
)
from sensus_verify.credentials.shapes import rows, table, text

_LABELS = ("cawg.metadata", "c2pa.metadata", "stds.exif", "stds.iptc", "stds.schema-org.CreativeWork")
_PREFIX_BY_ADDRESS = {address.lower(): prefix for address, prefix in PREFIXES.items()}
_ELSEWHERE = ("Iptc4xmpExt:DigitalSourceType", f"{SENSUS_PREFIX}:")
"""Properties that become evidence with the credential's own rank."""

_FIELDS = 1_000
_DEPTH = 4


def is_metadata(label: str) -> bool:
    """Tell whether an assertion holds metadata properties."""
    return label.startswith(_LABELS)


def properties(data: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a JSON-LD assertion under the prefixes that we use, whichever the file uses.

    The namespace address decides; its case is not compared, because some writers have EXIF for exif.
    """
    prefixes = {name: text(address) for name, address in table(data.get("@context")).items()}
    return {_named(key, prefixes): value for key, value in data.items() if not key.startswith("@")}


def fields(manifests: Manifests, active: str) -> Iterator[Field]:
    """Yield the programs and signers of the active manifest and its parents, then the metadata of the whole store.

    A part's generator wrote the part, not the file; but what the part's manifest holds about persons goes with the
    file all the same.
    """
    left = _FIELDS
    for found in (_programs(manifests, active), _metadata(manifests)):
        for field in found:
            if not left:
                return
            left -= 1
            yield field


def _programs(manifests: Manifests, active: str) -> Iterator[Field]:
    for label in ancestry(manifests, active):
        manifest = manifests[label]
        yield from _field("claim_generator", generator_of(manifest), "C2PA claim")
        yield from _field("signer", signer_of(manifest), "C2PA signature")
        for action, data in actions(manifest):
            name, _ = agent_of(action, data)
            yield from _field("softwareAgent", name, "C2PA c2pa.actions")


def _metadata(manifests: Manifests) -> Iterator[Field]:
    for manifest in manifests.values():
        for label, data in assertions(manifest):
            where = f"C2PA {label}"
            if label.startswith("c2pa.ai_generated_content"):
                yield from _field("prompt", text(data.get("prompt")), where)
            if not is_metadata(label):
                continue
            if label.startswith("stds.schema-org"):
                for author in rows(data.get("author")):
                    yield from _field("dc:creator", text(table(author).get("name")), where)
                continue
            for name, value in properties(data).items():
                if not name.startswith(_ELSEWHERE):
                    yield from _values(name, value, where, _DEPTH)


def _values(name: str, value: object, where: str, depth: int) -> Iterator[Field]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _values(name, item, where, depth - 1)
    elif depth and isinstance(value, dict):
        for key, item in value.items():
            yield from _values(name if key.startswith("@") else f"{name}/{key}", item, where, depth - 1)
    else:
        yield from _field(name, text(value), where)


def _field(name: str, value: str, where: str) -> Iterator[Field]:
    if value.strip():
        yield Field(source=Source.C2PA, name=name, value=value[:FIELD_CHARACTERS], where=where)


def _named(key: str, prefixes: dict[str, str]) -> str:
    prefix, colon, local = key.partition(":")
    if not colon:
        return key
    address = prefixes.get(prefix, "")
    return f"{_PREFIX_BY_ADDRESS.get(address.lower(), prefix)}:{local}"
