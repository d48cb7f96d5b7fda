"""Where the files that ship with the program are.

The same call works in a checkout (``resources/`` beside ``vault/``), when installed (the
folder lies beside the package, or under the interpreter's data prefix) and in a frozen
program (the bundle's own folder).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vault.errors import NotFoundError


def _places() -> Iterator[Path]:
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        yield Path(bundle) / "resources"
    package = Path(__file__).resolve().parents[1]
    yield package.parent / "resources"
    yield package / "resources"
    import sysconfig  # slow to load, and seldom needed

    yield Path(sysconfig.get_path("data")) / "share" / "cocoon"


@cache
def resource(*parts: str) -> Path:
    """The path of a shipped file or folder.

    Args:
        parts: path below ``resources``, for example ``("fonts", "NanumGothic.ttf")``.

    Raises:
        NotFoundError: the program was installed without it.
    """
    for place in _places():
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise NotFoundError(
        "resource-missing",
        f"The program's own file {'/'.join(parts)} is missing.",
        "Install the program again.",
    )
