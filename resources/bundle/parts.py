"""What goes into the installable program, and what of the libraries stays out.

PyInstaller gathers whatever the modules and their libraries may ever ask for. Out of that we
keep the plugins of Qt that a window of widgets loads, and of the shared libraries only those
that something kept still links to.

Invariant: a shared library is left out only if no file in the bundle names it as needed.
"""

from __future__ import annotations

import fnmatch
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

Entry = tuple[str, str, str]
"""As PyInstaller has them: place in the bundle, place on this machine, kind."""

PROGRAM = "cocoon-vault"
LEFT_OUT = "left-out.txt"
"""Written into PyInstaller's work folder: bytes and place of each file that stays out."""

UNUSED_MODULES = [
    "PIL.AvifImagePlugin",  # pictures are opened by name of format, and this is none of ours
    "PIL._avif",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "lxml.isoschematron",
    "lxml.objectify",
    "numpy.f2py",
    "pip",
    "pkg_resources",
    "readline",  # GPL, and nothing here is typed line by line
    "setuptools",
    "tkinter",
]

_PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qgif", "qico", "qjpeg", "qsvg", "qtiff", "qwebp"},  # pasted pictures
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platforms": {"qcocoa", "qminimal", "qoffscreen", "qwayland", "qwindows", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},  # not gtk3's, which brings the whole of GTK
    "styles": {"qmacstyle", "qmodernwindowsstyle"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-graphics-integration-client": {"qt-plugin-wayland-egl"},
    "wayland-shell-integration": {"xdg-shell"},
}
"""Qt's plugins that stay, by folder. Nothing is fetched by Qt, so none for TLS."""
_UNUSED_FILES = (
    "PySide6/*/qml/*",
    "PySide6/*/translations/*",
    "*.pyi",
    "*/tests/*",
    "*.dist-info/*",
)
_USED_FILES = (
    "*/translations/qtbase_ko.qm",
    "*.dist-info/METADATA",
    "*.dist-info/entry_points.txt",
)
"""Exceptions from the unused. Licences of packages lie beside the programs."""
NOT_WHOLE = {"bundle", "demo", "docs", "translations", "__pycache__"}
"""Folders of `resources` that the program does not read, or not all of."""


def shipped(root: Path) -> list[tuple[str, str]]:
    """Our own files, as (place on this machine, folder in the bundle)."""
    resources = root / "resources"
    folders = [each for each in sorted(resources.iterdir()) if each.is_dir()]
    found = [
        path
        for folder in folders
        if folder.name not in NOT_WHOLE
        for path in sorted(folder.rglob("*"))
    ]
    found += [
        resources / "translations" / "cocoon_ko.qm",
        resources / "demo" / "process-specification.pdf",
    ]
    return [
        (str(path), str(path.parent.relative_to(root)))
        for path in found
        if path.is_file() and "__pycache__" not in path.parts
    ]


def packages() -> list[metadata.Distribution]:
    """Everything the program is made of, and our own package first."""
    from packaging.requirements import Requirement

    found: dict[str, metadata.Distribution] = {}
    waiting = [PROGRAM]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        found[name] = metadata.distribution(name)
        for text in found[name].requires or []:
            need = Requirement(text)
            extra = "gui" if name == PROGRAM else ""
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                waiting.append(need.name)
    return list(found.values())


def facts_of_packages() -> list[tuple[str, str]]:
    """Each package's own facts, which the window's About and a trace's report read."""
    found = []
    for package in packages():
        place = Path(str(package.locate_file("")))
        for file in package.files or []:
            if file.parent.suffix == ".dist-info" and file.name in ("METADATA", "entry_points.txt"):
                found.append((str(place / file), str(file.parent)))
    return found


