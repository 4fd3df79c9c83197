"""From the codes of the credentials library to one state (credentials.md section 4). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from sensus_verify.core.credential import CredentialState, TimeProof
from sensus_verify.credentials.trust import LIST_URI, TrustList, TrustLists


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One line of the library's validation report."""

    code: str
    url: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the library found about the active manifest."""

    label: str
    success: tuple[Status, ...] = ()
    informational: tuple[Status, ...] = ()
    failure: tuple[Status, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that say something about the file, failures first, each once."""
        shown = [status.code for status in (*self.failure, *self.informational)]
        return tuple(dict.fromkeys(shown))


class Binding(Enum):
    """What our own computation says about a file hash that the library calls mismatching."""

    DIFFERS = "differs"  # proven: the bytes are not those that were signed
    HEADER_ONLY = "headerOnly"  # proven: everything from the image data on is what was signed
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The state, which of its sentences fits, and the list that the signer was found on."""

    state: CredentialState
    cause: str = ""
    list: TrustList | None = None


# C2PA 2.2, section 15.2.2 "Standard Status Codes"; the grouping is ours.
_INTEGRITY = re.compile(
    r"claimSignature\.(mismatch|missing)"
    r"|claim\..+"
    r"|assertion\.(hashedURI\.mismatch|missing|undeclared|inaccessible|outsideManifest|notRedacted|selfRedacted"
    r"|required\.missing|json\.invalid|cbor\.invalid|multipleHardBindings|ingredient\.malformed|metadata\.disallowed"
    r"|timestamp\.malformed|boxesHash\.unknownBox)"
    r"|assertion\.(action|cloud-data)\..+"
    r"|assertion\.[A-Za-z]+Hash\.(malformed|redacted|invalidURI)"
    r"|(hashedURI|manifest|ingredient)\..+",
)
_CONTRADICTION = re.compile(
    r"claimSignature\..+|(assertion\.)?hashedURI\..+"
    r"|assertion\.(missing|undeclared|inaccessible|outsideManifest|notRedacted|boxesHash\.unknownBox)"
)
"""Integrity codes that mean "does not match its signature"; the others mean "does not follow the rules"."""

_FILE_HASH = re.compile(
    r"assertion\.((dataHash|bmffHash|boxesHash|collectionHash)\.mismatch|collectionHash\.incorrectFileCount)",
)
_CERTIFICATE_ROWS = (
    (frozenset({"signingCredential.ocsp.revoked"}), CredentialState.REVOKED),
    (frozenset({"signingCredential.invalid", "algorithm.unsupported"}), CredentialState.CERTIFICATE_PROBLEM),
    (
        frozenset({"signingCredential.expired", "claimSignature.outsideValidity"}),
        CredentialState.EXPIRED_UNPROVEN,
    ),
)
_UNTRUSTED = "signingCredential.untrusted"
_NO_EFFECT = re.compile(
    r"cawg\..+|timeStamp\..+|signingCredential\.ocsp\.(skipped|inaccessible|unknown)|algorithm\.deprecated"
)

_PROVING = re.compile(r"/(c2pa\.hash\.(bmff\.v3|boxes|collection\.data))(__\d+)?$")
"""Hash assertions whose mismatch proves a change as the library finds it; older ones were not always computed alike."""

_FOUND_IN = re.compile(r"found in \[([^\]]*)\]")
_TIME_LIST = re.compile(rf", trust list: {re.escape(LIST_URI)}[a-z0-9-]+$")


def has_data_hash_mismatch(report: Report) -> bool:
    """Tell whether the data hash has to be computed again before a decision."""
    return any(status.code == "assertion.dataHash.mismatch" for status in report.failure)


def faulty(code: str) -> bool:
    """Tell whether a code about an ingredient is a fault of its content, not a matter of who is known."""
    unknown = code == "ingredient.unknownProvenance"
    return not unknown and bool(_INTEGRITY.fullmatch(code) or _FILE_HASH.fullmatch(code))


def decide(report: Report, lists: TrustLists, *, binding: Binding | None, own: bool) -> Decision:
    """Return the first row of the decision table that fits.

    `binding` is our own verdict on a mismatching data hash, and needed only then. `own` tells that the signer's
    certificate is one of this organisation's identities.
    """
    codes = {status.code for status in report.failure}
    if not all(_known(code) for code in codes):
        return Decision(state=CredentialState.UNREADABLE, cause="unknownCode")
    if any(_INTEGRITY.fullmatch(code) for code in codes):
        contradicts = any(_CONTRADICTION.fullmatch(code) for code in codes)
        return Decision(state=CredentialState.BROKEN, cause="" if contradicts else "rules")
    mismatch = _mismatch(report, binding)
    if mismatch is not None:
        cause = "binding" if mismatch is CredentialState.BROKEN else ""
        return Decision(state=mismatch, cause=cause, list=_list_of(report, lists))
    for failed, state in _CERTIFICATE_ROWS:
        if codes & failed:
            return Decision(state=state)
    if not any(status.code == "claimSignature.validated" for status in report.success):
        return Decision(state=CredentialState.UNREADABLE, cause="unsigned")
    return _recognised(report, lists, own=own and _UNTRUSTED not in codes)


def time_proof(report: Report) -> TimeProof:
    """Return how well the time of signing is known.

    The library calls a time stamp of a version 1 claim trusted without any list, with an explanation that begins with
    "legacy": that is the signer's word. The name before "trust list" comes out of the file, so only the end counts.
    """
    trusted = [status.explanation for status in report.success if status.code == "timeStamp.trusted"]
    if any(not line.startswith("legacy") and _TIME_LIST.search(line) for line in trusted):
        return TimeProof.PROVEN
    stated = any(status.code in ("timeStamp.trusted", "timeStamp.validated") for status in report.success)
    return TimeProof.STATED if stated else TimeProof.NONE


def is_trusted(report: Report) -> bool:
    """Tell whether the library found the active manifest's signer on a list."""
    return bool(_names(report))


