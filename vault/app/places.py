"""Where the program keeps what belongs to the person at this machine, not to the vault.

Only the last seen tree head of each vault lies here: it is how a folder that was rolled back
behind everybody's back is noticed. ``COCOON_CONFIG`` moves it (tests, portable use).
"""

from __future__ import annotations

import os
from pathlib import Path

from vault.errors import CocoonError


def config_folder() -> Path:
    """The folder for last seen tree heads; made when first written to."""
    import platformdirs

    chosen = os.environ.get("COCOON_CONFIG")
    folder = Path(chosen) if chosen else Path(platformdirs.user_config_dir("cocoon", "cocoon"))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CocoonError(
            "no-config-folder",
            f"The folder {folder} for the program's own notes cannot be made.",
            "Make it yourself, or set COCOON_CONFIG to another one.",
        ) from error
    return folder


def program_version() -> str:
    """The version of the program."""
    from vault import __version__

    return __version__


def resources_folder() -> Path:
    """The folder of the files that ship with the program."""
    from vault.papers.resources import resource

    return resource("fonts").parent
