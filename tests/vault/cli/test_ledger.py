"""`cocoon ledger` with the world outside: timestamps by file and by network, and hash lists."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import authority as authorities
from tests.fakes.authority import OPENSSL
from tests.fakes.office import APPROVER, AUDITOR, ENGINEER, OWNER, Office, opened
from vault.app.proof import authority as network

needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command")
TITLE = '=HYPERLINK("http://evil.example","oven")'


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"), {"oven": 0, "kiln": 0})


def release(office: Office, *words: str) -> Any:
    asked = office.request()
    accept = [w["code"] for w in asked["warnings"] if w["accept"]]
    flags = [word for code in accept for word in ("--accept", code)]
    office(APPROVER, "release", "approve", asked["release"], *flags)
    return office(APPROVER, "release", "seal", asked["release"], *words)


@needs_openssl
def test_a_timestamp_goes_out_and_comes_in_by_file(office: Office, tmp_path: Path) -> None:
    tsa = authorities.authority(tmp_path / "tsa")
    query, answer = tmp_path / "a.tsq", tmp_path / "a.tsr"
    asked = office(AUDITOR, "ledger", "stamp-request", "--out", str(query))
    assert {"path", "size", "root", "sha256"} <= set(asked)
    answer.write_bytes(tsa.answer(query.read_bytes()))
    before = office(AUDITOR, "ledger", "verify")["anchors"]
    added = office(AUDITOR, "ledger", "stamp-add", str(answer))
    assert (added["size"], added["root"]) == (asked["size"], asked["root"])
    assert added["authority"] == "Authority tsa"
    verified = office(AUDITOR, "ledger", "verify", "--against", str(answer))
    assert verified["ok"] and verified["anchors"] >= before + 2
    (entry,) = office(AUDITOR, "ledger", "list", "--kind", "timestamp.added")["entries"]
    assert entry["fields"]["size"] == asked["size"]
    assert "confirms the first" in office.said(AUDITOR, *_again(office, tsa, tmp_path))


def _again(office: Office, tsa: authorities.Authority, folder: Path) -> list[str]:
    office(AUDITOR, "ledger", "stamp-request", "--out", str(folder / "b.tsq"))
    (folder / "b.tsr").write_bytes(tsa.answer((folder / "b.tsq").read_bytes()))
    return ["ledger", "stamp-add", str(folder / "b.tsr")]


@needs_openssl
def test_sealing_asks_the_authority_that_is_switched_on(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "timestamp" not in release(office, "--out", str(tmp_path / "first"))
    monkeypatch.setattr(network, "_QUIET", 0.5)
    with authorities.serving(authorities.authority(tmp_path / "tsa")) as tsa:
        on = office(OWNER, "ledger", "authority", tsa.address, "--root", str(tsa.root))
        assert on == {"authority": tsa.address, "root": True}
        sealed = release(office, "--out", str(tmp_path / "second"))
        assert sealed["timestamp"]["timestamp"]["authority"] == "Authority tsa"
        assert sealed["timestamp"]["waiting"] == [] and len(sealed["copies"]) == 1
        tsa.mood = "down"
        sealed = release(office)
        assert sealed["timestamp"]["timestamp"] is None
        assert sealed["timestamp"]["waiting"] == [sealed["release"]]
        error = office.refused(APPROVER, "ledger", "stamp-send")
        assert error["code"] == "authority-away" and "500" in error["message"]
        tsa.mood = "well"
        sent = office(APPROVER, "ledger", "stamp-send")
        assert sent["timestamp"]["size"] > 0 and sent["waiting"] == []
    assert office(OWNER, "ledger", "authority", "off")["authority"] == ""
    assert office(AUDITOR, "ledger", "verify")["ok"]


def test_bad_words_about_timestamps_are_refused(office: Office, tmp_path: Path) -> None:
    before = office.entries()
    text = office.file("text.tsr", "시점".encode())
    codes = {
        ("stamp-add", str(tmp_path / "none.tsr")): "no-such-file",
        ("stamp-add", str(tmp_path)): "no-such-file",
        ("stamp-add", str(text)): "not-a-timestamp",
        ("stamp-add", str(office.file("empty.tsr", b""))): "not-a-timestamp",
        ("stamp-add", str(office.file("deep.tsr", b"\x30\x80" * 5000))): "not-a-timestamp",
        ("stamp-add", str(office.file("nest.tsr", nested(4000)))): "not-a-timestamp",
        ("stamp-request", "--out", str(text)): "file-exists",
        ("stamp-send",): "no-authority",
        ("authority", "tsa.example"): "bad-address",
        ("authority", "https://user:word@tsa.example/"): "bad-address",
        ("authority", "https://tsa.example/" + "a" * 3000): "bad-address",
        ("authority", "https://tsa.example/", "--root", str(text)): "bad-certificates",
        ("authority", "https://tsa.example/", "--root", "/nowhere"): "no-such-file",
        ("authority", "off"): "no-authority",
        ("verify", "--against", str(office.file("x.tsr", b"\x30\x03\x02\x01\x00"))): (
            "not-a-timestamp"
        ),
    }
    for words, code in codes.items():
        assert office.refused(OWNER, "ledger", *words)["code"] == code, words
    assert office.refused(APPROVER, "ledger", "authority", "https://a.example/")["code"] == (
        "not-allowed"
    )
    assert office.entries() == before


def nested(depth: int) -> bytes:
    """A sequence in a sequence in a sequence …"""
    from vault.ledger.der import write_der

    data = b""
    for _ in range(depth):
        data = write_der(0x30, data)
    return data


def test_a_hash_list_has_what_a_registration_service_asks_for(
    office: Office, tmp_path: Path
) -> None:
    source = office.file("-2+3 kiln.txt", b"flux 7:3\n")
    added = office(ENGINEER, "document", "add", str(source), "--technology", "오븐 기술",
                   "--title", TITLE)["documents"][0]  # fmt: skip
    out = tmp_path / "all.csv"
    done = office(AUDITOR, "ledger", "hashlist", "--all", "--out", str(out))
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(rows) == done["rows"] == 3 and "SHA-256" in head[5]
    (row,) = [row for row in rows if row[0] == added["id"]]
    assert row[1] == f"'{TITLE}" and row[3] == "'-2+3 kiln.txt"  # no spreadsheet computes these
    assert row[5] == hashlib.sha256(b"flux 7:3\n").hexdigest() == added["sha256"]
    assert row[4] == "9" and row[2] == "1"
    entry = office(AUDITOR, "ledger", "show", row[7])
    assert entry["kind"] == "document.added" and entry["fields"]["document"] == added["id"]


def test_a_hash_list_of_a_release_has_its_documents_only(office: Office, tmp_path: Path) -> None:
    asked = office.request(documents=("kiln",))
    out = tmp_path / "one.csv"
    done = office(ENGINEER, "ledger", "hashlist", "--release", asked["release"], "--out", str(out))
    assert done["rows"] == 1 and office.documents["kiln"] in out.read_text("utf-8-sig")
    assert office.refused(ENGINEER, "ledger", "hashlist", "--all", "--out", str(out))["code"] == (
        "file-exists"
    )
    sealed = release(office, "--hashlist", str(tmp_path / "sealed.csv"))
    assert sealed["hashlist"] and office.documents["oven"] in (tmp_path / "sealed.csv").read_text(
        "utf-8-sig"
    )
    again = office.request()["release"]
    error = office.refused(APPROVER, "release", "seal", again, "--hashlist", str(out))
    assert error["code"] == "file-exists"
    words = ("--release", "R-00000000", "--out", str(tmp_path / "none.csv"))
    assert office.refused(ENGINEER, "ledger", "hashlist", *words)["code"] == "unknown-release"
    neither = ("ledger", "hashlist", "--out", str(tmp_path / "none.csv"))
    assert office.refused(ENGINEER, *neither, exit_code=2)["code"] == "usage"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u3000=1", "\r=1", "\n=1"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    from vault.app.proof.hashlists import safe

    assert safe(cell) == f"'{cell}" and safe("oven 7-3 = good") == "oven 7-3 = good"
    assert safe("") == ""
