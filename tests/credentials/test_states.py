"""The decision table of credentials.md section 4, row by row."""

from __future__ import annotations

import pytest

from sensus_verify.core.credential import CredentialState, TimeProof
from sensus_verify.credentials.states import Binding, Report, Status, decide, faulty, time_proof
from sensus_verify.credentials.trust import TrustList, TrustLists

LABEL = "urn:c2pa:active"
SIGNATURE = f"self#jumbf=/c2pa/{LABEL}/c2pa.signature"
VALIDATED = Status(code="claimSignature.validated", url=SIGNATURE)
LISTS = TrustLists(
    lists=(
        TrustList(name="own", kind="manifest", anchors_pem="x"),
        TrustList(name="official", kind="manifest", anchors_pem="x"),
        TrustList(name="interim", kind="manifest", anchors_pem="x", allowed_pem="x"),
        TrustList(name="partner-a", kind="manifest", anchors_pem="x"),
        TrustList(name="tsa", kind="tsa", anchors_pem="x"),
    )
)


def found_in(name: str, url: str = SIGNATURE) -> Status:
    uri = f"urn:sensus:trust:{name}" if name else ""
    explanation = f"signing certificate trusted, found in [{uri}] trust anchors"
    return Status(code="signingCredential.trusted", url=url, explanation=explanation)


def state(*failures: str, success=(VALIDATED,), binding=None, own=False, url=SIGNATURE):
    failure = tuple(Status(code=code, url=url) for code in failures)
    return decide(Report(label=LABEL, success=success, failure=failure), LISTS, binding=binding, own=own)


@pytest.mark.parametrize(
    ("name", "expected", "tier"),
    [
        ("own", CredentialState.OWN, "own"),
        ("official", CredentialState.TRUSTED, "official"),
        ("interim", CredentialState.TRUSTED, "interim"),
        ("partner-a", CredentialState.TRUSTED, "partner"),
        ("", CredentialState.TRUSTED, "interim"),  # found on the list of signers, which has no name
    ],
)
def test_the_list_that_matched_the_signer_decides(name, expected, tier):
    decision = state(success=(VALIDATED, found_in(name)))
    assert decision.state is expected
    assert decision.list is not None
    assert decision.list.tier == tier


@pytest.mark.parametrize("name", ["tsa", "system_anchors", "official-of-somebody-else"])
def test_a_list_of_time_stamps_or_an_unknown_list_vouches_for_no_signer(name):
    assert state(success=(VALIDATED, found_in(name))).state is CredentialState.UNKNOWN_SIGNER


@pytest.mark.parametrize(
    "url",
    [
        "self#jumbf=/c2pa/urn:c2pa:parent/c2pa.signature",
        f"self#jumbf=/c2pa/{LABEL}:more/c2pa.signature",
        f"self#jumbf=/c2pa/{LABEL}/inner/c2pa.signature",
    ],
)
def test_trust_in_another_manifest_is_not_trust_in_the_active_one(url):
    assert state(success=(VALIDATED, found_in("official", url))).state is CredentialState.UNKNOWN_SIGNER


def test_our_own_certificate_is_ours_whichever_list_matched():
    decision = state(success=(VALIDATED, found_in("")), own=True)
    assert (decision.state, decision.list) == (CredentialState.OWN, LISTS.lists[0])


def test_an_untrusted_signer_is_never_ours():
    assert state("signingCredential.untrusted", own=True).state is CredentialState.UNKNOWN_SIGNER


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        (["signingCredential.untrusted"], CredentialState.UNKNOWN_SIGNER),
        (["signingCredential.untrusted", "cawg.ica.did_unavailable"], CredentialState.UNKNOWN_SIGNER),
        (["signingCredential.untrusted", "signingCredential.expired"], CredentialState.EXPIRED_UNPROVEN),
        (["claimSignature.outsideValidity"], CredentialState.EXPIRED_UNPROVEN),
        (["signingCredential.invalid", "signingCredential.expired"], CredentialState.CERTIFICATE_PROBLEM),
        (["algorithm.unsupported"], CredentialState.CERTIFICATE_PROBLEM),
        (["signingCredential.ocsp.revoked", "signingCredential.invalid"], CredentialState.REVOKED),
        (["claimSignature.mismatch", "signingCredential.untrusted"], CredentialState.BROKEN),
        (["assertion.hashedURI.mismatch", "assertion.dataHash.mismatch"], CredentialState.BROKEN),
        (["assertion.action.malformed"], CredentialState.BROKEN),
        (["claim.hardBindings.missing"], CredentialState.BROKEN),
        (["assertion.bmffHash.malformed"], CredentialState.BROKEN),
        (["general.error"], CredentialState.UNREADABLE),
        (["com.adobe.prerelease"], CredentialState.UNREADABLE),
        (["claimSignature.mismatch", "somethingNew.tomorrow"], CredentialState.UNREADABLE),
    ],
)
def test_failure_codes(failures, expected):
    assert state(*failures).state is expected


