"""The shape of the program: who may know whom, and what a start may cost."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A room never knows the rooms listed here: those stand above it or beside it.
NEVER = {
    "vault.errors": {"vault"},
    "vault.progress": {"vault"},
    "vault.storage": {"vault.app", "vault.cli", "vault.domain", "vault.ledger", "vault.keys",
                      "vault.marks", "vault.tracing", "vault.papers", "vault.intake"},
    "vault.keys": {"vault.app", "vault.cli", "vault.ledger", "vault.marks", "vault.tracing",
                   "vault.papers", "vault.intake"},
    "vault.ledger": {"vault.app", "vault.cli", "vault.marks", "vault.tracing", "vault.papers",
                     "vault.intake"},
    "vault.domain": {"vault.app", "vault.cli", "vault.marks", "vault.tracing", "vault.papers",
                     "vault.intake"},
    "vault.marks": {"vault.app", "vault.cli", "vault.domain", "vault.ledger", "vault.storage",
                    "vault.intake"},
    "vault.tracing": {"vault.app", "vault.cli", "vault.domain", "vault.ledger", "vault.storage",
                      "vault.papers", "vault.intake"},
    "vault.papers": {"vault.app", "vault.cli", "vault.tracing", "vault.intake"},
    "vault.intake": {"vault.app", "vault.cli", "vault.domain", "vault.ledger", "vault.storage",
                     "vault.papers", "vault.keys"},
    "vault.app": {"vault.cli"},
    # Carriers know formats; codes know keys; neither knows the other.
    "vault.marks.carriers": {"vault.marks.codes", "vault.keys"},
    "vault.marks.codes": {"vault.marks.carriers"},
    "vault.tracing.find": {"vault.keys", "vault.marks.codes"},
    "vault.tracing.align": {"vault.keys", "vault.marks.codes"},
}  # fmt: skip


def modules(folder: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), path


def imported(name: str, path: Path) -> set[str]:
    """Modules that a module's text imports anywhere, with names taken from them."""
    found: set[str] = set()
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *base.split(".")])
            base = base.rstrip(".")
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def inside(name: str, room: str) -> bool:
    """Whether a module is a room or lies in it."""
    return name == room or name.startswith(f"{room}.")


def test_no_room_knows_a_room_above_it() -> None:
    wrong = []
    for name, path in modules("vault"):
        for room, above in NEVER.items():
            if inside(name, room):
                wrong += [
                    f"{name} imports {module}"
                    for module in imported(name, path)
                    for forbidden in above
                    if inside(module, forbidden) and not inside(module, room)
                ]
    assert not wrong


def test_the_core_does_not_know_qt() -> None:
    named = [
        str(path.relative_to(ROOT))
        for _, path in modules("vault")
        for word in ("PySide", "PyQt", "shiboken", "QtCore", "qtpy")
        if word in path.read_text(encoding="utf-8")
    ]
    assert not named


def test_the_window_reaches_the_core_through_one_door() -> None:
    allowed = ("vault.app", "vault.errors", "vault.progress")
    wrong = [
        f"{name} imports {module}"
        for name, path in modules("ui")
        for module in imported(name, path)
        if inside(module, "vault")
        and module != "vault"
        and not any(inside(module, door) for door in allowed)
    ]
    assert not wrong


def test_every_module_says_what_it_is() -> None:
    silent = [
        name
        for folder in ("vault", "ui", "resources")
        for name, path in modules(folder)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_names_mean_something() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    found = [name for folder in ("vault", "ui", "tests") for name, _ in modules(folder)]
    assert [name for name in found if vague & set(name.split("."))] == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_nothing_else_lies_at_the_top() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\n")
    top = {line.split("/")[0] for line in listed if line}
    given = {"vault", "ui", "resources", "tests", "build.spec", "pyproject.toml", "README.md"}
    assert {name for name in top - given if not name.startswith(".")} <= {"LICENSE"}


def python(code: str) -> str:
    """What a fresh Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_imports_without_qt() -> None:
    names = [name for name, _ in modules("vault") if not name.endswith("__main__")]
    python(
        "import sys, importlib\n"
        "class Blocked:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name.split('.')[0] in ('PySide6', 'shiboken6', 'PyQt6', 'PyQt5'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Blocked())\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
    )


@pytest.mark.parametrize("start", ["vault.app", "vault.cli"])
def test_a_start_does_not_load_what_only_some_work_needs(start: str) -> None:
    heavy = ("cv2", "reportlab", "pikepdf", "pypdfium2", "PIL", "keyring")
    names = [name for name, _ in modules("vault") if inside(name, start)]
    names = [name for name in names if not name.endswith("__main__")]
    loaded = python(
        "import sys, importlib\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
        "print(*sys.modules)"
    ).split()
    assert [name for name in heavy if name in loaded] == []
