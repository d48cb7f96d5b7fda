"""Policies that were set aside."""

from __future__ import annotations

from vault.domain.values.base import Value


class Override(Value, frozen=True):
    """A policy that an approver sets aside, as the approver signs it.

    Attributes:
        english, korean: the rule that gives way, fit to be printed for the recipient.
        reason: why.
        found, found_korean: what stood against the release, in detail; not for the recipient.
    """

    code: str
    english: str
    korean: str
    reason: str
    found: str = ""
    found_korean: str = ""


class Overridden(Value, frozen=True):
    """A policy that stood against a release and was set aside by the approver."""

    code: str
    english: str
    korean: str
    reason: str
    by: str
    at: str
    found: str = ""
    found_korean: str = ""
