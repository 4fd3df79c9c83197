"""What certificates say about themselves. Used when lists are installed, never while files are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sensus_verify.core.errors import SensusError
from sensus_verify.core.limits import TRUST_BYTES, TRUST_CERTIFICATES
from sensus_verify.credentials.pem import blocks

if TYPE_CHECKING:
    from cryptography import x509

_SHORT = {
    "2.5.4.3": "CN",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
}


class BadTrustList(SensusError):  # noqa: N818 - see core.errors.CannotRead
    """What was given as a list of trusted issuers is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The facts of one certificate."""

    fingerprint: str  # SHA-256 of the DER bytes, hexadecimal
    subject: str
    issuer: str  # as `name_text` gives it
    serial: str  # decimal
    expires: str  # YYYY-MM-DD
    authority: bool  # it may issue certificates


def certificates(text: str, *, name: str) -> tuple[Certificate, ...]:
    """Return the facts of every certificate in a PEM text.

    Raises `BadTrustList` when the text is too long, holds none or too many, or anything in it is not a certificate.
    `name` is the file's, for the message.
    """
    from cryptography import x509

    if len(text) > TRUST_BYTES:
        key = "trust.tooLarge"
        raise BadTrustList(key, name=name, limit=TRUST_BYTES)
    found = blocks(text)
    if not found:
        key = "trust.damaged" if found is None else "trust.empty"
        raise BadTrustList(key, name=name)
    if len(found) > TRUST_CERTIFICATES:
        key = "trust.tooMany"
        raise BadTrustList(key, name=name, limit=TRUST_CERTIFICATES)
    try:
        return tuple(_facts(x509.load_pem_x509_certificate(block.pem.encode()), block.fingerprint) for block in found)
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as error:
        key = "trust.damaged"
        raise BadTrustList(key, name=name) from error


def name_text(parts: dict[str, str]) -> str:
    """Return a distinguished name as one text, the same whatever the order of its parts."""
    return ", ".join(f"{kind}={value}" for kind, value in sorted(parts.items()) if kind in _SHORT.values())


def _facts(certificate: x509.Certificate, fingerprint: str) -> Certificate:
    from cryptography import x509

    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        authority = False
    else:
        authority = constraints.ca
    return Certificate(
        fingerprint=fingerprint,
        subject=certificate.subject.rfc4514_string(),
        issuer=_name(certificate.issuer),
        serial=str(certificate.serial_number),
        expires=certificate.not_valid_after_utc.date().isoformat(),
        authority=authority,
    )


def _name(name: x509.Name) -> str:
    return name_text(
        {_SHORT[part.oid.dotted_string]: str(part.value) for part in name if part.oid.dotted_string in _SHORT}
    )
