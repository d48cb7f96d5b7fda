"""Draws the program's icon in the sizes and formats desktops ask for.

Run ``python resources/bundle/icons.py`` with PySide6 and Pillow after a change to
``resources/icons/cocoon.svg``; what it writes into ``resources/bundle/icons`` is committed.
Small sizes get a thicker line, so that 16 pixels still show a cocoon.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
GLYPH = HERE.parent / "icons" / "cocoon.svg"
TOP, BOTTOM, LINE = "#3d73a8", "#244a70", "#ffffff"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512, 1024)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def drawn(size: int) -> Image.Image:
    """The icon at one size: the glyph on a rounded square."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = QLinearGradient(0, 0, 0, size)
    shade.setColorAt(0, QColor(TOP))
    shade.setColorAt(1, QColor(BOTTOM))
    painter.setBrush(shade)
    painter.setPen(QColor(0, 0, 0, 0))
    margin = 0 if size <= 32 else size * 0.045
    square = QRectF(margin, margin, size - 2 * margin, size - 2 * margin)
    painter.drawRoundedRect(square, size * 0.2, size * 0.2)
    width = 2.5 if size <= 24 else 2.1 if size <= 48 else 1.6
    svg = GLYPH.read_text(encoding="utf-8").replace("currentColor", LINE)
    svg = re.sub(r'stroke-width="[\d.]+"', f'stroke-width="{width}"', svg)
    inner = square.width() * (0.98 if size <= 32 else 0.86)
    begin = (size - inner) / 2
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(begin, begin, inner, inner))
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")


def main() -> None:
    """Write all of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication(sys.argv)
    pictures = {size: drawn(size) for size in SIZES}
    folder = HERE / "icons"
    folder.mkdir(exist_ok=True)
    for size in LINUX_SIZES:
        pictures[size].save(folder / f"cocoon-{size}.png", optimize=True)
    windows = [pictures[size] for size in WINDOWS_SIZES]
    windows[-1].save(
        folder / "cocoon.ico", sizes=[(n, n) for n in WINDOWS_SIZES], append_images=windows[:-1]
    )
    apple = [pictures[size] for size in (32, 64, 128, 256, 512)]
    pictures[1024].save(folder / "cocoon.icns", append_images=apple)
    del app


if __name__ == "__main__":
    main()
