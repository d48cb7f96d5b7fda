"""The `cocoon` command does what its contract says, key by key, on a vault made from scratch."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.e2e.conftest import (
    APPROVER,
    AUDITOR,
    ENGINEER,
    EXAMINER,
    OWNER,
    PASSPHRASES,
    ROOT,
    Cocoon,
    Firm,
    found_firm,
    request_words,
    run,
    unpack,
    write_pdf,
    write_picture,
)

MARKABLE = {"id", "revision", "title", "technology", "class", "sha256", "size", "pages"}
MATCH = {"copy", "contact", "partner", "release", "document", "revision", "pages"}
CORPUS = ROOT / ".." / "shared" / "corpus" / "pdf"


def trace(firm: Firm, *words: str, user: str = APPROVER) -> Any:
    return firm.cocoon(user, "trace", *words)


def save(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    return str(path)


def picture_of(pdf: bytes, page: int = 0, dpi: int = 130, quality: int = 80) -> bytes:
    """A page as somebody's screenshot: drawn, greyed, pressed into a JPEG."""
    with pdfium.PdfDocument(pdf) as document:
        drawn = document[page].render(scale=dpi / 72).to_numpy()
    ok, data = cv2.imencode(".jpg", drawn[:, :, :3], [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert ok
    return data.tobytes()


# -- the frame ----------------------------------------------------------------------------------


def test_init_tells_vault_member_and_recovery_key(firm: Firm):
    assert {"vault", "member", "recovery_key"} <= set(firm.created)
    assert firm.created["member"].startswith("M-")
    me = firm.cocoon(OWNER, "member", "show", OWNER)
    assert set(me["roles"]) == {"owner", "approver", "engineer"}


def test_global_options_stand_anywhere_and_environment_and_files_do_as_well(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
):
    vault, word = str(firm.cocoon.vault), firm.cocoon.secret(PASSPHRASES[ENGINEER])
    before = run(
        *("--json", "--vault", vault, f"--user={ENGINEER}"),
        *("--passphrase-file", word, "document", "list"),
    )
    between = run(
        *("document", "--json", f"--vault={vault}", "list", "--user", ENGINEER),
        f"--passphrase-file={word}",
    )
    monkeypatch.setenv("COCOON_VAULT", vault)
    monkeypatch.setenv("COCOON_USER", ENGINEER)
    monkeypatch.setenv("COCOON_PASSPHRASE", PASSPHRASES[ENGINEER])
    around = run("document", "list", "--json")
    assert before.code == between.code == around.code == 0
    assert before.json == between.json == around.json
    assert {document["title"] for document in around.json["documents"]} >= {"사양서 spec", "kiln"}
    # what is said on the line counts more than what stands around it
    assert run("document", "list", "--json", "--user", "nobody").json["error"]["code"] == (
        "unknown-member"
    )


def test_the_program_itself_prints_one_document_and_keeps_progress_on_stderr(
    firm: Firm, tmp_path: Path
):
    page = write_pdf(tmp_path / "smoke.pdf", pages=1, seed=77)
    done = subprocess.run(
        [sys.executable, "-m", "vault", "document", "add", str(page), "--json"],
        cwd=ROOT,
        env={
            **os.environ,
            "COCOON_VAULT": str(firm.cocoon.vault),
            "COCOON_USER": ENGINEER,
            "COCOON_PASSPHRASE": PASSPHRASES[ENGINEER],
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=170,
    )
    assert done.returncode == 0, done.stderr
    added = json.loads(done.stdout)["documents"][0]
    assert added["title"] == "smoke" and added["technology"] == "Ovens"
    assert b"Adding smoke.pdf" in done.stderr and b"Adding" not in done.stdout


def test_without_json_a_person_reads_sentences(firm: Firm):
    word = firm.cocoon.secret(PASSPHRASES[ENGINEER])
    ran = run(
        *("document", "list", "--vault", str(firm.cocoon.vault)),
        *("--user", ENGINEER, "--passphrase-file", word),
    )
    assert ran.code == 0 and ran.err == ""
    assert "사양서 spec" in ran.out and "{" not in ran.out


def test_usage_errors_exit_2():
    for words in ([], ["nonsense"], ["document"], ["document", "add"], ["ledger", "show", "x"]):
        ran = run(*words, "--json")
        assert ran.code == 2, words
        assert ran.json["error"]["next"]
    assert run("document", "list", "--vault").code == 2
    assert run("--help").code == 0 and run("--version").code == 0


# -- people -------------------------------------------------------------------------------------


def test_members_are_listed_shown_and_change_roles_and_grants(firm: Firm):
    cocoon = firm.cocoon
    listed = cocoon(AUDITOR, "member", "list")["members"]
    assert [m["name"] for m in listed] == [OWNER, ENGINEER, APPROVER, EXAMINER, AUDITOR]
    assert all(m["active"] for m in listed)
    assert cocoon(OWNER, "member", "role", AUDITOR, "--add", "examiner")["roles"] == [
        "examiner",
        "auditor",
    ]
    assert cocoon(OWNER, "member", "role", AUDITOR, "--remove", "examiner")["roles"] == ["auditor"]
    assert cocoon(OWNER, "member", "grant", EXAMINER, "--technology", "ovens")["technologies"]
    taken = cocoon(OWNER, "member", "revoke", EXAMINER, "--technology", "Ovens")
    assert taken["technologies"] == []
    assert cocoon.refused(ENGINEER, "member", "remove", AUDITOR)["code"]


def test_a_passphrase_is_changed_and_the_recovery_key_gives_new_keys_once(tmp_path: Path):
    (tmp_path / "secrets").mkdir()
    cocoon = Cocoon(tmp_path / "vault", tmp_path / "secrets")
    created = cocoon.init("--solo")
    new = cocoon.secret("a wholly new passphrase")
    assert cocoon(OWNER, "member", "passphrase", "--new-passphrase-file", new)["member"]
    assert cocoon.refused(OWNER, "member", "list")["code"] == "wrong-passphrase"
    paper = cocoon.secret(created["recovery_key"])
    words = [
        *("member", "recover", "--recovery-key-file", paper, "--json"),
        *("--vault", str(cocoon.vault), "--user", OWNER),
        *("--new-passphrase-file", cocoon.secret(PASSPHRASES[OWNER])),
    ]
    recovered = run(*words)
    assert recovered.code == 0, recovered.err
    assert recovered.json["recovery_key"] != created["recovery_key"]
    assert cocoon(OWNER, "member", "list")["members"][0]["name"] == OWNER
    assert run(*words).json["error"]["code"] == "wrong-recovery-key"


# -- documents ----------------------------------------------------------------------------------


def test_documents_are_found_and_shown_with_revisions_holders_and_traceability(firm: Firm):
    cocoon, spec = firm.cocoon, firm.documents["spec"]
    found = cocoon(ENGINEER, "document", "list", "--search", "사양서")["documents"]
    assert [document["id"] for document in found] == [spec]
    assert set(found[0]) >= MARKABLE | {"traceability"}
    shown = cocoon(ENGINEER, "document", "show", spec)
    assert shown["pages"] == 3 and len(shown["revisions"]) == 1
    held = {(row["copy"], row["contact"]) for row in shown["holdings"]}
    assert held >= {(copy["copy"], copy["contact"]) for copy in firm.copies}
    worth = cocoon(ENGINEER, "document", "traceability", spec)
    assert [row["page"] for row in worth["pages"]] == [1, 2, 3]
    assert all(row["slots"] > 100 and row["grade"] == "good" for row in worth["pages"])


def test_a_folder_is_added_and_what_cannot_be_read_does_not_stop_the_rest(
    firm: Firm, tmp_path: Path
):
    write_pdf(tmp_path / "sub.pdf", pages=1, seed=5)
    (tmp_path / "empty.pdf").touch()
    ran = firm.cocoon.ran(ENGINEER, "document", "add", str(tmp_path), "--technology", "Presses")
    assert ran.code == 1
    assert [document["title"] for document in ran.json["documents"]] == ["sub"]
    assert ran.json["documents"][0]["technology"] == "Presses"
    assert ran.json["failed"][0]["code"] == "empty-file"
    assert "empty.pdf" in ran.err


def test_originals_leave_by_approvers_only_with_a_reason_in_the_ledger(firm: Firm, tmp_path: Path):
    cocoon, spec, out = firm.cocoon, firm.documents["spec"], tmp_path / "original.pdf"
    words = ["document", "export", spec, "--out", str(out), "--reason", "특허 출원"]
    cocoon.refused(ENGINEER, *words)
    assert not out.exists()
    cocoon(APPROVER, *words)
    assert out.read_bytes() == (firm.files / "사양서 spec.pdf").read_bytes()
    noted = cocoon(AUDITOR, "ledger", "list", "--kind", "document.exported")["entries"]
    assert noted[-1]["fields"]["reason"] == "특허 출원"


def test_an_encrypted_original_asks_for_its_password_and_is_released_readable(
    firm: Firm, tmp_path: Path
):
    cocoon = firm.cocoon
    plain, locked = write_pdf(tmp_path / "plain.pdf", seed=6), tmp_path / "locked.pdf"
    with pikepdf.open(plain) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="열쇠", owner="owner"))
    error = cocoon.refused(ENGINEER, "document", "add", str(locked))
    assert error["code"] == "password-needed" and "--password-file" in error["next"]
    wrong = cocoon.secret("not it")
    refused = cocoon.refused(ENGINEER, "document", "add", str(locked), "--password-file", wrong)
    assert refused["code"] == "wrong-password"
    right = cocoon.secret("열쇠")
    added = cocoon(ENGINEER, "document", "add", str(locked), "--password-file", right)
    copy = cocoon.release(tmp_path / "out", [firm.contacts["Ann"]], [added["documents"][0]["id"]])[
        0
    ]
    with pikepdf.open(BytesIO(unpack(copy, "locked.pdf"))) as document:
        assert not document.is_encrypted
    leak = save(unpack(copy, "locked.pdf"), tmp_path / "leak.pdf")
    assert trace(firm, leak)["matches"][0]["copy"] == copy["copy"]


def test_a_signed_original_warns_that_its_signature_will_not_verify(firm: Firm, tmp_path: Path):
    path = write_pdf(tmp_path / "signed.pdf", pages=1, seed=7)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        signature = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig,
                Filter=pikepdf.Name("/Adobe.PPKLite"),
                Contents=pikepdf.String("0" * 64),
                ByteRange=[0, 10, 20, 30],
            )
        )
        field = document.make_indirect(
            pikepdf.Dictionary(
                FT=pikepdf.Name.Sig, T=pikepdf.String("Signature1"), V=signature,
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[0, 0, 0, 0],
            )
        )  # fmt: skip
        document.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=[field])
        document.save(path)
    added = firm.cocoon(ENGINEER, "document", "add", str(path), "--technology", "Ovens")
    assert "signed" in added["documents"][0]["warnings"]
    asked = firm.cocoon.request([firm.contacts["Ann"]], [added["documents"][0]["id"]])
    assert "signed-original" in [warning["code"] for warning in asked["warnings"]]


