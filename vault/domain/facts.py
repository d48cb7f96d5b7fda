"""Everything that the fold knows, as plain values, and as bytes for a snapshot."""

from __future__ import annotations

from typing import Any

import msgspec

from vault.domain.values import (
    Address,
    Agreement,
    Backup,
    ClockCorrection,
    Contact,
    Copy,
    Demand,
    Disclosure,
    Document,
    Dossier,
    Epoch,
    Gap,
    Incident,
    Investment,
    Leak,
    Letter,
    LossInputs,
    Member,
    Partner,
    PublicKeys,
    ReadBack,
    Release,
    Technology,
    Timestamp,
)
from vault.ledger.times import Times


class Facts(msgspec.Struct):
    """Everything the fold knows; dumped whole into a snapshot.

    `levels`: policy → off, warn or block. `limits`: partner → highest class it may have.
    `settings`: what the owner set for the whole firm, by name. `times`: when each author last
    wrote (`vault.ledger.times`). `addresses`: by the id of a partner, or of an incident for its
    third party; under no id, the firm's own.
    """

    org: str = ""
    zone: str = "UTC"
    solo: bool = False
    created: str = ""
    recovery: PublicKeys | None = None
    members: dict[str, Member] = {}
    technologies: dict[str, Technology] = {}
    epochs: list[Epoch] = []
    checks: dict[str, str] = {}
    wraps: set[str] = set()
    slots: set[str] = set()
    documents: dict[str, Document] = {}
    partners: dict[str, Partner] = {}
    contacts: dict[str, Contact] = {}
    releases: dict[str, Release] = {}
    copies: dict[str, Copy] = {}
    leaks: dict[str, Leak] = {}
    blobs: set[str] = set()
    gaps: list[Gap] = []
    read_back: dict[str, ReadBack] = {}
    exports: list[tuple[str, str, str, int, str]] = []
    demands: dict[str, Demand] = {}
    agreements: dict[str, Agreement] = {}
    levels: dict[str, str] = {}
    limits: dict[str, str] = {}
    disclosures: dict[str, Disclosure] = {}
    letters: dict[str, Letter] = {}
    investments: dict[str, Investment] = {}
    loss_inputs: dict[str, list[LossInputs]] = {}
    incidents: dict[str, Incident] = {}
    timestamps: list[Timestamp] = []
    dossiers: dict[str, Dossier] = {}
    settings: dict[str, str] = {}
    addresses: dict[str, Address] = {}
    times: Times = {}
    corrections: list[ClockCorrection] = []
    backups: list[Backup] = []


_LARGE: dict[str, Any] = {
    "documents": msgspec.msgpack.Decoder(Document),
    "releases": msgspec.msgpack.Decoder(Release),
    "copies": msgspec.msgpack.Decoder(Copy),
}
_RAW = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])


def read(data: bytes) -> Facts:
    """Facts from what `dumped` made, the large tables value by value.

    To decode fifty megabytes at once would keep every other thread waiting, a window's too.
    """
    parts = _RAW.decode(data)
    large = {
        name: {key: decoder.decode(value) for key, value in _RAW.decode(parts.pop(name)).items()}
        for name, decoder in _LARGE.items()
        if name in parts
    }
    rest = msgspec.msgpack.decode(msgspec.msgpack.encode(parts), type=Facts)
    return msgspec.structs.replace(rest, **large)


def dumped(facts: Facts) -> bytes:
    """All facts as bytes, for a snapshot: the same bytes on every machine."""
    fields = msgspec.structs.asdict(facts)
    plain = {key: sorted(v) if isinstance(v, set) else v for key, v in fields.items()}
    return msgspec.msgpack.encode(plain)


def twin(facts: Facts) -> Facts:
    """Facts that can be changed without changing these; the values are shared."""
    tables = {
        field: value.copy()
        for field in facts.__struct_fields__
        if isinstance(value := getattr(facts, field), dict | set | list)
    }
    return msgspec.structs.replace(facts, **tables)
