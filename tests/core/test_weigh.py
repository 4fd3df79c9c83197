"""From evidence to a verdict: section 8 of the disclosure design, rule by rule."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.ai_use import AiUse, Origin
from sensus_verify.core.credential import Credential, CredentialState
from sensus_verify.core.evidence import (
    Evidence,
    PersonalData,
    PersonalKind,
    Rank,
    Removal,
    Source,
    Strength,
    Trace,
    Vocabulary,
)
from sensus_verify.core.record import Tool, parse_record
from sensus_verify.core.verdict import Basis, Severity, Todo, Verdict
from sensus_verify.core.weigh import weigh

NONE, ASSISTED, EDITED = AiUse.NONE, AiUse.ASSISTED, AiUse.EDITED
PARTLY, WHOLLY, UNKNOWN = AiUse.PARTLY_GENERATED, AiUse.WHOLLY_GENERATED, AiUse.UNKNOWN
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
ID = "urn:uuid:0f0e0d0c-1111-4222-8333-444455556666"


def declared(says: AiUse | None, **changes: object) -> Evidence:
    base = Evidence(
        source=Source.META, property="ai-disclosure", value="", where="HTML", says=says, rank=Rank.DECLARATION
    )
    return replace(base, **changes)


def source_type(term: str, says: AiUse | None, **changes: object) -> Evidence:
    return declared(says, source=Source.XMP, property="DST", value=IPTC + term, where="XMP", **changes)


def signed(says: AiUse | None, rank: Rank = Rank.CREDENTIAL_TRUSTED, **changes: object) -> Evidence:
    return declared(says, source=Source.C2PA, property="c2pa.created", where="C2PA", rank=rank, **changes)


def recorded(where: str = "XMP", **data: object) -> Evidence:
    content = {"schemaVersion": "1.0", "recordId": ID, "organisation": "Sensus", **data}
    record = parse_record(json.dumps(content))
    assert record is not None
    return declared(
        record.ai_use,
        source=Source.XMP,
        property="sensusai:record",
        where=where,
        rank=Rank.RECORD,
        record=record,
        stated_by="Sensus",
        tools=record.tools,
        vocabulary=Vocabulary.UNKNOWN if record.unknown_values else Vocabulary.KNOWN,
    )


def trace(strength: Strength = Strength.STRONG, generator: str = "ComfyUI", suggests: AiUse = WHOLLY) -> Trace:
    return Trace(generator=generator, strength=strength, where="PNG tEXt prompt", suggests=suggests)


def personal(kind: PersonalKind, removal: Removal = Removal.REMOVE) -> PersonalData:
    return PersonalData(kind=kind, where="EXIF", value="secret", removal=removal)


def judged(*evidence: Evidence, traces=(), state=CredentialState.NONE, personal_data=()) -> Verdict:
    return weigh(evidence, traces, Credential(state=state), personal_data)


def codes(verdict: Verdict) -> list[str]:
    return [conflict.code for conflict in verdict.conflicts]


def test_nothing_is_unknown_and_never_none():
    verdict = judged()
    assert (verdict.ai_use, verdict.basis, verdict.suggestion, verdict.todo) == (
        UNKNOWN,
        Basis.NOTHING,
        None,
        (Todo.DECLARE,),
    )


def test_the_highest_degree_counts_and_its_highest_rank_is_named():
    verdict = judged(
        signed(EDITED, stated_by="Own signer"), declared(WHOLLY, stated_by="a"), recorded(aiUse="whollyGenerated")
    )
    assert (verdict.ai_use, verdict.basis, verdict.stated_by, verdict.record_id) == (
        WHOLLY,
        Basis.DECLARED,
        "Sensus",
        ID,
    )


@pytest.mark.parametrize(
    ("rank", "basis"),
    [
        (Rank.CREDENTIAL_TRUSTED, Basis.SIGNED),
        (Rank.CREDENTIAL_UNCONFIRMED, Basis.SIGNED),
        (Rank.CREDENTIAL_BROKEN, Basis.DECLARED),
    ],
)
def test_what_the_degree_rests_on(rank, basis):
    verdict = judged(signed(WHOLLY, rank))
    assert (verdict.ai_use, verdict.basis) == (WHOLLY, basis)


def test_a_minimum_is_said_to_be_one():
    assert judged(declared(ASSISTED, minimum=True)).minimum
    assert not judged(declared(ASSISTED, minimum=True), declared(ASSISTED)).minimum


def test_an_exact_statement_of_less_rank_does_not_make_a_signed_minimum_exact():
    verdict = judged(signed(PARTLY, minimum=True), declared(PARTLY))
    assert (verdict.minimum, verdict.basis) == (True, Basis.SIGNED)


def test_none_needs_somebody_who_says_so():
    assert judged(recorded(aiUse="none")).ai_use is NONE
    assert judged(declared(NONE)).ai_use is NONE
    assert judged(source_type("digitalCapture", None, origin=Origin.CAMERA)).ai_use is UNKNOWN


def test_none_is_not_believed_of_a_credential_that_no_longer_fits():
    assert judged(signed(NONE, Rank.CREDENTIAL_BROKEN)).ai_use is UNKNOWN


def test_at_least_none_says_nothing():
    assert judged(declared(NONE, minimum=True)).ai_use is UNKNOWN


def test_evidence_without_a_rank_never_decides():
    verdict = judged(declared(WHOLLY, rank=None), declared(None, rank=None, origin=Origin.CAMERA))
    assert (verdict.ai_use, verdict.origin) == (UNKNOWN, None)


def test_possible_parts_neither_decide_nor_suggest():
    verdict = judged(source_type("composite", None, asks=True))
    assert (verdict.ai_use, verdict.suggestion) == (UNKNOWN, None)


def test_an_origin_is_shown_with_its_source():
    camera = signed(None, origin=Origin.CAMERA, stated_by="Own camera")
    verdict = judged(camera, source_type("print", None, origin=Origin.FILM))
    assert (verdict.origin, verdict.origin_stated_by) == (Origin.CAMERA, "Own camera")


def test_an_origin_is_not_shown_beside_generated_content_nor_from_a_credential_that_does_not_fit():
    assert judged(signed(None, origin=Origin.CAMERA), declared(WHOLLY)).origin is None
    assert judged(signed(None, Rank.CREDENTIAL_BROKEN, origin=Origin.CAMERA)).origin is None


def test_tools_are_those_of_the_degree():
    whole = declared(WHOLLY, tools=(Tool(name="Own"), Tool(name="Own", provider="again")))
    assert judged(whole, declared(EDITED, tools=(Tool(name="Other"),))).tools == (Tool(name="Own"),)


@pytest.mark.parametrize(
    ("strength", "suggests"), [(Strength.STRONG, WHOLLY), (Strength.MEDIUM, WHOLLY), (Strength.WEAK, None)]
)
def test_traces_suggest_and_never_state(strength, suggests):
    verdict = judged(traces=[trace(strength)])
    assert (verdict.ai_use, verdict.basis) == (UNKNOWN, Basis.NOTHING)
    assert (verdict.suggestion.ai_use if verdict.suggestion else None) is suggests


def test_a_suggestion_says_why():
    suggestion = judged(traces=[trace(Strength.MEDIUM, "ChatGPT", PARTLY)]).suggestion
    assert suggestion is not None
    assert (suggestion.ai_use, suggestion.because) == (PARTLY, "trace:ChatGPT")


def test_possibly_generated_suggests():
    possible = declared(None, rank=None, property="AIGC", value="Label 2", suggests=WHOLLY)
    suggestion = judged(possible).suggestion
    assert suggestion is not None
    assert (suggestion.ai_use, suggestion.because) == (WHOLLY, "AIGC:Label 2")


def test_only_a_strong_trace_suggests_more_than_what_is_declared():
    assert judged(declared(NONE), traces=[trace()]).suggestion is not None
    assert judged(declared(NONE), traces=[trace(Strength.MEDIUM)]).suggestion is None
    assert judged(declared(EDITED), traces=[trace()]).suggestion is None
    assert judged(declared(NONE), declared(None, rank=None, suggests=WHOLLY)).suggestion is None


def test_k1_a_trusted_credential_against_a_denial():
    verdict = judged(signed(WHOLLY), recorded(aiUse="none"), state=CredentialState.TRUSTED)
    assert verdict.ai_use is WHOLLY
    assert "K1" in codes(verdict)
    assert "K4" not in codes(verdict)
    assert Todo.RESOLVE_CONFLICT in verdict.todo


def test_an_unconfirmed_credential_against_a_denial_is_k4():
    assert {"K1", "K4"} & set(codes(judged(signed(WHOLLY, Rank.CREDENTIAL_UNCONFIRMED), declared(NONE)))) == {"K4"}


@pytest.mark.parametrize("state", [CredentialState.CHANGED, CredentialState.BROKEN])
def test_k2_a_credential_that_no_longer_fits_speaks_about_ai(state):
    verdict = judged(signed(WHOLLY, Rank.CREDENTIAL_BROKEN), state=state)
    assert "K2" in codes(verdict)
    assert {Todo.RESOLVE_CONFLICT, Todo.RESIGN} <= set(verdict.todo)
    assert "K2" not in codes(judged(signed(None, Rank.CREDENTIAL_BROKEN), state=state))


@pytest.mark.parametrize(
    ("review", "change", "late"),
    [
        ("2026-11-22", "2026-11-23", True),
        ("2026-11-23", "2026-11-23", False),
        ("2026-11-23T10:00", "2026-11-23", False),
        ("soon", "2026-11-23", False),
        ("", "2026-11-23", False),
    ],
)
def test_k3_a_review_before_the_last_change(review, change, late):
    verdict = judged(recorded(aiUse="edited", reviewDate=review, lastAiChangeDate=change))
    assert ("K3" in codes(verdict)) is late


@pytest.mark.parametrize(
    ("pair", "conflicting"),
    [
        ((declared(EDITED), declared(PARTLY)), True),
        ((declared(EDITED), declared(EDITED)), False),
        ((declared(NONE), declared(ASSISTED, minimum=True)), True),
        ((declared(WHOLLY), declared(ASSISTED, minimum=True)), False),
        ((declared(PARTLY, minimum=True), declared(EDITED)), True),
        ((declared(PARTLY, minimum=True), declared(ASSISTED, minimum=True)), False),
        ((declared(EDITED), declared(None)), False),
        ((declared(EDITED), declared(WHOLLY, rank=None)), False),
        ((signed(WHOLLY), signed(EDITED)), False),  # the steps of one credential
        ((signed(WHOLLY), declared(EDITED)), True),
        ((recorded(aiUse="assisted"), source_type("compositeSynthetic", PARTLY)), True),
    ],
)
def test_k4_different_degrees(pair, conflicting):
    assert ("K4" in codes(judged(*pair))) is conflicting


def test_the_same_source_type_means_the_same_in_a_credential_and_beside_it():
    name = "compositeWithTrainedAlgorithmicMedia"
    assert "K4" not in codes(judged(signed(PARTLY, value=name), source_type(name, EDITED)))


@pytest.mark.parametrize(
    ("evidence", "strength", "expected"),
    [
        ((), Strength.STRONG, True),
        ((), Strength.MEDIUM, False),
        ((declared(NONE),), Strength.STRONG, True),
        ((declared(ASSISTED),), Strength.STRONG, True),
        ((declared(EDITED),), Strength.STRONG, False),
    ],
)
def test_k5_a_trace_against_too_little(evidence, strength, expected):
    assert ("K5" in codes(judged(*evidence, traces=[trace(strength)]))) is expected


@pytest.mark.parametrize(
    ("evidence", "missing"),
    [
        (declared(WHOLLY), True),
        (declared(ASSISTED, minimum=True), True),
        (declared(NONE), False),
        (recorded(aiUse="edited"), True),
        (recorded(aiUse="edited", labelVariant="none"), True),
        (recorded(aiUse="edited", labelVariant="own"), False),
        (declared(EDITED, source=Source.BODY, property="ai-line"), False),
        (declared(EDITED, source=Source.COMMENT, property="AI-Disclosure"), False),
    ],
)
def test_k6_no_visible_label(evidence, missing):
    verdict = judged(evidence)
    assert ("K6" in codes(verdict)) is missing
    assert (Todo.LABEL in verdict.todo) is missing


@pytest.mark.parametrize(
    ("data", "too_much"),
    [
        ({"aiUse": "whollyGenerated"}, False),
        ({"aiUse": "whollyGenerated", "reviewStatus": "reviewedAndEdited"}, True),
        ({"aiUse": "partlyGenerated"}, True),
        ({"aiUse": "whollyGenerated", "partDetails": [{"part": "text", "aiUse": "none"}]}, True),
    ],
)
def test_k7_a_label_that_says_too_much(data, too_much):
    assert ("K7" in codes(judged(recorded(labelVariant="euGenerated", **data)))) is too_much


def test_k8_a_whole_source_type_beside_an_edited_record_is_no_k4():
    verdict = judged(source_type("trainedAlgorithmicMedia", WHOLLY), recorded(aiUse="edited"))
    assert {"K4", "K8"} & set(codes(verdict)) == {"K8"}
    assert verdict.ai_use is WHOLLY


@pytest.mark.parametrize("state", CredentialState)
def test_k9_and_signing_again(state):
    unconfirmed = ("unknownSigner", "expiredUnproven", "certificateProblem", "olderRules")
    verdict = judged(state=state)
    assert ("K9" in codes(verdict)) is (state.value in unconfirmed)
    assert (Todo.RESIGN in verdict.todo) is (state.value in ("changed", "broken"))


def test_k10_personal_data_is_named_without_its_value():
    verdict = judged(personal_data=[personal(PersonalKind.PROMPT)])
    (conflict,) = verdict.conflicts
    assert (conflict.code, conflict.says[0].value) == ("K10", "prompt")
    assert "secret" not in str(conflict)


def test_k10_not_checked():
    assert "K10" in codes(judged(recorded(aiUse="none", personalData="notChecked")))
    assert "K10" not in codes(judged(recorded(aiUse="none", personalData="anonymised")))


def test_k10_leaves_marks_of_origin_and_ordinary_kinds_alone():
    kept = personal(PersonalKind.ACCOUNT, Removal.KEEP)
    assert codes(judged(personal_data=[kept, personal(PersonalKind.SERIAL), personal(PersonalKind.PREVIEW)])) == []


@pytest.mark.parametrize("vocabulary", [Vocabulary.RETIRED, Vocabulary.UNKNOWN])
def test_k11_odd_values_are_shown(vocabulary):
    verdict = judged(declared(None, rank=None, vocabulary=vocabulary, value="digitalArt"))
    assert [(one.code, one.severity, one.says[0].value) for one in verdict.conflicts] == [
        ("K11", Severity.INFO, "digitalArt")
    ]


def test_k11_names_the_fields_of_a_record():
    (conflict,) = judged(recorded(aiUse="none", deepfake="perhaps", audience="all")).conflicts
    assert (conflict.code, conflict.says[0].value) == ("K11", "audience, deepfake")


def test_k12_one_number_and_two_contents():
    old = recorded("XMP", aiUse="edited", declaredDate="2026-01-01")
    new = recorded("cawg.metadata", aiUse="edited", declaredDate="2026-02-01")
    (conflict,) = [one for one in judged(old, new).conflicts if one.code == "K12"]
    assert [one.value for one in conflict.says] == ["2026-02-01", "2026-01-01"]
    assert "K12" not in codes(judged(old, replace(old, where="elsewhere")))


def test_k13_a_newer_schema():
    assert "K13" in codes(judged(recorded(aiUse="none", schemaVersion="1.1")))
    assert "K13" not in codes(judged(recorded(aiUse="none", schemaVersion="1.0")))


def test_conflicts_come_worst_first():
    verdict = judged(declared(EDITED, vocabulary=Vocabulary.RETIRED), declared(PARTLY))
    severities = [conflict.severity for conflict in verdict.conflicts]
    assert severities == sorted(severities, key=list(Severity).index)
    assert set(severities) == set(Severity)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (personal(PersonalKind.GPS), True),
        (personal(PersonalKind.PROMPT), True),
        (personal(PersonalKind.PREVIEW), False),
        (personal(PersonalKind.NAME, Removal.CHOICE), False),
        (personal(PersonalKind.COMMENT, Removal.WARN), False),
        (personal(PersonalKind.ACCOUNT, Removal.KEEP), False),
    ],
)
def test_what_leads_to_removing_personal_data(item, expected):
    assert (Todo.REMOVE_PERSONAL_DATA in judged(personal_data=[item]).todo) is expected


def test_what_cannot_be_seen_is_always_said():
    remote = Credential(state=CredentialState.REMOTE, remote_url="https://example.org/")
    assert weigh((), (), Credential()).not_examined == ("notExamined.watermarks",)
    assert weigh((), (), remote, (), ("notExamined.brotli", "notExamined.brotli")).not_examined == (
        "notExamined.brotli",
        "notExamined.watermarks",
        "notExamined.remote",
    )


_records = st.sampled_from(
    [
        None,
        *(
            parse_record(json.dumps({"recordId": ID, "aiUse": use, "declaredDate": date, "labelVariant": label}))
            for use in ("none", "edited", "odd")
            for date in ("2026-01-01", "")
            for label in ("euGenerated", "none")
        ),
    ]
)
_evidence = st.builds(
    Evidence,
    source=st.sampled_from(Source),
    property=st.sampled_from(["a", "ai-line"]),
    value=st.sampled_from(["", "compositeWithTrainedAlgorithmicMedia", IPTC + "trainedAlgorithmicMedia"]),
    where=st.sampled_from(["", "XMP"]),
    says=st.none() | st.sampled_from(AiUse),
    minimum=st.booleans(),
    suggests=st.none() | st.sampled_from(AiUse),
    asks=st.booleans(),
    origin=st.none() | st.sampled_from(Origin),
    vocabulary=st.sampled_from(Vocabulary),
    rank=st.none() | st.sampled_from(Rank),
    stated_by=st.sampled_from(["", "a", "b"]),
    tools=st.sampled_from([(), (Tool(name="x"),), (Tool(name="x", provider="y"), Tool(name="z"))]),
    record=_records,
    offset=st.none() | st.integers(0, 3),
)
_traces = st.builds(
    Trace,
    generator=st.sampled_from(["a", "b"]),
    strength=st.sampled_from(Strength),
    where=st.sampled_from(["c", "d"]),
    suggests=st.sampled_from([ASSISTED, EDITED, PARTLY, WHOLLY]),
)
_personal = st.builds(
    PersonalData,
    kind=st.sampled_from(PersonalKind),
    where=st.sampled_from(["e", "f"]),
    value=st.just("secret"),
    removal=st.sampled_from(Removal),
)
_credentials = st.builds(Credential, state=st.sampled_from(CredentialState))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_evidence, max_size=6),
    st.lists(_traces, max_size=3),
    _credentials,
    st.lists(_personal, max_size=3),
    st.data(),
)
def test_every_combination_gives_one_verdict_in_any_order(evidence, traces, credential, items, data):
    verdict = weigh(evidence, traces, credential, items)
    ranked = [one.says for one in evidence if one.rank is not None and one.says is not None]
    highest = max(ranked, key=lambda says: says.degree, default=UNKNOWN)
    assert verdict.ai_use is highest or (highest is NONE and verdict.ai_use is UNKNOWN)
    if verdict.ai_use is NONE:
        assert any(one.says is NONE and (one.rank or 0) > Rank.CREDENTIAL_BROKEN for one in evidence)
    assert (verdict.basis is Basis.NOTHING) is (verdict.ai_use is UNKNOWN)
    assert "secret" not in str(verdict)
    shuffled = weigh(
        data.draw(st.permutations(evidence)),
        data.draw(st.permutations(traces)),
        credential,
        data.draw(st.permutations(items)),
    )
    assert shuffled == verdict
