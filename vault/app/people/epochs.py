"""Epochs: making a fresh set of secrets and sealing it to those who may have them.

Everything here only prepares files and an `Epoch` value; the epoch begins when the event that
carries it is appended. Wrap files left behind by a crash are orphans that open nothing that is
in use.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from vault.domain.state import State
from vault.domain.values import RECOVERY, Epoch, Member, PublicKeys
from vault.keys.derive import check_value, derive
from vault.keys.identity import Identity
from vault.keys.wraps import LEDGER, SEAL, TRACE, KeyRing, chain, technology_key, wrap
from vault.ledger.checkpoint import Verifier
from vault.storage.store import Store


def lodge_identity(trace: bytes) -> Identity:
    """The key pair leaks are sealed to, so that anyone may lodge and only tracers read."""
    return Identity(derive(trace, "lodge"))


@dataclass(frozen=True, slots=True)
class ReleaseKeys:
    """The keys that sign checkpoints and manifests: derived from the seal secret.

    Attributes:
        name: key name in signed notes.
        classic: Ed25519, signs notes and manifests.
        lasting: ML-DSA-44, signs notes too, for the long run.
    """

    name: str
    classic: Ed25519PrivateKey
    lasting: MLDSA44PrivateKey

    @classmethod
    def derive(cls, seal: bytes, vault: str, epoch: int) -> ReleaseKeys:
        """From an epoch's seal secret."""
        return cls(
            f"cocoon/{vault}/{epoch}",
            Ed25519PrivateKey.from_private_bytes(derive(seal, "release", "ed25519")),
            MLDSA44PrivateKey.from_seed_bytes(derive(seal, "release", "ml-dsa-44")),
        )

    def vkeys(self) -> tuple[str, ...]:
        """The public halves, as text."""
        return (
            Verifier(self.name, self.classic.public_key()).vkey(),
            Verifier(self.name, self.lasting.public_key()).vkey(),
        )


def secrets_of(member: Member, technologies: Iterable[str]) -> list[str]:
    """Names of the secrets that a member's roles and grants give (the table of roles)."""
    names = [LEDGER]
    if member.is_a("approver"):
        names.append(SEAL)
    if member.is_a("approver", "examiner"):
        names.append(TRACE)
    names += [technology_key(t) for t in technologies if member.holds(t)]
    return names


def make_epoch(
    store: Store,
    vault: str,
    ring: KeyRing,
    *,
    n: int,
    at: str,
    by: str,
    reason: str,
    technologies: Iterable[str],
    members: Iterable[Member],
    recovery: PublicKeys,
) -> Epoch:
    """Fresh secrets for epoch `n`, sealed to members and recovery, chained to epoch n - 1."""
    technologies = list(technologies)
    names = [LEDGER, SEAL, TRACE, *(technology_key(t) for t in technologies)]
    fresh = {name: secrets.token_bytes(32) for name in names}
    wraps = []
    for member in members:
        given = {name: fresh[name] for name in secrets_of(member, technologies)}
        wraps.append(
            wrap(
                store,
                vault=vault,
                epoch=n,
                member=member.id,
                to=member.public.identity(),
                given=given,
            )
        )
    wraps.append(
        wrap(store, vault=vault, epoch=n, member=RECOVERY, to=recovery.identity(), given=fresh)
    )
    old = {name: secret for name in names if (secret := ring.find(n - 1, name)) is not None}
    if old:
        wraps.append(chain(store, vault=vault, epoch=n, new=fresh, old=old))
    wraps += _missing_links(store, vault, ring, n - 1)
    return Epoch(
        n=n,
        at=at,
        by=by,
        reason=reason,
        checks={name: check_value(secret) for name, secret in fresh.items()},
        wraps=tuple(wraps),
        lodge=b64encode(lodge_identity(fresh[TRACE]).public.seal_to).decode(),
        vkeys=ReleaseKeys.derive(fresh[SEAL], vault, n).vkeys(),
    )


def _missing_links(store: Store, vault: str, ring: KeyRing, newest: int) -> list[str]:
    """Chain files that authors of earlier epochs could not write, because they held no such key.

    An owner who is no approver starts epochs too; the next approver who does closes the gap, so
    that whoever holds the newest trace key can trace every copy ever issued.
    """
    if ring.find(newest, TRACE) is None:
        return []
    wraps = []
    for epoch in range(newest, 1, -1):
        new, old = {}, {}
        for name in (SEAL, TRACE):
            newer, older = ring.find(epoch, name), ring.find(epoch - 1, name)
            if newer and older and not ring.chained(epoch - 1, name):
                new[name], old[name] = newer, older
        if old:
            wraps.append(chain(store, vault=vault, epoch=epoch, new=new, old=old))
    return wraps


def seal_to_member(
    store: Store, vault: str, ring: KeyRing, state: State, member: Member, names: Iterable[str]
) -> tuple[str, ...]:
    """Wrap secrets to a member who newly gets them, older epochs too where no chain leads.

    Secrets that the author does not hold are left out of old epochs; the present ones must be
    there, which the caller checks first.
    """
    wraps = []
    present = state.epoch().n
    for epoch in range(present, 0, -1):
        given: dict[str, bytes] = {}
        for name in names:
            if epoch < present and ring.chained(epoch, name):
                continue
            secret = ring.find(epoch, name)
            if secret is not None and state.check(epoch, name) is not None:
                given[name] = secret
        if given:
            wraps.append(
                wrap(
                    store,
                    vault=vault,
                    epoch=epoch,
                    member=member.id,
                    to=member.public.identity(),
                    given=given,
                )
            )
    return tuple(wraps)


def holders_wraps(
    store: Store,
    vault: str,
    state: State,
    given: Mapping[str, bytes],
    members: Iterable[Member],
) -> tuple[str, ...]:
    """Wrap secrets of the present epoch to members and the recovery key."""
    epoch = state.epoch().n
    recipients = [(member.id, member.public) for member in members]
    if state.facts.recovery:
        recipients.append((RECOVERY, state.facts.recovery))
    return tuple(
        wrap(store, vault=vault, epoch=epoch, member=to, to=public.identity(), given=given)
        for to, public in recipients
    )
