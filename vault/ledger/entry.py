r"""One entry of the ledger: a signed envelope in clear around an encrypted body.

An entry is one immutable file::

    {"author":…,"body":…,"commits":{…},"epoch":…,"kind":…,"open":…,"prev":…,…}\n
    <Ed25519 signature, base64>\n
    <ciphertext>

Line 1 is canonical JSON (RFC 8785). ``prev`` is the head of the Merkle tree over all earlier
entries, so a signature is worth nothing on another history; ``body`` is the SHA-256 of the
ciphertext; ``commits`` holds for each field ``SHA-256(domain ‖ salt ‖ canonical([name,
value]))`` with ``salt = HMAC-SHA-256(seed, name)``, so that each field can be opened for a court
without the others. The author signs the envelope, never the plaintext.

The body is AES-256-GCM (12-byte random nonce first) over canonical ``{"fields":…,"seed":…}``
filled up with zero bytes to a multiple of 256, under
``HKDF-SHA-256(ledger key of the epoch, info = domain ‖ vault ‖ seq)``.

Invariant: any changed bit of the file makes `parse_entry`, `verify_signature` or `open_entry`
fail; every accepted file has exactly one reading.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from typing import Any, Protocol

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.errors import IntegrityError
from vault.ledger.canonical import b64, canonical, decoded, plain, unb64

VERSION = 1
PAD = 256
"""Bodies are filled up to a multiple of this many bytes."""

LARGEST = 16 << 20
"""Bytes of the largest entry that is read; what is bigger belongs into a blob."""

_SIGN = b"cocoon ledger entry v1 signature\n"
_COMMIT = b"cocoon ledger entry v1 commitment\n"
_BODY = b"cocoon ledger entry v1 body\n"
_NONCE = 12
_SHA256 = hashes.SHA256()
_WORD = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_TIME = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z")

JSON = Any
"""A JSON value: None, bool, int within ±(2⁵³−1), finite float, str, list or dict of these."""


class Signer(Protocol):
    """What signs: an `Ed25519PrivateKey`, or something that keeps one."""

    def sign(self, data: bytes, /) -> bytes:
        """Ed25519 signature of `data`."""


class Draft(msgspec.Struct, frozen=True):
    """What somebody wants to have happened.

    Attributes:
        kind: dotted lower-case word, readable to everybody who can read the folder.
        fields: names (readable) and values (encrypted) of what happened.
        epoch: epoch whose ledger key encrypts the body.
        open: JSON value that stays readable (wrapped keys, public keys), signed like the rest.
    """

    kind: str
    fields: dict[str, JSON]
    epoch: int
    open: JSON = None


class Place(msgspec.Struct, frozen=True):
    """Where and when an entry stands.

    Attributes:
        vault: id of the vault.
        seq: number of earlier entries.
        time: UTC, RFC 3339 with milliseconds, ``2026-01-31T09:00:00.000Z``.
        author: member id.
        prev: 32-byte head of the tree over the earlier entries.
    """

    vault: str
    seq: int
    time: str
    author: str
    prev: bytes


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Line 1 of an entry; see the module."""

    author: str
    body: str
    commits: dict[str, str]
    epoch: int
    kind: str
    open: JSON
    prev: str
    seq: int
    time: str
    v: int
    vault: str


class Entry(msgspec.Struct, frozen=True):
    """A well-formed entry, not yet verified.

    Attributes:
        raw: the whole file.
        line: line 1 without its newline: what is signed.
        envelope: line 1, read.
        signature: 64 bytes.
        ciphertext: nonce, encrypted body, tag.
    """

    raw: bytes
    line: bytes
    envelope: Envelope
    signature: bytes
    ciphertext: bytes

    @property
    def seq(self) -> int:
        """Number of earlier entries."""
        return self.envelope.seq

    @property
    def author(self) -> str:
        """Member id of who signed."""
        return self.envelope.author

    @property
    def kind(self) -> str:
        """What happened."""
        return self.envelope.kind

    @property
    def epoch(self) -> int:
        """Epoch of the ledger key."""
        return self.envelope.epoch

    @property
    def open(self) -> JSON:
        """The readable part."""
        return self.envelope.open


