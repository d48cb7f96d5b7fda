"""Copies of picture files differ from their originals in faint texture and XMP, nothing else."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from vault.errors import CocoonError
from vault.marks.carriers import picture_file
from vault.marks.carriers.picture_file import PicturePlan
from vault.tracing import align_picture

XMP = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"/><?xpacket end="w"?>'
CORPUS = Path(__file__).parents[4].parent / "shared" / "corpus" / "image"


def _saved(image, name, **options):
    out = io.BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def _exif():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "press oven"
    exif.get_ifd(0x8769)[0x9003] = "2026:01:02 03:04:05"
    return exif


def _profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _files(photo):
    rgb = Image.fromarray(photo)
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", "oven")
    with_alpha = rgb.convert("RGBA")
    with_alpha.putalpha(Image.linear_gradient("L").resize(rgb.size))
    deep = (photo[..., 1].astype(np.uint16) << 8) + 7
    deep_rgb = cv2.imencode(".png", (photo.astype(np.uint16) << 8)[..., ::-1])[1].tobytes()
    meta = {"icc_profile": _profile(), "dpi": (300, 300)}
    return {
        "png": _saved(rgb, "PNG", pnginfo=info, exif=_exif(), **meta),
        "png grey": _saved(rgb.convert("L"), "PNG"),
        "png alpha": _saved(with_alpha, "PNG"),
        "png palette": _saved(rgb.quantize(200), "PNG"),
        "png 16-bit grey": _saved(Image.fromarray(deep), "PNG"),
        "png 16-bit": deep_rgb,
        "jpeg": _saved(rgb, "JPEG", quality=88, exif=_exif(), comment=b"hello", **meta),
        "jpeg progressive": _saved(rgb, "JPEG", quality=75, progressive=True, subsampling=0),
        "jpeg grey": _saved(rgb.convert("L"), "JPEG", quality=80),
        "jpeg cmyk": _saved(rgb.convert("CMYK"), "JPEG", quality=90),
        "tiff": _saved(rgb, "TIFF", compression="tiff_lzw", exif=_exif(), **meta),
        "tiff 16-bit grey": _saved(Image.fromarray(deep), "TIFF"),
        "tiff cmyk": _saved(rgb.convert("CMYK"), "TIFF", compression="tiff_adobe_deflate"),
        "tiff jpeg": _saved(rgb, "TIFF", compression="jpeg", quality=90),
    }


NAMES = list(_files(np.zeros((40, 60, 3), np.uint8)))


@pytest.fixture(scope="module")
def files(photo):
    return _files(photo)


@pytest.fixture(params=NAMES)
def original(request, files):
    return files[request.param]


def _opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _gray(data):
    image = _opened(data)
    if image.mode.startswith("I;16"):
        return (np.asarray(image) >> 8).astype(np.uint8)
    if image.mode in ("RGBA", "LA"):
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    return np.asarray(image.convert("L"))


def _scaled(leak, plan, page=0):
    frame = plan.pages[page].frame
    factor = np.array([leak.shape[1] / frame[1], leak.shape[0] / frame[0]])
    return lambda points: points * factor


def _read(leak, data, plan, page=0):
    gray = picture_file.original_gray(data, page)
    return picture_file.read(leak, gray, plan, _scaled(leak, plan, page), page=page)


def test_mark_is_read_back_and_other_copies_are_not(original, marked_group):
    plan = picture_file.plan(original)
    mark = marked_group(plan.group)
    assert (plan.group.container, plan.group.carrier) == ("file", "picture")
    copy = picture_file.write(original, plan, mark.symbols, xmp=XMP)
    reading = _read(_gray(copy), original, plan)
    assert mark.bound(reading) <= -30
    assert mark.bound(reading, "R-2") > -3
    assert mark.bound(_read(_gray(original), original, plan)) > -3


def test_mark_survives_recompression_at_half_the_size(original, marked_group):
    plan = picture_file.plan(original)
    mark = marked_group(plan.group)
    leak = _gray(picture_file.write(original, plan, mark.symbols))
    leak = cv2.resize(leak, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    leak = cv2.imdecode(cv2.imencode(".jpg", leak, [1, 60])[1], 0)
    assert mark.bound(_read(leak, original, plan)) <= -9


def test_copy_keeps_format_size_mode_and_metadata(original, marked_group):
    plan = picture_file.plan(original)
    copy = picture_file.write(original, plan, marked_group(plan.group).symbols, xmp=XMP)
    old, new = _opened(original), _opened(copy)
    assert (new.format, new.size) == (old.format, old.size)
    assert new.mode == ("RGB" if old.mode == "P" else old.mode)
    assert new.info.get("icc_profile") == old.info.get("icc_profile")
    assert new.info.get("dpi") == old.info.get("dpi")
    assert dict(new.getexif()).get(0x0112) == dict(old.getexif()).get(0x0112)
    assert dict(new.getexif()).get(0x010E) == dict(old.getexif()).get(0x010E)
    assert new.getexif().get_ifd(0x8769) == old.getexif().get_ifd(0x8769)
    assert new.info.get("comment") == old.info.get("comment")
    assert new.info.get("compression") == old.info.get("compression")
    assert new.info.get("progressive") == old.info.get("progressive")
    assert getattr(new, "text", {}).get("Title") == getattr(old, "text", {}).get("Title")
    if "A" in old.mode:
        assert np.array_equal(np.asarray(new)[..., -1], np.asarray(old)[..., -1])
    assert XMP in copy
    assert copy.count(b"xpacket end") == 1


def test_copy_looks_like_its_original(original, marked_group):
    plan = picture_file.plan(original)
    copy = picture_file.write(original, plan, marked_group(plan.group).symbols)
    difference = _gray(copy).astype(float) - _gray(original)
    assert 10 * np.log10(255**2 / np.mean(difference**2)) > 38


def test_same_input_gives_the_same_bytes(original, marked_group):
    plan = PicturePlan.from_bytes(picture_file.plan(original).to_bytes())
    symbols = marked_group(plan.group).symbols
    one = picture_file.write(original, picture_file.plan(original), symbols, xmp=XMP)
    assert one == picture_file.write(original, plan, symbols, xmp=XMP)


def test_sixteen_bit_colour_png_keeps_its_depth(files, marked_group):
    original = files["png 16-bit"]
    plan = picture_file.plan(original)
    copy = picture_file.write(original, plan, marked_group(plan.group).symbols)
    pixels = cv2.imdecode(np.frombuffer(copy, np.uint8), cv2.IMREAD_UNCHANGED)
    assert pixels.dtype == np.uint16
    before = cv2.imdecode(np.frombuffer(original, np.uint8), cv2.IMREAD_UNCHANGED)
    assert 0 < np.abs(pixels.astype(int) - before).max() < 12 * 257


def test_jpeg_keeps_its_tables_and_sampling(files, marked_group):
    for name in ("jpeg", "jpeg progressive", "jpeg grey"):
        plan = picture_file.plan(files[name])
        copy = picture_file.write(files[name], plan, marked_group(plan.group).symbols)
        old, new = _opened(files[name]), _opened(copy)
        assert new.quantization == old.quantization
        assert [c[1:3] for c in new.layer] == [c[1:3] for c in old.layer]


def test_palette_is_written_out_and_said_so(files, marked_group):
    plan = picture_file.plan(files["png palette"])
    assert plan.notes == ("palette-expanded",)
    assert picture_file.plan(files["png"]).notes == ()


def test_xmp_of_the_original_is_replaced_or_kept(files):
    for name in ("png", "jpeg", "tiff"):
        plan = picture_file.plan(files[name])
        first = picture_file.write(files[name], plan, None, xmp=XMP)
        kept = picture_file.write(first, picture_file.plan(first), None)
        changed = picture_file.write(first, picture_file.plan(first), None, xmp=XMP + b"\n")
        assert XMP in kept
        assert (XMP + b"\n" in changed, changed.count(b"xpacket end")) == (True, 1)
        assert _opened(first).info["xmp"] == XMP


def test_every_page_of_a_tiff_is_marked(photo, marked_group):
    pages = [photo, np.ascontiguousarray(photo[::-1]), np.ascontiguousarray(photo[:, ::-1])]
    images = [Image.fromarray(p) for p in pages]
    images[1] = images[1].convert("1")
    data = _saved(images[0], "TIFF", save_all=True, append_images=images[1:])
    plan = picture_file.plan(data)
    assert plan.notes == ("bitonal",)
    mark = marked_group(plan.group)
    copy = _opened(picture_file.write(data, plan, mark.symbols, xmp=XMP))
    assert copy.n_frames == 3
    for page in (0, 2):
        copy.seek(page)
        reading = _read(np.asarray(copy.convert("L")), data, plan, page)
        assert 0.4 < (reading.weights > 0).mean() < 0.6
        assert mark.bound(reading) <= -30
    copy.seek(1)
    assert np.array_equal(np.asarray(copy), np.asarray(images[1]))


def test_leaked_screenshot_crop_and_photo_are_aligned_and_read(files, photo, marked_group):
    original = files["png"]
    plan = picture_file.plan(original)
    mark = marked_group(plan.group)
    copy = _gray(picture_file.write(original, plan, mark.symbols))
    height, width = copy.shape
    screen = np.full((900, 1400), 235, np.uint8)
    shown = cv2.resize(copy, (936, 624), interpolation=cv2.INTER_LINEAR)
    screen[200:824, 300:1236] = shown
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    seen = np.float32([[60, 40], [980, 90], [940, 700], [30, 640]])
    matrix = cv2.getPerspectiveTransform(corners, seen)
    camera = cv2.warpPerspective(copy, matrix, (1020, 740), borderValue=70)
    camera = cv2.GaussianBlur(camera, (0, 0), 1.0) * np.linspace(0.6, 1.0, 1020)
    leaks = {
        "screenshot": screen,
        "crop, turned": cv2.rotate(copy[60:400, 100:600], cv2.ROTATE_90_CLOCKWISE),
        "photo": camera.astype(np.uint8),
    }
    gray = picture_file.original_gray(original)
    for name, leak in leaks.items():
        leak = cv2.imdecode(cv2.imencode(".jpg", leak, [1, 75])[1], 0)
        found = align_picture.align(leak, gray, plan.pages[0].frame)
        assert found is not None, name
        reading = picture_file.read(leak, gray, plan, found.to_leak, inverted=found.inverted)
        assert mark.bound(reading) <= -20, name
        assert mark.bound(reading, "R-2") > -3, name


def test_another_picture_is_not_aligned(files, photo):
    plan = picture_file.plan(files["png"])
    other = np.random.default_rng(7).integers(0, 255, (60, 80)).astype(np.uint8)
    other = cv2.resize(other, (800, 600), interpolation=cv2.INTER_CUBIC)
    gray = picture_file.original_gray(files["png"])
    assert align_picture.align(other, gray, plan.pages[0].frame) is None


@pytest.mark.parametrize("kind", ["bitonal", "bitonal in grey", "flat", "animated"])
def test_pictures_that_cannot_carry_texture_say_why_and_stay_as_they_are(kind, photo):
    mask = Image.fromarray(photo).convert("1")
    data, why = {
        "bitonal": (_saved(mask, "TIFF", compression="group4"), "bitonal"),
        "bitonal in grey": (_saved(mask.convert("L"), "PNG"), "bitonal"),
        "flat": (_saved(Image.new("RGB", (400, 300), (255, 255, 254)), "PNG"), "flat"),
        "animated": (
            _saved(
                Image.fromarray(photo),
                "PNG",
                save_all=True,
                append_images=[Image.fromarray(photo[::-1].copy())],
            ),
            "animated",
        ),
    }[kind]
    plan = picture_file.plan(data)
    assert (plan.notes, plan.group.slots) == ((why,), 0)
    copy = picture_file.write(data, plan, np.zeros(0, np.int8), xmp=XMP)
    assert XMP in copy
    assert np.array_equal(np.asarray(_opened(copy)), np.asarray(_opened(data)))


def _huge_png(width, height):
    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(40_000, 10), (10, 40_000), (40_000, 40_000), (29_000, 29_000)])
def test_huge_pictures_are_refused_by_name_before_they_are_decoded(size):
    with pytest.raises(CocoonError) as caught:
        picture_file.plan(_huge_png(*size))
    assert caught.value.code == "too-big"
    assert caught.value.next


@pytest.mark.parametrize("name", NAMES)
def test_cut_off_pictures_are_refused_or_read_never_crash(name, files):
    data = files[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for part in (0, 1, 8, 30, 200, len(data) // 2, len(data) - 12):
            try:
                plan = picture_file.plan(data[:part])
                picture_file.write(data[:part], plan, np.ones(plan.group.slots, np.int8))
            except CocoonError as error:
                assert error.code in ("broken-picture", "unsupported-picture")


def test_spoiled_bytes_never_crash(files):
    rng = np.random.default_rng(6)
    for data in files.values():
        for _ in range(4):
            spoiled = bytearray(data)
            for at in rng.integers(2, min(len(data), 3000), 6):
                spoiled[at] = int(rng.integers(256))
            try:
                plan = picture_file.plan(bytes(spoiled))
                symbols = np.ones(plan.group.slots, np.int8)
                picture_file.write(bytes(spoiled), plan, symbols, xmp=XMP)
            except CocoonError as error:
                assert error.next


def test_files_of_other_kinds_are_refused():
    for data in (b"", b"hello", b"%PDF-1.7", b"GIF89a" + bytes(50)):
        with pytest.raises(CocoonError) as caught:
            picture_file.plan(data)
        assert caught.value.code == "unsupported-picture"


def test_damaged_plans_are_refused(files):
    for data in (b"", b"x", picture_file.plan(files["png"]).to_bytes()[:-4]):
        with pytest.raises(ValueError, match="plan"):
            PicturePlan.from_bytes(data)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of pictures is not here")
@pytest.mark.parametrize("name", ["leopard.jpg", "wide-background.jpg", "woodland-strip.jpg"])
def test_real_photographs_are_read_after_a_messenger(name, marked_group):
    original = (CORPUS / name).read_bytes()
    plan = picture_file.plan(original)
    mark = marked_group(plan.group)
    copy = _gray(picture_file.write(original, plan, mark.symbols, xmp=XMP))
    small = cv2.resize(copy, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    leak = cv2.imdecode(cv2.imencode(".jpg", small, [1, 60])[1], 0)
    assert mark.bound(_read(leak, original, plan)) <= -30
