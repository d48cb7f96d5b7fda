"""RFC 3161 timestamps: asking an authority when a checkpoint existed, and checking its answer.

A request carries the SHA-256 of a checkpoint's text (`vault.ledger.checkpoint`), a nonce, and
the wish for the signer's certificates. The answer is a CMS signature (RFC 5652) over a TSTInfo.
`check` believes a token only when the imprint is the wanted one, every signed attribute holds,
the signing certificate is the one that the signature names (RFC 5035), may sign timestamps and
nothing else, was valid at that time, and each certificate above it signed the one below. Which
root to believe is not decided here: the chain is returned, and compared with roots that the
caller brings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from vault.errors import CocoonError
from vault.ledger.der import Node, read_der, write_der, write_integer

LARGEST = 1 << 20
"""Bytes of the largest answer that is read."""

_SIGNED_DATA = "1.2.840.113549.1.7.2"
_TST_INFO = "1.2.840.113549.1.9.16.1.4"
_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
_SHA256 = "2.16.840.1.101.3.4.2.1"
_DIGESTS: dict[str, hashes.HashAlgorithm] = {
    _SHA256: hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}
_SIGNATURE_DIGESTS: dict[str, str] = {
    "1.2.840.113549.1.1.11": _SHA256,
    "1.2.840.113549.1.1.12": "2.16.840.1.101.3.4.2.2",
    "1.2.840.113549.1.1.13": "2.16.840.1.101.3.4.2.3",
    "1.2.840.10045.4.3.2": _SHA256,
    "1.2.840.10045.4.3.3": "2.16.840.1.101.3.4.2.2",
    "1.2.840.10045.4.3.4": "2.16.840.1.101.3.4.2.3",
}
_RSA_PSS = "1.2.840.113549.1.1.10"
_LONGEST_CHAIN = 10


_SHA256_IDENTIFIER = bytes.fromhex("300d06096086480165030402010500")


def request(imprint: bytes, nonce: int) -> bytes:
    """A TimeStampReq (RFC 3161 §2.4.1) for a SHA-256 hash, wanting certificates."""
    return write_der(
        0x30,
        write_integer(1),
        write_der(0x30, _SHA256_IDENTIFIER, write_der(0x04, imprint)),
        write_integer(nonce),
        b"\x01\x01\xff",
    )


@dataclass(frozen=True, slots=True)
class Token:
    """What an authority signed, not yet checked.

    Attributes:
        raw: the CMS structure, DER: what is kept.
        info: the signed TSTInfo, DER.
        imprint: 32 bytes, what was stamped.
        at: time of the stamp, UTC.
        nonce: as in the request, None when there was none.
        certificates: all certificates that came with it.
    """

    raw: bytes
    info: bytes
    imprint: bytes
    at: datetime
    nonce: int | None
    certificates: tuple[x509.Certificate, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A token that holds.

    Attributes:
        token: the token.
        authority: who signed, from its certificate.
        chain: certificates from the signer up to the highest that came with it.
        anchored: whether the chain leads to a root that the caller brought.
    """

    token: Token
    authority: str
    chain: tuple[x509.Certificate, ...]
    anchored: bool


def read_answer(data: bytes) -> Token:
    """Read a TimeStampResp, or a bare token.

    Raises:
        CocoonError: ``not-a-timestamp``, ``timestamp-refused`` by the authority.
    """
    try:
        if len(data) > LARGEST:
            raise ValueError("too long")
        whole = read_der(data)
        if whole.raw != data or whole.tag != 0x30:
            raise ValueError("no sequence, or something behind it")
        parts = whole.parts
        if parts[0].tag == 0x06:
            return _token(whole)
        status = parts[0].parts[0].integer
        if status not in (0, 1):
            raise CocoonError(
                "timestamp-refused",
                f"The authority did not grant a timestamp (status {status}).",
                "Make a new request: `cocoon ledger stamp-request`.",
            )
        return _token(parts[1])
    except (ValueError, IndexError, OverflowError) as error:
        raise CocoonError(
            "not-a-timestamp",
            "This is no answer of a timestamp authority.",
            "Give the file as it came (.tsr, DER).",
        ) from error


