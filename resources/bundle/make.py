"""Makes the installable program, tries it out, and says what it weighs.

``python3 resources/dev.py build`` runs this in the checkout's environment; further words go to
PyInstaller. The bundle lies in ``dist/cocoon`` (on macOS also ``dist/Cocoon.app``). It is good
when its own self-test passes with nothing of this machine's Python in reach, and when the tests of
``tests/e2e/test_bundle.py`` hold.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from resources.bundle.parts import LEFT_OUT

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "dist" / "cocoon"
_TELLS = 8
"""How many of the largest parts are named."""


def main(words: list[str]) -> int:
    """Build, try, weigh; the exit code."""
    print("Building; this takes some minutes …", file=sys.stderr, flush=True)
    shutil.rmtree(BUNDLE, ignore_errors=True)
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    code = subprocess.run([*build, *words, "build.spec"], cwd=ROOT, check=False).returncode
    if code == 0:
        print(f"\nThe self-test of {BUNDLE.relative_to(ROOT)}:", flush=True)
        code = selftest()
    if code == 0:
        print("\nIts tests:", flush=True)
        tests = [sys.executable, "-m", "pytest", "-q", "tests/e2e/test_bundle.py"]
        told = {**os.environ, "COCOON_BUNDLE": str(BUNDLE)}
        code = subprocess.run(tests, cwd=ROOT, env=told, check=False).returncode
    if code == 0:
        print("\n" + "\n".join(weight()))
    return code


def selftest() -> int:
    """Run the window's self-test with an empty environment and home."""
    name = "cocoon-window.exe" if os.name == "nt" else "cocoon-window"
    with tempfile.TemporaryDirectory() as home:
        bare = {"HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
        if os.name == "nt":  # nothing starts without it
            bare = {**bare, "SYSTEMROOT": os.environ["SYSTEMROOT"], "TEMP": home, "TMP": home}
        done = subprocess.run([BUNDLE / name, "--selftest"], cwd=home, env=bare, check=False)
    return done.returncode


def weight() -> list[str]:
    """Lines that say how large the bundle is, what stayed out, and what its parts weigh."""
    sizes: dict[str, int] = {}
    for path in BUNDLE.rglob("*"):
        if path.is_file() and not path.is_symlink():
            part = _part(path.relative_to(BUNDLE))
            sizes[part] = sizes.get(part, 0) + path.stat().st_size
    whole = sum(sizes.values())
    out = (ROOT / "build" / "build" / LEFT_OUT).read_text(encoding="utf-8").splitlines()
    spared = sum(int(line.partition(" ")[0]) for line in out)
    largest = sorted(sizes.items(), key=lambda part: -part[1])[:_TELLS]
    return [
        f"{BUNDLE.relative_to(ROOT)}: {_mb(whole)}; {_mb(whole + spared)} with the {len(out)} "
        "files of libraries that nothing here uses.",
        "Largest: " + ", ".join(f"{name} {_mb(size)}" for name, size in largest) + ".",
    ]


def _part(path: Path) -> str:
    """The part a file belongs to, by where it lies."""
    name = path.parts[1] if path.parts[0] == "_internal" else path.parts[0]
    groups = {
        "opencv_python_headless.libs": "cv2", "numpy.libs": "numpy", "pillow.libs": "PIL",
        "pikepdf.libs": "pikepdf", "shiboken6": "PySide6",
    }  # fmt: skip
    return groups.get(name, name)


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
