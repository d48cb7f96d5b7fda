from __future__ import annotations

import base64
import io
import shutil
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from tests.fakes import pdfs
from vault.marks.carriers.pdf_text import plan
from vault.marks.pdf.assembly import ReplacedStream
from vault.marks.pdf.encryption import Encryption, hash_2b
from vault.marks.pdf.overlay import ImageOverlay

needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="no qpdf")
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>release R-7QW2K9XA</x:xmpmeta>"


def stamp(width: float = 400, height: float = 300) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.rect(0, 0, 40, 20, fill=1, stroke=0)
    canvas.save()
    return out.getvalue()


def rich() -> bytes:
    """Two pages with everything that must survive."""
    pdf = pikepdf.open(io.BytesIO(pdfs.page_pdf(pdfs.text_lines(), pages=3)))
    pages = [page.obj for page in pdf.pages]
    link = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([20, 20, 90, 40]),
            Dest=Array([pages[1], Name.Fit]),
        )
    )  # fmt: skip
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("inspector"),
            V=String("Kim"), Rect=Array([20, 60, 90, 80]), P=pages[0],
        )
    )  # fmt: skip
    pages[0].Annots = Array([link, field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 1, Dictionary(S=Name.D)]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    elements = [
        pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem, S=Name.P, P=pdf.Root.StructTreeRoot, Pg=page, K=0,
                ActualText=String(f"tagged paragraph {number}"),
            )
        )
        for number, page in enumerate(pages)
    ]  # fmt: skip
    pdf.Root.StructTreeRoot.K = Array(elements)
    numbers = Array()
    for number, element in enumerate(elements):
        pages[number].StructParents = number
        numbers.append(number)
        numbers.append(Array([element]))
    pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=numbers)
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(
            Names=Array(
                [String("first"), Array([pages[0], Name.Fit]),
                 String("third"), Array([pages[2], Name.Fit])]
            )
        )
    )  # fmt: skip
    with pdf.open_outline() as outline:
        for number in range(3):
            outline.root.append(OutlineItem(f"Chapter {number + 1}", number))
    pdf.attachments["notes.txt"] = b"an attachment"
    pdf.docinfo["/Title"] = "Oven specification"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def copy_of(original: bytes, **more: object) -> bytes:
    made = plan(original)
    return pdfs.issue(made, pdfs.codeword(made), **more)


def test_what_a_document_carries_survives() -> None:
    with pikepdf.open(io.BytesIO(copy_of(rich(), stamp_pdf=stamp(), xmp=XMP))) as copy:
        first, second = copy.pages[0], copy.pages[1]
        assert first.Annots[0].Dest[0].objgen == second.objgen
        assert copy.Root.AcroForm.Fields[0].objgen == first.Annots[1].objgen
        assert str(copy.Root.AcroForm.Fields[0].V) == "Kim"
        assert [first.label, second.label] == ["i", "1"]
        assert str(copy.Root.StructTreeRoot.K[2].ActualText) == "tagged paragraph 2"
        assert copy.Root.Names.Dests.Names[1][0].objgen == first.objgen
        with copy.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Chapter 1", "Chapter 2", "Chapter 3"]
        assert copy.attachments["notes.txt"].get_file().read_bytes() == b"an attachment"
        assert str(copy.docinfo["/Title"]) == "Oven specification"
        assert copy.Root.Metadata.read_bytes() == XMP
        assert [bytes(part) for part in copy.trailer.ID] == list(pdfs.IDS)


@needs_qpdf
@pytest.mark.parametrize("password", [None, "열려라 참깨"])
def test_copies_have_no_faults(password: str | None, tmp_path: Path) -> None:
    copy = copy_of(rich(), stamp_pdf=stamp(), xmp=XMP, open_password=password)
    assert pdfs.complaints(copy, tmp_path, password or "") == ""


def test_an_encrypted_copy_opens_with_its_password_only_and_shows_nothing() -> None:
    original = rich()
    copy = copy_of(original, xmp=XMP, open_password="sesame")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(copy), password="other")
    with pikepdf.open(io.BytesIO(copy), password="sesame") as opened:
        assert opened.encryption.R == 6
        assert opened.encryption.stream_method.name == "aesv3"
    assert pdfs.pdfium_text(copy, "sesame") == pdfs.pdfium_text(original)
    for secret in (b"Oven specification", b"Chapter", b"tagged", b"inspector", b"R-7QW2K9XA",
                   b"an attachment", b"first", b"Preheat", b"Helvetica"):  # fmt: skip
        assert secret not in copy


def test_the_same_inputs_give_the_same_bytes() -> None:
    original = rich()
    for password in (None, "sesame"):
        more = {"stamp_pdf": stamp(), "xmp": XMP, "open_password": password}
        assert copy_of(original, **more) == copy_of(original, **more)


def test_another_seed_gives_another_key() -> None:
    one, two = (Encryption(bytes([n]) * 32, "sesame") for n in (1, 2))
    assert one.dictionary != two.dictionary
    assert one.vectors([5])[5] != two.vectors([5])[5] != one.vectors([6])[6]


