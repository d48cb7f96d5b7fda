"""The attack matrix: how often a leaked picture of one page names its copy, and at what bound.

    python tests/bench/attacks/run.py [--rows 2,3] [--documents 4] [--seeds 2] [--tuning]

Every leak is drawn by poppler from a really marked file, disturbed with parameters from fixed
ranges, then aligned and read against the unmarked original, and all copies are scored. The
printed run uses documents and seeds that tuning (`--tuning`) never saw. Simulated printers and
cameras are no real ones; the table compares versions of the reader, and shows where it fails.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import simulate  # noqa: E402
from simulate import Attack, Gray  # noqa: E402

from vault.marks import codes  # noqa: E402
from vault.marks.carriers.pdf_text import Plan, plan, raster  # noqa: E402
from vault.marks.carriers.pdf_text.geometry import geometry  # noqa: E402
from vault.marks.pdf.assembly import assemble  # noqa: E402
from vault.marks.slots import CoinGroup, PageGeometry, Symbols  # noqa: E402
from vault.tracing.align import align, words_of  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
TUNING = (("tracemonkey", 2), ("R-data", 8), ("cjk-ko-doc", 1), ("dotguide", 10))
REPORTING = (
    ("tracemonkey", 5),
    ("R-data", 19),
    ("oblivoir-simpledoc", 8),
    ("dotguide", 17),
    ("cjk-ko-doc", 3),
    ("TAMReview", 3),
)
TUNING_SEEDS, REPORTING_SEEDS = 100, 900_000
COPIES, HYPOTHESES = 100, 10
REVISION = "D-BENCH000@1"
BIAS_KEY = hashlib.sha256(b"bench bias").digest()

ATTACKS: dict[str, dict[str, Attack]] = {
    "2": {f"raster JPEG {q}": simulate.raster(q) for q in (100, 90, 70, 50, 30, 20)},
    "3": {
        "screenshot": simulate.screenshot(),
        "dark mode": simulate.screenshot(dark=True),
        "sent by chat": simulate.screenshot(chat=True),
        "40 % of the window": simulate.screenshot(part=0.4),
    },
    "4": {
        "scan": simulate.scan(),
        "scan 100 dpi": simulate.scan(dpi=100),
        "scan 1 bit": simulate.scan(one_bit=True),
        "photocopy, scan": simulate.scan(copies=1),
        "fax": simulate.fax,
    },
    "5": {
        "photo of paper": simulate.photo(),
        "photo, tilt 45": simulate.photo(tilt=45.0),
        "photo of screen": simulate.photo(of_screen=True),
    },
    "6": {
        f"{name} of {base}": attack
        for base in ("screen", "scan", "photo")
        for name, attack in (
            ("50 %", simulate.cropped(base, 0.5)),
            ("25 %", simulate.cropped(base, 0.25)),
            ("10 %", simulate.cropped(base, 0.10)),
            ("40 words", simulate.passage(base, 40)),
            ("15 words", simulate.passage(base, 15)),
        )
    },
}
INNOCENT: dict[str, Attack] = {
    "screenshot": simulate.screenshot(),
    "photo": simulate.photo(),
    "25 % of photo": simulate.cropped("photo", 0.25),
}


@dataclass(frozen=True, slots=True)
class Document:
    """One page of a document with everything its trial needs."""

    name: str
    pdf: bytes
    plan: Plan
    page: int
    geometry: PageGeometry
    biases: codes.Biases

    @property
    def words(self) -> np.ndarray:
        """Boxes (n, 4) of the page's words, pt."""
        return words_of(self.geometry)

    def codeword(self, copy: int) -> dict[CoinGroup, Symbols]:
        """The symbols of copy number `copy` (-1: a stranger's)."""
        return codes.codeword(
            hashlib.sha256(b"copy %d" % copy).digest(),
            epoch=1,
            copy=f"R-BENCH000-{copy}",
            revision=REVISION,
            groups=self.plan.groups,
            biases=self.biases,
        )

    def marked(self, copy: int | None) -> bytes:
        """The file with a copy's symbols, or the unmarked one."""
        return assemble(
            self.plan,
            None if copy is None else self.codeword(copy),
            document_id=(b"a" * 16, b"b" * 16),
            seed=bytes(32),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """One trial: log10 bound of the true copy (0: not named), others named, seconds."""

    log10: float
    accused: int
    aligned: bool
    seconds: float


def load(name: str, page: int) -> Document:
    """A page of the corpus, planned."""
    pdf = (CORPUS / f"{name}.pdf").read_bytes()
    made = plan(pdf)
    biases = codes.biases_of(BIAS_KEY, REVISION, made.groups)
    return Document(name, pdf, made, page, geometry(pdf, made, page), biases)


def judge(document: Document, leak: Gray, copy: int | None) -> Outcome:
    """Align, read and score one leak."""
    start = time.perf_counter()
    alignment = align(leak, document.pdf, document.page, document.geometry)
    if alignment is None:
        return Outcome(0.0, 0, False, time.perf_counter() - start)
    readings = raster.read(leak, alignment, document.pdf, document.geometry)
    seconds = time.perf_counter() - start
    read = codes.combine(readings)
    biases = {group: document.biases[group] for group in document.geometry.groups}
    terms = codes.tally(read, biases)
    bounds = {}
    for number in range(COPIES if copy is not None else COPIES + 1):
        score = codes.score(read, document.codeword(number), biases)
        bounds[number] = codes.corrected(codes.log10_chance(terms, score), COPIES, HYPOTHESES)
    own = bounds.pop(copy, 0.0) if copy is not None else 0.0
    return Outcome(own, sum(bound <= -6 for bound in bounds.values()), True, seconds)


def row(number: str, name: str, attack: Attack, documents: list[Document], seeds: range) -> str:
    """One line of the table; failing trials are listed beside it."""
    outcomes, failed = [], []
    bar = -6.0 if "15 words" in name else -9.0
    for document in documents:
        for seed in seeds:
            rng = np.random.default_rng(seed)
            copy = seed % COPIES
            try:
                leak = attack(document.marked(copy), document.page, rng, document.words)
            except RuntimeError:
                continue
            outcome = judge(document, leak, copy)
            outcomes.append(outcome)
            if outcome.log10 > bar:
                what = f"{outcome.log10:.1f}" if outcome.aligned else "not aligned"
                failed.append(f"{document.name}/{seed}: {what} {leak.shape[1]}x{leak.shape[0]}")
    if not outcomes:
        return f"{number:>3}  {name:22}  no document fits"
    good = np.mean([outcome.log10 <= bar for outcome in outcomes])
    middle = np.median([outcome.log10 for outcome in outcomes])
    accused = sum(outcome.accused for outcome in outcomes)
    seconds = np.median([outcome.seconds for outcome in outcomes])
    line = f"{number:>3}  {name:22} {100 * good:5.0f} % of {len(outcomes):3} {middle:9.1f}"
    return f"{line} {accused:6} {seconds:7.1f}   {'; '.join(failed[:4])}"


def innocents(documents: list[Document], seeds: range) -> list[str]:
    """Row 12: leaks that came from no copy of ours, or from another document."""
    lines = []
    for name, attack in INNOCENT.items():
        for kind in ("unmarked original", "stranger's copy", "another document"):
            accused, trials, aligned = 0, 0, 0
            for place, document in enumerate(documents):
                other = documents[(place + 1) % len(documents)]
                source = other if kind == "another document" else document
                for seed in seeds:
                    rng = np.random.default_rng(seed)
                    copy = {"unmarked original": None, "stranger's copy": -1}.get(kind, 3)
                    pdf = source.marked(copy)
                    leak = attack(pdf, source.page, rng, source.words)
                    outcome = judge(document, leak, None)
                    accused, trials = accused + outcome.accused, trials + 1
                    aligned += outcome.aligned
            lines.append(
                f" 12  {name + ', ' + kind:40} {accused} accused in {trials} ({aligned} aligned)"
            )
    return lines


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="2,3,4,5,6,12")
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--only", default="", help="attacks whose name contains this")
    parser.add_argument("--tuning", action="store_true", help="the documents and seeds to tune on")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"The corpus is not at {CORPUS}.")
    wanted = TUNING if options.tuning else REPORTING
    documents = [load(name, page) for name, page in wanted[: options.documents]]
    first = TUNING_SEEDS if options.tuning else REPORTING_SEEDS
    seeds = range(first, first + options.seeds)
    print(f"bound with {COPIES} copies and {HYPOTHESES} hypotheses; documents:", end=" ")
    print(", ".join(f"{d.name} p{d.page} ({len(d.geometry.boxes)} units)" for d in documents))
    print("row  attack                  named    trials  median lg accused seconds")
    for number in options.rows.split(","):
        for name, attack in ATTACKS.get(number, {}).items():
            if options.only in name:
                print(row(number, name, attack, documents, seeds), flush=True)
        if number == "12":
            print("\n".join(innocents(documents, seeds)), flush=True)


if __name__ == "__main__":
    main()
