"""Timestamps, and the authority that gives them.

Whether a token is genuine is no question for the fold, which knows no cryptography of others:
`vault.app.proof.timestamps` checks each token before it is entered, and again whenever the ledger
is verified.
"""

from __future__ import annotations

import re
from base64 import b64decode

from vault.domain import events as ev
from vault.domain.rules.book import Opened, require, rule
from vault.domain.rules.times import moment
from vault.domain.state import State
from vault.domain.values import Timestamp
from vault.errors import RefusedError

AUTHORITY, CERTIFICATES, SINCE = "authority", "authority.certificates", "authority.since"
"""Names under which the settings keep the authority, its roots and the entry that named it."""

_LARGEST = 1 << 20
_LONGEST = 2000
_ADDRESS = re.compile(r"https?://[^\s/?#@\x00-\x1f]+(/[^\s\x00-\x1f]*)?")


def is_address(text: str) -> bool:
    """Whether a text is an authority's address that the ledger takes."""
    return len(text) <= _LONGEST and text.isascii() and bool(_ADDRESS.fullmatch(text))


@rule(ev.TimestampAdded)
def _timestamp_added(state: State, event: Opened, body: ev.TimestampAdded) -> None:
    state.member(event.author)
    require(
        0 < body.size <= event.seq and re.fullmatch(r"[0-9a-f]{64}", body.root),
        "bad-entry",
        "A timestamp speaks of a checkpoint of this ledger.",
    )
    try:
        token = b64decode(body.token, validate=True)
    except ValueError as error:
        raise RefusedError("bad-entry", "A timestamp cannot be read.") from error
    moment(body.at)
    require(0 < len(token) <= _LARGEST and body.authority, "bad-entry", "A timestamp has a token.")
    require(
        all(known.token != body.token for known in state.facts.timestamps),
        "timestamp-known",
        "The ledger has this timestamp.",
        "See `cocoon ledger list --kind timestamp.added`.",
    )
    state.facts.timestamps.append(
        Timestamp(
            body.size, body.root, body.token, body.at, body.authority, event.author, event.time
        )
    )


@rule(ev.AuthoritySet)
def _authority_set(state: State, event: Opened, body: ev.AuthoritySet) -> None:
    state.owner(event.author)
    settings = state.facts.settings
    if not body.address:
        require(
            settings.get(AUTHORITY),
            "no-authority",
            "No timestamp authority is switched on.",
            "Nothing to do: nothing is sent anywhere.",
        )
        require(not body.certificates, "bad-entry", "No authority has no certificates.")
        for name in (AUTHORITY, CERTIFICATES, SINCE):
            settings.pop(name, None)
        return
    require(
        is_address(body.address) and len(body.certificates) <= _LARGEST,
        "bad-address",
        "This is not the address of a timestamp authority.",
        "Give its http:// or https:// address.",
    )
    settings[AUTHORITY], settings[SINCE] = body.address, str(event.seq)
    settings[CERTIFICATES] = body.certificates
