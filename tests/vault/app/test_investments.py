"""The investment ledger: entered while fresh, struck and never edited, imported once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.fakes import firm as firms
from tests.fakes.firm import Firm
from vault.app.library import annexes, documents, investments
from vault.app.library.investment_tables import BadRowsError
from vault.app.proof import evidence
from vault.domain.values import Document
from vault.errors import CocoonError, RefusedError

OVEN, FLUX = "12존 오븐 제어", "Flux"


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Firm]:
    monkeypatch.setenv("COCOON_CONFIG", str(tmp_path / "config"))
    yield firms.staffed(tmp_path / "vault")


@pytest.fixture
def document(firm: Firm, tmp_path: Path) -> Document:
    text = tmp_path / "recipe.txt"
    text.write_text("7:3")
    documents.ensure_technology(firm.owner, FLUX)
    return firm.add(firm.owner, text, technology=OVEN, title="배합표")


def table(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join(["일자,구분,금액,통화,시간,비고", *rows]).encode(encoding))
    return path


def text_of(pdf: Path) -> str:
    with pdfium.PdfDocument(pdf) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    return " ".join(" ".join(pages).split())


def test_an_entry_tells_who_entered_it_when_and_keeps_its_receipt(
    firm: Firm, document: Document, tmp_path: Path
) -> None:
    invoice = tmp_path / "세금계산서.pdf"
    invoice.write_bytes(b"%PDF invoice")
    engineer = firm.login(firms.ENGINEER)
    entry = investments.add(
        engineer, OVEN.upper(), "2026.2.27", "invoice", amount="1,200,000", currency="krw",
        document=document.id, who="대성히터", note="히터 4매", files=[invoice],
    )  # fmt: skip
    assert (entry.date, entry.amount, entry.currency) == ("2026-02-27", "1200000", "KRW")
    assert entry.by == engineer.author and entry.at.startswith("2026-03-02T09:00")
    assert entry.seq == engineer.ledger.size - 1
    assert evidence.read(firm.login(firms.AUDITOR), entry.files[0]) == b"%PDF invoice"
    investments.add(engineer, OVEN, "2026-02-27", "hours", hours="1")
    assert investments.entries(engineer.state, document=document.id) == [entry]


def test_hours_may_be_told_without_an_amount_and_nothing_else_may(
    firm: Firm, document: Document
) -> None:
    entry = investments.add(firm.owner, OVEN, "2026-03-02", "hours", hours="7.50")
    assert (entry.hours, entry.amount, entry.currency) == ("7.5", "", "")
    for kind, given, code in (
        ("hours", {"amount": "5", "currency": "KRW"}, "hours-needed"),
        ("machine", {"hours": "5"}, "amount-needed"),
        ("invoice", {"amount": "5"}, "bad-currency"),
        ("invoice", {"currency": "KRW", "hours": "1"}, "bad-currency"),
        ("gift", {"amount": "5", "currency": "KRW"}, "unknown-kind"),
        ("other", {"amount": "5", "currency": "KRW", "document": "D-00000000"}, "unknown-document"),
    ):
        size = firm.owner.ledger.size
        with pytest.raises(CocoonError) as refused:
            investments.add(firm.owner, OVEN, "2026-03-02", kind, **given)
        assert refused.value.code == code and refused.value.next
        assert firm.owner.ledger.size == size


def test_what_is_to_come_and_what_belongs_elsewhere_is_refused(
    firm: Firm, document: Document
) -> None:
    with pytest.raises(CocoonError) as refused:
        investments.add(firm.owner, OVEN, "2026-03-03", "hours", hours="1")
    assert refused.value.code == "future-date"
    with pytest.raises(CocoonError) as refused:
        investments.add(firm.owner, FLUX, "2026-03-02", "hours", hours="1", document=document.id)
    assert refused.value.code == "unknown-document"
    with pytest.raises(RefusedError) as denied:
        investments.add(firm.login(firms.AUDITOR), OVEN, "2026-03-02", "hours", hours="1")
    assert denied.value.code == "not-allowed"


def test_an_entry_is_struck_with_a_reason_once_and_counts_no_more(
    firm: Firm, document: Document
) -> None:
    entry = investments.add(firm.owner, OVEN, "2026-03-01", "hours", hours="3")
    with pytest.raises(RefusedError):
        investments.strike(firm.login(firms.ENGINEER), entry.id, "not mine to strike")
    struck = investments.strike(firm.owner, entry.id.lower(), "wrong project")
    assert struck.struck == "wrong project" and struck.hours == "3"
    state = firm.owner.state
    assert investments.entries(state) == [struck]
    assert investments.totals(investments.entries(state), "year") == []
    with pytest.raises(RefusedError) as again:
        investments.strike(firm.owner, entry.id, "again")
    assert again.value.code == "struck-already"


def test_a_table_is_entered_at_once_and_kept(
    firm: Firm, document: Document, tmp_path: Path
) -> None:
    path = table(tmp_path / "투입.csv", "2026-03-01,시간,,,8,a", '2026.2.1,설비,"5,000",KRW,,b',
                 encoding="cp949")  # fmt: skip
    before = firm.owner.ledger.size
    done = investments.import_table(firm.owner, path, technology=OVEN)
    assert len(done.entered) == 2 and done.known == ()
    assert firm.owner.ledger.size == before + 1
    assert [entry.line for entry in done.entered] == [2, 3]
    source = done.entered[0].source
    assert source and evidence.read(firm.owner, source) == path.read_bytes()
    assert list(evidence.kept(firm.owner.state)) == [source]


def test_one_bad_row_keeps_all_out_and_every_bad_row_is_named(
    firm: Firm, document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "technology,document,date,kind,hours\n"
        f"{OVEN},,2026-03-01,hours,8\n"
        "Nothing,,2026-03-01,hours,8\n"
        f"{OVEN},D-00000000,2026-03-01,hours,8\n"
        f"{FLUX},{document.id},2026-03-01,hours,8\n"
        f"{OVEN},,2026-03-01,hours,none\n",
        encoding="utf-8",
    )
    before = firm.owner.ledger.size
    with pytest.raises(BadRowsError) as refused:
        investments.import_table(firm.owner, path)
    assert [problem.line for problem in refused.value.problems] == [3, 4, 5, 6]
    assert firm.owner.ledger.size == before and not firm.owner.state.facts.investments


def test_the_same_table_again_adds_nothing_and_a_longer_one_only_what_is_new(
    firm: Firm, document: Document, tmp_path: Path
) -> None:
    twice = ["2026-03-01,invoice,5,KRW,,taxi", "2026-03-01,invoice,5,KRW,,taxi"]
    path = table(tmp_path / "a.csv", *twice)
    done = investments.import_table(firm.owner, path, technology=OVEN)
    assert len(done.entered) == 2  # two rides on one day are two
    size = firm.owner.ledger.size
    again = investments.import_table(firm.owner, path, technology=OVEN)
    assert (again.entered, again.known) == ((), (2, 3))
    assert firm.owner.ledger.size == size
    resaved = table(tmp_path / "b.csv", *twice, *twice[:1], "2026-03-02,invoice,6,KRW,,bus",
                    encoding="cp949")  # fmt: skip
    more = investments.import_table(firm.login(firms.ENGINEER), resaved, technology=OVEN)
    assert more.known == (2, 3)
    assert [(e.line, e.note) for e in more.entered] == [(4, "taxi"), (5, "bus")]


def test_an_imported_row_that_was_struck_does_not_come_back(
    firm: Firm, document: Document, tmp_path: Path
) -> None:
    path = table(tmp_path / "a.csv", "2026-03-01,invoice,5,KRW,,taxi")
    [entry] = investments.import_table(firm.owner, path, technology=OVEN).entered
    investments.strike(firm.owner, entry.id, "private")
    assert investments.import_table(firm.owner, path, technology=OVEN).entered == ()
    kept = [e for e in firm.owner.state.facts.investments.values() if not e.struck]
    assert kept == []


def test_totals_keep_currencies_kinds_and_periods_apart(firm: Firm, document: Document) -> None:
    owner = firm.owner
    for day, kind, amount, currency in (
        ("2026-01-31", "invoice", "0.1", "USD"), ("2026-01-01", "invoice", "0.2", "USD"),
        ("2026-01-15", "invoice", "1000", "KRW"), ("2025-12-31", "machine", "7", "USD"),
    ):  # fmt: skip
        investments.add(owner, OVEN, day, kind, amount=amount, currency=currency)
    investments.add(owner, OVEN, "2026-02-28", "hours", hours="1.5")
    found = investments.entries(owner.state, technology=OVEN)
    quarters = [
        (t.period, t.kind, t.currency, t.amount, t.hours, t.entries)
        for t in investments.totals(found, "quarter")
    ]
    assert quarters == [
        ("2025-Q4", "machine", "USD", "7", "", 1),
        ("2026-Q1", "hours", "", "", "1.5", 1),
        ("2026-Q1", "invoice", "KRW", "1000", "", 1),
        ("2026-Q1", "invoice", "USD", "0.3", "", 2),
    ]
    months = {total.period for total in investments.totals(found, "month")}
    assert months == {"2025-12", "2026-01", "2026-02"}
    within = investments.entries(owner.state, first="2026-01-01", last="2026-01-31")
    assert [entry.date for entry in within] == ["2026-01-01", "2026-01-15", "2026-01-31"]
    with pytest.raises(CocoonError):
        investments.entries(owner.state, first="2026-02-01", last="2026-01-01")


def test_inputs_keep_their_history_and_the_newest_day_counts(
    firm: Firm, document: Document
) -> None:
    owner = firm.owner
    investments.state_inputs(owner, OVEN, capacity="1,500 a month")
    investments.state_inputs(owner, OVEN, capacity="900 a month", margin="9 USD", day="2025-12-31")
    present = investments.inputs(owner.state, OVEN)
    assert present.capacity and present.capacity.capacity == "1,500 a month"
    assert present.margin and present.margin.day == "2025-12-31"
    assert present.licence_quote is None and len(present.history) == 2
    assert investments.inputs(owner.state, FLUX).history == ()
    with pytest.raises(CocoonError) as refused:
        investments.state_inputs(owner, OVEN, note="only a note")
    assert refused.value.code == "nothing-stated"


def test_the_annex_says_what_is_recorded_and_what_is_not(
    firm: Firm, document: Document, tmp_path: Path
) -> None:
    owner = firm.owner
    kept = investments.add(owner, OVEN, "2026-03-01", "invoice", amount="1,200,000",
                           currency="KRW", note="=HYPERLINK(1)")  # fmt: skip
    investments.add(owner, OVEN, "2026-03-01", "machine", amount="50", currency="USD")
    wrong = investments.add(owner, OVEN, "2026-03-01", "other", amount="77777", currency="KRW")
    investments.strike(owner, wrong.id, "wrong project")
    investments.add(owner, FLUX, "2026-03-01", "other", amount="88888", currency="KRW")
    investments.state_inputs(owner, OVEN, capacity="900 a month")
    other = tmp_path / "flux.txt"
    other.write_text("9:1")
    firm.add(owner, other, technology=FLUX, title="Paper of another technology")
    pdf, out = tmp_path / "annex.pdf", tmp_path / "annex.csv"
    letter = annexes.write_annex(owner, OVEN, pdf, "en", csv=out)
    said = text_of(pdf)
    assert "computes no damages" in said
    assert "900 a month (as of 2026-03-02" in said
    assert said.count("not recorded") == 2  # margin and licence quote
    assert "1,200,000 KRW · 50 USD" in said and "1,200,050" not in said
    assert f"entry {kept.seq} · tree size {kept.seq + 1}" in said
    assert "wrong project" in said and "88,888" not in said and "another tech" not in said
    revision = document.revisions[0]
    assert revision.sha256 in said.replace(" ", "") and "has no outside timestamp" in said
    assert evidence.read(owner, letter.file) == pdf.read_bytes()
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert [row["amount"] for row in rows] == ["1200000", "50", "77777"]
    assert rows[0]["note"] == "'=HYPERLINK(1)" and rows[2]["struck"] == "wrong project"
    assert rows[0]["ledger entry"] == str(kept.seq)


def test_an_empty_annex_is_full_of_what_is_not_recorded(
    firm: Firm, document: Document, tmp_path: Path
) -> None:
    pdf = tmp_path / "annex.pdf"
    annexes.write_annex(firm.owner, FLUX, pdf, "ko", csv=None)
    said = text_of(pdf)
    assert said.count("기록 없음") >= 6 and "손해액을 산정하지 않습니다" in said


def test_an_annex_replaces_no_file_and_leaves_nothing_half_done(
    firm: Firm, document: Document, tmp_path: Path
) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    size = firm.owner.ledger.size
    for out, csv_out in ((there, None), (tmp_path / "a.pdf", there),
                         (tmp_path / "a.pdf", tmp_path / "a.pdf")):  # fmt: skip
        with pytest.raises(CocoonError) as refused:
            annexes.write_annex(firm.owner, OVEN, out, "ko", csv=csv_out)
        assert refused.value.code == "file-exists"
    assert there.read_text() == "mine" and firm.owner.ledger.size == size
    assert not (tmp_path / "a.pdf").exists()
