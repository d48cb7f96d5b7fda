"""The firm's story from the first oral demand to a dossier that an opponent's expert checks.

A customer asks for everything, orally. The rule says no, not the person. What goes out goes out
in parts, each with its reason; once under pressure, and that is on everything. A copy turns up
at another company; its photo is traced, letters are written, and the dossier is verified by a
program that knows nothing of this one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from tests.e2e.conftest import (
    APPROVER,
    AUDITOR,
    ENGINEER,
    EXAMINER,
    OWNER,
    Cocoon,
    unpack,
    write_pdf,
)
from tests.e2e.test_contract import picture_of

WORDS = "업무상 필요하니 소성 오븐 기술자료 일체를 이번 주 안에 보내 주세요."
UNTIL = "2027-06-30"


def pdf_text(path: str | Path) -> str:
    with pdfium.PdfDocument(str(path)) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def squeezed(path: str | Path) -> str:
    return "".join(pdf_text(path).split())


class Story:
    """What happened so far, and what it is called."""

    def __init__(self, folder: Path) -> None:
        for name in ("secrets", "files", "out"):
            (folder / name).mkdir()
        self.cocoon = Cocoon(folder / "vault", folder / "secrets")
        self.files, self.out = folder / "files", folder / "out"
        self.cocoon.init()
        for name, role in (
            (ENGINEER, "engineer"),
            (APPROVER, "approver"),
            (EXAMINER, "examiner"),
            (AUDITOR, "auditor"),
        ):
            self.cocoon.hire(name, role)
        specs = [
            str(write_pdf(self.files / f"오븐 사양서 {n}.pdf", pages=2, seed=n)) for n in (3, 4, 5)
        ]
        added = self.cocoon(ENGINEER, "document", "add", *specs, "--technology", "소성 오븐")
        self.specs = [document["id"] for document in added["documents"]]
        self.partner = self.cocoon(ENGINEER, "partner", "add", "대한전자 Daehan")["partner"]
        add = ("contact", "add", "--partner", self.partner, "--name")
        self.park = self.cocoon(ENGINEER, *add, "박도윤", "--email", "park@daehan.example")
        self.jane = self.cocoon(ENGINEER, *add, "Jane Roe", "--title", "Purchasing")

    def file(self, name: str, text: str) -> str:
        path = self.files / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def request(self, contact: Any, document: str, *more: str) -> Any:
        return self.cocoon(
            ENGINEER,
            *("release", "request", "--contact", contact["contact"], "--document", document),
            *("--purpose", "2호 라인 견적 검토", "--until", UNTIL),
            *more,
        )

    def hand_over(self, release: str) -> Any:
        copy = self.cocoon(APPROVER, "release", "seal", release, "--out", str(self.out))["copies"][
            0
        ]
        self.cocoon(ENGINEER, "release", "deliver", copy["copy"], "--channel", "등기우편")
        return copy

    def codes(self, asked: Any) -> set[str]:
        return {warning["code"] for warning in asked["warnings"]}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, private_home: Path) -> Story:
    return Story(tmp_path_factory.mktemp("story"))


@pytest.mark.timeout(900)
def test_the_whole_story(story: Story) -> None:
    cocoon = story.cocoon

    # The owner decides, before anybody presses: nothing leaves without a demand in writing
    # and an agreement.
    for code in ("no-demand", "incomplete-demand", "no-agreement"):
        cocoon(OWNER, "policy", "set", code, "block")
    levels = {p["code"]: p["level"] for p in cocoon(AUDITOR, "policy", "list")["policies"]}
    assert levels["no-demand"] == levels["no-agreement"] == "block"

    # What went out long ago is entered too.
    recorded = cocoon(
        ENGINEER,
        *("release", "record", "--partner", story.partner, "--document", f"{story.specs[2]}:1"),
        *("--sent", "2025-11-03", "--note", "전자우편으로 1쪽 발송"),
        *("--file", story.file("mail.eml", "Subject: 1쪽 송부\n\n첨부 참조")),
    )
    assert recorded["record"].startswith("H-") if "record" in recorded else recorded

    # 1. The oral demand, in the words that were said.
    demand = cocoon(
        ENGINEER,
        *("demand", "add", "--partner", story.partner, "--received", "2026-11-02"),
        *("--channel", "전화", "--words", WORDS, "--asked-by", "구매팀 정 부장"),
        *("--relation", "yes"),
        *("--file", story.file("통화 메모.txt", "11월 2일 14시 통화. 기술자료 일체 요구.")),
    )
    assert demand["demand"].startswith("Q-")
    assert len(demand["missing"]) == 6
    checked = cocoon(ENGINEER, "demand", "check", demand["demand"])
    assert checked["complete"] is False
    assert {row["korean"] for row in checked["missing"]} >= {"요구목적", "권리귀속 관계"}
    assert all(row["law"] for row in checked["missing"])

    # 2. The reply asks for what is missing; the rule says no.
    for language in ("ko", "en"):
        reply = story.out / f"reply-{language}.pdf"
        cocoon(
            ENGINEER,
            *("demand", "reply", demand["demand"], "--out", str(reply), "--language", language),
        )
        said = squeezed(reply)
        assert "대한전자" in said
        assert ("요구목적" if language == "ko" else "Purpose") in said
    letters = cocoon(AUDITOR, "letter", "list", "--about", demand["demand"])["letters"]
    cocoon(
        ENGINEER,
        *("letter", "deliver", letters[0]["letter"], "--channel", "내용증명"),
        *("--file", story.file("receipt.txt", "내용증명 제2026-1102호")),
    )

    # 3. Approving all the same is refused, and says which rule and what to do.
    first = story.request(story.park, story.specs[0], "--demand", demand["demand"])
    assert {"incomplete-demand", "no-agreement"} <= story.codes(first)
    refused = cocoon.refused(APPROVER, "release", "approve", first["release"])
    assert refused["code"] in ("incomplete-demand", "no-agreement")
    assert "--override" in refused["next"]
    cocoon(APPROVER, "release", "reject", first["release"], "--reason", "요구서 보완 후 재요청")

    # 4. They answer; an agreement is drafted, signed and entered.
    answered = cocoon(
        ENGINEER,
        *("demand", "follow-up", demand["demand"], "--note", "서면 요구서 접수"),
        *("--purpose", "2호 라인 견적 검토", "--ownership", "한빛세라믹 소유"),
        *("--price", "무상, 별도 합의", "--scope", "사양서 1권"),
        *("--delivery", "2026-11-20 이메일", "--justification", "견적 산출에 필요"),
    )
    assert answered["missing"] == []
    assert cocoon(ENGINEER, "demand", "check", demand["demand"])["complete"] is True
    draft = story.out / "draft.pdf"
    cocoon(
        ENGINEER,
        *("agreement", "draft", "--partner", story.partner, "--out", str(draft)),
    )
    assert "초안" in pdf_text(draft)
    agreement = cocoon(
        ENGINEER,
        *("agreement", "add", "--partner", story.partner, "--kind", "nda"),
        *("--signed", "2026-11-10", "--until", "2027-12-31", "--covers", "소성 오븐 사양서"),
        *("--staff", "박도윤", "--file", story.file("nda.txt", "서명본")),
    )
    shown = cocoon(AUDITOR, "partner", "show", story.partner)
    assert [a["agreement"] for a in shown["agreements"]] == [agreement["agreement"]]
    assert [d["demand"] for d in shown["demands"]] == [demand["demand"]]

    # 5. First batch, one document with its reason: nothing stands against it.
    one = story.request(
        story.park,
        story.specs[0],
        *("--demand", demand["demand"], "--why-each", f"{story.specs[0]}=치수 견적"),
    )
    assert not {w["code"] for w in one["warnings"] if w.get("blocks")}
    cocoon(APPROVER, "release", "approve", one["release"])
    first_copy = story.hand_over(one["release"])

    # 6. Second batch, to somebody who is not on the list, and more than half of everything.
    two = story.request(story.jane, story.specs[1], "--demand", demand["demand"])
    assert {"not-on-staff-list", "too-much-at-once"} <= story.codes(two)
    cocoon(APPROVER, "release", "approve", two["release"])
    story.hand_over(two["release"])

    # 7. Third batch under pressure: no demand covers it. The approver signs why.
    three = story.request(story.jane, story.specs[2])
    assert "no-demand" in story.codes(three)
    cocoon.refused(APPROVER, "release", "approve", three["release"])
    no_reason = ("release", "approve", three["release"], "--override", "no-demand")
    cocoon.refused(APPROVER, *no_reason, exit_code=2)
    pressed = "납품 중단 통보를 받음 (11월 18일 통화)"
    cocoon(
        APPROVER,
        *("release", "approve", three["release"], "--override", "no-demand"),
        *("--reason", pressed),
    )
    third_copy = story.hand_over(three["release"])
    shown = cocoon(AUDITOR, "release", "show", three["release"])
    assert shown["overrides"][0]["code"] == "no-demand"
    assert shown["overrides"][0]["reason"] == pressed
    manifest = json.loads(unpack(third_copy, "manifest.json"))
    assert pressed in json.dumps(manifest, ensure_ascii=False)
    letter = story.out / "transmittal.pdf"
    letter.write_bytes(unpack(third_copy, _transmittal(third_copy)))
    assert "".join(pressed.split()) in squeezed(letter)

    # 8. Who has page 1 of the third specification? One command.
    who = cocoon(AUDITOR, "document", "who", f"{story.specs[2]}:1")
    held = {row["copy"] for row in who["holders"]}
    assert third_copy["copy"] in held
    assert any(copy.startswith("H-") for copy in held)

    # 9. What it cost is entered while fresh.
    cocoon(
        ENGINEER,
        *("investment", "add", "--technology", "소성 오븐", "--date", "2026-03-02"),
        *("--kind", "hours", "--hours", "120", "--amount", "7200000", "--currency", "KRW"),
        *("--note", "승온 곡선 개발"),
    )
    cocoon(
        ENGINEER,
        *("investment", "inputs", "--technology", "소성 오븐", "--capacity", "월 40대"),
        *("--margin", "대당 3,100,000 KRW", "--licence-quote", "연 90,000,000 KRW"),
    )
    annex = story.out / "annex.pdf"
    cocoon(
        APPROVER,
        *("investment", "annex", "--technology", "소성 오븐", "--out", str(annex)),
    )
    assert "7,200,000" in pdf_text(annex)

    # 10. A photo turns up at company B; anybody lodges it, the examiner's key traces it.
    photo = story.out / "found.jpg"
    photo.write_bytes(picture_of(unpack(third_copy, "오븐 사양서 5.pdf")))
    lodged = cocoon(
        AUDITOR,
        *("leak", "lodge", str(photo), "--found-by", "전시회 방문자"),
        *("--where", "B사 부스", "--when", "2026-11-21"),
    )
    traced = cocoon(APPROVER, "trace", lodged["leak"], "--report", str(story.out / "report.pdf"))
    assert traced["verdict"] == "match"
    assert [match["copy"] for match in traced["matches"]] == [third_copy["copy"]]
    assert first_copy["copy"] not in json.dumps(traced["matches"])

    # Letters reach a firm: ours has an address; the third party's is a line to fill in.
    cocoon(
        OWNER,
        *("letter", "address", "--postal", "인천광역시 남동구 가마로 12"),
        *("--representative", "대표이사 김대표"),
    )

    # 11. The incident: letters and their deliveries, countdowns.
    incident = cocoon(
        APPROVER,
        *("incident", "open", lodged["leak"], "--partner", story.partner),
        *("--third-party", "B사 Bright Kilns", "--known", "2026-11-21"),
    )["incident"]
    cocoon(APPROVER, "incident", "note", incident, "부스 담당자 명함 확보")
    for kind in ("delete", "notice", "preservation"):
        for language in ("ko", "en"):
            paper = story.out / f"{kind}-{language}.pdf"
            cocoon(
                APPROVER,
                *("incident", "letter", incident, "--kind", kind),
                *("--out", str(paper), "--language", language),
            )
            assert third_copy["copy"] in pdf_text(paper) or kind == "notice"
    said = squeezed(story.out / "notice-ko.pdf")
    assert "인천광역시남동구가마로12" in said and "대표이사김대표" in said and "_" * 20 in said
    notice = next(
        row
        for row in cocoon(APPROVER, "letter", "list", "--about", incident)["letters"]
        if row["kind"] == "notice"
    )
    cocoon(APPROVER, "letter", "deliver", notice["letter"], "--channel", "내용증명")
    assert cocoon(AUDITOR, "incident", "deadlines", incident)["deadlines"]

    # 12. The dossier, checked where this program is not, and refused after one byte is changed.
    where = story.out / "dossier"
    made = cocoon(APPROVER, "dossier", "export", incident, "--out", str(where))
    assert Path(made["verifier"]).name == "verify.py"
    done = verified(where)
    assert done.returncode == 0, done.stdout + done.stderr
    files = sorted(p for p in where.rglob("*") if p.is_file() and p.name != "verify.py")
    for path in files[:: max(1, len(files) // 5)]:  # all of them: tests/vault/app/test_dossier.py
        data = path.read_bytes()
        middle = len(data) // 2
        path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        again = verified(where)
        assert again.returncode == 3, (path.name, again.stdout[-500:])
        path.write_bytes(data)
    assert verified(where).returncode == 0

    # 13. Nothing of the record is out of place.
    checked = cocoon(AUDITOR, "ledger", "verify")
    assert checked["ok"] and not checked["problems"]
    assert cocoon(OWNER, "check", "--deep")["ok"]


def _transmittal(copy: Any) -> str:
    import zipfile

    with zipfile.ZipFile(copy["path"]) as archive:
        return next(n for n in archive.namelist() if n.startswith("transmittal"))


def verified(dossier: Path) -> subprocess.CompletedProcess[str]:
    """Run the dossier's own verifier with nothing but the standard library and `cryptography`."""
    site = Path(sysconfig.get_path("purelib"))
    alone = dossier.parent / "alone"
    if not alone.exists():
        alone.mkdir()
        for name in ("cryptography", "_cffi_backend", "cffi"):
            for found in site.glob(f"{name}*"):
                if found.suffix != ".dist-info":
                    (alone / found.name).symlink_to(found)
    # Set in the program, since -I ignores PYTHONPATH; -S hides everything else installed.
    code = (
        f"import sys, runpy; sys.path.insert(0, {str(alone)!r}); sys.argv = ['verify.py']; "
        "runpy.run_path('verify.py', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        cwd=dossier,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"},
    )
