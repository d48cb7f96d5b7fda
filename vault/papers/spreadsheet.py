"""Tables for spreadsheets, in which no cell is taken for a formula.

What people typed reaches the cells; a cell that begins with ``=``, ``+``, ``-`` or ``@`` (also as
a full-width character, also after blanks) would be computed when somebody opens the file.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence

_FORMULA = re.compile(r"\s*[=+\-@\t\r\n|%]")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might compute a cell of this text."""
    return bool(_FORMULA.match(unicodedata.normalize("NFKC", text)))


def safe_cell(text: str) -> str:
    """The text, after an apostrophe when it looks like a formula."""
    return f"'{text}" if is_formula(text) else text


def write_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A CSV file: UTF-8 with a byte order mark, commas, no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")
