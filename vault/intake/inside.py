"""The worker's side: a process that trusts nobody, not even itself after the first file.

Started by `vault.intake.worker`, never by hand. It first gives up what it does not need
(`limits`, `hardening`), then answers calls from its standard input on its standard output
until the input ends. Whatever a library prints goes nowhere.

Invariant: an answer is a value, a `CocoonError`, or a bare word for what went wrong. No
traceback and no text of an unexpected exception leaves the process, because such text may
quote the file or a password. `COCOON_DEBUG_WORKER=1` prints it on the program's stderr.
"""

from __future__ import annotations

import importlib
import inspect
import io
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Only light modules here: threads started by an import would escape the hardening.
from vault.errors import CocoonError
from vault.intake.hardening import harden
from vault.intake.limits import OUT_OF_MEMORY_EXIT, Limits
from vault.progress import Step

DEBUG = "COCOON_DEBUG_WORKER"
_DEBUG_FILE_BYTES = 1 << 20  # stderr may be a file
FROZEN_FLAG = "--cocoon-worker"
"""First argument by which the installed program starts itself as a worker."""


def serve_if_asked() -> None:
    """Become a worker if this program was started as one; never returns then.

    The installed program (PyInstaller) is its own Python; it calls this before anything else
    (``resources/bundle/first.py``).
    """
    if sys.argv[1:2] == [FROZEN_FLAG]:
        main()
        sys.exit(0)


def main() -> None:
    """Serve calls until standard input ends; argv is the folder to work in and the limits."""
    place = Path.cwd()
    memory, seconds, answer, file, files = sys.argv[-5:]
    file_bytes = max(int(file), _DEBUG_FILE_BYTES if os.environ.get(DEBUG) else 0)
    limits = Limits(int(memory), float(seconds), int(answer), file_bytes, int(files))
    source, sink = _private_channel()
    limits.apply()
    # An installed program reads its modules from its executable.
    ours = (sys.prefix, sys.base_prefix, sys.executable, *sys.path)
    layers = harden(place, [Path(p) for p in ours if p])

    from vault.intake.channel import ChannelError, receive, send

    send(sink, {"ready": layers})
    while True:
        try:
            call = receive(source, sys.maxsize)
        except ChannelError:
            return
        limits.allow_processor_time()
        send(sink, answer_to(call, lambda step: send(sink, {"step": step})))


def _private_channel() -> tuple[io.FileIO, io.FileIO]:
    """The pipes as files nobody else knows; the usual numbers then lead nowhere."""
    source, sink = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (source, sink):
            msvcrt.setmode(descriptor, os.O_BINARY)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2 if os.environ.get(DEBUG) else nowhere, 1)
    if not os.environ.get(DEBUG):
        os.dup2(nowhere, 2)
    return io.FileIO(source, "rb"), io.FileIO(sink, "wb")


def answer_to(call: dict[str, Any], report: Callable[[Step], None]) -> dict[str, Any]:
    """Do one call.

    Args:
        call: ``{"call": "module:function", "arguments": {name: value}}``.
        report: where progress goes, if the function has a parameter ``report``.

    Returns:
        ``{"value": …}``, ``{"error": {kind, code, message, next}}`` or ``{"failed": word}``.
    """
    arguments = dict(call["arguments"])
    try:
        module, _, name = call["call"].partition(":")
        function = getattr(importlib.import_module(module), name)
        signature = inspect.signature(function)
        if "report" in signature.parameters:
            arguments["report"] = report
        signature.bind(**arguments)
    except (ImportError, AttributeError, TypeError):
        if os.environ.get(DEBUG):
            traceback.print_exc()
        return {"failed": "call"}  # the program's mistake, not the file's
    try:
        return {"value": function(**arguments)}
    except CocoonError as error:
        return {
            "error": {
                "kind": type(error).__name__,
                "code": error.code,
                "message": error.message,
                "next": error.next,
            }
        }
    except BaseException as error:
        if os.environ.get(DEBUG):
            traceback.print_exc()
        if _lacks_memory(error):
            # What is left of this process cannot be relied upon.
            os._exit(OUT_OF_MEMORY_EXIT)
        return {"failed": "unreadable"}


def _lacks_memory(error: BaseException) -> bool:
    """Whether an exception means that an allocation was refused."""
    no_memory_in_opencv = -4  # cv::Error::StsNoMem
    return isinstance(error, MemoryError) or getattr(error, "code", 0) == no_memory_in_opencv


if __name__ == "__main__":
    main()
