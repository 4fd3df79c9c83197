"""Reading the credentials of one file, on files that the test signs itself."""

from __future__ import annotations

import io
import json
from pathlib import Path

import c2pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.credential import BINDING_HOLDS, Action, CredentialState, TimeProof
from sensus_verify.core.evidence import Rank
from sensus_verify.credentials.library import context
from sensus_verify.credentials.reader import CredentialReading, read_credentials
from sensus_verify.credentials.signer import sign, sign_beside, throwaway_identity
from sensus_verify.credentials.trust import TrustList, TrustLists, TrustStore
from tests.makers.credentials import CREATED, GENERATED, PLAIN, SIGNABLE, identity, jpeg, png, signed, stranger

NO_LISTS = TrustLists()


def lists(name: str = "own", kind: str = "manifest") -> TrustLists:
    return TrustLists(lists=(TrustList(name=name, kind=kind, anchors_pem=identity().issuer_pem, date="2026-01-02"),))


@pytest.fixture
def read(tmp_path):
    def reading(
        data: bytes, name: str = "image.jpg", *, known=None, sidecar=None, media_type=None
    ) -> CredentialReading:
        path = tmp_path / name
        path.write_bytes(data)
        kind = PLAIN[name][0] if media_type is None else media_type
        return read_credentials(path, media_type=kind, sidecar=sidecar, lists=lists() if known is None else known)

    return reading


def flipped(data: bytes, position: int) -> bytes:
    return data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]


@pytest.mark.parametrize("name", SIGNABLE)
def test_what_our_own_organisation_signed_reads_as_ours(read, name):
    found = read(signed(name), name).credential
    assert (found.state, found.list, found.list_date) == (CredentialState.OWN, "own", "2026-01-02")
    assert (found.signer, found.issuer) == ("Test organisation", "Test organisation CA (Test organisation CA)")
    assert found.embedded
    assert found.manifests[0].title == name
    assert found.manifests[0].complete
    assert found.unprotected == ()


@pytest.mark.parametrize("name", list(PLAIN))
def test_an_unsigned_file_has_no_credentials(read, name):
    found = read(PLAIN[name][1](), name)
    assert found.credential.state is CredentialState.NONE
    assert (found.evidence, found.fields) == ((), ())


@pytest.mark.parametrize(
    ("name", "kind", "state"),
    [
        ("own", "manifest", CredentialState.OWN),
        ("official", "manifest", CredentialState.TRUSTED),
        ("interim", "manifest", CredentialState.TRUSTED),
        ("partner-friends", "manifest", CredentialState.TRUSTED),
        ("tsa", "tsa", CredentialState.UNKNOWN_SIGNER),
    ],
)
def test_the_list_decides_who_the_signer_is(read, name, kind, state):
    found = read(signed("image.jpg"), known=lists(name, kind)).credential
    assert found.state is state
    assert found.list == ("" if state is CredentialState.UNKNOWN_SIGNER else name.partition("-")[0])
    assert found.lists_installed == (kind == "manifest")


def test_without_lists_the_signer_is_unknown(read):
    found = read(signed("image.jpg"), known=NO_LISTS).credential
    assert (found.state, found.lists_installed) == (CredentialState.UNKNOWN_SIGNER, False)


def test_a_signer_that_is_listed_itself_comes_from_the_interim_list_or_is_ours(read, tmp_path):
    signer = identity().certificate_pem
    older = TrustLists(lists=(TrustList(name="interim", kind="manifest", allowed_pem=signer),))
    assert read(signed("image.jpg"), known=older).credential.state is CredentialState.TRUSTED
    store = TrustStore(tmp_path / "trust")
    (tmp_path / "ours.pem").write_text(signer)
    store.import_path(tmp_path / "ours.pem", own=True)
    found = read(signed("image.jpg"), known=store.lists()).credential
    assert (found.state, found.list) == (CredentialState.OWN, "own")


def test_no_time_stamp_proves_no_time(read):
    found = read(signed("image.jpg")).credential
    assert (found.time_proof, found.signed_at) == (TimeProof.NONE, "")


@pytest.mark.parametrize("name", SIGNABLE)
def test_one_other_byte_is_a_change(read, name):
    data = signed(name)
    position = data.index(b"/MediaBox") + 12 if name == "text.pdf" else len(data) - 20
    found = read(flipped(data, position), name)
    assert found.credential.state is CredentialState.CHANGED
    assert {one.rank for one in found.evidence} == {Rank.CREDENTIAL_BROKEN}
    assert not any(one.protected for one in found.evidence)


