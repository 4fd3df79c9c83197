"""The record: lenient reading, one canonical form, and the published schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core import record as module
from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.record import parse_record
from sensus_verify.core.vocabulary import SENSUS, SENSUS_PREFIX
from sensus_verify.resources import resource

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(resource("schemas/disclosure-record.schema.json").read_text("utf-8"))
DOCUMENT = (ROOT / "docs" / "disclosure.md").read_text("utf-8")
EXAMPLE = SCHEMA["examples"][0]
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def canonical(**data: object):
    record = parse_record(json.dumps({"recordId": "urn:uuid:1", **data}))
    assert record is not None
    return json.loads(record.canonical())


def test_the_example_is_valid_and_canonical():
    VALIDATOR.check_schema(SCHEMA)
    VALIDATOR.validate(EXAMPLE)
    record = parse_record(json.dumps(EXAMPLE))
    assert record is not None
    assert record.unknown_values == ()
    assert json.loads(record.canonical()) == EXAMPLE
    assert f"```json\n{record.json}\n```" in DOCUMENT


@pytest.mark.parametrize(
    "change",
    [
        {"aiUse": "unknown"},
        {"aiUse": None},
        {"schemaVersion": "2.0"},
        {"recordId": "urn:uuid:1"},
        {"parts": []},
        {"parts": ["photo", "smell"]},
        {"reviewDate": "2026-11-23T10:00"},
        {"organisation": ""},
        {"labelText": {"x-default": "AI"}},
        {"tools": [{"version": "1"}]},
        {"editorialResponsibility": "true"},
    ],
)
def test_what_a_writer_must_not_write(change):
    assert not VALIDATOR.is_valid({**EXAMPLE, **change})


@pytest.mark.parametrize("name", SCHEMA["required"])
def test_what_a_writer_must_write(name):
    assert not VALIDATOR.is_valid({key: value for key, value in EXAMPLE.items() if key != name})


def test_fields_of_others_are_allowed_and_kept():
    assert VALIDATOR.is_valid({**EXAMPLE, "organisationNumber": "1"})
    assert canonical(**{"x:own": {"b": [2, 1]}})["x:own"] == {"b": [2, 1]}


def test_the_closed_lists_of_schema_and_code_are_the_same():
    properties = SCHEMA["properties"]
    listed = {name: frozenset(one["enum"]) for name, one in properties.items() if "enum" in one}
    listed["aiUse"] = frozenset(SCHEMA["$defs"]["degree"]["enum"])
    assert listed == module._CLOSED
    assert frozenset(SCHEMA["$defs"]["part"]["enum"]) == module._PARTS
    assert listed["aiUse"] | {"unknown"} == frozenset(AiUse)


def test_the_document_names_every_field_and_value():
    for name, one in SCHEMA["properties"].items():
        assert f"`{name}`" in DOCUMENT
        assert all(f"`{value}`" in DOCUMENT for value in one.get("enum", ()))
    assert all(f"`{part}`" in DOCUMENT for part in module._PARTS)
    assert f"Namespace `{SENSUS}`, preferred prefix `{SENSUS_PREFIX}`" in DOCUMENT


def test_the_namespace_stands_in_one_place_of_the_program():
    holding = [path.name for path in (ROOT / "sensus_verify").rglob("*.py") if SENSUS in path.read_text("utf-8")]
    assert holding == ["vocabulary.py"]
    host = re.compile(r"ns\.sensus\.se")
    assert [
        path.name for path in (ROOT / "sensus_verify").rglob("*.py") if host.search(path.read_text("utf-8"))
    ] == holding


@pytest.mark.parametrize("text", ["", "null", "[]", '"aiUse"', "{}", '{"x": 1}', "{", "[" * 100_000, "NaN"])
def test_what_is_no_record(text):
    assert parse_record(text) is None


def test_unknown_values_are_named_and_kept():
    record = parse_record('{"aiUse": "mostly", "deepfake": 1, "parts": ["photo", "smell"], "audience": "public"}')
    assert record is not None
    assert (record.ai_use, record.unknown_values) == (None, ("aiUse", "deepfake", "parts"))
    assert json.loads(record.json)["aiUse"] == "mostly"


def test_what_a_carrier_cannot_express_is_undone():
    from_xmp = canonical(
        editorialResponsibility="True",
        parts=["video", "audio"],
        labelText={"x-default": "AI-stöd", "sv": "AI-stöd"},
        reviewDate="2026-11-23T00:00:00Z",
        tools=[{"name": "Own", "contribution": ["video", "audio"]}],
    )
    from_json = canonical(
        editorialResponsibility=True,
        parts=["audio", "video"],
        labelText={"sv": "AI-stöd"},
        reviewDate="2026-11-23",
        tools=[{"contribution": ["audio", "video"], "name": "Own", "version": ""}],
    )
    assert from_xmp == from_json


def test_numbers_of_front_matter_are_text():
    record = parse_record('{"schemaVersion": 1.0, "aiUse": "none", "tools": [{"name": "Own", "version": 2}]}')
    assert record is not None
    assert (record.schema_version, record.tools[0].version) == ("1.0", "2")


def test_the_default_language_alone_or_with_other_words_stays():
    assert canonical(labelText={"x-default": "AI"})["labelText"] == {"x-default": "AI"}
    assert canonical(labelText={"x-default": "AI", "sv": "AI-stöd"})["labelText"]["x-default"] == "AI"


def test_composed_and_decomposed_letters_are_equal():
    assert canonical(organisation="studieförbund") == canonical(organisation="studiefo\u0308rbund")


@pytest.mark.parametrize(
    ("version", "newer"),
    [("1.0", False), ("1.1", True), ("2.0", True), ("0.9", False), ("", False), ("x", False), ("9" * 5000, False)],
)
def test_which_versions_are_newer(version, newer):
    record = parse_record(json.dumps({"schemaVersion": version, "aiUse": "none"}))
    assert record is not None
    assert record.newer is newer


def test_parts_have_degrees_of_their_own():
    record = parse_record('{"aiUse": "edited", "partDetails": [{"part": "text", "aiUse": "none"}, {"part": "x"}, 1]}')
    assert record is not None
    assert [(one.part, one.ai_use) for one in record.part_details] == [("text", AiUse.NONE), ("x", None)]


def test_texts_are_cleaned_for_showing_and_kept_as_they_are():
    record = parse_record('{"aiUse": "none", "organisation": "\\u202eorg", "tools": [{"name": "a\\nb"}]}')
    assert record is not None
    assert (record.organisation, record.tools[0].name) == ("[U+202E]org", "a b")
    assert json.loads(record.json)["organisation"] == "\u202eorg"


def test_half_a_surrogate_pair_can_be_written_again():
    record = parse_record('{"aiUse": "none", "organisation": "\\ud83d", "\\ud83d": "x"}')
    assert record is not None
    assert b"?" in record.canonical()


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*SCHEMA["properties"], "x-default", "name", "part", "z"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(list(SCHEMA["properties"])), _json, max_size=6))
def test_any_object_is_read_and_its_canonical_form_reads_the_same(data):
    record = parse_record(json.dumps(data))
    if record is None:
        assert not {"aiUse", "recordId", "schemaVersion"} & data.keys()
        return
    again = parse_record(record.json)
    if again is not None:  # what was empty is gone, and with it perhaps all that made it a record
        assert again.canonical() == record.canonical()
