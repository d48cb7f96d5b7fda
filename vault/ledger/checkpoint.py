"""Checkpoints: the head of the log, signed, in a form that others' tools read.

The text is a C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint): origin, size, root. It is
carried by a C2SP signed note (https://c2sp.org/signed-note) with an Ed25519 signature (type 1)
and, for the long run, an ML-DSA-44 cosignature (type 6, https://c2sp.org/tlog-cosignature),
which signs origin, size, root and time in binary form. Invariant: a note is believed only when
at least one key that the reader brings signed it, and every signature by such a key holds.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from vault.errors import IntegrityError
from vault.ledger.canonical import b64, unb64

ED25519, ML_DSA_44 = 0x01, 0x06
LONGEST_NOTE = 1 << 20
"""Bytes of the longest note that is read."""

_LABEL = b"subtree/v1\n\0"
_ML_DSA_44_BYTES = 2420
_NAME = re.compile(r"[^\s+\x00-\x1f]+")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A head of a log.

    Attributes:
        origin: which log, ``cocoon/<vault id>``.
        size: number of entries.
        root: 32-byte tree head.
    """

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The note text."""
        return f"{self.origin}\n{self.size}\n{b64(self.root)}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A key that a reader trusts.

    Attributes:
        name: key name in signature lines; no spaces, no ``+``.
        key: public key; its type decides the kind of signature.
    """

    name: str
    key: Ed25519PublicKey | MLDSA44PublicKey

    @property
    def kind(self) -> int:
        """Signature type of the note format."""
        return ED25519 if isinstance(self.key, Ed25519PublicKey) else ML_DSA_44

    @property
    def id(self) -> bytes:
        """Four bytes that name the key in a signature."""
        material = bytes([self.kind]) + self.key.public_bytes_raw()
        return hashlib.sha256(self.name.encode() + b"\n" + material).digest()[:4]

    def vkey(self) -> str:
        """The key as text, to hand out."""
        material = bytes([self.kind]) + self.key.public_bytes_raw()
        return f"{self.name}+{self.id.hex()}+{b64(material)}"


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint that trusted keys signed.

    Attributes:
        checkpoint: what was signed.
        by: the keys whose signatures hold.
        note: the whole note.
    """

    checkpoint: Checkpoint
    by: tuple[Verifier, ...]
    note: str


def origin(vault: str) -> str:
    """The origin line of a vault's log."""
    return f"cocoon/{vault}"


def parse_vkey(text: str) -> Verifier:
    """Read what `Verifier.vkey` wrote; `ValueError` when it did not."""
    name, _, rest = text.partition("+")
    id_hex, _, material64 = rest.partition("+")
    material = unb64(material64)
    if not _NAME.fullmatch(name) or not material:
        raise ValueError("not a verifier key")
    key: Ed25519PublicKey | MLDSA44PublicKey
    if material[0] == ED25519:
        key = Ed25519PublicKey.from_public_bytes(material[1:])
    elif material[0] == ML_DSA_44:
        key = MLDSA44PublicKey.from_public_bytes(material[1:])
    else:
        raise ValueError(f"signatures of type {material[0]} are not supported")
    verifier = Verifier(name, key)
    if verifier.id.hex() != id_hex:
        raise ValueError("the key does not have the id it names")
    return verifier


def sign_checkpoint(
    checkpoint: Checkpoint,
    name: str,
    classic: Ed25519PrivateKey,
    lasting: MLDSA44PrivateKey | None = None,
    seconds: int = 0,
) -> str:
    """A signed note of a checkpoint.

    Args:
        checkpoint: what to sign.
        name: key name of the signer, such as ``cocoon/<vault>/<member>``.
        classic: signs the note text.
        lasting: signs the cosignature message, when given.
        seconds: time of the cosignature, since 1970; 0 states no time.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no key name")
    text = checkpoint.text()
    verifier = Verifier(name, classic.public_key())
    note = text + "\n" + _line(verifier, classic.sign(text.encode()))
    if lasting is not None:
        cosigner = Verifier(name, lasting.public_key())
        message = _cosigned(checkpoint, name, seconds)
        note += _line(cosigner, struct.pack(">Q", seconds) + lasting.sign(message))
    return note


def open_note(note: str, trusted: Sequence[Verifier]) -> Signed:
    """Read a signed checkpoint.

    Raises:
        IntegrityError: ``checkpoint-malformed`` when it is no signed checkpoint,
            ``checkpoint-forged`` when a trusted key's signature does not hold or there is none.
    """
    text, middle, tail = note.rpartition("\n\n")
    if not middle or not tail.endswith("\n") or len(note) > LONGEST_NOTE:
        raise _malformed()
    text += "\n"
    checkpoint = parse_text(text)
    by: list[Verifier] = []
    for line in tail[:-1].split("\n"):
        match = _SIGNATURE.fullmatch(line)
        data = unb64(match[2]) if match else None
        if match is None or data is None or len(data) < 5:
            raise _malformed()
        for verifier in trusted:
            if verifier.name == match[1] and verifier.id == data[:4]:
                if not _holds(checkpoint, text, verifier, data[4:]):
                    raise _forged()
                by.append(verifier)
    if not by:
        raise _forged()
    return Signed(checkpoint, tuple(by), note)


def parse_text(text: str) -> Checkpoint:
    """Read a checkpoint's text; extension lines are refused, nobody writes them here."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0] or any(c < " " for c in lines[0]):
        raise _malformed()
    root = unb64(lines[2]) if lines[2].isascii() else None
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", lines[1]) or root is None or len(root) != 32:
        raise _malformed()
    return Checkpoint(lines[0], int(lines[1]), root)


def _holds(checkpoint: Checkpoint, text: str, verifier: Verifier, signature: bytes) -> bool:
    try:
        if isinstance(verifier.key, Ed25519PublicKey):
            verifier.key.verify(signature, text.encode())
        elif len(signature) != 8 + _ML_DSA_44_BYTES:
            return False
        else:
            (seconds,) = struct.unpack_from(">Q", signature)
            message = _cosigned(checkpoint, verifier.name, seconds)
            verifier.key.verify(signature[8:], message)
    except InvalidSignature:
        return False
    return True


def _cosigned(checkpoint: Checkpoint, name: str, seconds: int) -> bytes:
    """The binary message of an ML-DSA-44 cosignature of a whole tree."""
    signer, log = name.encode(), checkpoint.origin.encode()
    return b"".join(
        (
            _LABEL,
            struct.pack(">B", len(signer)) + signer,
            struct.pack(">Q", seconds),
            struct.pack(">B", len(log)) + log,
            struct.pack(">QQ", 0, checkpoint.size),
            checkpoint.root,
        )
    )


def _line(verifier: Verifier, signature: bytes) -> str:
    return f"— {verifier.name} {b64(verifier.id + signature)}\n"


def _malformed() -> IntegrityError:
    return IntegrityError(
        "checkpoint-malformed", "This is no signed checkpoint.", "Ask for the file again."
    )


def _forged() -> IntegrityError:
    return IntegrityError(
        "checkpoint-forged",
        "No known member of this vault signed this checkpoint.",
        "Ask for the file again, or check whose vault it is from.",
    )
