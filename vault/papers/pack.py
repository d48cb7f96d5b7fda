"""A pack: the ZIP that one recipient gets, which opens with nothing installed.

Inside: the marked files under their own names, the transmittal letter, ``manifest.json`` and
``manifest.sig``; later, in ``proof/``, the checkpoint and the proof that the ledger holds this
pack's entry. The part without the proof is what the entry commits to, so the proof is added
behind it and changes none of its bytes.

Invariants: the same facts and files give the same bytes; no name inside leaves the folder it
is unpacked into, on any system; files of any size pass through in pieces of 1 MiB.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from vault.errors import IntegrityError
from vault.marks.wording import plain
from vault.papers import manifest, zipping
from vault.papers.facts import PackFacts
from vault.papers.zipping import Member, Sink, from_bytes, weigh

if TYPE_CHECKING:
    from vault.papers import transmittal

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
PROOF = "proof/"
_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))]
)
_NAME_BYTES = 200
_PAPER_LIMIT = 16 << 20


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack ready to be written: its facts with final names, and its members in order."""

    facts: PackFacts
    members: tuple[Member, ...]


def assemble(
    facts: PackFacts,
    contents: Sequence[Callable[[], BinaryIO]],
    key: Ed25519PrivateKey,
    languages: Sequence[transmittal.Language] = ("ko", "en"),
) -> Pack:
    """Makes the letter and the manifest and gathers the members of a pack.

    Args:
        facts: their items name the files; sizes and hashes must be those of `contents`.
        contents: opens the marked file of each item, in the same order, as often as asked.
        key: the release signing key.
        languages: of the transmittal letter.

    Raises:
        IntegrityError: a file is not what its item says.
    """
    from vault.papers import transmittal  # loads ReportLab, which reading a pack does not need

    letter_name = f"transmittal {safe_name(facts.copy)}.pdf"
    reserved = (MANIFEST, SIGNATURE, letter_name, "proof")
    facts = facts.renamed(unique_names([item.name for item in facts.items], reserved))
    files = []
    for item, content in zip(facts.items, contents, strict=True):
        member = weigh(item.name, content)
        if (member.sha256, member.size) != (item.sha256, item.size):
            raise IntegrityError(
                "pack-content-changed",
                f"The marked file {item.name} is not the one that was made for this copy.",
                "Seal the release again.",
            )
        files.append(member)
    letter = from_bytes(letter_name, transmittal.render(facts, languages))
    body = manifest.compose(facts, letter)
    papers = (from_bytes(MANIFEST, body), from_bytes(SIGNATURE, manifest.sign(body, key)))
    return Pack(facts, (*files, letter, *papers))


def write(pack: Pack, out: Sink) -> None:
    """Writes the pack's core ZIP; every entry is dated with the time of sealing."""
    zipping.write(out, pack.members, pack.facts.issued)


def append_proof(core: BinaryIO, out: Sink, proof: Mapping[str, bytes], issued: datetime) -> None:
    """Writes the core ZIP with the files of its ledger proof behind it, in ``proof/``.

    Args:
        core: the core as `write` made it, read once, forwards.
        out: receives the whole pack.
        proof: content by name (``checkpoint``, ``inclusion.json``, …).
        issued: the pack's time of sealing.
    """
    members = [from_bytes(PROOF + safe_name(name), proof[name]) for name in sorted(proof)]
    zipping.extend(core, out, members, issued)


def check(path: Path, key: Ed25519PublicKey) -> tuple[str, ...]:
    """What is wrong with a pack, one sentence each; empty when all is as it was issued."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(_problems(archive, key))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return ("The file is not a readable ZIP.",)


def read_papers(path: Path) -> dict[str, bytes]:
    """Manifest, signature and proof files of a pack by name, at most 16 MiB each.

    Raises:
        IntegrityError: not a ZIP, or one of them is larger.
    """
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                name = info.filename
                if name in (MANIFEST, SIGNATURE) or name.startswith(PROOF):
                    found[name] = _small(archive, info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise IntegrityError(
            "pack-unreadable",
            "The file is not a readable pack.",
            "Use the ZIP as it was delivered.",
        ) from None
    return found


def safe_name(name: str) -> str:
    """A file name that every system can unpack and that means no folder.

    Hangul and other letters stay; the parts that Windows, macOS or Linux refuse become
    ``_``; at most 200 bytes, the ending kept.
    """
    clean = "".join("_" if char in _FORBIDDEN else char for char in plain(name))
    clean = clean.strip(" ").rstrip(". ")
    if not clean.strip("._ "):
        clean = "file" + clean.replace(".", "_")
    stem, dot, ending = clean.rpartition(".")
    if not dot or not stem or len(ending.encode()) > 20:
        stem, dot, ending = clean, "", ""
    if stem.split(".")[0].strip().casefold() in _DEVICES:
        stem = "_" + stem
    room = _NAME_BYTES - len((dot + ending).encode())
    if len(stem.encode()) > room:
        stem = stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ")
    return stem + dot + ending


def unique_names(names: Sequence[str], reserved: Sequence[str] = ()) -> tuple[str, ...]:
    """Safe names without clashes (ignoring case): the second ``a.pdf`` is ``a (2).pdf``."""
    taken = {name.casefold() for name in reserved}
    out = []
    for name in names:
        wanted = safe = safe_name(name)
        stem, dot, ending = safe.rpartition(".")
        if not dot:
            stem, ending = safe, ""
        number = 2
        while wanted.casefold() in taken:
            wanted = f"{stem} ({number}){dot}{ending}"
            number += 1
        taken.add(wanted.casefold())
        out.append(wanted)
    return tuple(out)


def _problems(archive: zipfile.ZipFile, key: Ed25519PublicKey) -> list[str]:
    infos = {info.filename: info for info in archive.infolist()}
    if len(infos) != len(archive.infolist()):
        return ["Two files in the pack have the same name."]
    missing = [name for name in (MANIFEST, SIGNATURE) if name not in infos]
    if missing:
        return [f"{name} is missing." for name in missing]
    try:
        papers = [_small(archive, infos[name]) for name in (MANIFEST, SIGNATURE)]
        body = manifest.verify(papers[0], papers[1], key)
    except (IntegrityError, zipfile.BadZipFile) as error:
        return [error.message if isinstance(error, IntegrityError) else "The manifest is damaged."]
    problems = []
    known = {MANIFEST, SIGNATURE}
    for name, sha256, size in manifest.listed(body):
        known.add(name)
        if name not in infos:
            problems.append(f"{name} is missing.")
        elif infos[name].file_size != size or _sha256(archive, infos[name]) != sha256:
            problems.append(f"{name} is not the file that was delivered.")
    extra = [n for n in infos if n not in known and not n.startswith(PROOF)]
    return problems + [f"{plain(name, 200)} does not belong to the pack." for name in extra]


def _small(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as stream:
        data = stream.read(_PAPER_LIMIT + 1)
    if len(data) > _PAPER_LIMIT:
        raise IntegrityError(
            "pack-unreadable",
            f"{plain(info.filename, 200)} in the pack is too large to be what it says.",
            "Use the ZIP as it was delivered.",
        )
    return data


def _sha256(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except (zipfile.BadZipFile, EOFError):
        return ""
    return digest.hexdigest()
