"""Verdict: which copies, if any, a leak names, and how sure that is.

`judge` scores every copy on everything that was read (the *joint* test) and on each container
(page, form, picture) alone, so that pages taken from different copies show as what they are. All
these tests share one budget, half of it for the joint test and half for the containers:

    joint bound      = chance + log10(N * H * 2)
    container bound  = chance + log10(N * H * 2 * C)

with N copies scored, H hypotheses tried by the reader, and C containers that were read; with one
container both are the same test and the bound is chance + log10(N * H). A copy is named when one
of its bounds is at most -6; the least of them is its figure.

Invariant: of copies that are not named, nothing leaves this module, not even how many came
close. Otherwise somebody with the program at hand could climb towards an innocent copy.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from vault.marks import codes
from vault.tracing.trial import CopyCandidate, Trial, parts_of

__all__ = [
    "MATCH",
    "STRONG",
    "CarrierShare",
    "ContainerEvidence",
    "CopyCandidate",
    "Histogram",
    "Match",
    "Verdict",
    "judge",
]

MATCH = -6.0
"""A copy is named when its log10 bound is at most this."""

STRONG = -9.0

SUPPORT = -2.0
"""Uncorrected log10 bound at which a container counts as read from a copy already named."""

HISTOGRAM_CODES = 2000
HISTOGRAM_STEP = 0.25

Answer = Literal["match", "inconclusive", "no-evidence"]
Strength = Literal["strong", "moderate"]
Mixture = Literal["none", "splice", "collusion"]


@dataclass(frozen=True, slots=True)
class CarrierShare:
    """What one carrier gave to a match: slots read, and its part of the score, 0 to 1."""

    slots: int
    share: float


@dataclass(frozen=True, slots=True)
class ContainerEvidence:
    """What one page, form or picture says about a copy that is named.

    Attributes:
        revision: revision id.
        container: ``page/<n>``, ``form/<id>``, ``image/<id>`` or ``file``.
        slots: slots read in it.
        log10_false_match: its own corrected bound, rounded up to 0.01.
        supports: whether it speaks for this copy (by itself, or because only the whole does).
    """

    revision: str
    container: str
    slots: int
    log10_false_match: float
    supports: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A copy that the leak names.

    Attributes:
        copy: copy id.
        log10_false_match: corrected bound, rounded up to 0.01.
        carriers: share of each carrier, by its name.
        containers: evidence by container, in order of revision and container.
        z: joint score divided by its deviation among innocent copies (for the histogram).
    """

    copy: str
    log10_false_match: float
    carriers: Mapping[str, CarrierShare]
    containers: tuple[ContainerEvidence, ...]
    z: float

    @property
    def revisions(self) -> tuple[str, ...]:
        """Revisions in which the copy was found."""
        return tuple(sorted({c.revision for c in self.containers if c.supports}))

    @property
    def pages(self) -> tuple[tuple[str, int], ...]:
        """(revision, 0-based page) of the pages that speak for this copy."""
        found = [
            (c.revision, int(c.container.removeprefix("page/")))
            for c in self.containers
            if c.supports and c.container.startswith("page/")
        ]
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Histogram:
    """Scores of fresh random codes, which belong to nobody, in deviations.

    Attributes:
        edges: bin edges, one more than counts.
        counts: random codes in each bin.
        draws: how many random codes were scored.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    draws: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a leak.

    Attributes:
        verdict: ``match``, ``inconclusive`` or ``no-evidence``.
        strength: of the best match: ``strong`` at -9 or less, else ``moderate``; None without.
        matches: strongest first; empty without a match.
        mixture: ``splice`` when different containers name different copies, ``collusion`` when
            one container (or only the whole) names several, else ``none``.
        copies_tested: N, every copy scored.
        hypotheses: H as given; the split of the budget comes on top (see the module).
        slots: slots looked at.
        slots_read: slots that were not erased.
        histogram: where random codes score; None when nothing was scored.
    """

    verdict: Answer
    strength: Strength | None
    matches: tuple[Match, ...]
    mixture: Mixture
    copies_tested: int
    hypotheses: int
    slots: int
    slots_read: int
    histogram: Histogram | None


def judge(
    coefficients: Mapping[str, codes.Coefficients],
    copies: Iterable[CopyCandidate],
    n_hypotheses: int,
    rng: np.random.Generator,
) -> Verdict:
    """Decide which copies a leak names.

    Args:
        coefficients: by revision id, what the reader said before any key was used.
        copies: every copy that could have leaked, voided ones too; those of revisions that were
            not read are passed over.
        n_hypotheses: H, every fixed reading the reader tried (see `codes.log10_bound`).
        rng: fresh randomness for the histogram; never one that depends on a key.

    Raises:
        ValueError: when a copy comes twice for one revision, or n_hypotheses < 1.
    """
    if n_hypotheses < 1:
        raise ValueError("at least one hypothesis was tried")
    parts = parts_of(coefficients)
    by_copy = _by_copy(copies, {part.revision for part in parts})
    slots = sum(c.slots for c in coefficients.values())
    read = sum(part.coefficients.read for part in parts)
    answer: Answer = "inconclusive" if read else "no-evidence"
    verdict = Verdict(
        answer, None, (), "none", len(by_copy), n_hypotheses, slots, read, histogram=None
    )
    if not read or not by_copy:
        return verdict
    trial = Trial(parts, by_copy, n_hypotheses)
    found = [_match(trial, copy, bound) for copy, bound in trial.named(MATCH).items()]
    matches = tuple(sorted(found, key=lambda m: (m.log10_false_match, m.copy)))
    verdict = replace(verdict, histogram=_histogram(_usual_terms(trial, matches), matches, rng))
    if not matches:
        return verdict
    return replace(
        verdict,
        verdict="match",
        strength="strong" if matches[0].log10_false_match <= STRONG else "moderate",
        matches=matches,
        mixture=_mixture(matches),
    )


