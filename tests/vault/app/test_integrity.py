"""Whatever is changed in a vault's folder is named, whoever changed it.

How the guards were checked: each of these was taken out alone, and a test here failed: hashes of
blobs, of wraps and slots (`_addressed`), the check and the exact form of vault.json, signatures
of snapshots and checkpoints, agreement of checkpoints with the ledger (`other_histories`), what
the ledger refers to (`_referenced`, and there the checkpoints), the last seen head in `verify`
and in `unlock`, a pack's head and its signer, the rule for who may grant, and the passing over of
foreign files among the wraps.
"""

from __future__ import annotations

import json
import os
import shutil
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from msgspec import structs

from tests.fakes import firm as firms
from tests.vault.app.conftest import FILE_NAME, TITLE, Past, files_of
from vault.app.partnership import partners
from vault.app.proof.verification import deep_check, verify
from vault.app.release import collecting
from vault.app.session import Session, format_bytes, unlock
from vault.cli.main import main
from vault.domain import events as ev
from vault.errors import CocoonError, IntegrityError
from vault.ledger.log import entry_name
from vault.storage import FolderStore, MemoryStore

ME = (firms.OWNER, firms.passphrase(firms.OWNER))
FLIPS = int(os.environ.get("COCOON_FLIPS", "2"))


def named(store: MemoryStore | Path, against: Path | None = None) -> str:
    """All that a verification says, in one text; empty when nothing is wrong."""
    try:
        report = verify(store, *ME, against=against).report
    except CocoonError as error:
        assert isinstance(error, IntegrityError), f"{error.code}: {error}"
        return str(error)
    return "\n".join(f"{p.seq} {p.name} {p.what}" for p in report.problems)


