"""Traces: structures of generators, and what must not be taken for one."""

from __future__ import annotations

import re
import time

import pytest

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.evidence import Field, Source, Strength
from sensus_verify.core.limits import FIELD_CHARACTERS
from sensus_verify.core.traces import load_rules, stated, traces
from sensus_verify.resources import resource
from tests.core import generator_fields as made

RULES = load_rules(resource("generators.toml").read_text("utf-8"))


def strengths(fields):
    return {(trace.generator, trace.strength) for trace in traces(fields, RULES)}


@pytest.mark.parametrize("name", made.BY_GENERATOR)
def test_the_structure_of_a_generator_is_a_strong_trace_of_it(name):
    found = traces(made.BY_GENERATOR[name], RULES)
    assert [trace.strength for trace in found].count(Strength.STRONG) >= 1
    assert all(name.startswith(trace.generator) for trace in found)


@pytest.mark.parametrize("name", made.ORDINARY)
def test_ordinary_fields_suggest_nothing(name):
    assert [trace for trace in traces(made.ORDINARY[name], RULES) if trace.strength is not Strength.WEAK] == []


@pytest.mark.parametrize("name", made.BY_GENERATOR)
def test_the_values_of_a_generator_in_a_caption_prove_nothing(name):
    moved = [
        Field(source=source, name=caption, value=field.value, where="elsewhere")
        for field in made.BY_GENERATOR[name]
        for source, caption in ((Source.IPTC, "Caption-Abstract"), (Source.DOCUMENT, "Subject"))
    ]
    assert traces(moved, RULES) == ()


@pytest.mark.parametrize("model", ["prompt: shutter", 'prompt:{"a": 1}', "prompt:{", "prompt:" + '{"1": {' * 50_000])
def test_a_camera_of_an_odd_name_is_no_generator(model):
    begin = time.process_time()
    assert traces([made.exif("Model", model), made.exif("Make", "workflow: fast")], RULES) == ()
    assert time.process_time() - begin < 1


def test_a_trace_says_where_and_what_holds_the_prompt():
    (trace,) = traces([made.exif("Make", "x"), made.exif("UserComment", made.A1111)], RULES)
    assert trace.where == "JPEG APP1 EXIF UserComment"
    assert "exif:UserComment" in trace.prompts
    assert trace.suggests is AiUse.WHOLLY_GENERATED


def test_the_same_generator_in_one_place_is_said_once():
    assert strengths(made.BY_GENERATOR["Midjourney"]) == {("Midjourney", Strength.STRONG)}
    assert len(traces(made.BY_GENERATOR["Midjourney"], RULES)) == 1


@pytest.mark.parametrize(
    ("text", "generator", "suggests"),
    [
        ("It rained \ue200cite\ue202turn0search3\ue201.", "ChatGPT", AiUse.PARTLY_GENERATED),
        ("It rained citeturn0search0turn0search12 today.", "ChatGPT", AiUse.PARTLY_GENERATED),
        ("As shown :contentReference[oaicite:3]{index=3}.", "ChatGPT", AiUse.PARTLY_GENERATED),
        ("See [oai_citation:1‡example.org](https://example.org).", "ChatGPT", AiUse.PARTLY_GENERATED),
        ("See https://example.org/?utm_source=chatgpt.com.", "ChatGPT", AiUse.ASSISTED),
        ("See https://example.org/?a=1&amp;utm_source=openai", "ChatGPT", AiUse.ASSISTED),
        ("See <https://example.org/?a=1&utm_source=copilot.com>", "Copilot", AiUse.ASSISTED),
    ],
)
def test_what_a_chatbot_leaves_in_text_is_a_medium_trace(text, generator, suggests):
    (trace,) = traces([made.body(text)], RULES)
    assert (trace.generator, trace.strength, trace.suggests) == (generator, Strength.MEDIUM, suggests)


@pytest.mark.parametrize(
    "fields",
    [
        [made.tag("©too", "Google")],  # YouTube's encoder
        [made.tag("©too", "Runway")],
        [made.xmp("xmp:CreatorTool", "Canva (Renderer)")],
        [Field(source=Source.DOCUMENT, name="Producer", value="Canva")],
        [made.body("As an AI language model, I cannot taste soup.")],
    ],
)
def test_a_hint_is_weak(fields):
    assert {strength for _, strength in strengths(fields)} == {Strength.WEAK}


def test_enlarging_with_automatic1111_is_no_generating():
    (trace,) = traces([made.chunk("postprocessing", "Postprocess upscale by: 4, Postprocess upscaler: own")], RULES)
    assert (trace.strength, trace.suggests) == (Strength.MEDIUM, AiUse.EDITED)


