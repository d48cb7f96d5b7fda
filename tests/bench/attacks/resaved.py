"""Row 1 of the attack matrix: leaked files, saved again by the programs people have.

    python tests/bench/attacks/resaved.py [--documents 4] [--copies 5] [--only ghostscript]

A vault is made with real documents; each leak is one contact's file, saved again, taken apart or
merged, and traced with nothing said about it: all of the vault is searched. Prints for each way how
often the right copy alone was named, the median log10 of the bound, and who was wrongly named.
Programs that are not installed are left out and said.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
NAMES = ("tracemonkey", "R-data", "cjk-ko-doc", "dotguide", "TAMReview", "oblivoir-simpledoc")
PAGES = 4
"""Pages kept of each document: the leak is a whole file, and each page costs a reading."""
PASSPHRASE = "bench passphrase"
Way = Callable[[Path, Path], None]


def program(*words: str) -> Way:
    """A way that is one command; ``IN`` and ``OUT`` stand for the files."""

    def run(leak: Path, out: Path) -> None:
        named = {"IN": str(leak), "OUT": str(out), "STEM": str(out.with_suffix(""))}
        subprocess.run([named.get(word, word) for word in words], check=True, capture_output=True)

    run.__doc__ = words[0]
    return run


def stripped(leak: Path, out: Path) -> None:
    """All metadata gone, identifiers too."""
    import pikepdf

    with pikepdf.open(leak) as pdf:
        for key in ("/Info", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata
        pdf.save(out, deterministic_id=True)


def by_pdfium(leak: Path, out: Path) -> None:
    """Saved by the engine of Chrome."""
    import pypdfium2

    pypdfium2.PdfDocument(leak).save(out)


def by_postscript(leak: Path, out: Path) -> None:
    """Printed to PostScript and back."""
    paper = out.with_suffix(".ps")
    subprocess.run(["pdf2ps", str(leak), str(paper)], check=True, capture_output=True)
    subprocess.run(["ps2pdf", str(paper), str(out)], check=True, capture_output=True)


def by_cairo_postscript(leak: Path, out: Path) -> None:
    """Printed by poppler's cairo to PostScript and back."""
    paper = out.with_suffix(".ps")
    subprocess.run(["pdftocairo", "-ps", str(leak), str(paper)], check=True, capture_output=True)
    subprocess.run(["ps2pdf", str(paper), str(out)], check=True, capture_output=True)


def reordered(leak: Path, out: Path) -> None:
    """Pages in reverse order, the first one gone."""
    import pikepdf

    with pikepdf.open(leak) as pdf:
        pages = list(pdf.pages)
        with pikepdf.new() as made:
            made.pages.extend(reversed(pages[1:] or pages))
            made.save(out)


def one_page(leak: Path, out: Path) -> None:
    """The last page alone."""
    import pikepdf

    with pikepdf.open(leak) as pdf, pikepdf.new() as made:
        made.pages.append(pdf.pages[-1])
        made.save(out)


def merged(leak: Path, out: Path) -> None:
    """Between two strangers' pages."""
    import pikepdf

    with pikepdf.open(leak) as pdf, pikepdf.open(CORPUS / "pdflatex-4-pages.pdf") as other:
        with pikepdf.new() as made:
            made.pages.append(other.pages[0])
            made.pages.extend(pdf.pages)
            made.pages.append(other.pages[1])
            made.save(out)


def pictures(dots: int, quality: int) -> Way:
    """Every page a picture: printed to a picture file, or scanned to PDF."""

    def run(leak: Path, out: Path) -> None:
        """Pages as pictures."""
        import pypdfium2

        drawn = [
            page.render(scale=dots / 72).to_pil().convert("RGB")
            for page in pypdfium2.PdfDocument(leak)
        ]
        drawn[0].save(out, save_all=True, append_images=drawn[1:], resolution=dots, quality=quality)

    return run


