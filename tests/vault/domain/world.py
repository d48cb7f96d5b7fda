"""A vault's state at noon: everything exists once, so that any event can come next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vault.domain import events as ev
from vault.domain.fold import Fold
from vault.domain.values import (
    RECOVERY,
    CopyFile,
    Epoch,
    Evidence,
    InvestmentRow,
    Item,
    LeakFile,
    PageTrace,
    Pointer,
    PublicKeys,
    Warned,
)

OWNER, ENGINEER, APPROVER = "M-0000000A", "M-0000000B", "M-0000000C"
EXAMINER, AUDITOR, GONE, STRANGER = "M-0000000D", "M-0000000E", "M-0000000F", "M-0000000Z"
OVEN, FLUX = "T-0000000A", "T-0000000B"
PLAN, RECIPE, SCAN = "D-0000000A", "D-0000000B", "D-0000000C"
PARTNER, OTHER_PARTNER = "P-0000000A", "P-0000000B"
OH, MOON, FOREIGN = "C-0000000A", "C-0000000B", "C-0000000C"
ASKED, APPROVED, SEALED, UNTRACEABLE = "R-0000000A", "R-0000000B", "R-0000000C", "R-0000000D"
LEAK, SECOND_LEAK = "L-0000000A", "L-0000000B"
SPENT, INCIDENT, EARLIER = "E-0000000A", "I-0000000A", "H-0000000A"
DEMAND, AGREEMENT = "Q-0000000A", "A-0000000A"
UNTIL = "2027-01-31T23:59:59+09:00"
DELEGATED = "2026-03-20T23:59:59+09:00"
NOW = "2026-03-02T18:00:00+09:00"


@dataclass(frozen=True)
class Told:
    """An event as the ledger hands it to the fold."""

    seq: int
    author: str
    kind: str
    fields: Mapping[str, Any]
    epoch: int = 1
    time: str = "2026-03-02T09:00:00.000Z"


def keys(of: str) -> PublicKeys:
    return PublicKeys(f"seal {of}", f"verify {of}")


def pointer(name: str, under: str = OVEN) -> Pointer:
    return Pointer(f"blob/{name}", 5, "00", "key", 1, (f"technology:{under}",))


def epoch(n: int, *technologies: str) -> Epoch:
    names = ["ledger", "seal", "trace", *(f"technology:{t}" for t in technologies)]
    return Epoch(
        n, "2026-03-02T09:00:00+00:00", OWNER, "why", {name: f"{n}{name}" for name in names},
        (f"wrap/{n}",), "lodge", (f"vkey{n}",),
    )  # fmt: skip


def created(owner: str = OWNER) -> ev.VaultCreated:
    return ev.VaultCreated(
        "Hanbit", "Asia/Seoul", False, owner, "Kim", ("owner", "approver", "engineer"),
        keys(owner), "slot/kim", keys(RECOVERY), epoch(1),
    )  # fmt: skip


def member(id: str, name: str, *roles: str) -> ev.MemberAdded:
    return ev.MemberAdded(id, name, roles, keys(id), f"slot/{name}", (f"wrap/{name}",))


def document(
    id: str, technology: str = OVEN, n: int = 1, pages: int = 3, traced: bool = True, **more: Any
) -> ev.DocumentAdded:
    trace = tuple(PageTrace(page, 900, "good") for page in range(pages)) if traced else ()
    fields = {"title": f"title {id}", "classification": "confidential"} | more
    return ev.DocumentAdded(
        document=id, n=n, technology=technology, file_name="oven.pdf", media="application/pdf",
        sha256="00", size=5, pages=pages, content=pointer(f"{id}{n}", technology),
        **({"trace": trace} | fields),
    )  # fmt: skip


def asked(release: str, *items: Item, contacts: tuple[str, ...] = (OH,), **more: Any) -> ev.Body:
    return ev.ReleaseRequested(
        release, PARTNER, contacts, items or (Item(PLAN, 1),), "a quotation", UNTIL, **more
    )


def issued(release: str, contact: str = OH, number: int = 1, at: int = 1) -> ev.CopyIssued:
    copy = f"{release}-{number}"
    return ev.CopyIssued(
        release, copy, contact, at, (CopyFile("oven.pdf", "00", 5, PLAN, 1),),
        pointer(copy), "access", "commitment", {f"{PLAN}@1": "bias"}, "00",
    )  # fmt: skip


def lodged(leak: str = LEAK) -> ev.LeakLodged:
    return ev.LeakLodged(leak, (LeakFile("photo.jpg", "00", 5, f"blob/{leak}", "key", 1),))


def read_back(copy: str) -> ev.PackReadBack:
    files = (CopyFile("oven.pdf", "00", 5, PLAN, 1),)
    release = copy.rpartition("-")[0]
    return ev.PackReadBack(copy, release, 1, "00", files, {"name": "Oh"}, "2026-01-01", "note")


def evidence(name: str = "proof.pdf") -> Evidence:
    return Evidence(name, "00", 5, Pointer(f"blob/{name}", 5, "00", "key", 1, ("ledger",)))


def letter(letter: str = "W-0000000A") -> ev.LetterWritten:
    return ev.LetterWritten(letter, PARTNER, "reply", "ko", evidence(letter))


def stamped(token: str = "dG9rZW4=", size: int = 3) -> ev.TimestampAdded:
    return ev.TimestampAdded(size, "ab" * 32, token, "2026-03-02T09:00:00+00:00", "Authority")


def spent(id: str = SPENT, **more: Any) -> InvestmentRow:
    fields = {"technology": OVEN, "date": "2026-03-01", "kind": "invoice"}
    return InvestmentRow(id, **(fields | {"amount": "120000", "currency": "KRW"} | more))


def table(*rows: InvestmentRow) -> ev.InvestmentsImported:
    return ev.InvestmentsImported(evidence("table.csv"), rows or (spent("E-00000001", line=2),))


def sent(disclosure: str = EARLIER, **more: Any) -> ev.DisclosureRecorded:
    fields = {"sent": "2024-05-02T12:00:00+09:00", "note": "by e-mail"}
    return ev.DisclosureRecorded(disclosure, PARTNER, PLAN, **(fields | more))


def demanded(demand: str = DEMAND, partner: str = PARTNER, **more: Any) -> ev.DemandAdded:
    fields = {"items": {"purpose": "a quotation"}, "required": ("purpose", "price")} | more
    return ev.DemandAdded(
        demand, partner, "2026-03-01T12:00:00+09:00", "phone", "Send us everything.", **fields
    )


def agreed(agreement: str = AGREEMENT, partner: str = PARTNER, **more: Any) -> ev.AgreementAdded:
    fields = {
        "start": "2026-01-01T00:00:00+09:00", "until": "2027-12-31T23:59:59+09:00",
        "staff": ("Oh",), "technologies": (OVEN,),
    } | more  # fmt: skip
    return ev.AgreementAdded(agreement, partner, "nda", "2026-01-01", **fields)


ACCEPT = Warned("untraceable", "A leaked copy could not be traced.", True)

HISTORY: list[tuple[str, ev.Body]] = [
    (OWNER, created()),
    (OWNER, member(ENGINEER, "Lee", "engineer")),
    (OWNER, member(APPROVER, "Park", "approver")),
    (OWNER, member(EXAMINER, "Yoon", "examiner")),
    (OWNER, member(AUDITOR, "Jung", "auditor")),
    (OWNER, member(GONE, "Choi", "approver", "owner", "engineer")),
    (ENGINEER, ev.TechnologyCreated(OVEN, "Oven", "check", ("wrap/oven",))),
    (OWNER, ev.TechnologyCreated(FLUX, "Flux", "check", ("wrap/flux",))),
    (ENGINEER, document(PLAN)),
    (OWNER, document(RECIPE, FLUX)),
    (ENGINEER, document(SCAN, traced=False)),
    (ENGINEER, ev.PartnerAdded(PARTNER, "Assembly")),
    (ENGINEER, ev.PartnerAdded(OTHER_PARTNER, "Rival")),
    (ENGINEER, ev.ContactAdded(OH, PARTNER, "Oh")),
    (ENGINEER, ev.ContactAdded(MOON, PARTNER, "Moon")),
    (ENGINEER, ev.ContactAdded(FOREIGN, OTHER_PARTNER, "Foreign")),
    (ENGINEER, asked(ASKED)),
    (ENGINEER, asked(APPROVED)),
    (APPROVER, ev.ReleaseApproved(APPROVED)),
    (ENGINEER, asked(SEALED)),
    (APPROVER, ev.ReleaseApproved(SEALED)),
    (APPROVER, issued(SEALED)),
    (ENGINEER, asked(UNTRACEABLE, Item(SCAN, 1), allow_untraceable=True, warnings=(ACCEPT,))),
    (AUDITOR, lodged()),
    (EXAMINER, ev.LeakRead(LEAK, ("photo.jpg",), {}, 1, (OVEN,), (FLUX,))),
]


@dataclass
class World:
    """The state, and how to let something happen."""

    state: Fold = field(default_factory=Fold)
    seq: int = 0

    def do(self, author: str, body: ev.Body, **more: Any) -> None:
        at = len(self.state.facts.epochs) or 1
        told = {"epoch": at} | more
        self.state.apply(Told(self.seq, author, body.kind, body.fields(), **told))
        self.seq += 1

    def copy(self) -> World:
        return World(self.state.copy(), self.seq)


LATER: list[tuple[str, ev.Body]] = [
    (APPROVER, ev.DelegationBegun(EXAMINER, "2026-03-05T00:00:00+09:00", DELEGATED)),
    (ENGINEER, ev.CopiesCollected(SEALED, {f"{SEALED}-1": "00"})),
    (ENGINEER, ev.CopyDelivered(f"{SEALED}-1", NOW, "courier")),
    (ENGINEER, sent()),
    (ENGINEER, ev.InvestmentAdded(spent())),
    (ENGINEER, table(spent("E-0000000B", line=9))),
    (AUDITOR, lodged(SECOND_LEAK)),
    (EXAMINER, ev.IncidentOpened(INCIDENT, LEAK)),
    (ENGINEER, letter()),
    (ENGINEER, demanded()),
    (ENGINEER, agreed()),
    (AUDITOR, stamped()),
    (EXAMINER, ev.DossierExported("X-0000000A", LEAK, ())),
]


def noon() -> World:
    """After the history; Choi was removed, the vault restored once, and then what is in LATER."""
    world = World()
    for author, body in HISTORY:
        world.do(author, body)
    world.do(OWNER, ev.VaultRestored(world.seq))
    world.do(OWNER, ev.MemberRemoved(GONE, epoch(2, OVEN, FLUX)))
    for author, body in LATER:
        world.do(author, body)
    return world
