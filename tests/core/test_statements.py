"""What fields state about AI."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.ai_use import AiUse, Origin
from sensus_verify.core.evidence import Evidence, Field, Rank, Source, Vocabulary
from sensus_verify.core.limits import TOOLS
from sensus_verify.core.statements import statements
from sensus_verify.core.traces import load_rules
from sensus_verify.resources import resource
from tests.core.generator_fields import BY_GENERATOR, exif, xmp

RULES = load_rules(resource("generators.toml").read_text("utf-8"))
DST = "Iptc4xmpExt:DigitalSourceType"
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
RECORD = {
    "schemaVersion": "1.0",
    "recordId": "urn:uuid:0f0e0d0c-1111-4222-8333-444455556666",
    "aiUse": "edited",
    "organisation": "Sensus studieförbund",
    "contact": "ai@sensus.se",
    "declaredDate": "2026-11-23",
    "tools": [{"name": "Own tool", "version": "2"}],
}


def read(*fields: Field) -> tuple[Evidence, ...]:
    return statements(fields, RULES)


def one(*fields: Field) -> Evidence:
    (found,) = read(*fields)
    return found


def field(source: Source, name: str, value: str, where: str = "somewhere") -> Field:
    return Field(source=source, name=name, value=value, where=where)


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("trainedAlgorithmicMedia", AiUse.WHOLLY_GENERATED),
        ("compositeWithTrainedAlgorithmicMedia", AiUse.EDITED),
        ("compositeSynthetic", AiUse.PARTLY_GENERATED),
        ("algorithmicMedia", None),
        ("algorithmicallyEnhanced", None),
        ("dataDrivenMedia", None),
        ("humanEdits", None),
        ("digitalCreation", None),
        ("digitalCapture", None),
    ],
)
@pytest.mark.parametrize("form", ["{0}{1}", "https{2}{1}", "{0}{1}/", "{1}"])
def test_a_source_type_states_what_its_vocabulary_says(term, says, form):
    found = one(xmp(DST, form.format(IPTC, term, IPTC.removeprefix("http"))))
    assert (found.says, found.rank, found.vocabulary) == (says, Rank.DECLARATION, Vocabulary.KNOWN)


def test_a_camera_is_an_origin_and_never_without_ai():
    found = one(xmp(DST, f"{IPTC}digitalCapture"))
    assert (found.says, found.origin) == (None, Origin.CAMERA)


def test_a_possible_part_asks():
    assert one(xmp(DST, f"{IPTC}composite")).asks


def test_a_retired_term_is_said_to_be_so():
    found = one(xmp(DST, f"{IPTC}digitalArt"))
    assert (found.vocabulary, found.says, found.asks) == (Vocabulary.RETIRED, None, True)


def test_an_unknown_term_is_shown_and_not_guessed():
    found = one(xmp(DST, f"{IPTC}trainedAlgorithmicMediaPro"))
    assert (found.vocabulary, found.says, found.rank) == (Vocabulary.UNKNOWN, None, None)
    assert "trainedAlgorithmicMediaPro" in found.value


@pytest.mark.parametrize(
    "name",
    [f"xmpMM:Ingredients/{DST}", f"Iptc4xmpExt:AOD/{DST}", "dc:description", "{http://example.org/}DigitalSourceType"],
)
def test_a_source_type_inside_something_else_does_not_speak_for_the_file(name):
    assert read(xmp(name, f"{IPTC}trainedAlgorithmicMedia")) == ()


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("trainedAlgorithmicMedia", AiUse.PARTLY_GENERATED),
        ("compositeWithTrainedAlgorithmicMedia", AiUse.EDITED),
        ("digitalCapture", None),
    ],
)
@pytest.mark.parametrize("where", ["page 3 picture /Metadata", "page 12 /Metadata"])
def test_a_picture_on_a_page_speaks_for_a_part_of_the_document(term, says, where):
    found = one(xmp(DST, f"{IPTC}{term}", where=where))
    assert (found.says, found.minimum, found.origin) == (says, says is not None, None)
    assert (found.rank is None) is (says is None)


def test_the_record_of_a_picture_is_not_that_of_the_document():
    found = one(xmp("sensusai:record", json.dumps({**RECORD, "aiUse": "none"}), where="page 1 picture /Metadata"))
    assert (found.says, found.rank, found.record) == (None, None, None)


@pytest.mark.parametrize(
    ("source", "name"),
    [(Source.TAG, "DIGITALSOURCETYPE"), (Source.TAG, "TXXX:DigitalSourceType"), (Source.JSON_LD, "digitalSourceType")],
)
def test_other_carriers_of_the_source_type(source, name):
    assert one(field(source, name, f"{IPTC}compositeSynthetic")).says is AiUse.PARTLY_GENERATED


def test_members_of_schema_org():
    value = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert one(field(Source.JSON_LD, "digitalSourceType", value, "HTML JSON-LD")).says is AiUse.WHOLLY_GENERATED


def test_ai_systems_beside_a_source_type_are_its_tools():
    found = read(
        xmp(DST, f"{IPTC}trainedAlgorithmicMedia"),
        xmp("Iptc4xmpExt:AISystemUsed", "Own system"),
        xmp("Iptc4xmpExt:AISystemVersionUsed", "3"),
        xmp("Iptc4xmpExt:AISystemUsed", "Another packet's", where="page 2"),
    )
    assert [(tool.name, tool.version) for tool in found[0].tools] == [("Own system", "3")]


def test_a_packet_that_names_very_many_systems_is_cut():
    systems = [xmp("Iptc4xmpExt:AISystemUsed", f"system {number}") for number in range(TOOLS + 1)]
    assert len(read(xmp(DST, f"{IPTC}trainedAlgorithmicMedia"), *systems)[0].tools) == TOOLS


def test_an_ai_system_without_a_source_type_only_suggests():
    found = one(xmp("Iptc4xmpExt:AISystemUsed", "Own system"))
    assert (found.says, found.rank, found.suggests) == (None, None, AiUse.WHOLLY_GENERATED)


def test_prompts_and_their_writers_are_shortened():
    found = read(
        xmp("Iptc4xmpExt:AIPromptInformation", "a red house by a lake"),
        xmp("Iptc4xmpExt:AIPromptWriterName", "Jane Doe"),
    )
    assert [(piece.value, piece.says, piece.rank) for piece in found] == [("a re…", None, None), ("Ja…", None, None)]


def test_data_mining_says_nothing_about_how_it_was_made():
    found = one(xmp("plus:DataMining", "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"))
    assert (found.says, found.rank) == (None, None)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (Source.XMP, "sensusai:record"),
        (Source.DOCUMENT, "SensusAI.record"),
        (Source.DOCUMENT, "sensusai:record"),
        (Source.TAG, "SENSUS_AI"),
        (Source.TAG, "TXXX:SENSUS_AI"),
        (Source.META, "sensus-ai-disclosure"),
        (Source.FRONT_MATTER, "ai_disclosure"),
        (Source.SIDECAR, "record"),
    ],
)
def test_our_record_in_every_carrier(source, name):
    found = one(field(source, name, json.dumps(RECORD)))
    assert (found.says, found.rank, found.stated_by) == (AiUse.EDITED, Rank.RECORD, "Sensus studieförbund")
    assert [(tool.name, tool.version) for tool in found.tools] == [("Own tool", "2")]
    assert found.record is not None


def test_a_record_without_a_number_is_a_declaration():
    data = {name: value for name, value in RECORD.items() if name != "recordId"}
    assert one(field(Source.TAG, "SENSUS_AI", json.dumps(data))).rank is Rank.DECLARATION


def test_a_record_elsewhere_is_none():
    assert (
        read(field(Source.BODY, "text", json.dumps(RECORD)), field(Source.DOCUMENT, "Keywords", json.dumps(RECORD)))
        == ()
    )


def test_a_record_with_an_unknown_degree_states_none():
    found = one(field(Source.TAG, "SENSUS_AI", json.dumps({**RECORD, "aiUse": "mostly"})))
    assert (found.says, found.vocabulary) == (None, Vocabulary.UNKNOWN)


def test_single_properties_make_the_record_when_the_whole_one_is_missing():
    names = ("aiUse", "recordId", "organisation", "schemaVersion")
    found = one(*(field(Source.DOCUMENT, f"SensusAI.{name}", str(RECORD[name])) for name in names))
    assert (found.says, found.rank, found.stated_by) == (AiUse.EDITED, Rank.RECORD, "Sensus studieförbund")


def test_single_properties_of_an_epub():
    found = one(field(Source.DOCUMENT, "sensusai:aiUse", "assisted"))
    assert (found.says, found.rank) == (AiUse.ASSISTED, Rank.DECLARATION)


def test_single_properties_that_repeat_the_record_are_not_said_twice():
    whole = field(Source.DOCUMENT, "SensusAI.record", json.dumps(RECORD))
    assert len(read(whole, field(Source.DOCUMENT, "SensusAI.aiUse", "edited"))) == 1


def test_single_properties_that_contradict_the_record_are_said():
    whole = field(Source.DOCUMENT, "SensusAI.record", json.dumps(RECORD))
    found = read(whole, field(Source.DOCUMENT, "SensusAI.aiUse", "none"))
    assert [piece.says for piece in found] == [AiUse.EDITED, AiUse.NONE]


def test_an_unreadable_record_falls_back_on_single_properties_and_is_shown():
    found = read(
        field(Source.DOCUMENT, "SensusAI.record", '{"aiUse":"edi'), field(Source.DOCUMENT, "SensusAI.aiUse", "edited")
    )
    assert [(piece.says, piece.vocabulary) for piece in found] == [
        (None, Vocabulary.UNKNOWN),
        (AiUse.EDITED, Vocabulary.KNOWN),
    ]


def test_a_sidecar_of_another_version_counts_as_nothing():
    found = one(field(Source.SIDECAR, "recordOfAnotherVersion", json.dumps(RECORD)))
    assert (found.says, found.rank, found.record, found.value) == (None, None, None, "edited")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"Label": "1", "ContentProducer": "Own service"}, AiUse.WHOLLY_GENERATED),
        ({"Label": 1}, AiUse.WHOLLY_GENERATED),
        ({"AIGC": {"Label": "1"}}, AiUse.WHOLLY_GENERATED),
        ({"AIGC": '{"Label": "1"}'}, AiUse.WHOLLY_GENERATED),
        ('{"Label": "1", "ServiceProvider": "x"}', AiUse.WHOLLY_GENERATED),
    ],
)
@pytest.mark.parametrize(
    ("source", "name"),
    [
        (Source.XMP, "TC260:AIGC"),
        (Source.TEXT_CHUNK, "AIGC"),
        (Source.TAG, "AIGC"),
        (Source.TAG, "TXXX:AIGC"),
        (Source.DOCUMENT, "AIGC"),
        (Source.DOCUMENT, "/AIGC"),
        (Source.FRONT_MATTER, "AIGC"),
    ],
)
def test_the_chinese_label_in_every_slot(source, name, value, says):
    found = one(field(source, name, json.dumps(value)))
    assert (found.says, found.rank) == (says, Rank.DECLARATION)


@pytest.mark.parametrize("label", ["2", "3"])
def test_possibly_generated_only_suggests(label):
    found = one(field(Source.TAG, "AIGC", json.dumps({"Label": label, "ContentProducer": "Own"})))
    assert (found.says, found.rank, found.suggests) == (None, None, AiUse.WHOLLY_GENERATED)


@pytest.mark.parametrize("value", ["", "{}", '{"Label": "9"}', '{"Label": true}', '{"label": "1"}', "not JSON", "[1]"])
def test_a_chinese_slot_that_says_nothing_known_is_shown(value):
    found = one(field(Source.TAG, "AIGC", value))
    assert (found.says, found.rank, found.suggests, found.vocabulary) == (None, None, None, Vocabulary.UNKNOWN)


def test_the_chinese_label_in_a_user_comment():
    assert one(exif("UserComment", '{"AIGC": {"Label": "1"}}')).says is AiUse.WHOLLY_GENERATED
    assert one(exif("UserComment", '{"Label": "1", "ContentProducer": "x"}')).says is AiUse.WHOLLY_GENERATED
    assert read(exif("UserComment", '{"Label": "1"}')) == ()
    assert read(exif("UserComment", "AIGC Label 1 ContentProducer")) == ()
    assert read(exif("ImageDescription", '{"AIGC": {"Label": "1"}}')) == ()


@pytest.mark.parametrize(
    ("value", "says", "minimum"),
    [
        ("human-only", AiUse.NONE, False),
        ("ai-assisted", AiUse.ASSISTED, True),
        ("AI-Autonomous", AiUse.WHOLLY_GENERATED, False),
        ("mixed", AiUse.PARTLY_GENERATED, False),
        ("human_only; checked", AiUse.NONE, False),
        ("ai_translated;sv", AiUse.EDITED, False),
        ("ai_summarized", AiUse.PARTLY_GENERATED, False),
        ("ai_deepfake", AiUse.WHOLLY_GENERATED, False),
        ('mode=ai-modified; model="x"', AiUse.EDITED, False),
        ('mode="ai-originated", provider=x', AiUse.PARTLY_GENERATED, True),
        ("none", AiUse.NONE, False),
    ],
)
def test_words_of_pages(value, says, minimum):
    found = one(field(Source.META, "ai-disclosure", value, 'HTML <meta name="ai-disclosure">'))
    assert (found.says, found.minimum, found.rank) == (says, minimum, Rank.DECLARATION)


def test_grades_about_metadata_state_nothing_about_the_content():
    found = one(field(Source.META, "ai-disclosure", "ai_metadata"))
    assert (found.says, found.rank, found.vocabulary) == (None, None, Vocabulary.KNOWN)


def test_an_unknown_word_of_a_page_is_shown():
    found = one(field(Source.META, "ai-disclosure", "ai-free"))
    assert (found.says, found.vocabulary) == (None, Vocabulary.UNKNOWN)


def test_an_element_speaks_for_a_part_of_the_page_only():
    where = "HTML <section ai-disclosure>"
    whole = one(field(Source.META, "ai-disclosure", "ai-autonomous", where))
    assert (whole.says, whole.minimum) == (AiUse.PARTLY_GENERATED, True)
    assert one(field(Source.META, "ai-disclosure", "human-only", where)).says is None
    assert one(field(Source.META, "ai-disclosure", "ai-autonomous", "HTML <body ai-disclosure>")).says is (
        AiUse.WHOLLY_GENERATED
    )


def test_model_and_provider_of_a_page_are_tools():
    found = read(
        field(Source.META, "ai-disclosure", "ai-assisted"),
        field(Source.META, "ai-model", "own-1"),
        field(Source.META, "ai-provider", "Own"),
    )
    assert [(tool.name, tool.provider) for tool in found[0].tools] == [("own-1", "Own")]


def test_front_matter_may_hold_a_single_word():
    found = one(field(Source.FRONT_MATTER, "ai_disclosure", "partlyGenerated"))
    assert (found.says, found.rank) == (AiUse.PARTLY_GENERATED, Rank.DECLARATION)


def test_our_line_in_code():
    value = "aiUse=assisted; tool=Own tool; review=reviewed; contact=ai@sensus.se"
    found = one(field(Source.COMMENT, "AI-Disclosure", value))
    assert (found.says, found.rank, [tool.name for tool in found.tools]) == (
        AiUse.ASSISTED,
        Rank.DECLARATION,
        ["Own tool"],
    )


def test_a_line_in_unknown_words_is_shown():
    found = one(field(Source.COMMENT, "AI-Disclosure", "some of it"))
    assert (found.says, found.rank, found.vocabulary, found.tools) == (None, None, Vocabulary.UNKNOWN, ())


@pytest.mark.parametrize("name", ["Assisted-by", "Generated-by", "Co-authored-by"])
@pytest.mark.parametrize(
    "value",
    [
        "Claude <noreply@anthropic.com>",
        "Claude Opus 4.5 <noreply@anthropic.com>",
        "Copilot <175728472+Copilot@users.noreply.github.com>",
        "GitHub Copilot",
        "Claude:claude-3-opus coccinelle",
        "aider (own/model) <noreply@aider.chat>",
        "Cursor <cursoragent@cursor.com>",
        "ChatGPT",
    ],
)
def test_a_known_agent_means_at_least_assisted(name, value):
    found = one(field(Source.COMMENT, name, value))
    assert (found.says, found.minimum, found.rank) == (AiUse.ASSISTED, True, Rank.DECLARATION)
    assert "@" not in found.value


@pytest.mark.parametrize(
    "value",
    [
        "Jane Doe <jane@example.org>",
        "Claude Dupont <claude@example.fr>",
        "Claude <claude@example.fr>",
        "Devin Smith <devin@example.org>",
        "Jules <jules@example.fr>",
        "protoc-gen-go v1.31",
        "bison 3.8",
        "Cursored Press",
        "the ChatGPT team at Example <x@example.org>",
    ],
)
def test_people_and_ordinary_programs_state_nothing(value):
    assert [read(field(Source.COMMENT, name, value)) for name in ("Generated-by", "Co-authored-by")] == [(), ()]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("AI-genererad", AiUse.WHOLLY_GENERATED),
        ("Helt skapad med AI. Granskad av kommunikatör.", AiUse.WHOLLY_GENERATED),
        ("Delvis skapad med AI: text, bild.", AiUse.PARTLY_GENERATED),
        ("Bearbetad med AI: foto.", AiUse.EDITED),
        ("AI-stöd", AiUse.ASSISTED),
        ("Made without AI.", AiUse.NONE),
        ("AI-genererad bild, egen text", None),
        ("inte alls", None),
    ],
)
def test_the_visible_line_of_a_text(value, says):
    found = one(field(Source.BODY, "ai-line", value))
    assert (found.says, found.rank) == (says, Rank.DECLARATION if says else None)


def test_a_text_with_a_credential_in_invisible_characters_is_mentioned():
    selectors = "\ufe03\U000e0122"  # "C" and "2"
    wrapper = "\ufeff" + "".join(chr(0xFE00 + b if b < 16 else 0xE0100 + b - 16) for b in b"C2PATXT\0")
    assert one(field(Source.BODY, "text", f"Hello{wrapper}{selectors}")).property == "C2PATextManifestWrapper"
    assert read(field(Source.BODY, "text", f"\u2764\ufe0f {selectors}")) == ()


@pytest.mark.parametrize("name", sorted(BY_GENERATOR.keys() - {"Google AI", "Google AI edits", "Suno"}))
def test_traces_alone_state_nothing(name):
    assert [piece for piece in read(*BY_GENERATOR[name]) if piece.rank is not None or piece.says is not None] == []


def test_the_words_of_google_and_suno_are_statements():
    assert one(*BY_GENERATOR["Google AI"]).minimum
    assert one(*BY_GENERATOR["Suno"]).says is AiUse.WHOLLY_GENERATED


def test_what_is_shown_hides_nothing():
    found = one(xmp(DST, "trained\u202eaideM\x00\u200b" + "x" * 1000))
    assert "\u202e" not in found.value
    assert "[U+202E]" in found.value
    assert len(found.value) <= 300


_names = st.sampled_from(
    (
        f"{DST} sensusai:record SensusAI.record SensusAI.aiUse SENSUS_AI AIGC TC260:AIGC UserComment ai-disclosure "
        "AI-Disclosure Assisted-by ai_disclosure record text ai-line parameters sensusai: SensusAI. digitalSourceType "
        "Iptc4xmpExt:AISystemUsed ai-model ai-provider"
    ).split()
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("edited"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["aiUse", "recordId", "Label", "AIGC", "tools", "parts", "x"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
_values = st.text(max_size=60) | _json.map(json.dumps)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(Field, source=st.sampled_from(Source), name=_names | st.text(max_size=20), value=_values)))
def test_every_combination_of_fields_can_be_read(fields):
    for piece in statements(fields, RULES):
        assert piece.rank is None or piece.rank <= Rank.RECORD
        assert not {"Cc", "Cf"} & {unicodedata.category(character) for character in piece.value}
        if piece.record is not None:
            piece.record.canonical()


@pytest.mark.parametrize(
    ("kind", "use", "minimum"),
    [
        ("", AiUse.WHOLLY_GENERATED, False),
        (" NewsArticle", AiUse.WHOLLY_GENERATED, False),
        (" WebPage", AiUse.WHOLLY_GENERATED, False),
        (" ImageObject", AiUse.PARTLY_GENERATED, True),
    ],
)
def test_a_picture_that_a_page_describes_is_only_a_part_of_it(kind: str, use: AiUse, minimum: bool):  # noqa: FBT001 - a column
    field = Field(
        source=Source.JSON_LD,
        name="digitalSourceType",
        value="https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        where=f"HTML JSON-LD{kind}",
    )
    found = [one for one in statements([field], ()) if one.says is not None]
    assert [(one.says, one.minimum) for one in found] == [(use, minimum)]
