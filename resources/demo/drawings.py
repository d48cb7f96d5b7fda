"""The drawings, charts and pictures of the demonstration document."""

from __future__ import annotations

import math
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from vault.papers import fonts

INK, SOFT, FAINT, RED, BLUE = (
    HexColor(c) for c in ("#1d2129", "#5b6470", "#c9ced6", "#9c2f24", "#27567d")
)


class Figure(Flowable):
    """A drawing of a fixed size, painted on a canvas in its own corner."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height

    def draw(self) -> None:
        """Paints the drawing at its place."""
        self.canv.saveState()
        self._paint(self.canv)
        self.canv.restoreState()

    def _paint(self, canvas: Canvas) -> None:
        raise NotImplementedError


def _text(
    c: Canvas,
    x: float,
    y: float,
    text: str,
    size: float = 7.2,
    bold: bool = False,
    centre: bool = False,
    colour=INK,
) -> None:
    c.setFillColor(colour)
    c.setFont(fonts.BOLD if bold else fonts.REGULAR, size)
    (c.drawCentredString if centre else c.drawString)(x, y, fonts.settle(text))


def _arrow(c: Canvas, x0: float, y0: float, x1: float, y1: float, head: float = 4) -> None:
    c.line(x0, y0, x1, y1)
    angle = math.atan2(y1 - y0, x1 - x0)
    for side in (2.75, -2.75):
        c.line(x1, y1, x1 + head * math.cos(angle + side), y1 + head * math.sin(angle + side))


def _dimension(
    c: Canvas, x0: float, y0: float, x1: float, y1: float, text: str, off: float, witness: float = 4
) -> None:
    """A dimension line parallel to a horizontal or vertical edge, `off` pt away from it."""
    c.setStrokeColor(SOFT)
    c.setLineWidth(0.35)
    if abs(y1 - y0) < 0.01:
        y = y0 + off
        for x in (x0, x1):
            c.line(x, y0 + math.copysign(2, off), x, y + math.copysign(witness, off))
        _arrow(c, (x0 + x1) / 2, y, x0, y, 3.4)
        _arrow(c, (x0 + x1) / 2, y, x1, y, 3.4)
        _text(c, (x0 + x1) / 2, y + 2.2, text, 6.4, centre=True)
    else:
        x = x0 + off
        for y in (y0, y1):
            c.line(x0 + math.copysign(2, off), y, x + math.copysign(witness, off), y)
        _arrow(c, x, (y0 + y1) / 2, x, y0, 3.4)
        _arrow(c, x, (y0 + y1) / 2, x, y1, 3.4)
        if abs(y1 - y0) < fonts.width(text, 6.4) + 10:
            _text(
                c,
                x + 4 if off > 0 else x - 4 - fonts.width(text, 6.4),
                (y0 + y1) / 2 - 2.2,
                text,
                6.4,
            )
            return
        c.saveState()
        c.translate(x - 2.2, (y0 + y1) / 2)
        c.rotate(90)
        _text(c, 0, 0, text, 6.4, centre=True)
        c.restoreState()


class Flow(Figure):
    """The process flow: boxes, gates and the way back."""

    STEPS = (
        ("Slip, milling", "36 h"),
        ("Tape casting", "0.54 mm"),
        ("Blanking, vias", "8 blanks"),
        ("Printing", "W-12, 2 passes"),
        ("Stacking", "0° / 90°"),
        ("Lamination", "22 MPa, 78 °C"),
        ("Laser slots", "36, green"),
        ("Debinding", "0.35 K/min"),
        ("Co-firing", "1 565 °C"),
        ("Brazing", "835 °C"),
        ("Trimming", "≤ 6 links"),
        ("Burn-in", "25 cycles"),
    )
    ROOMS = (("Tape room", 0, 3), ("Clean room", 3, 7), ("Furnace hall", 7, 12))
    GATES = ((2, "G1"), (6, "G2"), (9, "G3"))

    def _paint(self, c: Canvas) -> None:
        per_row, box_w, box_h = 4, self.width / 4 - 22, 40
        where = []
        for i in range(len(self.STEPS)):
            row, column = divmod(i, per_row)
            column = column if row % 2 == 0 else per_row - 1 - column
            where.append((column * (box_w + 22) + 8, self.height - 80 - row * 92))
        c.setStrokeColor(INK)
        for i, ((name, detail), (x, y)) in enumerate(zip(self.STEPS, where, strict=True)):
            room = next(k for k, (_, a, b) in enumerate(self.ROOMS) if a <= i < b)
            c.setFillColor(HexColor(("#eef3f8", "#f3f1ea", "#f8efed")[room]))
            c.setLineWidth(0.8)
            c.roundRect(x, y, box_w, box_h, 4, fill=1)
            _text(c, x + box_w / 2, y + 24, f"{i + 1}  {name}", 8, True, True)
            _text(c, x + box_w / 2, y + 10, detail, 7, False, True, SOFT)
            if i + 1 < len(where):
                c.setLineWidth(0.9)
                nx, ny = where[i + 1]
                if abs(ny - y) < 1:
                    left = nx > x
                    start = x + box_w if left else x
                    _arrow(c, start, y + 20, nx if left else nx + box_w, y + 20)
                else:
                    _arrow(c, x + box_w / 2, y, x + box_w / 2, ny + box_h)
            if i in dict(self.GATES):
                gx, gy = x + box_w - 6, y + box_h + 3
                c.setFillColor(RED)
                c.circle(gx, gy, 8, fill=1, stroke=0)
                _text(c, gx, gy - 2.4, dict(self.GATES)[i], 6.6, True, True, HexColor("#ffffff"))
        c.setDash(3, 2)
        c.setStrokeColor(RED)
        x, y = where[10]
        gx, gy = where[9]
        c.setLineWidth(0.8)
        p = c.beginPath()
        p.moveTo(where[11][0] + box_w / 2, where[11][1])
        p.lineTo(where[11][0] + box_w / 2, where[11][1] - 16)
        p.lineTo(x + box_w / 2, y - 16)
        c.drawPath(p)
        _arrow(c, x + box_w / 2, y - 16, x + box_w / 2, y)
        c.setDash()
        _text(
            c,
            (where[11][0] + x) / 2 + box_w / 2,
            y - 26,
            "once, if drift lies between 0.2 % and 0.4 %",
            6.8,
            False,
            True,
            RED,
        )
        for k, (name, _, _) in enumerate(self.ROOMS):
            c.setFillColor(HexColor(("#eef3f8", "#f3f1ea", "#f8efed")[k]))
            c.setStrokeColor(SOFT)
            c.setLineWidth(0.4)
            c.rect(8 + k * 96, self.height - 14, 10, 10, fill=1)
            _text(c, 22 + k * 96, self.height - 12, name, 7.4)
        c.setFillColor(RED)
        c.circle(308, self.height - 9, 6, fill=1, stroke=0)
        _text(c, 318, self.height - 12, "gate: a stop until it is signed", 7.4)


class Profile(Figure):
    """Temperature over time of the furnace run, with the dew point below."""

    POINTS = (
        (0, 25),
        (1.72, 180),
        (9.34, 340),
        (14.0, 620),
        (15.5, 620),
        (17.83, 1180),
        (19.83, 1180),
        (22.75, 1565),
        (24.58, 1565),
        (32.83, 80),
    )

    def _paint(self, c: Canvas) -> None:
        x0, y0, w, h = 40, 72, self.width - 54, self.height - 92
        top, hours = 1700, 34

        def at(t: float, v: float) -> tuple[float, float]:
            return x0 + w * t / hours, y0 + h * v / top

        c.setLineWidth(0.3)
        c.setStrokeColor(FAINT)
        for v in range(0, 1601, 200):
            c.line(x0, at(0, v)[1], x0 + w, at(0, v)[1])
            c.setFillColor(SOFT)
            c.setFont(fonts.REGULAR, 6.6)
            c.drawRightString(x0 - 4, at(0, v)[1] - 2.2, f"{v}")
        for t in range(0, 35, 2):
            c.line(at(t, 0)[0], y0, at(t, 0)[0], y0 + h)
            _text(c, at(t, 0)[0], y0 - 10, str(t), 6.6, False, True, SOFT)
        c.setStrokeColor(INK)
        c.setLineWidth(0.8)
        c.line(x0, y0, x0 + w, y0)
        c.line(x0, y0, x0, y0 + h)
        c.setStrokeColor(HexColor("#d8a79f"))
        c.setLineWidth(5)
        c.setLineCap(1)
        path = c.beginPath()
        path.moveTo(*at(*self.POINTS[1]))
        path.lineTo(*at(*self.POINTS[2]))
        c.drawPath(path)
        path = c.beginPath()
        path.moveTo(*at(*self.POINTS[5]))
        path.lineTo(*at(*self.POINTS[6]))
        c.drawPath(path)
        c.setStrokeColor(RED)
        c.setLineWidth(1.4)
        path = c.beginPath()
        path.moveTo(*at(*self.POINTS[0]))
        for point in self.POINTS[1:]:
            path.lineTo(*at(*point))
        c.drawPath(path)
        notes = (
            (5.0, 120, "2  slow: 0.35 K/min"),
            (11.6, 690, "3  hold 620 °C"),
            (13.4, 1235, "4  second hold 1 180 °C"),
            (19.2, 1610, "5  top hold 1 565 °C"),
            (24.6, 420, "6  cooling ≤ 3 K/min"),
            (0.25, 215, "1"),
        )
        for t, v, text in notes:
            _text(c, *at(t, v), text, 7)
        _text(c, x0 + 4, y0 + h + 6, "Temperature, °C", 7.2, True)
        c.setFillColor(INK)
        c.setFont(fonts.BOLD, 7.2)
        c.drawRightString(x0 + w, y0 - 20, "Time, h")
        c.setStrokeColor(BLUE)
        c.setLineWidth(0.9)
        base = 16
        c.line(x0, base, x0 + w, base)
        path = c.beginPath()
        for k in range(331):
            t = k / 10
            dew = 32 + 1.1 * math.sin(t * 1.9) + 0.6 * math.sin(t * 5.3 + 1)
            if t < 6:
                dew = 12 + 20 * (t / 6) ** 0.5 + 0.5 * math.sin(5 * t)
            if t > 28.2:
                dew = max(4, 32 - 14 * (t - 28.2))
            point = (x0 + w * t / hours, base + dew * 0.75)
            (path.moveTo if k == 0 else path.lineTo)(*point)
        c.drawPath(path)
        _text(c, x0 + w - 96, base + 29, "dew point 0–40 °C", 6.8, False, False, BLUE)


class Plate(Figure):
    """The plate in plan, section and detail: almost only strokes."""

    def _paint(self, c: Canvas) -> None:
        self._border(c)
        scale = (self.width - 150) / 240
        x0, y0 = 88, self.height - 200
        w, h = 240 * scale, 60 * scale
        c.setStrokeColor(INK)
        c.setLineWidth(1.1)
        c.roundRect(x0, y0, w, h, 3)
        c.setLineWidth(0.6)
        for row in range(3):
            for column in range(12):
                cx = x0 + w * (0.07 + 0.86 * column / 11)
                cy = y0 + h * (0.2 + 0.3 * row)
                c.roundRect(cx - 4, cy - 1.3, 8, 2.6, 1.3)
        c.setStrokeColor(RED)
        c.setLineWidth(0.5)
        path = c.beginPath()
        path.moveTo(x0 + 8, y0 + h * 0.35)
        for column in range(12):
            cx = x0 + w * (0.07 + 0.86 * (column + 0.5) / 11)
            up = column % 2 == 0
            path.lineTo(cx - 3, y0 + h * (0.35 if up else 0.65))
            path.lineTo(cx - 3, y0 + h * (0.92 if up else 0.08))
            path.lineTo(cx + 3, y0 + h * (0.92 if up else 0.08))
            path.lineTo(cx + 3, y0 + h * (0.65 if up else 0.35))
        c.drawPath(path)
        c.setStrokeColor(SOFT)
        c.setDash([8, 2, 1.5, 2])
        c.setLineWidth(0.35)
        c.line(x0 - 12, y0 + h / 2, x0 + w + 12, y0 + h / 2)
        c.line(x0 + w / 2, y0 - 10, x0 + w / 2, y0 + h + 10)
        c.setDash()
        _dimension(c, x0, y0 + h, x0 + w, y0 + h, "240.0 ± 0.6", 26)
        _dimension(c, x0, y0, x0, y0 + h, "60.0 ± 0.3", -24)
        step = w * 0.86 / 11
        left = x0 + w * 0.07
        _dimension(c, left, y0, left + step, y0, "18.76", -18)
        _dimension(c, left, y0, left + 11 * step, y0, "11 × 18.76 = 206.4", -34)
        _text(c, x0 + w - 150, y0 + h + 50, "A   face towards the board", 7, True)
        _arrow(c, x0 + w - 155, y0 + h + 52, x0 + w - 190, y0 + h - 6)
        self._section(c, x0, y0 - 150, w)
        self._detail(c, x0 + 96, 180)

    def _border(self, c: Canvas) -> None:
        c.setStrokeColor(INK)
        c.setLineWidth(0.9)
        c.rect(4, 4, self.width - 8, self.height - 8)
        c.setLineWidth(0.4)
        for k in range(1, 6):
            x = 4 + k * (self.width - 8) / 6
            if x < self.width - 300:
                c.line(x, 4, x, 10)
            c.line(x, self.height - 10, x, self.height - 4)
        rows = (
            ("Title", "Heater plate HP-240, two tracks, 36 slots"),
            ("Number", "DC-DR-112   rev. C   sheet 1 / 2"),
            ("Scale", "1 : 1.6 (detail 4 : 1)   mm   first angle"),
            ("Drawn", "Seo M.   2026-02-11      Checked  Lim D.   2026-02-16"),
        )
        bw, bh = 288, 14
        x, y = self.width - 4 - bw, 4
        for k, (name, value) in enumerate(reversed(rows)):
            c.rect(x, y + k * bh, bw, bh)
            _text(c, x + 4, y + k * bh + 4.2, name, 6, False, False, SOFT)
            _text(c, x + 44, y + k * bh + 4.2, value, 6.6)

    def _section(self, c: Canvas, x0: float, y0: float, w: float) -> None:
        t = 30
        c.setStrokeColor(INK)
        c.setLineWidth(1)
        c.rect(x0, y0, w, t)
        c.setLineWidth(0.25)
        for k in range(0, int(w + t), 7):
            ax, bx = max(k - t, 0), min(k, w)
            low, high = k - ax, k - bx
            c.line(x0 + ax, y0 + low, x0 + bx, y0 + high)
        c.setStrokeColor(RED)
        c.setLineWidth(1.2)
        for k in range(11):
            cx = x0 + w * (0.07 + 0.86 * (k + 0.5) / 11)
            c.line(cx - 6, y0 + t - 6.4, cx + 6, y0 + t - 6.4)
            c.line(cx - 6, y0 + 11, cx + 6, y0 + 11)
        _dimension(c, x0, y0, x0, y0 + t, "4.20 ± 0.08", -24)
        _dimension(c, x0 + w, y0 + t - 6.4, x0 + w, y0 + t, "0.90", 16)
        _text(c, x0, y0 + t + 8, "Section B–B, thickness drawn 4 : 1", 7, True)
        _text(
            c, x0 + w * 0.42, y0 - 14, "track 1 above, track 2 below; via Ø 0.30 at both ends", 6.8
        )

    def _detail(self, c: Canvas, x: float, y: float) -> None:
        c.setStrokeColor(INK)
        c.setLineWidth(0.9)
        c.circle(x, y, 78)
        c.setLineWidth(0.8)
        c.roundRect(x - 46, y - 15, 92, 30, 15)
        c.setLineWidth(0.3)
        c.setDash([6, 2, 1, 2])
        c.line(x - 54, y, x + 54, y)
        c.line(x, y - 40, x, y + 40)
        c.setDash()
        c.setStrokeColor(RED)
        c.setLineWidth(4)
        c.setStrokeAlpha(0.45)
        c.line(x - 66, y + 36, x + 66, y + 36)
        c.line(x - 66, y - 36, x + 66, y - 36)
        c.setStrokeAlpha(1)
        _dimension(c, x - 46, y - 15, x + 46, y - 15, "9.60 ± 0.10", -34)
        _dimension(c, x - 46, y - 15, x - 46, y + 15, "1.60 + 0.05", -12)
        _text(c, x - 78, y + 86, "Detail C, slot after firing", 7, True)
        notes = (
            "1  Edges as cut by laser, no grinding.",
            "2  Track keeps 1.35 mm from the slot's edge.",
            "3  Face A free of glaze and of setter marks.",
            "4  Terminals on the back, 4 pads 8 × 8, see sheet 2.",
            "5  Serial number fired on the back, 2.5 mm high.",
            "6  Untoleranced dimensions ± 1 % as fired.",
        )
        for k, note in enumerate(notes):
            _text(c, x + 96, y + 60 - 15 * k, note, 7.2)


class Oven(Figure):
    """General arrangement of the oven's zone: side view with gas paths and dimensions."""

    def _paint(self, c: Canvas) -> None:
        w, y = self.width - 92, self.height / 2 - 2
        x = 38
        c.setStrokeColor(INK)
        c.setLineWidth(1.1)
        c.rect(x, y - 92, w, 184)
        c.setLineWidth(0.7)
        for level in (-1, 1):
            for k in range(8):
                px = x + 12 + k * (w - 24) / 8
                c.rect(px, y + level * 30 - 5, (w - 24) / 8 - 8, 10)
                c.rect(px + 4, y + level * 62 - 12, (w - 24) / 8 - 16, 24)
                _text(
                    c,
                    px + (w - 24) / 16 - 4,
                    y + level * 62 - 2.4,
                    f"Z{k + 1}{'o' if level > 0 else 'u'}",
                    6,
                    False,
                    True,
                    SOFT,
                )
                c.setStrokeColor(BLUE)
                c.setLineWidth(0.4)
                for j in range(4):
                    ax = px + 6 + j * 9
                    _arrow(c, ax, y + level * 25, ax, y + level * 9, 2.6)
                c.setStrokeColor(INK)
                c.setLineWidth(0.7)
        c.setLineWidth(1.3)
        c.line(x - 34, y, x + w + 10, y)
        for k in range(14):
            c.circle(x - 28 + k * (w + 34) / 13, y - 3.4, 2.4)
        c.setLineWidth(0.5)
        for k in range(4):
            c.rect(x + 40 + k * 104, y + 1.5, 46, 2.6, fill=0)
        _arrow(c, x - 34, y + 14, x - 6, y + 14)
        _dimension(c, x, y + 92, x + w, y + 92, "3 460", 18)
        _dimension(c, x + w, y - 92, x + w, y + 92, "1 120", 44)
        _dimension(c, x + w, y - 25, x + w, y + 25, "56", 16)
        _text(
            c,
            x,
            y - 112,
            "CRO-8, zones 1–8, side view. Blue: nitrogen jets, 420 m³/h in all. "
            "o above, u below the conveyor.",
            7,
        )