WAYS: dict[str, tuple[str, Way]] = {
    "as issued": ("", shutil.copy),
    "metadata stripped": ("", stripped),
    "qpdf": ("qpdf", program("qpdf", "--object-streams=generate", "IN", "OUT")),
    "qpdf, uncompressed": ("qpdf", program("qpdf", "--qdf", "IN", "OUT")),
    "ghostscript": ("gs", program("gs", "-q", "-o", "OUT", "-sDEVICE=pdfwrite", "IN")),
    "to PostScript and back": ("pdf2ps", by_postscript),
    "mutool clean": ("mutool", program("mutool", "clean", "-ggg", "-z", "IN", "OUT")),
    "pdftocairo": ("pdftocairo", program("pdftocairo", "-pdf", "IN", "OUT")),
    "cairo to PostScript": ("pdftocairo", by_cairo_postscript),
    "pdfium": ("", by_pdfium),
    "last page alone": ("", one_page),
    "reversed, first gone": ("", reordered),
    "merged with others": ("", merged),
    "pages as pictures": ("", pictures(150, 80)),
    "small pictures": ("", pictures(100, 60)),
}


def build(folder: Path, documents: int, copies: int) -> Iterator[tuple[str, str, Path]]:
    """Make the vault; yields document, copy and the file of one contact."""
    import pikepdf

    from vault.app.library import documents as library
    from vault.app.partnership import partners
    from vault.app.people import creation
    from vault.app.release import collecting, releases, sealing

    session = creation.create(
        folder / "vault", org="Bench", user="Bench", passphrase=PASSPHRASE, solo=True
    ).session
    partner = partners.add_partner(session, "Partner")
    contacts = [partners.add_contact(session, partner.id, f"Contact {n}").id for n in range(copies)]
    for place, name in enumerate(NAMES[:documents]):
        path = folder / f"{name}.pdf"
        with pikepdf.open(CORPUS / f"{name}.pdf") as pdf:
            del pdf.pages[PAGES:]
            pdf.save(path)
        added = library.add(session, [path])
        asked = releases.request(
            session,
            releases.Request(
                contacts, [added.documents[0][0]], "bench", "2099-01-01", allow_untraceable=True
            ),
        )
        releases.approve(session, asked.id, [w.code for w in asked.warnings if w.accept])
        sealing.seal(session, asked.id)
        pack = collecting.collect(session, asked.id, folder / f"packs {name}")[place % copies]
        out = folder / f"issued {name}.pdf"
        with zipfile.ZipFile(pack.path) as archive:
            inside = next(n for n in archive.namelist() if n.endswith(f"{name}.pdf"))
            out.write_bytes(archive.read(inside))
        yield name, pack.copy.id, out


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--copies", type=int, default=5)
    parser.add_argument("--only", default="", help="ways whose name contains this")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"The corpus is not at {CORPUS}.")
    folder = Path(tempfile.mkdtemp(prefix="cocoon-bench-"))
    os.environ["COCOON_CONFIG"] = str(folder / "config")

    from vault.app.leak import leaks
    from vault.app.leak.tracer import Tracer
    from vault.app.session import unlock
    from vault.errors import CocoonError

    issued = list(build(folder, options.documents, options.copies))
    print(f"{len(issued)} documents of {PAGES} pages or fewer, {options.copies} copies of each")
    print("row  saved by                 named    trials  median lg accused seconds")
    session = unlock(folder / "vault", "Bench", PASSPHRASE)
    worst = 0
    with Tracer(session) as tracer:
        for name, (needs, way) in WAYS.items():
            if options.only not in name:
                continue
            if needs and not shutil.which(needs):
                print(f"  1  {name:24} left out: {needs} is not installed")
                continue
            bounds, accused, named, failed, spent = [], 0, 0, [], []
            for document, guilty, path in issued:
                leak = folder / "found.pdf"
                way(path, leak)
                began = time.perf_counter()
                try:
                    verdict = tracer.trace(leaks.lodge(session, [leak])).verdict
                except CocoonError as error:
                    failed.append(f"{document}: {error}")
                    continue
                spent.append(time.perf_counter() - began)
                right = [m for m in verdict.matches if m.copy == guilty]
                accused += len(verdict.matches) - len(right)
                bound = right[0].log10_false_match if right else 0.0
                bounds.append(bound)
                named += bound <= -9
                if bound > -9:
                    failed.append(f"{document}: {verdict.verdict} {bound:.0f}")
            worst += accused + len(issued) - named
            print(
                f"  1  {name:24} {100 * named / len(issued):4.0f} % of {len(issued):3}"
                f" {median(bounds or [0.0]):9.1f} {accused:6} {median(spent or [0.0]):7.1f}"
                f"   {'; '.join(failed)}",
                flush=True,
            )
    shutil.rmtree(folder, ignore_errors=True)
    return int(worst > 0)


if __name__ == "__main__":
    raise SystemExit(main())
