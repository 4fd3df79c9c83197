"""What real files are expected to say: the tables of disclosure and credentials, each row with its reason."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sensus_verify.core.ai_use import AiUse, Origin
from sensus_verify.core.credential import BINDING_HOLDS, CredentialState
from sensus_verify.core.evidence import PersonalKind, Strength
from sensus_verify.core.verdict import Basis, Inspection, Status

_Look = Callable[[str], Inspection]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One row."""

    file: str
    use: AiUse
    basis: Basis
    conflicts: frozenset[str]
    because: str


_GENERATED = [
    Expected(
        file="generators/chatgpt-1.png",
        use=AiUse.WHOLLY_GENERATED,
        basis=Basis.SIGNED,
        conflicts=frozenset({"K9"}),
        because="its parent manifest says created with trained algorithmic media; the certificate has run out",
    ),
    Expected(
        file="generators/flux-1.jpg",
        use=AiUse.WHOLLY_GENERATED,
        basis=Basis.SIGNED,
        conflicts=frozenset({"K9"}),
        because="created with trained algorithmic media; its issuer is on no list",
    ),
    Expected(
        file="credentials/Firefly_tabby_cat.jpg",
        use=AiUse.WHOLLY_GENERATED,
        basis=Basis.SIGNED,
        conflicts=frozenset(),
        because="created with trained algorithmic media; its issuer is on the interim list",
    ),
    Expected(
        file="generators/mj-1.png",
        use=AiUse.WHOLLY_GENERATED,
        basis=Basis.DECLARED,
        conflicts=frozenset({"K10"}),
        because="IPTC DigitalSourceType in its XMP, unsigned; the prompt and the account name stand in it",
    ),
    Expected(
        file="credentials/adobe-20240110-single_manifest_store.pdf",
        use=AiUse.PARTLY_GENERATED,
        basis=Basis.SIGNED,
        conflicts=frozenset(),
        because="edited with a generative value and two generative parts",
    ),
]
_TRACED = {
    "generators/automatic1111_cropped.jpg": "AUTOMATIC1111",
    "generators/automatic1111_cropped.png": "AUTOMATIC1111",
    "generators/img2img_cropped.png": "ComfyUI",
    "generators/fooocus1_cropped.png": "Fooocus",
    "generators/invokeai_dream1.png": "InvokeAI",
    "generators/novelai1_cropped.png": "NovelAI",
}


@pytest.mark.parametrize("row", _GENERATED, ids=lambda row: row.file)
def test_files_that_state_ai(look: _Look, row: Expected):
    found = look(row.file)
    assert (found.verdict.ai_use, found.verdict.basis) == (row.use, row.basis), row.because
    assert row.conflicts <= {conflict.code for conflict in found.verdict.conflicts}
    assert found.verdict.credential.state not in {CredentialState.CHANGED, CredentialState.BROKEN}
    assert found.status is Status.READ


def test_parts_that_are_generated_are_the_least_that_is_stated(look: _Look):
    assert look("credentials/adobe-20240110-single_manifest_store.pdf").verdict.minimum


def test_without_lists_the_cat_is_signed_by_somebody_unchecked(look_without_lists: _Look):
    verdict = look_without_lists("credentials/Firefly_tabby_cat.jpg").verdict
    assert (verdict.ai_use, verdict.basis) == (AiUse.WHOLLY_GENERATED, Basis.SIGNED)
    assert "K9" in {conflict.code for conflict in verdict.conflicts}


@pytest.mark.parametrize(("file", "generator"), sorted(_TRACED.items()))
def test_traces_suggest_and_state_nothing(look: _Look, file: str, generator: str):
    found = look(file)
    strong = [trace.generator for trace in found.traces if trace.strength is Strength.STRONG]
    assert len(set(strong)) == 1
    assert generator in strong[0]
    assert (found.verdict.ai_use, found.verdict.basis) == (AiUse.UNKNOWN, Basis.NOTHING)
    assert found.verdict.suggestion is not None
    assert found.verdict.suggestion.ai_use is AiUse.WHOLLY_GENERATED
    assert {"K5", "K10"} <= {conflict.code for conflict in found.verdict.conflicts}


