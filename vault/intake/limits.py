"""What a worker may use of the machine, and how each system is made to hold it to that.

The worker sets its own limits before it sees the file (`Limits.apply`), with hard limits that
it cannot lift again; where the system wants the parent to do it (Windows), the parent puts the
worker into a job object (`Job`) that also ends it when the program ends. Linux and the BSDs
take rlimits; macOS accepts but does not enforce memory limits, so a thread watches instead.

The Windows half is written from the documented interface of job objects and has not been run.
"""

from __future__ import annotations

import ctypes
import math
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

OUT_OF_MEMORY_EXIT = 83
"""Exit code of a worker that noticed by itself that it outgrew its memory."""


@dataclass(frozen=True)
class Limits:
    """What one worker may use.

    Attributes:
        memory_bytes: private memory, libraries' own needs included (about 150 MiB with
            OpenCV loaded).
        seconds: wall clock time of one call.
        answer_bytes: size of one answer.
        file_bytes: size of any one file it writes in its private folder; 0 forbids files.
        open_files: files open at once.
    """

    memory_bytes: int = 1 << 30
    seconds: float = 60.0
    answer_bytes: int = 256 << 20
    file_bytes: int = 0
    open_files: int = 256

    def apply(self) -> None:
        """Hold this process to the limits from now on; called inside the worker."""
        if sys.platform == "win32":
            return
        import resource

        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_FSIZE, self.file_bytes)
        _lower(resource.RLIMIT_NOFILE, self.open_files)
        if sys.platform == "linux":
            # DATA counts what can be written to and is ours; AS also counts mapped libraries
            # and shared memory, and only has to stop the latter from being a way around.
            _lower(resource.RLIMIT_DATA, self.memory_bytes)
            _lower(resource.RLIMIT_AS, 2 * self.memory_bytes + (4 << 30))
        else:
            _watch_memory(self.memory_bytes)

    def allow_processor_time(self) -> None:
        """Allow one more call's processor time, on all cores; called inside the worker.

        This holds even where nobody is left to look at the clock.
        """
        if sys.platform == "win32":
            return
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        more = math.ceil(used + self.seconds * (os.cpu_count() or 1)) + 1
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = more if hard == resource.RLIM_INFINITY else min(more, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _lower(kind: int, value: int) -> None:
    """Set a limit for good, unless a lower one holds already."""
    import resource

    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _watch_memory(limit: int) -> None:
    """End this process when its largest resident size passes the limit, where nothing else does."""
    import resource
    import time

    unit = 1 if sys.platform == "darwin" else 1024

    def watch() -> None:
        while True:
            if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > limit:
                os._exit(OUT_OF_MEMORY_EXIT)
            time.sleep(0.05)

    threading.Thread(target=watch, daemon=True).start()


def outgrew(exit_code: int, resident_bytes: int, limits: Limits) -> bool:
    """Whether a dead worker's end looks like lack of memory.

    Args:
        exit_code: as `subprocess` gives it, negative for a signal.
        resident_bytes: largest resident size it had, 0 if unknown.
        limits: what it was allowed.
    """
    return exit_code == OUT_OF_MEMORY_EXIT or (
        exit_code < 0 and resident_bytes > 0.75 * limits.memory_bytes
    )


class Job:
    """A Windows job object around one worker and whatever it starts; elsewhere nothing.

    Closing it, or the end of this program, ends everything in it.
    """

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self._handle: Any = None
        if sys.platform == "win32":
            self._handle = _windows_job(process, limits)

    def close(self) -> None:
        """End everything in the job."""
        if sys.platform == "win32" and self._handle:
            ctypes.WinDLL("kernel32").CloseHandle(self._handle)
            self._handle = None


if sys.platform == "win32":
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = [
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class _Extended(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; IO_COUNTERS is six 64-bit numbers."""

        _fields_ = [
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    _EXTENDED_LIMIT_INFORMATION = 9
    _ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_ERROR, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000

    def _windows_job(process: subprocess.Popen[bytes], limits: Limits) -> Any:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD,
        )  # fmt: skip
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        job = kernel.CreateJobObjectW(None, None)
        information = _Extended()
        basic = information.BasicLimitInformation
        basic.LimitFlags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_ERROR | _KILL_ON_CLOSE
        basic.ActiveProcessLimit = 1
        information.ProcessMemoryLimit = limits.memory_bytes
        if not (
            job
            and kernel.SetInformationJobObject(
                job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(information),
                ctypes.sizeof(information),
            )
            and kernel.AssignProcessToJobObject(job, int(process._handle))
        ):  # fmt: skip
            raise ctypes.WinError(ctypes.get_last_error())
        return job
