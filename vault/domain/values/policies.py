"""Policies that were set aside."""

from __future__ import annotations

from vault.domain.values.base import Value


class Overridden(Value, frozen=True):
    """A policy that stood against a release and was set aside by the approver."""

    code: str
    english: str
    korean: str
    reason: str
    by: str
    at: str