# -- partners -----------------------------------------------------------------------------------


def test_partners_and_contacts_are_kept_with_what_they_hold(firm: Firm):
    cocoon, partner = firm.cocoon, firm.partners["대한전자 Daehan"]
    shown = cocoon(ENGINEER, "partner", "show", partner)
    assert {"contacts", "agreements", "demands", "holdings"} <= set(shown)
    assert {contact["name"] for contact in shown["contacts"]} >= {"박도윤", "Jane Roe"}
    first = shown["holdings"][0]
    assert set(first) >= {
        *("document", "revision", "pages", "copy", "contact", "since", "until", "state"),
    }
    made = cocoon(
        *(ENGINEER, "contact", "add", "--partner", partner, "--name", "Temp"),
        *("--email", "temp@daehan.example", "--title", "과장"),
    )
    assert made["email"] == "temp@daehan.example" and made["title"] == "과장"
    listed = cocoon(ENGINEER, "contact", "list", "--partner", partner)["contacts"]
    assert made["contact"] in [contact["id"] for contact in listed]
    assert cocoon(ENGINEER, "contact", "remove", made["contact"])["removed"]
    gone = cocoon.refused(ENGINEER, *request_words([made["contact"]], [firm.documents["spec"]]))
    assert gone["code"] == "unknown-contact"
    assert len(cocoon(AUDITOR, "partner", "list")["partners"]) >= 2