def test_hash_2b_accepts_what_qpdf_wrote() -> None:
    """The validation hash of a file that another program encrypted."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdfs.page_pdf(b""))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="sesame", owner="owner", R=6))
    with pikepdf.open(io.BytesIO(out.getvalue()), password="sesame") as pdf:
        entry = bytes(pdf.trailer.Encrypt.U)
    assert hash_2b(b"sesame", entry[32:40]) == entry[:32]
    assert hash_2b(b"other", entry[32:40]) != entry[:32]


def test_a_codeword_that_lacks_a_group_is_refused() -> None:
    made = plan(pdfs.page_pdf(pdfs.text_lines(), pages=2))
    word = pdfs.codeword(made)
    word.pop(made.groups[1])
    with pytest.raises(ValueError, match="page/1"):
        pdfs.issue(made, word)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_stamp_lies_upright_whatever_the_rotation(rotate: int) -> None:
    content = b"q q 5 0 0 5 9 9 cm BT /F1 10 Tf 20 200 Td (open) Tj"
    original = pdfs.page_pdf(content, rotate=rotate, box=(50, 70, 450, 370))
    made = plan(original)
    sheet = stamp(*made.pages[0].size_pt)
    before = pdfs.draw(pdfs.issue(made, None))
    after = pdfs.draw(pdfs.issue(made, None, stamp_pdf=sheet))
    changed = np.argwhere(before != after)
    top, left = changed.min(axis=0)
    bottom, right = changed.max(axis=0)
    height = before.shape[0]
    assert (left, right) == (0, 39)
    assert (top, bottom) == (height - 20, height - 1)


def test_the_stamp_lies_right_on_contents_that_cannot_be_read_whole() -> None:
    """Half of an ASCII85 stream is drawn; what it left open does not touch the stamp."""
    whole = base64.a85encode(b"q .1 0 0 .1 0 0 cm q .1 0 0 .1 0 0 cm ") + b"\xff\xff~>"
    with pikepdf.open(io.BytesIO(pdfs.page_pdf(b""))) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(whole, Filter=pikepdf.Name.ASCII85Decode)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    made = plan(out.getvalue())
    assert made.pages[0].warnings == ("unreadable-content",)
    after = pdfs.draw(pdfs.issue(made, None, stamp_pdf=stamp(*made.pages[0].size_pt)))
    changed = np.argwhere(after < 255)
    assert (changed[:, 1].min(), changed[:, 1].max()) == (0, 39)


def test_pages_choose_their_sheet_or_none() -> None:
    made = plan(pdfs.page_pdf(pdfs.text_lines(), pages=2))
    copy = pdfs.issue(made, None, stamp_pdf=stamp(), stamp_page=lambda page: 0 if page else None)
    with pikepdf.open(io.BytesIO(copy)) as opened:
        assert "/XObject" not in opened.pages[0].Resources
        assert len(opened.pages[1].Resources.XObject) == 1
        last = opened.pages[1].Contents[-1].read_bytes()
        assert b"/Artifact BMC" in last and last.rstrip().endswith(b"EMC")


@pytest.mark.parametrize("over", [False, True])
def test_a_picture_lies_under_or_over_the_contents(over: bool) -> None:
    original = pdfs.page_pdf(b"0 g 0 0 200 300 re f " + pdfs.text_lines())
    samples = np.full((30, 40), 200, np.uint8)
    made = plan(original)
    copy = pdfs.issue(made, None, underlays={0: ImageOverlay(40, 30, 1, samples.tobytes(), over)})
    drawn = pdfs.draw(copy)
    assert drawn[150, 100] == 0
    assert abs(int(drawn[150, 300]) - 200) <= 1


def test_a_replaced_stream_is_written_in_place_of_the_original() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.page_pdf(b"q 100 0 0 100 0 0 cm /Im Do Q")))
    image = pdf.make_stream(b"\x00")
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 1, 1
    image.BitsPerComponent, image.ColorSpace = 8, Name.DeviceGray
    pdf.pages[0].Resources.XObject = Dictionary(Im=image)
    out = io.BytesIO()
    pdf.save(out)
    made = plan(out.getvalue())
    number = next(s.number for s in made.streams if b"/Image" in s.entries)
    entries = (
        b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
        b" /ColorSpace /DeviceGray"
    )
    copy = pdfs.issue(made, {}, replaced={number: ReplacedStream(entries, b"\xff")})
    assert pdfs.draw(out.getvalue())[250, 50] == 0
    assert pdfs.draw(copy)[250, 50] == 255


def test_a_release_of_some_pages_holds_nothing_of_the_others(tmp_path: Path) -> None:
    original = rich()
    made = plan(original)
    copy = pdfs.issue(made, pdfs.codeword(made), stamp_pdf=stamp(), pages=[1, 2])
    if shutil.which("qpdf"):
        assert pdfs.complaints(copy, tmp_path) == ""
    assert pdfs.pdfium_text(copy) == pdfs.pdfium_text(original)[1:]
    with pikepdf.open(io.BytesIO(copy)) as opened:
        assert [page.label for page in opened.pages] == ["1", "2"]
        with opened.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Chapter 2", "Chapter 3"]
        assert len(opened.Root.AcroForm.Fields) == 0
        names = opened.Root.Names.Dests.Names
        assert [bytes(names[0]), len(names)] == [b"third", 2]
        texts = [str(e.ActualText) for e in opened.Root.StructTreeRoot.K]
        assert texts == ["tagged paragraph 1", "tagged paragraph 2"]
        everything = b"".join(
            value.unparse(resolved=True)
            for value in opened.objects
            if isinstance(value, pikepdf.Object) and not isinstance(value, pikepdf.Stream)
        )
        assert b"inspector" not in everything
        assert b"tagged paragraph 0" not in everything


@pytest.mark.parametrize("pages", [[], [1, 0], [0, 0], [7]])
def test_pages_that_make_no_sense_are_refused(pages: list[int]) -> None:
    made = plan(pdfs.page_pdf(pdfs.text_lines(), pages=2))
    with pytest.raises(ValueError, match="pages"):
        pdfs.issue(made, pdfs.codeword(made), pages=pages)