def _token(content: Node) -> Token:
    kind, wrapped = content.parts
    if kind.oid != _SIGNED_DATA:
        raise ValueError("no signed data")
    signed = wrapped.parts[0].parts
    inner = signed[2].parts
    if inner[0].oid != _TST_INFO:
        raise ValueError("no TSTInfo")
    info = inner[1].parts[0]
    fields = read_der(info.body).parts
    algorithm, imprint = fields[2].parts
    if info.tag != 0x04 or algorithm.parts[0].oid != _SHA256 or len(imprint.body) != 32:
        raise ValueError("another hash")
    nonce = next((field.integer for field in fields[5:] if field.tag == 0x02), None)
    certificates = [
        x509.load_der_x509_certificate(each.raw)
        for part in signed[3:-1]
        if part.tag == 0xA0
        for each in part.parts
        if each.tag == 0x30
    ]
    return Token(content.raw, info.body, imprint.body, _time(fields[4]), nonce, tuple(certificates))


def _time(node: Node) -> datetime:
    text = node.body.decode("ascii")
    if node.tag != 0x18 or not text.endswith("Z"):
        raise ValueError("no GeneralizedTime in UTC")
    whole, _, fraction = text[:-1].partition(".")
    moment = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return moment.replace(microsecond=int((fraction + "000000")[:6])) if fraction else moment


def check(token: Token, imprint: bytes, roots: Sequence[x509.Certificate] = ()) -> Checked:
    """Check a token.

    Args:
        token: from `read_answer`.
        imprint: the hash that must have been stamped.
        roots: certificates that the caller believes; with none, any chain will do and the
            answer is not `anchored`.

    Raises:
        CocoonError: ``other-imprint``, ``no-certificates``, ``timestamp-forged``,
            ``other-root``.
    """
    if token.imprint != imprint:
        raise CocoonError(
            "other-imprint",
            "The timestamp is about something else.",
            "Give the answer to a request of this ledger.",
        )
    if not token.certificates:
        raise CocoonError(
            "no-certificates",
            "The timestamp came without the authority's certificates.",
            "Ask again; requests of `cocoon ledger stamp-request` ask for them.",
        )
    try:
        chain = _chain(token, _signed_by(token))
    except (
        *(ValueError, IndexError, TypeError, StopIteration, InvalidSignature),
        *(UnsupportedAlgorithm, x509.ExtensionNotFound),
    ) as error:
        raise CocoonError(
            "timestamp-forged",
            "The timestamp's signature does not hold.",
            "Ask the authority again.",
        ) from error
    anchored = any(_rests_on(chain[-1], root) for root in roots)
    if roots and not anchored:
        raise CocoonError(
            "other-root",
            "The timestamp does not lead to the root certificate that was named.",
            "Ask the authority that the owner chose, or have the owner name its root.",
        )
    return Checked(token, _name(chain[0]), chain, anchored)


def _signed_by(token: Token) -> x509.Certificate:
    """The certificate whose holder signed the token (RFC 5652 §5.4, RFC 3161 §2.4.2)."""
    signers = read_der(token.raw).parts[1].parts[0].parts[-1].parts
    if len(signers) != 1:
        raise ValueError("a token has one signer")
    fields = signers[0].parts
    attributes_at = next(k for k, field in enumerate(fields) if field.tag == 0xA0 and k > 1)
    digest = fields[2].parts[0].oid
    attributes = {}
    for attribute in fields[attributes_at].parts:
        name, values = attribute.parts
        if name.oid in attributes:
            raise ValueError("an attribute comes twice")
        attributes[name.oid] = values.parts[0]
    if attributes[_CONTENT_TYPE].oid != _TST_INFO:
        raise ValueError("another kind of content was signed")
    if attributes[_MESSAGE_DIGEST].body != _hash(digest, token.info):
        raise ValueError("other content was signed")
    certificate = _named(token, fields[1], attributes)
    message = b"\x31" + fields[attributes_at].raw[1:]  # signed as a SET, sent as [0]
    _verify(
        certificate.public_key(), fields[attributes_at + 1], digest, fields[attributes_at + 2].body,
        message,
    )  # fmt: skip
    return certificate


