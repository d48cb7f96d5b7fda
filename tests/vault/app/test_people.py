"""Keys decide, not buttons: what each person's keys open, and what they never reach."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.fakes import firm as firms
from tests.fakes.firm import APPROVER, AUDITOR, ENGINEER, EXAMINER, OTHER, OWNER, Firm
from vault.app.leak import leaks
from vault.app.leak.tracer import Tracer
from vault.app.library import originals
from vault.app.people import creation, members
from vault.app.people.epochs import make_epoch
from vault.app.proof.verification import deep_check, verify
from vault.app.release import collecting, copykeys, sealing
from vault.app.session import Session, find_identity, put_slot, unlock
from vault.domain.values import Copy, PublicKeys
from vault.errors import CocoonError, IntegrityError, RefusedError
from vault.keys import passphrase as locks
from vault.keys.derive import check_value
from vault.keys.identity import Identity
from vault.keys.wraps import LEDGER, SEAL, TRACE, KeyRing, technology_key
from vault.storage import MemoryStore

OVEN, FLUX = "Oven", "Flux"
IN_OVEN, IN_FLUX = b"the secret of Oven\n" * 9, b"the secret of Flux\n" * 9


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """Two technologies with a document each; one engineer was granted one of them."""
    firm = firms.staffed(MemoryStore())
    for name in (OVEN, FLUX):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"the secret of {name}\n" * 9)
        firm.add(firm.owner, path, technology=name)
    members.grant(firm.owner, ENGINEER, OVEN)
    return firm


def technology(firm: Firm, name: str) -> str:
    return technology_key(members.find_technology(firm.owner.state, name).id)


def everything(session: Session) -> set[tuple[int, str]]:
    """Every secret that a person's identity opens in the folder, past the program's manners."""
    raw = KeyRing(session.store, session.vault, session.author, session.identity)
    names = {key.split("/", 1)[1] for key in session.state.facts.checks}
    found = set()
    for epoch in session.state.facts.epochs:
        for name in names:
            secret = raw.find(epoch.n, name)
            if secret and check_value(secret) == session.state.check(epoch.n, name):
                found.add((epoch.n, name))
    return found


def names(firm: Firm, who: str) -> set[str]:
    short = {technology(firm, OVEN): OVEN, technology(firm, FLUX): FLUX}
    return {short.get(name, name) for _, name in everything(firm.login(who))}


# -- the table of roles -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "opens"),
    [
        (OWNER, {LEDGER, SEAL, TRACE, OVEN, FLUX}),
        (APPROVER, {LEDGER, SEAL, TRACE, OVEN, FLUX}),
        (ENGINEER, {LEDGER, OVEN}),
        (OTHER, {LEDGER}),
        (EXAMINER, {LEDGER, TRACE}),
        (AUDITOR, {LEDGER}),
    ],
)
def test_keys_are_sealed_to_roles_as_the_table_says(who: str, opens: set[str], firm: Firm) -> None:
    assert names(firm, who) == opens


@pytest.mark.parametrize("who", [ENGINEER, OTHER, AUDITOR])
@pytest.mark.parametrize("secret", [SEAL, TRACE])
def test_engineers_and_auditors_hold_neither_seal_nor_trace(
    who: str, secret: str, firm: Firm
) -> None:
    session = firm.login(who)
    assert not session.holds(secret)
    with pytest.raises(CocoonError) as refused:
        session.secret(secret)
    assert refused.value.code == f"no-{secret}-key" and refused.value.next


def contents(session: Session) -> dict[str, bytes | str]:
    """Each document as far as the session's keys open it."""
    found: dict[str, bytes | str] = {}
    for document in session.state.facts.documents.values():
        try:
            found[document.title] = originals.content(session, document.id, document.revisions[0])
        except CocoonError as error:
            found[document.title] = error.code
    return found


def test_each_reads_what_was_granted_and_nothing_else(firm: Firm) -> None:
    oven, flux = IN_OVEN, IN_FLUX
    closed = "no-technology-key"
    assert contents(firm.login(OWNER)) == {OVEN: oven, FLUX: flux}
    assert contents(firm.login(APPROVER)) == {OVEN: oven, FLUX: flux}
    assert contents(firm.login(ENGINEER)) == {OVEN: oven, FLUX: closed}
    for who in (OTHER, AUDITOR, EXAMINER):
        assert contents(firm.login(who)) == {OVEN: closed, FLUX: closed}


