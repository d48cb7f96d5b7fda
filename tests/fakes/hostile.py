"""What a parser taken over by a hostile file might do; called inside a worker only."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np

from vault.errors import CocoonError, IntegrityError
from vault.progress import Report, Step

SECRET = "correct horse battery staple"


def echo(value: object) -> object:
    return value


def double(array: Any) -> Any:
    return array * 2


def length(data: bytes) -> int:
    return len(data)


def count(report: Report, to: int) -> int:
    for k in range(to):
        report(Step("Counting", k + 1, to))
    return to


def eat_memory(mib: int) -> int:
    hoard = [np.ones(1 << 20, np.uint8) for _ in range(mib)]
    return len(hoard)


def eat_native_memory(mib: int) -> None:
    """As a C library does: take, touch, and die when refused."""
    c = ctypes.CDLL(None)
    c.malloc.restype = ctypes.c_void_p
    for _ in range(mib // 4):
        block = c.malloc(ctypes.c_size_t(4 << 20))
        if not block:
            os.abort()
        ctypes.memset(block, 1, 4 << 20)


def loop() -> None:
    while True:
        pass


def begin_and_loop(report: Report) -> None:
    report(Step("Beginning"))
    loop()


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(0)


def large_answer(size: int) -> bytes:
    return bytes(size)


def shout() -> str:
    """Write to the usual outputs, as careless libraries do."""
    os.write(1, b"garbage" * 1000)
    os.write(2, b"garbage" * 1000)
    print("garbage")
    return "still understood"


def speak(words: bytes) -> None:
    """Write bytes to every descriptor that takes them, the channel among them."""
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(descriptor, words)
    time.sleep(30)


def refuse() -> None:
    raise IntegrityError("torn-page", "Page 3 is torn.\x1b[31m", "Ask for it again.")


def refuse_simply() -> None:
    raise CocoonError("needs-password", "The file asks for a password.", "Give it.")


def stumble() -> None:
    raise ValueError(f"cannot parse {SECRET}")


def recurse() -> None:
    recurse()


def environment() -> dict[str, str]:
    return dict(os.environ)


def arguments() -> list[str]:
    return [*sys.orig_argv, Path("/proc/self/cmdline").read_bytes().decode()]


def leave_files(size: int) -> list[str]:
    Path("plain.txt").write_bytes(bytes(size))
    Path(os.environ["TMPDIR"], "more").mkdir()
    Path("more/inner.txt").write_text("plaintext", encoding="utf-8")
    Path("more").chmod(0o500)
    return [str(Path("plain.txt").resolve())]


def attempts(outside: str, parent: int) -> dict[str, str]:
    """Try what a reader of files never needs; what happened to each."""

    def thread() -> None:
        worker = threading.Thread(target=time.sleep, args=(0.01,))
        worker.start()
        worker.join()

    tries = {
        "read": lambda: Path(outside, "secret.txt").read_text(encoding="utf-8"),
        "list": lambda: list(Path(outside).iterdir()),
        "write": lambda: Path(outside, "new.txt").write_text("x", encoding="utf-8"),
        "delete": lambda: Path(outside, "secret.txt").unlink(),
        "parent's environment": lambda: Path(f"/proc/{parent}/environ").read_bytes(),
        "fork": os.fork,
        "exec": lambda: subprocess.run(["/bin/true"], check=True),
        "socket": lambda: socket.socket(),
        "signal": lambda: os.kill(parent, 0),
        "thread": thread,
    }
    done = {}
    for name, attempt in tries.items():
        try:
            attempt()
        except OSError as error:
            done[name] = type(error).__name__
        else:
            done[name] = "done"
    return done


def use_every_reader(pdf: bytes) -> dict[str, list[int]]:
    """Every native library that reads files, on honest input, with all rights taken away."""
    from PIL import ImageFont

    return read_everything(pdf) | {"font": [ImageFont.load_default(20).getbbox("x")[2] > 0]}


def read_everything(pdf: bytes) -> dict[str, list[int]]:
    """The same with what the program itself uses of them, and no more."""
    import io

    import cv2
    import lxml.etree
    import pikepdf
    import pypdfium2
    from PIL import Image

    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = len(document.pages)
        document.save(io.BytesIO())
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_numpy()
    done, png = cv2.imencode(".png", picture)
    assert done
    points, _ = cv2.SIFT_create().detectAndCompute(picture, None)
    return {
        "pages": [pages],
        "picture": list(picture.shape),
        "png": list(Image.open(io.BytesIO(png.tobytes())).size),
        "xml": [len(lxml.etree.fromstring(b"<a><b/></a>"))],
        "features": [min(len(points), 1)],
    }


def started() -> dict[str, Any]:
    """How Python was started, and what it has loaded."""
    return {
        "utf8": bool(sys.flags.utf8_mode),
        "isolated": bool(sys.flags.isolated),
        "writes_bytecode": not sys.flags.dont_write_bytecode,
        "modules": sorted(name for name in sys.modules if "." not in name),
    }


def load(modules: list[str]) -> list[str]:
    """Import modules; the errors of those that cannot be."""
    failed = []
    for name in modules:
        try:
            importlib.import_module(name)
        except ImportError as error:
            failed.append(f"{name}: {error}")
    return failed
