"""Pictures of pages for the screen, drawn in the sandboxed worker.

`put` lays a file on the table; `draw` draws a page of it. What goes back is raw pixels and no
file format, so that whoever shows them parses nothing that a hostile document had a hand in.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from vault.errors import CocoonError

PDF = "application/pdf"
MOST_PIXELS = 12_000_000
_POINTS_LEAST = 1.0

_table: list[Any] = []


def put(data: bytes, media: str, password: str = "") -> int:
    """Lay a file on the table, in place of the one before.

    Returns:
        The number of its pages.
    """
    _clear()
    if media == PDF:
        import pypdfium2 as pdfium

        document = pdfium.PdfDocument(data, password=password or None)
        _table.append(document)
        return len(document)
    from PIL import Image

    picture = Image.open(BytesIO(data))
    _table.append(picture)
    return int(getattr(picture, "n_frames", 1))


def draw(page: int, width: int) -> dict[str, Any]:
    """Draw a page as wide as told, in px; narrower when it would be too many pixels.

    Returns:
        width, height, and rgb: three bytes a pixel, row by row.
    """
    if not _table:
        raise CocoonError("no-such-page", "No file is on the table.", "Open it again.")
    kept = _table[0]
    picture = _sheet(kept, page, width) if hasattr(kept, "get_page") else _frame(kept, page, width)
    return {"width": picture.width, "height": picture.height, "rgb": picture.tobytes()}


def _sheet(document: Any, page: int, width: int) -> Any:
    sheet = document[page]
    across, down = (max(_POINTS_LEAST, side) for side in sheet.get_size())
    scale = min(width / across, (MOST_PIXELS / (across * down)) ** 0.5)
    bitmap = sheet.render(scale=scale, may_draw_forms=True, rev_byteorder=True)
    picture = bitmap.to_pil().convert("RGB")
    sheet.close()
    return picture


def _frame(picture: Any, page: int, width: int) -> Any:
    picture.seek(page)
    across, down = picture.size
    scale = min(1.0, width / across, (MOST_PIXELS / (across * down)) ** 0.5)
    shown = picture.convert("RGB")
    if scale < 1:
        shown = shown.resize((max(1, round(across * scale)), max(1, round(down * scale))))
    return shown


def _clear() -> None:
    while _table:
        _table.pop().close()
