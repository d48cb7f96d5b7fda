"""Speed of adding: `python tests/bench/add.py [MIB]` (default 256).

Encrypts, hashes and stores a file as `document add` does, beside a plain copy of the same file
with SHA-256 and fsync, in turn, and prints the ratio of the two (limit: 0.5 of the copy's speed).
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from vault.storage import FolderStore, blobs


def copy(source: Path, target: Path) -> None:
    digest = hashlib.sha256()
    with source.open("rb") as reader, target.open("wb") as writer:
        while piece := reader.read(1 << 20):
            digest.update(piece)
            writer.write(piece)
        writer.flush()
        os.fsync(writer.fileno())


def main() -> None:
    mib = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    with tempfile.TemporaryDirectory(dir=os.environ.get("COCOON_BENCH_DIR")) as folder:
        root = Path(folder)
        source, target = root / "source", root / "target"
        source.write_bytes(os.urandom(1 << 20) * mib)
        (root / "vault").mkdir()
        store = FolderStore(root / "vault")
        plain, sealed = [], []
        for _ in range(5):
            start = time.perf_counter()
            copy(source, target)
            plain.append(time.perf_counter() - start)
            target.unlink()
            start = time.perf_counter()
            with source.open("rb") as reader:
                ref = blobs.put(store, blobs.pieces(reader), key=blobs.new_key(), context=b"bench")
            sealed.append(time.perf_counter() - start)
            store.delete(ref.name)
        copied, added = mib / median(plain), mib / median(sealed)
        print(f"copy + SHA-256 + fsync {copied:8.0f} MiB/s")
        print(
            f"add (encrypted)        {added:8.0f} MiB/s   ratio {added / copied:.2f} (limit 0.50)"
        )


if __name__ == "__main__":
    main()
