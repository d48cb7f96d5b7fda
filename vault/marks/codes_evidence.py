"""Evidence: what was read becomes integers, and integers become a bound on a false match.

A copy that has nothing to do with a leak is independent of what was read from it. So the chance
that such a copy scores as high as the accused one follows from its own coin flips alone; how
the reading was made, by whom and how well, does not matter. `log10_bound` is that chance
(a Chernoff bound) after correction for everything that was tried.

Definitions, exact enough to repeat with nothing but a standard library:

- g_c, the *coefficient* of coin c, is an integer: the sum over all readings of that coin of
  round_half_even(64 * clip(weight, 0, 1) * clip(value, -2.5, 2.5)) in double precision, then
  clipped to +-32767. A coin that was read twice is still one coin, so its readings are added
  before anything else. Readings that are not numbers count 0.
- p_c = bias / 2**32, q_c = (2**32 - bias) / 2**32; a_c = g_c * sqrt(q_c / p_c),
  b_c = -g_c * sqrt(p_c / q_c), where the quotients are of the two integers, so that double
  precision gives every reader the same bits.
- score S = correctly rounded sum (fsum) of a_c where the copy has +1 and of b_c where it has -1.
- K(x) = sum of log(p_c exp(x a_c) + q_c exp(x b_c)) over the coins with g_c != 0.
- x is found by doubling from 2**-20 while K'(x) < S, at most up to 64, then by 32 halvings of
  the interval, and is its upper end; without a score above 0 the bound is 0. Every x >= 0 gives
  a true bound, so the last bits of x do not matter; the sum K is correctly rounded (fsum).
- log10_bound = min(0, (K(x) - x S) / ln 10 + log10(N H)), N copies scored, H readings tried.

Two programs agree to about 1e-6; a report rounds the bound up (towards 0) to 0.01.
"""

from __future__ import annotations

import base64
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vault.marks.codes_bias import ONE
from vault.marks.slots import Codeword, CoinGroup, Reading

QUANTUM = 1 / 64
"""One unit of a coefficient, in units of weight * value."""

CLIP = 2.5
LIMIT = 32767
MAX_SLOTS = 1 << 24

Biases = Mapping[CoinGroup, NDArray[np.uint32]]
"""Thresholds p * 2**32 of every slot of every group of one revision in one epoch."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Everything a leak says about the coins of one revision, before any key is known.

    Attributes:
        groups: for each coin group that was read, shape (slots,) int16; 0 = erased.
    """

    groups: Mapping[CoinGroup, NDArray[np.int16]]

    @property
    def slots(self) -> int:
        """Slots that were looked at, erased ones too."""
        return sum(group.slots for group in self.groups)

    @property
    def read(self) -> int:
        """Slots that say something (g != 0)."""
        return sum(int(np.count_nonzero(g)) for g in self.groups.values())

    def only(self, groups: Iterable[CoinGroup]) -> Coefficients:
        """Return the part that belongs to some of the groups."""
        wanted = set(groups)
        return Coefficients({k: g for k, g in self.groups.items() if k in wanted})


def combine(readings: Iterable[Reading]) -> Coefficients:
    """Sum all readings of each coin into one integer; the order of readings does not matter.

    Raises:
        ValueError: when arrays do not fit their group, or two groups with one name differ.
    """
    sums: dict[CoinGroup, NDArray[np.int64]] = {}
    for reading in readings:
        group = reading.group
        shape = (group.slots,)
        if reading.values.shape != shape or reading.weights.shape != shape:
            raise ValueError(f"a reading of {group.container}/{group.carrier} has another size")
        value = np.clip(reading.values.astype(np.float64), -CLIP, CLIP)
        weight = np.clip(reading.weights.astype(np.float64), 0.0, 1.0)
        units = np.rint(np.nan_to_num(weight * value, nan=0.0) / QUANTUM).astype(np.int64)
        sums[group] = sums[group] + units if group in sums else units
    _reject_twins(sums)
    clipped = {k: np.clip(g, -LIMIT, LIMIT).astype(np.int16) for k, g in sums.items()}
    return Coefficients({k: clipped[k] for k in sorted(clipped)})