def _by_copy(
    copies: Iterable[CopyCandidate], revisions: set[str]
) -> dict[str, list[CopyCandidate]]:
    by_copy: dict[str, list[CopyCandidate]] = {}
    seen: set[tuple[str, str]] = set()
    for candidate in copies:
        if (candidate.copy, candidate.revision) in seen:
            raise ValueError(f"copy {candidate.copy} comes twice for one revision")
        seen.add((candidate.copy, candidate.revision))
        if candidate.revision in revisions:
            by_copy.setdefault(candidate.copy, []).append(candidate)
    return by_copy


def _match(trial: Trial, copy: str, bound: float) -> Match:
    """Gather what is told about a copy that is named."""
    slots: dict[str, int] = {}
    gains: dict[str, float] = {}
    evidence: list[ContainerEvidence] = []
    held: list[int] = []
    for column, part in enumerate(trial.parts):
        exact = trial.gains(copy, column)
        if not exact:
            continue
        held.append(column)
        for group, gain in exact.items():
            read = int(np.count_nonzero(part.coefficients.groups[group]))
            slots[group.carrier] = slots.get(group.carrier, 0) + read
            gains[group.carrier] = gains.get(group.carrier, 0.0) + gain
        chance = trial.chance(copy, [column])
        own = _rounded(trial.corrected(chance, joint=False))
        evidence.append(
            ContainerEvidence(
                part.revision, part.container, part.coefficients.read, own, chance <= SUPPORT
            )
        )
    if not any(e.supports for e in evidence):
        evidence = [replace(e, supports=True) for e in evidence]
    gained = math.fsum(max(g, 0.0) for g in gains.values()) or 1.0
    carriers = {
        name: CarrierShare(slots[name], round(max(gains[name], 0.0) / gained, 4))
        for name in sorted(slots)
    }
    z = math.fsum(gains.values()) / _deviation(trial.terms(copy, held))
    return Match(copy, _rounded(bound), carriers, tuple(evidence), round(z, 2))


def _usual_terms(trial: Trial, matches: Sequence[Match]) -> codes.Terms:
    """Return the coins that the histogram draws: the best match's, else the most read."""
    columns = range(len(trial.parts))
    if matches:
        return trial.terms(matches[0].copy, columns)
    choices = (trial.terms(copy, columns) for copy in trial.representatives())
    return max(choices, key=lambda t: int(t.count.sum()))


def _rounded(bound: float) -> float:
    """Round up, towards 0, to 0.01, so that the printed figure is still a bound."""
    return math.ceil(bound * 100) / 100 + 0.0


def _deviation(terms: codes.Terms) -> float:
    """Return the standard deviation of an innocent copy's score: sqrt(sum of g^2)."""
    return math.sqrt(float((-terms.plus * terms.minus * terms.count).sum())) or 1.0


def _mixture(matches: Sequence[Match]) -> Mixture:
    if len(matches) < 2:
        return "none"
    named = [
        {(e.revision, e.container) for e in m.containers if e.log10_false_match <= MATCH}
        for m in matches
    ]
    shared = any(a & b for k, a in enumerate(named) for b in named[k + 1 :])
    return "splice" if all(named) and not shared else "collusion"


def _histogram(terms: codes.Terms, matches: Sequence[Match], rng: np.random.Generator) -> Histogram:
    """Score fresh random codes; coins with the same figures are drawn together."""
    scores = np.full(HISTOGRAM_CODES, float((terms.minus * terms.count).sum()))
    for gain, p, count in zip(terms.plus - terms.minus, terms.p, terms.count, strict=True):
        scores += gain * rng.binomial(count, p, HISTOGRAM_CODES)
    z = scores / _deviation(terms)
    highest = max([6.0, float(z.max()), *(m.z + 1 for m in matches)])
    lowest = min(-6.0, float(z.min()))
    steps = np.arange(math.floor(lowest / HISTOGRAM_STEP), math.ceil(highest / HISTOGRAM_STEP) + 1)
    counts, edges = np.histogram(z, steps * HISTOGRAM_STEP)
    return Histogram(tuple(edges.tolist()), tuple(counts.tolist()), HISTOGRAM_CODES)
