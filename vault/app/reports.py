"""Filling reports from what a trace found."""

from __future__ import annotations

from pathlib import Path

from vault.app.leaks import Traced
from vault.app.session import Session


def write_report(session: Session, traced: Traced, out: Path, language: str) -> None:
    """Write the trace report as a PDF."""
    from vault.papers import report

    raise NotImplementedError(report)
