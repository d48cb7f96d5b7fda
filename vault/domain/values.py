"""The things a vault knows: frozen values, made only by the fold of the ledger.

Identifiers: member ``M-``, technology ``T-``, document ``D-``, partner ``P-``, contact ``C-``,
release ``R-``, leak ``L-``, each followed by eight Crockford base32 characters; a copy is
``<release>-<number>``; a revision is ``<document>@<number>``. Times are RFC 3339 in UTC.
"""

from __future__ import annotations

from base64 import b64decode, b64encode

import msgspec

from vault.keys.identity import PublicIdentity

ROLES = ("owner", "approver", "engineer", "examiner", "auditor")
CLASSES = ("top-secret", "confidential", "internal", "public")
RECOVERY = "recovery"


class Value(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of all values."""


class PublicKeys(Value, frozen=True):
    """A person's public keys, base64."""

    seal_to: str
    verify: str

    @classmethod
    def of(cls, public: PublicIdentity) -> PublicKeys:
        """From a public identity."""
        return cls(b64encode(public.seal_to).decode(), b64encode(public.verify).decode())

    def identity(self) -> PublicIdentity:
        """As a public identity."""
        return PublicIdentity(b64decode(self.seal_to), b64decode(self.verify))


class Member(Value, frozen=True):
    """A person with keys. `grants` lists technologies; owners and approvers hold them all."""

    id: str
    name: str
    roles: tuple[str, ...]
    public: PublicKeys
    slot: str
    added: str
    active: bool = True
    grants: tuple[str, ...] = ()

    def is_a(self, *roles: str) -> bool:
        """Whether this active member has one of the roles."""
        return self.active and any(role in self.roles for role in roles)

    def is_former(self, *roles: str) -> bool:
        """Whether this member was removed and had one of the roles then."""
        return not self.active and any(role in self.roles for role in roles)

    def holds(self, technology: str) -> bool:
        """Whether this member's keys open a technology's documents."""
        return self.is_a("owner", "approver") or (
            self.active and technology in self.grants and self.is_a("engineer", "examiner")
        )


class Technology(Value, frozen=True):
    """A body of know-how whose documents share a key."""

    id: str
    name: str
    created: str


class Pointer(Value, frozen=True):
    """Where encrypted bytes lie and which key opens them.

    Attributes:
        blob: name in the store.
        size: plaintext bytes.
        sha256: of the plaintext, hex.
        key: the blob's own key, encrypted under a secret of `epoch`, base64.
        epoch: whose secrets.
        under: names of the secrets that together open it.
    """

    blob: str
    size: int
    sha256: str
    key: str
    epoch: int
    under: tuple[str, ...]


class PageTrace(Value, frozen=True):
    """What a page offers to tracing: slots by carrier, and what that is worth."""

    page: int
    slots: int
    grade: str
    reason: str = ""


class Revision(Value, frozen=True):
    """One state of a document; its bytes never change."""

    n: int
    file_name: str
    media: str
    sha256: str
    size: int
    pages: int
    content: Pointer
    added: str
    by: str
    plan: Pointer | None = None
    features: Pointer | None = None
    password: Pointer | None = None
    trace: tuple[PageTrace, ...] = ()
    bias: str = "nuida3"
    warnings: tuple[str, ...] = ()


class Document(Value, frozen=True):
    """A technical document with its revisions."""

    id: str
    title: str
    technology: str
    classification: str
    revisions: tuple[Revision, ...]

    def revision(self, n: int | None = None) -> Revision | None:
        """Revision `n`, or the newest."""
        if n is None:
            return self.revisions[-1]
        return next((revision for revision in self.revisions if revision.n == n), None)


class Partner(Value, frozen=True):
    """A company that receives copies."""

    id: str
    name: str


class Contact(Value, frozen=True):
    """A named recipient at a partner."""

    id: str
    partner: str
    name: str
    email: str = ""
    title: str = ""
    removed: bool = False


class Item(Value, frozen=True):
    """What a release hands over of one document. `pages` are 0-based; None means all."""

    document: str
    revision: int
    pages: tuple[int, ...] | None = None
    why: str = ""


class Warned(Value, frozen=True):
    """A policy's finding that stood when the release was asked for."""

    code: str
    message: str
    accept: bool = False


class CopyFile(Value, frozen=True):
    """One file inside a copy's pack."""

    name: str
    sha256: str
    size: int
    document: str = ""
    revision: int = 0


class Copy(Value, frozen=True):
    """One recipient's own copy."""

    id: str
    release: str
    contact: str
    epoch: int
    seq: int
    issued: str
    by: str
    files: tuple[CopyFile, ...]
    pack: Pointer
    access: str
    key_commitment: str
    collected: tuple[tuple[str, str], ...] = ()
    void: bool = False


class Release(Value, frozen=True):
    """A request and what became of it: requested, approved, rejected, withdrawn or sealed."""

    id: str
    partner: str
    contacts: tuple[str, ...]
    items: tuple[Item, ...]
    purpose: str
    until: str
    by: str
    at: str
    state: str
    return_by: str = ""
    demand: str = ""
    stamp: str = "footer"
    allow_untraceable: bool = False
    open_password: bool = False
    warnings: tuple[Warned, ...] = ()
    accepted: tuple[str, ...] = ()
    decided_by: str = ""
    decided_at: str = ""
    reason: str = ""
    solo: bool = False
    copies: tuple[str, ...] = ()


class LeakFile(Value, frozen=True):
    """One preserved piece of a leak; its blob key is sealed to holders of the trace key."""

    name: str
    sha256: str
    size: int
    blob: str
    sealed_key: str
    epoch: int


class Judgement(Value, frozen=True):
    """One run of tracing on a leak: what was read (by sequence number) and what it said."""

    read_seq: int
    verdict: str
    hypotheses: int
    copies_tested: int
    matches: tuple[str, ...] = ()


class Leak(Value, frozen=True):
    """A leaked file or photo, preserved as it was found."""

    id: str
    files: tuple[LeakFile, ...]
    by: str
    at: str
    found_by: str = ""
    where: str = ""
    when: str = ""
    readings: tuple[int, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    tried: int = 0


class Epoch(Value, frozen=True):
    """One set of secrets.

    Attributes:
        n: 1, 2, …
        at, by, reason: when, by whom and why it began.
        checks: secret's name → check value.
        wraps: wrap files that must exist.
        lodge: public key (base64) that leaks are sealed to.
        vkeys: public keys, as text, that sign checkpoints and manifests.
    """

    n: int
    at: str
    by: str
    reason: str
    checks: dict[str, str]
    wraps: tuple[str, ...]
    lodge: str
    vkeys: tuple[str, ...]


class ReadBack(Value, frozen=True):
    """A copy that was issued after the backup a vault was restored from."""

    copy: str
    release: str
    epoch: int
    files: tuple[CopyFile, ...]
    recipient: dict[str, str]
    issued: str


class Gap(Value, frozen=True):
    """A restore from backup, declared: how many entries the restored vault began with."""

    at: str
    by: str
    entries: int
    backup: str
