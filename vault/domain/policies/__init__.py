"""Policies: small objects that judge a release, each with a code, a sentence and a way out.

A policy looks at a `Proposal` (who, what, why, until when) and the state, and returns a finding
or nothing. The firm sets each policy to off, warn or block (`levels`); a few are fixed. A finding
that blocks stands until the way out is taken or an approver sets it aside with a signed reason;
a warning with ``accept`` must be accepted by name. The same objects judge when a release is
asked for, when it is approved and when its copies are issued, since dates pass and people leave
in between (`judging`).

One module per group: `demanded`, `agreed`, `exposure`, `approving`, `originals`, `safety`.
"""

from vault.domain.policies.agreed import covering, in_force
from vault.domain.policies.exposure import DEFAULT_LIMIT
from vault.domain.policies.judged import (
    BLOCK,
    LEVELS,
    OFF,
    WARN,
    Finding,
    Policy,
    Proposal,
    set_aside,
)
from vault.domain.policies.judging import findings, judge, require_overridden, require_possible
from vault.domain.policies.levels import BY_CODE, POLICIES, SOLO, level_of, threshold_of
from vault.domain.policies.originals import UntraceablePages
from vault.domain.policies.pages import (
    GOOD,
    LIMITED,
    NONE,
    describe_pages,
    released,
    untraceable,
    untraceable_parts,
)

__all__ = [
    "BLOCK",
    "BY_CODE",
    "DEFAULT_LIMIT",
    "GOOD",
    "LEVELS",
    "LIMITED",
    "NONE",
    "OFF",
    "POLICIES",
    "SOLO",
    "WARN",
    "Finding",
    "Policy",
    "Proposal",
    "UntraceablePages",
    "covering",
    "describe_pages",
    "findings",
    "in_force",
    "judge",
    "level_of",
    "released",
    "require_overridden",
    "require_possible",
    "set_aside",
    "threshold_of",
    "untraceable",
    "untraceable_parts",
]
