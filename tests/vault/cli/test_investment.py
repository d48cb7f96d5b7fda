"""`cocoon investment`: what the commands answer, and how they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.office import AUDITOR, ENGINEER, OWNER, Office, opened

OVEN = "오븐 기술"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"), {"oven": 0})


def add_words(*more: str, **changed: str) -> list[str]:
    words = {"technology": OVEN, "date": "2026-02-27", "kind": "invoice", "amount": "1,200",
             "currency": "KRW"} | changed  # fmt: skip
    flags = [part for name, value in words.items() for part in (f"--{name}", value)]
    return ["investment", "add", *flags, *more]


def test_an_investment_is_added_listed_summed_and_struck(office: Office) -> None:
    receipt = office.file("세금계산서.pdf", b"%PDF")
    made = office(ENGINEER, *add_words("--file", str(receipt), "--note", "히터"))
    assert made["investment"] == made["id"] and made["id"].startswith("E-")
    assert (made["amount"], made["currency"], made["technology"]) == ("1200", "KRW", OVEN)
    assert made["files"][0]["name"] == receipt.name and made["entry"] > 0
    listed = office(AUDITOR, "investment", "list", "--technology", OVEN)["investments"]
    assert made["id"] in [entry["id"] for entry in listed]
    outside = office(AUDITOR, "investment", "list", "--from", "2026-03-01")["investments"]
    assert made["id"] not in [entry["id"] for entry in outside]
    totals = office(AUDITOR, "investment", "totals", "--by", "month")["totals"]
    assert {"period": "2026-02", "technology": OVEN, "kind": "invoice", "currency": "KRW",
            "amount": "1200", "hours": "", "entries": 1} in totals  # fmt: skip
    struck = office(ENGINEER, "investment", "strike", made["id"], "--reason", "twice")
    assert struck["struck"] == "twice"
    assert "STRUCK: twice" in office.said(AUDITOR, "investment", "list")
    assert office(AUDITOR, "investment", "totals")["totals"] == []


def test_a_table_is_imported_once_and_bad_rows_are_named(office: Office) -> None:
    table = office.file("투입.csv", "일자,구분,시간,금액\n2026.2.1,시간,8,\n".encode("cp949"))
    words = ("investment", "import", str(table), "--technology", OVEN)
    done = office(ENGINEER, *words)
    assert (done["imported"], done["already"]) == (1, 0)
    assert done["investments"][0]["source"] == {
        "name": "투입.csv", "sha256": done["investments"][0]["source"]["sha256"], "line": 2,
    }  # fmt: skip
    size = office.entries()
    again = office(ENGINEER, *words)
    assert (again["imported"], again["already"], again["already_lines"]) == (0, 1, [2])
    bad = office.file("bad.csv", "일자,구분,시간\n2026.2.1,시간,\n soon,시간,8\n".encode())
    ran = office.ran(ENGINEER, "investment", "import", str(bad), "--technology", OVEN)
    assert ran.code == 1 and ran.json["imported"] == 0
    assert [problem["line"] for problem in ran.json["problems"]] == [2, 3]
    assert ran.json["error"]["code"] == "bad-rows" and "line 3:" in ran.err
    assert office.entries() == size


def test_inputs_are_stated_and_shown(office: Office) -> None:
    words = ("investment", "inputs", "--technology", OVEN)
    assert "not recorded" in office.said(AUDITOR, *words)
    stated = office(ENGINEER, *words, "--capacity", "월 900대", "--licence-quote", "매출의 3%")
    assert (stated["capacity"], stated["margin"]) == ("월 900대", "")
    shown = office(AUDITOR, *words)
    assert shown == stated and len(shown["history"]) == 1


def test_the_annex_is_written_kept_and_listed_with_the_letters(
    office: Office, tmp_path: Path
) -> None:
    pdf, csv = tmp_path / "annex.pdf", tmp_path / "annex.csv"
    words = ("investment", "annex", "--technology", OVEN, "--out", str(pdf), "--csv", str(csv))
    made = office(ENGINEER, *words)
    assert pdf.read_bytes().startswith(b"%PDF") and csv.read_bytes().startswith(b"\xef\xbb\xbf")
    assert (made["path"], made["csv"], made["kind"]) == (str(pdf), str(csv), "annex")
    again = tmp_path / "again.pdf"
    office(AUDITOR, "letter", "collect", made["letter"], "--out", str(again))
    assert again.read_bytes() == pdf.read_bytes()
    assert office.refused(ENGINEER, *words)["code"] == "file-exists"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (add_words(technology="Nothing"), "unknown-technology"),
        (add_words(date="tomorrow"), "bad-date"),
        (add_words(date="2999-01-01"), "future-date"),
        (add_words(kind="gift"), "unknown-kind"),
        (add_words(amount="-5"), "bad-number"),
        (add_words(amount="1e3"), "bad-number"),
        (add_words(currency="WON"), "bad-currency"),
        (add_words(currency=""), "bad-currency"),
        (add_words(kind="hours"), "hours-needed"),
        (add_words(hours="7:30"), "bad-number"),
        (add_words("--document", "D-00000000"), "unknown-document"),
        (add_words("--file", "/nowhere"), "no-such-file"),
        (add_words(note="a\u202eb"), "bad-text"),
        (add_words(who="x" * 400), "bad-name"),
        (["investment", "import", "/nowhere.csv"], "no-such-file"),
        (["investment", "strike", "E-00000000", "--reason", "r"], "unknown-investment"),
        (["investment", "list", "--from", "soon"], "bad-date"),
        (["investment", "totals", "--technology", "Nothing"], "unknown-technology"),
        (["investment", "inputs", "--technology", OVEN, "--note", "n"], "nothing-stated"),
        (
            ["investment", "annex", "--technology", "No", "--out", "nowhere.pdf"],
            "unknown-technology",
        ),
    ],
)
def test_bad_input_is_refused_with_a_way_out_and_enters_nothing(
    office: Office, words: list[str], code: str
) -> None:
    size = office.entries()
    assert office.refused(OWNER, *words)["code"] in (
        code,
        "file-vanished" if code == "no-such-file" else code,
    )
    assert office.entries() == size


def test_what_is_no_table_is_refused(office: Office) -> None:
    for name, content, code in (
        ("book.xlsx", b"PK\x03\x04\x00\x00\xff\xfe", "bad-encoding"),
        ("other.csv", b"a,b\n1,2\n", "missing-columns"),
        ("heads.csv", b"date,kind,hours\n", "no-rows"),
    ):
        path = office.file(name, content)
        words = ("investment", "import", str(path), "--technology", OVEN)
        assert office.refused(ENGINEER, *words)["code"] == code
    assert office.refused(AUDITOR, *add_words())["code"] == "not-allowed"