def test_a_camera_that_signs_says_where_the_picture_comes_from(look: _Look):
    verdict = look("credentials/C_with_CAWG_data.jpg").verdict
    assert (verdict.ai_use, verdict.basis, verdict.origin) == (AiUse.UNKNOWN, Basis.NOTHING, Origin.CAMERA)
    assert (
        verdict.credential.state is CredentialState.UNKNOWN_SIGNER
    )  # an identity that needs the network spoils nothing


@pytest.mark.parametrize(
    ("file", "state"),
    [
        ("credentials/adobe-20220124-E-dat-CA.jpg", CredentialState.CHANGED),
        ("credentials/adobe-20220124-XCA.jpg", CredentialState.CHANGED),
        ("credentials/adobe-20220124-E-sig-CA.jpg", CredentialState.BROKEN),
        ("credentials/truepic-20230212-library.jpg", CredentialState.OLDER_RULES),
        ("credentials/crater-lake-cr.jpg", CredentialState.REMOTE),
        ("credentials/cloud.jpg", CredentialState.REMOTE),
    ],
)
def test_states_that_are_not_simply_intact(look: _Look, file: str, state: CredentialState):
    assert look(file).verdict.credential.state is state


def test_a_remote_credential_names_its_host(look: _Look):
    assert "://" in look("credentials/crater-lake-cr.jpg").verdict.credential.remote_url


def test_an_ingredients_problem_is_said(look: _Look):
    credential = look("credentials/adobe-20220124-E-uri-CIE-sig-CA.jpg").verdict.credential
    assert credential.state is CredentialState.UNKNOWN_SIGNER
    assert {(one.code, one.when) for one in credential.ingredient_problems} >= {
        ("assertion.hashedURI.mismatch", "now"),
        ("claimSignature.mismatch", "signed"),
    }


def test_a_place_is_found(look: _Look):
    kinds = {item.kind for item in look("images/gps-dscn0010.jpg").personal_data}
    assert PersonalKind.GPS in kinds


def _corpus_files() -> list[str]:
    root = os.environ.get("SENSUS_CORPUS")
    if not root:
        return ["SENSUS_CORPUS is not set"]
    folder = Path(root)
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != "SOURCES.md"
    )


_STATING = {row.file for row in _GENERATED}


@pytest.mark.parametrize("file", [name for name in _corpus_files() if name not in _STATING and name not in _TRACED])
def test_every_other_file_says_nothing_and_is_accused_of_nothing(look: _Look, file: str):
    found = look(file)
    assert found.verdict.ai_use is AiUse.UNKNOWN
    assert found.verdict.basis is Basis.NOTHING
    assert found.verdict.suggestion is None
    assert [trace for trace in found.traces if trace.strength is not Strength.WEAK] == []
    assert not {"K1", "K2", "K4", "K5"} & {conflict.code for conflict in found.verdict.conflicts}
    assert not found.facts.suffix_disagrees
    if file.startswith(("images/", "office/", "pdf/", "audio/")):
        assert found.verdict.credential.state is CredentialState.NONE
    if found.verdict.credential.state in BINDING_HOLDS:
        assert file.startswith(("credentials/", "video/"))


@pytest.mark.parametrize("file", _corpus_files())
def test_every_file_is_read_whole_unless_a_part_of_it_is_locked_or_packed(look: _Look, file: str):
    found = look(file)
    if found.status is not Status.READ:
        assert found.status is Status.PARTLY
        assert found.error is not None
        assert (file, found.error.key) in {
            ("images/sample1.jxl", "notExamined.brotli"),
            ("pdf/basic-password.pdf", "notExamined.encrypted"),
            ("pdf/libreoffice-writer-password.pdf", "notExamined.encrypted"),
        }
