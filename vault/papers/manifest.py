"""The manifest of a pack: what was given to whom, in a form that a program can check.

Canonical JSON (RFC 8785), signed with Ed25519 by the release signing key. The signature
stands in a file of its own (``manifest.sig``) and covers a context string and the manifest's
exact bytes, so that no signature of another kind can be passed off as one.
Invariant: `verify` accepts only the bytes that `sign` made.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from vault.errors import IntegrityError
from vault.papers.facts import Item, PackFacts, Party
from vault.papers.zipping import Member

FORMAT = "cocoon-pack/1"
_CONTEXT = b"cocoon-pack-manifest/1\n"
_LIMIT = 16 << 20

NOTICES = (
    "Copies are individually marked, visibly and invisibly; a mark names the copy, "
    "not the person who passed it on.",
    "The end of use is a duty of the recipient; no file enforces it.",
)


def compose(facts: PackFacts, letter: Member) -> bytes:
    """The manifest's canonical bytes.

    Args:
        facts: with the files' final names, sizes and hashes.
        letter: the transmittal as it lies in the pack.
    """
    body: dict[str, Any] = {
        "format": FORMAT,
        "vault": facts.vault,
        "release": facts.release,
        "copy": facts.copy,
        "number": facts.number,
        "issued": facts.issued.isoformat(),
        "sender": _party(facts.sender),
        "recipient": _party(facts.recipient),
        "purpose": facts.purpose,
        "useUntil": _time(facts.until),
        "returnBy": _time(facts.return_by),
        "demand": facts.demand,
        "agreement": facts.agreement,
        "contract": facts.contract,
        "classification": facts.classification,
        "delivery": facts.delivery,
        "approvedBy": list(facts.approved_by),
        "solo": facts.solo or None,
        "password": facts.password or None,
        "files": [_file(item) for item in facts.items],
        "transmittal": {"name": letter.name, "sha256": letter.sha256, "size": letter.size},
        "overrides": [
            _known(
                {
                    "code": o.code,
                    "sentence": o.english,
                    "reason": o.reason,
                    "by": o.by,
                    "at": _time(o.at),
                }
            )
            for o in facts.overrides
        ],
        "untraceable": [
            _known({"name": u.name, "pages": u.pages, "acceptedBy": u.accepted_by})
            for u in facts.untraceable
        ],
        "notices": list(NOTICES),
    }
    return rfc8785.dumps(_clean(_known(body)))


def sign(manifest: bytes, key: Ed25519PrivateKey) -> bytes:
    """The content of ``manifest.sig``: algorithm, public key and signature, canonical JSON."""
    return _signature_file(key.public_key(), key.sign(_CONTEXT + manifest))


def verify(manifest: bytes, signature: bytes, key: Ed25519PublicKey) -> dict[str, Any]:
    """The manifest's content, once its signature is found to be `key`'s.

    Raises:
        IntegrityError: ``manifest-signature`` when any byte of either file was changed or
            another key signed; ``manifest-format`` for a manifest of another format.
    """
    refused = IntegrityError(
        "manifest-signature",
        "The pack's manifest does not carry the firm's valid signature.",
        "Treat the pack as altered; compare it with the one kept in the vault.",
    )
    if max(len(manifest), len(signature)) > _LIMIT:
        raise refused
    try:
        proof = bytes.fromhex(json.loads(signature)["signature"])
        if _signature_file(key, proof) != signature:
            raise refused
        key.verify(proof, _CONTEXT + manifest)
        body = json.loads(manifest)
    except (InvalidSignature, ValueError, KeyError, TypeError, RecursionError):
        raise refused from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise IntegrityError(
            "manifest-format",
            "The pack's manifest has a format that this version does not know.",
            "Use the version of the program that made the pack, or a newer one.",
        )
    return body


def listed(body: dict[str, Any]) -> Sequence[tuple[str, str, int]]:
    """(name, SHA-256, size) of every file that a verified manifest lists."""
    files = [*body["files"], body["transmittal"]]
    return [(str(f["name"]), str(f["sha256"]), int(f["size"])) for f in files]


def _signature_file(key: Ed25519PublicKey, signature: bytes) -> bytes:
    return rfc8785.dumps(
        {
            "algorithm": "Ed25519",
            "context": _CONTEXT.decode().strip(),
            "key": key.public_bytes_raw().hex(),
            "signature": signature.hex(),
        }
    )


def _party(party: Party) -> dict[str, Any]:
    return _known(
        {
            "organisation": party.organisation,
            "person": party.person,
            "title": party.title,
            "email": party.email,
            "address": party.address,
        }
    )


def _file(item: Item) -> dict[str, Any]:
    return _known(
        {
            "name": item.name,
            "sha256": item.sha256,
            "size": item.size,
            "document": item.document,
            "number": item.number,
            "title": item.title,
            "revision": item.revision,
            "pages": item.pages,
            "sourceSha256": item.source_sha256,
            "why": item.why,
        }
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _clean(value: Any) -> Any:
    """Unpaired surrogates have no UTF-8 form; everything else is kept as it was typed."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    return value


def _time(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
