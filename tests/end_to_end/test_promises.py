"""The three promises, the whole way: no false accusation, no false assurance, no personal data without a request."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.credential import Action, CredentialState
from sensus_verify.core.verdict import Inspection, Status, Todo
from sensus_verify.credentials.signer import sign_beside, throwaway_identity
from sensus_verify.workflow.answers import answers, host_of
from sensus_verify.workflow.inspect import Bench, inspect_file
from sensus_verify.workflow.report import as_json, as_text
from sensus_verify.workflow.words import LANGUAGES, Words
from tests.makers.packets import GENERATED, xmp_packet

_MAKE = 271  # EXIF tags
_ARTIST = 315


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench.set_up(tmp_path_factory.mktemp("no-trust"))


def _picture(kind: str = "JPEG", **tags: str) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", (8, 8))
    exif = picture.getexif()
    for name, value in tags.items():
        exif[{"make": _MAKE, "artist": _ARTIST}[name]] = value
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def _put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _accuses(found: Inspection) -> list[str]:
    """What a file is held to say or to bear."""
    verdict = found.verdict
    said = [verdict.ai_use.value] if verdict.ai_use is not AiUse.UNKNOWN else []
    said += [trace.generator for trace in found.traces if trace.strength.value != "weak"]
    said += [conflict.code for conflict in verdict.conflicts if conflict.code in ("K1", "K2", "K4", "K5")]
    return said + (["suggestion"] if verdict.suggestion else [])


def _printed(found: Inspection, *, show_personal_data: bool = False) -> str:
    shown = [
        as_text(found, Words.load(language), evidence=True, show_personal_data=show_personal_data)
        + json.dumps(as_json(found, Words.load(language), show_personal_data=show_personal_data), ensure_ascii=False)
        for language in LANGUAGES
    ]
    return "\n".join(shown)


_DISCUSSED = {
    "quoted.txt": '"Co-authored-by: Claude <noreply@anthropic.com>" is one.\n* Generated-by: ChatGPT is another\n',
    "quoted.py": '"""A parser."""\n# "Generated-by: Claude Code" is old\n# `AI-Disclosure: aiUse=none` is ours\n',
    "example.go": "// Trailers:\n//   Generated-by: Claude Code\n//   AI-Disclosure: whollyGenerated\npackage x\n",
    "test_lines.py": 'def test():\n    text = """\n# AI-Disclosure: whollyGenerated\n# Generated-by: ChatGPT\n"""\n',
    "test_lines.js": "const text = `\n// Generated-by: ChatGPT\n`;\n",
    "people.py": (
        "# Co-authored-by: Ann Smith <ann@openai.com>\n# Co-authored-by: Bo Berg <bo@anthropic.com>\n"
        "# Co-authored-by: Claude\n# Assisted-by: Jules\n"
    ),
    "fence.md": "```\nAI-märkning: Helt AI-genererad.\n```\nSå skriver man.\n",
    "front.md": "# How to\n\n```\n---\nai_disclosure: whollyGenerated\n---\n```\n",
    "pre.html": "<html><body><pre>\nAI-märkning: Helt AI-genererad.\n</pre><p>Så skriver man.</p></body></html>",
    "template.html": '<html><body><template><meta name="ai-disclosure" content="ai-autonomous"></template>',
    "comment.html": '<html><head><!-- <meta name="ai-disclosure" content="ai-autonomous"> --></head></html>',
    "script.html": "<html><script>x = \"<meta name='ai-disclosure' content='ai-autonomous'>\"</script></html>",
    "visits.csv": "address,visits\nhttps://example.org/?utm_source=chatgpt.com,12\n",
    "access.log": '192.0.2.1 - - "GET /courses?utm_source=chatgpt.com&a=b HTTP/1.1" 200\n',
    "visits.json": '{"from": "https://example.org/?utm_source=copilot.com"}\n',
}


@pytest.mark.parametrize("name", _DISCUSSED)
def test_a_text_about_ai_is_accused_of_nothing(bench: Bench, tmp_path: Path, name: str):
    assert _accuses(inspect_file(_put(tmp_path, name, _DISCUSSED[name]), bench)) == []


def test_the_lines_that_count_still_count(bench: Bench, tmp_path: Path):
    for name, text in {
        "a.py": '"""A module."""\n# AI-Disclosure: aiUse=edited\n',
        "b.vb": "''' <summary>x</summary>\n' AI-Disclosure: aiUse=edited\n",
        "c.vim": '" AI-Disclosure: aiUse=edited\n',
        "d.c": "/* A program.\n * AI-Disclosure: aiUse=edited\n */\n",
        "e.html": "<html><body><pre>x</pre><p>AI-märkning: AI-bearbetad</p></body></html>",
    }.items():
        assert _accuses(inspect_file(_put(tmp_path, name, text), bench)) == ["edited"], name


