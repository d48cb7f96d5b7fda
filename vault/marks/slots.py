"""The values that carriers, codes and tracing exchange.

A *coin* is one keyed coin flip: one slot of one coin group. Carriers turn coins into small
changes of a file and read them back; codes turn keys into coins; neither knows the other.

Frames. A page's *upright frame* is the page as a viewer shows it: origin at the top left of
its crop box after /Rotate, x to the right, y down, unit 1 pt (1/72 inch).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Symbols = NDArray[np.int8]
"""Shape (slots,), each +1 or -1."""


@dataclass(frozen=True, slots=True, order=True)
class CoinGroup:
    """Slots that share a container and a carrier; their coins come from one key stream.

    Attributes:
        container: where the slots live: ``page/0`` (0-based page index), ``form/<objid>``,
            ``image/<objid>``, or ``file`` for a picture file.
        carrier: ``text`` (PDF text geometry), ``picture`` (texture in a picture),
            ``page`` (faint page texture). Stable names: old copies depend on them.
        slots: number of slots.
    """

    container: str
    carrier: str
    slots: int


Codeword = Mapping[CoinGroup, Symbols]
"""All symbols of one copy of one revision."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a carrier read for one coin group from one piece of a leak.

    Attributes:
        group: the coin group that was read.
        values: shape (slots,), float32, positive for symbol +1; 0 where erased. Roughly unit
            variance per slot; clipped to +-2.5.
        weights: shape (slots,), float32 in [0, 1]; 0 = erased. Never estimated from agreement
            with any copy's codeword.
    """

    group: CoinGroup
    values: NDArray[np.float32]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Where the text slots of one page are, in its upright frame.

    A *unit* is what moves as one along its line: a letter, a syllable or an ideograph, or several
    that must stay together. Symbol +1 moves unit k by +vector[k], -1 by -vector[k].

    Attributes:
        page: 0-based page index in the original.
        size: (width, height) pt of the upright frame.
        boxes: shape (n, 4) float64, x0 y0 x1 y1 in pt, ink box of each unit unmarked.
        groups: coin groups that appear on the page.
        group_index: shape (n,) int32, index into groups for each unit.
        slot: shape (n,) int32, slot number in its group.
        vector: shape (n, 2) float64, pt, displacement for symbol +1.
        slip: shape (n,) float64, how far along its vector a unit stands where programs advance by
            exact widths, and not where pdfium draws the original, in vectors.
        em: shape (n,) float64, font size in pt as shown, along the line.
        pens: shape (m, 2) float64, pt, where the pen stands for each character that shows.
        pen_unit: shape (m,) int32, the unit that each of these characters belongs to.
    """

    page: int
    size: tuple[float, float]
    boxes: NDArray[np.float64]
    groups: tuple[CoinGroup, ...]
    group_index: NDArray[np.int32]
    slot: NDArray[np.int32]
    vector: NDArray[np.float64]
    slip: NDArray[np.float64]
    em: NDArray[np.float64]
    pens: NDArray[np.float64]
    pen_unit: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How an original page lies in a leaked picture.

    Attributes:
        page: 0-based page index in the original.
        to_leak: maps (n, 2) float64 points in the page's upright frame (pt) to (n, 2) pixel
            positions in the leak (pixel centres at integer + 0.5).
        inliers: number of independent matches that support it.
        rms: residual of the fit in leak pixels.
        inverted: True when the leak shows light text on dark.
        sought: number of matches that a complete picture of what is in view would have given;
            0 where it is not known.
    """

    page: int
    to_leak: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    inliers: int
    rms: float
    inverted: bool
    sought: int = 0

    @property
    def share(self) -> float:
        """Share of what should be in view that was found, 0 to 1.

        Where a page says the same again and again, an alignment may be off by a paragraph, and
        most words still find one of their like.
        """
        return min(1.0, self.inliers / self.sought) if self.sought else 1.0
