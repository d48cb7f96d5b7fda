"""Requests, and the copies that came of them."""

from __future__ import annotations

from vault.domain.values.base import Pointer, Value
from vault.domain.values.disclosures import Step
from vault.domain.values.policies import Overridden


class Item(Value, frozen=True):
    """What a release hands over of one document. `pages` are 0-based; None means all."""

    document: str
    revision: int
    pages: tuple[int, ...] | None = None
    why: str = ""


class Warned(Value, frozen=True):
    """A policy's finding that stood when the release was asked for.

    `accept`: the approver must accept it by name; `blocks`: set it aside with a signed reason;
    `next`: the way out.
    """

    code: str
    message: str
    accept: bool = False
    korean: str = ""
    blocks: bool = False
    next: str = ""


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
    steps: tuple[Step, ...] = ()


class Release(Value, frozen=True):
    """A request and what became of it: requested, approved, rejected, withdrawn or sealed.

    An approved one can still be withdrawn or rejected until its first copy; `decided_by` is then
    who did that, and the approval stays in the ledger. `agreements` are those under which it goes
    out, as they were in force when it was approved.
    """

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
    overrides: tuple[Overridden, ...] = ()
    agreements: tuple[str, ...] = ()
