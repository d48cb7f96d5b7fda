"""An unlocked vault: one person, their keys, and the ledger they may append to.

Order of trust at unlock: the passphrase opens the slot, the slot's identity opens the wraps,
the ledger key opens the entries, and then the folded entries confirm the slot and, by their
check values, every secret before it is used. A slot or wrap that somebody else put into the
folder is therefore never relied on.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from vault.app.places import config_folder
from vault.app.safe import Safe, no_secret
from vault.domain.events import Body
from vault.domain.fold import Fold
from vault.domain.state import State
from vault.domain.values import Member
from vault.errors import CocoonError, IntegrityError
from vault.keys import passphrase as locks
from vault.keys.derive import check_value, label
from vault.keys.identity import Identity
from vault.keys.wraps import KeyRing, addressed_is_intact
from vault.ledger.anchors import LastSeen
from vault.ledger.entry import Draft, Event, parse_entry
from vault.ledger.log import Log, entry_name
from vault.ledger.replica import Ledger
from vault.storage.folder import FolderStore
from vault.storage.store import Store

FORMAT = 1
FORMAT_FILE = "vault.json"
SNAPSHOT_EVERY = 200


class _Format(msgspec.Struct, frozen=True):
    cocoon: int
    vault: str
    check: str


def format_bytes(vault: str, version: int = FORMAT) -> bytes:
    """Content of the format file; it has exactly one right form for a vault and a version."""
    return msgspec.json.encode(_Format(version, vault, _format_check(version, vault))) + b"\n"


def _format_check(version: int, vault: str) -> str:
    """Tells a newer version from a flipped bit; every later version keeps it."""
    return hashlib.sha256(label("cocoon format", version, vault)).hexdigest()[:16]


def read_format(store: Store) -> str:
    """The vault id of a folder.

    Raises:
        CocoonError: ``not-a-vault`` or ``newer-format``.
    """
    if not store.exists(FORMAT_FILE):
        raise CocoonError(
            "not-a-vault",
            "This folder is not a Cocoon vault.",
            "Check the path, or make a new vault with `cocoon init DIR`.",
        )
    data = store.get(FORMAT_FILE)
    try:
        found = msgspec.json.decode(data, type=_Format)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _format_damaged() from error
    if found.check != _format_check(found.cocoon, found.vault):
        raise _format_damaged()
    if found.cocoon > FORMAT:
        raise CocoonError(
            "newer-format",
            "This vault was written by a newer version of Cocoon.",
            "Install the current version, then try again.",
        )
    if data != format_bytes(found.vault):
        raise _format_damaged()
    if not _begins(store, found.vault):
        raise IntegrityError(
            "first-entry-damaged",
            f"The first ledger entry, {entry_name(0)}, is missing, damaged or not this vault's.",
            "Restore it from a backup; the rest of the vault is untouched.",
        )
    return found.vault


def _format_damaged() -> IntegrityError:
    return IntegrityError(
        "format-file-damaged",
        f"The file {FORMAT_FILE} of the vault is damaged.",
        "Restore it from a backup; the rest of the vault is untouched.",
    )


def vault_id(verify: bytes) -> str:
    """A vault is named after the key that signs its first entry, so no other can claim it."""
    return hashlib.sha256(label("cocoon vault", 1) + verify).hexdigest()[:32]


def _begins(store: Store, vault: str) -> bool:
    """Whether the log begins with the entry that gave the vault its id."""
    try:
        first = parse_entry(Log(store).get(0))
        return first.envelope.vault == vault and vault_id(b64decode(first.open["verify"])) == vault
    except (CocoonError, KeyError, TypeError, ValueError):
        return False


def open_folder(folder: Path) -> Store:
    """The store of a vault folder.

    Raises:
        CocoonError: ``not-a-vault``.
    """
    if not folder.is_dir():
        raise CocoonError(
            "not-a-vault",
            f"There is no vault at {folder}.",
            "Check the path, or make a new vault with `cocoon init DIR`.",
        )
    return FolderStore(folder)


def locator(vault: str, name: str) -> str:
    """Folder of a member's slots: found by name, and not telling the name to a reader."""
    folded = unicodedata.normalize("NFC", name.strip()).casefold()
    return "slot/" + hashlib.sha256(label("locator", vault, folded)).hexdigest()[:24]