def trimmed(
    binaries: list[Entry], datas: list[Entry], work: Path
) -> tuple[list[Entry], list[Entry]]:
    """What stays of what PyInstaller gathered; the rest is written down in the work folder."""
    wanted = [entry for entry in binaries if _wanted(entry[0])]
    if sys.platform == "linux":
        wanted = _linked(wanted)
    stay = {entry[0] for entry in wanted}
    # A link at the top to a library that stays out leads nowhere.
    data = [
        entry
        for entry in datas
        if _wanted(entry[0]) and (entry[2] != "SYMLINK" or entry[1] in stay)
    ]
    stay |= {entry[0] for entry in data}
    out = [entry for entry in (*binaries, *datas) if entry[0] not in stay]
    lines = [
        f"{Path(source).stat().st_size} {place}"
        for place, source, kind in out
        if kind != "SYMLINK" and Path(source).is_file()
    ]
    (work / LEFT_OUT).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return wanted, data


def _wanted(place: str) -> bool:
    path = PurePosixPath(place.replace("\\", "/"))
    if "plugins" in path.parts and "PySide6" in path.parts:
        kind = path.parts[path.parts.index("plugins") + 1]
        return path.name.split(".")[0].removeprefix("lib") in _PLUGINS.get(kind, set())
    used, unused = (
        any(fnmatch.fnmatch(str(path), pattern) for pattern in patterns)
        for patterns in (_USED_FILES, _UNUSED_FILES)
    )
    return used or not unused


def _linked(binaries: list[Entry]) -> list[Entry]:
    """Leave out libraries that nothing links to any more."""
    files = [entry for entry in binaries if entry[2] != "SYMLINK"]
    libraries = {PurePosixPath(entry[0]).name: entry[1] for entry in files if _only_linked(entry)}
    waiting = [entry[1] for entry in files if not _only_linked(entry)]
    reached: set[str] = set()
    while waiting:
        for name in set(_needs(waiting.pop())) & (libraries.keys() - reached):
            reached.add(name)
            waiting.append(libraries[name])
    return [
        entry
        for entry in binaries
        if PurePosixPath(entry[0]).name in reached
        or not (PurePosixPath(entry[0]).name in libraries or _only_linked(entry))
    ]


def _only_linked(entry: Entry) -> bool:
    """Whether a file is a library that only other binaries load."""
    place, _, kind = entry
    if kind == "EXTENSION":
        return False
    path = PurePosixPath(place)
    folder = str(path.parent)
    apart = folder == "." or folder.endswith((".libs", "Qt/lib"))
    return apart and ".so" in path.name and not path.name.startswith("libpython")


def _needs(source: str) -> list[str]:
    """Names of the libraries that an ELF file links to."""
    told = subprocess.run(["objdump", "-p", source], capture_output=True, text=True, check=True)
    return re.findall(r"^\s+NEEDED\s+(\S+)", told.stdout, re.MULTILINE)


def windows_version(name: str, version: str) -> Any:
    """What Explorer shows of an executable. Untested."""
    from PyInstaller.utils.win32 import versioninfo as vi

    numbers = (*(int(n) for n in re.findall(r"\d+", version)[:3]), 0)
    words = {
        "CompanyName": "Cocoon",
        "FileDescription": "Cocoon" if name == "cocoon-window" else "Cocoon command",
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "Cocoon",
        "ProductVersion": version,
    }
    english, unicode_ = 1033, 1200
    table = vi.StringTable("040904B0", [vi.StringStruct(key, text) for key, text in words.items()])
    return vi.VSVersionInfo(
        ffi=vi.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            vi.StringFileInfo([table]),
            vi.VarFileInfo([vi.VarStruct("Translation", [english, unicode_])]),
        ],
    )


MAC_FACTS = {
    "CFBundleDisplayName": "Cocoon",
    "CFBundleDevelopmentRegion": "en",
    "CFBundleLocalizations": ["en", "ko"],
    "LSApplicationCategoryType": "public.app-category.business",
    "LSMinimumSystemVersion": "13.0",
    "NSHighResolutionCapable": True,
    "NSRequiresAquaSystemAppearance": False,  # dark as well
}
"""Info.plist of the app. Untested."""
