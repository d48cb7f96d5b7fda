"""Reading and appending: what is folded was checked, and nobody's entry is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.fakes.history import START, VAULT, Clock, do, grown, ledger
from tests.fakes.toyfold import ToyFold, ToyKeys, added, count, made, signer
from vault.errors import CocoonError, IntegrityError
from vault.ledger.entry import Draft, Place, seal_entry
from vault.ledger.fold import Rejected
from vault.ledger.log import entry_name
from vault.ledger.merkle import inclusion_holds, leaf_hash
from vault.ledger.replica import Ledger
from vault.ledger.times import timestamp
from vault.ledger.verify import verify_log
from vault.storage import MemoryStore


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 600])
def test_another_replica_reads_the_same(size: int) -> None:
    one = grown(size)
    two = ledger(one.store)
    assert two.refresh() == size
    assert (two.size, two.root, two.last_time) == (one.size, one.root, one.last_time)
    assert two.fold.dump() == one.fold.dump()
    assert two.refresh() == 0


def test_members_see_each_others_events_before_they_add_theirs() -> None:
    store = MemoryStore()
    one, two = ledger(store), ledger(store)
    do(one, made())
    do(one, added("m-b"))
    do(two, count(5), "m-b")
    do(one, count(2))
    two.refresh()
    assert one.fold.counts == two.fold.counts == {"m-a": 2, "m-b": 5}


def test_a_draft_is_built_again_on_the_state_it_lands_on() -> None:
    store = MemoryStore()
    one, two = grown(3, store), ledger(store)
    seen: list[int] = []

    def build(fold: ToyFold) -> Draft:
        seen.append(fold.events)
        if len(seen) == 1:
            do(two, count(100), "m-b")  # somebody is faster
        return count(fold.events)

    event = one.append(build, signer("m-a"), "m-a")
    assert seen == [3, 4]
    assert event.seq == 4 and event.fields["amount"] == 4
    assert one.fold.counts["m-b"] == 102


def test_a_draft_that_no_longer_fits_is_refused_and_not_written() -> None:
    store = MemoryStore()
    one, two = grown(3, store), ledger(store)

    def build(fold: ToyFold) -> Draft:
        if fold.events > 3:
            raise CocoonError("too-late", "Somebody else has done it.", "Look again.")
        do(two, count(), "m-b")
        return count()

    with pytest.raises(CocoonError, match="Somebody else"):
        one.append(build, signer("m-a"), "m-a")
    assert one.size == 4


@pytest.mark.parametrize(
    ("draft", "member", "key"),
    [
        (count(-1), "m-a", "m-a"),
        (Draft("vault.made", {}, 1), "m-a", "m-a"),
        (count(), "m-x", "m-x"),
        (count(), "m-a", "m-b"),
    ],
    ids=["refused by the rules", "not now", "no member", "another's name"],
)
def test_what_the_fold_refuses_is_never_written(draft: Draft, member: str, key: str) -> None:
    replica = grown(4)
    before = (replica.fold.dump(), replica.root)
    with pytest.raises(Rejected):
        replica.append(lambda fold: draft, signer(key), member)
    assert not replica.log.has(4)
    assert (replica.fold.dump(), replica.root) == before
    do(replica, count())


def test_small_differences_of_clocks_leave_the_ledger_in_order() -> None:
    store = MemoryStore()
    quick = ledger(store, clock=Clock(START + timedelta(minutes=5)))
    do(quick, made())
    do(quick, added("m-b"))
    slow = ledger(store, clock=Clock(START))
    do(slow, count(), "m-b")
    times = [event.time for event in slow.events()]
    assert times == sorted(times) and times[2] == timestamp(START + timedelta(minutes=5, seconds=2))


def test_a_clock_years_ahead_moves_nobody_elses_time() -> None:
    store = MemoryStore()
    right, wrong = Clock(START), Clock(START + timedelta(days=4000))
    one, two = ledger(store, clock=right), ledger(store, clock=wrong)
    for draft in (made(), added("m-b"), added("m-c")):
        do(one, draft)
    do(two, count(), "m-b")
    for member in ("m-a", "m-c", "m-a"):
        do(one, count(), member)
    two.refresh()
    assert (one.root, one.fold.dump()) == (two.root, two.fold.dump())
    assert [event.time[:4] for event in two.events()] == ["2026"] * 3 + ["2037"] + ["2026"] * 3
    assert verify_log(store, VAULT, ToyKeys(), ToyFold()).ok


def corrected(*members: str) -> Draft:
    return Draft("clock.corrected", {"authors": list(members)}, 1)


def test_who_was_ahead_says_so_before_writing_on() -> None:
    store = MemoryStore()
    do(ledger(store, clock=Clock(START + timedelta(days=4000))), made())
    replica = ledger(store, clock=Clock(START))
    with pytest.raises(Rejected) as refused:
        do(replica, count())
    assert refused.value.code == "own-clock" and replica.size == 1
    do(replica, corrected("m-a"))
    do(replica, count())
    fresh = ledger(store)
    assert fresh.refresh() == 3
    assert [event.time[:4] for event in fresh.events()] == ["2037", "2026", "2026"]


def test_a_clock_that_is_behind_dates_nothing() -> None:
    replica = grown(6)
    late = ledger(replica.store, clock=Clock(START - timedelta(days=400)))
    for draft in (count(), corrected("m-b")):
        with pytest.raises(Rejected) as refused:
            do(late, draft, "m-b")
        assert refused.value.code == "clock-behind"
    assert late.size == 6


def test_several_wrong_clocks_are_declared_together() -> None:
    store = MemoryStore()
    ahead = ledger(store, clock=Clock(START + timedelta(days=4000)))
    for draft, member in ((made(), "m-a"), (added("m-b"), "m-a"), (count(), "m-b")):
        do(ahead, draft, member)
    replica = ledger(store, clock=Clock(START))
    for draft in (count(), corrected("m-a")):
        with pytest.raises(Rejected):
            do(replica, draft)
    do(replica, corrected("m-a", "m-b"))
    do(replica, count(), "m-b")
    assert ledger(store).refresh() == 5


def test_appending_many_keeps_what_came_before_a_refusal() -> None:
    replica = grown(2)
    drafts: list[Callable[[ToyFold], Draft]] = [
        lambda fold: count(1),
        lambda fold: count(-1),
        lambda fold: count(1),
    ]
    with pytest.raises(Rejected):
        replica.append_many(drafts, signer("m-a"), "m-a")
    assert replica.size == 3 and ledger(replica.store).refresh() == 3
    assert len(replica.append_many(drafts[:1] * 3, signer("m-a"), "m-a")) == 3


def forged(replica: Ledger[ToyFold], draft: Draft, member: str, **change: object) -> bytes:
    """What a member with a program of his own would write as the next entry."""
    place = {"vault": VAULT, "seq": replica.size, "time": "2027-01-01T00:00:00.000Z"}
    place |= {"author": member, "prev": replica.root} | change
    return seal_entry(draft, Place(**place), signer(member), ToyKeys().ledger_key(draft.epoch))  # type: ignore[arg-type]


ATTACKS = {
    "not a member": (count(), "m-x", {}, "did not sign it"),
    "in another's name": (count(), "m-b", {"author": "m-a"}, "did not sign it"),
    "not allowed": (count(-5), "m-b", {}, "not allowed"),
    "another vault": (count(), "m-b", {"vault": "v-other"}, "another vault"),
    "nonsense": (Draft("count.added", {}, 1), "m-b", {}, "makes no sense"),
    "another place": (count(), "m-b", {"seq": 9}, "another place"),
    "another history": (count(), "m-b", {"prev": b"\1" * 32}, "another history"),
    "before its time": (count(), "m-b", {"time": "2020-01-01T00:00:00.000Z"}, "time"),
    "before the author's own": (count(), "m-b", {"time": "2026-01-31T09:00:05.500Z"}, "time"),
    "a correction back before others": (
        Draft("clock.corrected", {"authors": ["m-b"]}, 1), "m-b",
        {"time": "2026-01-31T09:00:02.000Z"}, "time",
    ),
    "another epoch's key": (Draft("count.added", {"amount": 1}, 1), "m-b", {}, "ledger key"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_bad_entry_is_named_and_not_folded(attack: str) -> None:
    draft, member, change, words = ATTACKS[attack]
    replica = grown(6)
    raw = forged(replica, draft, member, **change)
    if attack == "another epoch's key":
        place = Place(VAULT, 6, "2027-01-01T00:00:00.000Z", member, replica.root)
        raw = seal_entry(draft, place, signer(member), b"?" * 32)
    replica.store.put_if_absent(entry_name(6), raw)
    fresh = ledger(replica.store)
    for reader in (replica, fresh):
        with pytest.raises(IntegrityError, match=rf"entry 6 .*{words}"):
            reader.refresh()
        assert reader.size == 6 and reader.root == replica.root
        with pytest.raises(IntegrityError):
            do(reader, count())


def test_a_good_forgery_would_pass() -> None:
    """The attacks above fail for their reason, not because the forger is clumsy."""
    replica = grown(6)
    replica.store.put_if_absent(entry_name(6), forged(replica, count(), "m-b"))
    assert replica.refresh() == 1


def test_a_missing_entry_is_named() -> None:
    store = MemoryStore()
    grown(10, store)
    del store.files[entry_name(4)]
    with pytest.raises(IntegrityError, match="entry 4 is missing"):
        ledger(store).refresh()


def test_a_folder_rolled_back_under_a_running_program_is_noticed() -> None:
    store = MemoryStore()
    replica = grown(10, store)
    kept = store.files[entry_name(9)]
    del store.files[entry_name(9)]
    with pytest.raises(IntegrityError, match="entry 9"):
        do(replica, count())
    other = grown(10, note="other")
    store.files[entry_name(9)] = other.log.get(9)
    with pytest.raises(IntegrityError, match="entry 9"):
        replica.refresh()
    store.files[entry_name(9)] = kept
    do(replica, count())


def test_reading_single_entries_checks_them_against_the_head() -> None:
    store = MemoryStore()
    replica, other = grown(10, store), grown(10, note="other")
    assert replica.entry(5).seq == 5
    assert replica.open(replica.entry(5)).fields["amount"] == 5
    store.files[entry_name(5)] = other.log.get(5)
    with pytest.raises(IntegrityError, match="entry 5"):
        replica.entry(5)
    with pytest.raises(IntegrityError, match="entry 5"):
        list(replica.events())


def test_the_tree_proves_each_entry_and_notices_another_history() -> None:
    store = MemoryStore()
    replica = grown(300, store)
    tree = replica.tree()
    for seq in (0, 17, 255, 256, 299):
        leaf = leaf_hash(replica.log.get(seq))
        assert inclusion_holds(seq, 300, leaf, tree.inclusion(seq), replica.root)
    do(replica, count())
    assert replica.tree().root() == replica.root
    other = grown(300, note="other")
    broken = ledger(store)
    broken.refresh()
    store.files[entry_name(299)] = other.log.get(299)
    with pytest.raises(IntegrityError):
        broken.tree()


def test_a_lost_or_broken_bundle_costs_time_only() -> None:
    store = MemoryStore()
    replica = grown(600, store)
    store.files["bundle/000/000"] = store.files["bundle/000/000"][:-1] + b"?"
    del store.files["bundle/000/001"]
    fresh = ledger(store)
    assert fresh.refresh() == 600 and fresh.root == replica.root


def test_a_bundle_that_its_writer_did_not_come_to_is_made_by_the_next() -> None:
    store = MemoryStore()
    replica = grown(256, store)
    del store.files["bundle/000/000"]
    for _ in range(256):
        do(replica, count())
    assert list(store.list("bundle/")) == ["bundle/000/000", "bundle/000/001"]


def test_a_put_that_came_through_although_it_looked_taken_counts() -> None:
    class Late(MemoryStore):
        def put_if_absent(self, name: str, data: bytes) -> bool:
            return super().put_if_absent(name, data) and not name.endswith("3")

    replica = grown(6, Late())
    assert replica.size == 6 and ledger(replica.store).refresh() == 6
