"""Signing with an identity that lives in memory only: for the program's own samples."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sensus_verify import __version__
from sensus_verify.core.credential import Action
from sensus_verify.credentials.library import ANY_BYTES, context
from sensus_verify.credentials.trust import TrustLists

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

_PURPOSES = ("1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.62558.2.1")  # emailProtection, C2PA claim signing
_SPEC_VERSION_SINCE = (0, 91, 3)  # before, the library cannot write it
_HALF = 32  # bytes of each number in an ES256 signature


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrowawayIdentity:
    """A signing certificate and the one that issued it, with the key, in memory."""

    certificate_pem: str
    issuer_pem: str
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file that went into the signed one."""

    data: bytes
    media_type: str
    title: str
    relationship: str = "parentOf"
    source_type: str = ""


def throwaway_identity(
    organisation: str = "Sensus Verify demo",
    *,
    days: int = 365,
    begins: dt.datetime | None = None,
    purposes: Sequence[str] = _PURPOSES,
) -> ThrowawayIdentity:
    """Return a new identity that nobody trusts: P-256, ES256, valid for `days` from `begins` (default: an hour ago).

    The rules that the library enforces: issued by another certificate, digitalSignature, an authority key identifier,
    an accepted purpose (C2PA 2.2, section 14.5.1).
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    start = begins or dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    names = (f"{organisation} CA", organisation)
    issuer = _certificate(names[0], names[0], keys[0], keys[0], (start, start + dt.timedelta(days=3650)), ())
    signer = _certificate(names[1], names[0], keys[1], keys[0], (start, start + dt.timedelta(days=days)), purposes)
    return ThrowawayIdentity(
        certificate_pem=signer.public_bytes(serialization.Encoding.PEM).decode(),
        issuer_pem=issuer.public_bytes(serialization.Encoding.PEM).decode(),
        key=keys[1],
    )


def sign(  # noqa: PLR0913 - each is a fact about the file
    data: bytes,
    media_type: str,
    identity: ThrowawayIdentity,
    actions: Iterable[Action],
    *,
    title: str = "",
    parts: Iterable[Part] = (),
    assertions: Iterable[Mapping[str, Any]] = (),
    complete: bool = True,
) -> bytes:
    """Return the file with embedded credentials. `assertions` are further ones, as the library takes them.

    A `c2pa.opened` action takes the `parentOf` part, a `c2pa.placed` one the next `componentOf` part.
    """
    out = io.BytesIO()
    builder = _builder(list(actions), title, list(parts), list(assertions), complete=complete)
    builder.sign(_signer(identity), media_type, io.BytesIO(data), out)
    return out.getvalue()


def sign_beside(data: bytes, identity: ThrowawayIdentity, actions: Iterable[Action], *, title: str = "") -> bytes:
    """Return credentials for any bytes, to be kept in a file of their own beside them (credentials.md section 9)."""
    builder = _builder(list(actions), title, [], [], complete=True)
    builder.set_no_embed()
    manifest: bytes = builder.sign(_signer(identity), ANY_BYTES, io.BytesIO(data), io.BytesIO())
    return manifest


def _builder(
    actions: list[Action], title: str, parts: list[Part], assertions: list[Mapping[str, Any]], *, complete: bool
) -> Any:  # noqa: ANN401 - the library has no types
    import c2pa

    generator = {"name": "Sensus Verify", "version": __version__}
    if tuple(int(number) for number in c2pa.sdk_version().split(".")[:3]) >= _SPEC_VERSION_SINCE:
        generator["specVersion"] = "2.4.0"
    recorded = {"actions": _recorded(actions, parts), "allActionsIncluded": complete}
    manifest = {
        "claim_generator_info": [generator],
        "title": title,
        "assertions": [{"label": "c2pa.actions.v2", "created": True, "data": recorded}, *assertions],
    }
    builder = c2pa.Builder(json.dumps(manifest), context=context(TrustLists()))
    for number, part in enumerate(parts):
        about = {"title": part.title, "relationship": part.relationship, "label": f"part{number}"}
        if part.source_type:
            about["digital_source_type"] = part.source_type
        builder.add_ingredient(json.dumps(about), part.media_type, io.BytesIO(part.data))
    return builder


def _recorded(actions: list[Action], parts: list[Part]) -> list[dict[str, Any]]:
    parents = [f"part{number}" for number, part in enumerate(parts) if part.relationship == "parentOf"]
    components = [f"part{number}" for number, part in enumerate(parts) if part.relationship == "componentOf"]
    taken = {"c2pa.opened": iter(parents), "c2pa.placed": iter(components)}
    recorded = []
    for action in actions:
        parameters: dict[str, Any] = {}
        ingredient = next(taken.get(action.action, iter(())), None)
        if ingredient is not None:
            parameters["ingredientIds"] = [ingredient]
        if action.description:
            parameters["description"] = action.description
        entry = {
            "action": action.action,
            "digitalSourceType": action.source_type,
            "softwareAgent": {"name": action.agent} if action.agent else None,
            "when": action.when,
            "parameters": parameters,
        }
        recorded.append({name: value for name, value in entry.items() if value})
    return recorded


def _signer(identity: ThrowawayIdentity) -> Any:  # noqa: ANN401 - the library has no types
    import c2pa
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    def raw(data: bytes) -> bytes:
        """COSE wants the two numbers side by side, not DER (RFC 9053, section 2.1)."""
        first, second = utils.decode_dss_signature(identity.key.sign(data, ec.ECDSA(hashes.SHA256())))
        return first.to_bytes(_HALF, "big") + second.to_bytes(_HALF, "big")

    chain = identity.certificate_pem + identity.issuer_pem
    return c2pa.Signer.from_callback(raw, c2pa.C2paSigningAlg.ES256, chain, None)


def _certificate(  # noqa: PLR0913, PLR0917 - a certificate has so many parts
    subject: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    valid: tuple[dt.datetime, dt.datetime],
    purposes: Sequence[str],
) -> x509.Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    authority = key is issuer_key
    usage = x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if purposes:
        named = x509.ExtendedKeyUsage([x509.ObjectIdentifier(purpose) for purpose in purposes])
        builder = builder.add_extension(named, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _name(organisation: str) -> x509.Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    parts = (
        (NameOID.COUNTRY_NAME, "SE"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.COMMON_NAME, organisation),
    )
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])
