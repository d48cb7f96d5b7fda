"""Tables as spreadsheets leave them are understood, or refused line by line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.app.library.investment_tables import Told, read_day, read_table
from vault.errors import CocoonError
from vault.papers.spreadsheet import safe_cell, write_table

TODAY = "2026-03-02"
ENGLISH = ["technology", "date", "kind", "amount", "currency", "hours", "who", "note"]
KOREAN = ["기술", "일자", "구분", "금액", "통화", "시간", "담당자", "비고"]
ROWS = [
    ["오븐", "2026-03-01", "invoice", "1,200,000", "KRW", "", "대성히터", "히터 4매"],
    ["오븐", "2026.2.5", "시간", "", "", "7.5", "이수진", "시험; 3차\t승온, 질소"],
    ["오븐", "2026/01/31", "설비", "850,000원", "", "", "", ""],
]
WANTED = [
    Told(2, "오븐", "2026-03-01", "invoice", "1200000", "KRW", who="대성히터", note="히터 4매"),
    Told(3, "오븐", "2026-02-05", "hours", hours="7.5", who="이수진", note="시험; 3차 승온, 질소"),
    Told(4, "오븐", "2026-01-31", "machine", "850000", "KRW"),
]


def written(rows: list[list[str]], separator: str = ",", newline: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=newline).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("head", [ENGLISH, KOREAN])
def test_encodings_separators_and_headings(separator: str, encoding: str, head: list[str]) -> None:
    table = read_table(written([head, *ROWS], separator).encode(encoding), TODAY)
    assert list(table.rows) == WANTED and not table.problems
    assert table.separator == separator


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_titles_empty_lines_and_foreign_columns(newline: str) -> None:
    rows = [["2026년 투자 내역", ""], [], ["No.", *KOREAN, ""], ["1", *ROWS[0]], ["", *[""] * 8],
            ["2", *ROWS[2]]]  # fmt: skip
    table = read_table(written(rows, newline=newline).encode(), TODAY)
    assert [row.line for row in table.rows] == [4, 6]
    assert table.ignored == ("No.",)


def test_a_cell_with_line_breaks_does_not_shift_the_lines_that_are_named() -> None:
    noted = [*ROWS[0][:7], "first\nsecond\nthird"]
    bad = ["오븐", "soon", *noted[2:]]
    table = read_table(written([ENGLISH, noted, bad]).encode(), TODAY)
    assert table.rows[0].note == "first second third"
    assert [problem.line for problem in table.problems] == [5]


def test_excels_separator_line_counts_as_a_line() -> None:
    table = read_table(("sep=;\r\n" + written([ENGLISH, ROWS[0]], ";")).encode(), TODAY)
    assert [row.line for row in table.rows] == [3]


def test_defaults_hold_where_a_row_is_silent() -> None:
    rows = [["date", "kind", "amount", "hours"], ["2026-03-01", "invoice", "5", ""],
            ["2026-03-01", "invoice", "5€", ""], ["2026-03-01", "hours", "", "3"]]  # fmt: skip
    table = read_table(written(rows).encode(), TODAY, technology="Oven", currency="USD")
    assert [(row.technology, row.currency) for row in table.rows] == [
        ("Oven", "USD"), ("Oven", "EUR"), ("Oven", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"date": "2026-13-01"}, "not a day"),
        ({"date": "2026-02-30"}, "not a day"),
        ({"date": "01/02/2026"}, "not a day"),
        ({"date": ""}, "no date"),
        ({"date": "2026-03-03"}, "still to come"),
        ({"kind": "선물"}, "not a kind"),
        ({"amount": "-5"}, "not a number"),
        ({"amount": "천만"}, "not a number"),
        ({"amount": ""}, "needs an amount"),
        ({"currency": ""}, "no currency"),
        ({"currency": "원화"}, "not a currency"),
        ({"kind": "hours"}, "needs hours"),
        ({"hours": "7:30"}, "not a number"),
        ({"technology": ""}, "no technology"),
        ({"who": "a\u202eb"}, "invisible"),
        ({"note": "x" * 5000}, "longer"),
    ],
)
def test_a_bad_row_is_named_by_its_line_in_a_sentence(change: dict[str, str], says: str) -> None:
    bad = list((dict(zip(ENGLISH, ROWS[0], strict=True)) | change).values())
    table = read_table(written([ENGLISH, ROWS[0], bad, ROWS[1]]).encode(), TODAY)
    assert len(table.rows) == 2
    [problem] = table.problems
    assert problem.line == 3 and says in problem.message
    assert problem.message.rstrip("”").endswith(".") and "\n" not in problem.message


def test_a_heading_may_tell_the_currency_but_no_multiples_and_no_days() -> None:
    def rows(amount: str, hours: str) -> bytes:
        head = ["기술", "일자", "구분", amount, hours]
        return written([head, ["오븐", "2026-03-01", "시간", "5", "3"]]).encode()

    for amount, currency in (("금액(원)", "KRW"), ("금액 (USD)", "USD")):
        [told] = read_table(rows(amount, "시간(h)"), TODAY, currency="EUR").rows
        assert (told.amount, told.currency, told.hours) == ("5", currency, "3")
    [told] = read_table(rows("금액(VAT 별도)", "시간"), TODAY, currency="EUR").rows
    assert told.currency == "EUR"
    for amount, hours in (("금액(천원)", "시간"), ("금액(백만원)", "시간"), ("Amount (k)", "시간"),
                          ("금액", "시간(분)"), ("금액", "Hours (days)")):  # fmt: skip
        with pytest.raises(CocoonError) as refused:
            read_table(rows(amount, hours), TODAY)
        assert refused.value.code == "other-unit"


def test_an_amount_that_was_cut_at_its_comma_is_noticed() -> None:
    text = "technology,date,kind,amount,currency\r\nOven,2026-03-01,invoice,1,200,000,KRW\r\n"
    [problem] = read_table(text.encode(), TODAY).problems
    assert problem.line == 2 and "more cells" in problem.message


def test_a_quotation_mark_that_nobody_closes_swallows_no_rows() -> None:
    text = "technology,date,kind,amount,currency,note\nOven,2026-03-01,invoice,1,KRW,a\n"
    text += 'Oven,2026-03-01,invoice,1,KRW,"bolts\nOven,2026-03-02,invoice,2,KRW,b\n'
    with pytest.raises(CocoonError) as refused:
        read_table(text.encode(), TODAY)
    assert refused.value.code == "bad-table" and "line 3" in refused.value.message
    kept = read_table(text.replace('"bolts', '"12"" bolts, ""M8"""').encode(), TODAY)
    assert [row.note for row in kept.rows] == ["a", '12" bolts, "M8"', "b"]
    inner = text.replace('"bolts', '12" bolts')  # not where a cell begins: only a character
    assert [row.note for row in read_table(inner.encode(), TODAY).rows] == ["a", '12" bolts', "b"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "missing-columns"),
        (b"\x00\x01\x02", "bad-encoding"),
        (b"PK\x03\x04\x14\x00\x00\x00\xff\xfe\x81", "bad-encoding"),
        (b"\xff\xfe\x00", "bad-encoding"),
        ("일자,금액\n2026-03-01,5\n".encode(), "missing-columns"),
        (b"date,kind,amount,cost,technology\n", "column-twice"),
        (b"date,kind,amount,technology\n", "no-rows"),
        (b'date,kind,amount,technology\n"' + b"x" * 140_000, "bad-table"),
    ],
)
def test_what_is_no_table_of_these_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(CocoonError) as refused:
        read_table(data, TODAY)
    assert refused.value.code == code and refused.value.next


