"""Real signed files, with and without the published lists (credentials.md section 4.6)."""

from __future__ import annotations

import datetime as dt

import pytest

from sensus_verify.core.ai_use import AiUse, Origin
from sensus_verify.core.credential import CredentialState, IngredientProblem, Region, TimeProof
from sensus_verify.core.evidence import Rank
from sensus_verify.credentials.reader import CredentialReading, read_credentials
from sensus_verify.credentials.trust import TrustLists, TrustStore

pytestmark = pytest.mark.corpus

TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".pdf": "application/pdf", ".mp4": "video/mp4", ".gif": "image/gif"}
ADOBE = "credentials/adobe-20220124-"
NONE, UNKNOWN, TRUSTED = CredentialState.NONE, CredentialState.UNKNOWN_SIGNER, CredentialState.TRUSTED
CHANGED, BROKEN, REMOTE = CredentialState.CHANGED, CredentialState.BROKEN, CredentialState.REMOTE
EXPIRED, OLDER = CredentialState.EXPIRED_UNPROVEN, CredentialState.OLDER_RULES

# name, without lists, with lists. No row depends on the day, except the one below: certificates that have expired
# stay so, and the others are kept by time stamps, which version 1 claims get without any list.
EXPECTED = [
    (f"{ADOBE}A.jpg", NONE, NONE),  # the unsigned original of the others
    (f"{ADOBE}C.jpg", UNKNOWN, UNKNOWN),  # a test certificate, on no list
    (f"{ADOBE}CA.jpg", UNKNOWN, UNKNOWN),
    (f"{ADOBE}CAICA.jpg", UNKNOWN, UNKNOWN),
    (f"{ADOBE}CICA.jpg", UNKNOWN, UNKNOWN),
    (f"{ADOBE}E-uri-CIE-sig-CA.jpg", UNKNOWN, UNKNOWN),  # intact around a part that was not
    (f"{ADOBE}E-dat-CA.jpg", CHANGED, CHANGED),  # image data altered
    (f"{ADOBE}XCA.jpg", CHANGED, CHANGED),
    (f"{ADOBE}E-sig-CA.jpg", BROKEN, BROKEN),  # the claim altered
    ("video/video1.mp4", UNKNOWN, UNKNOWN),
    ("credentials/C_with_CAWG_data.jpg", UNKNOWN, UNKNOWN),
    ("credentials/truepic-20230212-library.jpg", OLDER, OLDER),  # the whole header is left out of the hash
    ("credentials/Firefly_tabby_cat.jpg", UNKNOWN, TRUSTED),  # issuer on the interim list
    ("credentials/adobe-20240110-single_manifest_store.pdf", UNKNOWN, TRUSTED),
    ("credentials/crater-lake-cr.jpg", REMOTE, REMOTE),
    ("credentials/cloud.jpg", REMOTE, REMOTE),
    ("generators/chatgpt-1.png", EXPIRED, EXPIRED),  # ran out 2026-04-15, no time stamp
    ("generators/flux-1.jpg", EXPIRED, UNKNOWN),  # the time stamp's issuer is on the interim list
    ("generators/mj-1.png", NONE, NONE),
    ("images/sample1.gif", NONE, NONE),
    ("images/gps-dscn0010.jpg", NONE, NONE),
]


@pytest.fixture(scope="module")
def installed(trust, tmp_path_factory) -> TrustLists:
    store = TrustStore(tmp_path_factory.mktemp("trust"))
    store.import_path(trust)
    return store.lists()


def read(corpus, name: str, lists: TrustLists) -> CredentialReading:
    path = corpus / name
    return read_credentials(path, media_type=TYPES[path.suffix], sidecar=None, lists=lists)


@pytest.mark.parametrize(("name", "bare", "_"), EXPECTED)
def test_without_lists(corpus, name, bare, _):
    found = read(corpus, name, TrustLists()).credential
    if name.endswith("C_with_CAWG_data.jpg") and dt.datetime.now(dt.UTC) >= dt.datetime(2030, 8, 26, tzinfo=dt.UTC):
        bare = EXPIRED  # its time stamp counts with a list only
    assert found.state is bare
    assert not found.lists_installed
    assert found.list == ""


