"""Exporting: the folder of a dossier, made, entered, signed and put outside."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vault.app.leak.leaks import leak_file
from vault.app.outside import write_outside
from vault.app.people.epochs import ReleaseKeys
from vault.app.proof import evidence
from vault.app.proof.dossier.choosing import Case, case_of, choose, fields_to_open
from vault.app.proof.dossier.papers import readable
from vault.app.proof.dossier.trials import keys_value, open_keys, trials
from vault.app.proof.timestamps import imprint_of, text_of
from vault.app.proof.witness import release_keys
from vault.app.release.collecting import checkpoint_name, checkpoint_size
from vault.app.session import Session
from vault.domain import events as ev
from vault.domain import names
from vault.errors import CocoonError
from vault.keys.wraps import SEAL
from vault.ledger import timestamping
from vault.ledger.canonical import canonical
from vault.ledger.checkpoint import Checkpoint, open_note, origin, sign_checkpoint
from vault.ledger.disclosure import disclose
from vault.ledger.entry import Event, open_body
from vault.ledger.merkle import Tree
from vault.papers.pack import safe_name
from vault.papers.resources import resource
from vault.progress import Report, Step, silent

FORMAT = "cocoon dossier 1"
_SIGNED = b"cocoon dossier index v1 signature\n"
_PRODUCERS = {"approver", "examiner", "delegate"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A dossier outside.

    Attributes:
        dossier: its id.
        folder: where it lies.
        entries: numbers of the entries that were opened.
        copies: copies whose keys were opened.
        files: names and SHA-256 of its files.
    """

    dossier: str
    folder: Path
    entries: tuple[int, ...]
    copies: tuple[str, ...]
    files: dict[str, str]


def export(
    session: Session, about: str, out: Path, report: Report = silent, *, with_files: bool = False
) -> Exported:
    """Open what proves a case, for others to check, into a new folder.

    Args:
        session: an approver's or examiner's; an owner's where no key is opened.
        about: id of a release, leak or incident.
        out: the folder; must not exist or be empty.
        report: told of progress.
        with_files: put the leak and the proofs themselves in too, not only their hashes.

    Raises:
        CocoonError: ``unknown-subject``, ``folder-not-empty``, ``no-trace-key``, a rule.
    """
    _require_empty(out)
    with _appearing(out) as part:
        return _export(session, about, out, part, report, with_files)