def test_metadata_put_into_a_signed_file_are_a_change(read):
    data = signed("image.jpg")
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
    found = read(data[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + data[2:])
    assert found.credential.state is CredentialState.CHANGED


def test_a_changed_manifest_contradicts_its_signature(read):
    data = signed("image.jpg")
    found = read(data.replace(b"Painter", b"Painted"))
    assert found.credential.state is CredentialState.BROKEN
    assert found.credential.cause == ""


@pytest.mark.parametrize("name", ["image.png", "image.jpg"])
def test_a_truncated_manifest_cannot_be_read(read, name):
    data = signed(name)
    found = read(data[: data.index(b"jumdc2pa") + 400], name)
    assert (found.credential.state, found.credential.cause) == (CredentialState.UNREADABLE, "parse")
    assert found.evidence == ()


@pytest.mark.parametrize("name", list(PLAIN))
def test_a_damaged_file_without_credentials_is_not_said_to_have_any(read, name):
    data = PLAIN[name][1]()
    assert read(data[:-40], name).credential.state is CredentialState.NONE
    assert read(data[:60], name).credential.state is CredentialState.NONE


def test_a_signed_picture_that_lost_its_end_was_changed(read):
    assert read(signed("image.jpg")[:-40]).credential.state is CredentialState.CHANGED


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), cut=st.integers(0, 8), put=st.binary(max_size=8))
@pytest.mark.parametrize("name", ["image.jpg", "film.mp4"])
def test_no_alteration_passes_for_another_statement(read, name, where, cut, put):
    """The signature leaves padding open, so an altered file may still hold; what it states is then the same."""
    data = signed(name)
    at = int(where * len(data))
    found, before = read(data[:at] + put + data[at + cut :], name), read(data, name)
    if found.credential.state in BINDING_HOLDS:
        assert (found.evidence, found.credential.manifests) == (before.evidence, before.credential.manifests)
    else:
        assert not any(one.protected for one in found.evidence)


def test_saving_again_in_an_ordinary_program_leaves_no_credentials(read):
    out = io.BytesIO()
    Image.open(io.BytesIO(signed("image.jpg"))).save(out, "JPEG")
    assert read(out.getvalue()).credential.state is CredentialState.NONE


@pytest.mark.parametrize("name", ["photo.png", "photo.txt", "photo", "photo.svg"])
def test_the_name_does_not_matter(read, name):
    found = read(signed("image.jpg"), name, media_type="image/jpeg")
    assert found.credential.state is CredentialState.OWN


def test_a_media_type_that_the_bytes_contradict_accuses_nobody(read):
    found = read(signed("image.jpg"), "image.jpg", media_type="image/png")
    assert found.credential.state is CredentialState.OWN


@pytest.mark.parametrize("junk", [b"", b"\xff\xd8\xff", b"words", b"\0" * 100])
def test_junk_has_no_credentials(read, junk):
    assert read(junk, media_type="image/jpeg").credential.state is CredentialState.NONE


def test_purposes_beyond_email_are_accepted(read):
    """Without our list of purposes real files of several services have a certificate problem."""
    data = sign(jpeg(), "image/jpeg", throwaway_identity(purposes=("1.3.6.1.5.5.7.3.36",)), [CREATED])
    assert read(data).credential.state is CredentialState.UNKNOWN_SIGNER


def test_a_purpose_that_nobody_accepts_is_a_certificate_problem(read):
    wrong = throwaway_identity(purposes=("1.3.6.1.4.1.62558.2.1",))
    narrow = c2pa.Context.from_dict({"verify": {"verify_trust": False}})
    assert read(sign(jpeg(), "image/jpeg", wrong, [CREATED])).credential.state is CredentialState.UNKNOWN_SIGNER
    with c2pa.Reader("image/jpeg", io.BytesIO(sign(jpeg(), "image/jpeg", wrong, [CREATED])), context=narrow) as reader:
        codes = [line["code"] for line in json.loads(reader.json())["validation_status"]]
    assert "signingCredential.invalid" in codes


