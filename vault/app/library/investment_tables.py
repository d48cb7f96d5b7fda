"""Tables of investments as spreadsheets leave them: read whole, or refused line by line.

UTF-8 with or without a byte order mark, UTF-16 with one, or cp949 (Korean Windows); separated by
commas, semicolons or tabs; headings in Korean or English, in any order, below a few lines of
title; thousands separators; dates such as 2026-03-01, 2026.3.1 and 2026/03/01. What a cell says
is text and never a formula: nothing is computed, and what begins like a formula is made harmless
when it is written out again (see `vault.papers.spreadsheet`).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vault.domain import dates, money, names
from vault.domain.values import INVESTMENT_KINDS
from vault.errors import CocoonError
from vault.papers.spreadsheet import is_formula

LARGEST = 8 << 20
_HEAD_LINES = 12
_SEPARATORS = (",", ";", "\t")

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "technology": ("technology", "tech", "기술", "기술명", "대상기술", "과제", "과제명"),
    "date": ("date", "day", "일자", "날짜", "일시", "발생일", "투입일", "지출일", "작업일"),
    "kind": ("kind", "type", "category", "종류", "구분", "유형", "항목", "비목"),
    "amount": ("amount", "cost", "sum", "금액", "비용", "지출액", "합계금액", "공급가액"),
    "currency": ("currency", "통화", "화폐", "통화코드"),
    "hours": ("hours", "hour", "time", "시간", "투입시간", "작업시간"),
    "document": ("document", "document id", "문서", "문서번호", "관련문서"),
    "who": ("who", "name", "person", "by", "담당자", "작업자", "투입인력", "성명", "이름",
            "거래처", "공급자", "supplier", "vendor"),
    "note": ("note", "notes", "remark", "remarks", "description", "memo", "비고", "메모", "내용",
             "적요", "설명"),
}  # fmt: skip
_KINDS: Mapping[str, tuple[str, ...]] = {
    "hours": ("hours", "hour", "labour", "labor", "work", "시간", "공수", "인건비", "인력",
              "작업", "투입시간"),
    "invoice": ("invoice", "bill", "세금계산서", "계산서", "송장", "청구서", "외주", "외주비",
                "재료비", "구매", "매입"),
    "machine": ("machine", "machinery", "equipment", "기계", "설비", "장비", "기계장치", "금형"),
    "other": ("other", "기타", "기타비용", "경비"),
}  # fmt: skip
_DAY = re.compile(
    r"([0-9]{4})\s*(?:[-./]|년)\s*([0-9]{1,2})\s*(?:[-./]|월)\s*([0-9]{1,2})\s*(?:[.]|일)?"
    r"(?:[T ]+0{1,2}:00(?::00)?)?"
)
_HOUR_WORDS = re.compile(r"\s*(?:시간|hours|hour|hrs|hr|h)\s*$", re.IGNORECASE)
_MULTIPLES = re.compile("천|만|백|억|thousand|million|^k")


@dataclass(frozen=True, slots=True)
class Told:
    """One row as it was understood; `technology` and `document` as typed."""

    line: int
    technology: str
    date: str
    kind: str
    amount: str = ""
    currency: str = ""
    hours: str = ""
    document: str = ""
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken: its line in the file, counted from 1, and one sentence."""

    line: int
    message: str


class BadRowsError(CocoonError):
    """Some rows cannot be taken, so that none was.

    Attributes:
        problems: every row at fault.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = len(problems)
        first = f"line {problems[0].line}: {problems[0].message}"
        super().__init__(
            "bad-rows",
            f"{count} {'row' if count == 1 else 'rows'} cannot be imported, and nothing was "
            f"entered; {first}",
            "Correct the lines that are named, then import the file again.",
        )
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read.

    Attributes:
        rows: what was understood; `problems`: the lines that were not.
        ignored: headings that mean nothing here.
        separator, encoding: how the file was written.
    """

    rows: tuple[Told, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]
    separator: str
    encoding: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which column is what, how many headings there are, and what holds where a row is silent."""

    columns: Mapping[str, int]
    width: int
    technology: str
    currency: str
    today: str
    continental: bool


def read_day(text: str, what: str, today: str) -> str:
    """A day that is not to come, as people write it: 2026-03-01, 2026.3.1, 2026/03/01.

    Raises:
        CocoonError: ``bad-date`` or ``future-date``.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    match = _DAY.fullmatch(typed)
    try:
        if match:
            typed = date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        typed = text
    day = dates.read_date(typed, what)
    if day > today:
        raise CocoonError(
            "future-date",
            f"The date {day} for {what} is still to come.",
            "Give the day on which it happened.",
        )
    return day


