"""A firm with years behind it: tens of thousands of documents, thousands of releases.

The vault is real: every entry is sealed and signed by the member who may write it, chained to the
one before, judged by the fold's own rules, and stored under its name and in its bundle. Only the
forcing of each entry to disk is left out, which is what takes the time. The documents share one
small content, so that what is large here is the ledger; opening an original is not for this vault.
Nothing is left to chance but keys, so two vaults of one size show the same lists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tests.fakes import firm as firms
from vault.app.library.originals import what
from vault.app.people import members
from vault.app.session import Session, utc_now
from vault.domain import dates, policies
from vault.domain import events as ev
from vault.domain.fold import Fold
from vault.domain.values import CopyFile, Item, PageTrace, Pointer, Warned
from vault.keys.passphrase import Cost
from vault.keys.wraps import technology_key
from vault.ledger import snapshot as snapshots
from vault.ledger.entry import Draft, Event, Place, seal_entry
from vault.ledger.log import BUNDLE, bundle_name, entry_name, pack_bundle
from vault.ledger.merkle import Frontier, leaf_hash
from vault.ledger.times import note, timestamp

OWNER, ENGINEER = firms.OWNER, firms.ENGINEER
YEARS = timedelta(days=5 * 365)
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TECHNOLOGIES = (
    "리플로 오븐", "Flux chemistry", "솔더 페이스트", "Zone control", "질소 순환", "Profiles",
    "도포 헤드", "Nozzle plates", "검사 카메라", "Conveyor drives", "열교환기", "Calibration",
)  # fmt: skip
_KINDS = (
    "specification",
    "도면",
    "recipe",
    "시험 성적서",
    "assembly drawing",
    "공정표",
    "handbook",
)
_PARTS = (
    "oven",
    "노즐",
    "chamber",
    "컨베이어",
    "fan",
    "히터",
    "frame",
    "센서",
    "gas train",
    "제어반",
)
_FIRMS = ("광명조립", "Sejong Boards", "한울전자", "Namhae Marine", "동해정밀", "Baekdu Power")
_PEOPLE = ("김민준", "Lee Seo-yeon", "박도윤", "Choi Ha-eun", "정지호", "Moon Empfänger")
_PURPOSES = ("시험 생산 평가", "quotation for the second line", "현장 설치", "maintenance contract")


@dataclass
class _Book:
    """The ledger being written: its last place, its tree, and the state after it."""

    root: Path
    vault: str
    state: Fold
    frontier: Frontier
    ledger_key: bytes
    time: datetime
    pace: timedelta
    bundle: list[bytes]
    leaf: bytes
    bundled: bool
    last: list[bytes] = field(default_factory=list)
    made: set[Path] = field(default_factory=set)

    def write(self, session: Session, body: ev.Body) -> None:
        """Seal an event in a member's name, let the fold judge it, store it."""
        self.time += self.pace
        draft = Draft(body.kind, body.fields(), epoch=1)
        seq, time = self.frontier.size, timestamp(self.time)
        place = Place(self.vault, seq, time, session.author, self.frontier.root())
        raw = seal_entry(draft, place, session.identity.signer, self.ledger_key)
        self.state.apply(Event(seq, time, session.author, body.kind, 1, None, draft.fields))
        note(self.state.times, session.author, time, frozenset())
        self.leaf = leaf_hash(raw)
        self.frontier.append(self.leaf)
        if not self.bundled:
            self.store(entry_name(seq), raw)
        self.bundle.append(raw)
        if len(self.bundle) == BUNDLE:
            number = seq // BUNDLE
            self.store(bundle_name(number), pack_bundle(number, self.bundle))
            self.last, self.bundle = self.bundle, []

    def close(self) -> None:
        """Write the entries at the end, which no reader takes from a bundle."""
        end = self.frontier.size
        tail = [*self.last, *self.bundle] if self.bundled else []
        for seq, raw in enumerate(tail, end - len(tail)):
            self.store(entry_name(seq), raw)

    def store(self, name: str, data: bytes) -> None:
        path = self.root / name
        if path.parent not in self.made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(path.parent)
        path.write_bytes(data)


