"""The unmarked original, drawn: what a leaked picture is compared with.

pdfium puts small glyphs on whole pixels, which would disturb the very shifts that are read; it
draws large ones as outlines, exactly. So pages are drawn large and reduced.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

_OUTLINE = 52.0
"""Pixels per em above which pdfium draws outlines instead of bitmaps on whole pixels."""
_MOST = 48e6
"""Pixels of the largest drawing."""


class Drawing:
    """One page drawn once, at any smaller scale after that.

    Attributes:
        size: (width, height) pt of the upright frame.
        finest: pixels per pt of the drawing.
    """

    def __init__(self, pdf: bytes, page: int, em: float = 10.0, finest: float = 0.0) -> None:
        """Draw a page.

        Args:
            pdf: the file.
            page: 0-based page index.
            em: font size in pt from which on letters are drawn exactly.
            finest: pixels per pt to draw at; from `em` when 0.
        """
        import pypdfium2

        document = pypdfium2.PdfDocument(pdf)
        try:
            sheet = document[page]
            width, height = sheet.get_size()
            self.size = (float(width), float(height))
            wanted = finest or max(3.0, _OUTLINE / max(em, 4.0))
            self.finest = min(wanted, float(np.sqrt(_MOST / max(1.0, width * height))))
            self._image = np.array(
                sheet.render(scale=self.finest, grayscale=True).to_numpy(), np.uint8
            )
        finally:
            document.close()
        if self._image.ndim == 3:
            self._image = np.ascontiguousarray(self._image[..., 0])
        self._cache: dict[tuple[int, int], Gray] = {}

    def at(self, scale: float) -> Gray:
        """The page at about `scale` pixels per pt; see `ratio` for the exact scale."""
        shape = self.shape(scale)
        if shape not in self._cache:
            rows, columns = shape
            self._cache[shape] = np.asarray(
                cv2.resize(self._image, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8
            )
        return self._cache[shape]

    def shape(self, scale: float) -> tuple[int, int]:
        """(rows, columns) of the page at about `scale` pixels per pt."""
        width, height = self.size
        return max(1, round(height * scale)), max(1, round(width * scale))

    def ratio(self, scale: float) -> NDArray[np.float64]:
        """Shape (2,): exact pixels per pt along x and y of `at(scale)`."""
        rows, columns = self.shape(scale)
        return np.array([columns / self.size[0], rows / self.size[1]])