def read_kind(text: str) -> str:
    """A kind of investment by its English or Korean name.

    Raises:
        CocoonError: ``unknown-kind``.
    """
    wanted = _plain(text)
    for kind, words in _KINDS.items():
        if wanted in words:
            return kind
    raise CocoonError(
        "unknown-kind",
        f"“{text.strip()[:40]}” is not a kind of investment.",
        f"Kinds are {', '.join(INVESTMENT_KINDS)} (시간, 계산서, 설비, 기타).",
    )


def read_table(data: bytes, today: str, *, technology: str = "", currency: str = "") -> Table:
    """Understand a table.

    Args:
        data: the file.
        today: the last day that is allowed.
        technology: holds where a row tells none.
        currency: as `technology`.

    Raises:
        CocoonError: ``bad-encoding``, ``no-rows``, ``missing-columns``, ``other-unit``.
    """
    text, encoding = _decoded(data)
    separator, text = _separator(text)
    lines = list(_lines(text, separator, strict=True))
    at, columns, ignored = _headings(lines, technology)
    heads = lines[at][1]
    told = _units({name: heads[number] for name, number in columns.items()})
    shape = _Shape(columns, len(heads), technology, told or currency, today, separator == ";")
    rows, problems = [], []
    for line, cells in lines[at + 1 :]:
        if not any(cell.strip() for cell in cells):
            continue
        try:
            rows.append(_row(line, cells, shape))
        except CocoonError as error:
            problems.append(Problem(line, sentence(error)))
    if not rows and not problems:
        raise CocoonError(
            "no-rows", "The file has headings but no rows.", "Check that it is the right file."
        )
    return Table(tuple(rows), tuple(problems), ignored, separator, encoding)


def sentence(error: CocoonError) -> str:
    """What an error says, on one line, whatever a cell had in it."""
    kept = (" " if unicodedata.category(char)[0] == "C" else char for char in error.message)
    return " ".join("".join(kept).split())


def _plain(text: str) -> str:
    settled = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"\(.*?\)|[:*]", " ", settled).replace("_", " ").split())