class TestSidecarsOfOthers:
    def test_credentials_by_stem_prove_no_change(self, bench: Bench, tmp_path: Path):
        made = [Action(action="c2pa.created", source_type=GENERATED)]
        _put(tmp_path, "a.c2pa", sign_beside(b"another file", throwaway_identity(), made))
        found = inspect_file(_put(tmp_path, "a.jpg", _picture()), bench)
        assert found.verdict.credential.state is CredentialState.BROKEN
        assert _accuses(found) == []

    def test_a_packet_that_may_be_anothers_is_not_read_and_said(self, bench: Bench, tmp_path: Path):
        _put(tmp_path, "a.xmp", xmp_packet())
        paths = [_put(tmp_path, "a.jpg", _picture()), _put(tmp_path, "a.txt", "hello")]
        for found in (inspect_file(path, bench) for path in paths):
            assert _accuses(found) == []
            assert found.status is Status.PARTLY
            assert found.error is not None
            assert found.error.key == "notExamined.sharedSidecar"

    def test_a_packet_speaks_for_the_suffix_that_it_names(self, bench: Bench, tmp_path: Path):
        named = (
            b'<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:SidecarForExtension="JPG"'
        )
        _put(tmp_path, "a.xmp", xmp_packet().replace(b"<rdf:Description", named))
        paths = [_put(tmp_path, "a.jpg", _picture()), _put(tmp_path, "a.txt", "hello")]
        found = [inspect_file(path, bench) for path in paths]
        assert [_accuses(one) for one in found] == [["whollyGenerated"], []]
        assert [one.status for one in found] == [Status.READ, Status.READ]

    def test_a_packet_beside_an_only_file_is_its_own(self, bench: Bench, tmp_path: Path):
        _put(tmp_path, "a.xmp", xmp_packet())
        assert _accuses(inspect_file(_put(tmp_path, "a.jpg", _picture()), bench)) == ["whollyGenerated"]


def _declared_without_ai(folder: Path, content: bytes) -> Path:
    record = {"schemaVersion": "1.0", "recordId": "urn:uuid:1", "aiUse": "none", "organisation": "X"}
    sidecar = {"file": {"name": "a.jpg", "sha256": hashlib.sha256(content).hexdigest()}, "record": record}
    _put(folder, "a.jpg.sensus-ai.json", json.dumps(sidecar))
    return _put(folder, "a.jpg", content)


@pytest.mark.parametrize("language", LANGUAGES)
class TestSomethingRemains:
    def test_where_a_trace_speaks_against_the_declaration(self, bench: Bench, tmp_path: Path, language: str):
        found = inspect_file(_declared_without_ai(tmp_path, _picture(make="Ideogram AI")), bench)
        assert found.verdict.ai_use is AiUse.NONE
        assert found.verdict.todo == (Todo.RESOLVE_CONFLICT,)
        assert Words.load(language).sentence("todo.nothing") not in as_text(found, Words.load(language))

    def test_where_nothing_could_be_read(self, bench: Bench, tmp_path: Path, language: str):
        words = Words.load(language)
        found = inspect_file(_put(tmp_path, "a.png", _picture("PNG")[:20]), bench)
        assert found.status is Status.FAILED
        assert answers(found, words).todo == (words.sentence("todo.unread"),)

    def test_where_a_part_could_not_be_read(self, bench: Bench, tmp_path: Path, language: str):
        words = Words.load(language)
        found = inspect_file(_declared_without_ai(tmp_path, _picture()[:-200]), bench)
        assert (found.status, found.verdict.ai_use) == (Status.PARTLY, AiUse.NONE)
        assert words.sentence("todo.nothing") not in as_text(found, words)


_ADDRESS = "anna.almlof@example.org"
_NUMBER = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("source.jpg.xmp", xmp_packet(f"made by {_ADDRESS}").decode()),
        ("page.html", f'<html><head><meta name="ai-disclosure" content="asked {_ADDRESS}"></head></html>'),
        ("prompt.html", f'<html ai-prompt-url="https://example.org/?who={_ADDRESS}"></html>'),
        ("front.md", f'---\nAIGC: \'{{"Label": "2", "ContentProducer": "{_ADDRESS}"}}\'\n---\ntext\n'),
        ("number.md", f'---\nAIGC: \'{{"Label": "{_NUMBER}", "ProduceID": "{_NUMBER}"}}\'\n---\ntext\n'),
        ("long.html", f'<html><head><meta name="ai-disclosure" content="{"x " * 139}{_ADDRESS}"></head></html>'),
    ],
)
def test_personal_data_are_shown_in_full_on_request_only(bench: Bench, tmp_path: Path, name: str, content: str):
    _put(tmp_path, "source.jpg", _picture())
    path = _put(tmp_path, name, content)
    found = inspect_file(path.with_suffix("") if path.suffix == ".xmp" else path, bench)
    personal = _NUMBER if _NUMBER in content else _ADDRESS
    assert any(personal in item.value for item in found.personal_data)
    assert personal[:12] not in _printed(found)
    assert personal in _printed(found, show_personal_data=True)


def test_names_out_of_a_file_cannot_steer_a_terminal(bench: Bench, tmp_path: Path):
    page = f'<html><head><meta name="\x1b[2J\u202e" content="{_ADDRESS}"></head></html>'
    printed = _printed(inspect_file(_put(tmp_path, "a\x1b[31m.html", page), bench))
    assert not {"\x1b", "\u202e"} & set(printed)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://example.org/a@example.com", "example.org"),
        ("https://name:word@example.org:8443/x", "example.org"),
        ("https://a@example.com@example.org/x", "example.org"),
        ("https://[2001:db8::1]:8443/x", "[2001:db8::1]"),
        ("https://example.com\\@example.org/", "https://example.com\\@example.org/"),
        ("<b>x</b>", "<b>x</b>"),
    ],
)
def test_the_host_of_an_address_is_not_what_only_looks_like_one(address: str, host: str):
    assert host_of(address) == host