class Event(msgspec.Struct, frozen=True):
    """What happened, in clear.

    Attributes:
        seq, time, author, kind, epoch, open: as in `Place` and `Draft`.
        fields: the decrypted fields, each checked against its commitment.
    """

    seq: int
    time: str
    author: str
    kind: str
    epoch: int
    open: JSON
    fields: dict[str, JSON]


class Body(msgspec.Struct, frozen=True):
    """The decrypted body.

    Attributes:
        seed: 32 bytes from which the salts of the commitments come.
        fields: names and values.
    """

    seed: bytes
    fields: dict[str, JSON]


_ENVELOPE = msgspec.json.Decoder(Envelope)
_STRAIGHT = msgspec.json.Encoder(order="sorted")


def seal_entry(
    draft: Draft,
    place: Place,
    signer: Signer,
    ledger_key: bytes,
    random: Callable[[int], bytes] = os.urandom,
) -> bytes:
    """Make the file of an entry.

    Raises:
        ValueError: a name is no lower-case word, or a value is not JSON.
    """
    for word in (draft.kind, *draft.fields):
        if not _WORD.fullmatch(word):
            raise ValueError(f"{word!r} is no lower-case word")
    seed = random(32)
    written = {name: canonical(draft.fields[name]) for name in sorted(draft.fields)}
    body = _body(written, b64(seed))
    body += b"\0" * (-len(body) % PAD)
    nonce = random(_NONCE)
    key = _body_key(ledger_key, place.vault, place.seq)
    ciphertext = nonce + AESGCM(key).encrypt(nonce, body, None)
    line = canonical(
        {
            "author": place.author,
            "body": b64(hashlib.sha256(ciphertext).digest()),
            "commits": _commits(seed, written),
            "epoch": draft.epoch,
            "kind": draft.kind,
            "open": draft.open,
            "prev": b64(place.prev),
            "seq": place.seq,
            "time": place.time,
            "v": VERSION,
            "vault": place.vault,
        }
    )
    raw = b"\n".join((line, b64(signer.sign(_SIGN + line)).encode(), ciphertext))
    if len(raw) > LARGEST:
        raise ValueError(f"an entry of {len(raw)} bytes is too large")
    return raw


def parse_entry(raw: bytes) -> Entry:
    """Take an entry's file apart.

    Raises:
        IntegrityError: ``entry-malformed``; the bytes are no entry, or not in the one canonical
            form. Nothing about the author is checked yet.
    """
    line, first, rest = raw.partition(b"\n")
    signature64, second, ciphertext = rest.partition(b"\n")
    if not first or not second or len(raw) > LARGEST:
        raise _malformed("it has no envelope and signature")
    try:
        envelope = _ENVELOPE.decode(line)
        written = (
            _STRAIGHT.encode(envelope)
            if plain(envelope.open) and plain(envelope.commits)
            else canonical(msgspec.structs.asdict(envelope))
        )
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise _malformed("its envelope cannot be read") from None
    if envelope.v != VERSION:
        raise IntegrityError(
            "entry-version",
            f"The ledger entry is of format {envelope.v}; this program reads {VERSION}.",
            "Use a newer version of Cocoon.",
        )
    if written != line:
        raise _malformed("its envelope is not in canonical form")
    if not _TIME.fullmatch(envelope.time) or envelope.seq < 0 or envelope.epoch < 0:
        raise _malformed("its time or numbers make no sense")
    signature = unb64(signature64)
    if signature is None or len(signature) != 64:
        raise _malformed("its signature cannot be read")
    return Entry(raw, line, envelope, signature, ciphertext)


def verify_signature(entry: Entry, public_key: Ed25519PublicKey) -> bool:
    """Whether the holder of `public_key` signed this envelope."""
    return holds(public_key, entry.signature, signed_bytes(entry))


def signed_bytes(entry: Entry) -> bytes:
    """What the author of an entry signs."""
    return _SIGN + entry.line