def test_a_picture_on_a_page_suggests_a_part():
    (trace,) = traces([made.xmp("photoshop:Credit", "Made with Google AI", where="page 2 picture /Metadata")], RULES)
    assert trace.suggests is AiUse.PARTLY_GENERATED


def test_json_that_was_cut_at_the_limit_is_known_by_its_keys():
    cut = (made.COMFY_PROMPT[:-1] + ' , "x": "' + "a" * FIELD_CHARACTERS)[:FIELD_CHARACTERS]
    assert strengths([made.chunk("prompt", cut)]) == {("ComfyUI", Strength.STRONG)}


def test_some_rows_are_statements_too():
    made_with, edited, song = (
        list(stated(made.BY_GENERATOR[name], RULES)) for name in ("Google AI", "Google AI edits", "Suno")
    )
    assert [(one.says, one.minimum) for one in made_with] == [(AiUse.PARTLY_GENERATED, True)]
    assert [(one.says, one.minimum) for one in edited] == [(AiUse.EDITED, True)]
    assert [(one.says, one.minimum) for one in song] == [(AiUse.WHOLLY_GENERATED, False)]


@pytest.mark.parametrize("name", sorted(made.BY_GENERATOR.keys() - {"Google AI", "Google AI edits", "Suno"}))
def test_all_other_rows_state_nothing(name):
    assert list(stated(made.BY_GENERATOR[name], RULES)) == []


_HOSTILE = [
    "Steps: 1, " * 100_000,
    "Steps: 1, \n" * 90_000,
    "Steps: 1, Seed: " * 60_000,
    "Seed: 1" * 140_000,
    '"' + "a" * 1_000_000,
    '" -s 1 -S 1 -W 1 ' * 60_000,
    " --ar 1:1 --v" * 80_000,
    " --a Job ID: " * 80_000,
    "Signature: " + "A" * 1_000_000,
    "citeturn0search0" * 65_000,
    "citeturn0a" * 100_000,
    ":contentReference[oaicite:" * 40_000,
    "?utm_source=" * 80_000,
    "Canva (" * 140_000,
    "ChatGPT/" + " " * 1_000_000,
    "Postprocess " * 90_000,
    "{" * 1_000_000,
    "[" * 1_000_000,
    '{"a":' * 200_000,
    "{" + " " * 1_000_000,
    "1" * 1_000_000,
    "made with suno; created=" * 40_000,
]


@pytest.mark.parametrize("value", _HOSTILE, ids=lambda value: value[:12])
def test_no_text_takes_long(value):
    names = {key for rule in RULES for condition in rule.conditions for key in condition.fields}
    fields = [
        Field(source=Source(source), name=name.rstrip("*"), value=value)
        for source, _, name in (
            (next(one for one in Source if one.value.lower() == key.partition(":")[0]), "", key.partition(":")[2])
            for key in sorted(names)
        )
    ]
    start = time.perf_counter()
    traces(fields, RULES)
    assert time.perf_counter() - start < 3  # about 60 fields of a million characters; measured: below 0.5 s


def test_every_named_field_has_a_source_that_exists():
    known = {source.value for source in Source}
    for rule in RULES:
        keys = [*rule.prompts, *rule.accounts, *rule.marks]
        assert {key.partition(":")[0] for key in keys} <= known, rule.generator
        lowered = {key.partition(":")[0] for condition in rule.conditions for key in condition.fields}
        assert lowered <= {name.lower() for name in known}, rule.generator


def test_a_row_with_a_slip_is_refused():
    row = '[[rule]]\ngenerator = "x"\nstrength = "weak"\nbasis = "source"\n'
    with pytest.raises(ValueError, match="keyz"):
        load_rules(f'{row}[[rule.when]]\nfields = ["exif:Make"]\nkeyz = ["a"]\n')
    with pytest.raises(ValueError, match="no condition"):
        load_rules(f'{row}[[rule.when]]\nfields = ["exif:Make"]\n')
    with pytest.raises(ValueError, match="statez"):
        load_rules(f'{row}statez = "none"\n[[rule.when]]\nfields = ["exif:Make"]\nequals = ["a"]\n')


def test_no_row_suggests_or_states_none_or_unknown():
    for rule in RULES:
        assert rule.suggests.degree >= AiUse.ASSISTED.degree
        assert rule.states is None or rule.states.degree >= AiUse.ASSISTED.degree
        assert rule.basis in ("measured", "source", "second-hand")


def test_no_pattern_repeats_without_a_bound():
    unbounded = re.compile(r"(?<!\\)[*+](?!\])|\{\d+,\}")
    for rule in RULES:
        for condition in rule.conditions:
            for pattern in filter(None, (condition.matches, condition.found)):
                inside_classes_gone = re.sub(r"\[[^\]]*\]", "c", pattern.pattern)
                assert not unbounded.search(inside_classes_gone), pattern.pattern
