"""How fast copies are made, beside qpdf doing less in the same run.

    python tests/bench/copies.py [manual.pdf]

A manual of 300 pages and 100,000 words is planned once; then marked, stamped, AES-256-encrypted
copies of it are made. The peer is ``qpdf --encrypt … --overlay stamp.pdf --repeat=1``, which
stamps and encrypts but marks nothing. Printed: seconds, ratios to qpdf, and peak memory.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

PAGES, WORDS, ROUNDS = 300, 100_000, 7
STOCK = """oven belt zone preheat nozzle pressure the of and a to in is set between per minute
temperature profile operator must check before after every shift sensor calibration tolerance
adhesive curing conveyor interlock guard spindle torque alignment residual vacuum chamber
maintenance interval replacement specification approved engineering"""


def manual(pages: int = PAGES, words: int = WORDS, seed: int = 1) -> bytes:
    """A manual of plain pages, the same every time."""
    from reportlab.pdfgen.canvas import Canvas

    choose = random.Random(seed)
    stock = STOCK.split()
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    each = words // pages
    for page in range(pages):
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"Section {page + 1}", f"p{page}")
        text = canvas.beginText(64, 780)
        text.setFont("Times-Roman", 11, leading=14)
        for start in range(0, each, 10):
            text.textLine(" ".join(choose.choice(stock) for _ in range(min(10, each - start))))
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def stamp(size: tuple[float, float]) -> bytes:
    """A stamp as copies carry it."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setFillAlpha(0.5)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(
        40, 24, "Issued to Kim Minji, Hanbit Precision - R-7QW2K9XA-3 - use until 2027-03-31"
    )
    canvas.save()
    return out.getvalue()


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median seconds of a few rounds."""
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", nargs="?", type=Path, help="a manual of your own")
    path = parser.parse_args().pdf
    original = path.read_bytes() if path else manual()

    from vault.marks.carriers import pdf_text
    from vault.marks.pdf.assembly import assemble

    def copy(plan: pdf_text.Plan, seed: int) -> bytes:
        rng = np.random.default_rng(seed)
        word = {
            g: (rng.integers(0, 2, g.slots, np.int8) * 2 - 1).astype(np.int8) for g in plan.groups
        }
        return assemble(
            plan,
            word,
            document_id=(bytes(16), seed.to_bytes(16, "big")),
            seed=seed.to_bytes(32, "big"),
            stamp_pdf=over,
            xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
            open_password="open sesame",
        )

    def first() -> bytes:
        return copy(pdf_text.plan(original), 1)

    over = stamp((595.28, 841.89))
    one = timed(first, 3)
    plan = pdf_text.plan(original)
    stored = plan.dumps()
    loaded = timed(lambda: pdf_text.Plan.loads(stored))
    ready = pdf_text.Plan.loads(stored)
    copy(ready, 1)
    nth = timed(lambda: copy(ready, 2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with tempfile.TemporaryDirectory() as folder:
        source, stamped, made = (Path(folder) / n for n in ("in.pdf", "stamp.pdf", "out.pdf"))
        source.write_bytes(original)
        stamped.write_bytes(over)
        command = [
            "qpdf", "--encrypt", "open sesame", "owner", "256", "--",
            str(source), str(made), "--overlay", str(stamped), "--repeat=1", "--",
        ]  # fmt: skip
        peer = timed(lambda: subprocess.run(command, check=True))
        size = made.stat().st_size
    slots = sum(group.slots for group in plan.groups)
    words = sum(page.words for page in plan.pages)
    print(f"{len(plan.pages)} pages, {words} words, {slots} slots; original {len(original)} bytes")
    print(f"qpdf, stamped and encrypted   {peer:8.3f} s   1.00   {size} bytes")
    made_size = len(copy(ready, 3))
    print(f"n-th copy, marked as well     {nth:8.3f} s   {nth / peer:.2f}   {made_size} bytes")
    print(f"plan loaded and one copy      {loaded + nth:8.3f} s   {(loaded + nth) / peer:.2f}")
    print(f"first copy (plan and write)   {one:8.3f} s   {one / peer:.2f}   limit 10")
    print(f"plan as stored                {len(stored)} bytes; peak memory {peak:.0f} MiB")
    return 0 if nth <= peer and one <= 10 * peer and peak < 400 else 1


if __name__ == "__main__":
    raise SystemExit(main())