@pytest.mark.parametrize(("name", "_", "listed"), EXPECTED)
def test_with_lists(corpus, installed, name, _, listed):
    found = read(corpus, name, installed).credential
    assert found.state is listed
    assert found.list == ("interim" if listed in (TRUSTED, OLDER) else "")


def test_problems_of_a_part_are_told_apart_by_when_they_were_found(corpus):
    found = read(corpus, f"{ADOBE}E-uri-CIE-sig-CA.jpg", TrustLists()).credential
    assert found.ingredient_problems == (
        IngredientProblem(code="assertion.hashedURI.mismatch", ingredient="E-sig-CA.jpg", when="now"),
        IngredientProblem(code="claimSignature.mismatch", ingredient="E-sig-CA.jpg", when="signed"),
    )


def test_files_without_bad_parts_have_no_problems(corpus, installed):
    for name, _, state in EXPECTED:
        if state in (UNKNOWN, TRUSTED, OLDER, EXPIRED) and "E-uri" not in name:
            assert read(corpus, name, installed).credential.ingredient_problems == ()


def test_an_image_signed_under_older_rules_names_the_unprotected_bytes(corpus):
    found = read(corpus, "credentials/truepic-20230212-library.jpg", TrustLists())
    assert found.credential.unprotected == (Region(start=0, length=25017),)
    assert [one.value for one in found.fields if one.name == "exif:GPSLatitude"] == ["43.152053400000"]


def test_time_is_proven_by_a_list_only(corpus, installed):
    name = "generators/flux-1.jpg"
    assert read(corpus, name, TrustLists()).credential.time_proof is TimeProof.STATED
    assert read(corpus, name, installed).credential.time_proof is TimeProof.PROVEN
    firefly = read(corpus, "credentials/Firefly_tabby_cat.jpg", installed).credential
    assert (firefly.time_proof, firefly.signed_at) == (TimeProof.STATED, "2025-10-23T21:14:47+00:00")


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("generators/chatgpt-1.png", ("OpenAI", "GPT-4o", Rank.CREDENTIAL_UNCONFIRMED)),
        ("generators/flux-1.jpg", ("Black Forest Labs Inc.", "Flux.2", Rank.CREDENTIAL_UNCONFIRMED)),
        ("credentials/Firefly_tabby_cat.jpg", ("Adobe Inc.", "Adobe Firefly", Rank.CREDENTIAL_TRUSTED)),
    ],
)
def test_generated_pictures_say_so_and_by_whom(corpus, installed, name, stated):
    found = read(corpus, name, installed).evidence
    (one,) = [one for one in found if one.says is not None]
    assert one.says is AiUse.WHOLLY_GENERATED
    assert (one.stated_by, one.tools[0].name, one.rank) == stated
    assert one.protected


def test_a_document_with_generated_parts_is_at_least_partly_generated(corpus, installed):
    found = read(corpus, "credentials/adobe-20240110-single_manifest_store.pdf", installed).evidence
    assert [(one.says, one.minimum) for one in found] == [
        (AiUse.EDITED, False),
        (AiUse.PARTLY_GENERATED, True),
        (AiUse.PARTLY_GENERATED, True),
    ]


def test_a_camera_picture_names_its_origin_and_a_claimed_identity(corpus, installed):
    found = read(corpus, "credentials/C_with_CAWG_data.jpg", installed)
    assert [(one.says, one.origin) for one in found.evidence] == [(None, Origin.CAMERA)]
    assert found.credential.claimed_identity == "cawg.x509.cose"


def test_a_remote_manifest_keeps_its_address(corpus):
    found = read(corpus, "credentials/cloud.jpg", TrustLists())
    assert found.credential.remote_url.startswith("https://cai-manifests.adobe.com/manifests/")
    assert (found.evidence, found.fields) == ((), ())
