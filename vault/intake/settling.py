"""When a file in a watched folder stands still: a state machine of plain values.

What the system or a scan says goes in with the time; what to look at, and what may be read, comes
out. Nothing here touches a disk or a clock. A file is ready once its size and its time of change
were seen alike twice, `quiet` seconds apart, and nothing was heard of it in between; a file that
never stands still is never ready, and holds up no other.

Invariant: `waiting` and `ready` have no path in common, and together never hold more than `room`
paths; what found no room is not forgotten but makes `overflowed` true, and a scan finds it again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

QUIET_S = 3.0
ROOM = 20_000

_PASSING = re.compile(
    r"~\$.*|~.*\.tmp|.*~|#.*#|.*\.(tmp|temp|swp|swo|swx|kate-swp|bak|wbk|asd|lock|lck|dwl2?|sv\$|ac\$"
    r"|laccdb|ldb|part|partial|filepart|crdownload|download|opdownload|!ut|sb-[0-9a-f]+-\w+)"
    r"|thumbs\.db|desktop\.ini|\$recycle\.bin|system volume information|lost\+found|__macosx"
    r"|icon\r",
    re.IGNORECASE,
)
"""Names that editors, browsers and systems give to what is not a person's file."""


def ignored(path: str) -> bool:
    """Whether a relative path is hidden, or in the keeping of a program.

    Args:
        path: relative to the watched folder, parts divided by ``/``.
    """
    return any(part.startswith(".") or _PASSING.fullmatch(part) for part in path.split("/"))


def _below(path: str, folder: str) -> bool:
    return path.startswith(folder + "/")


class Mark(NamedTuple):
    """What a file looks like from outside: bytes, and time of its last change in ns."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that stands still.

    Attributes:
        path: relative to the watched folder.
        mark: how it looked.
        origin: path it was seen to be renamed from, or empty.
    """

    path: str
    mark: Mark
    origin: str = ""


@dataclass(slots=True)
class _Waiting:
    mark: Mark | None
    since: float
    due: float
    origin: str


class Settling:
    """Files of one folder of which something was heard.

    Args:
        quiet: how long a file must stand still, seconds.
        room: how many paths are kept at most.

    Attributes:
        overflowed: something was heard of more files than there is room for; whoever scans the
            folder when there is room again sets it back.
    """

    def __init__(self, quiet: float = QUIET_S, room: int = ROOM) -> None:
        self._quiet = quiet
        self._room = room
        self._waiting: dict[str, _Waiting] = {}
        self._ready: dict[str, Ready] = {}
        self.overflowed = False

    @property
    def waiting(self) -> int:
        """How many files may still be being written."""
        return len(self._waiting)

    @property
    def ready(self) -> int:
        """How many files stand still and were not taken yet."""
        return len(self._ready)

    @property
    def spare(self) -> int:
        """For how many more paths there is room."""
        return self._room - len(self._waiting) - len(self._ready)

    def touched(self, path: str, now: float, origin: str = "") -> None:
        """Something happened to a file."""
        if ignored(path):
            return
        ready = self._ready.pop(path, None)
        known = self._waiting.get(path)
        if known is not None:
            known.since = now
            known.due = now if known.mark is None else now + self._quiet
            known.origin = origin or known.origin
        elif self.spare > 0:
            origin = origin or (ready.origin if ready else "")
            self._waiting[path] = _Waiting(None, now, now, origin)
        else:
            self.overflowed = True

    def moved(self, source: str, target: str, now: float) -> None:
        """A file was renamed or moved inside the folder."""
        waiting, ready = self._waiting.get(source), self._ready.get(source)
        origin = (waiting.origin if waiting else ready.origin if ready else "") or source
        self.gone(source)
        self.touched(target, now, "" if ignored(origin) or origin == target else origin)

    def gone(self, path: str) -> None:
        """A file is no longer there."""
        self._waiting.pop(path, None)
        self._ready.pop(path, None)

    def gone_below(self, folder: str) -> None:
        """A folder is no longer there, with all that was in it."""
        for path in [path for path in (*self._waiting, *self._ready) if _below(path, folder)]:
            self.gone(path)

    def seen(self, path: str, mark: Mark | None, now: float) -> None:
        """Somebody looked at a file.

        Args:
            path: which.
            mark: how it looks; None when it is not there, or not a file.
            now: seconds.
        """
        if mark is None or not mark.size:  # an empty one is heard of again when it is filled
            self.gone(path)
            return
        known = self._waiting.get(path)
        if known is None:
            before = self._ready.get(path)
            if before is not None and before.mark == mark:
                return
            self.touched(path, now)
            known = self._waiting.get(path)
            if known is None:
                return
        if known.mark != mark:
            known.mark, known.since = mark, now
        if now - known.since >= self._quiet:
            del self._waiting[path]
            self._ready[path] = Ready(path, mark, known.origin)
        else:
            known.due = known.since + self._quiet

    def due(self, now: float, most: int = 5000) -> list[str]:
        """Paths to look at now, and to tell `seen` about."""
        found = []
        for path, waiting in self._waiting.items():
            if waiting.due <= now:
                found.append(path)
                if len(found) == most:
                    break
        return found

    def take(self) -> Ready | None:
        """The file that stood still first; it is whoever takes it who sees to it now."""
        path = next(iter(self._ready), None)
        return None if path is None else self._ready.pop(path)

    def later(self, ready: Ready, now: float, delay: float) -> None:
        """Try a file again after a while, if nothing is heard of it before, seconds."""
        if self.spare > 0 and ready.path not in self._waiting:
            due = now + delay
            self._waiting[ready.path] = _Waiting(ready.mark, due - self._quiet, due, ready.origin)

    def clear(self) -> None:
        """Forget everything; the folder is away."""
        self._waiting.clear()
        self._ready.clear()
        self.overflowed = False