# -- releases -----------------------------------------------------------------------------------


def test_a_sealed_release_gives_each_contact_a_pack_that_anybody_can_open(firm: Firm):
    assert len(firm.copies) == 2
    for copy in firm.copies:
        assert {"copy", "contact", "path", "sha256", "files"} <= set(copy)
        with zipfile.ZipFile(copy["path"]) as archive:
            assert archive.testzip() is None
            names = archive.namelist()
            manifest = json.loads(archive.read("manifest.json"))
        assert {"사양서 spec.pdf", "kiln.png", "manifest.json", "proof/checkpoint"} <= set(names)
        assert manifest["copy"] == copy["copy"]
        assert [f["sha256"] for f in manifest["files"]] == [f["sha256"] for f in copy["files"]]
    ours = [unpack(copy, "사양서 spec.pdf") for copy in firm.copies]
    assert ours[0] != ours[1]


def test_the_text_of_a_copy_is_the_originals(firm: Firm):
    def words(data: bytes) -> list[str]:
        with pdfium.PdfDocument(data) as document:
            return [page.get_textpage().get_text_range() for page in document]

    was = words((firm.files / "사양서 spec.pdf").read_bytes())
    now = words(unpack(firm.copies[0], "사양서 spec.pdf"))
    assert all(after.startswith(before.rstrip()) for before, after in zip(was, now, strict=True))
    assert all("박도윤" in page for page in now)


def test_a_request_is_shown_listed_approved_sealed_and_collected_byte_for_byte(
    firm: Firm, tmp_path: Path
):
    cocoon, release = firm.cocoon, firm.copies[0]["copy"].rpartition("-")[0]
    shown = cocoon(AUDITOR, "release", "show", release)
    assert shown["state"] == "sealed" and shown["until"] == "2099-12-31T23:59:59+09:00"
    partner = firm.partners["대한전자 Daehan"]
    listed = cocoon(ENGINEER, "release", "list", "--state", "sealed", "--partner", partner)
    assert release in [each["release"] for each in listed["releases"]]
    again = cocoon(ENGINEER, "release", "collect", release, "--out", str(tmp_path))
    for before, after in zip(firm.copies, again["copies"], strict=True):
        assert Path(before["path"]).read_bytes() == Path(after["path"]).read_bytes()
        assert before["sha256"] == after["sha256"]
    noted = cocoon(AUDITOR, "ledger", "list", "--kind", "copies.collected", "--about", release)
    assert len(noted["entries"]) >= 2


