"""Where the program keeps what belongs to the person at this machine, not to the vault.

Only the last seen tree head of each vault lies here: it is how a folder that was rolled back
behind everybody's back is noticed. ``COCOON_CONFIG`` moves it (tests, portable use).
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def config_folder() -> Path:
    """The folder for last seen tree heads; made when first written to."""
    chosen = os.environ.get("COCOON_CONFIG")
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("cocoon", "cocoon"))
