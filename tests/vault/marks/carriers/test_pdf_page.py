"""Pages with little text carry a ground so faint that it stays white, where it can be seen."""

from __future__ import annotations

import io
import zlib

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from vault.errors import CocoonError
from vault.marks.carriers import pdf_page, pdf_text
from vault.marks.carriers.pdf_page import PagePlan
from vault.marks.pdf.assembly import assemble
from vault.marks.slots import Alignment
from vault.tracing.align import align


def _drawing(*, rotate=0, scan=False, size=(500, 700)):
    """Return a page of strokes, with a title; or the same as an opaque picture."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    if rotate:
        canvas.setPageRotation(rotate)
    rng = np.random.default_rng(4)
    canvas.setFont("Helvetica", 11)
    for _ in range(60):
        x, y = rng.uniform(40, size[0] - 120), rng.uniform(40, size[1] - 120)
        w, h = rng.uniform(10, 90, 2)
        canvas.setLineWidth(float(rng.uniform(0.4, 2)))
        canvas.rect(x, y, w, h)
        canvas.line(x, y, x + h, y + w)
        canvas.circle(x, y, w / 4)
    canvas.showPage()
    canvas.save()
    pdf = out.getvalue()
    if not scan:
        return pdf
    gray = _drawn(pdf, 2.0)
    bits = np.packbits(gray > 128, axis=1).tobytes()
    document = pikepdf.new()
    document.add_blank_page(page_size=size)
    image = pikepdf.Stream(document, zlib.compress(bits))
    image["/Type"], image["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    image["/Width"], image["/Height"] = gray.shape[1], gray.shape[0]
    image["/BitsPerComponent"], image["/ColorSpace"] = 1, pikepdf.Name.DeviceGray
    image["/Filter"] = pikepdf.Name.FlateDecode
    page = document.pages[0].obj
    page["/Resources"] = pikepdf.Dictionary({"/XObject": {"/Im0": document.make_indirect(image)}})
    page["/Contents"] = pikepdf.Stream(
        document, f"q {size[0]} 0 0 {size[1]} 0 0 cm /Im0 Do Q".encode()
    )
    scanned = io.BytesIO()
    document.save(scanned, static_id=True)
    return scanned.getvalue()


def _drawn(pdf, scale):
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=scale, grayscale=True).to_numpy()
    return np.ascontiguousarray(image[..., 0] if image.ndim == 3 else image)


def _jpeg(image, quality):
    return cv2.imdecode(cv2.imencode(".jpg", image, [1, quality])[1], 0)


def _copy(pdf, plan, symbols):
    return assemble(
        pdf_text.plan(pdf),
        None,
        document_id=(bytes(16), bytes(16)),
        seed=bytes(32),
        underlays={0: pdf_page.overlay(plan, symbols)},
    )


def _flat(scale):
    return Alignment(0, lambda points: points * scale, 9, 0.1, False)


CASES = {
    "drawing": {},
    "turned drawing": {"rotate": 90},
    "black and white scan": {"scan": True},
    "large drawing": {"size": (1700, 2400)},
}


@pytest.fixture(scope="module", params=CASES)
def case(request):
    pdf = _drawing(**CASES[request.param])
    return pdf, pdf_page.plan(pdf, [0])[0], request.param


@pytest.mark.parametrize(("zoom", "quality"), [(1.0, 50), (1.34, 75), (2.0, 90)])
def test_texture_is_read_from_a_screenshot(case, zoom, quality, marked_group):
    pdf, plan, _ = case
    scale = zoom * min(1.0, 1000 / max(plan.size))
    mark = marked_group(plan.group)
    original = _drawn(pdf, 2 * scale)
    leak = _jpeg(_drawn(_copy(pdf, plan, mark.symbols), scale), quality)
    reading = pdf_page.read(leak, original, plan, _flat(scale))
    assert mark.bound(reading) <= -20
    assert mark.bound(reading, "R-2") > -3
    clean = pdf_page.read(_jpeg(_drawn(pdf, scale), quality), original, plan, _flat(scale))
    assert mark.bound(clean) > -3


def test_white_stays_white_to_the_eye(case, marked_group):
    pdf, plan, _ = case
    before = _drawn(pdf, 1.0)
    after = _drawn(_copy(pdf, plan, marked_group(plan.group).symbols), 1.0)
    assert after[before == 255].min() >= 249
    assert np.abs(after.astype(int) - before).max() <= 8


def test_scans_are_covered_and_drawings_laid_under(case):
    _, plan, name = case
    assert plan.over == ("scan" in name)
    assert plan.group.container == "page/0"
    assert plan.group.carrier == "page"
    assert plan.texture.slots > 500


def test_text_and_lines_stay_as_they_are(case, marked_group):
    pdf, plan, _ = case
    copy = _copy(pdf, plan, marked_group(plan.group).symbols)
    with pypdfium2.PdfDocument(pdf) as old, pypdfium2.PdfDocument(copy) as new:
        assert old[0].get_textpage().get_text_range() == new[0].get_textpage().get_text_range()
        assert old[0].get_size() == new[0].get_size()


def test_a_page_that_hides_its_ground_is_not_promised_anything():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 700), invariant=True)
    canvas.setFillGray(0.1)
    canvas.rect(0, 0, 500, 700, fill=1, stroke=0)
    canvas.showPage()
    canvas.save()
    assert pdf_page.plan(out.getvalue(), [0]) == {}
    assert pdf_page.plan(_drawing(scan=True), [0], over=False) == {}


def test_aligned_photo_of_a_screen_is_read(marked_group):
    pdf = _drawing()
    plan = pdf_page.plan(pdf, [0])[0]
    mark = marked_group(plan.group)
    shown = _drawn(_copy(pdf, plan, mark.symbols), 1.6)
    rows, columns = shown.shape
    corners = np.float32([[0, 0], [columns, 0], [columns, rows], [0, rows]])
    seen = np.float32([[40, 60], [900, 20], [940, 1240], [10, 1180]])
    matrix = cv2.getPerspectiveTransform(corners, seen)
    leak = cv2.warpPerspective(shown, matrix, (980, 1280), borderValue=40)
    leak = _jpeg((cv2.GaussianBlur(leak, (0, 0), 0.8) * 0.9).astype(np.uint8), 85)
    found = align(leak, pdf, 0)
    assert found is not None
    found = Alignment(0, found.to_leak, found.inliers, found.rms, found.inverted)
    reading = pdf_page.read(leak, _drawn(pdf, 2.0), plan, found)
    assert mark.bound(reading) <= -20
    assert mark.bound(reading, "R-2") > -3


def test_plan_survives_being_stored(case):
    _, plan, _ = case
    back = PagePlan.from_bytes(plan.to_bytes())
    assert (back.page, back.size, back.over, back.group) == (
        plan.page,
        plan.size,
        plan.over,
        plan.group,
    )
    assert back.to_bytes() == plan.to_bytes()
    for data in (b"", plan.to_bytes()[:-3]):
        with pytest.raises(ValueError, match="texture"):
            PagePlan.from_bytes(data)


def test_no_pages_need_no_document_and_broken_ones_are_refused():
    assert pdf_page.plan(b"", []) == {}
    with pytest.raises(CocoonError):
        pdf_page.plan(b"junk", [0])
