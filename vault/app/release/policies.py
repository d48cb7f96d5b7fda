"""Policies: how much the firm lets each of them weigh."""

from __future__ import annotations

from dataclasses import dataclass

from vault.app.session import Session
from vault.domain import events as ev
from vault.domain import policies
from vault.domain.policies import levels
from vault.domain.state import State


@dataclass(frozen=True, slots=True)
class Setting:
    """A policy and its level in this firm.

    Attributes:
        code: its name.
        level: off, warn or block.
        english, korean: the rule in a sentence.
        default: the level in a firm that has set none.
        settable: levels that an owner may set; none if the policy is fixed.
        threshold: percentage, where the policy has one; else empty.
    """

    code: str
    level: str
    english: str
    korean: str
    default: str
    settable: tuple[str, ...]
    threshold: str


def listed(state: State) -> list[Setting]:
    """All policies in the order in which they judge."""
    return [_setting(state, policy) for policy in policies.POLICIES]


def _setting(state: State, policy: policies.Policy) -> Setting:
    return Setting(
        policy.code,
        policies.level_of(policy.code, state),
        policy.english,
        policy.korean,
        policy.default,
        policy.settable,
        policies.threshold_of(policy.code, state),
    )


def set_level(session: Session, code: str, level: str, *, threshold: str = "") -> Setting:
    """Set a policy's level (and threshold) for the whole firm; owners only.

    Raises:
        RefusedError: not an owner, no such policy or level, or the policy is fixed.
    """
    code, level = code.strip().lower(), level.strip().lower()
    threshold = threshold.strip().removesuffix("%").strip()
    levels.require_settable(code, level, threshold)
    session.append(lambda state: ev.PolicySet(code, level, threshold))
    return _setting(session.state, policies.BY_CODE[code])