def photo() -> bytes:
    """A picture like a photograph: a fired plate on a bench under a lamp (JPEG)."""
    rng = np.random.default_rng(20260218)
    h, w = 620, 980
    y, x = np.mgrid[0:h, 0:w].astype(np.float64)
    bench = 96 + 18 * np.sin(x / 37 + 3 * np.sin(y / 190)) * np.exp(-((y % 61) / 40))
    image = np.stack([bench * 0.95, bench * 0.86, bench * 0.74], -1)
    image += rng.normal(0, 9, (h, w))[..., None]
    angle = math.radians(-7)
    u = (x - w / 2) * math.cos(angle) + (y - h / 2) * math.sin(angle)
    v = -(x - w / 2) * math.sin(angle) + (y - h / 2) * math.cos(angle)
    half_u, half_v = 385, 118

    def inside(du: float = 0, dv: float = 0, grow: float = 0) -> np.ndarray:
        return (np.abs(u - du) < half_u + grow) & (np.abs(v - dv) < half_v + grow)

    shadow = Image.fromarray((inside(14, 22) * 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(13)
    )
    image *= (1 - 0.55 * np.asarray(shadow, float) / 255)[..., None]
    plate = inside()
    grain = np.asarray(
        Image.fromarray(rng.normal(128, 40, (h, w)).clip(0, 255).astype(np.uint8)).filter(
            ImageFilter.GaussianBlur(1.4)
        ),
        float,
    )
    body = 216 + 0.25 * (grain - 128) - 0.02 * u + 0.06 * v
    warm = np.stack([body, body * 0.985, body * 0.95], -1)
    image[plate] = warm[plate]
    edge = inside() & ~inside(0, 0, -5)
    image[edge & (v > 0)] *= 0.78
    image[edge & (v < 0)] *= 1.06
    for row in range(3):
        for column in range(12):
            cu, cv = (column - 5.5) * 62, (row - 1) * 70
            slot = np.maximum(np.abs(u - cu) - 13, 0) ** 2 + (v - cv) ** 2 < 5.5**2
            image[slot] = [38, 34, 31]
            rim = (np.maximum(np.abs(u - cu) - 13, 0) ** 2 + (v - cv - 1.5) ** 2 < 7.5**2) & ~slot
            image[rim] *= 1.05
    track = np.abs(np.abs(v) - 35 - 3 * np.sign(np.sin(u / 31))) < 3
    image[plate & track] *= 0.955
    for corner in (-1, 1):
        pad = (np.abs(u - corner * 362) < 13) & (np.abs(v - 88) < 14)
        image[pad] = [176, 172, 160]
        image[pad & (np.abs(u - corner * 362 + 4) < 3)] = [226, 222, 214]
    lamp = np.exp(-(((x - 300) / 520) ** 2 + ((y - 160) / 330) ** 2))
    image *= (0.62 + 0.55 * lamp)[..., None]
    vignette = 1 - 0.28 * (((x - w / 2) / (w / 2)) ** 2 + ((y - h / 2) / (h / 2)) ** 2) / 2
    image = image * vignette[..., None] + rng.normal(0, 3.2, (h, w, 3))
    picture = Image.fromarray(image.clip(0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(0.8)
    )
    return _jpeg(picture)


def thermal() -> bytes:
    """A thermal camera's picture of a plate in false colours (JPEG)."""
    rng = np.random.default_rng(280)
    h, w = 380, 980
    y, x = np.mgrid[0:h, 0:w].astype(np.float64)
    u, v = (x - w / 2) / 400, (y - h / 2) / 120
    plate = (np.abs(u) < 1) & (np.abs(v) < 1)
    heat = 0.86 - 0.10 * u**4 - 0.07 * v**4 + 0.02 * np.cos(u * 34) * np.cos(v * 5)
    for row in (-0.6, 0, 0.6):
        for column in range(12):
            cu = (column - 5.5) / 6.2
            heat -= 0.20 * np.exp(-((((u - cu) * 30) ** 2) + ((v - row) * 14) ** 2))
    glow = 0.32 * np.exp(-(np.maximum(np.abs(u) - 1, 0) * 9 + np.maximum(np.abs(v) - 1, 0) * 2.4))
    value = np.where(plate, heat, glow) + rng.normal(0, 0.012, (h, w))
    stops = np.array([0, 0.25, 0.5, 0.75, 1.0])
    colours = np.array(
        [[8, 6, 40], [88, 18, 122], [196, 52, 84], [246, 146, 36], [252, 250, 190]], float
    )
    image = np.stack([np.interp(value, stops, colours[:, k]) for k in range(3)], -1)
    return _jpeg(Image.fromarray(image.clip(0, 255).astype(np.uint8)))


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=82, subsampling=0)
    return out.getvalue()


class Picture(Figure):
    """A raster picture scaled to a width."""

    def __init__(self, data: bytes, width: float) -> None:
        self.reader = ImageReader(BytesIO(data))
        columns, rows = self.reader.getSize()
        super().__init__(width, width * rows / columns)

    def _paint(self, canvas: Canvas) -> None:
        canvas.drawImage(self.reader, 0, 0, self.width, self.height)