def grow(
    root: Path,
    documents: int = 50_000,
    releases: int = 10_000,
    *,
    sealed: float = 0.6,
    bundled: bool = False,
    cost: Cost = firms.CHEAP,
    now: datetime | None = None,
) -> None:
    """Make the vault of a firm that owner and engineer use, each with a snapshot of their own.

    Args:
        root: where; there is nothing yet.
        documents: how many, each with its pages' worth to tracing.
        releases: how many; the newest wait for a decision.
        sealed: share of them that copies were made of, which takes some four entries more each;
            the others were rejected, withdrawn or approved only.
        bundled: leave out the files of single entries, except for the newest. Such a vault opens
            and is appended to like any other, but `ledger verify` misses the entries.
        cost: what the owner's passphrase costs.
        now: the time of the last entry; five years lie before it.
    """
    end = now or utc_now()
    firm = firms.found(root, end - YEARS, cost)
    owner = firm.owner
    firm.hire(ENGINEER, "engineer")
    engineer = firm.login(ENGINEER)
    technologies = _technologies(owner)
    for technology in technologies:
        members.grant(owner, ENGINEER, technology)
    contacts = _contacts(owner)
    engineer.refresh()
    content = _content(owner, technologies[0])
    entries = documents + 2 * releases + 5 * int(releases * sealed)
    book = _book(root, owner, (end - firm.clock.now) / (entries + 1000), bundled)
    known = list(_documents(book, engineer, technologies, content, documents))
    desk = _Desk(book, owner, engineer, content)
    for body, fate in _releases(book, known, contacts, releases, sealed):
        desk.ask(body, fate)
    book.close()
    for session in (owner, engineer):
        _snapshot(book, session)


def _technologies(owner: Session) -> list[str]:
    from vault.app.library.documents import ensure_technology

    return [ensure_technology(owner, name).id for name in _TECHNOLOGIES]


def _contacts(owner: Session) -> dict[str, list[str]]:
    """Partner → contacts: some twenty firms with up to six people each."""
    from vault.app.partnership import partners

    found: dict[str, list[str]] = {}
    for number in range(24):
        name = f"{_FIRMS[number % len(_FIRMS)]} {number // len(_FIRMS) + 1}"
        partner = partners.add_partner(owner, name).id
        found[partner] = [
            partners.add_contact(owner, partner, _PEOPLE[(number + n) % len(_PEOPLE)]).id
            for n in range(1 + number % 3)
        ]
    return found


def _content(owner: Session, technology: str) -> Pointer:
    under = (technology_key(technology),)
    return owner.safe.put(
        [b"flux ratio 7:3\n"], under=under, epoch=1, what=what("D-0", 1, "content")
    )


def _book(root: Path, owner: Session, pace: timedelta, bundled: bool) -> _Book:
    """The ledger as the program has written it so far, to be gone on with."""
    frontier, bundle, leaf = Frontier(), [], b""
    for _, raw in owner.ledger.log.read():
        leaf = leaf_hash(raw)
        frontier.append(leaf)
        bundle = [raw] if len(bundle) == BUNDLE else [*bundle, raw]
    assert frontier.root() == owner.ledger.root and len(bundle) < BUNDLE
    key, time = owner.ring.ledger_key(1), dates.parse(owner.ledger.last_time)
    return _Book(
        root, owner.vault, owner.state.copy(), frontier, key, time, pace, bundle, leaf, bundled
    )


def _id(prefix: str, number: int) -> str:
    """An identifier like the program's own, spread over the alphabet."""
    spread, letters = number * 0x9E3779B1 % 2**40, ""
    for _ in range(8):
        letters += _LETTERS[spread % 32]
        spread //= 32
    return f"{prefix}-{letters}"


def _documents(
    book: _Book, engineer: Session, technologies: list[str], content: Pointer, count: int
) -> Iterator[tuple[str, int]]:
    """Documents as (id, pages). One in seven is no PDF and carries no mark."""
    for n in range(count):
        pages = 1 + n * 7 % 9 if n % 7 else 0
        title = f"{_PARTS[n % 10]} {_KINDS[n // 10 % 7]} {n // 70 % 97}-{n:05d}"
        grades = ("good", "good", "limited", "good", "none" if n % 11 == 0 else "good")
        document = _id("D", n + 1)
        body = ev.DocumentAdded(
            document=document,
            n=1,
            title=title,
            technology=technologies[n * 5 % len(technologies)],
            classification=("confidential", "internal", "top-secret", "public")[n % 4],
            file_name=f"{title}.{'pdf' if pages else 'txt'}",
            media="application/pdf" if pages else "text/plain",
            sha256=hashlib.sha256(document.encode()).hexdigest(),
            size=40_000 + n * 37 % 900_000,
            pages=pages,
            content=content,
            trace=tuple(PageTrace(p, 900 - 60 * p, grades[p % 5]) for p in range(pages)),
        )
        book.write(engineer, body)
        yield document, pages