def _named(token: Token, sid: Node, attributes: dict[str, Node]) -> x509.Certificate:
    """The certificate that the signer names twice: by issuer and number, and by its hash."""
    for certificate in token.certificates:
        der = _der_of(certificate)
        if _SIGNING_CERTIFICATE_V2 in attributes:
            first = attributes[_SIGNING_CERTIFICATE_V2].parts[0].parts[0].parts
            by = first[0].parts[0].oid if first[0].tag == 0x30 else _SHA256
            named = next(part for part in first if part.tag == 0x04).body == _hash(by, der)
        else:
            first = attributes[_SIGNING_CERTIFICATE].parts[0].parts[0].parts
            named = first[0].body == hashlib.sha1(der, usedforsecurity=False).digest()
        if not named:
            continue
        if sid.tag == 0x30:
            issuer, serial = sid.parts
            same = issuer.raw == certificate.issuer.public_bytes()
            if not same or serial.integer != certificate.serial_number:
                raise ValueError("the signer is named in two ways")
        return certificate
    raise ValueError("the signer's certificate did not come with it")


def _verify(key: Any, algorithm: Node, digest: str, signature: bytes, message: bytes) -> None:
    name = algorithm.parts[0].oid
    how = _DIGESTS[_SIGNATURE_DIGESTS.get(name, digest)]
    if isinstance(key, rsa.RSAPublicKey):
        if name == _RSA_PSS:
            inside = {part.tag: part.parts[0] for part in algorithm.parts[1].parts}
            how = _DIGESTS[inside[0xA0].parts[0].oid]
            scheme: Any = padding.PSS(padding.MGF1(how), inside[0xA2].integer)
        else:
            scheme = padding.PKCS1v15()
        key.verify(signature, message, scheme, how)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, message, ec.ECDSA(how))
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, message)
    else:
        raise ValueError("a kind of key that timestamps do not use")


def _chain(token: Token, signer: x509.Certificate) -> tuple[x509.Certificate, ...]:
    """The signer and, above it, who vouches for it, as far as certificates came with it."""
    usage = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    if not usage.critical or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise ValueError("the certificate is not for timestamps alone")
    chain = [signer]
    while len(chain) < _LONGEST_CHAIN and chain[-1].issuer != chain[-1].subject:
        above = next((c for c in token.certificates if _issued(c, chain[-1])), None)
        if above is None:
            break
        chain.append(above)
    for certificate in chain:
        if not certificate.not_valid_before_utc <= token.at <= certificate.not_valid_after_utc:
            raise ValueError("a certificate was not valid then")
    return tuple(chain)


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    if issuer.subject != certificate.issuer:
        return False
    try:
        may = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    return may


def _rests_on(certificate: x509.Certificate, root: x509.Certificate) -> bool:
    return certificate == root or _issued(root, certificate)


def read_roots(text: bytes) -> tuple[x509.Certificate, ...]:
    """Certificates in PEM; `ValueError` when there is none."""
    return tuple(x509.load_pem_x509_certificates(text))


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate, hex."""
    return hashlib.sha256(_der_of(certificate)).hexdigest()


def _der_of(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def _hash(oid: str, data: bytes) -> bytes:
    digest = hashes.Hash(_DIGESTS[oid])
    digest.update(data)
    return digest.finalize()


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    text = str(names[0].value) if names else certificate.subject.rfc4514_string()
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200] or "?"