def slot_names(store: Store, vault: str, name: str) -> list[str]:
    """A member's slot files, newest first; foreign files there are passed over."""
    form = re.compile(re.escape(locator(vault, name)) + r"/(\d{4,9})/[0-9a-f]{64}")
    found = [
        match for slot in store.list(locator(vault, name) + "/") if (match := form.fullmatch(slot))
    ]
    return [match[0] for match in sorted(found, key=lambda match: -int(match[1]))]


def put_slot(store: Store, vault: str, name: str, data: bytes) -> str:
    """Store a new slot for a member; returns its file name."""
    taken = slot_names(store, vault, name)
    number = int(taken[0].split("/")[2]) + 1 if taken else 1
    slot = f"{locator(vault, name)}/{number:04d}/{hashlib.sha256(data).hexdigest()}"
    store.put_if_absent(slot, data)
    return slot


def seen_as(store: Store, vault: str) -> str:
    """Name of a vault at a place in the list of last seen tree heads."""
    root = getattr(store, "root", None)
    if root is None:
        return vault
    return f"{vault}-{hashlib.sha256(str(Path(root).resolve()).encode()).hexdigest()[:12]}"


def utc_now() -> datetime:
    """The present time."""
    return datetime.now(UTC)


class Session:
    """An unlocked vault in one person's name.

    Attributes:
        store: the folder.
        vault: vault id.
        author: member id, or ``recovery``.
        identity: the person's private keys.
        ring: the secrets they open.
        ledger: the log with its fold.
        safe: content encrypted under the ring's secrets.
        clock: where the time comes from.
    """

    def __init__(
        self,
        store: Store,
        vault: str,
        author: str,
        identity: Identity,
        *,
        clock: Callable[[], datetime] = utc_now,
        ring: KeyRing | None = None,
    ) -> None:
        self.store = store
        self.vault = vault
        self.author = author
        self.identity = identity
        self.clock = clock
        self.ring = ring or KeyRing(store, vault, author, identity)
        self.ring.confirm = lambda epoch, name: self.state.check(epoch, name)
        self.ledger: Ledger[Fold] = Ledger(store, vault, self.ring, Fold(), clock)
        self.safe = Safe(store, vault, self.secret)

    @property
    def state(self) -> State:
        """What the ledger says as far as it was folded."""
        return self.ledger.fold

    @property
    def me(self) -> Member:
        """The member whose session this is."""
        return self.state.member(self.author)

    def last_seen(self) -> LastSeen:
        """The newest tree heads this person's machine has seen."""
        return LastSeen(FolderStore(config_folder()))

    @property
    def seen_as(self) -> str:
        """What this folder is called there: vault and place.

        So a copy made elsewhere on purpose (a restored backup) is not taken for a rollback.
        """
        return seen_as(self.store, self.vault)

    def refresh(self) -> None:
        """Fold what others appended."""
        self.ledger.refresh()

    def secret(self, name: str, epoch: int | None = None) -> bytes:
        """A secret of the vault, confirmed by the ledger.

        Raises:
            CocoonError: ``no-…-key``: this member's role does not hold it.
            IntegrityError: the sealed key is not the one the ledger speaks of.
        """
        epoch = epoch or self.state.epoch().n
        found = self.ring.find(epoch, name)
        if found is None:
            raise no_secret(name)
        if self.state.check(epoch, name) != check_value(found):
            raise no_secret(name)
        return found

    def holds(self, name: str, epoch: int | None = None) -> bool:
        """Whether this person's keys open a secret."""
        return self.ring.find(epoch or self.state.epoch().n, name) is not None

    def append(
        self, build: Callable[[State], Body], open: Mapping[str, Any] | None = None
    ) -> Event:
        """Append one event. `build` sees the newest state, may refuse, and may run again.

        Raises:
            CocoonError: a rule says no, or the disk does; nothing was appended.
        """

        def draft(state: State) -> Draft:
            body = build(state)
            epoch = state.epoch().n if state.facts.epochs else 1
            return Draft(kind=body.kind, fields=body.fields(), epoch=epoch, open=open)

        event = self.ledger.append(draft, self.identity.signer, self.author)
        self._remember()
        return event

    def _remember(self) -> None:
        """Note what was reached; the event stands already, so that failing is no failure."""
        with suppress(CocoonError):
            self.last_seen().remember(self.seen_as, self.ledger.size, self.ledger.root)
            if self.ledger.size % SNAPSHOT_EVERY == 0:
                self.snapshot()

    def snapshot(self) -> None:
        """Leave a snapshot, so that the next unlock need not fold from the beginning."""
        signer = self.identity.signer
        epoch = self.state.epoch().n
        self.ledger.save_snapshot(self.author, signer, signer.public_key(), epoch)


