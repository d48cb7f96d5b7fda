"""Judging: what all policies say of a release, and which of it nobody may pass over.

The fold itself judges with these when a release is approved and when a copy is issued, by the
entry's own time and the state before it, so that no approver's program can pass over a block
without a signed override. A change of what a policy finds therefore changes what old entries
mean; it must leave alone how releases were judged that are approved already.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import datetime

from vault.domain.policies.judged import BLOCK, WARN, Finding, Proposal
from vault.domain.policies.levels import POLICIES, SOLO, level_of
from vault.domain.state import State
from vault.errors import RefusedError


def findings(
    proposal: Proposal, state: State, now: datetime, levels: Container[str] = (WARN, BLOCK)
) -> tuple[Finding, ...]:
    """What stands against a release, in the order of the policies, of those at some levels."""
    found = []
    for policy in POLICIES:
        level = level_of(policy.code, state)
        if level not in levels:
            continue
        finding = policy.check(proposal, state, now)
        if finding is not None:
            blocks = level == BLOCK and not finding.stops
            found.append(replace(finding, blocks=blocks, accept=finding.accept and not blocks))
    return tuple(found)


def judge(proposal: Proposal, state: State, now: datetime) -> tuple[Finding, ...]:
    """What stands against a release; the first that stops it is raised.

    Raises:
        RefusedError: a policy that nobody can set aside; its code and way out.
    """
    found = findings(proposal, state, now)
    require_possible(found)
    return found


def require_possible(found: Iterable[Finding]) -> None:
    """Refuse what stops a release.

    Raises:
        RefusedError: the first finding that nobody can set aside; its code and way out.
    """
    for finding in found:
        if finding.stops:
            raise RefusedError(finding.code, finding.message, finding.next)


def require_overridden(
    found: Iterable[Finding], overridden: Iterable[str], *, approved: bool = False
) -> None:
    """Refuse when a block stands that was not set aside.

    Args:
        found: what stands against the release.
        overridden: codes of the policies that were set aside.
        approved: whether it was approved already, so that it is too late to set more aside.

    Raises:
        RefusedError: the first such block; its code, and the ways out.
    """
    codes = set(overridden)
    standing = [f for f in found if f.blocks and (f.code not in codes or f.code == SOLO)]
    if not standing:
        return
    first = standing[0]
    if first.code == SOLO:
        raise RefusedError(first.code, first.message, first.next)
    if approved:
        way = (
            f"{first.next} Or withdraw it, ask for the release again, and have the policy set "
            "aside then."
        )
        raise RefusedError(first.code, first.message, way)
    flags = " ".join(f"--override {finding.code}" for finding in standing)
    raise RefusedError(
        first.code,
        first.message,
        f"{first.next} Or release all the same, with a signed reason that is printed on "
        f"everything: {flags} --reason TEXT.",
    )