@pytest.mark.parametrize(
    ("failures", "cause"),
    [
        (["assertion.action.malformed"], "rules"),
        (["claim.cbor.invalid", "assertion.cbor.invalid"], "rules"),
        (["assertion.action.malformed", "assertion.hashedURI.mismatch"], ""),
        (["claimSignature.mismatch"], ""),
    ],
)
def test_breaking_a_rule_is_not_said_to_contradict_the_signature(failures, cause):
    decision = state(*failures)
    assert (decision.state, decision.cause) == (CredentialState.BROKEN, cause)


def test_a_signature_that_was_never_validated_is_not_intact():
    assert state(success=()).state is CredentialState.UNREADABLE
    assert state("signingCredential.untrusted", success=()).state is CredentialState.UNREADABLE


@pytest.mark.parametrize(
    ("binding", "expected", "cause"),
    [
        (Binding.DIFFERS, CredentialState.CHANGED, ""),
        (Binding.HEADER_ONLY, CredentialState.OLDER_RULES, ""),
        (Binding.UNSETTLED, CredentialState.BROKEN, "binding"),
        (None, CredentialState.BROKEN, "binding"),
    ],
)
def test_a_data_hash_mismatch_is_settled_by_our_own_computation(binding, expected, cause):
    decision = state("assertion.dataHash.mismatch", "signingCredential.expired", binding=binding)
    assert (decision.state, decision.cause) == (expected, cause)


@pytest.mark.parametrize(
    ("code", "label", "expected"),
    [
        ("assertion.bmffHash.mismatch", "c2pa.hash.bmff.v3", CredentialState.CHANGED),
        ("assertion.bmffHash.mismatch", "c2pa.hash.bmff.v3__1", CredentialState.CHANGED),
        ("assertion.bmffHash.mismatch", "c2pa.hash.bmff.v2", CredentialState.BROKEN),
        ("assertion.bmffHash.mismatch", "c2pa.hash.bmff", CredentialState.BROKEN),
        ("assertion.boxesHash.mismatch", "c2pa.hash.boxes", CredentialState.CHANGED),
        ("assertion.collectionHash.incorrectFileCount", "c2pa.hash.collection.data", CredentialState.CHANGED),
    ],
)
def test_other_mismatches_prove_a_change_only_under_labels_that_are_computed_alike_everywhere(code, label, expected):
    assert state(code, url=f"self#jumbf=/c2pa/{LABEL}/c2pa.assertions/{label}").state is expected


@pytest.mark.parametrize(
    ("code", "explanation", "expected"),
    [
        ("timeStamp.trusted", "timestamp cert trusted: X, trust list: urn:sensus:trust:interim", TimeProof.PROVEN),
        ("timeStamp.trusted", "legacy timestamp cert trusted: X", TimeProof.STATED),
        (
            "timeStamp.trusted",
            "legacy timestamp cert trusted: X, trust list: urn:sensus:trust:official",
            TimeProof.STATED,
        ),
        ("timeStamp.trusted", "timestamp cert trusted: , trust list: urn:sensus:trust:tsa, of X", TimeProof.STATED),
        ("timeStamp.validated", "timestamp message digest matched: X", TimeProof.STATED),
        ("claimSignature.validated", "", TimeProof.NONE),
    ],
)
def test_a_time_is_proven_by_a_stamp_from_an_installed_list_only(code, explanation, expected):
    lines = (Status(code=code, explanation=explanation),)
    assert time_proof(Report(label=LABEL, success=lines)) is expected


def test_codes_that_are_a_fault_of_an_ingredient():
    assert faulty("claimSignature.mismatch")
    assert faulty("assertion.dataHash.mismatch")
    for code in (
        "signingCredential.untrusted",
        "ingredient.unknownProvenance",
        "timeStamp.mismatch",
        "assertion.dataHash.match",
    ):
        assert not faulty(code)
