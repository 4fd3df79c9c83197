"""Every verdict has its words, in both languages, and they are those of the product."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from sensus_verify.carriers import all_carriers
from sensus_verify.core.ai_use import AiUse, Origin
from sensus_verify.core.credential import Credential, CredentialState, IngredientProblem, Manifest, Region, TimeProof
from sensus_verify.core.errors import Problem
from sensus_verify.core.evidence import (
    Evidence,
    FileFacts,
    PersonalData,
    PersonalKind,
    Rank,
    Removal,
    Source,
    Strength,
    Trace,
    Vocabulary,
)
from sensus_verify.core.verdict import (
    Basis,
    Conflict,
    Inspection,
    Says,
    Severity,
    Status,
    Suggestion,
    Todo,
    Verdict,
)
from sensus_verify.workflow.answers import (
    answers,
    conflict_sentence,
    evidence_place,
    format_kind,
    format_title,
    host_of,
    personal_line,
    place_words,
    problem_sentence,
    suffix_sentence,
)
from sensus_verify.workflow.report import as_text
from sensus_verify.workflow.words import LANGUAGES, Words

_EN = Words.load("en")
_CREDENTIAL = Credential(
    signer="Adobe Inc.",
    issuer="Adobe CA",
    list="official",
    list_date="2026-08-21",
    lists_installed=True,
    signed_at="2026-01-02T03:04:05Z",
    time_proof=TimeProof.STATED,
    embedded=True,
    remote_url="https://cai.example:8443/manifests/1",
    ingredient_problems=(IngredientProblem(code="claimSignature.mismatch", ingredient="part.jpg", when="signed"),),
    unprotected=(Region(start=2, length=1500),),
    claimed_identity="cawg",
    manifests=(Manifest(label="a", title="", generator="", signer="", issuer=""),),
)


def _found(kind: str = "jpeg", **verdict: object) -> Inspection:
    return Inspection(facts=FileFacts(path="a.jpg", size=1, format=kind), verdict=replace(Verdict(), **verdict))


@pytest.mark.parametrize(("language", "use"), list(product(LANGUAGES, AiUse)))
def test_each_degree_has_its_sentence(language: str, use: AiUse):
    words = Words.load(language)
    said = answers(_found(ai_use=use, basis=Basis.DECLARED), words)
    assert said.ai == words.sentence(f"ai.{use.value}")
    assert said.ai_short


@pytest.mark.parametrize(
    ("language", "state", "cause", "installed"),
    list(product(LANGUAGES, CredentialState, ("", "binding", "rules", "noFile"), (True, False))),
)
def test_each_state_has_its_sentences(language: str, state: CredentialState, cause: str, installed: bool):  # noqa: FBT001 - a column
    credential = replace(_CREDENTIAL, state=state, cause=cause, lists_installed=installed)
    said = answers(_found(credential=credential), Words.load(language))
    for text in (said.credential, said.credential_short, *said.credential_why):
        assert text
        assert "{" not in text
    if state is CredentialState.UNKNOWN_SIGNER and not installed:
        assert said.credential == Words.load(language).sentence("credential.unknownSigner.noList", signer="Adobe Inc.")


def test_without_a_list_nobody_is_called_untrusted():
    credential = Credential(state=CredentialState.UNKNOWN_SIGNER, signer="X", lists_installed=False)
    assert "No list of trusted issuers is installed" in answers(_found(credential=credential), _EN).credential


def test_a_trusted_signer_is_named_with_the_list_and_its_date():
    said = answers(_found(credential=replace(_CREDENTIAL, state=CredentialState.TRUSTED)), _EN)
    assert said.credential == ("Signed by Adobe Inc. and unchanged since. The issuer is on the C2PA list (2026-08-21).")


def test_what_the_signature_leaves_out_is_said():
    said = answers(_found(credential=replace(_CREDENTIAL, state=CredentialState.OLDER_RULES)), _EN)
    assert "1,500 bytes of the file are not protected by the signature." in said.credential_why
    assert any("part.jpg" in line for line in said.credential_why)


@pytest.mark.parametrize(("language", "todo"), list(product(LANGUAGES, Todo)))
def test_each_thing_to_do_has_its_words(language: str, todo: Todo):
    for kind in {carrier.name for carrier in all_carriers()}:
        said = answers(_found(kind, todo=(todo,)), Words.load(language))
        assert said.todo[0].endswith(".")


def test_a_file_that_says_nothing_and_bears_no_trace_presses_nobody():
    said = answers(_found(todo=(Todo.DECLARE,)), _EN)
    assert said.todo_short == ""
    assert said.todo == ("If AI was used: say how before the file is published.",)


def test_a_trace_presses():
    trace = Trace(generator="ComfyUI", strength=Strength.STRONG, where="PNG tEXt prompt")
    suggestion = Suggestion(ai_use=AiUse.WHOLLY_GENERATED, because="trace:ComfyUI")
    said = answers(replace(_found(todo=(Todo.DECLARE,), suggestion=suggestion), traces=(trace,)), _EN)
    assert said.ai == "The file says nothing about AI, but it carries traces of ComfyUI."
    assert said.todo_short == "Label"


def test_a_weak_trace_is_not_named_in_the_answer():
    trace = Trace(generator="Canva", strength=Strength.WEAK, where="PDF Producer")
    assert answers(replace(_found(), traces=(trace,)), _EN).ai == _EN.sentence("ai.unknown")


def test_a_minimum_is_shown_as_at_least():
    said = answers(_found(ai_use=AiUse.PARTLY_GENERATED, minimum=True, basis=Basis.SIGNED), _EN)
    assert said.ai_short == "At least partly AI-generated · according to Content Credentials"


@pytest.mark.parametrize("origin", Origin)
def test_a_stated_origin_is_said(origin: Origin):
    assert any("according to the file" in line for line in answers(_found(origin=origin), _EN).ai_why)


@pytest.mark.parametrize(
    ("source", "rank", "start"),
    [
        (Source.C2PA, Rank.CREDENTIAL_TRUSTED, "According to Content Credentials"),
        (Source.C2PA, Rank.CREDENTIAL_BROKEN, "The statement stands in Content Credentials that no longer fit"),
        (Source.XMP, Rank.DECLARATION, "According to the file's own statements"),
        (Source.SIDECAR, Rank.RECORD, "According to a statement beside the file"),
    ],
)
def test_who_says_it_is_always_said(source: Source, rank: Rank, start: str):
    stated = Evidence(source=source, property="p", value="x", where="JPEG XMP", rank=rank, says=AiUse.EDITED)
    said = answers(replace(_found(ai_use=AiUse.EDITED), evidence=(stated,)), _EN)
    assert said.ai_why[0].startswith(start)


@pytest.mark.parametrize("status", [Status.FAILED, Status.PARTLY])
def test_what_could_not_be_read_is_never_called_nothing(status: Status):
    found = replace(_found(), status=status, error=Problem(key="broken.truncated"))
    said = answers(found, _EN)
    assert said.failed == _EN.sentence("broken.truncated")
    assert said.ai != _EN.sentence("ai.unknown")
    assert (said.credential == _EN.sentence("credential.none")) == (status is Status.PARTLY)
    assert said.ai_why == ()
    assert as_text(found, _EN).count("could not be read") >= 1


def test_a_problem_without_words_still_says_something():
    assert problem_sentence(Problem(key="nobody.knows"), _EN) == "The file could not be read."


@pytest.mark.parametrize(("language", "number"), list(product(LANGUAGES, range(1, 14))))
def test_each_conflict_has_its_sentence(language: str, number: int):
    conflict = Conflict(code=f"K{number}", severity=Severity.INFO, says=(Says(source="xmp", value="\u202eodd"),))
    text = conflict_sentence(conflict, Words.load(language))
    assert text.endswith(".")
    assert "\u202e" not in text


@pytest.mark.parametrize(("language", "kind"), list(product(LANGUAGES, PersonalKind)))
def test_each_kind_of_personal_data_has_a_name_and_a_reason(language: str, kind: PersonalKind):
    words = Words.load(language)
    assert words.sentence(f"personal.{kind.value}")
    assert words.sentence(f"personal.why.{kind.value}")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://cai.example/m", "cai.example"),
        ("https://user:pass@cai.example:8443/m", "cai.example"),
        ("did:web:example", "did:web:example"),
        ("", ""),
    ],
)
def test_a_remote_address_is_shown_by_its_host(url: str, host: str):
    assert host_of(url) == host


def test_texts_out_of_a_file_are_shown_cleaned():
    credential = Credential(state=CredentialState.UNKNOWN_SIGNER, signer="<b>Adobe</b>\n\u202e\x1b[31m")
    text = as_text(_found(credential=credential), _EN)
    assert "<b>Adobe</b>" in text
    assert "\u202e" not in text
    assert "\x1b" not in text


def test_a_place_names_its_property_once():
    evidence = Evidence(source=Source.XMP, property="dc:x", value="", where="JPEG XMP", vocabulary=Vocabulary.KNOWN)
    assert evidence_place(evidence, _EN) == "JPEG XMP: dc:x"
    assert evidence_place(replace(evidence, where="JPEG XMP dc:x"), _EN) == "JPEG XMP dc:x"


def test_a_name_that_disagrees_is_reported():
    facts = FileFacts(path="a.jpg", size=1, format="png", suffix_disagrees=True)
    assert suffix_sentence(Inspection(facts=facts), _EN) == "The name does not end as the content does: it is PNG."


def test_every_format_has_a_kind():
    kinds = {"image", "video", "audio", "document", "text", "code", "other"}
    assert {format_kind(carrier.name) for carrier in all_carriers()} <= kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_has_a_name_in_words(language: str):
    words = Words.load(language)
    titles = {carrier.name: format_title(carrier.name, words) for carrier in all_carriers()}
    assert all(titles.values())
    if language == "sv":
        assert (titles["code"], titles["unknown"], titles["jpeg"]) == ("Programkod", "Okänt format", "JPEG")


def test_places_that_the_program_names_are_in_the_language():
    words = Words.load("sv")
    assert place_words("front matter ai_disclosure", words) == "dokumenthuvud ai_disclosure"
    assert place_words("source code comment", words) == "kommentar i koden"
    assert place_words("EmbeddedFiles attachment", words) == "bilagor attachment"
    assert place_words("JPEG APP1 EXIF Artist", words) == "JPEG APP1 EXIF Artist"
    assert place_words("textual", words) == "textual"


def test_data_that_are_too_large_to_show_give_their_size():
    item = PersonalData(
        kind=PersonalKind.SERIAL, where="JPEG APP1 EXIF MakerNote", value="3298 bytes", removal=Removal.REMOVE
    )
    assert personal_line(item, Words.load("sv")) == "Serienummer: 3\xa0298 byte (JPEG APP1 EXIF MakerNote)"
    assert personal_line(item, _EN) == "Serial number: 3,298 bytes (JPEG APP1 EXIF MakerNote)"


def test_a_signed_source_type_is_not_repeated_in_its_own_code():
    signed = Evidence(
        source=Source.C2PA,
        property="c2pa.created",
        value="trainedAlgorithmicMedia",
        says=AiUse.WHOLLY_GENERATED,
        vocabulary=Vocabulary.KNOWN,
        rank=Rank.CREDENTIAL_TRUSTED,
    )
    found = replace(_found(ai_use=AiUse.WHOLLY_GENERATED, basis=Basis.SIGNED), evidence=(signed,))
    assert answers(found, _EN).ai_why[0] == "According to Content Credentials: c2pa.created."
