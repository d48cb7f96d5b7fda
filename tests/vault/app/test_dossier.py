"""A dossier proves its case to somebody who has nothing but its folder, and no change escapes."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import math
import os
import shutil
import subprocess
import sys
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest

from tests.fakes import authority as authorities
from tests.fakes import firm as firms
from tests.vault.app.conftest import pdf
from vault.app.leak import exposed, incidents, leaks
from vault.app.leak.reports import write_report
from vault.app.leak.tracer import Tracer
from vault.app.people import epochs, members
from vault.app.proof import timestamps
from vault.app.proof.dossier import export
from vault.app.release import collecting, copykeys
from vault.app.screens.leak_rows import recall
from vault.app.session import Session, unlock, utc_now
from vault.domain import events as ev
from vault.errors import CocoonError, RefusedError
from vault.keys.wraps import LEDGER, SEAL, TRACE, technology_key
from vault.ledger import timestamping
from vault.ledger.canonical import canonical
from vault.ledger.checkpoint import Checkpoint, origin, sign_checkpoint
from vault.marks import codes
from vault.marks.slots import CoinGroup
from vault.papers.resources import resource
from vault.storage import MemoryStore

Files = dict[str, bytes]
_SIGNED = b"cocoon dossier index v1 signature\n"


@dataclass
class Case:
    """A firm with a release to two people, of which one copy leaked, and dossiers of both."""

    firm: firms.Firm
    release: str
    leak: str
    packs: tuple[Path, ...]
    of_leak: Files
    of_release: Files
    folder: Path
    root: Path | None


def files_of(folder: Path) -> Files:
    return {p.relative_to(folder).as_posix(): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file()}  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    home = tmp_path_factory.mktemp("case")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        firm = firms.staffed(home / "vault")
        owner = firm.owner
        other = home / "other secret.txt"
        other.write_text("flux ratio 7:3\n", encoding="utf-8")
        firm.add(owner, other, technology="Flux", title="Entirely another title")
        source = pdf(home / "oven-건조로.pdf", 2)
        document = firm.add(owner, source, technology="Oven", title="Oven")
        members.grant(owner, firms.ENGINEER, "Oven")
        release = firms.sealed(firm, document, contacts=2)
        packs = collecting.collect(owner, release.id, home / "out")
        members.remove(owner, firms.OTHER)  # a new epoch
        firm.clock.now = utc_now()
        root = None
        if authorities.OPENSSL:
            tsa = authorities.authority(home / "tsa")
            timestamps.write_request(owner, home / "a.tsq")
            (home / "a.tsr").write_bytes(tsa.answer((home / "a.tsq").read_bytes()))
            timestamps.add_answer(owner, home / "a.tsr")
            root = tsa.root
        leaked = home / "leaked.pdf"
        with zipfile.ZipFile(packs[0].path) as archive:
            leaked.write_bytes(archive.read("oven-건조로.pdf"))
        leak = leaks.lodge(owner, [leaked], found_by="Han", where="at company B")
        with Tracer(owner) as tracer:
            assert tracer.trace(leak).verdict.verdict == "match"
        export(owner, leak.id, home / "of leak")
        export(owner, release.id, home / "of release")
        yield Case(
            firm, release.id, leak.id, tuple(p.path for p in packs), files_of(home / "of leak"),
            files_of(home / "of release"), home, root,
        )  # fmt: skip


@cache
def shipped() -> Any:
    spec = importlib.util.spec_from_file_location("verifier", resource("verifier", "verify.py"))
    assert spec and spec.loader
    verifier: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(verifier)
    return verifier


def put(files: Files, folder: Path) -> Path:
    if folder.exists():
        shutil.rmtree(folder)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def verdict(files: Files, folder: Path, *words: str) -> tuple[int, str]:
    """What the shipped verifier says of these files; the folder itself is spared the disk."""
    verifier, out = shipped(), io.StringIO()
    verifier.FAILED.clear()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.setattr(verifier, "read_files", lambda folder: dict(files))
        patch.setattr(sys, "argv", ["verify.py", str(folder), *words])
        code = verifier.main()
    return code, out.getvalue()


def signed(files: Files, session: Session) -> Files:
    """The same dossier with its index made and signed anew by a member: a dishonest exporter."""
    index = json.loads(files["index.json"])
    index["files"] = [
        {"name": name, "sha256": sha256(data).hexdigest(), "size": len(data)}
        for name, data in sorted(files.items())
        if not name.startswith("index.")
    ]
    data = canonical(index) + b"\n"
    signature = session.identity.signer.sign(_SIGNED + data)
    return files | {"index.json": data, "index.sig": b64encode(signature) + b"\n"}


# -- what holds ----------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["of_leak", "of_release"])
def test_a_dossier_holds(case: Case, which: str, tmp_path: Path) -> None:
    more = ["--root", str(case.root)] if case.root else []
    code, said = verdict(
        getattr(case, which), tmp_path / "d", "--vault", case.firm.owner.vault,
        "--pack", str(case.packs[0]), *more,
    )  # fmt: skip
    assert code == 0, said
    assert "DIFFERS" not in said and said.count("[ok]") >= 14


def test_it_holds_where_nothing_but_cryptography_is_installed(case: Case, tmp_path: Path) -> None:
    import cryptography

    bare = tmp_path / "bare"
    bare.mkdir()
    site = Path(cryptography.__file__).parents[1]
    for found in (*site.glob("cryptography"), *site.glob("*cffi*")):
        if not found.name.endswith("-info"):
            (bare / found.name).symlink_to(found)
    folder = put(case.of_leak, tmp_path / "d")
    start = (
        f"import sys, runpy; sys.path.append({str(bare)!r}); sys.argv = ['verify.py']; "
        "sys.modules['vault'] = sys.modules['numpy'] = None; "
        f"runpy.run_path({str(folder / 'verify.py')!r}, run_name='__main__')"
    )
    command = [sys.executable, "-I", "-S", "-c", start]
    clean = {"PATH": os.environ["PATH"], "LANG": "C"}
    done = subprocess.run(command, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    changed = bytearray(case.of_leak["openings.json"])
    changed[len(changed) // 2] ^= 1
    (folder / "openings.json").write_bytes(changed)
    done = subprocess.run(command, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 3 and "Traceback" not in done.stderr
    without = ["-I", "-S", str(folder / "verify.py")]
    done = subprocess.run([sys.executable, *without], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "cryptography" in done.stderr and "Trace" not in done.stderr


def test_it_opens_what_the_case_needs(case: Case) -> None:
    kinds = {e["kind"] for e in json.loads(case.of_leak["statements.json"])["entries"]}
    assert kinds >= {
        "vault.created", "member.added", "document.added", "partner.added", "contact.added",
        "release.requested", "release.approved", "copy.issued", "copies.collected",
        "leak.lodged", "leak.read", "leak.judged", "dossier.exported",
    }  # fmt: skip
    said = json.loads(case.of_leak["statements.json"])
    assert [c["copy"] for c in said["copies"]] == [f"{case.release}-1"]
    assert {p["name"] for p in said["producers"]} >= {firms.OWNER, firms.APPROVER, firms.EXAMINER}
    assert case.root is None or any(name.endswith(".der") for name in case.of_leak)


def test_no_other_key_and_no_content_is_in_it(case: Case) -> None:
    owner = case.firm.owner
    facts = owner.state.facts
    secret: dict[str, bytes] = {"identity": owner.identity.seed}
    for n in range(1, len(facts.epochs) + 1):
        for name in (LEDGER, SEAL, TRACE, *map(technology_key, facts.technologies)):
            secret[f"{name} {n}"] = owner.secret(name, n)
    trace = owner.secret(TRACE, 1)
    other = copykeys.copy_key(trace, f"{case.release}-2")
    secret |= {"other copy": other.key, "its salt": other.salt}
    own = copykeys.copy_key(trace, f"{case.release}-1")
    for name, code in (("of_leak", True), ("of_release", False)):
        whole = b"\n".join(getattr(case, name).values())
        forms = {k: (v, b64encode(v).rstrip(b"="), v.hex().encode()) for k, v in secret.items()}
        assert [k for k, some in forms.items() if any(form in whole for form in some)] == []
        assert (b64encode(own.key) in whole) == code
        for text in ("Entirely another title", "flux ratio", "other secret"):
            assert text.encode() not in whole
    wraps = [case.firm.owner.store.get(name) for name in facts.wraps]
    sealed = [s.encode() for wrap in wraps for s in json.loads(wrap)["secrets"].values()]
    whole = b"\n".join([*case.of_leak.values(), *case.of_release.values()])
    assert sealed and not any(part in whole for part in sealed)
    # fields that point at content or hold sealed keys stay closed
    closed = {"pack", "access", "content", "plan", "features", "slot", "wraps", "password"}
    for files in (case.of_leak, case.of_release):
        for fields in json.loads(files["openings.json"]).values():
            assert not closed & set(fields)


def test_a_release_needs_no_key_and_an_owner_may_export_it(case: Case, tmp_path: Path) -> None:
    assert json.loads(case.of_release["keys.json"]) == {"copies": {}}
    for name in (firms.ENGINEER, firms.AUDITOR):
        with pytest.raises(RefusedError):
            export(case.firm.login(name), case.release, tmp_path / name)
        assert not (tmp_path / name).exists()
    with pytest.raises(CocoonError):
        export(case.firm.login(firms.ENGINEER), case.leak, tmp_path / "leak")
    size = case.firm.owner.ledger.size
    for wrong in ("R-00000000", "", "nonsense", "D-00000000"):
        with pytest.raises(CocoonError) as refused:
            export(case.firm.owner, wrong, tmp_path / "wrong")
        assert refused.value.code == "unknown-subject"
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(CocoonError) as refused:
        export(case.firm.owner, case.release, tmp_path / "full")
    assert refused.value.code == "folder-not-empty"
    case.firm.owner.refresh()
    assert case.firm.owner.ledger.size == size


def test_an_examiner_signs_the_last_checkpoint_alone(case: Case, tmp_path: Path) -> None:
    made = export(case.firm.login(firms.EXAMINER), case.leak, tmp_path / "out")
    code, said = verdict(files_of(made.folder), tmp_path / "d")
    assert code == 0, said
    assert "signed by member" in said
    case.firm.owner.refresh()
    assert case.firm.owner.state.facts.dossiers[made.dossier].copies == (f"{case.release}-1",)


def test_it_takes_the_leak_and_the_proofs_along_when_asked(case: Case, tmp_path: Path) -> None:
    proof = tmp_path / "메모.txt"
    proof.write_text("a note", encoding="utf-8")
    owner = case.firm.owner
    owner.refresh()
    incident = incidents.open_incident(owner, case.leak)
    incidents.note(owner, incident.id, "heard of it", files=[proof])
    made = export(owner, incident.id, tmp_path / "out", with_files=True)
    files = files_of(made.folder)
    taken = {name.partition("-")[2]: data for name, data in files.items() if "files/" in name}
    assert taken["메모.txt"] == b"a note"
    assert taken["leaked.pdf"] == (case.folder / "leaked.pdf").read_bytes()
    code, said = verdict(files, tmp_path / "d")
    assert code == 0 and made.copies == (f"{case.release}-1",), said
    name = next(name for name in files if name.endswith("메모.txt"))
    assert verdict(signed(files | {name: b"another note"}, owner), tmp_path / "d")[0] == 3


def trials_of(files: Files) -> list[dict[str, Any]]:
    trials: list[dict[str, Any]] = json.loads(files["statements.json"])["trials"]
    return trials


def test_another_leak_with_the_same_file_counts_and_opens_no_key(
    case: Case, tmp_path: Path
) -> None:
    owner = case.firm.owner
    second = tmp_path / "second.pdf"
    with zipfile.ZipFile(case.packs[1]) as archive:
        second.write_bytes(archive.read("oven-건조로.pdf"))
    both = leaks.lodge(owner, [case.folder / "leaked.pdf", second])
    with Tracer(owner) as tracer:
        named = {match.copy for match in tracer.trace(both).verdict.matches}
    assert named == {f"{case.release}-1", f"{case.release}-2"}
    made = export(owner, case.leak, tmp_path / "out")
    assert made.copies == (f"{case.release}-1",)
    files = files_of(made.folder)
    code, said = verdict(files, tmp_path / "d")
    assert code == 0 and "not a part of this case" in said, said
    assert f"{case.release}-2" not in files["statements.json"].decode().partition("packs")[0]
    made = export(owner, both.id, tmp_path / "both")
    code, said = verdict(files_of(made.folder), tmp_path / "d")
    assert code == 0 and len(made.copies) == 2, said
    (alone,) = {trial["h"] for trial in trials_of(case.of_leak)}
    assert all(trial["h"] > alone for trial in trials_of(files_of(made.folder)))


def test_a_key_that_left_before_the_leak_was_lodged_is_told_of(case: Case, tmp_path: Path) -> None:
    owner = case.firm.owner
    copy, earlier = f"{case.release}-1", json.loads(case.of_leak["index.json"])["dossier"]
    owner.refresh()
    assert not exposed.exposed(owner.state, case.leak, [copy])  # it was preserved before that
    assert "before this leak was lodged" not in said_by(case.of_leak["dossier-en.pdf"])
    case.firm.clock.now = utc_now()
    later = leaks.lodge(owner, [case.folder / "leaked.pdf"])
    with Tracer(owner) as tracer:
        traced = tracer.trace(later)
    (told,) = [note for note in traced.notes if "before this leak was lodged" in note]
    assert copy in told and earlier in told
    recalled = recall(owner, later.id)
    assert recalled is not None and told in recalled.notes
    others = exposed.exposed(owner.state, later.id, [f"{case.release}-2"])
    assert not others  # the key of the other copy never left
    for language, word in (("en", "before this leak was lodged"), ("ko", "이미 공개되었습니다")):
        path = tmp_path / f"{language}.pdf"
        write_report(owner, traced, path, language)
        said = said_by(path.read_bytes())
        assert said.count(word) == 1 and earlier in said
        assert language == "en" or "byte for byte" not in said  # notes are said in Korean too
    files = files_of(export(owner, later.id, tmp_path / "out").folder)
    assert "before this leak was lodged" in said_by(files["dossier-en.pdf"])
    assert "이미 공개되었습니다" in said_by(files["dossier-ko.pdf"])
    code, said = verdict(files, tmp_path / "d")
    assert code == 0 and f"{copy}: its key had left in dossier {earlier}" in said, said
    assert "its key had left" not in verdict(case.of_leak, tmp_path / "d")[1]


def said_by(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


def test_the_papers_say_what_they_must(case: Case) -> None:
    for language, sentences in {
        "en": ("not the person who leaked it", "upper bound", "Counsel must review", "N = 2"),
        "ko": ("사람을 가리키지 않습니다", "상한", "변호사의 검토", "N = 2"),
    }.items():
        document = pdfium.PdfDocument(case.of_leak[f"dossier-{language}.pdf"])
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        text = " ".join(text.split())
        for sentence in (*sentences, f"{case.release}-1", firms.EXAMINER, firms.CONTACTS[0][0]):
            assert sentence in text, (language, sentence)
        assert firms.CONTACTS[1][0] not in text  # the other recipient is not in question


# -- what does not ------------------------------------------------------------------------------


def test_a_changed_byte_anywhere_is_found(case: Case, tmp_path: Path) -> None:
    for name, data in case.of_leak.items():
        places = {0, len(data) // 3, len(data) - 1}
        for at in places if name.startswith(("index", "keys", "proofs")) else {len(data) // 2}:
            bad = data[:at] + bytes([data[at] ^ 0x01]) + data[at + 1 :]
            code, said = verdict(case.of_leak | {name: bad}, tmp_path / "d")
            assert code == 3, (name, at, said)


def test_a_missing_added_or_swapped_file_is_found(case: Case, tmp_path: Path) -> None:
    for name in case.of_leak:
        if name.startswith("entries/") and not name.endswith(("000", "020")):
            continue
        rest = {k: v for k, v in case.of_leak.items() if k != name}
        assert verdict(rest, tmp_path / "d")[0] == 3, name
    assert verdict(case.of_leak | {"more.txt": b"more"}, tmp_path / "d")[0] == 3
    assert verdict(case.of_leak | {"truth.json": b""}, tmp_path / "d")[0] == 3
    listed = signed(case.of_leak | {"truth.txt": b"more"}, case.firm.owner)
    code, said = verdict(listed, tmp_path / "d")
    assert code == 3 and "truth.txt is no part of a dossier" in said
    left = put(case.of_leak | {".DS_Store": b"left by a system"}, tmp_path / "d")
    assert shipped().read_files(left) == case.of_leak
    (left / "entries" / "000000000").unlink()
    (left / "entries" / "000000000").symlink_to("000000001")
    assert shipped().read_files(left)["entries/000000000"] == b""


def test_an_index_signed_by_somebody_else_is_found(case: Case, tmp_path: Path) -> None:
    from vault.keys.identity import Identity

    class Attacker:
        identity = Identity.generate()

    files = signed(case.of_leak, Attacker())  # type: ignore[arg-type]
    code, said = verdict(files, tmp_path / "d")
    assert code == 3 and "did not sign the index" in said
    # a real member, but not the one who exported it
    other = case.firm.login(firms.APPROVER)
    assert verdict(signed(case.of_leak, other), tmp_path / "d")[0] == 3
    index = json.loads(case.of_leak["index.json"]) | {"member": other.author}
    files = case.of_leak | {"index.json": canonical(index) + b"\n"}
    assert verdict(signed(files, other), tmp_path / "d")[0] == 3


def change(path: str, make: Callable[[Any], Any]) -> Callable[[Files], Files]:
    """Change something in one of the JSON files; `make` changes or replaces the value."""

    def apply(files: Files) -> Files:
        value = json.loads(files[path])
        made = make(value)
        return files | {path: canonical(value if made is None else made)}

    return apply


def seq_of(files: Files, kind: str) -> str:
    said = json.loads(files["statements.json"])["entries"]
    return str(next(e["entry"] for e in said if e["kind"] == kind))


def opened(kind: str, field: str, make: Callable[[Any], Any]) -> Callable[[Files], Files]:
    """Change an opened field, in the openings and in what the papers say alike."""

    def apply(files: Files) -> Files:
        openings, said = json.loads(files["openings.json"]), json.loads(files["statements.json"])
        seq = seq_of(files, kind)
        new = make(openings[seq][field]["value"])
        openings[seq][field]["value"] = new
        for entry in said["entries"]:
            if str(entry["entry"]) == seq:
                entry["fields"][field] = new
        return files | {
            "openings.json": canonical(openings), "statements.json": canonical(said),
        }  # fmt: skip

    return apply


def coefficient(revisions: dict[str, Any]) -> dict[str, Any]:
    import zlib

    row = next(iter(revisions.values()))[0]
    data = bytearray(zlib.decompress(b64decode(row["g"])))
    data[0] ^= 1
    row["g"] = b64encode(zlib.compress(bytes(data), 9)).decode()
    return revisions


def flip64(text: str) -> str:
    data = bytearray(b64decode(text))
    data[5] ^= 0x10
    return b64encode(bytes(data)).decode()


def flip_key(keys: Any) -> None:
    (copy,) = keys["copies"].values()
    copy["copy"]["key"] = flip64(copy["copy"]["key"])


def flip_bias(keys: Any) -> None:
    (copy,) = keys["copies"].values()
    (bias,) = copy["biases"].values()
    bias["key"] = flip64(bias["key"])


def another_symbol(said: Any) -> None:
    row = said["trials"][0]["symbols"][0]
    row[3] = ("-" if row[3][0] == "+" else "+") + row[3][1:]


def without(name: str) -> Callable[[Any], Any]:
    return lambda value: {k: v for k, v in value.items() if k != name}


def swap_entries(files: Files) -> Files:
    a, b = sorted(name for name in files if name.startswith("entries/"))[4:6]
    return files | {a: files[b], b: files[a]}


def reseat(files: Files) -> Files:
    """One entry's bytes under another's number, openings and all."""
    names = sorted(name for name in files if name.startswith("entries/"))
    return {**files, names[4]: files[names[5]]}


def body_flip(files: Files) -> Files:
    name = sorted(n for n in files if n.startswith("entries/"))[3]
    data = files[name]
    return files | {name: data[:-1] + bytes([data[-1] ^ 1])}


def signature_flip(files: Files) -> Files:
    name = sorted(n for n in files if n.startswith("entries/"))[3]
    line, signature, body = files[name].split(b"\n", 2)
    return files | {name: b"\n".join((line, flip64(signature.decode()).encode(), body))}


def proof_flip(proofs: Any) -> None:
    path = next(path for path in proofs["inclusion"].values() if path)
    path[0] = ("1" if path[0][0] != "1" else "2") + path[0][1:]


def consistency_flip(proofs: Any) -> None:
    for path in proofs["consistency"].values():
        if path:
            path[-1] = ("1" if path[-1][0] != "1" else "2") + path[-1][1:]


def drop_entry(files: Files) -> Files:
    """An entry, its openings and its statement gone; the rest made to fit."""
    seq = seq_of(files, "copies.collected")
    said, openings = json.loads(files["statements.json"]), json.loads(files["openings.json"])
    said["entries"] = [e for e in said["entries"] if str(e["entry"]) != seq]
    del openings[seq]
    files = files | {"statements.json": canonical(said), "openings.json": canonical(openings)}
    del files[f"entries/{int(seq):09d}"]
    return files


ALTERED: dict[str, Callable[[Files], Files]] = {
    "a coefficient": opened("leak.read", "revisions", coefficient),
    "the number of hypotheses read": opened("leak.read", "hypotheses", lambda n: n + 5),
    "the number of hypotheses judged": opened("leak.judged", "hypotheses", lambda n: 1),
    "the number of copies tested": opened("leak.judged", "copies_tested", lambda n: 1),
    "the verdict's figure": opened(
        "leak.judged", "matches", lambda m: [m[0] | {"log10_false_match": -999.0}]
    ),
    "the copy named": opened("leak.judged", "matches", lambda m: [m[0] | {"copy": "R-00000000-1"}]),
    "the recipient": opened("contact.added", "name", lambda name: "Somebody Else"),
    "the purpose": opened("release.requested", "purpose", lambda text: "anything at all"),
    "the hash of the leak": opened(
        "leak.lodged", "files", lambda files: [files[0] | {"sha256": "00" * 32}]
    ),
    "the hash of the original": opened("document.added", "sha256", lambda text: "00" * 32),
    "a role": opened("member.added", "roles", lambda roles: ["owner"]),
    "a salt": change(
        "openings.json", lambda o: o["0"]["org"].update(salt=flip64(o["0"]["org"]["salt"]))
    ),
    "an opening less": change("openings.json", lambda o: o["0"].pop("org") and None),
    "the copy's key": change("keys.json", flip_key),
    "the bias key": change("keys.json", flip_bias),
    "no key at all": change("keys.json", lambda keys: {"copies": {}}),
    "a symbol": change("statements.json", another_symbol),
    "a stated figure": change(
        "statements.json", lambda s: s["trials"][0].update(log10_false_match=-700.0)
    ),
    "a stated score": change(
        "statements.json", lambda s: s["trials"][0]["parts"][0].__setitem__(3, 1.0)
    ),
    "a trial less": change("statements.json", lambda s: s.update(trials=[])),
    "a stated author": change("statements.json", lambda s: s["entries"][2].update(name="Nobody")),
    "a stated time": change(
        "statements.json", lambda s: s["entries"][2].update(time="2020-01-01T00:00:00.000Z")
    ),
    "a producer less": change("statements.json", lambda s: s["producers"].pop() and None),
    "a stated recipient": change(
        "statements.json", lambda s: s["copies"][0].update(person="Somebody Else")
    ),
    "a copy's statement less": change("statements.json", lambda s: s.update(copies=[])),
    "another subject": change(
        "statements.json", lambda s: s["subject"].update(id="L-00000000")
    ),
    "another owner": change("statements.json", lambda s: s.update(owner="Other Ltd")),
    "a conclusion on top": change("statements.json", lambda s: s.update(culprit="Oh")),
    "a remark on top": change("statements.json", lambda s: s["copies"][0].update(remark="Oh!")),
    "another leak": change("statements.json", lambda s: s["subject"].update(leak="L-00000000")),
    "a file that nothing names": lambda files: files | {"files/0123456789abcdef-truth.txt": b"x"},
    "a token that no entry holds": lambda files: files | {"timestamps/000000003-4.der": b"x"},
    "a step of a proof": change("proofs.json", proof_flip),
    "a step of consistency": change("proofs.json", consistency_flip),
    "another size": change("proofs.json", lambda p: p.update(size=p["size"] - 1)),
    "another root": change("proofs.json", lambda p: p.update(root="00" * 32)),
    "no proofs": change("proofs.json", lambda p: p.update(inclusion={})),
    "no consistency": change("proofs.json", lambda p: p.update(consistency={})),
    "two entries swapped": swap_entries,
    "an entry under another number": reseat,
    "a closed body": body_flip,
    "an author's signature": signature_flip,
    "an entry left out": drop_entry,
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_an_alteration_is_found_although_the_exporter_signs_it(
    case: Case, what: str, tmp_path: Path
) -> None:
    files = signed(ALTERED[what](case.of_leak), case.firm.owner)
    assert files != case.of_leak
    code, said = verdict(files, tmp_path / "d")
    assert code == 3, said
    assert "[ok] Index" in said  # it is found by what it means, not by its hash


def test_an_invented_reading_is_found_whichever_key_is_shown(case: Case, tmp_path: Path) -> None:
    """A member with the trace key enters a reading that fits a key which he made up later."""
    owner, copy = case.firm.owner, f"{case.release}-1"
    owner.refresh()
    known = owner.state.facts.copies[copy]
    file = known.files[0]
    revision = f"{file.document}@{file.revision}"
    group = CoinGroup("page/0", "text", 400)
    bias = copykeys.bias_key(owner.secret(TRACE, known.epoch), revision)
    invented = copykeys.Committed(b"k" * 32, b"s" * 32)
    biases = codes.biases_of(bias.key, revision, [group])
    coins = codes.codeword(
        invented.key, epoch=known.epoch, copy=copy, revision=revision, groups=[group], biases=biases
    )
    read = codes.Coefficients({group: (coins[group] * 64).astype(np.int16)})
    score = codes.score(read, coins, biases)
    figure = math.ceil(codes.log10_bound(read, biases, score, 2, 1) * 100) / 100
    paper = tmp_path / "paper.jpg"
    paper.write_bytes(b"nothing that anybody could read")
    leak = leaks.lodge(owner, [paper])
    entered = owner.append(
        lambda state: ev.LeakRead(
            leak.id, (leak.files[0].sha256,), {revision: codes.dump(read)}, 1, (), ()
        )
    )
    match = {"copy": copy, "log10_false_match": figure}
    owner.append(lambda state: ev.LeakJudged(leak.id, entered.seq, "match", 1, 2, (match,)))
    files = files_of(export(owner, leak.id, tmp_path / "out").folder)
    code, said = verdict(files, tmp_path / "d")
    assert code == 3 and "[ok] Keys" in said and "[DIFFERS] Verdict" in said
    keys, stated = json.loads(files["keys.json"]), json.loads(files["statements.json"])
    keys["copies"][copy]["copy"] = {
        "key": b64encode(invented.key).decode(), "salt": b64encode(invented.salt).decode()
    }  # fmt: skip
    signs = "".join("+" if coin > 0 else "-" for coin in coins[group])
    stated["trials"][0] |= {
        "symbols": [[revision, "page/0", "text", signs]],
        "parts": [[revision, "page/0", 400, round(score, 3)]],
    }
    files |= {"keys.json": canonical(keys), "statements.json": canonical(stated)}
    code, said = verdict(signed(files, owner), tmp_path / "d")
    assert code == 3 and "[DIFFERS] Keys" in said and "[ok] Verdict" in said


def test_a_checkpoint_of_another_vault_is_found(case: Case, tmp_path: Path) -> None:
    rival = firms.found(tmp_path / "rival").owner
    index = json.loads(case.of_leak["index.json"])
    name = f"checkpoints/{index['size']:09d}"
    head = Checkpoint(origin(case.firm.owner.vault), index["size"], bytes.fromhex(index["root"]))
    keys = epochs.ReleaseKeys.derive(rival.secret(SEAL, 1), rival.vault, 1)
    theirs = Checkpoint(origin(rival.vault), head.size, head.root)
    for note in (
        sign_checkpoint(theirs, keys.name, keys.classic, keys.lasting),
        sign_checkpoint(head, keys.name, keys.classic, keys.lasting),
        sign_checkpoint(head, f"cocoon/{case.firm.owner.vault}/2", keys.classic, keys.lasting),
    ):
        files = signed(case.of_leak | {name: note.encode()}, case.firm.owner)
        code, said = verdict(files, tmp_path / "d")
        assert code == 3 and "[DIFFERS] Checkpoints" in said, said


def test_what_is_known_from_elsewhere_counts(case: Case, tmp_path: Path) -> None:
    code, said = verdict(case.of_leak, tmp_path / "d", "--vault", "0" * 32)
    assert code == 3 and "the vault that was asked for" in said
    with zipfile.ZipFile(case.packs[0]) as archive:
        note = archive.read("proof/checkpoint").decode().split("\n")
    for line, new, words in (
        (0, f"cocoon/{'f' * 32}", "another log"),
        (2, b64encode(bytes(32)).decode(), "two histories"),
        (1, "3", "no checkpoint over 3 entries"),
    ):
        other = tmp_path / "other.zip"
        with zipfile.ZipFile(other, "w") as archive:
            changed = [*note[:line], new, *note[line + 1 :]]
            archive.writestr("proof/checkpoint", "\n".join(changed))
        code, said = verdict(case.of_leak, tmp_path / "d", "--pack", str(other))
        assert code == 3 and words in said, said
    assert verdict(case.of_leak, tmp_path / "d", "--pack", str(tmp_path / "none.zip"))[0] == 2
    assert verdict({}, tmp_path / "empty")[0] == 2
    if case.root:
        another = authorities.authority(tmp_path / "tsa").root
        code, said = verdict(case.of_leak, tmp_path / "d", "--root", str(another))
        assert code == 3 and "does not lead to the given root" in said


@pytest.mark.skipif(authorities.OPENSSL is None, reason="needs the openssl command")
def test_a_token_over_something_else_is_found(case: Case, tmp_path: Path) -> None:
    name = next(name for name in case.of_leak if name.endswith(".der"))
    files = signed(case.of_leak | {name: case.of_leak[name][:-1] + b"\0"}, case.firm.owner)
    assert verdict(files, tmp_path / "d")[0] == 3
    text = next(name for name in case.of_leak if name.endswith(".txt"))
    files = signed(case.of_leak | {text: b"something else\n"}, case.firm.owner)
    assert verdict(files, tmp_path / "d")[0] == 3


@pytest.mark.skipif(authorities.OPENSSL is None, reason="needs the openssl command")
def test_a_token_that_does_not_hold_is_left_out(case: Case, tmp_path: Path) -> None:
    """Any member may enter a token; one about another ledger must not spoil a dossier."""
    store = MemoryStore()
    store.files = {name: case.firm.owner.store.get(name) for name in case.firm.owner.store.list()}
    owner = unlock(store, firms.OWNER, firms.passphrase(firms.OWNER), clock=case.firm.clock)
    tsa = authorities.Authority(case.folder / "tsa")
    token = timestamping.read_answer(tsa.answer(timestamping.request(bytes(32), 5)))
    body = ev.TimestampAdded(
        owner.ledger.size, owner.ledger.root.hex(), b64encode(token.raw).decode(), "2026-01-01",
        "Authority tsa",
    )  # fmt: skip
    bad = owner.append(lambda state: body).seq
    leak = leaks.lodge(owner, [case.folder / "leaked.pdf"])
    made = export(owner, leak.id, tmp_path / "out")
    assert bad not in made.entries
    code, said = verdict(files_of(made.folder), tmp_path / "d")
    assert code == 0, said