def _reject_twins(groups: Iterable[CoinGroup]) -> None:
    seen: set[tuple[str, str]] = set()
    for group in groups:
        name = (group.container, group.carrier)
        if name in seen:
            raise ValueError(f"two different coin groups are called {'/'.join(name)}")
        seen.add(name)


def dump(coefficients: Coefficients) -> list[dict[str, Any]]:
    """Return JSON-able rows, sorted by group: container, carrier, slots, g.

    ``g`` is base64 of zlib of the int16 little-endian coefficients, about two bytes a slot.
    """
    rows = []
    for group in sorted(coefficients.groups):
        packed = zlib.compress(coefficients.groups[group].astype("<i2").tobytes(), 9)
        rows.append(
            {
                "container": group.container,
                "carrier": group.carrier,
                "slots": group.slots,
                "g": base64.b64encode(packed).decode("ascii"),
            }
        )
    return rows


def load(rows: Sequence[Mapping[str, Any]]) -> Coefficients:
    """Read what `dump` wrote.

    Raises:
        ValueError: when the rows are not what `dump` writes.
    """
    groups: dict[CoinGroup, NDArray[np.int16]] = {}
    for row in rows:
        try:
            group = CoinGroup(str(row["container"]), str(row["carrier"]), int(row["slots"]))
            packed = base64.b64decode(str(row["g"]), validate=True)
        except (KeyError, TypeError) as error:
            raise ValueError("a row of coefficients is incomplete") from error
        if not 0 <= group.slots <= MAX_SLOTS:
            raise ValueError("a row of coefficients has an impossible number of slots")
        inflate = zlib.decompressobj()
        try:
            data = inflate.decompress(packed, 2 * group.slots + 1)
        except zlib.error as error:
            raise ValueError("a row of coefficients is damaged") from error
        if len(data) != 2 * group.slots or not inflate.eof:
            raise ValueError("a row of coefficients has another length than it says")
        if group in groups:
            raise ValueError("a coin group appears twice")
        groups[group] = np.frombuffer(data, "<i2").astype(np.int16, copy=False)
    _reject_twins(groups)
    return Coefficients({k: groups[k] for k in sorted(groups)})


@dataclass(frozen=True, slots=True)
class Terms:
    """What one coin adds to a score, for many coins, and how often.

    Attributes:
        plus: shape (n,), added where the copy has +1 (a_c).
        minus: shape (n,), added where the copy has -1 (b_c).
        p: shape (n,), probability of +1.
        q: shape (n,), probability of -1.
        count: shape (n,) int64, number of coins with these same figures.
    """

    plus: Floats
    minus: Floats
    p: Floats
    q: Floats
    count: NDArray[np.int64]


def coin_terms(g: NDArray[np.int16], bias: NDArray[np.uint32]) -> tuple[Floats, Floats]:
    """Return (a_c, b_c), each shape (slots,): what each coin adds for +1 and for -1.

    Raises:
        ValueError: when the shapes differ or a bias is 0, which would make a coin certain.
    """
    if g.shape != bias.shape:
        raise ValueError("coefficients and biases have different sizes")
    if bias.size and int(bias.min()) == 0:
        raise ValueError("a bias of 0 makes a coin certain")
    p = bias.astype(np.float64)
    q = float(ONE) - p
    exact = g.astype(np.float64)
    return exact * np.sqrt(q / p), -exact * np.sqrt(p / q)


