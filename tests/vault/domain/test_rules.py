"""Who may do what: the fold says no on every machine, and a no changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import structs

from tests.vault.domain import world as w
from tests.vault.domain.world import (
    APPROVED,
    APPROVER,
    ASKED,
    AUDITOR,
    ENGINEER,
    EXAMINER,
    FLUX,
    GONE,
    LEAK,
    OVEN,
    OWNER,
    PLAN,
    SEALED,
    STRANGER,
    UNTRACEABLE,
    World,
    noon,
)
from vault.domain import events as ev
from vault.domain.values import RECOVERY, Item, Override
from vault.errors import RefusedError

EVERYBODY = (OWNER, APPROVER, ENGINEER, EXAMINER, AUDITOR)
WORKERS = (OWNER, APPROVER, ENGINEER)
APPROVERS = (OWNER, APPROVER)
TRACERS = (OWNER, APPROVER, EXAMINER)
NEXT = w.epoch(3, OVEN, FLUX)
COPY = f"{SEALED}-1"
LATER = "2026-03-20T23:59:59+09:00"
TAR = "cocoon-0123abcd-20260301T000000Z.tar"

ALLOWED: dict[str, tuple[Callable[[int], ev.Body], tuple[str, ...]]] = {
    "vault.created": (lambda seq: w.created(), ()),
    "member.added": (lambda seq: w.member("M-00000001", "New", "auditor"), (OWNER,)),
    "member.roles": (lambda seq: ev.MemberRoles(AUDITOR, ("auditor", "examiner")), (OWNER,)),
    "member.removed": (lambda seq: ev.MemberRemoved(AUDITOR, NEXT), (OWNER,)),
    "member.granted": (lambda seq: ev.MemberGranted(EXAMINER, FLUX, ()), APPROVERS),
    "member.revoked": (lambda seq: ev.MemberRevoked(ENGINEER, OVEN, NEXT), (OWNER,)),
    "member.passphrase": (lambda seq: ev.MemberPassphrase("slot/new"), EVERYBODY),
    "member.recovered": (
        lambda seq: ev.MemberRecovered(OWNER, w.keys("x"), "slot/x", w.keys("y"), NEXT),
        (RECOVERY,),
    ),
    "delegation.begun": (
        lambda seq: ev.DelegationBegun(AUDITOR, w.NOW, "2026-03-20T23:59:59+09:00"), APPROVERS,
    ),
    "delegation.ended": (lambda seq: ev.DelegationEnded(EXAMINER, NEXT), (OWNER,)),
    "recovery.drilled": (lambda seq: ev.RecoveryDrilled(5), (RECOVERY,)),
    "technology.created": (
        lambda seq: ev.TechnologyCreated("T-00000001", "Third", "check", ()), WORKERS,
    ),
    "document.added": (lambda seq: w.document("D-00000001"), WORKERS),
    "document.exported": (lambda seq: ev.DocumentExported(PLAN, 1, "court order"), APPROVERS),
    "partner.added": (lambda seq: ev.PartnerAdded("P-00000001", "Third"), WORKERS),
    "contact.added": (lambda seq: ev.ContactAdded("C-00000001", w.PARTNER, "Han"), WORKERS),
    "contact.removed": (lambda seq: ev.ContactRemoved(w.MOON), WORKERS),
    "release.requested": (lambda seq: w.asked("R-00000001"), WORKERS),
    "release.approved": (lambda seq: ev.ReleaseApproved(ASKED), APPROVERS),
    "release.rejected": (lambda seq: ev.ReleaseRejected(ASKED, "too much"), APPROVERS),
    "release.withdrawn": (lambda seq: ev.ReleaseWithdrawn(ASKED), (ENGINEER,)),
    "copy.issued": (lambda seq: w.issued(APPROVED, at=2), APPROVERS),
    "copies.collected": (lambda seq: ev.CopiesCollected(SEALED, {f"{SEALED}-1": "00"}), WORKERS),
    "copy.voided": (lambda seq: ev.CopyVoided(f"{SEALED}-1", "lost"), APPROVERS),
    "copy.delivered": (lambda seq: ev.CopyDelivered(COPY, w.NOW, "courier"), WORKERS),
    "copy.acknowledged": (lambda seq: ev.CopyAcknowledged(COPY, w.NOW), WORKERS),
    "copy.returned": (lambda seq: ev.CopyReturned(COPY, w.NOW), WORKERS),
    "copy.recalled": (lambda seq: ev.CopyRecalled(COPY, "the project ended"), APPROVERS),
    "disclosure.struck": (lambda seq: ev.DisclosureStruck(w.EARLIER, "wrong"), WORKERS),
    "disclosure.recorded": (lambda seq: w.sent("H-00000001"), WORKERS),
    "leak.lodged": (lambda seq: w.lodged("L-00000001"), EVERYBODY),
    "leak.read": (lambda seq: ev.LeakRead(LEAK, ("a",), {}, 1, (OVEN,), ()), TRACERS),
    "leak.judged": (lambda seq: ev.LeakJudged(LEAK, 24, "no-evidence", 1, 1), TRACERS),
    "letter.written": (
        lambda seq: w.letter("W-00000001"), (OWNER, APPROVER, ENGINEER, EXAMINER),
    ),
    "letter.delivered": (
        lambda seq: ev.LetterDelivered("W-0000000A", "2026-03-02", "courier"),
        (OWNER, APPROVER, ENGINEER, EXAMINER),
    ),
    "demand.added": (lambda seq: w.demanded("Q-00000001"), WORKERS),
    "demand.followed": (
        lambda seq: ev.DemandFollowed(w.DEMAND, w.NOW, "reminded"), WORKERS,
    ),
    "demand.closed": (lambda seq: ev.DemandClosed(w.DEMAND, "answered"), WORKERS),
    "agreement.added": (lambda seq: w.agreed("A-00000001"), WORKERS),
    "agreement.staffed": (lambda seq: ev.AgreementStaffed(w.AGREEMENT, ("Oh", "Han")), WORKERS),
    "agreement.ended": (lambda seq: ev.AgreementEnded(w.AGREEMENT, w.NOW, "notice"), WORKERS),
    "address.stated": (
        lambda seq: ev.AddressStated(w.PARTNER, "1 Kiln Road"),
        (OWNER, APPROVER, ENGINEER, EXAMINER),
    ),
    "policy.set": (lambda seq: ev.PolicySet("no-demand", "block"), (OWNER,)),
    "partner.limited": (lambda seq: ev.PartnerLimited(w.PARTNER, "internal"), APPROVERS),
    "timestamp.added": (lambda seq: w.stamped("dG9rZW4y"), EVERYBODY),
    "authority.set": (lambda seq: ev.AuthoritySet("https://tsa.example/"), (OWNER,)),
    "dossier.exported": (
        lambda seq: ev.DossierExported("X-00000001", LEAK, (1,), (f"{SEALED}-1",)), TRACERS,
    ),
    "investment.added": (lambda seq: ev.InvestmentAdded(w.spent("E-00000001")), WORKERS),
    "investment.imported": (lambda seq: w.table(), WORKERS),
    "investment.struck": (lambda seq: ev.InvestmentStruck(w.SPENT, "wrong"), WORKERS),
    "loss.stated": (lambda seq: ev.LossInputsStated(OVEN, "2026-03-01", "900 a month"), WORKERS),
    "incident.opened": (
        lambda seq: ev.IncidentOpened("I-00000001", w.SECOND_LEAK, known="2026-03-02"),
        (OWNER, APPROVER, ENGINEER, EXAMINER),
    ),
    "incident.stated": (
        lambda seq: ev.IncidentStated(w.INCIDENT, third_party="Rival"),
        (OWNER, APPROVER, ENGINEER, EXAMINER),
    ),
    "incident.noted": (
        lambda seq: ev.IncidentNoted(w.INCIDENT, "2026-03-02", "called counsel"),
        (OWNER, APPROVER, ENGINEER, EXAMINER),
    ),
    "incident.closed": (lambda seq: ev.IncidentClosed(w.INCIDENT, "settled"), APPROVERS),
    "clock.corrected": (
        lambda seq: ev.ClockCorrected((OWNER,), "the battery was empty"), (OWNER,),
    ),
    "backup.created": (lambda seq: ev.BackupCreated(seq), EVERYBODY),
    "backup.scheduled": (lambda seq: ev.BackupScheduled(7, "/backups", 4), (OWNER,)),
    "vault.restored": (lambda seq: ev.VaultRestored(seq), (OWNER,)),
    "pack.readback": (lambda seq: w.read_back("R-00000009-1"), APPROVERS),
}  # fmt: skip


def test_the_table_knows_every_kind_of_event() -> None:
    assert set(ALLOWED) >= set(ev.KINDS), set(ev.KINDS) - set(ALLOWED)


@pytest.mark.parametrize("author", [*EVERYBODY, GONE, STRANGER, RECOVERY, ""])
@pytest.mark.parametrize("kind", ALLOWED)
def test_each_may_do_what_the_table_says_and_nothing_else(kind: str, author: str) -> None:
    world = noon()
    make, allowed = ALLOWED[kind]
    before = world.state.dump()
    if author in allowed:
        world.do(author, make(world.seq))
        assert world.state.dump() != before or kind == "backup.created"
    else:
        with pytest.raises(RefusedError) as refused:
            world.do(author, make(world.seq))
        assert refused.value.message
        assert world.state.dump() == before


@pytest.mark.parametrize("kind", ALLOWED)
def test_an_entry_of_another_epoch_is_refused(kind: str) -> None:
    world = noon()
    make, allowed = ALLOWED[kind]
    for epoch in (1, 3) if allowed else ():
        with pytest.raises(RefusedError) as refused:
            world.do(allowed[0], make(world.seq), epoch=epoch)
        assert refused.value.code == "epoch-changed"


# What nobody may do, however many roles they have: (author, event).
ITEM = Item(PLAN, 1)
SENSELESS: dict[str, tuple[str, ev.Body]] = {
    # identifiers that are taken: nobody's facts are overwritten
    "a member's id again": (OWNER, w.member(ENGINEER, "New", "owner")),
    "a removed member's id": (OWNER, w.member(GONE, "New", "owner")),
    "a member's name again": (OWNER, w.member("M-00000001", "LEE ", "engineer")),
    "a removed member's name": (OWNER, w.member("M-00000001", "Choi", "engineer")),
    "the recovery key as a member": (OWNER, w.member(RECOVERY, "New", "owner")),
    "the chain as a member": (OWNER, w.member("chain", "New", "owner")),
    "a technology's id again": (ENGINEER, ev.TechnologyCreated(FLUX, "Mine", "check", ())),
    "a technology's name again": (ENGINEER, ev.TechnologyCreated("T-00000001", "FLUX", "c", ())),
    "a partner's id again": (ENGINEER, ev.PartnerAdded(w.PARTNER, "Mine")),
    "a partner's name again": (ENGINEER, ev.PartnerAdded("P-00000001", "assembly")),
    "a contact's id again": (ENGINEER, ev.ContactAdded(w.OH, w.OTHER_PARTNER, "Mine")),
    "a release's id again": (ENGINEER, w.asked(SEALED)),
    "a leak's id again": (ENGINEER, w.lodged()),
    "a copy again": (OWNER, w.issued(SEALED, at=2)),
    "an id of another kind": (ENGINEER, ev.PartnerAdded("M-00000001", "Mine")),
    "an id with a path in it": (ENGINEER, w.document("D-../../AB")),
    "a letter's id again": (ENGINEER, w.letter()),
    # letters
    "a letter about nothing": (
        ENGINEER, ev.LetterWritten("W-00000001", "P-00000009", "reply", "ko", w.evidence()),
    ),
    "a letter in no language": (
        ENGINEER, ev.LetterWritten("W-00000001", w.PARTNER, "reply", "xx", w.evidence()),
    ),
    "a letter delivered at no time": (OWNER, ev.LetterDelivered("W-0000000A", "soon", "courier")),
    "a letter delivered tomorrow": (
        OWNER, ev.LetterDelivered("W-0000000A", "2026-03-03", "courier"),
    ),
    "a letter that is not what it says": (
        ENGINEER,
        ev.LetterWritten(
            "W-00000001", w.PARTNER, "reply", "ko", structs.replace(w.evidence(), sha256="11")
        ),
    ),
    "a delivery of no letter": (OWNER, ev.LetterDelivered("W-00000009", "2026-03-02", "courier")),
    "a delivery by no channel": (OWNER, ev.LetterDelivered("W-0000000A", "2026-03-02", " ")),
    # demands
    "a demand's id again": (ENGINEER, w.demanded()),
    "a demand of no partner": (ENGINEER, w.demanded("Q-00000001", "P-00000009")),
    "a demand without words": (ENGINEER, structs.replace(w.demanded("Q-00000001"), words=" ")),
    "a demand by no channel": (ENGINEER, structs.replace(w.demanded("Q-00000001"), channel="")),
    "a demand received at no time": (
        ENGINEER, structs.replace(w.demanded("Q-00000001"), received="last week"),
    ),
    "a demand received nowhere": (
        ENGINEER, structs.replace(w.demanded("Q-00000001"), received="2026-03-01"),
    ),
    "a demand received tomorrow": (
        ENGINEER,
        structs.replace(w.demanded("Q-00000001"), received="2026-03-03T12:00:00+09:00"),
    ),
    "a demand received before all calendars": (
        ENGINEER,
        structs.replace(w.demanded("Q-00000001"), received="0001-01-01T00:00:00+09:00"),
    ),
    "a demand of which nothing is asked": (ENGINEER, w.demanded("Q-00000001", required=())),
    "a relation told without what it asks for": (
        ENGINEER, ev.DemandFollowed(w.DEMAND, w.NOW, "told", relation="yes"),
    ),
    "a follow-up tomorrow": (
        ENGINEER, ev.DemandFollowed(w.DEMAND, "2026-03-03T12:00:00+09:00", "reminded"),
    ),
    "a demand due on no day": (ENGINEER, w.demanded("Q-00000001", due="soon")),
    "a demand with an unknown item": (ENGINEER, w.demanded("Q-00000001", items={"x": "y"})),
    "a demand that needs an unknown item": (ENGINEER, w.demanded("Q-00000001", required=("x",))),
    "a demand that needs an item twice": (
        ENGINEER, w.demanded("Q-00000001", required=("price", "price")),
    ),
    "a relation between": (ENGINEER, w.demanded("Q-00000001", relation="perhaps")),
    "a follow-up of no demand": (OWNER, ev.DemandFollowed("Q-00000009", w.NOW, "reminded")),
    "a follow-up that says nothing": (OWNER, ev.DemandFollowed(w.DEMAND, w.NOW, " ")),
    "a follow-up at no time": (OWNER, ev.DemandFollowed(w.DEMAND, "then", "reminded")),
    "a closing without a reason": (OWNER, ev.DemandClosed(w.DEMAND, " ")),
    # agreements
    "an agreement's id again": (OWNER, w.agreed()),
    "an agreement with nobody": (OWNER, w.agreed("A-00000001", "P-00000009")),
    "an agreement of no kind": (OWNER, structs.replace(w.agreed("A-00000001"), sort=" ")),
    "an agreement on no technology": (
        OWNER, w.agreed("A-00000001", technologies=("T-00000009",)),
    ),
    "an agreement signed on no day": (
        OWNER, structs.replace(w.agreed("A-00000001"), signed="in spring"),
    ),
    "an agreement signed next year": (
        OWNER, structs.replace(w.agreed("A-00000001"), signed="2027-01-01"),
    ),
    "an agreement that ends before it begins": (
        OWNER, w.agreed("A-00000001", until="2025-12-31T23:59:59+09:00"),
    ),
    "an agreement until after all calendars": (
        OWNER, w.agreed("A-00000001", until="9999-12-31T23:59:59-09:00"),
    ),
    "an agreement until some day": (OWNER, w.agreed("A-00000001", until="2027-01-01")),
    "a staff list with a name twice": (OWNER, w.agreed("A-00000001", staff=("Oh", "Oh"))),
    "a staff list with nobody's name": (OWNER, ev.AgreementStaffed(w.AGREEMENT, (" ",))),
    "an end without a reason": (OWNER, ev.AgreementEnded(w.AGREEMENT, w.NOW, "")),
    "an end of no agreement": (OWNER, ev.AgreementEnded("A-00000009", w.NOW, "notice")),
    # policies
    "an unknown policy": (OWNER, ev.PolicySet("be-nice", "warn")),
    "an unknown level": (OWNER, ev.PolicySet("no-demand", "shout")),
    "a fixed policy set": (OWNER, ev.PolicySet("past-date", "off")),
    "four eyes switched off": (OWNER, ev.PolicySet("approver-is-requester", "off")),
    "a threshold of what has none": (OWNER, ev.PolicySet("no-demand", "warn", "40")),
    "a threshold above everything": (OWNER, ev.PolicySet("too-much-at-once", "warn", "101")),
    "a threshold of nothing": (OWNER, ev.PolicySet("too-much-at-once", "warn", "0")),
    "a threshold that is no number": (OWNER, ev.PolicySet("too-much-at-once", "warn", "١٠")),
    "a limit of no partner": (OWNER, ev.PartnerLimited("P-00000009", "internal")),
    "a limit that is no class": (OWNER, ev.PartnerLimited(w.PARTNER, "harmless")),
    "a release for another partner's demand": (
        ENGINEER,
        structs.replace(
            w.asked("R-00000001", contacts=(w.FOREIGN,)), partner=w.OTHER_PARTNER, demand=w.DEMAND
        ),
    ),
    "an override without a reason": (
        APPROVER, ev.ReleaseApproved(ASKED, overrides=(Override("no-demand", "e", "k", " "),)),
    ),
    "an override twice": (
        APPROVER, ev.ReleaseApproved(ASKED, overrides=(Override("no-demand", "e", "k", "r"),) * 2),
    ),
    # investments
    "an investment's id again": (OWNER, ev.InvestmentAdded(w.spent())),
    "an investment in no technology": (
        OWNER, ev.InvestmentAdded(w.spent("E-00000001", technology="T-00000009")),
    ),
    "an investment of no kind": (OWNER, ev.InvestmentAdded(w.spent("E-00000001", kind="gift"))),
    "an investment on no day": (OWNER, ev.InvestmentAdded(w.spent("E-00000001", date="March"))),
    "an investment on a day of no calendar": (
        OWNER, ev.InvestmentAdded(w.spent("E-00000001", date="2026-02-30")),
    ),
    "an investment next week": (
        OWNER, ev.InvestmentAdded(w.spent("E-00000001", date="2026-03-09")),
    ),
    "hours without hours": (OWNER, ev.InvestmentAdded(w.spent("E-00000001", kind="hours"))),
    "an invoice without an amount": (
        OWNER, ev.InvestmentAdded(w.spent("E-00000001", amount="", currency="")),
    ),
    "an amount in no currency": (OWNER, ev.InvestmentAdded(w.spent("E-00000001", currency=""))),
    "an amount in a word": (OWNER, ev.InvestmentAdded(w.spent("E-00000001", currency="won"))),
    "an amount below nothing": (OWNER, ev.InvestmentAdded(w.spent("E-00000001", amount="-5"))),
    "an amount of nothing": (OWNER, ev.InvestmentAdded(w.spent("E-00000001", amount="0"))),
    "an amount that is not the shortest": (
        OWNER, ev.InvestmentAdded(w.spent("E-00000001", amount="1.50")),
    ),
    "an amount as a power": (OWNER, ev.InvestmentAdded(w.spent("E-00000001", amount="1e9"))),
    "an investment in another technology's document": (
        OWNER, ev.InvestmentAdded(w.spent("E-00000001", document=w.RECIPE)),
    ),
    "an import of nothing": (OWNER, ev.InvestmentsImported(w.evidence("table.csv"), ())),
    "an import with one bad row": (
        OWNER, w.table(w.spent("E-00000001", line=2), w.spent("E-00000002", line=3, amount="x")),
    ),
    "an import with one id twice": (
        OWNER, w.table(w.spent("E-00000001", line=2), w.spent("E-00000001", line=3)),
    ),
    "an import with one line twice": (
        OWNER, w.table(w.spent("E-00000001", line=2), w.spent("E-00000002", line=2)),
    ),
    "a row of a table again": (OWNER, w.table(w.spent("E-00000001", line=9))),
    "an import of rows without lines": (OWNER, w.table(w.spent("E-00000001"))),
    "a strike of nothing": (OWNER, ev.InvestmentStruck("E-00000009", "wrong")),
    "a strike without a reason": (OWNER, ev.InvestmentStruck(w.SPENT, " ")),
    "inputs of no technology": (OWNER, ev.LossInputsStated("T-00000009", "2026-03-01", "900")),
    "inputs that say nothing": (OWNER, ev.LossInputsStated(OVEN, "2026-03-01", note="?")),
    "inputs of a day of no calendar": (OWNER, ev.LossInputsStated(OVEN, "2026-13-01", "900")),
    "inputs of no day": (OWNER, ev.LossInputsStated(OVEN, "", "900")),
    # incidents
    "an incident's id again": (OWNER, ev.IncidentOpened(w.INCIDENT, w.SECOND_LEAK)),
    "an incident on no leak": (OWNER, ev.IncidentOpened("I-00000001", "L-00000009")),
    "a second incident on a leak": (OWNER, ev.IncidentOpened("I-00000001", LEAK)),
    "an incident of no partner": (
        OWNER, ev.IncidentOpened("I-00000001", w.SECOND_LEAK, partner="P-00000009"),
    ),
    "an incident with a date that is no day": (
        OWNER, ev.IncidentOpened("I-00000001", w.SECOND_LEAK, known="soon"),
    ),
    "an incident with a day of no calendar": (
        OWNER, ev.IncidentOpened("I-00000001", w.SECOND_LEAK, began="2026-02-30"),
    ),
    "an act that is still to begin": (OWNER, ev.IncidentStated(w.INCIDENT, began="2027-03-02")),
    "a note at no time": (OWNER, ev.IncidentNoted(w.INCIDENT, "then", "called counsel")),
    "a note of tomorrow": (OWNER, ev.IncidentNoted(w.INCIDENT, "2026-03-03", "called counsel")),
    "a statement on no incident": (OWNER, ev.IncidentStated("I-00000009", known="2026-03-02")),
    "a statement of nothing": (OWNER, ev.IncidentStated(w.INCIDENT)),
    "a statement of no partner": (OWNER, ev.IncidentStated(w.INCIDENT, partner="P-00000009")),
    "a note on no incident": (OWNER, ev.IncidentNoted("I-00000009", "2026-03-02", "called")),
    "a note without a text": (OWNER, ev.IncidentNoted(w.INCIDENT, "2026-03-02", " ")),
    "the close of no incident": (OWNER, ev.IncidentClosed("I-00000009", "settled")),
    "a close without an outcome": (OWNER, ev.IncidentClosed(w.INCIDENT, "")),
    # people
    "no role": (OWNER, w.member("M-00000001", "New")),
    "an unknown role": (OWNER, w.member("M-00000001", "New", "king")),
    "a role twice": (OWNER, w.member("M-00000001", "New", "owner", "owner")),
    "a member without a name": (OWNER, w.member("M-00000001", "  ", "owner")),
    "a role taken without a new epoch": (OWNER, ev.MemberRoles(ENGINEER, ("auditor",))),
    "an epoch that skips one": (OWNER, ev.MemberRemoved(AUDITOR, w.epoch(4, OVEN, FLUX))),
    "an epoch again": (OWNER, ev.MemberRemoved(AUDITOR, w.epoch(2, OVEN, FLUX))),
    "an epoch without a technology": (OWNER, ev.MemberRemoved(AUDITOR, w.epoch(3, OVEN))),
    "an epoch with one too many": (OWNER, ev.MemberRemoved(AUDITOR, w.epoch(3, OVEN, FLUX, "T"))),
    "the last owner removed": (OWNER, ev.MemberRemoved(OWNER, NEXT)),
    "the last owner's role taken": (OWNER, ev.MemberRoles(OWNER, ("approver",), (), NEXT)),
    "somebody removed twice": (OWNER, ev.MemberRemoved(GONE, NEXT)),
    "a stranger removed": (OWNER, ev.MemberRemoved(STRANGER, NEXT)),
    "a grant to an auditor": (OWNER, ev.MemberGranted(AUDITOR, FLUX, ())),
    "a grant of nothing": (OWNER, ev.MemberGranted(ENGINEER, "T-00000009", ())),
    "a grant to the removed": (OWNER, ev.MemberGranted(GONE, FLUX, ())),
    "a revocation of what is not held": (OWNER, ev.MemberRevoked(ENGINEER, FLUX, NEXT)),
    "recovery of the removed": (
        RECOVERY, ev.MemberRecovered(GONE, w.keys("x"), "slot/x", w.keys("y"), NEXT),
    ),
    # delegates and the recovery key
    "one's own delegate": (APPROVER, ev.DelegationBegun(APPROVER, w.NOW, LATER)),
    "a delegate who approves anyway": (OWNER, ev.DelegationBegun(APPROVER, w.NOW, LATER)),
    "a delegate who left": (OWNER, ev.DelegationBegun(GONE, w.NOW, LATER)),
    "a delegate of two": (OWNER, ev.DelegationBegun(EXAMINER, w.NOW, LATER)),
    "a delegation that has ended": (
        OWNER, ev.DelegationBegun(AUDITOR, w.NOW, "2026-03-01T23:59:59+09:00"),
    ),
    "a delegation that ends before it begins": (
        OWNER, ev.DelegationBegun(AUDITOR, LATER, "2026-03-04T23:59:59+09:00"),
    ),
    "a delegation for ever": (
        OWNER, ev.DelegationBegun(AUDITOR, w.NOW, "2027-04-01T23:59:59+09:00"),
    ),
    "a delegation at no time": (OWNER, ev.DelegationBegun(AUDITOR, "now", LATER)),
    "the end of no delegation": (OWNER, ev.DelegationEnded(AUDITOR, NEXT)),
    "an owner's end without an epoch": (OWNER, ev.DelegationEnded(EXAMINER)),
    "an approver's end with an epoch": (APPROVER, ev.DelegationEnded(EXAMINER, NEXT)),
    "a drill that opened too little": (RECOVERY, ev.RecoveryDrilled(4)),
    "a drill by an owner": (OWNER, ev.RecoveryDrilled(5)),
    # documents
    "a document of a technology not held": (ENGINEER, w.document("D-00000001", FLUX)),
    "a document of more pages than paper": (
        OWNER, w.document("D-00000001", pages=10**9, traced=False),
    ),
    "a document of less than no page": (OWNER, w.document("D-00000001", pages=-1)),
    "a document of no technology": (OWNER, w.document("D-00000001", "T-00000009")),
    "a revision that skips one": (OWNER, w.document(PLAN, n=3)),
    "a revision again": (OWNER, w.document(PLAN, n=1)),
    "a revision in another technology": (OWNER, w.document(PLAN, FLUX, n=2)),
    "a revision with a lower class": (ENGINEER, w.document(PLAN, n=2, classification="public")),
    "an unknown class": (OWNER, w.document("D-00000001", classification="secret-ish")),
    "an export without a reason": (OWNER, ev.DocumentExported(PLAN, 1, " ")),
    "an export of no document": (OWNER, ev.DocumentExported("D-00000009", 1, "why")),
    "an export of no revision": (OWNER, ev.DocumentExported(PLAN, 2, "why")),
    # partners
    "a contact of no partner": (OWNER, ev.ContactAdded("C-00000001", "P-00000009", "Han")),
    "a contact without a name": (OWNER, ev.ContactAdded("C-00000001", w.PARTNER, " ")),
    "a removal of no contact": (OWNER, ev.ContactRemoved("C-00000009")),
    # releases
    "a release of what one does not hold": (ENGINEER, w.asked("R-00000001", Item(w.RECIPE, 1))),
    "a release to nobody": (ENGINEER, w.asked("R-00000001", contacts=())),
    "a release to one twice": (ENGINEER, w.asked("R-00000001", contacts=(w.OH, w.OH))),
    "a release to another partner's": (ENGINEER, w.asked("R-00000001", contacts=(w.FOREIGN,))),
    "a release of no document": (ENGINEER, w.asked("R-00000001", Item("D-00000009", 1))),
    "a release of no revision": (ENGINEER, w.asked("R-00000001", Item(PLAN, 7))),
    "a release of a document twice": (ENGINEER, w.asked("R-00000001", ITEM, ITEM)),
    "a page that is not there": (ENGINEER, w.asked("R-00000001", Item(PLAN, 1, (3,)))),
    "a page before the first": (ENGINEER, w.asked("R-00000001", Item(PLAN, 1, (-1,)))),
    "pages out of order": (ENGINEER, w.asked("R-00000001", Item(PLAN, 1, (1, 0)))),
    "pages twice": (ENGINEER, w.asked("R-00000001", Item(PLAN, 1, (1, 1)))),
    "no pages, which would mean all": (ENGINEER, w.asked("R-00000001", Item(PLAN, 1, ()))),
    "a release until after all calendars": (
        ENGINEER,
        structs.replace(w.asked("R-00000001"), until="9999-12-31T23:59:59-09:00"),  # type: ignore[type-var]
    ),
    "a release under the id of one that was lost": (ENGINEER, w.asked("R-0000000H")),
    "a date that is none": (
        ENGINEER, structs.replace(w.asked("R-00000001"), until="next year"),  # type: ignore[type-var]
    ),
    "approval of one's own": (OWNER, ev.ReleaseApproved("R-0000000E")),
    "approval that calls itself solo": (APPROVER, ev.ReleaseApproved(ASKED, solo=True)),
    "approval twice": (OWNER, ev.ReleaseApproved(APPROVED)),
    "approval of the sealed": (OWNER, ev.ReleaseApproved(SEALED)),
    "approval of nothing": (OWNER, ev.ReleaseApproved("R-00000009")),
    "approval without accepting a warning": (OWNER, ev.ReleaseApproved(UNTRACEABLE)),
    "approval of a request that hides what cannot be traced": (
        APPROVER, ev.ReleaseApproved("R-0000000F", ("untraceable",)),
    ),
    "approval of a request that hides its warning": (
        APPROVER, ev.ReleaseApproved("R-0000000G"),
    ),
    "rejection without a reason": (OWNER, ev.ReleaseRejected(ASKED, "")),
    "rejection of the approved without a reason": (OWNER, ev.ReleaseRejected(APPROVED, " ")),
    "rejection of the approved by who asked": (ENGINEER, ev.ReleaseRejected(APPROVED, "why")),
    "withdrawal of the approved by who approved": (APPROVER, ev.ReleaseWithdrawn(APPROVED)),
    "rejection of the sealed": (OWNER, ev.ReleaseRejected(SEALED, "too late")),
    "withdrawal of the sealed": (ENGINEER, ev.ReleaseWithdrawn(SEALED)),
    "a copy of what is not approved": (OWNER, w.issued(ASKED, at=2)),
    "a copy for somebody else": (OWNER, w.issued(APPROVED, w.MOON, at=2)),
    "a copy under another number": (OWNER, w.issued(APPROVED, number=2, at=2)),
    "a copy under another release's name": (
        OWNER, structs.replace(w.issued(APPROVED, at=2), copy=f"{ASKED}-1"),
    ),
    "a copy with keys of an old epoch": (OWNER, w.issued(APPROVED, at=1)),
    "collection of what is not sealed": (OWNER, ev.CopiesCollected(APPROVED, {})),
    "collection of another release's copy": (
        OWNER, ev.CopiesCollected(SEALED, {f"{APPROVED}-1": "00"}),
    ),
    "voiding of no copy": (OWNER, ev.CopyVoided("R-00000009-1", "why")),
    # what happened to copies, and before there were any
    "a delivery of no copy": (OWNER, ev.CopyDelivered("R-00000009-1", w.NOW, "courier")),
    "a copy delivered by no channel": (OWNER, ev.CopyDelivered(COPY, w.NOW, " ")),
    "a delivery tomorrow": (OWNER, ev.CopyDelivered(COPY, "2026-03-03T12:00:00+09:00", "mail")),
    "a delivery before the pack was written": (
        OWNER, ev.CopyDelivered(COPY, "2026-03-02T12:00:00+09:00", "mail"),
    ),
    "a delivery at no time": (OWNER, ev.CopyDelivered(COPY, "noon", "mail")),
    "a delivery of what was out before": (OWNER, ev.CopyDelivered(w.EARLIER, w.NOW, "mail")),
    "an acknowledgement before the delivery": (
        OWNER, ev.CopyAcknowledged(COPY, "2026-03-02T17:59:59+09:00"),
    ),
    "an acknowledgement of no copy": (OWNER, ev.CopyAcknowledged("R-00000009-1", w.NOW)),
    "a return before the delivery": (
        OWNER, ev.CopyReturned(COPY, "2026-03-02T17:59:59+09:00"),
    ),
    "a return tomorrow": (OWNER, ev.CopyReturned(COPY, "2026-03-03T12:00:00+09:00")),
    "a return before it was sent": (
        OWNER, ev.CopyReturned(w.EARLIER, "2024-05-01T12:00:00+09:00"),
    ),
    "a recall without a reason": (OWNER, ev.CopyRecalled(COPY, " ")),
    "a recall of no copy": (OWNER, ev.CopyRecalled("R-00000009-1", "why")),
    "a strike of no record": (OWNER, ev.DisclosureStruck("H-00000009", "wrong")),
    "a record struck without a reason": (OWNER, ev.DisclosureStruck(w.EARLIER, " ")),
    "a record's id again": (ENGINEER, w.sent()),
    "a record of no partner": (ENGINEER, structs.replace(w.sent("H-00000001"), partner="P-1")),
    "a record of no document": (ENGINEER, structs.replace(w.sent("H-00000001"), document="D-1")),
    "a record of no revision": (ENGINEER, w.sent("H-00000001", revision=2)),
    "a record of a page that is not there": (ENGINEER, w.sent("H-00000001", pages=(3,))),
    "a record of no page": (ENGINEER, w.sent("H-00000001", pages=())),
    "a record of another partner's person": (ENGINEER, w.sent("H-00000001", contact=w.FOREIGN)),
    "a record without a note": (ENGINEER, w.sent("H-00000001", note=" ")),
    "a record of what is still to be sent": (
        ENGINEER, w.sent("H-00000001", sent="2026-03-03T12:00:00+09:00"),
    ),
    "a record of a use that ended before": (
        ENGINEER, w.sent("H-00000001", until="2024-05-01T12:00:00+09:00"),
    ),
    # leaks and upkeep
    "a leak without files": (OWNER, ev.LeakLodged("L-00000001", ())),
    "a reading of no leak": (OWNER, ev.LeakRead("L-00000009", (), {}, 1, (), ())),
    "a verdict without a reading": (OWNER, ev.LeakJudged(LEAK, 3, "match", 1, 1)),
    "a timestamp over what is not there yet": (OWNER, w.stamped("dG9rZW4y", size=10_000)),
    "a timestamp over nothing": (OWNER, w.stamped("dG9rZW4y", size=0)),
    "a timestamp without a token": (OWNER, w.stamped("")),
    "a timestamp that is no base64": (OWNER, w.stamped("?")),
    "a timestamp of no time": (
        OWNER, structs.replace(w.stamped("dG9rZW4y"), at="soon"),
    ),
    "a timestamp again": (OWNER, w.stamped()),
    "an authority at no address": (OWNER, ev.AuthoritySet("file:///etc/passwd")),
    "an authority with a password": (OWNER, ev.AuthoritySet("https://me:secret@tsa.example/")),
    "switching off what is off": (OWNER, ev.AuthoritySet("")),
    "a dossier about nothing": (OWNER, ev.DossierExported("X-00000001", "R-00000009", ())),
    "a dossier's id again": (OWNER, ev.DossierExported("X-0000000A", LEAK, ())),
    "a dossier with entries to come": (OWNER, ev.DossierExported("X-00000001", LEAK, (10_000,))),
    "a dossier that opens no copy": (
        OWNER, ev.DossierExported("X-00000001", LEAK, (), ("R-00000009-1",)),
    ),
    "a restore that lies about where it began": (OWNER, ev.VaultRestored(3)),
    "a backup of what is still to come": (OWNER, ev.BackupCreated(10_000)),
    "a schedule without a folder": (OWNER, ev.BackupScheduled(7, "", 4)),
    "a schedule that keeps nothing": (OWNER, ev.BackupScheduled(7, "/backups", 0)),
    "a schedule of less than a day": (OWNER, ev.BackupScheduled(-1, "/backups", 4)),
    "the end of no schedule": (OWNER, ev.BackupScheduled(0)),
    "a scheduled backup in another folder": (
        AUDITOR, ev.BackupCreated(1, f"../{TAR}", scheduled=True),
    ),
    "two scheduled backups in one name": (
        AUDITOR, ev.BackupCreated(1, f"{TAR}\n{TAR}", scheduled=True),
    ),
    "a scheduled backup again": (OWNER, ev.BackupCreated(1, TAR, scheduled=True)),
    "a pack under another kind of id": (OWNER, w.read_back("H-00000009-1")),
    "a pack under the name of a record": (OWNER, w.read_back(w.EARLIER)),
    "a pack of another release": (
        OWNER, structs.replace(w.read_back("R-00000009-1"), release=SEALED),
    ),
    "a pack issued at no time": (
        OWNER, structs.replace(w.read_back("R-00000009-1"), issued="then"),
    ),
    "a pack that is known": (OWNER, w.read_back(f"{SEALED}-1")),
}  # fmt: skip


@pytest.mark.parametrize("what", SENSELESS)
def test_what_makes_no_sense_is_refused_from_everybody(what: str) -> None:
    world = noon()
    hidden = w.asked("R-0000000F", Item(w.SCAN, 1), warnings=(w.ACCEPT,))
    for author, body in (
        (OWNER, w.asked("R-0000000E")),
        (ENGINEER, hidden),
        (ENGINEER, w.asked("R-0000000G", Item(w.SCAN, 1), allow_untraceable=True)),
        (OWNER, w.read_back("R-0000000H-1")),
        (OWNER, ev.BackupCreated(1, TAR, scheduled=True)),
    ):
        world.do(author, body)
    before = world.state.dump()
    with pytest.raises(RefusedError):
        world.do(*SENSELESS[what])
    assert world.state.dump() == before


def test_an_untraceable_release_is_approved_when_it_says_so_and_is_accepted() -> None:
    world = noon()
    world.do(APPROVER, ev.ReleaseApproved(UNTRACEABLE, ("untraceable",)))
    assert world.state.facts.releases[UNTRACEABLE].accepted == ("untraceable",)


def test_a_page_that_is_traceable_may_go_although_another_is_not() -> None:
    from vault.domain.values import PageTrace

    world = noon()
    trace = (PageTrace(0, 900, "good"), PageTrace(1, 0, "none", "no text"))
    world.do(ENGINEER, w.document("D-00000001", pages=2, trace=trace))
    world.do(ENGINEER, w.asked("R-00000001", Item("D-00000001", 1, (0,))))
    world.do(ENGINEER, w.asked("R-00000002", Item("D-00000001", 1)))
    world.do(APPROVER, ev.ReleaseApproved("R-00000001"))
    with pytest.raises(RefusedError, match="page 2"):
        world.do(APPROVER, ev.ReleaseApproved("R-00000002"))


def test_solo_mode_lets_one_approve_their_own_and_says_so() -> None:
    world = World()
    world.do(OWNER, structs.replace(w.created(), solo=True))
    world.do(OWNER, ev.TechnologyCreated(OVEN, "Oven", "check", ()))
    world.do(OWNER, w.document(PLAN))
    world.do(OWNER, ev.PartnerAdded(w.PARTNER, "Assembly"))
    world.do(OWNER, ev.ContactAdded(w.OH, w.PARTNER, "Oh"))
    world.do(OWNER, w.asked(ASKED))
    with pytest.raises(RefusedError):
        world.do(OWNER, ev.ReleaseApproved(ASKED))
    world.do(OWNER, ev.ReleaseApproved(ASKED, solo=True))
    assert world.state.facts.releases[ASKED].solo


def test_a_removed_contact_gets_no_copy_even_of_an_approved_release() -> None:
    world = noon()
    world.do(OWNER, ev.ContactRemoved(w.OH))
    with pytest.raises(RefusedError):
        world.do(OWNER, w.issued(APPROVED, at=2))


def test_a_pack_is_read_back_once_and_only_after_a_restore() -> None:
    world = World()
    for author, body in w.HISTORY:
        world.do(author, body)
    with pytest.raises(RefusedError):
        world.do(OWNER, w.read_back("R-00000009-1"))
    world.do(OWNER, ev.VaultRestored(world.seq))
    world.do(OWNER, w.read_back("R-00000009-1"))
    with pytest.raises(RefusedError) as refused:
        world.do(OWNER, w.read_back("R-00000009-1"))
    assert refused.value.code == "copy-known"


@pytest.mark.parametrize(
    ("author", "body", "word"),
    [
        (ENGINEER, ev.ReleaseWithdrawn(APPROVED), "withdrawn"),
        (OWNER, ev.ReleaseRejected(APPROVED, "the agreement ended"), "rejected"),
        (APPROVER, ev.ReleaseRejected(APPROVED, "the agreement ended"), "rejected"),
    ],
)
def test_an_approved_release_is_undone_only_before_its_first_copy(
    author: str, body: ev.Body, word: str
) -> None:
    world = noon()
    both = w.asked("R-00000001", contacts=(w.OH, w.MOON))
    world.do(ENGINEER, both)
    world.do(APPROVER, ev.ReleaseApproved("R-00000001"))
    world.do(APPROVER, w.issued("R-00000001", at=2))
    assert world.state.facts.releases["R-00000001"].state == "approved"
    with pytest.raises(RefusedError, match="Copies of this release were made"):
        world.do(author, structs.replace(body, release="R-00000001"))  # type: ignore[call-arg]
    world.do(author, body)
    undone = world.state.facts.releases[APPROVED]
    assert (undone.state, undone.decided_by) == (word, author)
    for late in (w.issued(APPROVED, at=2), ev.ReleaseApproved(APPROVED), body):
        with pytest.raises(RefusedError) as refused:
            world.do(OWNER if late is not body else author, late)
        assert refused.value.code == "wrong-state"


def test_who_creates_a_technology_holds_it() -> None:
    world = noon()
    world.do(ENGINEER, ev.TechnologyCreated("T-00000001", "Third", "check", ()))
    assert set(world.state.member(ENGINEER).grants) == {OVEN, "T-00000001"}
    assert world.state.check(2, "technology:T-00000001") == "check"


def test_unknown_kinds_and_fields_of_a_newer_program_are_refused_in_words() -> None:
    world = noon()
    before = world.state.dump()
    for kind, fields in (
        ("demand.added", {}), ("partner.added", {}), ("partner.added", {"partner": 7, "name": "x"}),
        ("release.approved", {"release": ["x"]}), ("member.added", {"member": None}),
    ):  # fmt: skip
        with pytest.raises(RefusedError) as refused:
            world.state.apply(w.Told(world.seq, OWNER, kind, fields, 2))
        assert refused.value.code in ("newer-format", "bad-entry")
        assert world.state.dump() == before