def test_a_request_is_rejected_with_a_reason_or_withdrawn_by_its_author(firm: Firm):
    cocoon = firm.cocoon
    words = ([firm.contacts["Ann"]], [firm.documents["spec"]])
    asked = cocoon.request(*words)["release"]
    cocoon.refused(ENGINEER, "release", "reject", asked, "--reason", "no")
    rejected = cocoon(APPROVER, "release", "reject", asked, "--reason", "목적이 넓음")
    assert (rejected["state"], rejected["reason"]) == ("rejected", "목적이 넓음")
    assert cocoon.refused(APPROVER, "release", "approve", asked)["code"] == "wrong-state"
    other = cocoon.request(*words)["release"]
    cocoon.refused(APPROVER, "release", "withdraw", other)
    assert cocoon(ENGINEER, "release", "withdraw", other)["state"] == "withdrawn"
    assert cocoon.refused(APPROVER, "release", "seal", other)["code"] == "wrong-state"


def test_nobody_approves_what_they_asked_for_except_in_solo_mode(firm: Firm, tmp_path: Path):
    asked = firm.cocoon(OWNER, *request_words([firm.contacts["Ann"]], [firm.documents["spec"]]))[
        "release"
    ]
    refused = firm.cocoon.refused(OWNER, "release", "approve", asked)
    assert refused["code"] == "approver-is-requester"
    firm.cocoon(OWNER, "release", "withdraw", asked)

    (tmp_path / "secrets").mkdir()
    solo = Cocoon(tmp_path / "vault", tmp_path / "secrets")
    solo.init("--solo")
    note = tmp_path / "note.txt"
    note.write_text("메모", encoding="utf-8")
    document = solo(OWNER, "document", "add", str(note))["documents"][0]["id"]
    partner = solo(OWNER, "partner", "add", "P")["partner"]
    person = solo(OWNER, "contact", "add", "--partner", partner, "--name", "Q")["contact"]
    words = request_words([person], [document], "--allow-untraceable")
    asked = solo(OWNER, *words)["release"]
    assert solo(OWNER, "release", "approve", asked, "--accept", "untraceable")["solo"] is True
    copy = solo(OWNER, "release", "seal", asked, "--out", str(tmp_path / "out"))["copies"][0]
    assert json.loads(unpack(copy, "manifest.json"))["solo"] is True


def test_what_cannot_be_traced_goes_out_only_when_asked_for_and_accepted(
    firm: Firm, tmp_path: Path
):
    cocoon, note = firm.cocoon, tmp_path / "배합 recipe.txt"
    note.write_text("SiO2 62 %, Al2O3 31 %", encoding="utf-8")
    document = cocoon(ENGINEER, "document", "add", str(note), "--technology", "Ovens")["documents"][
        0
    ]
    assert document["traceability"]["pages"] == []
    words = ([firm.contacts["Ann"]], [document["id"]])
    refused = cocoon.refused(ENGINEER, *request_words(*words))
    assert refused["code"] == "untraceable" and "--allow-untraceable" in refused["next"]
    asked = cocoon.request(*words, "--allow-untraceable")
    assert [w["code"] for w in asked["warnings"] if w["accept"]] == ["untraceable"]
    not_yet = cocoon.refused(APPROVER, "release", "approve", asked["release"])
    assert not_yet["code"] == "not-accepted" and "--accept untraceable" in not_yet["next"]
    cocoon(APPROVER, "release", "approve", asked["release"], "--accept", "untraceable")
    out = str(tmp_path / "out")
    copy = cocoon(APPROVER, "release", "seal", asked["release"], "--out", out)["copies"][0]
    assert unpack(copy, note.name) == note.read_bytes()
    assert json.loads(unpack(copy, "manifest.json"))["untraceable"]
    kept = cocoon(AUDITOR, "ledger", "list", "--about", asked["release"])["entries"]
    kinds = {entry["kind"]: entry["fields"] for entry in kept}
    assert kinds["release.requested"]["allow_untraceable"] is True
    assert kinds["release.approved"]["accepted"] == ["untraceable"]


def test_previews_say_so_and_carry_nobodys_code(firm: Firm, tmp_path: Path):
    asked = firm.cocoon.request(
        [firm.contacts["박도윤"]], [firm.documents["spec"], firm.documents["photo"]]
    )["release"]
    made = firm.cocoon(APPROVER, "release", "preview", asked, "--out", str(tmp_path))["files"]
    names = [Path(each["path"]).name for each in made]
    assert names == ["PREVIEW 사양서 spec.pdf", "PREVIEW kiln.png"]
    data = Path(made[0]["path"]).read_bytes()
    with pdfium.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert all("PREVIEW" in text and "박도윤" not in text for text in texts)
    answer = trace(firm, *(each["path"] for each in made), "--each")
    for result in answer["results"]:
        assert result["verdict"] in ("inconclusive", "no-evidence") and result["matches"] == []
    firm.cocoon(ENGINEER, "release", "withdraw", asked)


