"""The command's frame: global options, dispatch, and turning failures into sentences."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from vault import __version__
from vault.cli.answer import Answer
from vault.cli.context import Context
from vault.errors import CocoonError, UsageError

Run = Callable[[Context, argparse.Namespace], Answer]

NOUNS = (
    "vaults",
    "member",
    "document",
    "partner",
    "contact",
    "demand",
    "agreement",
    "policy",
    "release",
    "leak",
    "incident",
    "investment",
    "letter",
    "ledger",
    "backup",
    "dossier",
    "demo",
)

_FLAGS = {"--json": "json", "--quiet": "quiet"}
_VALUES = {
    "--vault": "vault",
    "--user": "user",
    "--passphrase-file": "passphrase_file",
    "--new-passphrase-file": "new_passphrase_file",
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words in one sentence, as an error like any other."""

    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        raise UsageError("usage", f"{sentence}.", f"See `{self.prog} --help`.")


def split_globals(argv: Sequence[str]) -> tuple[Context, list[str]]:
    """Take global options out of the line, wherever they stand (not after ``--``)."""
    context, rest = Context(), []
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif word in _FLAGS:
            setattr(context, _FLAGS[word], True)
        elif name in _VALUES:
            if not equals:
                found = next(words, None)
                if found is None:
                    raise UsageError("usage", f"{name} needs a value.", "See `cocoon --help`.")
                value = found
            setattr(context, _VALUES[name], value)
        else:
            rest.append(word)
    return context, rest


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command."""
    root = _Parser(
        prog="cocoon",
        description="A vault for technical documents that leave the firm and must be traceable.",
        epilog="Anywhere on the line: --vault DIR, --user NAME, --json, --quiet, "
        "--passphrase-file F, --new-passphrase-file F (or COCOON_VAULT, COCOON_USER, "
        "COCOON_PASSPHRASE, COCOON_NEW_PASSPHRASE).",
    )
    root.add_argument("--version", action="version", version=f"cocoon {__version__}")
    nouns = root.add_subparsers(dest="noun", metavar="COMMAND", required=True)
    for noun in NOUNS:
        import_module(f"vault.cli.{noun}").register(nouns)
    return root


def _say(context: Context, answer: Answer) -> int:
    for sentence in answer.errors:
        print(sentence, file=sys.stderr)
    if context.json:
        print(json.dumps(answer.value, ensure_ascii=False, indent=2))
    else:
        for line in answer.lines:
            print(line)
    return answer.exit_code


def _fail(context: Context, error: CocoonError) -> int:
    print(f"cocoon: {error.message}", file=sys.stderr)
    if error.next:
        print(f"  {error.next}", file=sys.stderr)
    if context.json:
        told = {"code": error.code, "message": error.message, "next": error.next}
        print(json.dumps({"error": told}, ensure_ascii=False, indent=2))
    return error.exit_code


def _unexpected(error: BaseException) -> CocoonError:
    if isinstance(error, MemoryError):
        return CocoonError("out-of-memory", "There is not enough memory.", "Close other programs.")
    if isinstance(error, OSError):
        return CocoonError(
            "system-error",
            f"The system refused: {error.strerror or type(error).__name__}.",
            "Check the disk and the permissions, then try again.",
        )
    return CocoonError(
        "internal-error",
        f"Something unexpected happened ({type(error).__name__}); nothing in the vault was lost.",
        "Please report it; COCOON_DEBUG=1 shows where it happened.",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):  # Korean Windows defaults to cp949
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError, OSError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    context = Context(json="--json" in (argv if argv is not None else sys.argv))
    try:
        context, rest = split_globals(sys.argv[1:] if argv is None else argv)
        arguments: Any = parser().parse_args(rest)
        run: Run = arguments.run
        return _say(context, run(context, arguments))
    except CocoonError as error:
        return _fail(context, error)
    except SystemExit as stop:  # --help, --version
        return int(stop.code or 0)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return _fail(context, CocoonError("interrupted", "Stopped.", "Run it again to go on."))
    except Exception as error:
        if os.environ.get("COCOON_DEBUG"):
            raise
        return _fail(context, _unexpected(error))