def test_all_keys_of_an_engineer_together_do_not_open_another_technology(firm: Firm) -> None:
    """A doctored program that tries every secret it holds on the blob's key."""
    session = firm.login(ENGINEER)
    document = next(d for d in firm.owner.state.facts.documents.values() if d.title == FLUX)
    pointer = document.revisions[0].content
    for epoch, name in everything(session):
        held = session.ring.find(epoch, name)
        assert held
        session.safe._secret = lambda wanted, n, held=held: held  # type: ignore[misc]
        with pytest.raises(IntegrityError):
            session.safe.get(pointer, originals.what(document.id, 1, "content"))


def test_engineers_cannot_seal_and_auditors_cannot_trace(firm: Firm, tmp_path: Path) -> None:
    document = next(d for d in firm.owner.state.facts.documents.values() if d.title == OVEN)
    release = firms.ask(firm.login(ENGINEER), firm, document)
    engineer = firm.login(ENGINEER)
    with pytest.raises(RefusedError):
        firms.approve(engineer, release)
    firms.approve(firm.login(APPROVER), release)
    with pytest.raises(RefusedError):
        sealing.seal(firm.login(ENGINEER), release.id)
    leak = tmp_path / "leak.txt"
    leak.write_text("the secret of Oven\n")
    lodged = leaks.lodge(firm.login(AUDITOR), [leak])
    for who in (AUDITOR, ENGINEER):
        with pytest.raises(CocoonError), Tracer(firm.login(who)) as tracer:
            tracer.trace(lodged)


# -- giving and taking --------------------------------------------------------------------------


def test_a_grant_opens_documents_of_older_epochs_too(firm: Firm) -> None:
    members.remove(firm.owner, AUDITOR)
    members.remove(firm.owner, EXAMINER)
    assert firm.owner.state.epoch().n == 3
    members.grant(firm.owner, OTHER, FLUX)
    assert contents(firm.login(OTHER)) == {
        OVEN: "no-technology-key",
        FLUX: IN_FLUX,
    }


def test_roles_given_later_open_what_they_need_in_older_epochs(firm: Firm) -> None:
    members.remove(firm.owner, OTHER)
    firm.hire("New Approver", "approver")
    members.change_roles(firm.owner, AUDITOR, add=["examiner"])
    wanted = {
        (n, name)
        for n in (1, 2)
        for name in (LEDGER, SEAL, TRACE, technology(firm, OVEN), technology(firm, FLUX))
    }
    assert everything(firm.login("New Approver")) == wanted
    assert everything(firm.login(AUDITOR)) == {(n, key) for n in (1, 2) for key in (LEDGER, TRACE)}


TAKE = {
    "removed": (ENGINEER, lambda owner: members.remove(owner, ENGINEER)),
    "revoked": (ENGINEER, lambda owner: members.revoke(owner, ENGINEER, OVEN)),
    "no longer examiner": (
        EXAMINER,
        lambda owner: members.change_roles(owner, EXAMINER, add=["auditor"], remove=["examiner"]),
    ),
    "approver removed": (APPROVER, lambda owner: members.remove(owner, APPROVER)),
}


@pytest.mark.parametrize("way", TAKE)
def test_what_was_taken_cannot_be_reached_with_the_old_keys(way: str, firm: Firm) -> None:
    who, take = TAKE[way]
    old = firm.login(who)
    before = everything(old)
    epoch = firm.owner.state.epoch().n
    take(firm.owner)
    assert firm.owner.state.epoch().n == epoch + 1
    raw = KeyRing(old.store, old.vault, old.author, old.identity)
    for name in {name for _, name in before} - ({LEDGER} if "removed" not in way else set()):
        assert raw.find(epoch + 1, name) is None, name
    assert (raw.find(epoch + 1, LEDGER) is None) == ("removed" in way)
    others = firm.login(OWNER)
    assert all(others.secret(name) for name in (LEDGER, SEAL, TRACE))


def test_a_removed_member_gets_in_no_more(firm: Firm) -> None:
    session = firm.login(OTHER)
    members.remove(firm.owner, OTHER)
    with pytest.raises(CocoonError) as refused:
        firm.login(OTHER)
    assert refused.value.code in ("no-ledger-key", "not-a-member")
    with pytest.raises(CocoonError):
        from vault.app.partnership import partners

        partners.add_partner(session, "One more before I go")


