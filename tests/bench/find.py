"""How often, and how fast, a piece of one page is found among all pages of the real files.

``python tests/bench/find.py [--seeds N] [--keep FILE]``: nothing is said about document or page.
Pieces are screenshots, scans and photos of marked copies, drawn by the attacks of `attacks/run.py`
with seeds of their own. A piece counts as found when its page comes first. FILE keeps what is
known of the pages for the next run. The bar is 99 %, and a second for each piece.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench" / "attacks")]

import simulate  # noqa: E402
from run import CORPUS, REPORTING, Document, load  # noqa: E402
from simulate import Attack  # noqa: E402

from vault.tracing import features  # noqa: E402
from vault.tracing.find import Index  # noqa: E402

FIRST_SEED = 500_000
BAR, SECONDS = 0.99, 1.0
PIECES: dict[str, Attack] = {
    "screenshot": simulate.screenshot(),
    "photo": simulate.photo(),
    "photo, tilt 45": simulate.photo(tilt=45.0),
    **{
        f"{name} of {base}": attack
        for base in ("screen", "scan", "photo")
        for name, attack in (
            ("50 %", simulate.cropped(base, 0.5)),
            ("25 %", simulate.cropped(base, 0.25)),
            ("10 %", simulate.cropped(base, 0.10)),
            ("40 words", simulate.passage(base, 40)),
        )
    },
}


def described() -> dict[tuple[str, int], bytes]:
    """What the search keeps of every page of the real files that can be drawn."""
    known = {}
    for path in sorted(CORPUS.glob("*.pdf")):
        data = path.read_bytes()
        try:
            with pdfium.PdfDocument(data) as document:
                pages = len(document)
            for page in range(pages):
                known[path.stem, page] = features.dumps(features.describe(data, page))
        except pdfium.PdfiumError:
            continue
    return known


def line(
    name: str,
    attack: Attack,
    index: Index[tuple[str, int]],
    documents: list[Document],
    seeds: range,
) -> str:
    """One line of the table; what was missed is listed beside it."""
    found, seconds, missed = 0, [], []
    for document in documents:
        for seed in seeds:
            rng = np.random.default_rng(seed)
            try:
                leak = attack(document.marked(seed % 100), document.page, rng, document.words)
            except RuntimeError:  # the page has no such passage
                continue
            start = time.perf_counter()
            hits = index.query(leak)
            seconds.append(time.perf_counter() - start)
            if hits and hits[0].key == (document.name, document.page):
                found += 1
            else:
                missed.append(f"{document.name}/{seed} {leak.shape[1]}x{leak.shape[0]}")
    share, middle = found / max(1, len(seconds)), float(np.median(seconds))
    return (
        f"{name:18} {100 * share:5.1f} % of {len(seconds):3} {share / BAR:5.2f} of the bar "
        f"{middle:6.2f} s {middle / SECONDS:5.2f} of the limit   {'; '.join(missed[:4])}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"The corpus is not at {CORPUS}.")
    if options.keep and options.keep.exists():
        known = pickle.loads(options.keep.read_bytes())
    else:
        known = described()
        if options.keep:
            options.keep.write_bytes(pickle.dumps(known))
    index = Index({key: features.loads(data) for key, data in known.items()})
    documents = [load(name, page) for name, page in REPORTING]
    seeds = range(FIRST_SEED, FIRST_SEED + options.seeds)
    print(f"{len(index)} pages; pieces of {', '.join(f'{d.name} p{d.page}' for d in documents)}")
    for name, attack in PIECES.items():
        print(line(name, attack, index, documents, seeds), flush=True)


if __name__ == "__main__":
    main()
