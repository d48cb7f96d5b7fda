"""Set up a fresh machine and run things: ``python3 resources/dev.py COMMAND``.

Only the standard library, so that it runs where nothing is installed yet. Each command makes
ready what it needs and no more, then runs. Three things are made, all inside the checkout:

- ``.tools/``: uv, when the machine has none (fetched with pip, pinned in the lock).
- ``.venv/``: the packages of ``resources/locked.txt``, each checked against its hash. The lock
  has sections: ``run`` (the program without a window), ``dev`` (tests and lint), ``gui`` (the
  window), ``build`` (PyInstaller). A command names its sections, so that ``demo`` never waits for
  Qt or pytest; a section once installed stays, so that commands do not take turns undoing each
  other.
- libraries and programs of the operating system, only on Debian and its relatives, and only
  when this user may install them; otherwise the exact line to type is printed.
"""

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python must get a sentence, not a traceback
    print(
        "Cocoon needs Python 3.11 or later and this is {}.{}. Install a newer Python, then "
        "run this file with it, e.g. python3.12 resources/dev.py demo".format(*sys.version_info),
        file=sys.stderr,
    )
    sys.exit(1)

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "resources" / "locked.txt"
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMP = VENV / "installed.json"
WINDOWS = os.name == "nt"
VENV_BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = VENV_BIN / ("python.exe" if WINDOWS else "python")

# (program, Debian package): what tests compare our work with. A test whose program is
# missing skips and says so.
TEST_PROGRAMS = (
    ("dbus-run-session", "dbus-daemon"),
    ("gnome-keyring-daemon", "gnome-keyring dbus-x11"),  # dbus-x11: keeps systemd away
    ("gs", "ghostscript"),
    ("mutool", "mupdf-tools"),
    ("pdftotext", "poppler-utils"),
    ("qpdf", "qpdf"),
    ("unzip", "unzip"),
)
# A display where there is none, so that pictures are taken of real windows; without it, offscreen.
SHOT_PROGRAMS = (("Xvfb", "xvfb"),)
# (shared library, Debian package): what PySide6's wheels expect of the system.
WINDOW_LIBRARIES = (
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
)


class SetupError(Exception):
    """Something stands in the way; the text says what, and what to do next."""


def say(text: str) -> None:
    """One line per step, on stderr: stdout belongs to what is run."""
    print(text, file=sys.stderr, flush=True)


def child_environment() -> dict[str, str]:
    """UTF-8 everywhere, and no Python that is not ours.

    Korean Windows defaults to cp949, a bare Debian to ASCII.
    """
    environment = dict(os.environ, PYTHONUTF8="1")
    for name in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"):
        environment.pop(name, None)
    return environment


# -- programs and libraries of the operating system ---------------------------------------