def test_chosen_pages_of_two_files_of_one_name_go_out_and_come_back(firm: Firm, tmp_path: Path):
    cocoon = firm.cocoon
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    same = [
        write_pdf(tmp_path / "a" / "same.pdf", pages=3, seed=11),
        write_pdf(tmp_path / "b" / "same.pdf", pages=1, seed=12),
    ]
    ids = [
        document["id"]
        for document in cocoon(
            ENGINEER, "document", "add", *map(str, same), "--technology", "Ovens"
        )["documents"]
    ]
    shown = cocoon.request([firm.contacts["Ann"]], [f"{ids[0]}:1,3", ids[1]])
    assert [item["pages"] for item in shown["documents"]] == [[1, 3], None]
    cocoon(APPROVER, "release", "approve", shown["release"])
    copy = cocoon(APPROVER, "release", "seal", shown["release"], "--out", str(tmp_path / "out"))[
        "copies"
    ][0]
    assert [f["name"] for f in copy["files"]] == ["same.pdf", "same (2).pdf"]
    with pikepdf.open(BytesIO(unpack(copy, "same.pdf"))) as document:
        assert len(document.pages) == 2
    leak = save(unpack(copy, "same.pdf"), tmp_path / "renamed.pdf")
    match = trace(firm, leak)["matches"][0]
    assert (match["copy"], match["document"], match["pages"]) == (copy["copy"], ids[0], [1, 3])
    held = cocoon(ENGINEER, "document", "show", ids[0])["holdings"]
    assert held[0]["pages"] == [1, 3]


def test_copies_with_an_open_password_open_only_with_it_and_are_traced(firm: Firm, tmp_path: Path):
    people = [firm.contacts["박도윤"], firm.contacts["Jane Roe"]]
    copies = firm.cocoon.release(
        tmp_path, people, [firm.documents["spec"]], "--open-password", "--stamp", "header"
    )
    words = [copy["open_password"] for copy in copies]
    assert len(set(words)) == 2 and all(len(word) >= 12 for word in words)
    data = unpack(copies[0], "사양서 spec.pdf")
    for wrong in ("", words[1]):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(data), password=wrong)
    with pikepdf.open(BytesIO(data), password=words[0]) as document:
        assert document.encryption.R == 6  # AES-256
    for path in Path(copies[0]["path"]), Path(copies[1]["path"]):
        with zipfile.ZipFile(path) as archive:
            inside = b"".join(archive.read(name) for name in archive.namelist())
        assert not any(word.encode() in inside for word in words)
    leak = save(data, tmp_path / "still locked.pdf")
    answer = trace(firm, leak)
    assert answer["matches"][0]["copy"] == copies[0]["copy"]
    assert any(copies[0]["copy"] in note for note in answer["notes"])


# -- leaks --------------------------------------------------------------------------------------


def test_a_copy_as_issued_is_traced_and_reported(firm: Firm, tmp_path: Path):
    copy = firm.copies[1]
    leak = save(unpack(copy, "사양서 spec.pdf"), tmp_path / "x.pdf")
    report = tmp_path / "report.pdf"
    answer = trace(firm, leak, "--report", str(report))
    assert set(answer) >= {"leak", "verdict", "strength", "copies_tested", "matches", "notes"}
    assert (answer["verdict"], answer["strength"]) == ("match", "strong")
    assert answer["searched"] == {"technologies": ["Ovens", "Presses"], "not_searched": []} or (
        answer["searched"]["not_searched"] == []
    )
    [match] = answer["matches"]
    assert set(match) >= MATCH | {"log10_false_match", "carriers"}
    assert match["copy"] == copy["copy"] and match["contact"] == copy["contact"]
    assert match["partner"] == firm.partners["대한전자 Daehan"]
    assert match["document"] == firm.documents["spec"] and match["pages"] == [1, 2, 3]
    assert match["log10_false_match"] < -9
    assert set(match["carriers"]["text"]) >= {"slots", "share"}
    assert report.read_bytes().startswith(b"%PDF")
    # what was read stands in the ledger before what was concluded from it
    kinds = [
        (entry["seq"], entry["kind"])
        for entry in firm.cocoon(AUDITOR, "ledger", "list", "--about", answer["leak"])["entries"]
    ]
    assert [kind for _, kind in sorted(kinds)] == ["leak.lodged", "leak.read", "leak.judged"]