def tally(coefficients: Coefficients, biases: Biases) -> Terms:
    """Gather coins with equal coefficient and equal bias; erased coins are left out.

    Raises:
        KeyError: when a group has no biases.
        ValueError: when shapes differ or a bias is 0.
    """
    keys = [np.empty(0, np.int64)]
    for group, g in coefficients.groups.items():
        if biases[group].shape != g.shape:
            raise ValueError("coefficients and biases have different sizes")
        used = g != 0
        keys.append((g[used].astype(np.int64) << 32) | biases[group][used].astype(np.int64))
    found, count = np.unique(np.concatenate(keys), return_counts=True)
    bias = (found & (ONE - 1)).astype(np.uint32)
    plus, minus = coin_terms((found >> 32).astype(np.int16), bias)
    p = bias.astype(np.float64) / ONE
    return Terms(plus, minus, p, 1.0 - p, count.astype(np.int64))


def merge(several: Sequence[Terms]) -> Terms:
    """Gather the coins of several tallies into one."""
    names = ("plus", "minus", "p", "q", "count")
    plus, minus, p, q, count = (
        np.concatenate([np.empty(0), *(getattr(t, name) for t in several)]) for name in names
    )
    _, first, where = np.unique(np.stack([plus, p]), axis=1, return_index=True, return_inverse=True)
    total = np.bincount(where.ravel(), count, len(first)).astype(np.int64)
    return Terms(plus[first], minus[first], p[first], q[first], total)


def score(coefficients: Coefficients, codeword: Codeword, biases: Biases) -> float:
    """Return S of one copy: the correctly rounded sum of what its coins add.

    Raises:
        KeyError: when codeword or biases lack a group that was read.
    """
    parts: list[float] = []
    for group, g in coefficients.groups.items():
        plus, minus = coin_terms(g, biases[group])
        parts.extend(np.where(codeword[group] > 0, plus, minus)[g != 0].tolist())
    return math.fsum(parts)


def log10_chance(terms: Terms, score: float) -> float:
    """Return log10 of the bound on one innocent copy scoring `score` or more, uncorrected."""
    if score <= 0.0 or not terms.count.size:
        return 0.0
    log_p, log_q = np.log(terms.p), np.log(terms.q)
    plus, minus = terms.plus * terms.count, terms.minus * terms.count
    least, spread = float(minus.sum()), plus - minus

    def slope(x: float) -> float:
        up, down = log_p + x * terms.plus, log_q + x * terms.minus
        share = 1.0 / (1.0 + np.exp(np.minimum(down - up, 700.0)))
        return least + float(spread @ share)

    low, high = 0.0, 2.0**-20
    while high < 64.0 and slope(high) < score:
        low, high = high, 2.0 * high
    for _ in range(32):
        middle = 0.5 * (low + high)
        if slope(middle) < score:
            low = middle
        else:
            high = middle
    cumulant = np.logaddexp(log_p + high * terms.plus, log_q + high * terms.minus)
    exponent = math.fsum(terms.count * cumulant) - high * score
    return min(0.0, exponent / math.log(10))


def corrected(log10_chance: float, n_copies: int, n_hypotheses: int) -> float:
    """Correct a bound for everything that was tried: min(0, chance + log10(N H)).

    Raises:
        ValueError: when fewer than one copy or hypothesis is claimed.
    """
    if n_copies < 1 or n_hypotheses < 1:
        raise ValueError("at least one copy and one hypothesis were tried")
    return min(0.0, log10_chance + math.log10(n_copies * n_hypotheses))


def log10_bound(
    coefficients: Coefficients, biases: Biases, score: float, n_copies: int, n_hypotheses: int
) -> float:
    """Return log10 of the chance that any innocent copy scores as high as `score`.

    Args:
        coefficients: what was read.
        biases: of the same revision and epoch.
        score: S of the accused copy.
        n_copies: N, every copy that was scored, voided ones too.
        n_hypotheses: H, every fixed reading that was tried: pages x alignments x signs x carrier
            sets x score functions x subsets of pieces x earlier runs on this leak.

    Returns:
        At most 0; -9 means at most one in a thousand million.
    """
    return corrected(log10_chance(tally(coefficients, biases), score), n_copies, n_hypotheses)