class TestSidecars:
    def test_a_sidecar_speaks_for_a_file_of_any_kind(self, read, tmp_path):
        sidecar = tmp_path / "letter.docx.c2pa"
        sidecar.write_bytes(sign_beside(b"any bytes", identity(), [CREATED], title="letter"))
        found = read(b"any bytes", "letter.docx", sidecar=sidecar, media_type="")
        assert found.credential.state is CredentialState.OWN
        assert not found.credential.embedded
        assert [one.says for one in found.evidence] == [AiUse.WHOLLY_GENERATED]
        assert read(b"any bytes!", "letter.docx", sidecar=sidecar, media_type="").credential.state is (
            CredentialState.CHANGED
        )

    def test_credentials_inside_come_before_those_beside(self, read, tmp_path):
        sidecar = tmp_path / "image.jpg.c2pa"
        sidecar.write_bytes(sign_beside(b"something else", stranger(), [CREATED]))
        assert read(signed("image.jpg"), sidecar=sidecar).credential.state is CredentialState.OWN

    def test_an_unsigned_picture_takes_the_sidecar(self, read, tmp_path):
        sidecar = tmp_path / "image.c2pa"
        sidecar.write_bytes(sign_beside(jpeg(), identity(), [CREATED]))
        assert read(jpeg(), sidecar=sidecar).credential.state is CredentialState.OWN

    def test_a_sidecar_without_its_file_is_not_called_a_change(self, read):
        found = read(sign_beside(b"file", identity(), [CREATED]), "letter.docx.c2pa", media_type="application/c2pa")
        assert (found.credential.state, found.credential.cause) == (CredentialState.UNREADABLE, "noFile")

    @pytest.mark.parametrize("name", ["letter.docx.c2pa", "letter.c2pa"])
    def test_a_sidecar_leads_to_its_file(self, read, tmp_path, name):
        (tmp_path / "letter.docx").write_bytes(b"file")
        found = read(sign_beside(b"file", identity(), [CREATED]), name, media_type="application/c2pa")
        assert found.credential.state is CredentialState.OWN

    def test_a_sidecar_by_stem_accuses_no_namesake(self, read, tmp_path):
        (tmp_path / "letter.pdf").write_bytes(b"signed")
        sidecar = tmp_path / "letter.c2pa"
        sidecar.write_bytes(sign_beside(b"signed", identity(), [CREATED]))
        found = read(b"another file", "letter.docx", sidecar=sidecar, media_type="")
        assert found.credential.state is CredentialState.NONE
        (tmp_path / "letter.pdf").unlink()
        found = read(b"another file", "letter.docx", sidecar=sidecar, media_type="")
        assert (found.credential.state, found.credential.cause) == (CredentialState.BROKEN, "binding")
        assert (found.evidence, found.fields) == ((), ())

    def test_a_sidecar_by_full_name_shows_a_change(self, read, tmp_path):
        sidecar = tmp_path / "letter.docx.c2pa"
        sidecar.write_bytes(sign_beside(b"signed", identity(), [CREATED]))
        found = read(b"another file", "letter.docx", sidecar=sidecar, media_type="")
        assert found.credential.state is CredentialState.CHANGED

    @pytest.mark.parametrize("junk", [b"", b"junk", b"\0\0\0\x20jumb\0\0\0\x1ejumdc2pa" + bytes(30)])
    def test_a_damaged_sidecar_is_unreadable(self, read, tmp_path, junk):
        sidecar = tmp_path / "letter.docx.c2pa"
        sidecar.write_bytes(junk)
        found = read(b"file", "letter.docx", sidecar=sidecar, media_type="")
        assert found.credential.state is CredentialState.UNREADABLE

    def test_a_sidecar_that_cannot_be_opened_is_unreadable(self, read, tmp_path):
        (tmp_path / "letter.docx.c2pa").mkdir()
        found = read(b"file", "letter.docx", sidecar=tmp_path / "letter.docx.c2pa", media_type="")
        assert found.credential.state is CredentialState.UNREADABLE


HOSTILE = "<b>Adobe</b> \u202egpj.exe\u200b\u2066\x07"


def test_texts_of_a_manifest_come_out_clean(read):
    action = Action(action="c2pa.created", source_type=GENERATED + HOSTILE, agent=HOSTILE, description=HOSTILE)
    creator = throwaway_identity("<b>Adobe</b> \u202eeciffo")
    data = sign(jpeg(), "image/jpeg", creator, [action], title=HOSTILE * 200)
    found = read(data)
    shown = repr((found.credential, found.evidence))
    assert "<b>Adobe</b>" in shown
    assert "[U+202E]" in shown
    for hidden in ("\\u202e", "\\u200b", "\\u2066", "\\x07"):
        assert hidden not in shown
    assert len(found.credential.manifests[0].title) <= 300


def test_an_identity_that_is_only_claimed_does_not_spoil_the_file(read):
    identity_assertion = {
        "label": "cawg.identity",
        "data": {"signer_payload": {"sig_type": "cawg.identity_claims_aggregation"}, "signature": "eyJ9"},
    }
    data = sign(jpeg(), "image/jpeg", identity(), [CREATED], assertions=[identity_assertion])
    found = read(data).credential
    assert found.state is CredentialState.OWN
    assert found.claimed_identity == "cawg.identity_claims_aggregation"


def test_settings_are_made_once_for_each_set_of_lists():
    assert context(lists()) is context(lists())
    assert context(lists()) is not context(NO_LISTS)


def test_a_file_that_is_not_there_raises(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        read_credentials(tmp_path / "nothing.png", media_type="image/png", sidecar=None, lists=NO_LISTS)


def test_reading_leaves_the_file_alone(read, tmp_path):
    read(signed("image.png"), "image.png")
    assert (tmp_path / "image.png").read_bytes() == signed("image.png")
    assert png() != signed("image.png")