def test_several_leaks_are_traced_at_once_each_for_itself(firm: Firm, tmp_path: Path):
    first, second = (unpack(copy, "사양서 spec.pdf") for copy in firm.copies)
    stripped = BytesIO()
    with pikepdf.open(BytesIO(second)) as document:
        del document.Root.Metadata
        del document.pages[1:]
        document.save(stripped, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    innocent = write_pdf(tmp_path / "stranger.pdf", 1, seed=99, words=150, leading=31.0)
    files = [
        save(picture_of(first, page=1), tmp_path / "screen.jpg"),
        save(stripped.getvalue(), tmp_path / "stripped.pdf"),
        str(firm.files / "사양서 spec.pdf"),
        str(innocent),
        save(picture_of(innocent.read_bytes()), tmp_path / "stranger.jpg"),
        save(picture_of((firm.files / "사양서 spec.pdf").read_bytes()), tmp_path / "ours.jpg"),
    ]
    results = trace(firm, *files, "--each")["results"]
    assert [result["file"] for result in results] == files
    named = [[match["copy"] for match in result["matches"]] for result in results]
    assert named == [[firm.copies[0]["copy"]], [firm.copies[1]["copy"]], [], [], [], []]
    assert [result["verdict"] for result in results[:2]] == ["match", "match"]
    assert all(result["verdict"] != "match" for result in results[2:])


def test_pieces_of_one_leak_are_combined_and_a_document_can_be_named(firm: Firm, tmp_path: Path):
    data = unpack(firm.copies[0], "사양서 spec.pdf")
    files = [save(picture_of(data, page=n, dpi=110), tmp_path / f"{n}.jpg") for n in (0, 2)]
    answer = trace(firm, *files, "--document", firm.documents["spec"])
    assert [match["copy"] for match in answer["matches"]] == [firm.copies[0]["copy"]]
    assert answer["matches"][0]["pages"] == [1, 3]
    other = firm.documents["photo"]
    assert trace(firm, files[0], "--document", other)["matches"] == []


def test_a_picture_is_traced_after_it_was_pressed_and_made_smaller(firm: Firm, tmp_path: Path):
    image = cv2.imdecode(np.frombuffer(unpack(firm.copies[0], "kiln.png"), np.uint8), 1)
    small = cv2.resize(image, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    ok, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 75])
    assert ok
    answer = trace(firm, save(data.tobytes(), tmp_path / "chat.jpg"))
    assert [match["copy"] for match in answer["matches"]] == [firm.copies[0]["copy"]]
    assert answer["matches"][0]["document"] == firm.documents["photo"]


@pytest.mark.parametrize("suffix", [".jpg", ".tiff"])
def test_other_kinds_of_pictures_are_released_and_traced(suffix: str, firm: Firm, tmp_path: Path):
    path = write_picture(tmp_path / f"press{suffix}", seed=len(suffix))
    added = firm.cocoon(ENGINEER, "document", "add", str(path), "--technology", "Ovens")
    copy = firm.cocoon.release(
        tmp_path / "out", [firm.contacts["Ann"]], [added["documents"][0]["id"]]
    )[0]
    data = unpack(copy, path.name)
    assert data[:4] == path.read_bytes()[:4]
    leaked = cv2.imdecode(np.frombuffer(data, np.uint8), 1)
    ok, shot = cv2.imencode(".jpg", leaked, [cv2.IMWRITE_JPEG_QUALITY, 85])
    assert ok
    results = trace(
        firm, save(data, tmp_path / f"as issued{suffix}"),
        save(shot.tobytes(), tmp_path / "shot.jpg"), str(path), "--each",
    )["results"]  # fmt: skip
    named = [[match["copy"] for match in result["matches"]] for result in results]
    assert named == [[copy["copy"]], [copy["copy"]], []]


def test_metadata_of_one_copy_on_the_marks_of_another_is_flagged(firm: Firm, tmp_path: Path):
    mine, theirs = (unpack(copy, "사양서 spec.pdf") for copy in firm.copies)
    out = BytesIO()
    with pikepdf.open(BytesIO(mine)) as document, pikepdf.open(BytesIO(theirs)) as other:
        document.Root.Metadata = document.make_stream(other.Root.Metadata.read_bytes())
        document.save(out)
    answer = trace(firm, save(out.getvalue(), tmp_path / "framed.pdf"))
    assert [match["copy"] for match in answer["matches"]] == [firm.copies[0]["copy"]]
    [note] = [note for note in answer["notes"] if "transplanted" in note]
    assert firm.copies[1]["copy"] in note


def test_an_auditor_lodges_and_an_examiner_with_a_grant_traces(firm: Firm, tmp_path: Path):
    cocoon = firm.cocoon
    leak = save(unpack(firm.copies[0], "사양서 spec.pdf"), tmp_path / "found.pdf")
    cocoon(ENGINEER, "document", "add", str(write_pdf(tmp_path / "p.pdf", 1, 31)),
           "--technology", "Secret presses")  # fmt: skip
    lodged = cocoon(
        *(AUDITOR, "leak", "lodge", leak, "--found-by", "제보자", "--where", "전시회"),
        *("--when", "2026-03-02"),
    )
    assert lodged["files"][0]["name"] == "found.pdf"
    assert cocoon.refused(AUDITOR, "trace", lodged["leak"])["code"] == "no-trace-key"
    assert cocoon.refused(ENGINEER, "trace", lodged["leak"])["code"] == "no-trace-key"
    blind = cocoon(EXAMINER, "trace", lodged["leak"])
    assert blind["verdict"] == "no-evidence" and blind["searched"]["technologies"] == []
    cocoon(OWNER, "member", "grant", EXAMINER, "--technology", "Ovens")
    seen = cocoon(EXAMINER, "trace", lodged["leak"])
    assert seen["matches"][0]["copy"] == firm.copies[0]["copy"]
    assert seen["searched"]["technologies"] == ["Ovens"]
    assert "Secret presses" in seen["searched"]["not_searched"]
    assert seen["hypotheses"] > blind["hypotheses"]


