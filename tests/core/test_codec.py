"""What a worker answers is checked field by field."""

from __future__ import annotations

import json

import pytest

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.codec import CodecError, from_data, to_data
from sensus_verify.core.credential import Credential, CredentialState, Region
from sensus_verify.core.errors import Problem
from sensus_verify.core.evidence import Evidence, FileFacts, Rank, Source
from sensus_verify.core.record import parse_record
from sensus_verify.core.verdict import Inspection, Status, Suggestion, Verdict


def _inspection() -> Inspection:
    return Inspection(
        facts=FileFacts(path="a", size=3, format="jpeg", sha256="0" * 64, suffix_disagrees=True),
        status=Status.PARTLY,
        error=Problem(key="broken.xml", facts=(("where", "x"),)),
        evidence=(
            Evidence(
                source=Source.XMP,
                property="p",
                value="å",
                says=AiUse.EDITED,
                rank=Rank.RECORD,
                record=parse_record('{"aiUse":"edited","tools":[{"name":"x"}]}'),
                offset=7,
            ),
        ),
        verdict=Verdict(
            credential=Credential(state=CredentialState.CHANGED, unprotected=(Region(start=1, length=2),)),
            suggestion=Suggestion(ai_use=AiUse.EDITED, because="trace:x"),
        ),
    )


def test_an_inspection_comes_back_equal():
    found = _inspection()
    assert from_data(Inspection, json.loads(json.dumps(to_data(found)))) == found


@pytest.mark.parametrize(
    "spoil",
    [
        {"facts": {"path": 7, "size": 3, "format": "jpeg"}},
        {"facts": {"path": "a", "size": True, "format": "jpeg"}},
        {"facts": {"path": "a", "size": 3}},
        {"facts": {"path": "a", "size": 3, "format": "jpeg"}, "surplus": 1},
        {"facts": {"path": "a", "size": 3, "format": "jpeg"}, "status": "good"},
        {"facts": {"path": "a", "size": 3, "format": "jpeg"}, "evidence": {}},
        {"facts": {"path": "a", "size": 3, "format": "jpeg"}, "verdict": None},
        {"facts": {"path": "a", "size": 3, "format": "jpeg"}, "error": {"key": "k", "facts": [["one"]]}},
        [],
        None,
        "text",
    ],
)
def test_anything_that_does_not_fit_is_refused(spoil: object):
    with pytest.raises(CodecError):
        from_data(Inspection, spoil)
