"""Places: where a PDF's pictures lie on its pages.

A small interpreter that follows only the current matrix: q, Q, cm and Do, into forms, some
levels deep. Everything else in a content stream is passed over.

Source: ISO 32000-2 8.3.4, 8.8, 8.10.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from vault.marks.pdf import source
from vault.marks.pdf.filters import TooBigError, decode

Matrix = tuple[float, float, float, float, float, float]

_CONTENT_LIMIT = 24 << 20
_DEEPEST = 6
_MOST = 5000
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_OPERATORS = "q Q cm Do"


def placements(document: pikepdf.Pdf, page: int) -> Iterator[tuple[Any, Matrix]]:
    """Yield (image XObject, matrix) for every time that a page shows a picture.

    The matrix (a, b, c, d, e, f) takes a point (x, y) of the picture, 0 to 1 from its top left
    corner, to (a x + c y + e, b x + d y + f) in pt in the page's upright frame.
    """
    obj = document.pages[page].obj
    contents = obj.get("/Contents")
    resources = source.inherited(obj, "/Resources")
    pieces = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    upright = _upright(obj)
    found = _walk(document, [p for p in pieces if p is not None], resources, _IDENTITY, 0)
    for count, (image, matrix) in enumerate(found):
        if count >= _MOST:
            return
        # The unit square of an image begins at its lower left corner.
        yield image, times((1, 0, 0, -1, 0, 1), times(matrix, upright))


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _upright(page: Any) -> Matrix:
    """Return the matrix from user space to the upright frame."""
    x0, y0, x1, y1 = source.page_box(page)
    turned = source.inherited(page, "/Rotate")
    rotate = int(turned) % 360 if isinstance(turned, int) else 0
    return {
        90: (0.0, 1.0, 1.0, 0.0, -y0, -x0),
        180: (-1.0, 0.0, 0.0, 1.0, x1, -y0),
        270: (0.0, -1.0, -1.0, 0.0, y1, x1),
    }.get(rotate, (1.0, 0.0, 0.0, -1.0, -x0, y1))


def _walk(
    document: pikepdf.Pdf, streams: list[Any], resources: Any, matrix: Matrix, depth: int
) -> Iterator[tuple[Any, Matrix]]:
    data = _joined(streams)
    if not data or not isinstance(resources, pikepdf.Dictionary):
        return
    named = resources.get("/XObject")
    if not isinstance(named, pikepdf.Dictionary):
        return
    try:
        steps = pikepdf.parse_content_stream(document.make_stream(data), _OPERATORS)
    except pikepdf.PdfError:
        return
    kept: list[Matrix] = []
    for operands, operator in ((s.operands, str(s.operator)) for s in steps):
        if operator == "q":
            kept.append(matrix)
        elif operator == "Q" and kept:
            matrix = kept.pop()
        elif operator == "cm":
            step = _numbers(operands)
            matrix = times(step, matrix) if step is not None else matrix
        elif operator == "Do" and operands:
            xobject = named.get(str(operands[0]))
            if not isinstance(xobject, pikepdf.Stream):
                continue
            kind = xobject.get("/Subtype")
            if kind == "/Image":
                yield xobject, matrix
            elif kind == "/Form" and depth < _DEEPEST:
                own = _numbers(xobject.get("/Matrix", ())) or _IDENTITY
                inner = xobject.get("/Resources", resources)
                yield from _walk(document, [xobject], inner, times(own, matrix), depth + 1)


def _joined(streams: list[Any]) -> bytes:
    parts: list[bytes] = []
    room = _CONTENT_LIMIT
    for stream in streams:
        if not isinstance(stream, pikepdf.Stream):
            continue
        try:
            part = decode(stream, room) or b""
        except (TooBigError, pikepdf.PdfError):
            return b""
        parts.append(part)
        room -= len(part)
    return b"\n".join(parts)


def _numbers(operands: Any) -> Matrix | None:
    try:
        found = tuple(float(v) for v in operands)
    except (TypeError, ValueError):
        return None
    return found if len(found) == 6 else None
