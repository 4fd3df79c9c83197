"""What manifests state about AI: the table of disclosure.md section 4.2, on signed files."""

from __future__ import annotations

import pytest

from sensus_verify.core.ai_use import AiUse, Origin
from sensus_verify.core.credential import Action, CredentialState, IngredientProblem
from sensus_verify.core.evidence import Evidence, Rank, Source, Vocabulary
from sensus_verify.core.vocabulary import IPTC_SOURCE_TYPE, SENSUS
from sensus_verify.credentials.disclosures import Standing, disclosures
from sensus_verify.credentials.metadata import fields
from sensus_verify.credentials.reader import CredentialReading, read_credentials
from sensus_verify.credentials.signer import Part, sign
from sensus_verify.credentials.trust import TrustList, TrustLists
from tests.makers.credentials import CAPTURED, CREATED, EDITED, GENERATED, OPENED, identity, jpeg, signed, stranger

OURS = TrustLists(lists=(TrustList(name="own", kind="manifest", anchors_pem=identity().issuer_pem),))
CAMERA = Action(action="c2pa.created", source_type=CAPTURED)
COMPOSITE = f"{IPTC_SOURCE_TYPE}compositeSynthetic"


@pytest.fixture
def read(tmp_path):
    def reading(*actions: Action, lists=OURS, **more: object) -> CredentialReading:
        path = tmp_path / "image.jpg"
        path.write_bytes(sign(jpeg(), "image/jpeg", identity(), actions, **more))
        return read_credentials(path, media_type="image/jpeg", sidecar=None, lists=lists)

    return reading


def said(reading: CredentialReading) -> list[tuple[AiUse | None, bool]]:
    return [(one.says, one.minimum) for one in reading.evidence]


@pytest.mark.parametrize(
    ("action", "source_type", "says"),
    [
        ("c2pa.created", GENERATED, AiUse.WHOLLY_GENERATED),
        ("c2pa.created", "http://c2pa.org/digitalsourcetype/trainedAlgorithmicData", AiUse.WHOLLY_GENERATED),
        ("c2pa.created", EDITED, AiUse.PARTLY_GENERATED),
        ("c2pa.created", COMPOSITE, AiUse.PARTLY_GENERATED),
        ("c2pa.created", CAPTURED, None),
        ("c2pa.created", f"{IPTC_SOURCE_TYPE}algorithmicMedia", None),
        ("c2pa.opened", GENERATED, AiUse.WHOLLY_GENERATED),
        ("c2pa.edited", EDITED, AiUse.EDITED),
        ("c2pa.edited", GENERATED, AiUse.EDITED),
        ("c2pa.drawing", COMPOSITE, AiUse.EDITED),
        ("com.example.fill", EDITED, AiUse.EDITED),
        ("c2pa.edited", f"{IPTC_SOURCE_TYPE}humanEdits", None),
        ("c2pa.converted", GENERATED, None),
        ("c2pa.published", GENERATED, None),
        ("c2pa.edited.metadata", GENERATED, None),
        ("c2pa.watermarked.bound", GENERATED, None),
    ],
)
def test_actions(action, source_type, says):
    manifest = {"assertions": [assertion("c2pa.actions.v2", actions=[act(action, source_type)])]}
    (found,) = disclosures({"a": manifest}, "a", Standing(state=CredentialState.TRUSTED))
    assert (found.says, found.minimum, found.property) == (says, False, action)
    assert found.source is Source.C2PA


def assertion(label: str, **data: object) -> dict[str, object]:
    return {"label": label, "data": data}


def act(action: str, source_type: str) -> dict[str, object]:
    return {"action": action, "digitalSourceType": source_type}


def stated(*assertions: dict[str, object], **more: object) -> tuple[Evidence, ...]:
    manifest = {"assertions": list(assertions), **more}
    return disclosures({"a": manifest}, "a", Standing(state=CredentialState.TRUSTED))


@pytest.mark.parametrize("term", ["composite", "virtualRecording", "digitalArt"])
def test_terms_that_only_a_person_can_settle(term):
    (found,) = stated(assertion("c2pa.actions", actions=[act("c2pa.created", IPTC_SOURCE_TYPE + term)]))
    assert (found.says, found.asks) == (None, True)