def test_the_right_revision_is_read_even_on_a_page_that_did_not_change(firm: Firm, tmp_path: Path):
    cocoon = firm.cocoon
    first = write_pdf(tmp_path / "rev.pdf", pages=2, seed=41)
    extra = write_pdf(tmp_path / "extra.pdf", pages=1, seed=42)
    second = tmp_path / "rev2.pdf"
    with pikepdf.open(first) as document, pikepdf.open(extra) as more:
        document.pages.append(more.pages[0])
        document.save(second)
    added = cocoon(ENGINEER, "document", "add", str(first), "--technology", "Ovens")
    document_id = added["documents"][0]["id"]
    revised = cocoon(ENGINEER, "document", "add", str(second), "--revise", document_id)
    assert revised["documents"][0]["revision"] == 2
    old, new = (
        cocoon.release(tmp_path / str(n), [firm.contacts["Ann"]], [f"{document_id}@{n}"])[0]
        for n in (1, 2)
    )
    files = []
    for copy, name in ((old, "rev.pdf"), (new, "rev2.pdf")):
        data = unpack(copy, name)
        files.append(save(data, tmp_path / f"leak {name}"))
        files.append(save(picture_of(data, page=1), tmp_path / f"{name}.jpg"))
    results = trace(firm, *files, "--each")["results"]
    named = [
        [(match["copy"], match["revision"]) for match in result["matches"]] for result in results
    ]
    assert named == [[(old["copy"], 1)]] * 2 + [[(new["copy"], 2)]] * 2


