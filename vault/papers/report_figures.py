"""The figures of a trace report: the histogram of chance, and the leak on its page."""

from __future__ import annotations

from io import BytesIO

from PIL import Image as Raster
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image

from vault.papers import fonts
from vault.papers.report_facts import HistogramFacts
from vault.papers.sheet import ALERT, INK, LINE, SOFT, WIDTH

_PIXELS = 60_000_000
_EDGE = 1800


class _Histogram(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Bars of random codes and a line for each named copy, over standard deviations."""

    def __init__(self, facts: HistogramFacts, axis: str) -> None:
        super().__init__()
        self.facts, self.axis = facts, axis
        self.width, self.height = WIDTH, 52 * mm

    def draw(self) -> None:
        """Paints the figure at its place."""
        canvas, facts = self.canv, self.facts
        scores = [score for _, score in facts.named]
        low = min([*facts.edges[:1], *scores, -4.0]) - 0.5
        high = max([*facts.edges[-1:], *scores, 4.0]) + 1.0
        base, top = 26.0, self.height - 12 - 11 * len(scores)

        def x(value: float) -> float:
            return float(self.width * (value - low) / (high - low))

        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.3)
        step = 1 if high - low < 14 else 2 if high - low < 30 else 5
        first = int(low // step + 1) * step
        canvas.setFont(fonts.REGULAR, 6.8)
        for value in range(first, int(high) + 1, step):
            canvas.line(x(value), base, x(value), top)
            canvas.setFillColor(SOFT)
            canvas.drawCentredString(x(value), base - 9, f"{value}".replace("-", "–"))
        most = max([*facts.counts, 1])
        canvas.setFillColor(SOFT)
        for left, right, count in zip(facts.edges[:-1], facts.edges[1:], facts.counts, strict=True):
            if count:
                tall = max(0.8, (top - base) * count / most)
                canvas.rect(x(left), base, x(right) - x(left), tall, fill=1, stroke=0)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.7)
        canvas.line(0, base, self.width, base)
        canvas.setFillColor(SOFT)
        canvas.drawRightString(self.width, base - 20, fonts.settle(self.axis))
        for row, (copy, score) in enumerate(facts.named):
            place, level = x(score), self.height - 10 - 11 * row
            canvas.setStrokeColor(ALERT)
            canvas.setFillColor(ALERT)
            canvas.setLineWidth(1.3)
            canvas.line(place, base, place, level - 3)
            canvas.setFont(fonts.BOLD, 7.4)
            label = fonts.settle(copy, 60)
            room = fonts.width(label, 7.4, bold=True)
            canvas.drawString(min(max(place - room / 2, 0), self.width - room), level, label)


def histogram(facts: HistogramFacts, axis: str) -> Flowable:
    """The histogram, as wide as the page's text."""
    return _Histogram(facts, axis)


def picture(data: bytes, tallest: float = 118 * mm) -> Flowable | None:
    """A raster picture fitted to the page, or None where it cannot be read.

    Args:
        data: PNG or JPEG; larger than 1,800 pixels is scaled down.
        tallest: greatest height in pt.
    """
    try:
        with Raster.open(BytesIO(data), formats=("PNG", "JPEG")) as source:
            if source.width * source.height > _PIXELS:
                return None
            image = source.convert("RGB")
        image.thumbnail((_EDGE, _EDGE))
    except (OSError, ValueError, SyntaxError, Raster.DecompressionBombError):
        return None
    out = BytesIO()
    image.save(out, "JPEG", quality=88)
    out.seek(0)
    scale = min(WIDTH / image.width, tallest / image.height, 1.0)
    return Image(out, image.width * scale, image.height * scale, hAlign="LEFT")
