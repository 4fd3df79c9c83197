"""Reading reaches no address, whatever stands in the file."""

from __future__ import annotations

import io
import json
import socket
import threading
from collections.abc import Iterator

import c2pa
import pytest

from sensus_verify.core.credential import CredentialState
from sensus_verify.core.errors import NetworkFailed
from sensus_verify.credentials import network
from sensus_verify.credentials.library import context
from sensus_verify.credentials.reader import read_credentials
from sensus_verify.credentials.signer import _signer
from sensus_verify.credentials.trust import TrustLists
from tests.makers.credentials import GENERATED, identity, jpeg


class Listener:
    """A server on this computer that counts who calls and hangs up."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.calls = 0
        self.called = threading.Event()
        threading.Thread(target=self._answer, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}/manifest.c2pa"

    def _answer(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            self.called.set()
            caller.close()


@pytest.fixture
def listener(socket_enabled) -> Iterator[Listener]:  # noqa: ARG001 - lets the test listen
    one = Listener()
    yield one
    one.socket.close()


def remote(address: str) -> bytes:
    created = {"action": "c2pa.created", "digitalSourceType": GENERATED}
    manifest = {
        "claim_generator_info": [{"name": "test"}],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [created]}}],
    }
    builder, out = c2pa.Builder(json.dumps(manifest), context=context(TrustLists())), io.BytesIO()
    builder.set_no_embed()
    builder.set_remote_url(address)
    builder.sign(_signer(identity()), "image/jpeg", io.BytesIO(jpeg()), out)
    return out.getvalue()


def test_a_remote_manifest_is_not_fetched(listener, tmp_path):
    path = tmp_path / "image.jpg"
    path.write_bytes(remote(listener.address))
    found = read_credentials(path, media_type="image/jpeg", sidecar=None, lists=TrustLists()).credential
    assert (found.state, found.remote_url) == (CredentialState.REMOTE, listener.address)
    assert not listener.called.wait(0.2)
    with pytest.raises(c2pa.C2paError):  # with its own settings the library does call: the listener would have heard
        c2pa.Reader("image/jpeg", io.BytesIO(path.read_bytes()))
    assert listener.called.wait(5)


@pytest.mark.parametrize(
    "url", ["http://example.org/list.pem", "file:///etc/hosts", "ftp://example.org", "https:///x", ""]
)
def test_only_https_is_asked(url):
    with pytest.raises(NetworkFailed, match=r"network\.notHttps"):
        network.fetch(url, 100)


def test_a_server_without_a_certificate_is_refused(listener):
    with pytest.raises(NetworkFailed, match=r"network\.failed"):
        network.fetch(listener.address.replace("http:", "https:"), 100)


@pytest.mark.parametrize("elsewhere", ["https://example.com/x", "http://example.org/x", "https://example.org:8443/x"])
def test_a_redirection_to_another_host_is_refused(elsewhere):
    request = network.urllib.request.Request("https://example.org/list.pem")
    with pytest.raises(NetworkFailed, match=r"network\.redirected"):
        network._SameHost().redirect_request(request, io.BytesIO(), 302, "Found", {}, elsewhere)
    same = network._SameHost().redirect_request(request, io.BytesIO(), 302, "Found", {}, "https://example.org/y")
    assert same is not None
    assert same.full_url == "https://example.org/y"


class Answers:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def open(self, request, timeout):
        assert request.get_header("User-agent").startswith("sensus-verify/")
        assert timeout == 10
        return io.BytesIO(self.data)


def test_an_answer_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(network.urllib.request, "build_opener", lambda *_: Answers(b"12345"))
    assert network.fetch("https://example.org/x", 5) == b"12345"
    with pytest.raises(NetworkFailed, match=r"network\.tooLarge"):
        network.fetch("https://example.org/x", 4)
