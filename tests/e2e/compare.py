"""Does a copy look like its original? Runs in a sandbox, since both may be hostile.

Both are drawn at 72 dpi. Words may have moved by a fraction of a pixel and pages may carry a
texture of a grey level or two, so a pixel counts as changed only when the copy's value lies
outside of what the original has within two pixels around it, and the other way round. Pixels of
the stamp, which is given as a PDF of its own, are left out. Of what remains only spots of at
least three by three pixels count: small type that moved is drawn with specks at other places,
while a lost word of 6-pt type leaves thirty pixels.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2 as pdfium

from vault.marks.workbench import without_encryption

_DPI = 72
_MOST_PIXELS = 3000
_REACH = np.ones((5, 5), np.uint8)
_SLACK = 22.0  # grey levels


def _draw(document: pdfium.PdfDocument, index: int) -> np.ndarray | None:
    try:
        page = document[index]
        width, height = page.get_size()
        scale = min(_DPI / 72, _MOST_PIXELS / max(width, height, 1.0))
        image = page.render(scale=scale, grayscale=True, may_draw_forms=True).to_numpy()
    except pdfium.PdfiumError:
        return None
    gray = np.ascontiguousarray(image.reshape(image.shape[0], image.shape[1]))
    return cv2.GaussianBlur(gray, (0, 0), 0.8).astype(np.float32)


def differences(
    original: bytes,
    copy: bytes,
    stamp: bytes,
    sheets: Sequence[int],
    password: str = "",
    most: int = 40,
) -> list[list[float]]:
    """Rows (page, changed pixels); page −1 when the number of pages differs.

    Pages that the original itself cannot draw are left out.
    """
    plain = without_encryption(original, password)[0]
    with (
        pdfium.PdfDocument(plain) as before,
        pdfium.PdfDocument(copy) as after,
        pdfium.PdfDocument(stamp) as stamps,
    ):
        before.init_forms()
        after.init_forms()
        if len(before) != len(after):
            return [[-1, 1e9]]
        chosen = np.unique(np.linspace(0, len(before) - 1, min(most, len(before))).astype(int))
        rows = []
        for index in chosen.tolist():
            was = _draw(before, index)
            if was is None:
                continue
            now = _draw(after, index)
            if now is None or now.shape != was.shape:
                rows.append([index, 1e9])
                continue
            rows.append([index, _changed(was, now, _draw(stamps, sheets[index]))])
        return rows


def _changed(was: np.ndarray, now: np.ndarray, stamp: np.ndarray | None) -> float:
    worse = np.zeros(was.shape, bool)
    for one, other in ((was, now), (now, was)):
        worse |= one > cv2.dilate(other, _REACH) + _SLACK
        worse |= one < cv2.erode(other, _REACH) - _SLACK
    if stamp is not None:
        ink = cv2.resize(stamp, was.shape[::-1], interpolation=cv2.INTER_AREA) < 250
        worse &= ~cv2.dilate(ink.astype(np.uint8), np.ones((13, 13), np.uint8)).astype(bool)
    solid = cv2.morphologyEx(worse.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return float(solid.sum())
