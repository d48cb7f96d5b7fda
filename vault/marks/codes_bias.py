"""Bias: how likely each coin of a revision is to show +1.

All copies of one revision in one epoch share the biases; only their coins differ. A bias code
says from which set the biases are drawn. Its name is stored with the revision, since copies
issued today are traced in ten years: a name never changes its meaning.

- ``nuida3``: p is 1/2 +- sqrt(1/12), each half of the time: the Gauss-Legendre bias code for
  three colluders (Nuida et al., "An improvement of discrete Tardos fingerprinting codes",
  Des. Codes Cryptogr. 52, 2009).
- ``fair``: p = 1/2. Strongest on tiny fragments, says nothing against three colluders who
  always choose the rarer symbol.
- ``arcsine``: Tardos' density cut off at 0.01, in 256 steps, for many colluders.

Invariant: 0 < value < 2**32, so that no coin is certain.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vault.marks.codes_stream import words
from vault.marks.slots import CoinGroup

DEFAULT_BIAS_CODE = "nuida3"

ONE = 1 << 32
"""A bias is an integer; divided by this it is the probability of symbol +1."""

_NUIDA3_LOW = 907_633_386  # round((1/2 - sqrt(1/12)) * 2**32)
_ARCSINE_CUTOFF = 0.01


def _arcsine_table() -> NDArray[np.uint32]:
    """Return 256 quantiles of the cut-off arcsine density, rounded to multiples of 2**-24.

    The coarse rounding makes the table the same with every mathematical library.
    """
    low = math.asin(math.sqrt(_ARCSINE_CUTOFF))
    span = math.pi / 2 - 2 * low
    steps = [round(math.sin(low + span * (k + 0.5) / 256) ** 2 * (1 << 24)) for k in range(256)]
    return (np.array(steps, np.uint64) << np.uint64(8)).astype(np.uint32)


_TABLES: dict[str, NDArray[np.uint32]] = {
    "nuida3": np.array([_NUIDA3_LOW, ONE - _NUIDA3_LOW], np.uint32),
    "fair": np.array([ONE // 2], np.uint32),
    "arcsine": _arcsine_table(),
}

BIAS_CODES = tuple(_TABLES)
"""Names of the bias codes that this version can make and read."""


def bias(
    bias_key: bytes, revision: str, group: CoinGroup, code: str = DEFAULT_BIAS_CODE
) -> NDArray[np.uint32]:
    """Draw the biases of one coin group of one revision.

    Slot i takes entry (word i of the key stream) mod (table length) of the code's table; table
    lengths are powers of two, so every entry is equally likely.

    Args:
        bias_key: 32 bytes, of the revision in one epoch; apart from all copies' keys.
        revision: revision id, ``<document>@<n>``.
        group: the coin group.
        code: one of BIAS_CODES.

    Returns:
        Shape (group.slots,): p * 2**32 for each slot.

    Raises:
        ValueError: for an unknown code or a key of another length.
    """
    table = _TABLES.get(code)
    if table is None:
        raise ValueError(f"unknown bias code {code!r}")
    drawn = words(
        bias_key, group.slots, "cocoon/bias/1", code, revision, group.container, group.carrier
    )
    chosen: NDArray[np.uint32] = table[drawn & np.uint32(len(table) - 1)]
    return chosen