def _decoded(data: bytes) -> tuple[str, str]:
    encodings = ["utf-8-sig", "cp949"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding.removesuffix("-sig")
    raise CocoonError(
        "bad-encoding",
        "The file is not a text table in UTF-8 or cp949.",
        "Save it as CSV from the spreadsheet, not as a workbook.",
    )


def _separator(text: str) -> tuple[str, str]:
    first, newline, rest = text.partition("\n")
    match = re.fullmatch(r"sep=(.)\s*", first.strip("\ufeff"), re.IGNORECASE)
    if match and match[1] in _SEPARATORS:
        return match[1], newline + rest  # the line stays counted
    best, most = ",", -1
    for separator in _SEPARATORS:
        known = max(
            (_recognised(cells) for _, cells in _lines(text, separator, _HEAD_LINES)), default=0
        )
        if known > most:
            best, most = separator, known
    return best, text


def _lines(
    text: str, separator: str, most: int | None = None, *, strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins; a cell in quotes may hold line breaks.

    A quotation mark that nobody closes would swallow all rows below it, so `strict` refuses it.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    before = 0
    while most is None or before < most:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "end of data" in str(error):
                raise CocoonError(
                    "bad-table",
                    f"A quotation mark in the row of line {before + 1} is never closed.",
                    "Close it, or open the file in a spreadsheet and save it as CSV again.",
                ) from error
            raise CocoonError(
                "bad-table",
                f"Line {reader.line_num} of the file cannot be read as a row.",
                "Open it in a spreadsheet and save it as CSV again.",
            ) from error
        yield before + 1, cells
        before = reader.line_num


def _named(cell: str) -> str | None:
    wanted = _plain(cell)
    return next((name for name, words in _HEADINGS.items() if wanted in words), None)


def _recognised(cells: Sequence[str]) -> int:
    return len({name for name in map(_named, cells) if name})


def _headings(
    lines: Sequence[tuple[int, list[str]]], technology: str
) -> tuple[int, dict[str, int], tuple[str, ...]]:
    """Where the headings stand, which column is what, and which mean nothing."""
    candidates = [(_recognised(cells), -n) for n, (_, cells) in enumerate(lines[:_HEAD_LINES])]
    known, at = max(candidates, default=(0, 0))
    cells = lines[-at][1] if known else []
    columns: dict[str, int] = {}
    ignored = []
    for number, cell in enumerate(cells):
        name = _named(cell)
        if name and name not in columns:
            columns[name] = number
        elif name:
            raise CocoonError(
                "column-twice",
                f"Two columns of the file both tell the {name}.",
                "Rename or remove one of them.",
            )
        elif cell.strip():
            ignored.append(" ".join(cell.split())[:60])
    missing = [name for name in ("date", "kind") if name not in columns]
    if not technology and "technology" not in columns:
        missing.append("technology")
    if "amount" not in columns and "hours" not in columns:
        missing.append("amount or hours")
    if missing:
        raise CocoonError(
            "missing-columns",
            f"The file has no column for {', '.join(missing)}.",
            "Give the columns headings such as date, kind, amount, currency, hours, technology "
            "(일자, 구분, 금액, 통화, 시간, 기술).",
        )
    return -at, columns, tuple(ignored)


def _units(heads: Mapping[str, str]) -> str:
    """The currency that the amounts' heading tells, if any: ``금액(원)``.

    Raises:
        CocoonError: ``other-unit``: thousands of won, days, or the like.
    """
    told = ""
    for name, allowed in (("amount", None), ("hours", ("h", "hr", "hrs", "hours", "시간"))):
        match = re.search(r"\((.*?)\)", unicodedata.normalize("NFKC", heads.get(name, "")))
        unit = match[1].strip().casefold() if match else ""
        if allowed is None and unit:
            told = money.currency_or_nothing(unit)
        strange = _MULTIPLES.search(unit) if allowed is None else unit and unit not in allowed
        if strange and not told:
            raise CocoonError(
                "other-unit",
                f"The column {' '.join(heads[name].split())[:40]} is not in whole units of money "
                "or hours.",
                "Convert it in the spreadsheet to whole won (or dollars) and to hours.",
            )
    return told


def _row(line: int, cells: Sequence[str], shape: _Shape) -> Told:
    if any(cell.strip() for cell in cells[shape.width :]):
        raise CocoonError(
            "bad-row", "The row has more cells than headings; put amounts with commas in quotes."
        )

    def cell(name: str) -> str:
        at = shape.columns.get(name, len(cells))
        return cells[at].strip() if at < len(cells) else ""

    if not cell("date"):
        raise CocoonError("bad-date", "The row has no date; leave out rows that only add up.")
    kind = read_kind(cell("kind"))
    technology = cell("technology") or shape.technology
    if not technology:
        raise CocoonError("unknown-technology", "The row names no technology.")
    amount, currency = "", ""
    if cell("amount"):
        amount, currency = money.read_amount(
            cell("amount"),
            cell("currency") or _beside(cell("amount"), shape.currency),
            continental=shape.continental,
        )
    hours = ""
    if cell("hours"):
        typed = _HOUR_WORDS.sub("", unicodedata.normalize("NFKC", cell("hours")))
        hours = money.read_number(typed, "hours", continental=shape.continental)
    require_enough(kind, amount, hours)
    return Told(
        line=line,
        technology=technology,
        date=read_day(cell("date"), "the investment", shape.today),
        kind=kind,
        amount=amount,
        currency=currency,
        hours=hours,
        document=cell("document"),
        who=_text(cell("who"), "name", names.clean_name),
        note=_text(cell("note"), "note", names.clean_text),
    )


def require_enough(kind: str, amount: str, hours: str) -> None:
    """Refuse hours without hours, and anything else without an amount.

    Raises:
        CocoonError: ``hours-needed`` or ``amount-needed``.
    """
    if kind == "hours" and not hours:
        raise CocoonError(
            "hours-needed",
            "An entry of kind hours needs hours.",
            "Give --hours; the amount may be left out.",
        )
    if kind != "hours" and not amount:
        raise CocoonError(
            "amount-needed",
            f"An entry of kind {kind} needs an amount.",
            "Give --amount and --currency.",
        )


def _beside(amount: str, default: str) -> str:
    """The default currency, unless the amount itself tells one."""
    marked = re.search(r"[^\W\d_]|[₩￦€£]", unicodedata.normalize("NFKC", amount))
    return "" if marked else default


def _text(cell: str, what: str, clean: Callable[[str, str], str]) -> str:
    """A cell's text; the apostrophe that `safe_cell` put before it goes again."""
    if cell.startswith("'") and is_formula(cell[1:]):
        cell = cell[1:]
    return clean(cell, what) if cell.strip() else ""