def holds(public_key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether `signature` is that of the holder of `public_key` on `message`."""
    try:
        public_key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def body_is_signed(entry: Entry) -> bool:
    """Whether the ciphertext is the one that the envelope names."""
    return b64(hashlib.sha256(entry.ciphertext).digest()) == entry.envelope.body


def open_body(entry: Entry, ledger_key: bytes) -> Body:
    """Decrypt an entry and check it against every commitment.

    Raises:
        IntegrityError: ``entry-body``; other ciphertext than signed, another key, or fields that
            differ from what the author committed to.
    """
    envelope = entry.envelope
    if not body_is_signed(entry):
        raise _wrong_body("its encrypted part was exchanged")
    key = _body_key(ledger_key, envelope.vault, envelope.seq)
    try:
        filled = AESGCM(key).decrypt(entry.ciphertext[:_NONCE], entry.ciphertext[_NONCE:], None)
    except (InvalidTag, ValueError):
        raise _wrong_body("it does not open with the ledger key of its epoch") from None
    text = filled.rstrip(b"\0")
    try:
        fields, seed, written = _read_body(text)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _wrong_body("its body is not in canonical form") from None
    if len(filled) % PAD:
        raise _wrong_body("its body is not filled up")
    commits = envelope.commits
    if fields.keys() != commits.keys():
        raise _wrong_body("its fields are not those it commits to")
    for name, commit in _commits(seed, written).items():
        if commit != commits[name]:
            raise _wrong_body(f"its field “{name}” differs from its commitment")
    return Body(seed, fields)


def _commits(seed: bytes, written: dict[str, bytes]) -> dict[str, str]:
    """Commitments to fields that are written canonically; the salts' HMAC is keyed once."""
    salts, commits = HMAC(seed, _SHA256), {}
    for name, data in written.items():
        one = salts.copy()
        one.update(name.encode())
        commits[name] = b64(_commitment(name, data, one.finalize()))
    return commits


def _body(written: dict[str, bytes], seed64: str) -> bytes:
    """The canonical body of fields that are written canonically, in the order of their names."""
    inner = b",".join(b'"%b":%b' % (name.encode(), data) for name, data in written.items())
    return b'{"fields":{%b},"seed":"%b"}' % (inner, seed64.encode())


def _read_body(text: bytes) -> tuple[dict[str, JSON], bytes, dict[str, bytes]]:
    """Fields, seed, and each field's canonical bytes; any error when `text` is not canonical."""
    value = decoded(text)
    fields, seed64 = value["fields"], value["seed"]
    seed = unb64(seed64)
    if seed is None or len(seed) != 32 or not all(map(_WORD.fullmatch, fields)):
        raise ValueError
    # written once, for the commitments and to see that the whole is canonical
    written = {name: canonical(fields[name]) for name in sorted(fields)}
    if _body(written, seed64) != text:
        raise ValueError
    return fields, seed, written


def open_entry(entry: Entry, ledger_key: bytes) -> Event:
    """What happened, in clear; raises as `open_body`."""
    return event_of(entry, open_body(entry, ledger_key).fields)


def event_of(entry: Entry, fields: dict[str, JSON]) -> Event:
    """The event of an entry whose fields were opened."""
    e = entry.envelope
    return Event(e.seq, e.time, e.author, e.kind, e.epoch, e.open, fields)


def salt(seed: bytes, name: str) -> bytes:
    """The 32-byte salt of a field."""
    mac = HMAC(seed, _SHA256)
    mac.update(name.encode())
    return mac.finalize()


def commitment(name: str, value: JSON, salt: bytes) -> bytes:
    """What the envelope says about a field: 32 bytes that hide it and bind its author to it."""
    return _commitment(name, canonical(value), salt)


def _commitment(name: str, written: bytes, salt: bytes) -> bytes:
    """`commitment` of a value in canonical bytes; names are words, so they need no escapes."""
    return hashlib.sha256(b'%b%b["%b",%b]' % (_COMMIT, salt, name.encode(), written)).digest()


def _body_key(ledger_key: bytes, vault: str, seq: int) -> bytes:
    info = _BODY + vault.encode() + b"\n" + str(seq).encode()
    return HKDF(_SHA256, 32, None, info).derive(ledger_key)


def _malformed(why: str) -> IntegrityError:
    return IntegrityError("entry-malformed", f"This is no ledger entry: {why}.", _RESTORE)


def _wrong_body(why: str) -> IntegrityError:
    return IntegrityError("entry-body", f"The ledger entry is damaged: {why}.", _RESTORE)


_RESTORE = "Restore it from a backup, then verify the ledger."
