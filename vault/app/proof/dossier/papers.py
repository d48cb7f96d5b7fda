"""The readable part: filling it from the statements, and from nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from vault.app.proof.dossier.choosing import Case
from vault.domain import dates
from vault.ledger import timestamping

if TYPE_CHECKING:
    from vault.papers.dossier_facts import Confirmed, DossierFacts, Entry

_NAMED = {
    "vault.created": ("member", "name"),
    "member.added": ("member", "name"),
    "partner.added": ("partner", "name"),
    "contact.added": ("contact", "name"),
    "document.added": ("document", "title"),
}


def readable(
    case: Case, statements: Mapping[str, Any], files: Mapping[str, bytes], size: int, root: bytes
) -> dict[str, bytes]:
    """The papers, in Korean and English, by file name."""
    from vault.papers import dossier  # loads ReportLab

    facts = facts_of(case, statements, files, size, root)
    return {
        "dossier-ko.pdf": dossier.render(facts, "ko"),
        "dossier-en.pdf": dossier.render(facts, "en"),
    }


def facts_of(
    case: Case, statements: Mapping[str, Any], files: Mapping[str, bytes], size: int, root: bytes
) -> DossierFacts:
    """Everything the papers say."""
    from vault.papers import dossier_facts as dossier

    said: list[dict[str, Any]] = statements["entries"]
    zone = ZoneInfo(said[0]["fields"]["zone"])
    entries = tuple(
        dossier.Entry(
            each["entry"], _when(each["time"], zone), each["name"], each["kind"], each["fields"]
        )
        for each in said
    )
    by_seq = {entry.seq: entry for entry in entries}
    trials = tuple(
        dossier.TrialFacts(
            trial["copy"],
            trial["log10_false_match"],
            trial["n"],
            trial["h"],
            trial["read"],
            trial["judged"],
            tuple((r, c, slots, score) for r, c, slots, score in trial["parts"]),
        )
        for trial in _newest(statements["trials"])
    )
    judged = [e for e in entries if e.kind == "leak.judged" and e.fields["leak"] == case.leak]
    named = {m["copy"]: None for e in judged for m in e.fields.get("matches", ())}
    exported = entries[-1]
    return dossier.DossierFacts(
        number=statements["dossier"],
        kind=case.kind,
        subject=case.id,
        owner=statements["owner"],
        vault=statements["vault"],
        zone=zone.key,
        made=exported.at,
        made_by=exported.who,
        size=size,
        root=root.hex(),
        entries=entries,
        names=dict(_names(said)),
        copies=tuple(
            dossier.CopyFacts(
                copy["copy"],
                copy["person"],
                copy["firm"],
                by_seq[copy["entry"]].fields["release"],
                by_seq[copy["entry"]].at,
                tuple((f["name"], f["sha256"]) for f in by_seq[copy["entry"]].fields["files"]),
                copy["entry"],
            )
            for copy in statements["copies"]
        ),
        trials=trials,
        unproved=tuple(copy for copy in named if copy not in {t.copy for t in trials}),
        verdict=judged[-1].fields["verdict"] if judged else "",
        producers=tuple(
            (person["name"], tuple(person["roles"]), person["active"])
            for person in statements["producers"]
        ),
        confirmed=tuple(_confirmed(said, zone)),
        checkpoints=tuple(int(n.partition("/")[2]) for n in files if n.startswith("checkpoints/")),
        opened_before=tuple(_opened_before(case, entries)),
        solo=bool(said[0]["fields"]["solo"])
        or any(e.kind == "policy.set" and e.fields["level"] == "warn" for e in entries),
        leak=case.leak,
        files=tuple(
            (name, hashlib.sha256(data).hexdigest())
            for name, data in sorted(files.items())
            if not name.startswith("entries/")
        ),
    )


def _opened_before(case: Case, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Accused copies whose keys had left in a dossier when the leak was lodged, and in which."""
    lodged = [e.seq for e in entries if e.kind == "leak.lodged" and e.fields["leak"] == case.leak]
    before = [e for e in entries if e.kind == "dossier.exported" and lodged and e.seq < lodged[0]]
    for copy in case.accused:
        dossiers = [e.fields["dossier"] for e in before if copy in e.fields.get("copies", ())]
        if dossiers:
            yield copy, ", ".join(dossiers)


def _newest(trials: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each copy the newest trial, whose H counts all earlier ones."""
    return list({trial["copy"]: trial for trial in trials}.values())


def _when(time: str, zone: ZoneInfo) -> datetime:
    return dates.parse(time).astimezone(zone)


def _names(said: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for each in said:
        if each["kind"] in _NAMED:
            id, name = _NAMED[each["kind"]]
            yield each["fields"][id], each["fields"][name]


def _confirmed(said: list[dict[str, Any]], zone: ZoneInfo) -> Iterator[Confirmed]:
    from vault.papers.dossier_facts import Confirmed

    for each in said:
        if each["kind"] != "timestamp.added":
            continue
        fields = each["fields"]
        token = timestamping.read_answer(b64decode(fields["token"]))
        checked = timestamping.check(token, token.imprint)
        top = checked.chain[-1]
        yield Confirmed(
            checked.authority,
            fields["size"],
            token.at.astimezone(zone),
            top.subject.rfc4514_string(),
            timestamping.fingerprint(top),
        )