def test_what_comes_in_after_a_removal_is_closed_to_the_removed(firm: Firm, tmp_path: Path) -> None:
    old = firm.login(ENGINEER)
    members.revoke(firm.owner, ENGINEER, OVEN)
    later = tmp_path / "later.txt"
    later.write_text("second oven\n" * 9)
    document = firm.add(firm.owner, later, technology=OVEN)
    old.refresh()
    with pytest.raises(CocoonError):
        originals.content(old, document.id, old.state.facts.documents[document.id].revisions[0])
    with pytest.raises(CocoonError) as refused:
        firms.ask(old, firm, document)
    assert refused.value.code == "not-allowed"


def test_only_owners_change_people_and_a_last_owner_stays(firm: Firm) -> None:
    for who in (ENGINEER, APPROVER, EXAMINER, AUDITOR):
        session = firm.login(who)
        with pytest.raises(RefusedError):
            members.add(session, "Friend", ["owner"], "long enough word", cost=firms.CHEAP)
        with pytest.raises(RefusedError):
            members.change_roles(session, who, add=["owner"])
        with pytest.raises(RefusedError):
            members.remove(session, OTHER)
    with pytest.raises(RefusedError) as refused:
        members.remove(firm.owner, OWNER)
    assert refused.value.code == "last-owner"
    with pytest.raises(RefusedError):
        members.change_roles(firm.owner, OWNER, remove=["owner"])


def test_an_owner_gives_no_key_that_they_do_not_hold(firm: Firm) -> None:
    firm.hire("Second Owner", "owner")
    second = firm.login("Second Owner")
    for give in (
        lambda: members.add(second, "Friend", ["approver"], "long enough", cost=firms.CHEAP),
        lambda: members.change_roles(second, AUDITOR, add=["examiner"]),
        lambda: members.change_roles(second, AUDITOR, add=["approver"], remove=["auditor"]),
    ):
        size = second.ledger.size
        with pytest.raises(CocoonError) as refused:
            give()
        assert refused.value.code in ("no-trace-key", "no-seal-key")
        assert second.ledger.size == size


# -- copies of old epochs -----------------------------------------------------------------------


def issued(firm: Firm) -> Copy:
    document = next(d for d in firm.owner.state.facts.documents.values() if d.title == OVEN)
    release = firms.sealed(firm, document)
    return firm.owner.state.facts.copies[firm.owner.state.facts.releases[release.id].copies[0]]


def traceable(session: Session, copy: Copy) -> bool:
    """Whether a session has the very key that the copy was marked with."""
    trace = session.secret(TRACE, copy.epoch)
    return copykeys.copy_key(trace, copy.id).commitment() == copy.key_commitment


def test_copies_of_old_epochs_stay_traceable(firm: Firm) -> None:
    copy = issued(firm)
    members.remove(firm.owner, OTHER)
    members.change_roles(firm.owner, APPROVER, add=["auditor"], remove=["approver"])
    firm.hire("New Approver", "approver")
    members.remove(firm.owner, AUDITOR)
    firm.hire("New Examiner", "examiner")
    assert firm.owner.state.epoch().n == 4
    for who in (OWNER, "New Approver", "New Examiner"):
        assert traceable(firm.login(who), copy), who


def test_they_do_although_an_owner_without_the_trace_key_started_an_epoch(firm: Firm) -> None:
    copy = issued(firm)
    firm.hire("Second Owner", "owner")
    second = firm.login("Second Owner")
    members.remove(second, OTHER)
    firm.owner.refresh()
    firm.hire("New Approver", "approver")
    assert traceable(firm.login("New Approver"), copy)
    members.remove(firm.owner, "New Approver")
    firm.hire("Newer Approver", "approver")
    assert traceable(firm.login("Newer Approver"), copy)


def test_and_although_their_approver_lost_the_passphrase_then(firm: Firm) -> None:
    copy = issued(firm)
    firm.hire("Second Owner", "owner")
    members.remove(firm.login("Second Owner"), OTHER)
    members.recover(firm.store, APPROVER, firm.recovery_key, "another passphrase", cost=firms.CHEAP)
    assert traceable(firm.login(APPROVER, "another passphrase"), copy)


def test_a_pack_of_an_old_epoch_is_collected_byte_for_byte(firm: Firm, tmp_path: Path) -> None:
    copy = issued(firm)
    first = collecting.collect(firm.owner, copy.release, tmp_path / "one")
    members.remove(firm.owner, OTHER)
    approver = firm.login(APPROVER)
    again = collecting.collect(approver, copy.release, tmp_path / "two")
    assert [each.path.read_bytes() for each in first] == [each.path.read_bytes() for each in again]


# -- recovery -----------------------------------------------------------------------------------