def test_a_camera_is_an_origin_and_no_degree():
    (found,) = stated(assertion("c2pa.actions", actions=[act("c2pa.created", f" {CAPTURED}")]))
    assert (found.says, found.origin) == (None, Origin.CAMERA)


def test_unknown_and_retired_terms_are_named():
    odd = act("c2pa.created", "http://example.org/ai")
    old = act("c2pa.created", f"{IPTC_SOURCE_TYPE}minorHumanEdits")
    first, second = stated(assertion("c2pa.actions", actions=[odd, old]))
    assert (first.vocabulary, first.says, first.value) == (Vocabulary.UNKNOWN, None, "http://example.org/ai")
    assert second.vocabulary is Vocabulary.RETIRED


@pytest.mark.parametrize(
    ("agent", "common", "name", "version"),
    [
        ({"softwareAgent": "Painter"}, [], "Painter", ""),
        ({"softwareAgent": {"name": "Painter", "version": "2"}}, [], "Painter", "2"),
        ({"softwareAgentIndex": 1}, [{"name": "No"}, {"name": "Painter"}], "Painter", ""),
    ],
)
def test_the_tool_is_the_software_that_did_it(agent, common, name, version):
    action = {**act("c2pa.created", GENERATED), **agent}
    (found,) = stated(assertion("c2pa.actions.v2", actions=[action], softwareAgents=common))
    assert [(tool.name, tool.version) for tool in found.tools] == [(name, version)]


@pytest.mark.parametrize(
    ("label", "data", "says", "minimum"),
    [
        ("c2pa.ai-disclosure", {"modelName": "M"}, AiUse.EDITED, True),
        ("c2pa.ai_generated_content", {"ai_generated": True}, AiUse.EDITED, True),
        ("c2pa.ai_generated_content", {"ai_generated": False}, None, False),
    ],
)
def test_assertions_that_only_say_that_ai_was_used(label, data, says, minimum):
    (found,) = stated(assertion(label, **data))
    assert (found.says, found.minimum) == (says, minimum)


def test_beside_a_source_type_they_add_nothing():
    created = assertion("c2pa.actions", actions=[act("c2pa.created", GENERATED)])
    first, second = stated(created, assertion("c2pa.ai-disclosure"))
    assert (first.says, second.says) == (AiUse.WHOLLY_GENERATED, None)


def test_a_parents_statement_counts_as_what_it_is(read):
    found = read(OPENED, parts=[Part(data=signed("image.jpg"), media_type="image/jpeg", title="before")])
    (one,) = found.evidence
    assert (one.says, one.minimum, one.rank) == (AiUse.WHOLLY_GENERATED, False, Rank.CREDENTIAL_TRUSTED)
    assert one.where == "C2PA c2pa.actions (parentOf)"
    assert [manifest.title for manifest in found.credential.manifests] == ["", "image.jpg"]


def test_only_the_judged_signer_is_named(read):
    """Anybody can make a certificate with a known name: a parent's signer was not confirmed."""
    before = sign(jpeg(), "image/jpeg", stranger(), [CREATED])
    found = read(OPENED, parts=[Part(data=before, media_type="image/jpeg", title="before")])
    assert [one.stated_by for one in found.evidence] == ["Test organisation"]
    assert found.credential.manifests[1].signer == "Stranger"


def test_a_part_makes_the_whole_at_least_partly_generated(read):
    part = Part(data=signed("image.jpg"), media_type="image/jpeg", title="sky", relationship="componentOf")
    found = read(CAMERA, Action(action="c2pa.placed"), parts=[part])
    assert said(found) == [(None, False), (AiUse.PARTLY_GENERATED, True)]


def test_an_unsigned_part_may_have_a_stated_source_type(read):
    part = Part(
        data=jpeg("blue"), media_type="image/jpeg", title="sky", relationship="componentOf", source_type=GENERATED
    )
    found = read(CAMERA, Action(action="c2pa.placed"), parts=[part])
    assert said(found) == [(None, False), (AiUse.PARTLY_GENERATED, True)]


def test_an_input_says_nothing(read):
    part = Part(data=signed("image.jpg"), media_type="image/jpeg", title="style", relationship="inputTo")
    assert said(read(CAMERA, parts=[part])) == [(None, False)]


