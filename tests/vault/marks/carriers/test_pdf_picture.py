"""Pictures inside PDFs carry texture, are put back as they were described, and are read."""

from __future__ import annotations

import io
import zlib

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from vault.errors import CocoonError
from vault.marks.carriers import pdf_picture, pdf_text
from vault.marks.carriers.pdf_picture import PdfPicturePlan
from vault.marks.pdf.assembly import assemble
from vault.marks.slots import Alignment


def _jpeg(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", **{"quality": 88} | options)
    return out.getvalue()


def _filtered(samples):
    """Return rows with the PNG predictor Sub, as many programs write them."""
    rows, _, channels = samples.shape
    flat = samples.reshape(rows, -1)
    lines = np.ones((rows, flat.shape[1] + 1), np.uint8)
    lines[:, 1 : channels + 1] = flat[:, :channels]
    lines[:, channels + 1 :] = flat[:, channels:] - flat[:, :-channels]
    return lines.tobytes()


def _images(photo):
    rgb = Image.fromarray(photo)
    gray = rgb.convert("L")
    cmyk = rgb.convert("CMYK")
    palette = rgb.quantize(250)
    rows, columns = photo.shape[:2]
    size = {"Width": columns, "Height": rows, "BitsPerComponent": 8}
    name, flate, dct = pikepdf.Name, pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode
    table = bytes(palette.getpalette())[: 250 * 3]
    parms = pikepdf.Dictionary(Predictor=15, Colors=3, Columns=columns)
    turned = [1, 0] * 4
    return {
        "rgb": (zlib.compress(photo.tobytes()), {"ColorSpace": name.DeviceRGB, "Filter": flate}),
        "rgb predictor": (
            zlib.compress(_filtered(photo)),
            {"ColorSpace": name.DeviceRGB, "Filter": flate, "DecodeParms": parms},
        ),
        "gray raw": (np.asarray(gray).tobytes(), {"ColorSpace": name.DeviceGray}),
        "gray turned": (
            zlib.compress((255 - np.asarray(gray)).tobytes()),
            {"ColorSpace": name.DeviceGray, "Filter": flate, "Decode": [1, 0]},
        ),
        "palette": (
            zlib.compress(np.asarray(palette).tobytes()),
            {
                "ColorSpace": pikepdf.Array(
                    [name.Indexed, name.DeviceRGB, 249, pikepdf.String(table)]
                ),
                "Filter": flate,
            },
        ),
        "cmyk": (
            zlib.compress(np.asarray(cmyk).tobytes()),
            {"ColorSpace": name.DeviceCMYK, "Filter": flate},
        ),
        "jpeg": (_jpeg(rgb), {"ColorSpace": name.DeviceRGB, "Filter": dct}),
        "jpeg gray": (_jpeg(gray), {"ColorSpace": name.DeviceGray, "Filter": [dct]}),
        "jpeg cmyk": (
            _jpeg(cmyk),
            {"ColorSpace": name.DeviceCMYK, "Filter": dct, "Decode": turned},
        ),
    }, size


NAMES = (
    "rgb",
    "rgb predictor",
    "gray raw",
    "gray turned",
    "palette",
    "cmyk",
    "jpeg",
    "jpeg gray",
    "jpeg cmyk",
)


def _pdf(data, entries, size, *, rotate=0, form=False, matrix="500 0 0 330 50 60"):
    document = pikepdf.new()
    document.add_blank_page(page_size=(600, 450))
    image = pikepdf.Stream(document, data)
    for key, value in {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, **size}.items():
        image["/" + key] = value
    for key, value in entries.items():
        image["/" + key] = pikepdf.Array(value) if isinstance(value, list) else value
    image = document.make_indirect(image)
    page = document.pages[0]
    draw = f"q {matrix} cm /Im0 Do Q".encode()
    shown = {"/XObject": {"/Im0": image}}
    if form:
        inner = pikepdf.Stream(document, draw)
        inner["/Type"], inner["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        inner["/BBox"], inner["/Matrix"] = [0, 0, 600, 450], [0.5, 0, 0, 0.5, 20, 30]
        inner["/Resources"] = pikepdf.Dictionary(shown)
        page.obj["/Resources"] = pikepdf.Dictionary(
            {"/XObject": {"/Fm0": document.make_indirect(inner)}}
        )
        page.obj["/Contents"] = pikepdf.Stream(
            document, b"q /Fm0 Do Q q 0.4 0 0 0.4 300 200 cm /Fm0 Do Q"
        )
    else:
        page.obj["/Resources"] = pikepdf.Dictionary(shown)
        page.obj["/Contents"] = pikepdf.Stream(document, draw)
    page.obj["/Rotate"] = rotate
    out = io.BytesIO()
    document.save(out, static_id=True, compress_streams=False)
    return out.getvalue()


def _drawn(pdf, scale=1.5, quality=75):
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=scale, grayscale=True).to_numpy()
    gray = np.ascontiguousarray(image[..., 0] if image.ndim == 3 else image)
    return cv2.imdecode(cv2.imencode(".jpg", gray, [1, quality])[1], 0)


def _flat(scale=1.5):
    return Alignment(0, lambda points: points * scale, 9, 0.1, False)


def _copy(pdf, plan, codeword, **options):
    data = pdf_picture.data_of(pdf, [p.number for p in plan.pictures])
    replaced = pdf_picture.streams(plan, codeword, data.__getitem__)
    return assemble(
        pdf_text.plan(pdf),
        None,
        document_id=(bytes(16), bytes(16)),
        seed=bytes(32),
        replaced=replaced,
        **options,
    )


def _read(leak, pdf, plan, scale=1.5):
    (picture,) = plan.pictures
    data = pdf_picture.data_of(pdf, [picture.number])[picture.number]
    gray = pdf_picture.original_gray(picture, data)
    return pdf_picture.read(leak, gray, picture, _flat(scale))


@pytest.fixture(params=NAMES)
def pdf(request, photo):
    images, size = _images(photo)
    return _pdf(*images[request.param], size)


@pytest.fixture
def plain(photo):
    images, size = _images(photo)
    return _pdf(*images["rgb"], size)


def test_texture_is_read_from_the_rendered_page(pdf, marked_group):
    plan = pdf_picture.plan(pdf, [0])
    (picture,) = plan.pictures
    assert picture.group.container == f"image/{picture.number}"
    mark = marked_group(picture.group)
    copy = _copy(pdf, plan, {picture.group: mark.symbols})
    (reading,) = _read(_drawn(copy), pdf, plan)
    assert mark.bound(reading) <= -30
    assert mark.bound(reading, "R-2") > -3
    assert mark.bound(_read(_drawn(pdf), pdf, plan)[0]) > -3


def test_copy_looks_the_same_and_keeps_its_kind_of_stream(pdf, marked_group):
    plan = pdf_picture.plan(pdf, [0])
    (picture,) = plan.pictures
    copy = _copy(pdf, plan, {picture.group: marked_group(picture.group).symbols})
    difference = _drawn(copy, 1.0, 95).astype(float) - _drawn(pdf, 1.0, 95)
    assert 10 * np.log10(255**2 / np.mean(difference**2)) > 38
    with pikepdf.open(io.BytesIO(copy)) as new:
        image = new.pages[0].obj.Resources.XObject.Im0
        assert (image.Width, image.Height) == (picture.form.width, picture.form.height)
        expected = picture.form.filter or "FlateDecode"
        assert image.Filter == pikepdf.Name("/" + expected)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_pictures_on_turned_pages_are_found(photo, rotate, marked_group):
    images, size = _images(photo)
    pdf = _pdf(*images["jpeg"], size, rotate=rotate)
    plan = pdf_picture.plan(pdf, [0])
    mark = marked_group(plan.pictures[0].group)
    copy = _copy(pdf, plan, {mark.group: mark.symbols})
    assert mark.bound(_read(_drawn(copy), pdf, plan)[0]) <= -30


def test_turned_sheared_and_mirrored_pictures_are_found(photo, marked_group):
    images, size = _images(photo)
    for matrix in ("300 150 -100 250 200 50", "-500 0 0 330 550 60"):
        pdf = _pdf(*images["jpeg"], size, matrix=matrix)
        plan = pdf_picture.plan(pdf, [0])
        mark = marked_group(plan.pictures[0].group)
        copy = _copy(pdf, plan, {mark.group: mark.symbols})
        assert mark.bound(_read(_drawn(copy, 2.0), pdf, plan, 2.0)[0]) <= -20


def test_a_picture_shown_twice_by_forms_is_read_twice_as_the_same_coins(photo, marked_group):
    images, size = _images(photo)
    pdf = _pdf(*images["jpeg"], size, form=True)
    plan = pdf_picture.plan(pdf, [0])
    assert len(plan.pictures[0].places) == 2
    mark = marked_group(plan.pictures[0].group)
    copy = _copy(pdf, plan, {mark.group: mark.symbols})
    first, second = _read(_drawn(copy, 3.0), pdf, plan, 3.0)
    assert first.group == second.group
    assert mark.bound(first) <= -30


def test_plan_survives_being_stored(plain):
    plan = pdf_picture.plan(plain, [0])
    assert PdfPicturePlan.from_bytes(plan.to_bytes()) == plan
    assert plan.slots_on(0) == plan.pictures[0].group.slots
    assert plan.slots_on(1) == 0
    for data in (b"", plan.to_bytes()[:-5], b"\x93\x09\xc0\xc0"):
        with pytest.raises(ValueError, match="plan"):
            PdfPicturePlan.from_bytes(data)


def test_only_pages_that_were_asked_for_are_looked_at(plain):
    assert pdf_picture.plan(plain, []).pictures == ()


def test_same_input_gives_the_same_bytes(pdf, marked_group):
    plan = pdf_picture.plan(pdf, [0])
    mark = marked_group(plan.pictures[0].group)
    one = _copy(pdf, plan, {mark.group: mark.symbols})
    assert one == _copy(pdf, pdf_picture.plan(pdf, [0]), {mark.group: mark.symbols})


def test_other_data_than_planned_are_refused(plain, marked_group):
    plan = pdf_picture.plan(plain, [0])
    mark = marked_group(plan.pictures[0].group)
    for data in (b"", b"junk", zlib.compress(b"short")):
        with pytest.raises(CocoonError) as caught:
            pdf_picture.streams(plan, {mark.group: mark.symbols}, lambda _, d=data: d)
        assert caught.value.code == "broken-picture"


def test_pictures_that_cannot_carry_texture_say_why(photo):
    rows, columns = photo.shape[:2]
    name = pikepdf.Name
    size = {"Width": columns, "Height": rows, "BitsPerComponent": 8}
    gray = np.asarray(Image.fromarray(photo).convert("L"))
    bits = zlib.compress(np.packbits(gray > 128, axis=1).tobytes())
    space = {"ColorSpace": name.DeviceGray, "Filter": name.FlateDecode}
    data = zlib.compress(gray.tobytes())
    cases = {
        "bitonal": (bits, space, size | {"BitsPerComponent": 1}),
        "mask": (bits, {"ImageMask": True, "Filter": name.FlateDecode}, size),
        "tiny": (zlib.compress(bytes(900)), space, size | {"Width": 30, "Height": 30}),
        "flat": (zlib.compress(b"\xff" * gray.size), space, size),
        "rare-filter": (b"junk", space | {"Filter": name.JPXDecode}, size),
        "damaged": (data[: len(data) // 2], space, size),
        "rare-colours": (data, space | {"Mask": [3, 5]}, size),
        "rare-depth": (data, space, size | {"BitsPerComponent": 16}),
    }
    for why, (body, entries, shape) in cases.items():
        plan = pdf_picture.plan(_pdf(body, entries, shape), [0])
        assert plan.pictures == ()
        assert [reason for _, _, reason in plan.skipped] == [why]
