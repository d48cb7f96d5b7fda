"""Makes the picture of the README: a stamped page beside a simulated photo of it.

python3 resources/docs/picture.py         writes resources/docs/picture.png
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import cv2  # noqa: E402
import numpy as np  # noqa: E402
import pikepdf  # noqa: E402
import pypdfium2 as pdfium  # noqa: E402
from PIL import Image, ImageDraw, ImageFilter  # noqa: E402

from vault.marks import page_space, stamp  # noqa: E402
from vault.marks.facts import ReleaseFacts  # noqa: E402
from vault.marks.stamp_template import load  # noqa: E402
from vault.tracing.simulate import photo_for_demo  # noqa: E402

PAGE = 7
FACTS = ReleaseFacts(
    owner="다온세라믹스(주)",
    release="R-7K3M9QXT",
    copy="R-7K3M9QXT-2",
    person="박서연",
    company="누리테크(주)",
    purpose="양산 설비 공동 검토",
    until=datetime(2027, 1, 31, 23, 59, 59, tzinfo=UTC),
    return_by=datetime(2027, 2, 14, 23, 59, 59, tzinfo=UTC),
    classification="대외비",
)


def stamped() -> bytes:
    """One page of the demonstration document with a recipient's stamp."""
    source = HERE.parent / "demo" / "process-specification.pdf"
    document = pdfium.PdfDocument(source)
    space = page_space.measure(document, PAGE)
    document.close()
    over = stamp.render(load("footer"), FACTS, [space.size], [space])
    out = BytesIO()
    with pikepdf.open(source) as pages, pikepdf.open(BytesIO(over)) as sheet, pikepdf.new() as one:
        one.pages.append(pages.pages[PAGE])
        one.pages[0].add_overlay(sheet.pages[0], pikepdf.Rectangle(one.pages[0].mediabox))
        one.save(out)
    return out.getvalue()


def main() -> None:
    """Draws the picture."""
    pdf = stamped()
    document = pdfium.PdfDocument(pdf)
    page = document[0].render(scale=1.28).to_pil().convert("RGB")
    document.close()
    photo = cv2.imdecode(np.frombuffer(photo_for_demo(pdf, 0), np.uint8), cv2.IMREAD_COLOR)
    shot = Image.fromarray(photo[..., ::-1])
    shot.thumbnail((page.height, page.height))
    sheet = Image.new("RGB", (page.width + shot.width + 96, page.height + 64), "#e9ebee")
    for picture, left in ((page, 32), (shot, page.width + 64)):
        top = 32 + (page.height - picture.height) // 2
        shade = Image.new("L", sheet.size, 0)
        edges = (left + 3, top + 5, left + picture.width + 3, top + picture.height + 5)
        ImageDraw.Draw(shade).rectangle(edges, fill=70)
        sheet.paste("#000000", (0, 0), shade.filter(ImageFilter.GaussianBlur(8)))
        sheet.paste(picture, (left, top))
    small = sheet.quantize(128, dither=Image.Dither.FLOYDSTEINBERG)
    small.save(HERE / "picture.png", optimize=True)


if __name__ == "__main__":
    main()
