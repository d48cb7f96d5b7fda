"""Asking a timestamp authority over the network, only where the owner switched one on.

One POST (RFC 3161 §3.4), no redirects followed, and never longer than `DEADLINE` seconds in
all, whatever name servers, proxies or the authority do: the asking happens in a thread that is
left behind when its time is up.
"""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from typing import Any

from vault import __version__
from vault.errors import CocoonError
from vault.ledger.timestamping import LARGEST

DEADLINE = 12.0
"""Seconds after which nobody waits for an authority any more."""

_QUIET = 5.0
"""Seconds of silence after which a connection is given up."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is sent goes to the address that the owner named and nowhere else."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


def ask(address: str, request: bytes, deadline: float = DEADLINE) -> bytes:
    """Send a request to an authority; its answer's bytes.

    Raises:
        CocoonError: ``authority-away``: no answer, in time or at all.
    """
    answer: list[bytes] = []
    failure: list[str] = []

    def run() -> None:
        try:
            answer.append(_post(address, request))
        except urllib.error.HTTPError as error:
            failure.append(f"it said {error.code}")
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            failure.append(getattr(reason, "strerror", None) or type(reason).__name__)
        except Exception as error:  # http.client has its own
            failure.append(type(error).__name__)

    thread = threading.Thread(target=run, name="timestamp", daemon=True)
    thread.start()
    thread.join(deadline)
    if not answer:
        why = failure[0] if failure else "no answer in time"
        raise CocoonError(
            "authority-away",
            f"The timestamp authority did not answer ({why}).",
            "Try again later: `cocoon ledger stamp-send`.",
        )
    return answer[0]


def _post(address: str, request: bytes) -> bytes:
    opener = urllib.request.build_opener(_NoRedirect)
    call = urllib.request.Request(
        address,
        data=request,
        headers={
            "Content-Type": "application/timestamp-query",
            "Accept": "application/timestamp-reply",
            "User-Agent": f"cocoon/{__version__}",
        },
    )
    with opener.open(call, timeout=_QUIET) as reply:
        data: bytes = reply.read(LARGEST + 1)
    return data
