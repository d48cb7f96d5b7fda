"""Nothing a test does touches what belongs to the person who runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A run says the same as the one before it; COCOON_RANDOM=1 looks for what nobody thought of.
settings.register_profile("same", derandomize=True)
if not os.environ.get("COCOON_RANDOM"):
    settings.load_profile("same")


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Configuration and cache of the program, in folders of the test's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("COCOON_CONFIG", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    for name in ("COCOON_VAULT", "COCOON_USER", "COCOON_PASSPHRASE", "COCOON_NEW_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    return home


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are not part of a test's name: made files hold times, and runs must agree on names."""
    return argname if isinstance(val, bytes) else None
