"""Read files from outside in a process that may die, and never in this one.

A `Sandbox` starts a fresh Python (spawned, never forked), which gives up its rights, and
calls functions in it. What can happen to the worker becomes a `HostileInputError` with a
sentence and a next step:

- ``took-too-long``: it did not answer in time and was killed with all it had started;
- ``too-much-memory``: it asked for more than it was given;
- ``worker-died``: it crashed, or said something that is not an answer;
- ``unreadable-file``: the function raised something it had not expected.

A `CocoonError` raised inside comes back as itself.

Invariants: the worker's words are data (`channel`), never code; nothing secret is in its
environment or arguments; no process and no file of it outlives the call or the ``with`` block.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any, Self

from vault import errors
from vault.errors import CocoonError, HostileInputError
from vault.intake.channel import ChannelError, FrameTooLarge
from vault.intake.limits import Limits, outgrew
from vault.intake.private import default_place
from vault.intake.process import Worker
from vault.progress import Report, Step, silent

ROOMS = ("vault.marks", "vault.tracing", "vault.intake")
"""Packages whose functions a worker may be asked to call."""

_KINDS = {
    kind.__name__: kind
    for kind in (
        CocoonError, HostileInputError, errors.IntegrityError, errors.NotFoundError,
        errors.UsageError,
    )
}  # fmt: skip


class Sandbox:
    """One worker at a time, for one or many calls.

    Use ``Sandbox(...).run("vault.marks.x:read", data=...)`` for a single call, or ``with
    Sandbox(...) as box`` and `call` for many on the same process. After a call that killed the
    worker the next call starts another, which knows nothing of earlier calls.

    Args:
        memory_bytes, seconds, answer_bytes, file_bytes, open_files: see `Limits`.
        role: what the file is to the person, the subject of an error's sentence
            ("The leaked picture"). Set the attribute anew between calls.
        report: hears of the worker's progress. If it raises, the worker is killed.
        rooms: packages whose functions may be called.
        place: where the worker's private folder is made; the user's own by default.
    """

    def __init__(
        self,
        *,
        memory_bytes: int = Limits.memory_bytes,
        seconds: float = Limits.seconds,
        answer_bytes: int = Limits.answer_bytes,
        file_bytes: int = Limits.file_bytes,
        open_files: int = Limits.open_files,
        role: str = "The file",
        report: Report = silent,
        rooms: tuple[str, ...] = ROOMS,
        place: Path | None = None,
    ) -> None:
        self.limits = Limits(memory_bytes, seconds, answer_bytes, file_bytes, open_files)
        self.role = role
        self._report = report
        self._rooms = rooms
        self._place = place
        self._worker: Worker | None = None

    def run(self, target: str, /, **arguments: object) -> Any:
        """One call on a worker of its own, which is gone afterwards."""
        with self:
            return self.call(target, **arguments)

    def call(self, target: str, /, **arguments: object) -> Any:
        """Call a function in the worker.

        Args:
            target: ``package.module:function`` in one of the rooms.
            arguments: plain values, bytes or numpy arrays (see `vault.intake.channel`). A
                function with a parameter ``report`` gets one by itself.

        Returns:
            What the function returned, as plain values: tuples are lists, dataclasses dicts.
            The worker may be hostile: check what matters.

        Raises:
            HostileInputError: see the module.
            CocoonError: what the function raised.
            TypeError: there is no such function, or not with these arguments.
        """
        module = target.partition(":")[0]
        if not any(f"{module}.".startswith(f"{room}.") for room in self._rooms):
            raise ValueError(f"{module} is not a room of the sandbox")
        if self._worker is None or not self._worker.alive():
            self.close()
            self._worker = Worker(self.limits, self._place or default_place())
        worker = self._worker
        call = {"call": target, "arguments": arguments}
        try:
            for kind, content in worker.ask(call, self.limits.seconds):
                if kind == "step":
                    self._report(_step(content))
                elif kind == "value":
                    return content
                elif kind == "error":
                    raise _told(content)
                elif content == "call":
                    raise TypeError(f"{target} cannot be called with {', '.join(arguments)}")
                else:
                    raise self._refusal("unreadable-file")
        except TimeoutError as error:
            self.close()
            raise self._refusal("took-too-long") from error
        except FrameTooLarge as error:
            self.close()
            raise self._refusal("too-much-memory") from error
        except (ChannelError, OSError) as error:
            raise self._refusal(self._cause_of_death()) from error
        except CocoonError:
            raise  # the worker is well
        except BaseException:
            self.close()
            raise
        raise AssertionError("an answer ends the conversation")

    @property
    def layers(self) -> list[str]:
        """Which hardening holds in the running worker; empty if none runs."""
        return [str(layer) for layer in self._worker.layers] if self._worker else []

    def close(self) -> None:
        """End the worker and remove its files."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _cause_of_death(self) -> str:
        """End the worker, whose channel broke, and say why it broke."""
        assert self._worker is not None
        exit_code, resident_bytes = self._worker.end()
        self._worker = None
        if outgrew(exit_code, resident_bytes, self.limits):
            return "too-much-memory"
        if sys.platform != "win32" and exit_code == -signal.SIGXCPU:
            return "took-too-long"
        return "worker-died"

    def _refusal(self, code: str) -> HostileInputError:
        sentences = {
            "took-too-long": f"took longer than {self.limits.seconds:g} seconds to read and was "
            "given up.",
            "too-much-memory": f"needs more than {self.limits.memory_bytes >> 20} MiB of memory "
            "to read.",
            "worker-died": "made its reader crash; it is damaged, or made to do harm.",
            "unreadable-file": "could not be read; it is damaged, or not what its name says.",
        }
        return HostileInputError(
            code,
            f"{self.role} {sentences[code]}",
            "Open it in the program it was made with, save it anew, and try again.",
        )


def _clean(text: object) -> str:
    """Text from the worker, safe to print and not long."""
    shown = "".join(c if c.isprintable() else " " for c in str(text)[:600])
    return " ".join(shown.split())


def _step(content: Any) -> Step:
    match content:
        case {"what": str(what), "done": int(done), "total": int(total)}:
            return Step(_clean(what), done, total)
    raise ChannelError("not a step")


def _told(content: Any) -> CocoonError:
    """The error that a function in the worker raised on purpose."""
    match content:
        case {"kind": str(kind), "code": str(code), "message": str(text), "next": str(step)}:
            known = _KINDS.get(kind, CocoonError)
            return known(_clean(code), _clean(text), _clean(step))
    raise ChannelError("not an error")
