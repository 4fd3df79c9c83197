"""The only door to the network. Opened by one command, `trust update`, and by nothing else."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO

from sensus_verify import __version__
from sensus_verify.core.errors import NetworkFailed

_SECONDS = 10.0


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only to the host that the user was told of, and only by HTTPS."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature of the class above
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse every other address."""
        old, new = urllib.parse.urlsplit(req.full_url), urllib.parse.urlsplit(newurl)
        if (new.scheme, new.netloc) != (old.scheme, old.netloc):
            key = "network.redirected"
            raise NetworkFailed(key, host=old.hostname, other=new.hostname)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, limit: int) -> bytes:
    """Return what lies at an `https:` address; at most `limit` bytes, no other host, 10 s without an answer.

    The system's certificates are checked; no cookies, no credentials, no referrer. Raises `NetworkFailed`.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        key = "network.notHttps"
        raise NetworkFailed(key, url=url)
    request = urllib.request.Request(url, headers={"User-Agent": f"sensus-verify/{__version__}"})  # noqa: S310 - https, above
    opener = urllib.request.build_opener(_SameHost)
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            data: bytes = answer.read(limit + 1)
    except urllib.error.HTTPError as error:
        key = "network.refused"
        raise NetworkFailed(key, host=parts.hostname, status=error.code) from error
    except (OSError, HTTPException, ValueError) as error:
        key = "network.failed"
        reason = getattr(error, "reason", None) or error
        raise NetworkFailed(key, host=parts.hostname, reason=reason) from error
    if len(data) > limit:
        key = "network.tooLarge"
        raise NetworkFailed(key, host=parts.hostname, limit=limit)
    return data
