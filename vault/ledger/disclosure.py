"""Opening single fields of an entry for a court, and nothing else.

The envelope commits to each field under a salt of its own. Who shows a field's salt and value lets
anybody check that the author signed exactly this value there; the other fields stay closed,
because their salts come from a seed that is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vault.ledger.canonical import b64, unb64
from vault.ledger.entry import JSON, Body, Entry, commitment, parse_entry, salt


def disclose(entry: Entry, body: Body, names: Iterable[str]) -> dict[str, dict[str, JSON]]:
    """Open some fields of an entry and nothing else.

    Args:
        entry: the entry.
        body: from `open_body`.
        names: fields to open.

    Returns:
        ``{name: {"salt": base64, "value": JSON}}``, for `verify_disclosure`.
    """
    return {
        name: {"salt": b64(salt(body.seed, name)), "value": body.fields[name]} for name in names
    }


def verify_disclosure(raw: bytes, disclosure: Mapping[str, Mapping[str, JSON]]) -> bool:
    """Whether every opened field is what the author of entry file `raw` committed to.

    The entry's signature is another matter (`verify_signature`).
    """
    commits = parse_entry(raw).envelope.commits
    for name, opened in disclosure.items():
        try:
            opening = unb64(opened["salt"])
            if opening is None or len(opening) != 32 or len(opened) != 2:
                return False
            if commits[name] != b64(commitment(name, opened["value"], opening)):
                return False
        except (KeyError, ValueError, AttributeError, TypeError):
            return False
    return True
