"""Trial: every copy scored on everything that was read, and on each part of it.

A *part* is one container (page, form, picture) of one revision. Copies whose coins have the same
biases form a class; in a class a higher score means a lower bound, so bounds are computed from
the highest score down and only until the first copy that is not named.

Screening uses fast sums; every figure that leaves this module comes from exact ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vault.marks import codes
from vault.marks.codes_evidence import coin_terms, merge
from vault.marks.slots import Codeword, CoinGroup

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CopyCandidate:
    """A copy of one revision that may have leaked; a copy of several revisions has several.

    Attributes:
        copy: copy id, ``<release>-<n>``.
        revision: revision id, ``<document>@<n>``.
        epoch: key epoch in which the copy was made.
        copy_key: 32 bytes.
        bias_key: 32 bytes, of the revision in that epoch.
        bias_code: the name stored with the revision.
    """

    copy: str
    revision: str
    epoch: int
    copy_key: bytes = field(repr=False)
    bias_key: bytes = field(repr=False)
    bias_code: str = codes.DEFAULT_BIAS_CODE


@dataclass(frozen=True, slots=True)
class Part:
    """One container of one revision, as it was read; at least one slot says something."""

    revision: str
    container: str
    coefficients: codes.Coefficients


def parts_of(coefficients: Mapping[str, codes.Coefficients]) -> tuple[Part, ...]:
    """Split what was read (by revision) into parts, sorted; parts all erased are left out."""
    parts = []
    for revision in sorted(coefficients):
        whole = coefficients[revision]
        by_container: dict[str, list[CoinGroup]] = {}
        for group in sorted(whole.groups):
            by_container.setdefault(group.container, []).append(group)
        for container, groups in by_container.items():
            part = Part(revision, container, whole.only(groups))
            if part.coefficients.read:
                parts.append(part)
    return tuple(parts)


class Trial:
    """All copies, scored once on all parts.

    Args:
        parts: as `parts_of` made them.
        by_copy: candidates of each copy, for revisions that have a part.
        hypotheses: H of the reader.

    Attributes:
        parts: the same.
        n: N, number of copies scored.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        by_copy: Mapping[str, Sequence[CopyCandidate]],
        hypotheses: int,
    ) -> None:
        self.parts = tuple(parts)
        self.n = len(by_copy)
        self._copies = sorted(by_copy)
        self._candidates = {(c.copy, c.revision): c for each in by_copy.values() for c in each}
        self._classes = {
            copy: tuple(sorted((c.revision, c.bias_key, c.bias_code) for c in by_copy[copy]))
            for copy in self._copies
        }
        self._joint_hypotheses = hypotheses * (2 if len(self.parts) > 1 else 1)
        self._part_hypotheses = self._joint_hypotheses * len(self.parts)
        self._biases: dict[tuple[bytes, str, str, CoinGroup], NDArray[np.uint32]] = {}
        self._terms: dict[tuple[int, bytes, str], codes.Terms] = {}
        self._chances: dict[tuple[str, tuple[int, ...]], float] = {}
        self._scores = self._score_all()

    def named(self, limit: float) -> dict[str, float]:
        """Return the least corrected bound of every copy that has one at or below `limit`."""
        everything = range(len(self.parts))
        best = self._named(np.nansum(self._scores, axis=1), everything, limit)
        if len(self.parts) > 1:
            for column in everything:
                for copy, bound in self._named(self._scores[:, column], [column], limit).items():
                    best[copy] = min(bound, best.get(copy, 0.0))
        return best

    def gains(self, copy: str, column: int) -> dict[CoinGroup, float]:
        """Return the exactly rounded score of each group of a part; empty if the copy lacks it."""
        part = self.parts[column]
        candidate = self._candidates.get((copy, part.revision))
        if candidate is None:
            return {}
        groups = part.coefficients.groups
        coins, biases = self._coins(candidate, groups), self._bias(candidate, groups)
        return {g: codes.score(part.coefficients.only([g]), coins, biases) for g in groups}

    def chance(self, copy: str, columns: Sequence[int]) -> float:
        """Return the uncorrected log10 bound of a copy on some parts."""
        key = (copy, tuple(columns))
        if key not in self._chances:
            score = math.fsum(v for c in columns for v in self.gains(copy, c).values())
            self._chances[key] = codes.log10_chance(self.terms(copy, columns), score)
        return self._chances[key]

    def corrected(self, chance: float, *, joint: bool) -> float:
        """Correct a chance for the tests that share the budget."""
        hypotheses = self._joint_hypotheses if joint else self._part_hypotheses
        return codes.corrected(chance, self.n, hypotheses)

    def terms(self, copy: str, columns: Sequence[int]) -> codes.Terms:
        """Gather the coins that a copy has in some parts."""
        found = [
            self._part_terms(c, candidate)
            for c in columns
            if (candidate := self._candidates.get((copy, self.parts[c].revision))) is not None
        ]
        return merge(found) if len(found) > 1 else found[0]

    def representatives(self) -> tuple[str, ...]:
        """Return one copy of each class."""
        return tuple({self._classes[copy]: copy for copy in self._copies}.values())

    def _named(self, scores: Floats, columns: Sequence[int], limit: float) -> dict[str, float]:
        classes: dict[object, list[int]] = {}
        for row, copy in enumerate(self._copies):
            if not np.isnan(scores[row]):
                classes.setdefault(self._classes[copy], []).append(row)
        joint = len(columns) == len(self.parts)
        named = {}
        for members in classes.values():
            for row in sorted(members, key=lambda r: -scores[r]):
                copy = self._copies[row]
                bound = self.corrected(self.chance(copy, columns), joint=joint)
                if bound > limit:
                    break
                named[copy] = bound
        return named

    def _score_all(self) -> Floats:
        """Return shape (copies, parts); NaN where a copy lacks the part's revision."""
        scores = np.full((self.n, len(self.parts)), np.nan)
        steps: dict[tuple[int, bytes, str], list[tuple[CoinGroup, Floats, float]]] = {}
        for row, copy in enumerate(self._copies):
            for column, part in enumerate(self.parts):
                candidate = self._candidates.get((copy, part.revision))
                if candidate is None:
                    continue
                key = (column, candidate.bias_key, candidate.bias_code)
                if key not in steps:
                    steps[key] = self._steps(candidate, part)
                coins = self._coins(candidate, part.coefficients.groups)
                scores[row, column] = sum(
                    base + float(half @ coins[group]) for group, half, base in steps[key]
                )
        return scores

    def _steps(self, candidate: CopyCandidate, part: Part) -> list[tuple[CoinGroup, Floats, float]]:
        """Write each group's score as base + half . coins, which is one product per copy."""
        steps = []
        for group, bias in self._bias(candidate, part.coefficients.groups).items():
            plus, minus = coin_terms(part.coefficients.groups[group], bias)
            steps.append((group, 0.5 * (plus - minus), float(0.5 * (plus + minus).sum())))
        return steps

    def _bias(self, candidate: CopyCandidate, groups: Iterable[CoinGroup]) -> codes.Biases:
        found = {}
        for group in groups:
            key = (candidate.bias_key, candidate.bias_code, candidate.revision, group)
            if key not in self._biases:
                self._biases[key] = codes.bias(
                    candidate.bias_key, candidate.revision, group, candidate.bias_code
                )
            found[group] = self._biases[key]
        return found

    def _coins(self, candidate: CopyCandidate, groups: Iterable[CoinGroup]) -> Codeword:
        groups = tuple(groups)
        return codes.codeword(
            candidate.copy_key,
            epoch=candidate.epoch,
            copy=candidate.copy,
            revision=candidate.revision,
            groups=groups,
            biases=self._bias(candidate, groups),
        )

    def _part_terms(self, column: int, candidate: CopyCandidate) -> codes.Terms:
        key = (column, candidate.bias_key, candidate.bias_code)
        if key not in self._terms:
            coefficients = self.parts[column].coefficients
            self._terms[key] = codes.tally(coefficients, self._bias(candidate, coefficients.groups))
        return self._terms[key]
