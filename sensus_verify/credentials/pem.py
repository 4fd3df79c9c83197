"""PEM text without a certificate library: blocks, fingerprints, and lists that share nothing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

_BLOCK = re.compile(r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----")
_BEGIN = "-----BEGIN "


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One certificate as it stands in a PEM text."""

    pem: str
    fingerprint: str  # SHA-256 of the DER bytes, hexadecimal


def blocks(text: str) -> tuple[Block, ...] | None:
    """Return the certificates of a PEM text (RFC 7468), or None when any block of it is something else or damaged."""
    found = list(_BLOCK.finditer(text))
    if len(found) != text.count(_BEGIN):
        return None
    try:
        ders = [base64.b64decode("".join(match[1].split()), validate=True) for match in found]
    except binascii.Error:
        return None
    return tuple(
        Block(pem=f"{match[0]}\n", fingerprint=hashlib.sha256(der).hexdigest())
        for match, der in zip(found, ders, strict=True)
    )


def without(text: str, known: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return the blocks of `text` whose fingerprints are not `known`, each once, and all fingerprints together."""
    kept, seen = [], set(known)
    for block in blocks(text) or ():
        if block.fingerprint not in seen:
            seen.add(block.fingerprint)
            kept.append(block.pem)
    return "".join(kept), frozenset(seen)
