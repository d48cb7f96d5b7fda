"""Small words for declaring commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vault.cli.answer import Answer
from vault.cli.context import Context

Nouns = Any
"""argparse's collection of subcommands; its class has no public name."""


def noun(nouns: Nouns, name: str, help: str) -> Nouns:
    """A noun with verbs below it."""
    parser = nouns.add_parser(name, help=help, description=help)
    return parser.add_subparsers(dest="verb", metavar="VERB", required=True)


def verb(
    verbs: Nouns, name: str, help: str, run: Callable[[Context, argparse.Namespace], Answer]
) -> argparse.ArgumentParser:
    """A verb and the function that does it."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help, description=help)
    parser.set_defaults(run=run)
    return parser


def takes_evidence(parser: argparse.ArgumentParser, help: str = "proof") -> None:
    """Files to keep beside what is entered: ``--file``, once for each; paths in ``file``."""
    parser.add_argument("--file", action="append", type=Path, default=[], metavar="FILE", help=help)
