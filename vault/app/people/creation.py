"""Making a vault: a folder, a first member, a first epoch, a recovery key on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vault.app.people.epochs import make_epoch
from vault.app.session import (
    FORMAT_FILE,
    Session,
    format_bytes,
    put_slot,
    utc_now,
    vault_id,
)
from vault.domain import dates, names
from vault.domain.events import VaultCreated
from vault.domain.values import Member, PublicKeys
from vault.errors import CocoonError
from vault.keys import passphrase as locks
from vault.keys import recovery as paper
from vault.keys.identity import Identity
from vault.keys.wraps import KeyRing
from vault.storage.folder import FolderStore
from vault.storage.store import Store

FIRST_ROLES = ("owner", "engineer", "approver")


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault.

    Attributes:
        session: unlocked for its first member.
        recovery_key: to be written on paper; it is kept nowhere else.
    """

    session: Session
    recovery_key: str


def create(
    target: Path | Store,
    *,
    org: str,
    user: str,
    passphrase: str,
    solo: bool = False,
    zone: str | None = None,
    clock: Callable[[], datetime] = utc_now,
    cost: locks.Cost | None = None,
) -> Created:
    """Make a vault in an empty or absent folder.

    Raises:
        CocoonError: ``folder-not-empty``, ``weak-passphrase``, ``bad-name``, disk errors.
    """
    org = names.clean_name(org, "organisation's name")
    user = names.clean_name(user, "member's name")
    locks.require_strength(passphrase)
    if isinstance(target, Path):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise CocoonError(
                "folder-not-empty",
                f"{target} already has something in it.",
                "Choose an empty or new folder for the vault.",
            )
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        store: Store = FolderStore(target)
    else:
        store = target
    identity = Identity.generate()
    vault = vault_id(identity.public.verify)
    member = names.new_id(names.MEMBER)
    slot = put_slot(
        store,
        vault,
        user,
        locks.lock(identity.seed, passphrase, vault=vault, member=member, cost=cost),
    )
    recovery_key, recovery = paper.generate()
    ring = KeyRing(store, vault, member, identity)
    public = PublicKeys.of(identity.public)
    first = Member(member, user, FIRST_ROLES, public, slot, "")
    epoch = make_epoch(
        store,
        vault,
        ring,
        n=1,
        at=dates.stamp(clock()),
        by=member,
        reason="created",
        technologies=(),
        members=[first],
        recovery=PublicKeys.of(recovery.public),
    )
    session = Session(store, vault, member, identity, clock=clock, ring=ring)
    event = VaultCreated(
        org=org,
        zone=dates.known_zone(zone or _local_zone()),
        solo=solo,
        member=member,
        name=user,
        roles=FIRST_ROLES,
        public=public,
        slot=slot,
        recovery=PublicKeys.of(recovery.public),
        epoch=epoch,
    )
    session.append(lambda state: event, open={"verify": public.verify})
    store.put_if_absent(FORMAT_FILE, format_bytes(vault))
    return Created(session, recovery_key)


def _local_zone() -> str:
    import tzlocal

    try:
        return tzlocal.get_localzone_name() or "UTC"
    except Exception:
        return "UTC"
