"""People: adding, roles, grants, removal, passphrases, recovery."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from vault.app.people.epochs import make_epoch, seal_to_member, secrets_of
from vault.app.safe import no_secret
from vault.app.session import (
    Session,
    find_identity,
    open_folder,
    put_slot,
    read_format,
    utc_now,
)
from vault.domain import dates, delegations, names
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import RECOVERY, ROLES, Epoch, Member, PublicKeys, Technology
from vault.errors import CocoonError, RefusedError
from vault.keys import passphrase as locks
from vault.keys import recovery as paper
from vault.keys.identity import Identity
from vault.ledger.snapshot import folder as folder_of_snapshots
from vault.storage.store import Store


def find_member(state: State, name: str) -> Member:
    """A member by name or id, active or not; active ones first.

    Raises:
        CocoonError: ``unknown-member``.
    """
    wanted = name.strip().casefold()
    found = [m for m in state.facts.members.values() if wanted in (m.name.casefold(), m.id.lower())]
    if not found:
        raise CocoonError(
            "unknown-member",
            f"There is no member named {name}.",
            "List them with `cocoon member list`.",
        )
    return max(found, key=lambda m: m.active)


def find_technology(state: State, name: str) -> Technology:
    """A technology by name or id.

    Raises:
        CocoonError: ``unknown-technology``.
    """
    wanted = name.strip().casefold()
    for technology in state.facts.technologies.values():
        if wanted in (technology.name.casefold(), technology.id.lower()):
            return technology
    raise CocoonError(
        "unknown-technology",
        f"There is no technology named {name}.",
        "Technologies are made by `cocoon document add --technology NAME`.",
    )


def _checked_roles(roles: Iterable[str]) -> tuple[str, ...]:
    chosen = set(roles)
    if not chosen or not chosen <= set(ROLES):
        raise CocoonError("unknown-role", f"Roles are {', '.join(ROLES)}.", "Choose one or more.")
    return tuple(role for role in ROLES if role in chosen)


def next_epoch(
    session: Session, state: State, reason: str, members: Iterable[Member], recovery: PublicKeys
) -> Epoch:
    """The epoch after the one in force, sealed to these members as they will be in it.

    A delegation that is over, or whose appointer is not among the members as an owner or
    approver, gives no keys; the rules judge by the same time.
    """
    begins = dates.stamp(session.clock())
    return make_epoch(
        session.store,
        session.vault,
        session.ring,
        n=state.epoch().n + 1,
        at=begins,
        by=session.author,
        reason=reason,
        technologies=state.facts.technologies,
        members=delegations.without_lapsed(members, dates.parse(begins)),
        recovery=recovery,
    )


def recovery_of(state: State) -> PublicKeys:
    """The public keys of the recovery key in force."""
    if state.facts.recovery is None:
        raise RefusedError("bad-entry", "The vault has no recovery key.")
    return state.facts.recovery


def must_hold(session: Session, names_: Iterable[str]) -> None:
    """Refuse to give what the session's member does not hold."""
    for name in names_:
        if not session.holds(name):
            error = no_secret(name)
            raise CocoonError(
                error.code,
                "These roles need a key that you do not hold, so you cannot give it.",
                "Ask an owner who is also an approver.",
            )


def add(
    session: Session,
    name: str,
    roles: Iterable[str],
    new_passphrase: str,
    *,
    cost: locks.Cost | None = None,
) -> Member:
    """Add a person with a passphrase of their own."""
    name = names.clean_name(name, "member's name")
    chosen = _checked_roles(roles)
    locks.require_strength(new_passphrase)
    session.state.owner(session.author)
    identity = Identity.generate()
    member_id = names.new_id(names.MEMBER)
    slot_bytes = locks.lock(
        identity.seed, new_passphrase, vault=session.vault, member=member_id, cost=cost
    )
    slot = put_slot(session.store, session.vault, name, slot_bytes)
    public = PublicKeys.of(identity.public)

    def build(state: State) -> ev.Body:
        member = Member(member_id, name, chosen, public, slot, "")
        needed = secrets_of(member, state.facts.technologies)
        must_hold(session, needed)
        wraps = seal_to_member(session.store, session.vault, session.ring, state, member, needed)
        return ev.MemberAdded(member_id, name, chosen, public, slot, wraps)

    session.append(build)
    return session.state.facts.members[member_id]


