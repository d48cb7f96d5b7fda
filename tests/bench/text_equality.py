"""Whether programs that extract text read the same from a copy as from the original.

    python tests/bench/text_equality.py [--seeds 2] [file.pdf …]

Every file of the corpus is planned and copied with random symbols, and the text of original and
copy is extracted by pdfium (page by page), by poppler in its two modes (``pdftotext -raw`` keeps
the order of the file, ``pdftotext`` guesses the layout) and, where it is installed, by MuPDF.
Printed: for each file the number of pages on which any copy's text differs from the original's.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fakes import pdfs  # noqa: E402
from vault.errors import CocoonError  # noqa: E402
from vault.marks.carriers.pdf_text import plan  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"


def poppler(*options: str) -> Callable[[bytes], list[bytes]]:
    """Pages of text by pdftotext."""

    def extract(pdf: bytes) -> list[bytes]:
        command = ["pdftotext", *options, "-", "-"]
        return subprocess.run(command, input=pdf, capture_output=True, timeout=120).stdout.split(
            b"\f"
        )

    return extract


def mupdf(pdf: bytes) -> list[bytes]:
    """Pages of text by mutool."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.pdf"
        source.write_bytes(pdf)
        command = ["mutool", "draw", "-q", "-F", "text", str(source)]
        found = subprocess.run(command, capture_output=True, timeout=120).stdout
    return found.split(b"\f")


def pdfium(pdf: bytes) -> list[bytes]:
    """Pages of text by pdfium."""
    return [page.encode("utf-16-le", "surrogatepass") for page in pdfs.pdfium_text(pdf)]


def extractors() -> dict[str, Callable[[bytes], list[bytes]]]:
    """Those that run here."""
    found: dict[str, Callable[[bytes], list[bytes]]] = {"pdfium": pdfium}
    if shutil.which("pdftotext"):
        found |= {"-raw": poppler("-raw"), "pdftotext": poppler()}
    if shutil.which("mutool"):
        found["mutool"] = mupdf
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    options = parser.parse_args()
    programs = extractors()
    print(f"{'file':34} pages   slots " + "".join(f"{name:>10}" for name in programs))
    totals = dict.fromkeys(programs, 0)
    same = dict.fromkeys(programs, 0)
    files = 0
    for path in options.files or sorted(CORPUS.glob("*.pdf")):
        data = path.read_bytes()
        try:
            made = plan(data)
        except CocoonError:
            continue
        slots = sum(group.slots for group in made.groups)
        if not slots:
            continue
        files += 1
        copies = [
            pdfs.issue(made, pdfs.codeword(made, seed)) for seed in range(1, 1 + options.seeds)
        ]
        differing = {}
        for name, extract in programs.items():
            before = extract(data)
            pages: set[int] = set()
            for copy in copies:
                after = extract(copy)
                if len(after) != len(before):
                    pages |= set(range(len(before)))
                pages |= {k for k, (a, b) in enumerate(zip(before, after, strict=False)) if a != b}
            differing[name] = len(pages)
            totals[name] += len(pages)
            same[name] += not pages
        figures = "".join(f"{n or '·':>10}" for n in differing.values())
        print(f"{path.name[:34]:34} {len(made.pages):5} {slots:7} {figures}", flush=True)
    print(f"{'pages that differ':34} {'':13} " + "".join(f"{n:>10}" for n in totals.values()))
    print(
        f"{'files all equal, of ' + str(files):34} {'':13} "
        + "".join(f"{n:>10}" for n in same.values())
    )


if __name__ == "__main__":
    main()
