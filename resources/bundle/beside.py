"""What lies beside the programs: licences, how to install, and a desktop's entry and icons."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

from resources.bundle.parts import Entry, packages

_COMMON = Path("/usr/share/common-licenses")
_LICENCE = re.compile(r"(^|/)(licen[cs]es?|copying|notice|authors|sboms)([-_./]|$)", re.IGNORECASE)


def put(root: Path, folder: Path, binaries: list[Entry]) -> None:
    """Lay everything beside the programs.

    Args:
        root: the checkout.
        folder: where the programs are.
        binaries: everything compiled in the bundle; what comes from the operating system brings
            the system's words on its licence.
    """
    bundle = root / "resources" / "bundle"
    shutil.copy(root / "LICENSE", folder / "LICENSE")
    shutil.copy(root / "resources" / "docs" / "INSTALL.md", folder / "INSTALL.md")
    licences = folder / "licences"
    shutil.rmtree(licences, ignore_errors=True)
    shutil.copytree(bundle / "licences", licences)
    shutil.copy(root / "resources" / "fonts" / "OFL.txt", licences / "Nanum Gothic.txt")
    _python(licences / "Python.txt")
    for package in (*packages()[1:], metadata.distribution("pyinstaller")):
        _package(package.name, package.files or [], licences)
    if sys.platform == "linux":
        _system(binaries, licences / "system")
        share = folder / "share"
        shutil.rmtree(share, ignore_errors=True)
        (share / "applications").mkdir(parents=True)
        shutil.copy(bundle / "cocoon.desktop", share / "applications" / "cocoon.desktop")
        for icon in sorted((bundle / "icons").glob("cocoon-*.png")):
            size = icon.stem.removeprefix("cocoon-")
            place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
            place.mkdir(parents=True)
            shutil.copy(icon, place / "cocoon.png")


def _python(target: Path) -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python{version}/copyright"),
        Path(f"/usr/share/doc/libpython{version}-stdlib/copyright"),
    )
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise SystemExit(f"Python's licence is in none of {', '.join(map(str, places))}")
    shutil.copy(found, target)


def _package(name: str, files: list, licences: Path) -> None:
    """Every paper on licences that a package brings."""
    for file in files:
        words = str(file)
        if ".dist-info/" in words and _LICENCE.search(words.partition(".dist-info/")[2]):
            rest = words.partition(".dist-info/")[2].removeprefix("licenses/")
            target = licences / name / rest
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file.locate(), target)


def _system(binaries: list[Entry], target: Path) -> None:
    """Debian's papers on the libraries taken from the system."""
    ours = {Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve()} - {Path("/usr")}
    taken = {
        Path(source).resolve()
        for _, source, kind in binaries
        if kind != "SYMLINK" and not any(Path(source).resolve().is_relative_to(o) for o in ours)
    }
    if not taken or not shutil.which("dpkg-query"):
        return
    target.mkdir(exist_ok=True)
    told = subprocess.run(
        # A merged /usr: the package may list a library without it.
        ["dpkg-query", "-S", *(f"*/{path.name}" for path in sorted(taken))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = {str(path).removeprefix("/usr") for path in taken}
    found = set()
    for line in told.stdout.splitlines():
        owners, _, path = line.partition(": /")
        if f"/{path}".removeprefix("/usr") in names:
            found |= {owner.split(":")[0].strip() for owner in owners.split(",")}
    common: set[str] = set()
    for package in sorted(found):
        paper = Path("/usr/share/doc") / package / "copyright"
        if paper.is_file():
            text = paper.read_text(encoding="utf-8", errors="replace")
            (target / f"{package}.txt").write_text(text, encoding="utf-8")
            common |= set(re.findall(r"/usr/share/common-licenses/([\w.-]*\w)", text))
    for name in sorted(common):
        if (_COMMON / name).is_file():
            shutil.copy(_COMMON / name, target / f"{name}.txt")