def test_a_parent_that_was_altered_is_not_relied_on(read):
    spoilt = signed("image.jpg").replace(b"Painter", b"Painted")
    found = read(OPENED, parts=[Part(data=spoilt, media_type="image/jpeg", title="before")])
    assert found.credential.state is CredentialState.OWN
    assert IngredientProblem(code="assertion.hashedURI.mismatch", ingredient="before", when="signed") in (
        found.credential.ingredient_problems
    )
    assert [(one.rank, one.protected) for one in found.evidence] == [(Rank.CREDENTIAL_BROKEN, False)]


@pytest.mark.parametrize(
    ("lists", "rank"),
    [(OURS, Rank.CREDENTIAL_TRUSTED), (TrustLists(), Rank.CREDENTIAL_UNCONFIRMED)],
)
def test_the_rank_follows_the_state(read, lists, rank):
    (found,) = read(CREATED, lists=lists).evidence
    assert (found.rank, found.protected, found.stated_by) == (rank, True, "Test organisation")


def test_metadata_assertions_are_read_by_address_whatever_the_prefix(read):
    metadata = {
        "label": "cawg.metadata",
        "kind": "Json",
        "data": {
            "@context": {
                "x": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
                "y": SENSUS,
                "G": "http://ns.adobe.com/EXIF/1.0/",
            },
            "x:DigitalSourceType": EDITED,
            "y:aiUse": "edited",
            "y:recordId": "urn:uuid:1",
            "y:tools": [{"name": "Painter"}],
            "G:GPSLatitude": "59.3",
        },
    }
    found = read(OPENED, assertions=[metadata], parts=[Part(data=jpeg(), media_type="image/jpeg", title="before")])
    source_type, record = found.evidence
    assert (source_type.property, source_type.says) == ("Iptc4xmpExt:DigitalSourceType", AiUse.EDITED)
    assert record.record is not None
    assert (record.record.record_id, record.says, record.tools[0].name) == ("urn:uuid:1", AiUse.EDITED, "Painter")
    assert record.rank is Rank.CREDENTIAL_TRUSTED
    assert [(one.name, one.value, one.where) for one in found.fields if one.name.startswith("exif")] == [
        ("exif:GPSLatitude", "59.3", "C2PA cawg.metadata")
    ]


def test_fields_name_the_programs_of_the_chain_and_not_of_the_parts():
    manifests = {
        "a": {
            "claim_generator_info": [{"name": "Editor", "version": "1"}],
            "signature_info": {"issuer": "Us"},
            "ingredients": [
                {"relationship": "parentOf", "active_manifest": "b"},
                {"relationship": "componentOf", "active_manifest": "c"},
            ],
        },
        "b": {"claim_generator": "Camera", "assertions": [assertion("c2pa.actions", actions=[{"softwareAgent": "S"}])]},
        "c": {
            "claim_generator": "Generator",
            "assertions": [
                assertion("stds.schema-org.CreativeWork", author=[{"name": "A Person"}]),
                assertion("c2pa.ai_generated_content", prompt="a cat"),
            ],
        },
    }
    assert [(one.name, one.value) for one in fields(manifests, "a")] == [
        ("claim_generator", "Editor 1"),
        ("signer", "Us"),
        ("claim_generator", "Camera"),
        ("softwareAgent", "S"),
        ("dc:creator", "A Person"),
        ("prompt", "a cat"),
    ]


@pytest.mark.parametrize("shape", [None, 1, "x", [], {}, [None], [[]], {"actions": 1}, {"actions": [None, 1, "x"]}])
def test_any_shape_of_json_is_survived(shape):
    manifests = {
        "a": {
            "assertions": [{"label": "c2pa.actions", "data": shape}, {"label": "cawg.metadata", "data": shape}, shape],
            "ingredients": [shape, {"relationship": "parentOf", "active_manifest": "a", "title": shape}],
            "claim_generator_info": shape,
            "signature_info": shape,
        },
        "b": {"assertions": shape, "ingredients": shape},
    }
    assert disclosures(manifests, "a", Standing(state=CredentialState.TRUSTED)) == ()
    assert all(one.value.strip() for one in fields(manifests, "a"))


def test_a_ring_of_parents_ends():
    ring = {
        "a": {"ingredients": [{"relationship": "parentOf", "active_manifest": "b"}]},
        "b": {"ingredients": [{"relationship": how, "active_manifest": "a"} for how in ("parentOf", "componentOf")]},
    }
    assert disclosures(ring, "a", Standing(state=CredentialState.TRUSTED)) == ()
