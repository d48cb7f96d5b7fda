"""The installable program: what only it can get wrong.

``python3 resources/dev.py build`` runs these on what it built; without ``COCOON_BUNDLE``, the
folder with the two programs, they skip.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import hostile
from vault.errors import HostileInputError
from vault.intake.limits import Limits
from vault.intake.worker import Sandbox

BUNDLE = Path(os.environ.get("COCOON_BUNDLE", "dist/nowhere"))
ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("cocoon", "cocoon-window")
HERE = "tests.fakes.hostile"

pytestmark = pytest.mark.skipif(
    not BUNDLE.is_dir(), reason="no installable program; `dev.py build` makes and tests one"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="layers of the Linux kernel")


def alone(*words: str | Path, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run something of the bundle with nothing of this machine's Python in its environment."""
    bare = {"HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [str(word) for word in words], env=bare | more, cwd=home, capture_output=True, text=True,
        timeout=170, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle with a module in it that misbehaves as a reader taken over by a file would."""

    def linked(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)

    place = tmp_path_factory.mktemp("bundle") / "cocoon"
    shutil.copytree(BUNDLE, place, copy_function=linked, symlinks=True)
    taken_over = place / "_internal" / "tests" / "fakes" / "hostile.py"
    taken_over.parent.mkdir(parents=True)
    shutil.copy(hostile.__file__, taken_over)
    return place


@pytest.fixture(params=PROGRAMS)
def frozen(
    request: pytest.FixtureRequest, copied: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Sandbox:
    """A sandbox whose readers are the installed program itself, started as it starts them."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(copied / request.param))
    monkeypatch.setenv("COCOON_PASSPHRASE", hostile.SECRET)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return Sandbox(rooms=(HERE,), place=tmp_path / "private", seconds=90.0)


@linux
def test_a_reader_has_no_more_rights_than_in_a_checkout(frozen: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("mine", encoding="utf-8")
    frozen.limits = Limits(seconds=90.0, file_bytes=1000)
    with frozen:
        frozen.call(f"{HERE}:echo", value=0)
        assert frozen.layers[0] == "prctl"
        if not {"landlock", "seccomp"} <= set(frozen.layers):
            pytest.skip(f"this kernel has only {frozen.layers}")
        done = frozen.call(f"{HERE}:attempts", outside=str(tmp_path), parent=os.getpid())
    assert done.pop("thread") == "done"
    assert set(done.values()) == {"PermissionError"}, done


def test_a_reader_reads_everything(frozen: Sandbox) -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(200, 100))
    canvas.drawString(20, 50, "A page of text with corners")
    canvas.save()
    done = frozen.run(f"{HERE}:read_everything", pdf=data.getvalue())
    assert done == {
        "pages": [1], "picture": [200, 400, 3], "png": [400, 200], "xml": [1], "features": [1],
    }  # fmt: skip


def test_a_reader_knows_no_secret_and_loads_nothing_of_ours(
    frozen: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit('loaded')", encoding="utf-8")
    (tmp_path / "msgspec.py").write_text("raise SystemExit('loaded')", encoding="utf-8")
    with frozen:
        seen = frozen.call(f"{HERE}:environment")
        arguments = frozen.call(f"{HERE}:arguments")
        state = frozen.call(f"{HERE}:started")
    assert hostile.SECRET not in (*seen.values(), *arguments)
    assert "PYTHONPATH" not in seen
    assert state["utf8"] and state["isolated"] and not state["writes_bytecode"]
    assert not {"PySide6", "multiprocessing"} & set(state["modules"])


def test_a_hog_is_stopped(frozen: Sandbox) -> None:
    frozen.limits = Limits(memory_bytes=400 << 20, seconds=90.0)
    assert frozen.run(f"{HERE}:eat_memory", mib=100) == 100
    with pytest.raises(HostileInputError) as caught:
        frozen.run(f"{HERE}:eat_memory", mib=500)
    assert caught.value.code == "too-much-memory"


def test_the_command_says_its_version(tmp_path: Path) -> None:
    from vault import __version__

    done = alone(BUNDLE / "cocoon", "--version", home=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"cocoon {__version__}\n")
    refused = alone(BUNDLE / "cocoon", "release", "list", "--json", home=tmp_path)
    assert refused.returncode in (1, 2) and "Traceback" not in refused.stderr


def test_the_command_does_the_whole_job(tmp_path: Path) -> None:
    """With every file that it reads on the way, up to the report and in both languages."""
    done = alone(BUNDLE / "cocoon", "demo", "--keep", tmp_path / "kept", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "kept").rglob("*.pdf"))


def test_the_command_opens_the_window_beside_it(tmp_path: Path) -> None:
    """Where the window cannot start, it says so; that is how far a test without a person goes."""
    done = alone(BUNDLE / "cocoon", "gui", home=tmp_path, QT_QPA_PLATFORM="no-such-platform")
    assert "no-such-platform" in done.stderr


def test_every_module_loads(frozen: Sandbox) -> None:
    """Also those that are only found by name while running, and what compiled ones ask for."""
    ours = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for folder in ("vault", "ui")
        for path in (ROOT / folder).rglob("*.py")
    )
    assert len(ours) > 100
    assert frozen.run(f"{HERE}:load", modules=ours) == []


def test_files_that_people_read_are_files(tmp_path: Path) -> None:
    resources = BUNDLE / "_internal" / "resources"
    verifier = resources / "verifier" / "verify.py"
    assert ast.get_docstring(ast.parse(verifier.read_text(encoding="utf-8")))
    for folder in ("errors", "fonts", "help", "icons", "law", "templates", "verifier"):
        shipped = {
            path.relative_to(ROOT)
            for path in (ROOT / "resources" / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert shipped
        assert all((BUNDLE / "_internal" / path).is_file() for path in shipped), folder
    assert (resources / "translations" / "cocoon_ko.qm").is_file()
    licences = {path.name for path in (BUNDLE / "licences").iterdir()}
    assert {"Python.txt", "LGPL-3.0.txt", "numpy", "opencv-python-headless"} <= licences


def test_nothing_tells_where_it_was_built() -> None:
    """Neither a path of this machine nor what is only licensed under the GPL."""
    names = {path.name for path in BUNDLE.rglob("*")}
    assert not {"direct_url.json", "RECORD"} & names
    assert not [name for name in names if name.startswith("libreadline")]
    for facts in (BUNDLE / "_internal").glob("*.dist-info/*"):
        assert str(ROOT) not in facts.read_text(encoding="utf-8", errors="replace")