def _export(
    session: Session, about: str, out: Path, part: Path, report: Report, with_files: bool
) -> Exported:
    session.refresh()
    report(Step("Reading the ledger"))
    events = list(session.ledger.events())
    case = case_of(session.state, events, about)
    keys = open_keys(session, case)
    notes = _stored_notes(session, case)
    epochs = _epochs(session, notes)
    chosen = choose(case, events, session.author, epochs, _sound_stamps(session, events))
    body = ev.DossierExported(
        names.new_id(names.DOSSIER), case.id, tuple(chosen), tuple(sorted(keys))
    )
    entered = session.append(lambda state: body)
    chosen = [*chosen, entered.seq]
    events = list(session.ledger.events(0, entered.seq + 1))
    tree, size = session.ledger.tree(), entered.seq + 1
    notes[size] = _signed_head(session, size, tree.root(size))
    report(Step("Writing the dossier"))
    opened = [events[seq] for seq in chosen]
    files = {
        **{f"entries/{seq:09d}": session.ledger.entry(seq).raw for seq in chosen},
        "openings.json": canonical(_openings(session, case, opened, epochs)),
        "proofs.json": canonical(_proofs(tree, size, chosen, [*notes, *_sizes(opened)])),
        **{f"checkpoints/{at:09d}": note.encode() for at, note in notes.items()},
        **_stamp_files(session, opened),
        "keys.json": canonical(keys_value(keys)),
    }
    statements = _statements(
        session, case, body.dossier, opened, epochs, list(trials(session, case, events, keys))
    )
    files["statements.json"] = canonical(statements)
    if with_files:
        report(Step("Decrypting the proofs"))
        files |= _whole_files(session, case, opened)
    files["verify.py"] = resource("verifier", "verify.py").read_bytes()
    files |= readable(case, statements, files, size, tree.root(size))
    index: dict[str, Any] = {
        "about": case.id,
        "dossier": body.dossier,
        "entry": entered.seq,
        "files": [
            {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for name, data in sorted(files.items())
        ],
        "format": FORMAT,
        "member": session.author,
        "root": tree.root(size).hex(),
        "size": size,
        "time": entered.time,
        "vault": session.vault,
    }
    hashes = {file["name"]: file["sha256"] for file in index["files"]}
    files["index.json"] = canonical(index) + b"\n"
    signature = session.identity.signer.sign(_SIGNED + files["index.json"])
    files["index.sig"] = b64encode(signature) + b"\n"
    for name, data in files.items():
        write_outside(part / name, [data])
    return Exported(body.dossier, out, tuple(chosen), body.copies, hashes)


def _require_empty(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CocoonError(
            "folder-not-empty", f"{out} already has something in it.", "Choose a new folder."
        )


def _stored_notes(session: Session, case: Case) -> dict[int, str]:
    """The checkpoints that the packs of the case's releases carried when they left."""
    notes = {}
    for name in sorted(case.releases):
        release = session.state.facts.releases[name]
        if not release.copies:
            continue
        size = checkpoint_size(session.state, release)
        if session.store.exists(checkpoint_name(size)):
            notes[size] = session.store.get(checkpoint_name(size)).decode()
    return notes


def _sound_stamps(session: Session, events: Sequence[Event]) -> set[int]:
    """Entries with tokens that hold; anybody may enter one, and a bad one proves nothing."""
    tree, sound = session.ledger.tree(), set()
    for event in events:
        if event.kind == "timestamp.added":
            size = event.fields["size"]
            with suppress(CocoonError):
                token = timestamping.read_answer(b64decode(event.fields["token"]))
                imprint = imprint_of(session.vault, size, tree.root(size))
                timestamping.check(token, imprint)
                sound.add(event.seq)
    return sound


def _epochs(session: Session, notes: Mapping[int, str]) -> set[int]:
    """Epochs whose keys sign a checkpoint of the dossier."""
    state = session.state
    known = release_keys(state)
    signers = {key.vkey() for note in notes.values() for key in open_note(note, known).by}
    found = {epoch.n for epoch in state.facts.epochs if signers & set(epoch.vkeys)}
    return found | {state.epoch().n}


def _signed_head(session: Session, size: int, root: bytes) -> str:
    """A checkpoint signed with the vault's keys, or by the member who does not hold them."""
    head, epoch = Checkpoint(origin(session.vault), size, root), session.state.epoch().n
    if session.holds(SEAL):
        keys = ReleaseKeys.derive(session.secret(SEAL, epoch), session.vault, epoch)
        return sign_checkpoint(head, keys.name, keys.classic, keys.lasting)
    name = f"cocoon/{session.vault}/{session.author}"
    return sign_checkpoint(head, name, session.identity.signer)


def _openings(
    session: Session, case: Case, opened: Sequence[Event], epochs: set[int]
) -> dict[str, Any]:
    found = {}
    for event in opened:
        entry = session.ledger.entry(event.seq)
        body = open_body(entry, session.ring.ledger_key(entry.epoch))
        found[str(event.seq)] = disclose(entry, body, fields_to_open(case, event, epochs))
    return found


def _sizes(opened: Sequence[Event]) -> list[int]:
    """Sizes of the trees that are shown to begin the last one: before each entry, and stamped."""
    stamped = [event.fields["size"] for event in opened if event.kind == "timestamp.added"]
    return [*(event.seq for event in opened if event.seq), *stamped]


def _proofs(tree: Tree, size: int, chosen: Sequence[int], sizes: Sequence[int]) -> dict[str, Any]:
    return {
        "size": size,
        "root": tree.root(size).hex(),
        "inclusion": {str(seq): [h.hex() for h in tree.inclusion(seq, size)] for seq in chosen},
        "consistency": {
            str(at): [h.hex() for h in tree.consistency(at, size)] for at in sorted(set(sizes))
        },
    }


def _stamp_files(session: Session, opened: Sequence[Event]) -> dict[str, bytes]:
    """Tokens and the texts they stamp, as other tools take them (``openssl ts -verify``)."""
    files = {}
    for event in opened:
        if event.kind == "timestamp.added":
            size, root = event.fields["size"], bytes.fromhex(event.fields["root"])
            files[f"timestamps/{size:09d}.txt"] = text_of(session.vault, size, root)
            files[f"timestamps/{size:09d}-{event.seq}.der"] = b64decode(event.fields["token"])
    return files


def _whole_files(session: Session, case: Case, opened: Sequence[Event]) -> dict[str, bytes]:
    """The leak, for those who hold the trace key, and all files kept as proof."""
    facts = session.state.facts
    found: list[tuple[str, str, bytes]] = []
    if case.leak:
        leak = facts.leaks[case.leak]
        found += [(file.name, file.sha256, leak_file(session, leak, file)) for file in leak.files]
    named = {file["sha256"] for event in opened for file in _named_files(event)}
    for kept in evidence.kept(session.state):
        if kept.sha256 in named:
            found.append((kept.name, kept.sha256, evidence.read(session, kept)))
    return {f"files/{sha256[:16]}-{safe_name(name)}": data for name, sha256, data in found}


def _named_files(event: Event) -> Iterator[Mapping[str, Any]]:
    for value in event.fields.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping) and "sha256" in each and "content" in each:
                yield each


def _statements(
    session: Session,
    case: Case,
    dossier: str,
    opened: Sequence[Event],
    epochs: set[int],
    found: list[dict[str, Any]],
) -> dict[str, Any]:
    """What the papers say, each with the entry that it rests on."""
    facts = session.state.facts
    return {
        "dossier": dossier,
        "vault": session.vault,
        "owner": facts.org,
        "subject": {"kind": case.kind, "id": case.id, "leak": case.leak},
        "entries": [
            {
                "entry": event.seq,
                "kind": event.kind,
                "time": event.time,
                "author": event.author,
                "name": facts.members[event.author].name if event.author in facts.members else "",
                "fields": {n: event.fields[n] for n in fields_to_open(case, event, epochs)},
            }
            for event in opened
        ],
        "copies": [
            {
                "copy": event.fields["copy"],
                "contact": event.fields["contact"],
                "person": facts.contacts[event.fields["contact"]].name,
                "firm": facts.partners[facts.contacts[event.fields["contact"]].partner].name,
                "entry": event.seq,
            }
            for event in opened
            if event.kind == "copy.issued"
        ],
        "producers": _producers(opened),
        "trials": found,
    }


def _producers(opened: Sequence[Event]) -> list[dict[str, Any]]:
    """Members who ever held keys from which copies can be made."""
    people: dict[str, dict[str, Any]] = {}
    for event in opened:
        fields = event.fields
        if event.kind in ("vault.created", "member.added"):
            people[fields["member"]] = {
                "member": fields["member"],
                "name": fields["name"],
                "roles": set(fields["roles"]),
                "active": True,
                "entries": [event.seq],
            }
        elif _noun(event) in ("member", "delegation") and fields.get("member") in people:
            person = people[fields["member"]]
            person["entries"].append(event.seq)
            person["roles"] |= set(fields.get("roles", ()))
            person["roles"] |= {"delegate"} if event.kind == "delegation.begun" else set()
            person["active"] = person["active"] and event.kind != "member.removed"
    return [
        person | {"roles": sorted(person["roles"])}
        for _, person in sorted(people.items())
        if _PRODUCERS & person["roles"]
    ]


def _noun(event: Event) -> str:
    return event.kind.partition(".")[0]


@contextmanager
def _appearing(out: Path) -> Iterator[Path]:
    """A folder to fill, which gets its name when it is whole, or goes away."""
    part = out.parent / f".{out.name}.{secrets.token_hex(6)}.part"
    try:
        part.mkdir(parents=True)
        yield part
        with suppress(FileNotFoundError):
            out.rmdir()
        part.rename(out)
    except OSError as error:
        raise CocoonError(
            "cannot-write",
            f"{out} could not be written ({error.strerror or 'unknown reason'}).",
            "Choose a folder you may write to, and export again.",
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
