"""The Content Credentials of one file: state, provenance, and what they state about AI."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from sensus_verify.core.credential import Credential, CredentialState, Region
from sensus_verify.core.evidence import Evidence, Field
from sensus_verify.core.limits import MIB
from sensus_verify.core.plain_text import plain
from sensus_verify.credentials import binding, metadata, provenance
from sensus_verify.credentials.certificates import name_text
from sensus_verify.credentials.disclosures import Standing, disclosures
from sensus_verify.credentials.library import ANY_BYTES, KeptElsewhere, Store, Unreadable, certificates_of, opened
from sensus_verify.credentials.shapes import rows, table, text
from sensus_verify.credentials.states import (
    Decision,
    Report,
    Status,
    decide,
    has_data_hash_mismatch,
    is_trusted,
    time_proof,
)
from sensus_verify.credentials.trust import Identity, TrustLists
from sensus_verify.parsing.reader import size_of

SIDECAR_BYTES = 64 * MIB
"""A larger sidecar is not read."""

_SUFFIX = ".c2pa"
_URL_CHARACTERS = 2048
_ADDITIONAL = "assertion.dataHash.additionalExclusionsPresent"


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialReading:
    """What the Content Credentials of a file came to."""

    credential: Credential
    evidence: tuple[Evidence, ...] = ()
    fields: tuple[Field, ...] = ()


def read_credentials(path: Path, *, media_type: str, sidecar: Path | None, lists: TrustLists) -> CredentialReading:
    """Read the credentials in the file, or those in `sidecar` when the file holds none. Offline, and never writes.

    `media_type` is decided from the bytes; empty: the library does not know the format, only a sidecar counts. A
    sidecar given as `path` is read with the file that it belongs to. Raises nothing about what the file holds;
    `OSError` when it cannot be opened.
    """
    if path.suffix.lower() == _SUFFIX:
        file = _file_of(path)
        if file is None:
            return CredentialReading(credential=_unreadable("noFile", lists))
        return _read_beside(file, path, lists)
    remote, found = "", None
    if media_type:
        try:
            with path.open("rb") as stream:
                found = _read(stream, media_type, None, lists)
        except KeptElsewhere as error:
            remote = plain(str(error).strip(), _URL_CHARACTERS)
    if found is None and sidecar is not None:
        found = _read_beside(path, sidecar, lists)
    if found is not None:
        return found
    state = CredentialState.REMOTE if remote else CredentialState.NONE
    return CredentialReading(credential=Credential(state=state, remote_url=remote, lists_installed=lists.name_signers))


def _read_beside(file: Path, sidecar: Path, lists: TrustLists) -> CredentialReading:
    try:
        with sidecar.open("rb") as stream:
            manifest = stream.read(SIDECAR_BYTES + 1)
    except OSError as error:
        return CredentialReading(credential=_unreadable("parse", lists, error.strerror or type(error).__name__))
    if len(manifest) > SIDECAR_BYTES:
        return CredentialReading(credential=_unreadable("tooLarge", lists))
    try:
        with file.open("rb") as stream:
            found = _read(stream, ANY_BYTES, manifest, lists)
    except KeptElsewhere:
        found = None
    if found is None:
        return CredentialReading(credential=_unreadable("parse", lists))
    misfit = found.credential.state in (CredentialState.CHANGED, CredentialState.BROKEN)
    if misfit and sidecar.stem != file.name:
        if len(_namesakes(file)) > 1:
            # "report.c2pa" beside report.docx and report.pdf belongs to one of them: the other was not changed.
            return CredentialReading(credential=Credential(lists_installed=lists.name_signers))
        # It may speak of a report.pdf that lies elsewhere: nothing proves a change, and its statements are not ours.
        strayed = replace(found.credential, state=CredentialState.BROKEN, cause="binding", list="", list_date="")
        return CredentialReading(credential=strayed)
    return found


def _read(stream: BinaryIO, media_type: str, manifest: bytes | None, lists: TrustLists) -> CredentialReading | None:
    try:
        with opened(stream, media_type, manifest, lists) as store:
            return None if store is None else _reading(store, stream, lists)
    except Unreadable as error:
        if manifest is None and not binding.holds_mark(stream):
            return None  # the file itself is damaged, and nothing in it looks like credentials
        return CredentialReading(credential=_unreadable("parse", lists, plain(str(error))))


def _reading(store: Store, stream: BinaryIO, lists: TrustLists) -> CredentialReading:
    facts = store.facts
    manifests = provenance.manifests_of(facts)
    active = text(facts.get("active_manifest"))
    if active not in manifests:
        return CredentialReading(credential=_unreadable("parse", lists))
    report = _report(facts, active)
    jpeg = _is_jpeg(stream)
    hashed = _data_hash(store, stream, active) if _needs_hash(report) else None
    settled = None
    if has_data_hash_mismatch(report):
        matches = any(status.code == "assertion.dataHash.match" for status in report.success)
        settled = binding.settle(stream, hashed, also_matches=matches, jpeg=jpeg)
    certificates = certificates_of(store.portable())
    certificate = certificates.get(active, {})
    own = is_trusted(report) and _identity(certificate) in [one for item in lists.lists for one in item.identities]
    decision = decide(report, lists, binding=settled, own=own)
    credential = replace(
        _credential(facts, manifests, active, decision, lists),
        issuer=plain(provenance.issuer_of(certificate)),
        manifests=provenance.shown(manifests, active, certificates),
        embedded=store.embedded,
        time_proof=time_proof(report),
        codes=tuple(plain(code) for code in report.codes),
        unprotected=_unprotected(stream, report, hashed, decision, jpeg=jpeg),
    )
    if decision.state is CredentialState.UNREADABLE:
        return CredentialReading(credential=credential)
    standing = Standing(state=decision.state, doubtful=provenance.doubtful(facts, manifests))
    return CredentialReading(
        credential=credential,
        evidence=disclosures(manifests, active, standing),
        fields=tuple(metadata.fields(manifests, active)),
    )


def _credential(
    facts: dict[str, Any], manifests: provenance.Manifests, active: str, decision: Decision, lists: TrustLists
) -> Credential:
    manifest = manifests[active]
    known = decision.list
    unknown = decision.state is CredentialState.UNKNOWN_SIGNER
    return Credential(
        state=decision.state,
        cause=decision.cause,
        signer=plain(provenance.signer_of(manifest)),
        list=known.tier if known else "",
        list_date=known.date if known else lists.shown_date if unknown else "",
        lists_installed=lists.name_signers,
        signed_at=plain(text(table(manifest.get("signature_info")).get("time"))),
        ingredient_problems=provenance.problems(facts, manifests),
        claimed_identity=plain(_claimed_identity(manifest)),
    )


def _unreadable(cause: str, lists: TrustLists, code: str = "") -> Credential:
    return Credential(
        state=CredentialState.UNREADABLE,
        cause=cause,
        codes=(code,) if code else (),
        lists_installed=lists.name_signers,
    )


def _report(facts: dict[str, Any], active: str) -> Report:
    about = table(table(facts.get("validation_results")).get("activeManifest"))

    def lines(name: str) -> tuple[Status, ...]:
        return tuple(
            Status(
                code=text(table(line).get("code")),
                url=text(table(line).get("url")),
                explanation=text(table(line).get("explanation")),
            )
            for line in rows(about.get(name))
        )

    return Report(
        label=active,
        success=lines("success"),
        informational=lines("informational"),
        failure=lines("failure"),
    )


def _needs_hash(report: Report) -> bool:
    return has_data_hash_mismatch(report) or _ADDITIONAL in report.codes


def _data_hash(store: Store, stream: BinaryIO, active: str) -> binding.DataHash | None:
    manifest = table(table(store.detailed().get("manifests")).get(active))
    return binding.data_hash(table(manifest.get("assertion_store")), size_of(stream))


def _unprotected(
    stream: BinaryIO, report: Report, hashed: binding.DataHash | None, decision: Decision, *, jpeg: bool
) -> tuple[Region, ...]:
    gaps = decision.state is CredentialState.OLDER_RULES or _ADDITIONAL in report.codes
    return binding.unprotected(stream, hashed, jpeg=jpeg) if hashed is not None and gaps else ()


def _is_jpeg(stream: BinaryIO) -> bool:
    stream.seek(0)
    return stream.read(3) == b"\xff\xd8\xff"


def _identity(certificate: dict[str, Any]) -> Identity:
    issuer = {kind: text(value) for kind, value in table(certificate.get("issuer")).items()}
    try:
        serial = str(int(text(certificate.get("serialNumber")), 16))
    except ValueError:
        serial = ""
    return Identity(issuer=name_text(issuer), serial=serial)


def _claimed_identity(manifest: dict[str, Any]) -> str:
    """Return who a CAWG identity assertion claims to be: names that a service has checked, else only its sort.

    Nothing here is checked. CAWG Identity Assertion 1.1, sections 8.1 and 8.2.
    """
    for label, data in provenance.assertions(manifest):
        if label.startswith("cawg.identity"):
            kind = text(table(data.get("signer_payload")).get("sig_type"))
            names = (text(table(one).get("name")) or text(table(one).get("username")) for one in _verified(data))
            return ", ".join(name for name in names if name) or kind or label
    return ""


def _verified(data: dict[str, Any]) -> list[Any]:
    try:
        signature = base64.b64decode(text(data.get("signature")), validate=True)
        inside = signature[signature.index(b'{"') :].decode("utf-8", errors="replace")
        content = table(json.JSONDecoder().raw_decode(inside)[0])
    except (binascii.Error, ValueError, RecursionError):
        return []
    subject = table(content.get("credentialSubject")) or table(table(content.get("vc")).get("credentialSubject"))
    return rows(subject.get("verifiedIdentities"))


def _file_of(sidecar: Path) -> Path | None:
    """Return the file that a sidecar belongs to: `report.docx` of `report.docx.c2pa`, else the only `report.*`."""
    whole = sidecar.with_suffix("")
    if whole.is_file():
        return whole
    others = _namesakes(whole.with_name(f"{whole.name}{_SUFFIX}"))
    return others[0] if len(others) == 1 else None


def _namesakes(file: Path) -> list[Path]:
    """Return the files of one folder that differ in their suffix only, without sidecars."""
    try:
        inside = [one for one in file.parent.iterdir() if one.stem == file.stem]
    except OSError:
        return []
    return [one for one in inside if one.suffix.lower() not in (_SUFFIX, ".xmp") and one.is_file()]