def test_the_recovery_key_gives_back_everything_once(firm: Firm) -> None:
    old = firm.login(OWNER)
    epoch = firm.owner.state.epoch().n
    member, new_key = members.recover(
        firm.store, OWNER, firm.recovery_key.lower(), "found again word", cost=firms.CHEAP
    )
    assert member.name == OWNER and new_key != firm.recovery_key
    back = firm.login(OWNER, "found again word")
    assert back.state.epoch().n == epoch + 1
    assert {name for n, name in everything(back) if n == epoch + 1} == {
        LEDGER, SEAL, TRACE, technology(firm, OVEN), technology(firm, FLUX)
    }  # fmt: skip
    assert set(contents(back).values()) == {
        IN_OVEN,
        IN_FLUX,
    }
    with pytest.raises(CocoonError) as refused:
        firm.login(OWNER)
    assert refused.value.code in ("wrong-passphrase", "no-ledger-key")
    raw = KeyRing(old.store, old.vault, old.author, old.identity)
    assert raw.find(epoch + 1, LEDGER) is None, "the keys that were lost open nothing new"
    with pytest.raises(CocoonError) as used_up:
        members.recover(firm.store, OWNER, firm.recovery_key, "third passphrase", cost=firms.CHEAP)
    assert used_up.value.code == "wrong-recovery-key"
    members.recover(firm.store, ENGINEER, new_key, "engineer is back", cost=firms.CHEAP)
    assert contents(firm.login(ENGINEER, "engineer is back"))[OVEN] == IN_OVEN


def test_a_recovered_vault_verifies_with_snapshots_from_before(firm: Firm) -> None:
    firm.login(OWNER).snapshot()
    members.recover(firm.store, OWNER, firm.recovery_key, "found again word", cost=firms.CHEAP)
    found = verify(firm.store, OWNER, "found again word")
    assert found.report.problems == ()
    assert deep_check(firm.login(OWNER, "found again word")) == ([], 0)


def test_a_recovery_key_of_another_vault_is_refused(firm: Firm) -> None:
    other = creation.create(
        MemoryStore(), org="x", user="y", passphrase="long enough", cost=firms.CHEAP
    )
    for key in (other.recovery_key, "COCOON-0000", ""):
        with pytest.raises(CocoonError) as refused:
            members.recover(firm.store, OWNER, key, "a new passphrase", cost=firms.CHEAP)
        assert refused.value.code in ("wrong-recovery-key", "bad-recovery-key")


def test_the_recovery_key_alone_cannot_do_anything_else(firm: Firm) -> None:
    from vault.keys import recovery as paper

    session = Session(firm.store, firm.owner.vault, "recovery", paper.read(firm.recovery_key))
    session.refresh()
    from vault.app.partnership import partners

    with pytest.raises(RefusedError):
        partners.add_partner(session, "A partner of nobody")


# -- passphrases --------------------------------------------------------------------------------


def test_a_changed_passphrase_replaces_the_old_one(firm: Firm) -> None:
    members.change_passphrase(firm.login(ENGINEER), "다음 암호는 길다", cost=firms.CHEAP)
    assert firm.login(ENGINEER, "다음 암호는 길다").me.name == ENGINEER
    with pytest.raises(CocoonError) as refused:
        firm.login(ENGINEER)
    assert refused.value.code == "wrong-passphrase"


def test_a_crash_between_slot_and_entry_leaves_the_old_passphrase(firm: Firm) -> None:
    session = firm.login(ENGINEER)
    data = locks.lock(
        session.identity.seed, "never entered word", vault=session.vault, member=session.author,
        cost=firms.CHEAP,
    )  # fmt: skip
    put_slot(session.store, session.vault, ENGINEER, data)
    assert firm.login(ENGINEER).me.name == ENGINEER
    with pytest.raises(CocoonError) as refused:
        firm.login(ENGINEER, "never entered word")
    assert refused.value.code == "wrong-passphrase"
    members.change_passphrase(firm.login(ENGINEER), "entered this time", cost=firms.CHEAP)
    assert firm.login(ENGINEER, "entered this time").me.name == ENGINEER
    assert verify(firm.store, ENGINEER, "entered this time").ok


def test_a_slot_that_somebody_puts_in_for_another_opens_nothing(firm: Firm) -> None:
    """Whoever can write the folder adds a slot with a passphrase they know."""
    mine = Identity.generate()
    owner_id = firm.owner.author
    data = locks.lock(
        mine.seed, "intruder's word", vault=firm.owner.vault, member=owner_id, cost=firms.CHEAP
    )
    put_slot(firm.owner.store, firm.owner.vault, OWNER, data)
    with pytest.raises(CocoonError):
        firm.login(OWNER, "intruder's word")
    assert firm.login(OWNER).me.name == OWNER