def find_identity(
    store: Store, vault: str, name: str, passphrase: str
) -> Iterator[tuple[str, str, Identity]]:
    """Slots of a member that a passphrase opens: (slot file, member id, identity), newest first.

    Raises:
        CocoonError: ``unknown-member``, ``wrong-passphrase``.
        IntegrityError: every slot of this member is damaged.
    """
    names = slot_names(store, vault, name)
    if not names:
        raise CocoonError(
            "unknown-member",
            "No member of that name has a key in this vault.",
            "Check the spelling of --user; the owner sees names with `cocoon member list`.",
        )
    found = False
    problem: CocoonError | None = None
    bad: list[str] = []
    for slot_name in names:
        data = store.get(slot_name)
        try:
            if not addressed_is_intact(slot_name, data):
                raise locks.damaged(slot_name)
            slot = locks.parse(data)
            seed = locks.unlock(slot, passphrase)
        except IntegrityError:
            bad.append(slot_name)
            continue
        except CocoonError as error:
            problem = error
            continue
        found = True
        yield slot_name, slot.member, Identity(seed)
    if bad and not found:
        raise locks.damaged(*bad)
    if problem is not None and not found:
        raise problem


def unlock(
    folder: Path | Store,
    name: str,
    passphrase: str,
    *,
    clock: Callable[[], datetime] = utc_now,
) -> Session:
    """Open a vault with a member's passphrase.

    Raises:
        CocoonError: ``not-a-vault``, ``newer-format``, ``unknown-member``,
            ``wrong-passphrase``.
        IntegrityError: the folder is not what was written.
    """
    store = open_folder(folder) if isinstance(folder, Path) else folder
    vault = read_format(store)
    for slot_name, member_id, identity in find_identity(store, vault, name, passphrase):
        session = Session(store, vault, member_id, identity, clock=clock)
        session.ledger.load_snapshot(member_id, identity.signer.public_key())
        session.refresh()
        member = session.state.facts.members.get(member_id)
        if member is None or not member.active:
            raise CocoonError(
                "not-a-member",
                "This person is no longer a member of the vault.",
                "Ask the owner.",
            )
        if member.slot == slot_name:
            _check_rollback(session)
            return session
    raise CocoonError(
        "wrong-passphrase",
        "This passphrase is not the present one.",
        "Use the newest passphrase, or the recovery key.",
    )


def apart(session: Session) -> Session:
    """Another session of the same person, for long work on another thread.

    It shares nothing that changes with the first: the folder is opened anew, as by another program.
    """
    root = getattr(session.store, "root", None)
    store = session.store if root is None else open_folder(Path(root))
    twin = Session(store, session.vault, session.author, session.identity, clock=session.clock)
    twin.ledger.load_snapshot(session.author, session.identity.signer.public_key())
    twin.refresh()
    return twin


def _check_rollback(session: Session) -> None:
    """Refuse a folder that is older than what this machine has already seen of it."""
    seen = session.last_seen()
    ledger = session.ledger
    for anchor in seen.anchors(session.seen_as):
        older = anchor.size > ledger.size
        if older or (anchor.size == ledger.size and anchor.root != ledger.root):
            what = (
                f"ends at entry {ledger.size}, but had {anchor.size} entries when it was last seen"
                if older
                else "has another history than when it was last seen"
            )
            raise IntegrityError(
                "rolled-back",
                f"The vault folder {what} on {anchor.source}.",
                "Find out who replaced the folder. If a backup was copied back, declare it: "
                "`cocoon backup restore`.",
            )
    with suppress(CocoonError):  # a vault opens for reading although no disk has room left
        seen.remember(session.seen_as, ledger.size, ledger.root)
