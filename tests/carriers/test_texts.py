"""Markdown, plain text, source code, subtitles, notebooks, sidecars and RTF: how each is told and what is read."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.carriers import anyfile, markdown, notebook, plaintext, rtf, sidecars, sourcecode, subtitles
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import HEAD, JSON_BYTES, TEXT_BYTES, XML_BYTES
from tests.makers import markdown as documents
from tests.makers import rtf as rich
from tests.makers.notebook import notebook as made_notebook
from tests.makers.plaintext import SAMPLES as TEXTS
from tests.makers.records import RECORD
from tests.makers.sidecars import manifest_store, record_beside
from tests.makers.sourcecode import LINE
from tests.makers.sourcecode import SAMPLES as PROGRAMS
from tests.makers.subtitles import srt, vtt

CARRIERS = {
    carrier.name: carrier
    for module in (anyfile, markdown, notebook, plaintext, rtf, sidecars, sourcecode, subtitles)
    for carrier in module.CARRIERS
}


def read(name: str, data: bytes) -> list[Field]:
    return list(CARRIERS[name].read(io.BytesIO(data)))


def found(name: str, data: bytes, *sources: Source) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in read(name, data) if field.source in sources]


def best(head: bytes, suffix: str) -> str:
    return max(CARRIERS.values(), key=lambda carrier: carrier.score(head, suffix)).name


@pytest.mark.parametrize(
    ("head", "suffix", "name"),
    [
        (b"# Kurs\n", ".md", "markdown"),
        (b"# Kurs\n", "", "text"),
        (b"---\na: 1\n---\n", ".yaml", "code"),
        (b"#!/usr/bin/env -S python3 -u\n", "", "code"),
        (b"#!/bin/sh\n", ".txt", "code"),
        (b"#!/usr/bin/unheard-of\n", "", "text"),
        (b"<?php\n", "", "code"),
        (b"all:\n", "makefile", "code"),
        (b"x = 1\n", ".py", "code"),
        (b"\\section{a}", ".tex", "text"),
        (b"x = \0\n", ".py", "unknown"),
        (b"", ".txt", "text"),
        (b"", "", "unknown"),
        (b"<rss/>", ".xml", "code"),
        (b"WEBVTT\n", "", "vtt"),
        (b"WEBVTTX\n", "", "text"),
        (srt(), "", "srt"),
        (b"1\nnothing timed\n", "", "text"),
        (b'{"a": 1}', ".json", "text"),
        (b'{"cells": [{"cell_type": "code"', ".json", "notebook"),
        (b'{"cells": []}', "", "text"),
        (record_beside(), ".json", "sensus-record"),
        (b'{"record": {"title": "LP"}}', ".json", "text"),
        (b'<?xpacket begin=""?><rdf:RDF>', "", "xmp"),
        (b"<rdf:RDF/>", ".rdf", "text"),
        (b"<rdf:RDF/>", ".xmp", "xmp"),
        (manifest_store(), "", "c2pa"),
        (b"\0\0\0\x20jumb\0\0\0\x18jumd" + bytes(16), ".c2pa", "unknown"),
        (b"{\\rtf1 ", ".doc", "rtf"),
        (bytes(100), ".txt", "unknown"),
    ],
)
def test_what_each_format_is_told_by(head, suffix, name):
    assert best(head, suffix) == name


@pytest.mark.parametrize("sample", [name for name in TEXTS if "/labelled" in name])
def test_the_first_line_of_a_text_labels_it_in_every_encoding(sample):
    assert ("ai-line", "Bearbetad med AI: text.") in found("text", TEXTS[sample](), Source.BODY)


@pytest.mark.parametrize(
    ("name", "start"), [("text", b""), ("markdown", b"---\na: 1\n---\n"), ("srt", b""), ("vtt", b"WEBVTT\n")]
)
def test_of_a_text_too_long_to_be_read_whole_that_is_said(name, start):
    long = start + b"rad\n" * ((TEXT_BYTES + HEAD) // 4) + b"sist"
    assert found(name, long, Source.STRUCTURE) == [("notExamined", "notExamined.longText")]
    assert found(name, long, Source.BODY)[-1][1].endswith("sist")
    whole = long[: TEXT_BYTES + HEAD]
    assert not found(name, whole, Source.STRUCTURE)
    assert sum(len(value) for _, value in found(name, whole, Source.BODY)) > TEXT_BYTES + HEAD - 100


def test_a_text_is_searched_as_comments_and_as_words():
    data = b"# AI-Disclosure: edited\nall: kurs\n"
    assert found("text", data, Source.COMMENT) == [("AI-Disclosure", "edited")]
    assert found("text", data, Source.BODY) == [("text", data.decode())]


@pytest.mark.parametrize("sample", [name for name in PROGRAMS if "/labelled" in name])
def test_a_program_states_what_its_header_says_and_nothing_else(sample):
    assert [(field.source, field.name, field.value) for field in read("code", PROGRAMS[sample]())] == [
        (Source.COMMENT, "AI-Disclosure", LINE.partition(": ")[2])
    ]


def test_a_program_that_talks_about_chatbots_is_not_searched():
    assert not read("code", b'TRACE = ":contentReference[oaicite:0]{index=0}"\n# AI-marked\n')


def test_markdown_is_front_matter_label_hidden_comments_and_text():
    data = documents.document(
        "title: Kurs\n", "# Kurs\n\n> AI-märkning: Delvis.\n\n<!-- AI-Disclosure: edited -->\n# AI-Disclosure: none\n"
    )
    assert found("markdown", data, Source.FRONT_MATTER) == [("title", "Kurs")]
    assert found("markdown", data, Source.BODY)[0] == ("ai-line", "Delvis.")
    assert found("markdown", data, Source.COMMENT) == [("AI-Disclosure", "edited")]


@pytest.mark.parametrize("sample", ["markdown/broken-yaml", "markdown/broken-aliases"])
def test_damaged_front_matter_hides_no_text(sample):
    data = documents.SAMPLES[sample]()
    assert found("markdown", data, Source.STRUCTURE) == [("damaged", "broken.frontMatter")]
    assert "Välkommen" in found("markdown", data, Source.BODY)[-1][1]


def test_notes_of_webvtt_are_comments():
    assert found("vtt", vtt("av Sensus\nAI-Disclosure: edited"), Source.COMMENT) == [
        ("comment", "av Sensus\nAI-Disclosure: edited"),
        ("AI-Disclosure", "edited"),
    ]
    record = json.dumps(RECORD)
    assert found("vtt", vtt(record), Source.COMMENT, Source.FRONT_MATTER) == [("ai_disclosure", record)]


def test_a_cue_that_begins_like_a_note_is_none():
    assert not found("vtt", vtt(first="NOTE AI-Disclosure: edited"), Source.COMMENT)


@pytest.mark.parametrize(("name", "data"), [("vtt", vtt(first="AI-märkning: a")), ("srt", srt("AI-märkning: a"))])
def test_the_first_cue_labels_subtitles(name, data):
    assert ("ai-line", "a") in found(name, data, Source.BODY)


def test_a_notebook_is_metadata_first_cells_and_prose():
    data = made_notebook(
        ("markdown", "# Kurs\n\nAI-märkning: Delvis.\n"),
        ("code", "# AI-Disclosure: edited\nprint('AI-Disclosure: none')\n"),
        ai_disclosure=RECORD,
    )
    assert found("notebook", data, Source.FRONT_MATTER) == [("ai_disclosure", json.dumps(RECORD, ensure_ascii=False))]
    assert found("notebook", data, Source.COMMENT) == [("AI-Disclosure", "edited")]
    assert [name for name, _ in found("notebook", data, Source.BODY)] == ["ai-line", "text"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b'{"cells": [', "broken.json"),
        (b"[" * 100_000, "broken.json"),
        (b"[]", "broken.structure"),
        (b" " * (JSON_BYTES + 1), "broken.tooLarge"),
    ],
)
def test_a_damaged_notebook_says_why(data, key):
    with pytest.raises(BrokenFile) as caught:
        read("notebook", data)
    assert caught.value.problem.key == key


@pytest.mark.parametrize(
    "data",
    [b'{"cells": 1, "metadata": []}', b'{"cells": [1, {"source": 2}, {"source": [3]}]}', b'{"worksheets": [{}]}'],
)
def test_a_notebook_with_odd_members_holds_nothing(data):
    assert not read("notebook", data)


def test_a_record_sidecar_gives_its_record_as_it_stands():
    ((name, value),) = found("sensus-record", record_beside(), Source.SIDECAR)
    assert (name, json.loads(value)) == ("record", RECORD)


@pytest.mark.parametrize("data", [b'{"record": 1}', b"[]", b'{"file": {'])
def test_a_sidecar_without_a_record_is_broken(data):
    with pytest.raises(BrokenFile):
        read("sensus-record", data)


def test_an_xmp_file_over_the_limit_is_refused():
    with pytest.raises(BrokenFile) as caught:
        read("xmp", b" " * (XML_BYTES + 1))
    assert caught.value.problem.key == "broken.tooLarge"


def test_rich_text_names_its_people_and_properties():
    data = rich.document(
        "{\\info{\\title Kurs}{\\author \\'c5sa {\\i och} Bo}{\\operator \\u214?rjan}{\\*\\company }}",
        "{\\*\\userprops {\\propname AIGC}\\proptype30{\\staticval \\{\\}}}",
    )
    fields = found("rtf", data, Source.DOCUMENT)
    assert ("Title", "Kurs") in fields
    assert ("cp:lastModifiedBy", "Örjan") in fields
    assert ("AIGC", "{}") in fields
    assert "Company" not in dict(fields)


TEXT_FORMATS = sorted(CARRIERS.keys() - {"unknown", "c2pa"})
PIECES = ["---\n", "+++\n", "a: 1\n", "NOTE ", "WEBVTT\n\n", "{", "}", '"cells": [', '"record": {', "\\info", "\\u9",
          "{\\rtf1", "\\'c5", "\n", "# ", "<!--", "AI-Disclosure: x", "\ufeff", "[[", "<x:xmpmeta>", "\0"]  # fmt: skip


@pytest.mark.parametrize("name", TEXT_FORMATS)
@settings(max_examples=40)
@given(data=st.lists(st.sampled_from(PIECES), max_size=12).map(lambda pieces: "".join(pieces).encode()) | st.binary())
def test_every_reader_gives_fields_or_a_broken_file(name, data):
    try:
        fields = read(name, data)
    except BrokenFile:
        return
    assert all(isinstance(field.value, str) and field.name for field in fields)
