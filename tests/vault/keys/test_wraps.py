"""Wrap files: who can open which secret of which epoch, and what foreign files do."""

from __future__ import annotations

import hashlib
import secrets

import pytest

from vault.errors import IntegrityError
from vault.keys.derive import check_value, derive, label
from vault.keys.identity import Identity
from vault.keys.wraps import KeyRing, chain, wrap
from vault.storage import MemoryStore

VAULT = "v"


class Epochs:
    """Epochs of one secret for Alice, as the ledger knows them."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.alice, self.bob = Identity.generate(), Identity.generate()
        self.keys: dict[int, bytes] = {}

    def begin(self, epoch: int, *to: tuple[str, Identity], link: bool = True) -> None:
        self.keys[epoch] = secrets.token_bytes(32)
        self.give(epoch, *to)
        if link and epoch - 1 in self.keys:
            self.link(epoch)

    def link(self, epoch: int) -> None:
        new, old = self.keys[epoch], self.keys[epoch - 1]
        chain(self.store, vault=VAULT, epoch=epoch, new={"trace": new}, old={"trace": old})

    def give(self, epoch: int, *to: tuple[str, Identity], key: bytes | None = None) -> None:
        for name, identity in to:
            wrap(
                self.store, vault=VAULT, epoch=epoch, member=name, to=identity.public,
                given={"trace": key or self.keys[epoch]},
            )  # fmt: skip

    def ring(self, name: str, identity: Identity) -> KeyRing:
        ring = KeyRing(self.store, VAULT, name, identity)
        known = {epoch: check_value(key) for epoch, key in self.keys.items()}
        ring.confirm = lambda epoch, key: known.get(epoch)
        return ring


def test_a_secret_opens_for_whom_it_was_sealed_to_and_nobody_else() -> None:
    vault = Epochs()
    vault.begin(1, ("M-A", vault.alice))
    assert vault.ring("M-A", vault.alice).find(1, "trace") == vault.keys[1]
    assert vault.ring("M-B", vault.bob).find(1, "trace") is None
    assert vault.ring("M-A", vault.bob).find(1, "trace") is None, "by the name alone"
    assert vault.ring("M-A", vault.alice).find(1, "seal") is None


def test_a_wrap_counts_only_for_its_vault_epoch_name_and_member() -> None:
    alice = Identity.generate()
    secret = secrets.token_bytes(32)
    sealed = alice.public.seal(secret, label("wrap", VAULT, 1, "trace", "M-A"))
    assert alice.open(sealed, label("wrap", VAULT, 1, "trace", "M-A")) == secret
    for other in (("w", 1, "trace", "M-A"), (VAULT, 2, "trace", "M-A"),
                  (VAULT, 1, "seal", "M-A"), (VAULT, 1, "trace", "M-B")):  # fmt: skip
        with pytest.raises(IntegrityError):
            alice.open(sealed, label("wrap", *other))


def test_holders_of_the_new_read_the_old_and_never_the_other_way_round() -> None:
    vault = Epochs()
    for epoch in range(1, 5):
        vault.begin(epoch, ("M-B", vault.bob) if epoch < 3 else ("M-A", vault.alice))
    alice, bob = vault.ring("M-A", vault.alice), vault.ring("M-B", vault.bob)
    assert [alice.find(epoch, "trace") for epoch in (1, 2, 3, 4)] == list(vault.keys.values())
    assert bob.find(2, "trace") == vault.keys[2]
    assert bob.find(3, "trace") is None and bob.find(4, "trace") is None


def test_a_chain_of_a_thousand_epochs_can_be_followed() -> None:
    vault = Epochs()
    for epoch in range(1, 1200):
        vault.begin(epoch, *([("M-A", vault.alice)] if epoch == 1199 else []))
    assert vault.ring("M-A", vault.alice).find(1, "trace") == vault.keys[1]


def test_what_a_lost_race_left_behind_is_passed_over() -> None:
    """Wraps and a chain of an epoch that never began lie beside those of the one that did."""
    vault = Epochs()
    vault.begin(1, ("M-A", vault.alice), ("M-B", vault.bob))
    orphan = secrets.token_bytes(32)
    vault.give(2, ("M-A", vault.alice), key=orphan)
    chain(vault.store, vault=VAULT, epoch=2, new={"trace": orphan}, old={"trace": vault.keys[1]})
    vault.begin(2, ("M-A", vault.alice), link=False)
    carol = Identity.generate()
    vault.give(2, ("M-C", carol))
    alice = vault.ring("M-A", vault.alice)
    assert alice.find(2, "trace") == vault.keys[2]
    assert alice.find(1, "trace") == vault.keys[1]
    assert not alice.chained(1, "trace"), "only the orphan's key opens that chain"
    assert vault.ring("M-C", carol).find(1, "trace") is None
    vault.link(2)
    assert vault.ring("M-A", vault.alice).chained(1, "trace")
    assert vault.ring("M-C", carol).find(1, "trace") == vault.keys[1]


def test_a_secret_that_the_ledger_does_not_confirm_is_not_used() -> None:
    vault = Epochs()
    vault.begin(1)
    vault.give(1, ("M-A", vault.alice), key=secrets.token_bytes(32))
    assert vault.ring("M-A", vault.alice).find(1, "trace") is None


@pytest.mark.parametrize(
    "name",
    ["wrap/1/m-a/{hash}", "wrap/x/m-a/{hash}", "wrap/1/m-a/z", "wrap/1", "wrap/2/chain/{hash}"],
)
@pytest.mark.parametrize(
    "data", [b"", b"{}", b"\xff", b'{"v":1,"vault":"v","epoch":1,"to":"m","secrets":{"trace":"!"}}']
)
def test_foreign_files_among_the_wraps_do_no_harm(name: str, data: bytes) -> None:
    vault = Epochs()
    vault.begin(1, ("M-A", vault.alice))
    vault.store.files[name.format(hash=hashlib.sha256(data).hexdigest())] = data
    assert vault.ring("M-A", vault.alice).find(1, "trace") == vault.keys[1]


def test_new_wraps_are_found_without_starting_anew() -> None:
    vault = Epochs()
    vault.begin(1, ("M-A", vault.alice))
    ring = vault.ring("M-A", vault.alice)
    assert ring.find(2, "trace") is None
    vault.begin(2, ("M-A", vault.alice))
    ring.confirm = lambda epoch, name: check_value(vault.keys[epoch])
    assert ring.find(2, "trace") == vault.keys[2]
    assert ring.newest_epoch == 2


def test_derived_keys_say_what_they_are_for_in_one_way() -> None:
    secret = bytes(32)
    assert derive(secret, "ab", "c") != derive(secret, "a", "bc")
    assert label("1:a", "b") != label("1", "a1:b")
    assert check_value(secret) != derive(secret, "check").hex()[:16]


def test_an_identity_does_not_show_its_seed() -> None:
    identity = Identity.generate()
    assert identity.seed.hex() not in repr(identity) and str(identity.seed) not in repr(identity)