def test_names_are_found_however_they_are_typed(firm: Firm) -> None:
    members.add(firm.owner, "김민수", ["engineer"], "정확한 말 건전지", cost=firms.CHEAP)
    import unicodedata

    typed = unicodedata.normalize("NFD", " 김민수 ")
    word = unicodedata.normalize("NFD", "정확한 말 건전지")
    assert unlock(firm.store, typed, word).me.name == "김민수"
    assert unlock(firm.store, OWNER.upper(), firms.passphrase(OWNER)).me.name == OWNER
    with pytest.raises(CocoonError) as refused:
        unlock(firm.store, "Nobody", "whatever it is")
    assert refused.value.code == "unknown-member"


# -- races --------------------------------------------------------------------------------------


def test_an_epoch_that_lost_a_race_does_no_harm(firm: Firm) -> None:
    """Two owners remove somebody at the same time; what the slower one prepared stays behind."""
    owner = firm.owner
    copy = issued(firm)
    state = owner.state
    active = [member for member in state.facts.members.values() if member.active]
    before = set(owner.store.list("wrap/"))
    make_epoch(
        owner.store, owner.vault, owner.ring, n=state.epoch().n + 1, at="2026-03-02T09:00:00+00:00",
        by=owner.author, reason="lost", technologies=state.facts.technologies, members=active,
        recovery=state.facts.recovery or PublicKeys("", ""),
    )  # fmt: skip
    assert len(set(owner.store.list("wrap/")) - before) == len(active) + 2
    members.remove(owner, OTHER)
    members.remove(owner, AUDITOR)
    firm.hire("New Approver", "approver")
    for who in (OWNER, APPROVER, "New Approver"):
        session = firm.login(who)
        assert traceable(session, copy), who
        assert set(contents(session).values()) == {
            IN_OVEN, IN_FLUX
        }  # fmt: skip
    assert contents(firm.login(ENGINEER))[OVEN] == IN_OVEN
    members.recover(firm.store, OWNER, firm.recovery_key, "found again", cost=firms.CHEAP)
    assert traceable(firm.login(OWNER, "found again"), copy)
    assert verify(firm.store, OWNER, "found again").report.problems == ()


def test_two_owners_who_act_at_once_both_succeed(firm: Firm) -> None:
    firm.hire("Second Owner", "owner", "approver")
    second = firm.login("Second Owner")
    members.remove(firm.owner, OTHER)
    members.remove(second, AUDITOR)
    firm.owner.refresh()
    assert [epoch.n for epoch in firm.owner.state.facts.epochs] == [1, 2, 3]
    active = {m.name for m in firm.owner.state.facts.members.values() if m.active}
    assert active == {OWNER, ENGINEER, APPROVER, EXAMINER, "Second Owner"}
    assert verify(firm.store, OWNER, firms.passphrase(OWNER)).report.problems == ()


# -- passwords of documents ----------------------------------------------------------------------


def test_the_password_of_a_document_is_kept_like_the_document(firm: Firm, tmp_path: Path) -> None:
    import pikepdf

    from tests.vault.app.conftest import pdf

    path = tmp_path / "locked.pdf"
    with pikepdf.open(pdf(tmp_path / "open.pdf")) as opened:
        opened.save(path, encryption=pikepdf.Encryption(user="opens it", owner="owns it"))
    document = firm.add(firm.owner, path, technology=OVEN, password="opens it")
    pointer = document.revisions[0].password
    assert (
        pointer
        and originals.revision_password(firm.owner, document.id, document.revisions[0])
        == "opens it"
    )
    assert pointer.blob in firm.owner.state.facts.blobs
    del firm.store.files[pointer.blob]  # type: ignore[union-attr]
    problems = verify(firm.store, OWNER, firms.passphrase(OWNER)).report.problems
    assert [problem.name for problem in problems] == [pointer.blob]


def test_find_identity_tells_a_damaged_slot_from_a_wrong_passphrase(firm: Firm) -> None:
    store, vault = firm.owner.store, firm.owner.vault
    session = firm.login(ENGINEER)
    slot = session.me.slot
    good = store.get(slot)
    firm.store.files[slot] = good[:-3]  # type: ignore[union-attr]
    with pytest.raises(IntegrityError, match=slot):
        next(iter(find_identity(store, vault, ENGINEER, firms.passphrase(ENGINEER))))
    firm.store.files[slot] = good  # type: ignore[union-attr]
    assert msgspec.json.decode(good)["member"] == session.author
