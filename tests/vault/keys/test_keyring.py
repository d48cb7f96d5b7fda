"""The keyring of the system, for real: a Secret Service of its own on a bus of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

needed = [name for name in ("dbus-run-session", "gnome-keyring-daemon") if not shutil.which(name)]
secret_service = pytest.mark.skipif(bool(needed), reason=f"not installed: {', '.join(needed)}")

UNLOCK = "printf login | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"

STORY = """
import json
from vault.errors import CocoonError
from vault.keys import keyring

said = {"available": keyring.available()}
said["before"] = keyring.recall("V-1", "M-1")
try:
    keyring.remember("V-1", "M-1", "정확한 말 건전지 '\\"")
except CocoonError as error:
    said["refused"] = [error.code, error.next]
said["after"] = keyring.recall("V-1", "M-1")
said["other member"] = keyring.recall("V-1", "M-2")
said["other vault"] = keyring.recall("V-2", "M-1")
if {forget}:
    said["forgotten"] = [keyring.forget("V-1", "M-1"), keyring.forget("V-1", "M-1")]
    said["at last"] = keyring.recall("V-1", "M-1")
print(json.dumps(said))
"""


def tell(home: Path, *before: str, forget: bool = True, **environment: str) -> dict[str, object]:
    """Run the story in a session without anything of the user's."""
    clean = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "PYTHONUTF8": "1",
    }
    home.chmod(0o700)
    done = subprocess.run(
        [*before, sys.executable, "-c", STORY.replace("{forget}", str(forget))],
        env=clean | environment, capture_output=True, check=False, timeout=150,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    said = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(said, dict)
    return said


def in_session(home: Path, start: str, **settings: bool) -> dict[str, object]:
    session = ("dbus-run-session", "--", "sh", "-c", f'{start}; exec "$@"', "sh")
    return tell(home, *session, **settings)  # type: ignore[arg-type]


@secret_service
def test_a_passphrase_is_remembered_for_one_member_of_one_vault(tmp_path: Path) -> None:
    assert in_session(tmp_path, UNLOCK) == {
        "available": True,
        "before": None,
        "after": "정확한 말 건전지 '\"",
        "other member": None,
        "other vault": None,
        "forgotten": [True, False],
        "at last": None,
    }


@secret_service
def test_it_lasts_until_the_next_login_and_is_not_in_the_clear(tmp_path: Path) -> None:
    in_session(tmp_path, UNLOCK, forget=False)
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*.keyring"))
    assert stored
    assert "정확한 말".encode() not in stored
    assert in_session(tmp_path, UNLOCK)["before"] == "정확한 말 건전지 '\""


@secret_service
def test_a_keyring_that_stays_locked_only_says_no(tmp_path: Path) -> None:
    in_session(tmp_path, UNLOCK, forget=False)
    locked = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1"
    said = in_session(tmp_path, locked, forget=False)
    assert said["before"] is None
    assert said["refused"] == ["keyring-refused", "Unlock it, then try again."]


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="these always have a keyring")
def test_without_a_keyring_nothing_is_stored_and_the_error_says_so(tmp_path: Path) -> None:
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    said = tell(tmp_path, **nowhere)
    assert said["available"] is False
    assert said["refused"] == [
        "no-keyring",
        "Log in to a desktop session with one (GNOME Keyring, KWallet), or go on typing it.",
    ]
    assert said["after"] is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="these always have a keyring")
def test_a_configured_backend_that_writes_plain_files_is_not_used(tmp_path: Path) -> None:
    said = tell(
        tmp_path,
        DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent",
        PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
    )
    assert said["available"] is False
