"""Codes: keys become coins, readings of coins become evidence.

A *coin* is (epoch, copy, revision, container, carrier, slot) under the copy's own key: an
independent flip that shows +1 with the probability that the revision's bias gives its slot. No
codeword is balanced, compared with others or drawn again, because the bound on false matches
rests on exactly that independence.

This module is the room's front door: `bias` and `codeword` make coins, `commit` and `opens`
bind their keys to the ledger, `combine`, `score` and `log10_bound` judge what was read.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from vault.marks.codes_bias import BIAS_CODES, DEFAULT_BIAS_CODE, bias
from vault.marks.codes_evidence import (
    QUANTUM,
    Biases,
    Coefficients,
    Terms,
    combine,
    corrected,
    dump,
    load,
    log10_bound,
    log10_chance,
    score,
    tally,
)
from vault.marks.codes_stream import commit, opens, words
from vault.marks.slots import CoinGroup, Symbols

__all__ = [
    "BIAS_CODES",
    "DEFAULT_BIAS_CODE",
    "QUANTUM",
    "Biases",
    "Coefficients",
    "Terms",
    "bias",
    "biases_of",
    "codeword",
    "combine",
    "commit",
    "corrected",
    "dump",
    "load",
    "log10_bound",
    "log10_chance",
    "opens",
    "score",
    "tally",
]


def biases_of(
    bias_key: bytes, revision: str, groups: Iterable[CoinGroup], code: str = DEFAULT_BIAS_CODE
) -> Biases:
    """Draw the biases of several coin groups of one revision."""
    return {group: bias(bias_key, revision, group, code) for group in groups}


def codeword(
    copy_key: bytes,
    *,
    epoch: int,
    copy: str,
    revision: str,
    groups: Iterable[CoinGroup],
    biases: Biases,
) -> dict[CoinGroup, Symbols]:
    """Flip all coins of one copy of one revision.

    Slot i of a group shows +1 when word i of the group's key stream is below the slot's bias.

    Args:
        copy_key: 32 bytes, the copy's own.
        epoch: the key epoch in which the copy was made.
        copy: copy id, ``<release>-<n>``.
        revision: revision id, ``<document>@<n>``.
        groups: the groups wanted; asking for fewer gives the same coins for those.
        biases: thresholds of at least these groups.

    Returns:
        For each group, shape (slots,) int8 of +1 and -1.

    Raises:
        KeyError: when a group has no biases.
        ValueError: when the key or a bias array has another length.
    """
    coins: dict[CoinGroup, Symbols] = {}
    for group in groups:
        if biases[group].shape != (group.slots,):
            raise ValueError(f"biases of {group.container}/{group.carrier} have another size")
        flips = words(
            copy_key,
            group.slots,
            "cocoon/coin/1",
            epoch,
            copy,
            revision,
            group.container,
            group.carrier,
        )
        coins[group] = ((flips < biases[group]).view(np.int8) * 2 - 1).astype(np.int8, copy=False)
    return coins
