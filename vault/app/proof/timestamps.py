"""Timestamps: what an outside authority confirms about the ledger.

What is stamped is the text of a checkpoint: log, size, tree head. A token therefore shows that
every entry below that size existed, in this order, at that time; an owner who rewrites history
cannot get an old time for it. Tokens come by file, or over the network where the owner switched
an authority on; nothing is ever sent otherwise.

There is no queue to lose: waiting are the sealed releases that no timestamp covers, and the
next token over the whole ledger covers them all.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.x509 import Certificate

from vault.app.outside import write_outside
from vault.app.proof import authority
from vault.app.release.collecting import checkpoint_size
from vault.app.session import Session
from vault.domain import dates
from vault.domain import events as ev
from vault.domain.rules.timestamps import AUTHORITY, CERTIFICATES, SINCE, is_address
from vault.domain.state import State
from vault.domain.values import Timestamp
from vault.errors import CocoonError
from vault.ledger import timestamping
from vault.ledger.anchors import Anchor
from vault.ledger.checkpoint import Checkpoint, origin
from vault.ledger.log import Log
from vault.ledger.merkle import Tree, leaf_hash
from vault.ledger.times import contradicted
from vault.ledger.verify import Problem
from vault.storage.store import Store

_NAMED = 8
"""How many entries a note names."""


def text_of(vault: str, size: int, root: bytes) -> bytes:
    """What is stamped: the checkpoint's text."""
    return Checkpoint(origin(vault), size, root).text().encode()


def imprint_of(vault: str, size: int, root: bytes) -> bytes:
    """Its SHA-256, which goes to the authority; it says nothing about the content."""
    return hashlib.sha256(text_of(vault, size, root)).digest()


@dataclass(frozen=True, slots=True)
class Requested:
    """A request that was written out: over how many entries, and their tree head."""

    size: int
    root: bytes
    imprint: bytes


def write_request(session: Session, out: Path) -> Requested:
    """Write a request (.tsq) over the present ledger, for any authority.

    Raises:
        CocoonError: ``file-exists``, disk errors.
    """
    session.refresh()
    ledger = session.ledger
    imprint = imprint_of(session.vault, ledger.size, ledger.root)
    write_outside(out, [timestamping.request(imprint, secrets.randbits(63))])
    return Requested(ledger.size, ledger.root, imprint)


def add_answer(session: Session, path: Path) -> Timestamp:
    """Check an answer (.tsr) and keep it in the ledger, chain and all.

    Raises:
        CocoonError: ``no-such-file``, ``not-a-timestamp``, ``other-imprint`` when it answers no
            checkpoint of this ledger, ``timestamp-forged``, ``timestamp-known``.
    """
    session.refresh()
    return _enter(session, timestamping.read_answer(_read(path)))


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise CocoonError("no-such-file", f"There is no file {path}.", "Check the path.")
    with path.open("rb") as handle:
        return handle.read(timestamping.LARGEST + 1)


def _enter(session: Session, token: timestamping.Token) -> Timestamp:
    tree = session.ledger.tree()
    size = size_of(tree, session.vault, token.imprint)
    root = tree.root(size) if size else b""
    imprint = imprint_of(session.vault, size, root) if size else b""
    checked = timestamping.check(token, imprint, _roots(session.state))
    if token.at > session.clock() and (token.at - session.clock()).total_seconds() > 86400:
        raise CocoonError(
            "future-timestamp",
            "The timestamp lies in the future.",
            "Check this computer's clock, then add it again.",
        )
    body = ev.TimestampAdded(
        size,
        root.hex(),
        b64encode(token.raw).decode(),
        dates.stamp(token.at),
        checked.authority,
    )
    session.append(lambda state: body)
    return session.state.facts.timestamps[-1]


def size_of(tree: Tree, vault: str, imprint: bytes) -> int:
    """The size of the checkpoint that a hash belongs to, newest first; 0 when to none."""
    for size in range(tree.size, 0, -1):
        if imprint_of(vault, size, tree.root(size)) == imprint:
            return size
    return 0


def _roots(state: State) -> tuple[Certificate, ...]:
    text = state.facts.settings.get(CERTIFICATES, "")
    return timestamping.read_roots(text.encode()) if text else ()


# -- an authority on the network -----------------------------------------------------------------