def change_roles(
    session: Session, name: str, *, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> Member:
    """Give and take roles; taking one away starts a new epoch."""
    added, removed = set(add), set(remove)
    if not added and not removed:
        raise CocoonError("nothing-to-do", "No role was named.", "Use --add or --remove.")
    _checked_roles(added | removed)
    target = find_member(session.state, name)

    def build(state: State) -> ev.Body:
        member = state.member(target.id)
        roles = _checked_roles((set(member.roles) | added) - removed)
        changed = msgspec.structs.replace(member, roles=roles)
        epoch = None
        if set(roles) - set(member.roles):
            must_hold(session, secrets_of(changed, state.facts.technologies))
        if set(member.roles) - set(roles):
            others = [m for m in state.facts.members.values() if m.active and m.id != member.id]
            epoch = next_epoch(
                session, state, f"role of {member.id}", [*others, changed], recovery_of(state)
            )
            return ev.MemberRoles(member.id, roles, (), epoch)
        needed = secrets_of(changed, state.facts.technologies)
        wraps = seal_to_member(session.store, session.vault, session.ring, state, changed, needed)
        return ev.MemberRoles(member.id, roles, wraps)

    session.state.owner(session.author)
    session.append(build)
    return session.state.facts.members[target.id]


def remove(session: Session, name: str) -> Member:
    """Remove a person; a new epoch starts, whose secrets they never see."""
    target = find_member(session.state, name)
    session.state.owner(session.author)

    def build(state: State) -> ev.Body:
        state.member(target.id)
        others = [m for m in state.facts.members.values() if m.active and m.id != target.id]
        if not any(m.is_a("owner") for m in others):
            raise RefusedError(
                "last-owner",
                "The vault would be left without an owner.",
                "Make somebody else an owner first.",
            )
        reason = f"removed {target.id}"
        return ev.MemberRemoved(
            target.id, next_epoch(session, state, reason, others, recovery_of(state))
        )

    session.append(build)
    return session.state.facts.members[target.id]


def grant(session: Session, name: str, technology: str) -> Member:
    """Give a technology's key to an engineer or examiner."""
    target = find_member(session.state, name)
    found = find_technology(session.state, technology)

    def build(state: State) -> ev.Body:
        member = state.member(target.id)
        key = f"technology:{found.id}"
        must_hold(session, [key])
        wraps = seal_to_member(session.store, session.vault, session.ring, state, member, [key])
        return ev.MemberGranted(member.id, found.id, wraps)

    session.append(build)
    return session.state.facts.members[target.id]


def revoke(session: Session, name: str, technology: str) -> Member:
    """Take a technology away; a new epoch starts."""
    target = find_member(session.state, name)
    found = find_technology(session.state, technology)
    session.state.owner(session.author)

    def build(state: State) -> ev.Body:
        member = state.member(target.id)
        if found.id not in member.grants:
            raise RefusedError(
                "not-granted",
                f"{member.name} does not hold {found.name}.",
                "See `cocoon member show`.",
            )
        changed = msgspec.structs.replace(
            member, grants=tuple(t for t in member.grants if t != found.id)
        )
        others = [m for m in state.facts.members.values() if m.active and m.id != member.id]
        epoch = next_epoch(
            session,
            state,
            f"revoked {found.id} from {member.id}",
            [*others, changed],
            recovery_of(state),
        )
        return ev.MemberRevoked(member.id, found.id, epoch)

    session.append(build)
    return session.state.facts.members[target.id]


def confirm(session: Session, passphrase: str) -> None:
    """Refuse unless this is the present passphrase of the session's own member.

    Raises:
        CocoonError: ``wrong-passphrase``.
    """
    session.refresh()
    me = session.me
    found = find_identity(session.store, session.vault, me.name, passphrase)
    if not any(slot == me.slot and member == me.id for slot, member, _ in found):
        raise CocoonError(
            "wrong-passphrase",
            "This passphrase is not the present one.",
            "Type the passphrase with which you unlocked the vault.",
        )


def change_passphrase(
    session: Session, new_passphrase: str, *, cost: locks.Cost | None = None
) -> None:
    """A new passphrase for the session's own member."""
    locks.require_strength(new_passphrase)
    data = locks.lock(
        session.identity.seed,
        new_passphrase,
        vault=session.vault,
        member=session.author,
        cost=cost,
    )
    slot = put_slot(session.store, session.vault, session.me.name, data)
    session.append(lambda state: ev.MemberPassphrase(slot))


def recover(
    folder: Path | Store,
    name: str,
    recovery_key: str,
    new_passphrase: str,
    *,
    clock: Callable[[], datetime] = utc_now,
    cost: locks.Cost | None = None,
) -> tuple[Member, str]:
    """Give a member new keys by the recovery key; a new epoch and a new recovery key begin.

    Returns:
        The member, and the new recovery key for paper (the old one is used up).

    Raises:
        CocoonError: ``bad-recovery-key``, ``wrong-recovery-key``, ``unknown-member``.
    """
    locks.require_strength(new_passphrase)
    session = unlock_with_paper(folder, recovery_key, clock=clock)
    store, vault = session.store, session.vault
    target = session.state.member(find_member(session.state, name).id)
    new_key, new_recovery = paper.generate()
    fresh = Identity.generate()
    public = PublicKeys.of(fresh.public)
    recovery_public = PublicKeys.of(new_recovery.public)
    slot = put_slot(
        store,
        vault,
        target.name,
        locks.lock(fresh.seed, new_passphrase, vault=vault, member=target.id, cost=cost),
    )

    def build(state: State) -> ev.Body:
        member = msgspec.structs.replace(state.member(target.id), public=public)
        others = [m for m in state.facts.members.values() if m.active and m.id != member.id]
        epoch = next_epoch(
            session, state, f"recovered {member.id}", [*others, member], recovery_public
        )
        return ev.MemberRecovered(member.id, public, slot, recovery_public, epoch)

    # signed with the old key, they would look forged from now on
    for name in list(store.list(folder_of_snapshots(target.id))):
        store.delete(name)
    session.append(build)
    return session.state.facts.members[target.id], new_key


def unlock_with_paper(
    folder: Path | Store, recovery_key: str, *, clock: Callable[[], datetime] = utc_now
) -> Session:
    """A session in the name of the recovery key.

    Raises:
        CocoonError: ``bad-recovery-key``, ``wrong-recovery-key``.
    """
    identity = paper.read(recovery_key)
    store = open_folder(folder) if isinstance(folder, Path) else folder
    vault = read_format(store)
    session = Session(store, vault, RECOVERY, identity, clock=clock)
    wrong = CocoonError(
        "wrong-recovery-key",
        "This recovery key is not the one in force for this vault.",
        "Each use of a recovery key makes a new one; look for the newest sheet.",
    )
    if session.ring.newest_epoch == 0:
        raise wrong
    try:
        session.refresh()
    except CocoonError as error:
        raise wrong if error.code == "no-ledger-key" else error from error
    if session.state.facts.recovery != PublicKeys.of(identity.public):
        raise wrong
    return session


def drill(
    folder: Path | Store, recovery_key: str, *, clock: Callable[[], datetime] = utc_now
) -> int:
    """Try the recovery key without using it up, and enter that it works.

    It must open every secret of the epoch in force, each confirmed by the ledger; the entry is
    signed with the recovery key itself. Nothing else changes.

    Returns:
        How many secrets it opened.

    Raises:
        CocoonError: ``bad-recovery-key``, ``wrong-recovery-key``, ``drill-failed``.
    """
    session = unlock_with_paper(folder, recovery_key, clock=clock)

    def build(state: State) -> ev.Body:
        present = state.epoch().n
        wanted = [
            name.partition("/")[2] for name in state.facts.checks if name.startswith(f"{present}/")
        ]
        missing = [name for name in wanted if not _opens(session, name, present)]
        if missing:
            raise CocoonError(
                "drill-failed",
                f"The recovery key does not open {len(missing)} of {len(wanted)} keys in force.",
                "Run `cocoon ledger verify`; then have an owner start a new epoch, for example "
                "by taking a role away.",
            )
        return ev.RecoveryDrilled(len(wanted))

    event = session.append(build)
    opened: int = event.fields["secrets"]
    return opened


def _opens(session: Session, name: str, epoch: int) -> bool:
    try:
        session.secret(name, epoch)
    except CocoonError:
        return False
    return True
