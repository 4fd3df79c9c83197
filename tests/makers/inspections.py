"""Inspections made by hand: what the window and the reports show, without a file or a worker."""

from __future__ import annotations

import json
from collections.abc import Callable

from sensus_verify.core.ai_use import AiUse, Origin
from sensus_verify.core.codec import to_data
from sensus_verify.core.credential import (
    Action,
    Credential,
    CredentialState,
    Ingredient,
    IngredientProblem,
    Manifest,
    TimeProof,
)
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
from sensus_verify.core.record import Tool
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

NOT_EXAMINED = ("notExamined.watermarks", "notExamined.servers", "notExamined.pixels")
WHOLLY = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def signed(path: str) -> Inspection:
    """Wholly generated according to a trusted signer."""
    active = Manifest(
        label="urn:c2pa:6f1c",
        title="omslag-host.png",
        generator="ChatGPT",
        signer="OpenAI",
        issuer="Trufo Issuing CA",
        signed_at="2026-08-14T09:12:40Z",
        claim_version=2,
        actions=(
            Action(action="c2pa.created", source_type=WHOLLY, agent="GPT-4o"),
            Action(action="c2pa.converted", agent="OpenAI API"),
        ),
        ingredients=(
            Ingredient(title="skiss.png", relationship="inputTo", manifest="urn:c2pa:aa02", media_type="image/png"),
            Ingredient(title="bakgrund.jpg", relationship="componentOf"),
        ),
    )
    sketch = Manifest(
        label="urn:c2pa:aa02",
        title="skiss.png",
        generator="Adobe Photoshop 27.1",
        signer="Adobe Inc.",
        issuer="Adobe Product Services G3",
        actions=(Action(action="c2pa.opened"), Action(action="c2pa.drawing")),
    )
    return Inspection(
        facts=FileFacts(path=path, size=2_412_733, format="png"),
        evidence=(
            Evidence(
                source=Source.C2PA,
                property="c2pa.created",
                value="trainedAlgorithmicMedia",
                vocabulary=Vocabulary.KNOWN,
                where="Content Credentials, c2pa.actions.v2",
                says=AiUse.WHOLLY_GENERATED,
                rank=Rank.CREDENTIAL_TRUSTED,
                stated_by="OpenAI",
                protected=True,
            ),
            Evidence(
                source=Source.XMP,
                property="Iptc4xmpExt:DigitalSourceType",
                value=WHOLLY,
                where="PNG iTXt XML:com.adobe.xmp",
                says=AiUse.WHOLLY_GENERATED,
                rank=Rank.DECLARATION,
                offset=41,
                protected=True,
            ),
        ),
        verdict=Verdict(
            ai_use=AiUse.WHOLLY_GENERATED,
            basis=Basis.SIGNED,
            stated_by="OpenAI",
            tools=(Tool(name="GPT-4o", provider="OpenAI"),),
            credential=Credential(
                state=CredentialState.TRUSTED,
                signer="OpenAI",
                issuer="Trufo Issuing CA",
                list="official",
                list_date="2026-08-21",
                lists_installed=True,
                signed_at="2026-08-14T09:12:40Z",
                time_proof=TimeProof.PROVEN,
                embedded=True,
                codes=("claimSignature.validated", "signingCredential.trusted", "assertion.dataHash.match"),
                manifests=(active, sketch),
            ),
            todo=(Todo.LABEL,),
            not_examined=NOT_EXAMINED,
        ),
    )


def unknown(path: str) -> Inspection:
    """A file that says nothing: the usual case."""
    return Inspection(
        facts=FileFacts(path=path, size=4_812_004, format="jpeg"),
        verdict=Verdict(not_examined=NOT_EXAMINED, todo=(Todo.DECLARE,)),
    )


def camera(path: str) -> Inspection:
    """From a camera, with a place and serial numbers."""
    return Inspection(
        facts=FileFacts(path=path, size=6_233_871, format="jpeg"),
        evidence=(
            Evidence(
                source=Source.XMP,
                property="Iptc4xmpExt:DigitalSourceType",
                value="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
                where="JPEG APP1 XMP",
                origin=Origin.CAMERA,
                rank=Rank.DECLARATION,
                offset=20_480,
            ),
        ),
        personal_data=(
            PersonalData(
                kind=PersonalKind.GPS, where="EXIF GPSInfo", value="59.32930, 18.06860", removal=Removal.REMOVE
            ),
            PersonalData(kind=PersonalKind.NAME, where="EXIF Artist", value="Anna Exempel", removal=Removal.CHOICE),
            PersonalData(
                kind=PersonalKind.SERIAL, where="EXIF BodySerialNumber", value="0123456789", removal=Removal.REMOVE
            ),
        ),
        verdict=Verdict(
            origin=Origin.CAMERA,
            origin_stated_by="XMP",
            not_examined=NOT_EXAMINED,
            todo=(Todo.REMOVE_PERSONAL_DATA,),
            conflicts=(Conflict(code="K10", severity=Severity.WARNING),),
        ),
    )