def flipped(data: bytes, bit: int) -> bytes:
    bad = bytearray(data)
    bad[bit // 8] ^= 1 << (bit % 8)
    return bytes(bad)


def test_a_vault_as_it_was_written_has_no_problems(past: Past) -> None:
    assert named(past.store()) == ""
    for pack in past.packs:
        assert named(past.store(), against=pack) == ""


def test_a_flipped_bit_in_any_file_is_named(past: Past) -> None:
    """Some bits in each file, never the same ones; COCOON_FLIPS for more."""
    random = Random()
    for name, data in past.files.items():
        for bit in random.sample(range(len(data) * 8), FLIPS):
            store = past.store()
            store.files[name] = flipped(data, bit)
            assert name in named(store), f"bit {bit} of {name}"


def test_a_file_cut_short_or_lengthened_is_named(past: Past) -> None:
    for name, data in past.files.items():
        for bad in (data[: len(data) // 2], data + b"\n"):
            store = past.store()
            store.files[name] = bad
            assert name in named(store), name


def test_a_file_that_is_gone_is_named(past: Past) -> None:
    """All but snapshots, which only note what the ledger says, and the last entry (see below)."""
    last = max(name for name in past.files if name.startswith("log/"))
    for name in past.files:
        if name.startswith("snap/") or name == last:
            continue
        store = past.store()
        del store.files[name]
        said = named(store) if name != "vault.json" else "vault.json"
        assert name in said or ("missing" in said and "slot" in name), name


def test_files_that_changed_places_are_named(past: Past) -> None:
    random = Random(7)
    kinds: dict[str, list[str]] = {}
    for name in past.files:
        kinds.setdefault(name.split("/")[0], []).append(name)
    for names in kinds.values():
        for _ in range(3 if len(names) > 1 else 0):
            one, two = random.sample(names, 2)
            store = past.store()
            store.files[one], store.files[two] = store.files[two], store.files[one]
            said = named(store)
            assert one in said and two in said, (one, two)


def test_two_slots_of_one_member_that_changed_places_are_both_named(past: Past) -> None:
    """Neither opens then, so the vault says so before it is unlocked."""
    member = next(n for n in past.files if n.startswith("slot/") and "/0002/" in n).split("/")[1]
    one, two = sorted(name for name in past.files if name.startswith(f"slot/{member}/"))[:2]
    store = past.store()
    store.files[one], store.files[two] = store.files[two], store.files[one]
    said = named(store)
    assert one in said and two in said


def test_a_foreign_file_is_named(past: Past) -> None:
    for name in ("notes", "wrap/1/x", "wrap/odd", "slot/zz/top", "wrap/one/m-x/y", "checkpoint/1"):
        store = past.store()
        store.files[name] = b"{}"
        assert name in named(store), name


def test_a_repeated_entry_is_named(past: Past) -> None:
    store = past.store()
    last = sum(name.startswith("log/") for name in store.files)
    store.files[entry_name(last)] = store.files[entry_name(14)]
    assert entry_name(last) in named(store)


def test_an_exchanged_blob_does_not_open_although_its_name_is_right(past: Past) -> None:
    """Somebody who can write the ledger's folder but holds no key puts other content in."""
    session = unlock(past.store(), *ME)
    assert deep_check(session) == ([], 0)
    store = past.store()
    pointer = next(iter(session.state.facts.copies.values())).pack
    store.files[pointer.blob] = past.files[
        next(iter(session.state.facts.documents.values())).revisions[0].content.blob
    ]
    problems, _ = deep_check(unlock(store, *ME))
    assert [problem.name for problem in problems] == [pointer.blob]


def test_no_damage_to_the_format_file_passes_for_a_newer_version(past: Past) -> None:
    data = past.files["vault.json"]
    damaged = [flipped(data, bit) for bit in range(len(data) * 8)]
    for bad in [*damaged, data[:-1], data + b"\n", b" " + data, b"", b"{}"]:
        store = past.store()
        store.files["vault.json"] = bad
        with pytest.raises(IntegrityError, match=r"vault\.json"):
            unlock(store, *ME)
    store = past.store()
    store.files["vault.json"] = format_bytes(json.loads(data)["vault"], version=2)
    with pytest.raises(CocoonError) as refused:
        unlock(store, *ME)
    assert refused.value.code == "newer-format"


KINDS = ("blob/", "checkpoint/", "log/000/000/000", "log/000/000/007", "slot/", "snap/", "wrap/")


@pytest.mark.parametrize("kind", [*KINDS, "vault.json"])
def test_the_command_exits_3_and_says_where(
    kind: str, past: Past, tmp_path: Path, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    folder = tmp_path / "v"
    shutil.copytree(past.folder, folder)
    name = next(name for name in past.files if name.startswith(kind))
    file = folder / name
    file.chmod(0o600)
    file.write_bytes(flipped(past.files[name], len(past.files[name]) * 4))
    monkeypatch.setenv("COCOON_PASSPHRASE", ME[1])
    code = main(["--vault", str(folder), "--user", ME[0], "--json", "ledger", "verify"])
    told = capfd.readouterr().out
    assert code == 3
    assert name in told
    json.loads(told)


# -- a folder as it was before ------------------------------------------------------------------


def test_a_folder_put_back_to_what_it_was_is_named(
    past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = laid_out(tmp_path / "v", past.files)
    entries = unlock(folder, *ME).ledger.size
    shutil.rmtree(folder)
    laid_out(folder, past.half)
    said = named(folder)
    assert "rolled back" in said and f"has seen {entries} entries" in said
    with pytest.raises(IntegrityError, match="when it was last seen"):
        unlock(folder, *ME)
    monkeypatch.setenv("COCOON_PASSPHRASE", ME[1])
    assert main(["--vault", str(folder), "--user", ME[0], "--quiet", "ledger", "verify"]) == 3


def test_without_anything_kept_elsewhere_verify_says_what_it_cannot_know(past: Past) -> None:
    store = MemoryStore()
    store.files = dict(past.half)
    report = verify(store, *ME).report
    assert report.ok
    assert any("not excluded" in note for note in report.notes)


def laid_out(folder: Path, files: dict[str, bytes]) -> Path:
    store = FolderStore(folder)
    folder.mkdir(parents=True)
    for name, data in files.items():
        store.put_if_absent(name, data)
    return folder


# -- history rewritten by somebody who holds every key --------------------------------------------


def rewritten(past: Past, keep: int, work: Callable[[Session], object]) -> MemoryStore:
    """The vault cut off after `keep` entries and continued otherwise, validly signed."""
    store = past.store()
    for name in list(store.files):
        gone = name.startswith("log/") and name >= entry_name(keep)
        if gone or name.startswith(("snap/", "checkpoint/")):
            del store.files[name]
    session = unlock(store, *ME)
    work(session)
    return store


def more(session: Session, wanted: int) -> None:
    while session.ledger.size < wanted:
        partners.add_partner(session, f"Another partner {session.ledger.size}")


@pytest.mark.parametrize("wanted", [18, 30])
def test_a_delivered_pack_shows_a_rewritten_history(past: Past, wanted: int) -> None:
    """From just before the copies were issued, so that the pack's entries never were."""
    store = rewritten(past, 16, lambda session: more(session, wanted))
    assert named(store) == "", "nothing inside can tell"
    said = named(store, against=past.packs[0])
    assert "rewritten" in said and past.packs[0].name in said


def test_a_delivered_pack_shows_a_history_cut_off(past: Past) -> None:
    store = rewritten(past, 15, lambda session: None)
    assert "rolled back or cut off" in named(store, against=past.packs[0])


def test_a_pack_of_another_vault_is_called_that(past: Past, tmp_path: Path) -> None:
    other = firms.staffed(tmp_path / "other")
    said = verify(other.store, *ME, against=past.packs[0]).report.problems
    assert any("no key that this ledger knows" in problem.what for problem in said)


def test_a_stored_checkpoint_shows_a_rewritten_history(past: Past) -> None:
    """The signed checkpoint of a release was left in the folder when history was rewritten."""
    store = rewritten(past, 16, lambda session: more(session, 30))
    name = next(name for name in past.files if name.startswith("checkpoint/"))
    store.files[name] = past.files[name]
    assert name in named(store)


def test_an_entry_whose_author_was_not_allowed_it_is_named(past: Past) -> None:
    """An engineer's doctored program signs a grant with the engineer's own key."""
    store = past.store()
    engineer = unlock(store, firms.ENGINEER, firms.passphrase(firms.ENGINEER))
    flux = next(t for t in engineer.state.facts.technologies.values() if "Flux" in t.name)
    size = engineer.ledger.size
    mine = engineer.state.facts.members[engineer.author]
    engineer.state.facts.members[engineer.author] = structs.replace(
        mine, roles=("engineer", "approver")
    )
    engineer.append(lambda state: ev.MemberGranted(mine.id, flux.id, ()))
    said = named(store)
    assert entry_name(size) in said and "not allowed" in said
    with pytest.raises(IntegrityError, match=f"entry {size} "):
        unlock(store, *ME)


# -- nothing readable ----------------------------------------------------------------------------


def test_nothing_in_the_folder_can_be_read(past: Past) -> None:
    words = [
        TITLE, "Zwölfkammer", FILE_NAME, "건조로", "Rezeptur", "geheim", "flux ratio",
        "Ofentechnik", "Flux chemistry", firms.ORG, "한빛정밀", "Hanbit", firms.PARTNER,
        "Gwangmyeong", firms.PURPOSE, "quotation", "oh.recipient@", "Recipient", "Empfänger",
        firms.OWNER, firms.ENGINEER, firms.AUDITOR, firms.passphrase(firms.OWNER), "nitrogen",
    ]  # fmt: skip
    forms: set[bytes] = set()
    for word in words:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            for text in {word, word.upper(), word.lower()}:
                raw = text.encode(encoding)
                forms.add(raw)
                forms |= _inside_base64(raw)
                forms.add(raw.hex().encode())
                forms.add(json.dumps(text)[1:-1].encode())
    for name, data in past.files.items():
        whole = name.encode() + b"\n" + data
        assert not [form for form in forms if form in whole], name


def _inside_base64(raw: bytes) -> set[bytes]:
    """What `raw` looks like within longer base64, at each of the three alignments."""
    found = set()
    for shift in range(3):
        text = b64encode(b"\0" * shift + raw)
        start, end = -(-shift * 8 // 6), (shift + len(raw)) * 8 // 6
        found.add(text[start:end])
    return {form for form in found if len(form) >= 6}


def test_the_test_for_readable_words_would_find_them() -> None:
    for padding in range(3):
        text = b64encode(b"x" * padding + "in 건조로 zone".encode() + b"y" * 5)
        assert any(form in text for form in _inside_base64("건조로".encode()))


def test_a_copy_of_the_folder_opens_and_verifies(past: Past, tmp_path: Path) -> None:
    shutil.copytree(past.folder, tmp_path / "copy")
    assert named(tmp_path / "copy") == ""
    assert files_of(tmp_path / "copy") == past.files
    session = unlock(tmp_path / "copy", *ME)
    release = next(iter(session.state.facts.releases.values()))
    again = collecting.collect(session, release.id, tmp_path / "out")
    assert [each.path.read_bytes() for each in again] == [p.read_bytes() for p in past.packs]