def set_authority(session: Session, address: str, root: Path | None = None) -> None:
    """Switch an authority on, or off with an empty address; owners only.

    Args:
        session: an owner's.
        address: http:// or https://; nothing is sent until a release is sealed.
        root: PEM file of the certificates to which its tokens must lead.

    Raises:
        CocoonError: ``bad-address``, ``bad-certificates``, ``no-such-file``, ``not-allowed``.
    """
    certificates = ""
    if address and not is_address(address):
        raise CocoonError(
            "bad-address",
            "This is not the address of a timestamp authority.",
            "Give its http:// or https:// address, or “off”.",
        )
    if root is not None:
        if not address:
            raise CocoonError(
                "bad-certificates", "No authority needs no certificate.", "Leave out --root."
            )
        try:
            data = _read(root)
            timestamping.read_roots(data)
            certificates = data.decode("ascii")
        except ValueError as error:
            raise CocoonError(
                "bad-certificates",
                f"{root.name} holds no certificate in PEM form.",
                "Ask the authority for its root certificate (.pem).",
            ) from error
    session.append(lambda state: ev.AuthoritySet(address, certificates))


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of asking.

    Attributes:
        authority: its address, empty when none is switched on.
        timestamp: the new one, if there is one.
        waiting: sealed releases that no timestamp covers yet.
        why: why there is none, in a sentence.
    """

    authority: str = ""
    timestamp: Timestamp | None = None
    waiting: tuple[str, ...] = field(default=())
    why: str = ""


def waiting(state: State) -> tuple[str, ...]:
    """Sealed releases, since an authority is switched on, that no timestamp covers."""
    if not state.facts.settings.get(AUTHORITY):
        return ()
    since = int(state.facts.settings.get(SINCE, "0"))
    covered = max((stamp.size for stamp in state.facts.timestamps), default=0)
    return tuple(
        release.id
        for release in state.facts.releases.values()
        if release.state == "sealed" and checkpoint_size(state, release) > max(since, covered)
    )


def send(session: Session) -> Sent:
    """Ask the authority about the whole ledger if something waits for it.

    Raises:
        CocoonError: ``no-authority``, ``authority-away``, or what is wrong with its answer.
    """
    session.refresh()
    address = session.state.facts.settings.get(AUTHORITY, "")
    if not address:
        raise CocoonError(
            "no-authority",
            "No timestamp authority is switched on, so nothing is sent.",
            "The owner switches one on: `cocoon ledger authority URL`; or use stamp-request.",
        )
    if not waiting(session.state):
        return Sent(address)
    ledger = session.ledger
    imprint = imprint_of(session.vault, ledger.size, ledger.root)
    nonce = secrets.randbits(63)
    token = timestamping.read_answer(authority.ask(address, timestamping.request(imprint, nonce)))
    if token.nonce != nonce or token.imprint != imprint:
        raise CocoonError(
            "other-imprint",
            "The authority answered another request than this one.",
            "Try again: `cocoon ledger stamp-send`.",
        )
    return Sent(address, _enter(session, token), waiting(session.state))


def after_seal(session: Session) -> Sent:
    """Ask for a timestamp after a release was sealed; whatever goes wrong, the sealing stands."""
    try:
        if not session.state.facts.settings.get(AUTHORITY):
            return Sent()
        return send(session)
    except CocoonError as error:
        address = session.state.facts.settings.get(AUTHORITY, "")
        return Sent(address, None, waiting(session.state), error.message)


# -- timestamps as anchors -----------------------------------------------------------------------


def is_token(path: Path) -> bool:
    """Whether a file looks like a timestamp (DER), and not like a pack or a checkpoint."""
    if not path.is_file():
        return False
    with path.open("rb") as handle:
        return handle.read(1) == b"\x30"


def outside(path: Path, store: Store, vault: str) -> tuple[Anchor | None, list[Problem]]:
    """A token from outside, held against the stored entries.

    Returns:
        The head that it has seen; or what it has against these entries.

    Raises:
        CocoonError: ``not-a-timestamp``, ``timestamp-forged``.
    """
    token = timestamping.read_answer(_read(path))
    timestamping.check(token, token.imprint)
    tree = _tree(store)
    size = size_of(tree, vault, token.imprint)
    if not size:
        what = (
            f"{path.name} was given for a ledger that these entries do not begin with: it belongs "
            "to another vault, or the history was rewritten or cut off."
        )
        return None, [Problem(None, None, what)]
    return Anchor(size, tree.root(size), path.name), []


def stamped(store: Store, vault: str, state: State) -> Iterator[Problem]:
    """What the ledger's own timestamps have against its entries."""
    stamps = state.facts.timestamps
    if not stamps:
        return
    tree = _tree(store, max(stamp.size for stamp in stamps))
    for stamp in stamps:
        root = bytes.fromhex(stamp.root)
        try:
            token = timestamping.read_answer(b64decode(stamp.token))
            timestamping.check(token, imprint_of(vault, stamp.size, root))
        except CocoonError as error:
            yield Problem(stamp.size, None, f"The timestamp of {stamp.at}: {error.message}")
            continue
        if tree.size < stamp.size or tree.root(stamp.size) != root:
            what = (
                f"History was rewritten: {stamp.authority} has seen another head at {stamp.size} "
                f"entries on {stamp.at}."
            )
            yield Problem(stamp.size, None, what)


def doubts(times: Sequence[str], state: State) -> Iterator[str]:
    """What the timestamps have against the times that entries carry; a clock may have been wrong.

    Args:
        times: of the entries.
        state: which timestamps there are.
    """
    stamps = ((stamp.size, dates.parse(stamp.at)) for stamp in state.facts.timestamps)
    early, late = contradicted(times, stamps)
    for entries, word in ((early, "earlier"), (late, "later")):
        if entries:
            named = ", ".join(map(str, entries[:_NAMED]))
            more = f" and {len(entries) - _NAMED} more" if len(entries) > _NAMED else ""
            yield f"Dated {word} than an outside timestamp allows: entry {named}{more}."


def _tree(store: Store, size: int | None = None) -> Tree:
    tree = Tree()
    for _, raw in Log(store).read(0, size):
        tree.append(leaf_hash(raw))
    return tree
