"""One worker process: how it is started, spoken with, and ended.

Knows processes and pipes; what the words mean to a person is `vault.intake.worker`'s part.

Invariant: `Worker.end`, also when the start fails halfway, leaves no process and no file.
"""

from __future__ import annotations

import contextlib
import io
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import vault
from vault.errors import CocoonError
from vault.intake.channel import ChannelError, receive, send
from vault.intake.inside import DEBUG, FROZEN_FLAG
from vault.intake.limits import Job, Limits
from vault.intake.private import PrivateFolder

_START_SECONDS = 60.0  # a cold disk and a virus scanner, at most
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ", DEBUG)
_KEPT_PREFIXES = ("OPENBLAS_", "OMP_", "MKL_")


class Worker:
    """One process, its private folder, and the conversation with it."""

    def __init__(self, limits: Limits, place: Path) -> None:
        self._limits = limits
        self._folder = PrivateFolder(place)
        self._own_peak = _peak_resident_bytes()
        self._stop = threading.Event()
        with contextlib.ExitStack() as undo:
            undo.callback(self._folder.close)
            self._process = subprocess.Popen(
                _command(limits),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get(DEBUG) else subprocess.DEVNULL,
                bufsize=0,
                cwd=self._folder.path,
                env=_environment(self._folder.path),
                start_new_session=True,
            )
            # Unbuffered, so these are what Popen opens.
            self._to_worker = cast(io.FileIO, self._process.stdin)
            self._from_worker = cast(io.FileIO, self._process.stdout)
            undo.callback(self.end)
            try:
                self._job = Job(self._process, limits)
                ((_, self.layers),) = self.ask(None, _START_SECONDS)
            except (ChannelError, OSError, ValueError) as error:
                raise CocoonError(
                    "worker-not-started",
                    "The reader for files from outside could not be started.",
                    "Close other programs and try again.",
                ) from error
            undo.pop_all()

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, call: object | None, seconds: float) -> Iterator[tuple[str, Any]]:
        """Send a call and yield what comes back; the last is not a step.

        Pipes cannot be waited for with a limit on every system, so a thread talks and this
        one keeps the time.

        Raises:
            TimeoutError: no answer in time.
            ChannelError, OSError: the worker is gone or talks nonsense.
        """
        heard: queue.Queue[tuple[str, Any] | Exception] = queue.Queue(maxsize=16)
        threading.Thread(target=self._talk, args=(call, heard), daemon=True).start()
        deadline = time.monotonic() + seconds
        while True:
            try:
                item = heard.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty as error:
                raise TimeoutError from error
            if isinstance(item, Exception):
                raise item
            yield item
            if item[0] != "step":
                return
            if time.monotonic() > deadline:
                raise TimeoutError

    def _talk(self, call: object, heard: queue.Queue[tuple[str, Any] | Exception]) -> None:
        item: tuple[str, Any] | Exception
        try:
            if call is not None:
                send(self._to_worker, call)
            while True:
                item = _message(receive(self._from_worker, self._limits.answer_bytes))
                if item[0] != "step":
                    break
                self._put(heard, item)
        except Exception as error:
            item = error
        self._put(heard, item)

    def _put(
        self,
        heard: queue.Queue[tuple[str, Any] | Exception],
        item: tuple[str, Any] | Exception,
    ) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(queue.Full):
                heard.put(item, timeout=0.2)
                return

    def end(self) -> tuple[int, int]:
        """Kill the process and all it started, remove its files.

        Returns:
            Its exit code, and its largest resident size in bytes (0 if unknown).
        """
        self._stop.set()
        process, resident = self._process, 0
        if sys.platform == "win32":
            process.kill()
            self._job.close()
            process.wait()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            if process.returncode is None:
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
                # Linux lets a child start with its parent's figure.
                resident = peak if peak > self._own_peak else 0
        for pipe in (self._to_worker, self._from_worker):
            with contextlib.suppress(OSError):
                pipe.close()
        self._folder.close()
        return process.returncode, resident


def _command(limits: Limits) -> list[str]:
    """The words that start a worker."""
    numbers = [
        limits.memory_bytes, limits.seconds, limits.answer_bytes, limits.file_bytes,
        limits.open_files,
    ]  # fmt: skip
    words = [str(number) for number in numbers]
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_FLAG, *words]
    start = (
        "import sys; sys.path.insert(0, sys.argv[1]); from vault.intake.inside import main; main()"
    )
    # A virtual environment's python.exe on Windows starts another, which no job would hold.
    python = getattr(sys, "_base_executable", "") if sys.platform == "win32" else sys.executable
    # -I: nothing from the environment or the current folder is imported.
    options = ["-I", "-B", "-X", "utf8", "-c", start]
    return [python or sys.executable, *options, str(Path(vault.__file__).parents[1]), *words]


def _environment(folder: Path) -> dict[str, str]:
    """What the worker gets to see of the environment: nothing that could be a secret."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _KEPT_VARIABLES or name.startswith(_KEPT_PREFIXES)
    }
    own = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"), str(folder))
    if sys.platform == "win32":
        own["__PYVENV_LAUNCHER__"] = sys.executable
    return kept | own | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def _peak_resident_bytes() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _message(frame: Any) -> tuple[str, Any]:
    """A frame as (kind, content), if it is one of the worker's words."""
    if isinstance(frame, dict) and len(frame) == 1:
        ((kind, content),) = frame.items()
        if kind in ("ready", "step", "value", "error", "failed"):
            return kind, content
    raise ChannelError("not a message")
