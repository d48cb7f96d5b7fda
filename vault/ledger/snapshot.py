r"""A member's own note of what the first n entries fold to, so that unlocking is fast.

A snapshot is a cache that nobody else has to believe::

    {"body":…,"epoch":…,"fold":…,"key":…,"leaf":…,"member":…,"root":…,"size":…,…}\n
    <Ed25519 signature, base64>\n
    <nonce, AES-256-GCM of: 4 bytes length, frontier, 24 bytes time, fold dump>

It is stored as ``snap/<member>/<size>-<hash of the file>``. Invariant: it is believed only by the
member who signed it, under the same vault, fold version, tree head and last entry as in the log;
otherwise the log is folded from its beginning.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.errors import IntegrityError
from vault.ledger.canonical import b64, canonical, unb64
from vault.ledger.entry import Signer
from vault.ledger.merkle import Frontier

PREFIX = "snap/"
VERSION = 1
_SIGN = b"cocoon snapshot v1 signature\n"
_BODY = b"cocoon snapshot v1 body\n"
_NONCE = 12
_TIME = 24


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Line 1 of a snapshot.

    Attributes:
        body: SHA-256 of the ciphertext.
        epoch: epoch whose ledger key encrypts it.
        fold: version of the fold.
        key: the member's public key.
        leaf: leaf hash of entry size−1.
        member: member id.
        root: tree head over the first `size` entries.
        size: number of entries folded.
        v: version of the format.
        vault: vault id.
    """

    body: str
    epoch: int
    fold: int
    key: str
    leaf: str
    member: str
    root: str
    size: int
    v: int
    vault: str


class Snapshot(msgspec.Struct, frozen=True):
    """A well-formed snapshot whose own signature holds; whether to believe it is not decided.

    Attributes:
        head: what it says it is.
        ciphertext: nonce, encrypted state, tag.
    """

    head: Head
    ciphertext: bytes


class Cached(msgspec.Struct, frozen=True):
    """What a snapshot remembers.

    Attributes:
        frontier: the tree.
        last_time: time of the last entry.
        dump: the fold's state.
    """

    frontier: Frontier
    last_time: str
    dump: bytes


_HEAD = msgspec.json.Decoder(Head)


def folder(member: str) -> str:
    """Prefix of a member's snapshots."""
    return f"{PREFIX}{member.lower()}/"


def snapshot_name(member: str, size: int, data: bytes) -> str:
    """Stored name of a snapshot's file."""
    return f"{folder(member)}{size:09d}-{hashlib.sha256(data).hexdigest()[:32]}"


def seal_snapshot(
    cached: Cached,
    leaf: bytes,
    *,
    vault: str,
    member: str,
    fold: int,
    epoch: int,
    signer: Signer,
    public_key: Ed25519PublicKey,
    ledger_key: bytes,
    random: Callable[[int], bytes] = os.urandom,
) -> bytes:
    """Make a snapshot's file. See the module for what the arguments become."""
    frontier = cached.frontier.dump()
    body = len(frontier).to_bytes(4, "big") + frontier + cached.last_time.encode() + cached.dump
    nonce = random(_NONCE)
    key = _body_key(ledger_key, vault, member, cached.frontier.size)
    ciphertext = nonce + AESGCM(key).encrypt(nonce, body, None)
    head = Head(
        body=b64(hashlib.sha256(ciphertext).digest()),
        epoch=epoch,
        fold=fold,
        key=b64(public_key.public_bytes_raw()),
        leaf=b64(leaf),
        member=member,
        root=b64(cached.frontier.root()),
        size=cached.frontier.size,
        v=VERSION,
        vault=vault,
    )
    line = canonical(msgspec.structs.asdict(head))
    return b"\n".join((line, b64(signer.sign(_SIGN + line)).encode(), ciphertext))


def parse_snapshot(raw: bytes, name: str) -> Snapshot:
    """Take a snapshot's file apart and check it against itself.

    Raises:
        IntegrityError: ``snapshot-damaged``; some bit is not what was signed.
    """
    line, _, rest = raw.partition(b"\n")
    signature64, _, ciphertext = rest.partition(b"\n")
    try:
        head = _HEAD.decode(line)
        key = Ed25519PublicKey.from_public_bytes(unb64(head.key) or b"")
        key.verify(unb64(signature64) or b"", _SIGN + line)
        whole = (
            canonical(msgspec.structs.asdict(head)) == line
            and head.v == VERSION
            and b64(hashlib.sha256(ciphertext).digest()) == head.body
            and snapshot_name(head.member, head.size, raw) == name
        )
    except (msgspec.DecodeError, ValueError, InvalidSignature):
        raise damaged(name) from None
    if not whole:
        raise damaged(name)
    return Snapshot(head, ciphertext)


def open_snapshot(snapshot: Snapshot, ledger_key: bytes, name: str) -> Cached:
    """Decrypt a snapshot and check that its tree is the one it names.

    Raises:
        IntegrityError: ``snapshot-damaged``.
    """
    head = snapshot.head
    key = _body_key(ledger_key, head.vault, head.member, head.size)
    try:
        body = AESGCM(key).decrypt(snapshot.ciphertext[:_NONCE], snapshot.ciphertext[_NONCE:], None)
        end = 4 + int.from_bytes(body[:4], "big")
        frontier = Frontier.load(body[4:end])
        last_time = body[end : end + _TIME].decode("ascii")
    except (InvalidTag, ValueError):
        raise damaged(name) from None
    if frontier.size != head.size or b64(frontier.root()) != head.root:
        raise damaged(name)
    return Cached(frontier, last_time, body[end + _TIME :])


def damaged(name: str) -> IntegrityError:
    """The error for a snapshot that is not what its member signed."""
    return IntegrityError(
        "snapshot-damaged",
        f"The stored file {name} is damaged or forged.",
        "Delete this file; it is made again from the ledger.",
    )


def _body_key(ledger_key: bytes, vault: str, member: str, size: int) -> bytes:
    info = _BODY + f"{vault}\n{member}\n{size}".encode()
    return HKDF(hashes.SHA256(), 32, None, info).derive(ledger_key)