def _recognised(report: Report, lists: TrustLists, *, own: bool) -> Decision:
    """Return the state of an intact credential, from the list that the signer was found on."""
    signer = _list_of(report, lists)
    if own:
        signer = next((one for one in lists.lists if one.tier == "own"), signer)
    if own or (signer is not None and signer.tier == "own"):
        return Decision(state=CredentialState.OWN, list=signer)
    if signer is None or signer.kind != "manifest":
        return Decision(state=CredentialState.UNKNOWN_SIGNER)
    return Decision(state=CredentialState.TRUSTED, list=signer)


def _known(code: str) -> bool:
    return (
        code == _UNTRUSTED
        or any(code in failed for failed, _ in _CERTIFICATE_ROWS)
        or any(pattern.fullmatch(code) for pattern in (_INTEGRITY, _FILE_HASH, _NO_EFFECT))
    )


def _mismatch(report: Report, binding: Binding | None) -> CredentialState | None:
    failed = [status for status in report.failure if _FILE_HASH.fullmatch(status.code)]
    if not failed:
        return None
    others = [status for status in failed if not status.code.startswith("assertion.dataHash.")]
    if binding is Binding.DIFFERS or any(_PROVING.search(status.url) for status in others):
        return CredentialState.CHANGED
    if binding is Binding.HEADER_ONLY and not others:
        return CredentialState.OLDER_RULES
    return CredentialState.BROKEN


def _names(report: Report) -> list[str]:
    """Return the list names that the library gives for the active manifest's own signature, without our prefix."""
    signature = f"self#jumbf=/c2pa/{report.label}/c2pa.signature"
    return [
        found[1].removeprefix(LIST_URI)
        for status in report.success
        if status.code == "signingCredential.trusted" and status.url == signature
        if (found := _FOUND_IN.search(status.explanation))
    ]


def _list_of(report: Report, lists: TrustLists) -> TrustList | None:
    for name in _names(report):
        for one in lists.lists:
            if one.name == name or (not name and one.tier == "interim" and one.allowed_pem):
                return one
    return None
