"""The command line as other programs use it: exit codes, JSON by the published schema, no connection."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.makers.credentials import identity, signed

_ROOT = Path(__file__).parents[2]


def _run(*arguments: object, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "LC_", "LANG"))}
    environment = kept | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), **more}
    return subprocess.run(
        [sys.executable, "-m", "sensus_verify", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=_ROOT,
        env=environment,
        timeout=100,
    )


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "samples"
    done = _run("demo", folder, "--lang", "en", home=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder


def _document(done: subprocess.CompletedProcess[str]) -> dict:
    document = json.loads(done.stdout)
    schema = json.loads((_ROOT / "resources" / "schemas" / "check.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    return document


def _states(document: dict) -> dict[str, tuple[str, str, str]]:
    return {
        Path(one["path"]).name: (one["disclosure"]["aiUse"], one["disclosure"]["basis"], one["credential"]["state"])
        for one in document["files"]
    }


def test_the_samples_show_every_kind_of_answer(samples: Path, tmp_path: Path):
    done = _run("check", samples, "--json", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    document = _document(done)
    assert _states(document) == {
        "1-unmarked-picture.jpg": ("unknown", "nothing", "none"),
        "2-marked-picture.png": ("whollyGenerated", "declared", "none"),
        "3-signed-picture.jpg": ("whollyGenerated", "signed", "unknownSigner"),
        "4-changed-after-signing.jpg": ("whollyGenerated", "declared", "changed"),
        "5-traces-of-a-generator.png": ("unknown", "nothing", "none"),
        "6-personal-data.jpg": ("unknown", "nothing", "none"),
        "7-marked-text.md": ("assisted", "declared", "none"),
        "8-marked-code.py": ("partlyGenerated", "declared", "none"),
    }
    by_name = {Path(one["path"]).name: one for one in document["files"]}
    assert by_name["5-traces-of-a-generator.png"]["suggestion"] == {
        "aiUse": "whollyGenerated",
        "because": "trace:ComfyUI",
    }
    personal = by_name["6-personal-data.jpg"]["personalData"]
    assert {"gps", "name", "serial"} <= {item["kind"] for item in personal}
    assert not any("Exempelsson" in item["value"] for item in personal)
    assert "removePersonalData" in by_name["6-personal-data.jpg"]["todo"]


def test_personal_data_are_shown_in_full_on_request(samples: Path, tmp_path: Path):
    done = _run("check", samples / "6-personal-data.jpg", "--json", "--show-personal-data", home=tmp_path)
    values = [item["value"] for item in _document(done)["files"][0]["personalData"]]
    assert any("Kim Exempelsson" in value for value in values)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "2-marked-picture.png", "--require", "declared"), 0),
        (("check", "1-unmarked-picture.jpg", "--require", "declared"), 1),
        (("check", "3-signed-picture.jpg", "--require", "labelled"), 1),
        (("check", "2-marked-picture.png", "--require", "labelled"), 0),
        (("check", "3-signed-picture.jpg", "--require", "intact"), 0),
        (("check", "4-changed-after-signing.jpg", "--require", "intact"), 1),
        (("check", "2-marked-picture.png", "missing.jpg"), 3),
        (("check", "missing.jpg", "--require", "declared"), 3),
        (("check",), 2),
        (("check", "a.jpg", "--require", "everything"), 2),
        (("check", "a.jpg", "--jobs", "0"), 2),
        (("nonsense",), 2),
        (("nonsense", "--json"), 2),
        (("--json",), 2),
        (("trust", "remove", "nothing"), 2),
        (("formats",), 0),
        (("trust", "list"), 0),
    ],
)
def test_exit_codes(samples: Path, tmp_path: Path, arguments: tuple[str, ...], code: int):
    known = {path.name for path in samples.iterdir()} | {"missing.jpg"}
    done = _run(*(samples / one if one in known else one for one in arguments), home=tmp_path)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_command_line_is_told_in_the_users_language(tmp_path: Path):
    done = _run("check", "--lang", "sv", home=tmp_path)
    assert done.stdout == ""
    assert done.stderr.startswith("Kommandoraden är fel")


@pytest.mark.parametrize(("language", "head"), [("sv", "Användning: "), ("en", "Usage: ")])
@pytest.mark.parametrize("command", [(), ("check",), ("trust",), ("trust", "import"), ("formats",), ("demo",)])
def test_help_is_in_one_language(tmp_path: Path, language: str, head: str, command: tuple[str, ...]):
    done = _run(*command, "--help", home=tmp_path, LC_ALL=f"{language}_XX.UTF-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{head}sensus-verify")
    assert "positional arguments" not in done.stdout
    assert "show this help message" not in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(samples: Path, tmp_path: Path):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sensus_verify", "check", "--json", "--lang", "en", samples],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=_ROOT,
            env=os.environ | {"HOME": str(tmp_path)},
            timeout=60,
        )
    assert done.returncode == 3
    assert done.stderr.startswith("The result could not be written")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Filen innehåller ingen uppgift om AI. Det betyder inte att den är gjord utan AI."),
        ("en", "The file says nothing about AI. That does not mean that it was made without AI."),
    ],
)
def test_text_states_the_path_and_the_answers(samples: Path, tmp_path: Path, language: str, sentence: str):
    path = samples / "1-unmarked-picture.jpg"
    done = _run("check", path, "--lang", language, home=tmp_path)
    lines = done.stdout.splitlines()
    assert lines[0] == str(path)
    assert sentence in lines[1]


def test_results_come_in_the_order_given(samples: Path, tmp_path: Path):
    paths = sorted(samples.iterdir(), reverse=True)
    done = _run("check", *paths, "--json", "--jobs", "2", home=tmp_path)
    assert [one["path"] for one in _document(done)["files"]] == [str(path) for path in paths]


def test_a_hash_is_computed_on_request(samples: Path, tmp_path: Path):
    done = _run("check", samples / "7-marked-text.md", "--json", "--hash", home=tmp_path)
    assert len(_document(done)["files"][0]["sha256"]) == 64


def test_a_name_that_is_not_text_is_a_name(samples: Path, tmp_path: Path):
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xe5.jpg"))
    odd.write_bytes((samples / "1-unmarked-picture.jpg").read_bytes())
    done = _run("check", tmp_path, "--json", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert _document(done)["files"][0]["status"] == "read"
    assert _run("check", tmp_path, home=tmp_path).returncode == 0


def test_samples_are_never_written_over(samples: Path, tmp_path: Path):
    before = {path.name: path.read_bytes() for path in samples.iterdir()}
    done = _run("demo", samples, home=tmp_path)
    assert done.returncode == 2
    assert {path.name: path.read_bytes() for path in samples.iterdir()} == before


def test_looking_changes_nothing(samples: Path, tmp_path: Path):
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in samples.iterdir()}
    _run("check", samples, home=tmp_path)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in samples.iterdir()} == before


def test_formats_name_at_least_forty(tmp_path: Path):
    document = json.loads(_run("formats", "--json", home=tmp_path).stdout)
    assert document["schema"] == "sensus-verify/formats/1"
    assert len(document["formats"]) >= 40


def test_lists_are_imported_shown_and_removed(trust: Path, tmp_path: Path):
    assert _run("trust", "import", trust, home=tmp_path).returncode == 0
    rows = json.loads(_run("trust", "list", "--json", home=tmp_path).stdout)["lists"]
    assert {row["name"]: row["certificates"] for row in rows} == {"official": 30, "tsa": 22, "interim": 104}
    assert _run("trust", "remove", "interim", home=tmp_path).returncode == 0
    assert "interim" not in _run("trust", "list", home=tmp_path).stdout


def test_the_organisations_own_certificates_make_files_its_own(tmp_path: Path):
    (tmp_path / "own.pem").write_text(identity().issuer_pem)
    (tmp_path / "a.jpg").write_bytes(signed("image.jpg"))
    assert _run("trust", "import", "--own", tmp_path / "own.pem", home=tmp_path).returncode == 0
    (found,) = _document(_run("check", "--json", tmp_path / "a.jpg", home=tmp_path))["files"]
    assert (found["credential"]["state"], found["credential"]["list"]) == ("own", "own")
    assert found["disclosure"]["basis"] == "signed"


def test_an_update_asks_first_and_fetches_nothing_without_a_yes(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "sensus_verify", "trust", "update", "--lang", "en"],
        capture_output=True,
        text=True,
        input="n\n",
        check=False,
        cwd=_ROOT,
        env=os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "https://" in done.stdout
    assert not (tmp_path / "data").exists()


def test_a_window_without_a_display_says_so(tmp_path: Path):
    if sys.platform != "linux":
        pytest.skip("only Linux can lack a display server")
    bare = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = _run(home=tmp_path, **bare)
    assert done.returncode == 4
    assert "sensus-verify check" in done.stderr


def test_a_name_in_an_error_cannot_steer_the_terminal(tmp_path: Path):
    named = tmp_path / "a\x1b[31m.pem"
    named.write_text("no certificate", "utf-8")
    done = _run("trust", "import", named, home=tmp_path)
    assert done.returncode == 3
    assert "\x1b" not in done.stderr