def changed(path: str) -> Inspection:
    """Changed after it was signed; the credential speaks about AI."""
    return Inspection(
        facts=FileFacts(path=path, size=812_004, format="jpeg"),
        evidence=(
            Evidence(
                source=Source.C2PA,
                property="c2pa.created",
                value="trainedAlgorithmicMedia",
                vocabulary=Vocabulary.KNOWN,
                where="Content Credentials, c2pa.actions",
                says=AiUse.WHOLLY_GENERATED,
                rank=Rank.CREDENTIAL_BROKEN,
                stated_by="Adobe Inc.",
            ),
        ),
        verdict=Verdict(
            ai_use=AiUse.WHOLLY_GENERATED,
            basis=Basis.DECLARED,
            stated_by="Adobe Inc.",
            credential=Credential(
                state=CredentialState.CHANGED,
                signer="Adobe Inc.",
                issuer="Adobe Product Services G3",
                lists_installed=True,
                signed_at="2026-03-02T15:00:00Z",
                time_proof=TimeProof.STATED,
                embedded=True,
                codes=("assertion.dataHash.mismatch",),
                ingredient_problems=(
                    IngredientProblem(code="claimSignature.mismatch", ingredient="katt.jpg", when="signed"),
                ),
                manifests=(
                    Manifest(
                        label="adobe:urn:uuid:1",
                        title="katt_kampanj.jpg",
                        generator="Adobe Firefly",
                        signer="Adobe Inc.",
                        issuer="Adobe Product Services G3",
                        actions=(Action(action="c2pa.created", source_type=WHOLLY, agent="Adobe Firefly"),),
                    ),
                ),
            ),
            conflicts=(
                Conflict(
                    code="K2",
                    severity=Severity.ERROR,
                    says=(Says(source="c2pa", ai_use=AiUse.WHOLLY_GENERATED),),
                ),
            ),
            todo=(Todo.RESOLVE_CONFLICT, Todo.LABEL),
            not_examined=NOT_EXAMINED,
        ),
    )


def traced(path: str) -> Inspection:
    """Nothing stated, but a generator left its parameters."""
    prompt = "a red cottage by a lake, morning mist, 35 mm"
    return Inspection(
        facts=FileFacts(path=path, size=1_902_114, format="pdf"),
        traces=(Trace(generator="ComfyUI", strength=Strength.STRONG, where="PNG tEXt workflow"),),
        personal_data=(
            PersonalData(kind=PersonalKind.PROMPT, where="PNG tEXt prompt", value=prompt, removal=Removal.REMOVE),
        ),
        verdict=Verdict(
            suggestion=Suggestion(ai_use=AiUse.WHOLLY_GENERATED, because="trace:ComfyUI"),
            conflicts=(
                Conflict(code="K5", severity=Severity.WARNING),
                Conflict(code="K10", severity=Severity.WARNING),
            ),
            todo=(Todo.DECLARE, Todo.REMOVE_PERSONAL_DATA),
            not_examined=NOT_EXAMINED,
        ),
    )


def recorded(path: str) -> Inspection:
    """Made with AI support, according to the organisation's own record."""
    return Inspection(
        facts=FileFacts(path=path, size=88_120, format="docx"),
        evidence=(
            Evidence(
                source=Source.DOCUMENT,
                property="SensusAI.aiUse",
                value="assisted",
                where="docProps/custom.xml",
                says=AiUse.ASSISTED,
                rank=Rank.RECORD,
                stated_by="Sensus",
            ),
        ),
        verdict=Verdict(
            ai_use=AiUse.ASSISTED,
            basis=Basis.DECLARED,
            stated_by="Sensus",
            record_id="0c9f4c3e-6a3a-4a06-9d0f-0a8a2f8c1d11",
            not_examined=(*NOT_EXAMINED, "notExamined.members"),
        ),
    )


def failed(path: str) -> Inspection:
    """Could not be read."""
    return Inspection(
        facts=FileFacts(path=path, size=1_204, format="unknown"),
        status=Status.FAILED,
        error=Problem(key="worker.died"),
    )


def partly(path: str) -> Inspection:
    """Read in part."""
    return Inspection(
        facts=FileFacts(path=path, size=60_000, format="mp3"),
        status=Status.PARTLY,
        error=Problem(key="broken.truncated"),
        verdict=Verdict(not_examined=NOT_EXAMINED),
    )


def hostile(path: str) -> Inspection:
    """Texts that try to be more than text, and to be wider than any column."""
    return Inspection(
        facts=FileFacts(path=path, size=10, format="png"),
        evidence=(
            Evidence(source=Source.XMP, property="dc:title", value="<b>bold</b><img src='http://x.example/'>" * 3),
            Evidence(source=Source.XMP, property="dc:source", value="x" * 290),
        ),
        verdict=Verdict(
            credential=Credential(
                state=CredentialState.UNKNOWN_SIGNER,
                signer="<a href='http://x.example'>Trusted</a>",
                lists_installed=True,
                list_date="2026-08-21",
                embedded=True,
            )
        ),
    )


BY_NAME: dict[str, Callable[[str], Inspection]] = {
    "omslag-host.png": signed,
    "katt_kampanj.jpg": changed,
    "DSC_0412.jpg": camera,
    "affisch_A3_tryck.pdf": traced,
    "studiematerial.docx": recorded,
    "podd-intro.mp3": partly,
    "trasig.webp": failed,
    "semester.jpg": unknown,
}


def answer(inspection: Inspection) -> bytes:
    """Return what a worker answers."""
    return json.dumps(to_data(inspection)).encode()
