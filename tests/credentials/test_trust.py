"""Installing, replacing and removing lists of trusted issuers."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sensus_verify.core.errors import CannotRead, NetworkFailed, UsageError
from sensus_verify.core.limits import TRUST_BYTES, TRUST_CERTIFICATES
from sensus_verify.credentials.certificates import BadTrustList
from sensus_verify.credentials.signer import ThrowawayIdentity, throwaway_identity
from sensus_verify.credentials.trust import TrustLists, TrustStore
from sensus_verify.credentials.update import PUBLISHED, update

TODAY = dt.date(2026, 11, 23)
BEGINS = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def made(name: str) -> ThrowawayIdentity:
    return throwaway_identity(name, begins=BEGINS)


A, B, C = (made(name) for name in "ABC")


@pytest.fixture
def store(tmp_path):
    return TrustStore(tmp_path / "trust")


def written(folder: Path, name: str, *texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("".join(texts))
    return path


def names(lists: TrustLists) -> list[tuple[str, str, int, int]]:
    count = "BEGIN CERTIFICATE"
    return [(one.name, one.kind, one.anchors_pem.count(count), one.allowed_pem.count(count)) for one in lists.lists]


def test_nothing_installed_gives_no_lists(store):
    assert store.lists() == TrustLists()
    assert store.facts(TODAY) == ()


def test_a_folder_gives_each_list_its_name_by_what_it_holds(store, tmp_path):
    downloads = tmp_path / "downloads"
    written(downloads, "C2PA-TRUST-LIST.pem", "Subject\tCN=A\n", A.issuer_pem)
    written(downloads, "C2PA-TSA-TRUST-LIST.pem", B.issuer_pem)
    written(downloads, "Nordic Press.pem", C.issuer_pem)
    written(downloads, "README.md", "not a list")
    written(downloads / "interim", "anchors.pem", made("D").issuer_pem)
    written(downloads / "interim", "allowed.pem", "# O=A\n", A.certificate_pem)
    imported = store.import_path(downloads)
    assert {one.name for one in imported} == {"official", "tsa", "interim", "partner-nordic-press"}
    assert names(store.lists()) == [
        ("official", "manifest", 1, 0),
        ("interim", "manifest", 1, 1),
        ("partner-nordic-press", "manifest", 1, 0),
        ("tsa", "tsa", 1, 0),
    ]
    assert store.lists().lists[2].tier == "partner"


def test_one_file_of_the_interim_list_brings_the_other(store, tmp_path):
    written(tmp_path / "older", "allowed.pem", A.certificate_pem)
    anchors = written(tmp_path / "older", "anchors.pem", B.issuer_pem)
    store.import_path(anchors)
    assert names(store.lists()) == [("interim", "manifest", 1, 1)]


def test_our_own_certificates_are_anchors_or_identities(store, tmp_path):
    store.import_path(written(tmp_path, "ours.pem", A.certificate_pem, A.issuer_pem), own=True)
    (own,) = store.lists().lists
    assert names(store.lists()) == [("own", "manifest", 1, 1)]
    assert [identity.issuer for identity in own.identities] == ["C=SE, CN=A CA, O=A CA"]


def test_lists_share_no_certificate_and_the_more_trusted_one_keeps_it(store, tmp_path):
    for name in ("C2PA-TSA-TRUST-LIST.pem", "partner.pem", "C2PA-TRUST-LIST.pem"):
        store.import_path(written(tmp_path, name, A.issuer_pem, A.issuer_pem))
    store.import_path(written(tmp_path, "C2PA-TSA-TRUST-LIST.pem", A.issuer_pem, B.issuer_pem))
    assert names(store.lists()) == [
        ("official", "manifest", 1, 0),
        ("partner-partner", "manifest", 0, 0),
        ("tsa", "tsa", 1, 0),
    ]


def test_replacing_tells_what_came_and_what_went(store, tmp_path):
    path = written(tmp_path, "C2PA-TRUST-LIST.pem", A.issuer_pem, B.issuer_pem)
    (first,) = store.import_path(path)
    assert (len(first.added), first.removed, first.count) == (2, (), 2)
    path.write_text(B.issuer_pem + C.issuer_pem)
    (asked,) = store.changes(store.examine(path))
    assert names(store.lists())[0][2] == 2
    (second,) = store.import_path(path)
    assert asked == second
    assert second.added == ("CN=C CA,O=C CA,C=SE",)
    assert second.removed == ("CN=A CA,O=A CA,C=SE",)


def test_the_version_before_is_kept_and_older_ones_are_not(store, tmp_path):
    path = tmp_path / "C2PA-TRUST-LIST.pem"
    for identity in (A, B, C):
        path.write_text(identity.issuer_pem)
        store.import_path(path)
    assert len(list((tmp_path / "trust").glob("*.pem"))) == 2
    assert not list((tmp_path / "trust").glob("*.part"))
    (tmp_path / "trust" / "index.json").write_text("{")
    assert store.lists().lists[0].anchors_pem.split() == B.issuer_pem.split()
    with pytest.raises(CannotRead, match=r"trust\.indexDamaged"):
        store.facts(TODAY)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "trust.empty"),
        ("words only", "trust.empty"),
        (A.issuer_pem[:200], "trust.damaged"),
        (A.issuer_pem + A.issuer_pem.replace("CERTIFICATE", "PRIVATE KEY"), "trust.damaged"),
        (A.issuer_pem.replace("M", "A"), "trust.damaged"),
        (A.certificate_pem, "trust.notAnIssuer"),
        (A.issuer_pem * (TRUST_CERTIFICATES + 1), "trust.tooMany"),
        (A.issuer_pem + " " * TRUST_BYTES, "trust.tooLarge"),
    ],
)
def test_what_is_no_list_changes_nothing(store, tmp_path, text, key):
    path = written(tmp_path, "C2PA-TRUST-LIST.pem", B.issuer_pem)
    store.import_path(path)
    before = store.lists()
    path.write_text(text)
    with pytest.raises(BadTrustList) as refused:
        store.import_path(path)
    assert refused.value.problem.key == key
    assert store.lists() == before


def test_a_folder_without_lists_and_a_missing_file_say_so(store, tmp_path):
    with pytest.raises(BadTrustList, match=r"trust\.nothingFound"):
        store.import_path(tmp_path)
    with pytest.raises(CannotRead, match=r"cannot\.missing"):
        store.import_path(tmp_path / "nowhere.pem")


def test_removing(store, tmp_path):
    store.import_path(written(tmp_path, "C2PA-TRUST-LIST.pem", A.issuer_pem))
    with pytest.raises(UsageError, match=r"trust\.unknownList"):
        store.remove("interim")
    store.remove("official")
    assert store.lists() == TrustLists()


def test_the_date_is_stated_in_the_file_or_the_files_own(store, tmp_path):
    path = written(tmp_path, "C2PA-TRUST-LIST.pem", "# Date: 2026-08-21\n", A.issuer_pem)
    (stated,) = store.import_path(path)
    path.write_text(A.issuer_pem)
    moment = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC).timestamp()
    os.utime(path, (moment, moment))
    (modified,) = store.import_path(path)
    assert (stated.date, modified.date) == ("2026-08-21", "2026-03-04")
    assert store.lists().shown_date == "2026-03-04"


def test_facts_tell_age_and_expiry(store, tmp_path):
    store.import_path(written(tmp_path, "C2PA-TRUST-LIST.pem", "# Date: 2026-08-21\n", A.issuer_pem, B.issuer_pem))
    (fresh,) = store.facts(dt.date(2026, 8, 22))
    assert (fresh.count, fresh.expired, fresh.next_expiry, fresh.stale) == (2, 0, "2035-12-30", False)
    (old,) = store.facts(dt.date(2036, 1, 1))
    assert (old.expired, old.next_expiry, old.stale) == (2, "", True)


def test_files_altered_by_hand_are_checked_again(store, tmp_path):
    store.import_path(written(tmp_path, "C2PA-TRUST-LIST.pem", A.issuer_pem))
    (file,) = (tmp_path / "trust").glob("*.pem")
    file.write_text(B.issuer_pem)
    assert store.lists().lists[0].anchors_pem.split() == B.issuer_pem.split()
    file.write_text(B.certificate_pem)
    assert store.lists() == TrustLists()
    assert store.facts(TODAY)[0].damaged
    file.unlink()
    assert store.lists() == TrustLists()


def test_reading_the_lists_needs_no_certificate_library(store, tmp_path):
    store.import_path(written(tmp_path, "C2PA-TRUST-LIST.pem", A.issuer_pem))
    program = (
        "import sys; from pathlib import Path; from sensus_verify.credentials.trust import TrustStore\n"
        f"assert TrustStore(Path({str(tmp_path / 'trust')!r})).lists().lists\n"
        "assert not {'cryptography', 'ssl', 'urllib.request'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def answers(**texts: str):
    asked: list[str] = []

    def fetch(url: str, limit: int) -> bytes:
        assert limit == TRUST_BYTES
        asked.append(url)
        name = url.rpartition("/")[2].removesuffix(".pem").replace("-", "_")
        if name not in texts:
            key = "network.failed"
            raise NetworkFailed(key, host="example.org", reason="offline")
        return texts[name].encode()

    return fetch, asked


def test_an_update_installs_each_list_with_the_day_of_download(store):
    fetch, asked = answers(
        C2PA_TRUST_LIST=A.issuer_pem,
        C2PA_TSA_TRUST_LIST=B.issuer_pem,
        anchors=C.issuer_pem,
        allowed=A.certificate_pem,
    )
    updated = update(store, today=TODAY, fetch=fetch)
    assert [one.problem for one in updated] == [None, None, None]
    assert {one.date for one in store.lists().lists} == {"2026-11-23"}
    assert asked == [address for one in PUBLISHED for address in one.addresses]
    assert all(address.startswith("https://") for address in asked)


def test_an_update_that_fails_leaves_the_list_before(store, tmp_path):
    store.import_path(written(tmp_path, "C2PA-TRUST-LIST.pem", A.issuer_pem))
    before = store.lists()
    fetch, _ = answers(C2PA_TRUST_LIST="<html>Sign in to the network</html>")
    updated = update(store, today=TODAY, fetch=fetch)
    assert [one.problem.key for one in updated] == ["trust.empty", "network.failed", "network.failed"]
    assert store.lists() == before


@pytest.mark.corpus
def test_the_published_lists_can_be_installed(store, trust):
    counts = {one.name: one.count for one in store.import_path(trust)}
    assert counts == {"official": 30, "tsa": 22, "interim": 104}
    assert names(store.lists()) == [
        ("official", "manifest", 30, 0),
        ("interim", "manifest", 18, 86),
        ("tsa", "tsa", 6, 0),
    ]