def test_pages_that_repeat_their_words_are_told_apart_or_read_as_each(firm: Firm, tmp_path: Path):
    """The same seven lines over two pages: each page fits the other, some lines further."""
    lines = [line * 2 for line in ("press belt oven ", "gauge seal ", "zone ramp soak lot ")]
    lines += [f"the {word} is set before it is measured and held" for word in ("pump", "screw")]
    lines += ["nothing of this may be changed without a word", "see what was said above"]
    path = tmp_path / "refrain.pdf"
    sheet = Canvas(str(path), pagesize=(595, 842))
    for page in range(2):
        sheet.setFont("Times-Roman", 12)
        for row in range(45):
            sheet.drawString(70, 780 - 16 * row, lines[(45 * page + row) % len(lines)])
        sheet.showPage()
    sheet.save()
    added = firm.cocoon(ENGINEER, "document", "add", str(path), "--technology", "Ovens")
    copy = firm.cocoon.release(
        tmp_path, [firm.contacts["Ann"]], [added["documents"][0]["id"]], "--stamp", "footer"
    )[0]
    whole = picture_of(unpack(copy, path.name), page=1)
    pixels = cv2.imdecode(np.frombuffer(whole, np.uint8), cv2.IMREAD_COLOR)
    piece = cv2.imencode(".png", pixels[400:950, 80:1000])[1].tobytes()
    files = [save(whole, tmp_path / "whole.jpg"), save(piece, tmp_path / "piece.png")]
    results = trace(firm, *files, "--each")["results"]
    named = [[match["copy"] for match in result["matches"]] for result in results]
    assert named == [[copy["copy"]]] * 2
    assert results[0]["matches"][0]["pages"] == [2]
    assert 2 in results[1]["matches"][0]["pages"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus ../shared/corpus/pdf is not here")
def test_somebody_elses_document_goes_through_as_well(firm: Firm, tmp_path: Path):
    path = CORPUS / "pdflatex-4-pages.pdf"
    added = firm.cocoon(ENGINEER, "document", "add", str(path), "--technology", "Ovens")
    copy = firm.cocoon.release(
        tmp_path, [firm.contacts["Ann"]], [added["documents"][0]["id"]], "--stamp", "diagonal"
    )[0]
    leak = save(picture_of(unpack(copy, path.name), page=2), tmp_path / "page.jpg")
    [match] = trace(firm, leak)["matches"]
    assert (match["copy"], match["pages"]) == (copy["copy"], [3])


# -- the ledger, backups, what time does --------------------------------------------------------


def test_the_ledger_is_listed_shown_verified_exported_and_signed(firm: Firm, tmp_path: Path):
    cocoon = firm.cocoon
    entries = cocoon(AUDITOR, "ledger", "list")["entries"]
    assert [entry["seq"] for entry in entries] == list(range(len(entries)))
    assert entries[0]["kind"] == "vault.created"
    assert cocoon(AUDITOR, "ledger", "show", "0") == entries[0]
    verified = cocoon(AUDITOR, "ledger", "verify")
    assert set(verified) >= {"ok", "entries", "root", "anchors", "problems"}
    assert verified["ok"] and verified["problems"] == []
    note = tmp_path / "checkpoint"
    signed = cocoon(APPROVER, "ledger", "checkpoint", "--out", str(note))
    assert signed["size"] >= verified["entries"]
    for witness in (str(note), firm.copies[0]["path"]):
        assert cocoon(AUDITOR, "ledger", "verify", "--against", witness)["ok"]
    out = tmp_path / "ledger.jsonl"
    count = cocoon(AUDITOR, "ledger", "export", "--out", str(out))["entries"]
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == count and all("leaf" in line for line in lines)


def test_a_damaged_blob_is_named_and_exits_3(firm: Firm, tmp_path: Path):
    copy = tmp_path / "copy"
    shutil.copytree(firm.cocoon.vault, copy)
    elsewhere = Cocoon(copy, firm.cocoon.secrets, number=5000)
    assert elsewhere(APPROVER, "check", "--deep")["ok"]  # a plain copy of the folder opens
    blob = max((copy / "blob").rglob("*"), key=lambda p: p.stat().st_size if p.is_file() else 0)
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 1
    blob.chmod(0o600)
    blob.write_bytes(data)
    for words in (("ledger", "verify"), ("check",)):
        ran = elsewhere.ran(AUDITOR, *words)
        assert ran.code == 3 and not ran.json["ok"]
        assert (
            ran.json["problems"][0]["blob"]
            .replace("/", "")
            .endswith(blob.relative_to(copy).as_posix().replace("/", ""))
        )


def test_a_pack_of_another_history_is_refused_as_a_witness(firm: Firm, tmp_path: Path):
    copy = tmp_path / "older"
    shutil.copytree(firm.cocoon.vault, copy)
    elsewhere = Cocoon(copy, firm.cocoon.secrets, number=6000)
    firm.cocoon(ENGINEER, "partner", "add", "After the copy")
    note = tmp_path / "later"
    firm.cocoon(APPROVER, "ledger", "checkpoint", "--out", str(note))
    ran = elsewhere.ran(AUDITOR, "ledger", "verify", "--against", str(note))
    assert ran.code == 3 and not ran.json["ok"]


def test_a_copy_of_an_earlier_epoch_is_traced_after_a_member_left(tmp_path: Path):
    firm = found_firm(tmp_path)
    cocoon = firm.cocoon
    backup = tmp_path / "backup.tar"
    kept = cocoon(OWNER, "backup", "create", "--out", str(backup))
    assert kept["entries"] > 10
    assert cocoon(AUDITOR, "backup", "check", str(backup))["ok"]
    removed = cocoon(OWNER, "member", "remove", ENGINEER)
    assert not removed["active"]
    assert cocoon.refused(ENGINEER, "document", "list")["code"] == "not-a-member"
    leak = save(unpack(firm.copies[0], "사양서 spec.pdf"), tmp_path / "old.pdf")
    assert trace(firm, leak)["matches"][0]["copy"] == firm.copies[0]["copy"]

    # a copy of the new epoch, issued after the backup was made, then lost with the vault
    asked = cocoon(OWNER, *request_words([firm.contacts["Ann"]], [firm.documents["spec"]]))
    cocoon(APPROVER, "release", "approve", asked["release"])
    out = str(tmp_path / "late")
    late = cocoon(APPROVER, "release", "seal", asked["release"], "--out", out)["copies"][0]
    files = [leak, save(unpack(late, "사양서 spec.pdf"), tmp_path / "late.pdf")]
    results = trace(firm, *files, "--each")["results"]
    assert [r["matches"][0]["copy"] for r in results] == [firm.copies[0]["copy"], late["copy"]]


def test_a_restore_is_declared_and_packs_read_back_are_traced(tmp_path: Path):
    firm = found_firm(tmp_path)
    cocoon, backup, place = firm.cocoon, tmp_path / "backup", tmp_path / "restored"
    cocoon(OWNER, "backup", "create", "--out", str(backup))
    late = cocoon.release(tmp_path / "late", [firm.contacts["Ann"]], [firm.documents["spec"]])[0]
    cocoon.refused(ENGINEER, "backup", "restore", str(backup), "--to", str(place))
    assert not place.exists() or not any(place.iterdir())
    done = cocoon(OWNER, "backup", "restore", str(backup), "--to", str(place))
    assert done["vault"] == firm.created["vault"]

    restored = Cocoon(place, cocoon.secrets, number=7000)
    firm.cocoon = restored
    assert restored(AUDITOR, "ledger", "list")["entries"][-1]["kind"] == "vault.restored"
    leak = save(unpack(late, "사양서 spec.pdf"), tmp_path / "late.pdf")
    assert trace(firm, leak)["matches"] == []
    assert restored(APPROVER, "backup", "read-back", late["path"])["copies"] == [late["copy"]]
    known = restored.refused(APPROVER, "backup", "read-back", late["path"])
    assert known["code"] == "copy-known"
    [match] = trace(firm, leak)["matches"]
    assert match["copy"] == late["copy"] and match["log10_false_match"] < -9
    verified = restored(AUDITOR, "ledger", "verify", "--against", late["path"])
    assert verified["ok"], verified
    assert any("restored" in note for note in verified["notes"])