def library_loads(name: str) -> bool:
    """Whether the dynamic linker finds a shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def administrator() -> list[str] | None:
    """The words before ``apt-get`` that make it work without asking, or None."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def install_from_system(packages: list[str]) -> bool:
    """Install Debian packages if this user may; True when they are there afterwards."""
    before = administrator()
    if before is None:
        return False
    say(f"Installing {', '.join(packages)} …")
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    install = ["install", "-y", "--no-install-recommends", *packages]
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    done = subprocess.run(
        [*apt, *install], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        say(f"apt-get could not install them: {' '.join(last)}")
    return done.returncode == 0


def system_packages(wanted: list[str], purpose: str, *, required: bool) -> None:
    """See that Debian packages are there, or print the line that installs them."""
    if not wanted or not shutil.which("apt-get") or install_from_system(wanted):
        return
    line = f"sudo apt-get install --no-install-recommends {' '.join(wanted)}"
    if required:
        raise SetupError(f"{purpose} needs libraries of the system. Run: {line}")
    say(f"{purpose} is incomplete without some programs; to have them, run: {line}")


def test_programs() -> None:
    """Programs that tests compare with; on other systems than Debian they stay as they are."""
    missing = [package for program, package in TEST_PROGRAMS if not shutil.which(program)]
    system_packages(" ".join(missing).split(), "The test run", required=False)


def window_libraries() -> None:
    """Libraries without which Qt does not load."""
    if sys.platform == "linux":
        missing = [package for name, package in WINDOW_LIBRARIES if not library_loads(name)]
        system_packages(missing, "The window", required=True)


# -- uv and the packages ---------------------------------------------------------------------


def sections() -> dict[str, str]:
    """The lock's sections by name; a section starts with ``## name``."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            lines = found.setdefault(line[3:].split(":")[0], [])
        else:
            lines.append(line)
    return {name: "\n".join(lines) + "\n" for name, lines in found.items()}


def usable(uv: str) -> bool:
    """Whether this is a uv that works (a shim may point nowhere)."""
    try:
        return subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def find_uv() -> str:
    """The path of uv: the machine's, or one fetched with pip into ``.tools``."""
    own = TOOLS / "bin" / ("uv.exe" if WINDOWS else "uv")
    for candidate in (str(own), shutil.which("uv")):
        if candidate and usable(candidate):
            return candidate
    if importlib.util.find_spec("pip") is None and not (
        shutil.which("apt-get") and install_from_system(["python3-pip"])
    ):
        raise SetupError(
            "Neither uv nor pip is here. Run: "
            + (
                "sudo apt-get install --no-install-recommends python3-pip"
                if shutil.which("apt-get")
                else f"{Path(sys.executable).name} -m ensurepip"
            )
            + "   then the same command again"
        )
    say("Fetching uv …")
    TOOLS.mkdir(exist_ok=True)
    pinned = TOOLS / "uv.txt"
    pinned.write_text(sections()["uv"], encoding="utf-8")
    # --target: Debian's pip refuses to touch the system's Python, and rightly.
    fetch = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    fetch += ["--require-hashes", "--no-deps", "--upgrade", "--target", str(TOOLS)]
    fetched = subprocess.run(
        [*fetch, "-r", str(pinned)], env=child_environment(), capture_output=True, check=False
    )
    if fetched.returncode != 0 or not usable(str(own)):
        reason = fetched.stderr.decode(errors="replace").strip().splitlines()
        raise SetupError(
            f"uv could not be fetched: {reason[-1] if reason else 'pip said nothing'}. "
            "Check the network (pip's settings apply), then run the same command again"
        )
    return str(own)


def run_uv(uv: str, *arguments: str) -> None:
    """Run uv quietly; its last words become our error."""
    environment = child_environment()
    environment.setdefault("UV_SYSTEM_CERTS", "1")  # a firm's own certificate authority
    environment.setdefault("UV_HTTP_TIMEOUT", "120")
    if "PIP_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    done = subprocess.run(
        [uv, "--quiet", "--no-python-downloads", *arguments],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        words = [line for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
        say("\n".join(words[:6]))
        raise SetupError(
            "The packages could not be made ready (uv's words are above). Check the network, or "
            f"delete {VENV.name} and run the same command again"
        )


def fingerprint() -> str:
    """Changes when what lies in ``.venv`` would be made differently."""
    parts = [
        sys.version,
        str(ROOT),
        LOCK.read_text(encoding="utf-8"),
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
        str(has_window()),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def has_window() -> bool:
    """Whether this checkout has the desktop window yet."""
    return (ROOT / "ui" / "__init__.py").is_file()


def ready(*wanted: str) -> None:
    """Make ``.venv`` hold these sections of the lock, and the project itself."""
    made: dict[str, list[str]] = {}
    if STAMP.is_file() and PYTHON.exists():
        made = json.loads(STAMP.read_text(encoding="utf-8"))
    names = sorted({*wanted, *made.get("sections", [])})
    state = {"made from": fingerprint(), "python": [sys.version], "sections": names}
    if made == state:
        return
    uv = find_uv()
    if made.get("python") != state["python"]:
        run_uv(uv, "venv", "--clear", "--python", sys.executable, str(VENV))
    STAMP.unlink(missing_ok=True)
    known = sections()
    chosen = VENV / "chosen.txt"
    chosen.write_text("".join(known[name] for name in names), encoding="utf-8")
    count = chosen.read_text(encoding="utf-8").count("==")
    say(f"Installing {count} Python packages ({', '.join(names)}) …")
    target = ["--python", str(PYTHON)]
    run_uv(uv, "pip", "sync", "--require-hashes", *target, str(chosen))
    run_uv(uv, "pip", "install", "--no-deps", "--no-build-isolation", *target, "--editable", ".")
    STAMP.write_text(json.dumps(state), encoding="utf-8")


def sync(rest: list[str]) -> int:
    """Install only."""
    ready("run", "dev", *rest)
    return 0


def extras(*names: str) -> list[str]:
    """What tells uv to take these extras of pyproject.toml."""
    return [f"--extra={name}" for name in names]


def lock(rest: list[str]) -> int:
    """Write ``locked.txt`` anew: exact versions with hashes, and no index address."""
    uv = find_uv()
    TOOLS.mkdir(exist_ok=True)
    bare = {"build.in": "setuptools>=77\n", "uv.in": "uv\n"}  # build.in: makes us importable
    for name, text in bare.items():
        (TOOLS / name).write_text(text, encoding="utf-8")
    whole = TOOLS / "whole.txt"  # uv keeps the versions it finds in its output file
    keep = LOCK.is_file() and "--upgrade" not in rest
    whole.write_text(LOCK.read_text(encoding="utf-8") if keep else "", encoding="utf-8")
    program = [str(TOOLS / "build.in"), "pyproject.toml"]
    sources = {
        "run: the program without a window": program,
        "dev: tests and lint, besides run": [*program, *extras("dev")],
        "gui: the window, besides run and dev": [*program, *extras("dev", "gui", "dev-gui")],
        "build: what makes the installable program, besides gui": [*program, "--all-extras"],
        "uv: what installs the rest, where it is missing": [str(TOOLS / "uv.in")],
    }
    options = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header"]
    options += ["--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    # All at once first, so that every section takes the same version of a shared package.
    everything = [*program, "--all-extras", str(TOOLS / "uv.in")]
    run_uv(uv, "pip", "compile", *options, *everything, f"-o{whole}")
    text, seen = "", set[str]()
    for title, inputs in sources.items():
        part = TOOLS / "part.txt"
        part.unlink(missing_ok=True)
        run_uv(uv, "pip", "compile", *options, *inputs, f"-c{whole}", f"-o{part}")
        blocks = re.split(r"\n(?=\S)", part.read_text(encoding="utf-8").strip())
        fresh = [block + "\n" for block in blocks if block.splitlines()[0] not in seen]
        seen |= {block.splitlines()[0] for block in blocks}
        text += f"## {title}\n" + "".join(fresh)
    LOCK.write_text(text, encoding="utf-8")
    return 0


# -- what is run ---------------------------------------------------------------------------------


def run(*command: str | Path, **environment: str) -> int:
    """Run something in the checkout with the terminal it was given; its exit code."""
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=ROOT, env=child_environment() | environment, check=False
    ).returncode


def demo(rest: list[str]) -> int:
    """The whole main job on a real document: ``cocoon demo``."""
    ready("run")
    return run(VENV_BIN / "cocoon", "demo", *rest)


def test(rest: list[str]) -> int:
    """Run the tests; further words go to pytest."""
    test_programs()
    sections_needed = ["run", "dev"]
    if has_window():
        window_libraries()
        sections_needed.append("gui")
    ready(*sections_needed)
    workers = [f"-n{os.cpu_count() or 2}", "--dist=worksteal"]
    if any(word.startswith(("-n", "--numprocesses", "--pdb", "-s")) for word in rest):
        workers = []
    offscreen = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    return run(PYTHON, "-m", "pytest", *workers, *rest, QT_QPA_PLATFORM=offscreen)


def lint(rest: list[str]) -> int:
    """Ruff, then mypy; both run, and the worse result counts."""
    ready("run", "dev", *(["gui"] if has_window() else []))
    ruff = run(VENV_BIN / "ruff", "check", *rest, ".")
    return max(ruff, run(PYTHON, "-m", "mypy"))


def bench(rest: list[str]) -> int:
    """Run the named benchmarks of tests/bench, or all; without words it lists them too."""
    scripts = {path.stem: path for path in sorted((ROOT / "tests" / "bench").glob("[!_]*.py"))}
    for name in rest:
        if name not in scripts:
            raise SetupError(f"There is no benchmark {name!r}. There are: {', '.join(scripts)}")
    say(f"Benchmarks: {', '.join(scripts) or 'none yet'}")
    test_programs()
    ready("run", "dev")
    worst = 0
    for name in rest or scripts:
        say(f"\n{name}")
        worst = max(worst, run(PYTHON, scripts[name], PYTHONPATH=str(ROOT)))
    return worst


def window(*command: str) -> int:
    """Run something that needs the desktop window."""
    if not has_window():
        raise SetupError("This version has no window yet. Use the command: dev.py demo")
    window_libraries()
    ready("run", "dev", "gui")
    return run(PYTHON, *command)


def shots(rest: list[str]) -> int:
    """Take pictures of the window, on a display of its own where there is none."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        missing = [package for program, package in SHOT_PROGRAMS if not shutil.which(program)]
        system_packages(missing, "A picture of a real window", required=False)
    return window("-m", "tests.ui.shots", *rest)


def build(rest: list[str]) -> int:
    """Make the installable program in ``dist/cocoon``, try it out, and say its size."""
    if sys.platform == "linux":
        missing = [] if shutil.which("objdump") else ["binutils"]
        shared = str(sysconfig.get_config_var("INSTSONAME"))  # Debian's python3 comes without it
        if not (Path(str(sysconfig.get_config_var("LIBDIR"))) / shared).exists():
            missing.append("libpython{}.{}".format(*sys.version_info))
        system_packages(missing, "The build", required=True)
        window_libraries()
    ready("run", "dev", "gui", "build")
    return run(PYTHON, "resources/bundle/make.py", *rest, PYTHONPATH=str(ROOT))


def translate(rest: list[str]) -> int:
    """Collect the window's texts for translators, and compile what is translated."""
    ready("run", "dev", "gui")
    korean = ROOT / "resources" / "translations" / "cocoon_ko.ts"
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "ui").rglob("*.py"))
    found = run(VENV_BIN / "pyside6-lupdate", *sources, "-ts", korean, "-locations", "none", *rest)
    return max(found, run(VENV_BIN / "pyside6-lrelease", korean, "-qm", korean.with_suffix(".qm")))


COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "demo": (demo, "run the whole main job on a real document"),
    "test": (test, "run the tests (further words go to pytest)"),
    "lint": (lint, "ruff and mypy"),
    "bench": (bench, "run the benchmarks, or those named"),
    "app": (lambda rest: window("-m", "ui", *rest), "start the window"),
    "shots": (shots, "take pictures of the windows"),
    "build": (build, "make the installable program"),
    "translate": (translate, "collect and compile the window's texts"),
    "sync": (sync, "install only (add: gui)"),
    "lock": (lock, "pin the packages anew (--upgrade: newest versions)"),
}


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        usage="python3 resources/dev.py COMMAND …",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:10}{about}" for name, (_, about) in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    action, _ = COMMANDS[parser.parse_args(arguments[:1]).command]
    try:
        return action(arguments[1:])
    except SetupError as error:
        say(f"{error}.")
    except KeyboardInterrupt:
        say("Stopped.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