DAYS = ["2026-3-1", "2026.03.01", "2026. 3. 1.", "2026/3/1", "2026년 3월 1일",
        "2026-03-01 00:00:00", "２０２６-03-01"]  # fmt: skip


@pytest.mark.parametrize("typed", DAYS)
def test_days_as_people_write_them(typed: str) -> None:
    assert read_day(typed, "x", TODAY) == "2026-03-01"


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1+1", "|cmd", "%0A=1", "\r=1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_that_is_written_begins_a_formula_and_reading_gives_it_back(cell: str) -> None:
    data = write_table(["kind", "date", "technology", "hours", "note"],
                       [["hours", "2026-03-01", "Oven", "3", cell]])  # fmt: skip
    [row] = [r for n, r in enumerate(csv.reader(io.StringIO(data.decode("utf-8-sig")))) if n]
    assert row[4].startswith("'")
    [told] = read_table(data, TODAY).rows
    assert told.note == " ".join(cell.split())


@given(st.text(max_size=40))
def test_safe_cells_keep_their_text(cell: str) -> None:
    safe = safe_cell(cell)
    assert safe in (cell, "'" + cell)
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_a_table_fall_over(data: bytes) -> None:
    for head in (b"", b"date,kind,amount,technology\n"):
        try:
            read_table(head + data, TODAY)
        except CocoonError as error:
            assert error.next
