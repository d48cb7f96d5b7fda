"""Which policies there are, and how much the firm lets each weigh: off, warn or block."""

from __future__ import annotations

from vault.domain.policies.agreed import (
    BeyondAgreement,
    ExpiredAgreement,
    NoAgreement,
    NotOnStaffList,
)
from vault.domain.policies.approving import SOLO, ApproverIsRequester
from vault.domain.policies.demanded import ClosedDemand, IncompleteDemand, NoDemand
from vault.domain.policies.exposure import (
    DEFAULT_SHARE,
    TOO_MUCH,
    ClassTooHigh,
    DatePassed,
    ScopeTooWide,
    TooMuchAtOnce,
    threshold_name,
)
from vault.domain.policies.judged import BLOCK, OFF, WARN, Policy
from vault.domain.policies.originals import (
    BrokenSignature,
    LimitedTrace,
    OldRevision,
    UntraceablePages,
)
from vault.domain.policies.safety import GoneContact, PastDates
from vault.domain.state import State
from vault.errors import RefusedError

__all__ = ["BLOCK", "OFF", "POLICIES", "SOLO", "WARN", "threshold_name"]

POLICIES: tuple[Policy, ...] = (
    PastDates(),
    GoneContact(),
    NoDemand(),
    ClosedDemand(),
    IncompleteDemand(),
    NoAgreement(),
    ExpiredAgreement(),
    NotOnStaffList(),
    BeyondAgreement(),
    ClassTooHigh(),
    ScopeTooWide(),
    TooMuchAtOnce(),
    DatePassed(),
    ApproverIsRequester(),
    UntraceablePages(),
    LimitedTrace(),
    OldRevision(),
    BrokenSignature(),
)
BY_CODE = {policy.code: policy for policy in POLICIES}
THRESHOLDS = {TOO_MUCH: DEFAULT_SHARE}
"""Policies with a threshold (a percentage), and what it is in a firm that has set none."""


def level_of(code: str, state: State) -> str:
    """How much a policy weighs in this firm."""
    if code == SOLO:
        return WARN if state.facts.solo else BLOCK
    policy = BY_CODE[code]
    return state.facts.levels.get(code, policy.default) if policy.settable else policy.default


def threshold_of(code: str, state: State) -> str:
    """A policy's threshold in percent, or empty if it has none."""
    if code not in THRESHOLDS:
        return ""
    return state.facts.settings.get(threshold_name(code), THRESHOLDS[code])


def require_settable(code: str, level: str, threshold: str = "") -> None:
    """Refuse what no firm may set.

    Raises:
        RefusedError: ``unknown-policy``, ``fixed-policy``, ``unknown-level``, ``bad-threshold``.
    """
    policy = BY_CODE.get(code)
    if policy is None:
        raise RefusedError(
            "unknown-policy",
            f"There is no policy {code[:60]}.",
            "See `cocoon policy list`.",
        )
    if not policy.settable:
        raise RefusedError(
            "fixed-policy",
            f"The policy {code} is fixed: without it a release would contradict itself.",
            "Change the release instead.",
        )
    if level not in policy.settable:
        raise RefusedError(
            "unknown-level",
            f"The policy {code} can be set to {', '.join(policy.settable)}.",
            "Choose one of them.",
        )
    if not threshold:
        return
    if code not in THRESHOLDS:
        raise RefusedError(
            "bad-threshold", f"The policy {code} has no threshold.", "Set its level alone."
        )
    good = threshold.isascii() and threshold.isdigit() and str(int(threshold)) == threshold
    if not good or not 1 <= int(threshold) <= 100:
        raise RefusedError(
            "bad-threshold", "A threshold is a percentage from 1 to 100.", "Give a whole number."
        )
