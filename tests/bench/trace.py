"""How long tracing one phone photo takes in a vault of 1,000 pages and 100 copies.

``python tests/bench/trace.py [--pages N] [--keep DIR]``: makes the vault once (DIR keeps it for
the next run), photographs a page of one copy by simulation, and traces it with nothing said about
document, page or copy. Prints the seconds of each part, and the whole beside the limit of 10 s.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

LIMIT_SECONDS = 10.0
COPIES = 100
PER_DOCUMENT = 50
WORDS = [
    "oven",
    "plate",
    "belt",
    "zone",
    "ramp",
    "soak",
    "reflow",
    "heater",
    "ceramic",
    "nitrogen",
    "profile",
    "sensor",
    "flange",
    "gasket",
    "torque",
    "pressure",
    "tolerance",
    "inspect",
    "measure",
    "record",
    "operator",
    "shift",
    "batch",
    "lot",
    "carrier",
    "conveyor",
    "temperature",
    "minute",
    "second",
    "before",
    "after",
    "until",
    "between",
    "during",
    "cooling",
    "furnace",
    "alumina",
    "paste",
]
PASSPHRASE = "bench passphrase"


def manual(seed: int, pages: int) -> bytes:
    """A manual of random sentences, the same for the same seed."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    rng = random.Random(seed)
    style = getSampleStyleSheet()["BodyText"]
    story = []
    for page in range(pages):
        for _ in range(9):
            words = [rng.choice(WORDS) for _ in range(rng.randint(28, 46))]
            words.insert(rng.randrange(len(words)), str(rng.randint(10, 9999)))
            story.append(Paragraph(" ".join(words).capitalize() + ".", style))
        if page + 1 < pages:
            story.append(PageBreak())
    out = BytesIO()
    SimpleDocTemplate(out, invariant=1).build(story)
    return out.getvalue()


def build(folder: Path, pages: int) -> None:
    """Make the vault: documents, and copies of the first of them."""
    from vault.app.library import documents
    from vault.app.partnership import partners
    from vault.app.people import creation
    from vault.app.release import collecting, releases, sealing

    session = creation.create(
        folder / "vault", org="Bench", user="Bench", passphrase=PASSPHRASE, solo=True
    ).session
    files = []
    for number in range(max(1, pages // PER_DOCUMENT)):
        path = folder / f"manual {number}.pdf"
        path.write_bytes(manual(number, PER_DOCUMENT))
        files.append(path)
    began = time.perf_counter()
    added = documents.add(session, files, report=lambda step: print(step.what, flush=True))
    seconds = time.perf_counter() - began
    print(f"import: {seconds / pages:.2f} s a page")
    partner = partners.add_partner(session, "Partner")
    contacts = [partners.add_contact(session, partner.id, f"Contact {n}").id for n in range(COPIES)]
    asked = releases.request(
        session,
        releases.Request(contacts, [added.documents[0][0]], "bench", "2099-01-01"),
    )
    releases.approve(session, asked.id)
    began = time.perf_counter()
    sealing.seal(session, asked.id)
    print(f"sealing: {(time.perf_counter() - began) / COPIES:.2f} s a copy of {PER_DOCUMENT} pages")
    pack = collecting.collect(session, asked.id, folder / "packs")[41]
    (folder / "guilty").write_text(f"{pack.copy.id}\n{pack.path}\n", encoding="utf-8")
    session.snapshot()


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="cocoon-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["COCOON_CONFIG"] = str(folder / "config")
    if not (folder / "guilty").exists():
        build(folder, arguments.pages)
    guilty, pack = (folder / "guilty").read_text(encoding="utf-8").splitlines()

    import numpy as np

    from vault.app.leak import leaks
    from vault.app.leak.tracer import Tracer
    from vault.app.session import unlock
    from vault.tracing.simulate import photo_of_pdf

    with zipfile.ZipFile(pack) as archive:
        name = next(n for n in archive.namelist() if n.startswith("manual"))
        photo = folder / "photo.jpg"
        photo.write_bytes(photo_of_pdf(archive.read(name), 17, np.random.default_rng(3)))
    began = time.perf_counter()
    session = unlock(folder / "vault", "Bench", PASSPHRASE)
    unlocked = time.perf_counter()
    leak = leaks.lodge(session, [photo])
    with Tracer(session) as tracer:
        first = time.perf_counter()
        traced = tracer.trace(leak)
        done = time.perf_counter()
        again = tracer.trace(leaks.lodge(session, [photo]))
        twice = time.perf_counter()
    named = [(m.copy, m.log10_false_match) for m in traced.verdict.matches]
    right = [copy for copy, _ in named] == [guilty] and bool(again.verdict.matches)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"photo: {photo.stat().st_size // 1024} kB; named {named}; right: {right}")
    print(f"unlock {unlocked - began:.2f} s (most of it Argon2id)")
    print(
        f"trace with everything to load {done - first:.1f} s, "
        f"{(done - first) / LIMIT_SECONDS:.2f} of the limit of {LIMIT_SECONDS:.0f} s"
    )
    print(
        f"trace of a second photo {twice - done:.1f} s, "
        f"{(twice - done) / LIMIT_SECONDS:.2f} of the limit; worker at most {memory} MiB"
    )
    return 0 if right else 1


if __name__ == "__main__":
    raise SystemExit(main())