def _releases(
    book: _Book,
    documents: list[tuple[str, int]],
    contacts: dict[str, list[str]],
    count: int,
    sealed: float,
) -> Iterator[tuple[ev.ReleaseRequested, str]]:
    """Requests, each with what becomes of it."""
    partners, waiting = list(contacts), count - min(60, count // 10 + 1)
    for n in range(count):
        partner = partners[n * n % len(partners)]
        chosen = [documents[(n * 97 + 31 * more) % len(documents)] for more in range(1 + n % 3)]
        items = tuple(
            Item(document, 1, (0,) if pages > 1 and n % 2 else None, "열 해석")
            for document, pages in dict(chosen).items()
        )
        asked = ev.ReleaseRequested(
            release=_id("R", n + 1),
            partner=partner,
            contacts=tuple(contacts[partner][: 1 + n % 2]),
            items=items,
            purpose=f"{_PURPOSES[n % 4]} {n}",
            until=dates.stamp(book.time + timedelta(days=90 + n * 13 % 400)),
            return_by=dates.stamp(book.time + timedelta(days=120 + n * 13 % 400)),
            allow_untraceable=True,
        )
        if n >= waiting:
            yield asked, ""
        elif n % 100 < 100 * sealed:
            yield asked, ("sealed", "delivered", "returned", "returned", "returned")[n % 5]
        else:
            yield asked, ("rejected", "withdrawn", "withdrawn", "approved")[n % 4]


@dataclass
class _Desk:
    """Owner and engineer at work: what is asked for, and what becomes of it."""

    book: _Book
    owner: Session
    engineer: Session
    content: Pointer
    warnings: tuple[Warned, ...] | None = None

    def ask(self, asked: ev.ReleaseRequested, fate: str) -> None:
        if self.warnings is None:
            self.warnings = self.warned(asked)
        asked = msgspec.structs.replace(asked, warnings=self.warnings)
        self.book.write(self.engineer, asked)
        if fate == "rejected":
            self.book.write(self.owner, ev.ReleaseRejected(asked.release, "범위가 넓습니다"))
        elif fate == "withdrawn":
            self.book.write(self.engineer, ev.ReleaseWithdrawn(asked.release))
        elif fate:
            accepted = {warning.code for warning in asked.warnings if warning.accept}
            accepted.add(policies.UntraceablePages.code)
            self.book.write(self.owner, ev.ReleaseApproved(asked.release, tuple(sorted(accepted))))
        if fate in ("sealed", "delivered", "returned"):
            self.seal(asked, fate)

    def warned(self, asked: ev.ReleaseRequested) -> tuple[Warned, ...]:
        """What the policies say of the first request: much the same is said of all."""
        proposal = policies.Proposal(
            contacts=asked.contacts,
            items=asked.items,
            until=asked.until,
            return_by=asked.return_by,
            allow_untraceable=True,
            partner=asked.partner,
            by=self.engineer.author,
            release=asked.release,
        )
        found = policies.findings(proposal, self.book.state, self.book.time)
        return tuple(finding.warned() for finding in found)

    def seal(self, asked: ev.ReleaseRequested, fate: str) -> None:
        """Copies for all contacts; but for `sealed`, the first goes out, and may come back."""
        release = asked.release
        copies = [f"{release}-{place}" for place in range(1, len(asked.contacts) + 1)]
        for copy, contact in zip(copies, asked.contacts, strict=True):
            digest = hashlib.sha256(copy.encode()).hexdigest()
            issued = ev.CopyIssued(
                release=release,
                copy=copy,
                contact=contact,
                epoch=1,
                files=tuple(
                    CopyFile(f"{item.document}.pdf", digest, 50_000, item.document, 1)
                    for item in asked.items
                ),
                pack=self.content,
                access="",
                key_commitment=digest,
                bias_commitments={},
                manifest_sha256=digest,
            )
            self.book.write(self.owner, issued)
        if fate == "sealed":
            return
        packs = dict.fromkeys(copies, "0" * 64)
        self.book.write(self.engineer, ev.CopiesCollected(release, packs))
        at = dates.stamp(self.book.time)
        self.book.write(self.engineer, ev.CopyDelivered(copies[0], at, "e-mail"))
        if fate == "returned":
            at = dates.stamp(self.book.time)
            self.book.write(self.engineer, ev.CopyReturned(copies[0], at))


def _snapshot(book: _Book, session: Session) -> None:
    """What the member's own program leaves for its next start."""
    signer = session.identity.signer
    cached = snapshots.Cached(book.frontier, timestamp(book.time), book.state.dump())
    raw = snapshots.seal_snapshot(
        cached,
        book.leaf,
        vault=book.vault,
        member=session.author,
        fold=Fold.version,
        epoch=1,
        signer=signer,
        public_key=signer.public_key(),
        ledger_key=book.ledger_key,
    )
    book.store(snapshots.snapshot_name(session.author, book.frontier.size, raw), raw)
