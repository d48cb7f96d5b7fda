"""Reading a leaked PDF whose text is still text: exact, from where its characters stand.

Stripping, re-saving, cutting out, reordering and scaling pages leave character positions as
they were up to one affine map. Runs of characters that occur once on both pages anchor that
map; what remains of each unit's position after it is the symbol. Pages find their original by
fingerprints of their text, without names.

Invariant: no codeword is looked at; values are displacements over the known amplitude.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vault.marks.carriers.pdf_text.characters import (
    Characters,
    Floats,
    characters,
    document,
    page_count,
)
from vault.marks.carriers.pdf_text.geometry import UnitChars, examine, to_upright
from vault.marks.pdf.prepared import Page, Prepared
from vault.marks.slots import PageGeometry, Reading

Key = TypeVar("Key", bound=Hashable)
Pairs = NDArray[np.int64]

_SHINGLE = 8
_SAMPLE = 4
_MOST = 1024
_LEAST = 3


def read(
    leak_pdf: bytes,
    leak_page: int,
    original: bytes,
    plan: Prepared,
    page: int,
    geometry: PageGeometry,
    *,
    password: str | None = None,
) -> list[Reading]:
    """Symbols of a page's text slots from a page of a leaked PDF.

    Args:
        leak_pdf: the leak.
        leak_page: 0-based page index in it.
        original: the original; everything needed is in the plan, so it may be empty.
        plan: the original's plan.
        page: 0-based page index in the original.
        geometry: where the page's units are.
        password: opens the leak.

    Returns:
        One reading per coin group that appears on the page; everything erased where the text
        does not match.

    Raises:
        CocoonError: ``broken-pdf`` or a password error for the leak.
    """
    del original
    with document(leak_pdf, password) as handle:
        found = characters(handle, leak_page)
    known = _examined(plan, page)
    moved = _displaced(plan, page, known, found, geometry)
    made = next(p for p in plan.page_objects if p.index == page)
    return _readings(geometry, moved, _origins(known, made, len(geometry.boxes)))


_cache: list[tuple[Prepared, int, UnitChars]] = []


def _examined(plan: Prepared, page: int) -> UnitChars:
    for owner, number, chars in _cache:
        if owner is plan and number == page:
            return chars
    chars = examine(plan, page)[1]
    _cache.append((plan, page, chars))
    del _cache[:-4]
    return chars


def _displaced(
    plan: Prepared, page: int, known: UnitChars, leak: Characters, geometry: PageGeometry
) -> Floats:
    """Displacement of each row of the geometry in its upright frame, NaN where unknown."""
    rows = len(geometry.boxes)
    nothing = np.full((rows, 2), np.nan)
    made = next(p for p in plan.page_objects if p.index == page)
    base = to_upright(known.chars.origin, made)
    try:
        around = float(np.median(geometry.em)) if rows else 10.0
        # Most leaks keep the coordinates; then nothing needs to be fitted.
        fit = _as_issued(made)
        pairs = _nearest(base, leak.origin, fit, around, known.chars.text, leak.text)
        if _agree(pairs, known.chars.text, leak.text):
            moved = _by_row(base, leak.origin, pairs, fit, known.row, rows)
            if _clean(_projected(moved, geometry.vector)):
                return moved
        else:
            pairs = _anchors(known.chars.text, leak.text)
            if len(pairs) < 6:
                return nothing
            fit = _affine(base, leak.origin, pairs, known.row)
            pairs = _nearest(base, leak.origin, fit, around, known.chars.text, leak.text)
            if len(pairs) < 6:
                return nothing
        # A program that wrote the page anew may have rounded its size, and moved all of it.
        fit = _affine(base, leak.origin, pairs, known.row)
        return _by_row(base, leak.origin, pairs, fit, known.row, rows)
    except np.linalg.LinAlgError:
        return nothing


def _by_row(
    base: Floats, leak: Floats, pairs: Pairs, fit: Floats, row: NDArray[np.int32], rows: int
) -> Floats:
    """Mean displacement (rows, 2) of each row's characters from where the map puts them."""
    back = np.linalg.inv(fit[:2])
    shifted = (leak[pairs[:, 1]] - _apply(fit, base[pairs[:, 0]])) @ back
    row = row[pairs[:, 0]]
    mine = row >= 0
    total, count = np.zeros((rows, 2)), np.zeros(rows)
    np.add.at(total, row[mine], shifted[mine])
    np.add.at(count, row[mine], 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total / count[:, None])


def _as_issued(page: Page) -> Floats:
    """The map from the upright frame back to user space, shape (3, 2)."""
    _, height = page.upright
    a, b, c, d, e, f = page.placement
    return np.array([[a, b], [-c, -d], [c * height + e, d * height + f]])


def _agree(
    pairs: Pairs, base: NDArray[np.int32], leak: NDArray[np.int32], least: float = 0.6
) -> bool:
    """Whether most characters stand where the original has the same ones."""
    if not len(pairs):
        return False
    equal = np.count_nonzero(base[pairs[:, 0]] == leak[pairs[:, 1]])
    return bool(equal >= least * min(len(base), len(leak)) and equal >= 0.5 * len(pairs))


def _anchors(base: NDArray[np.int32], leak: NDArray[np.int32]) -> Pairs:
    """Pairs of characters in runs that occur exactly once on both pages."""
    if np.array_equal(base, leak):
        every = np.arange(len(base))
        return np.stack([every, every], axis=1)
    for length in (48, 24, 12, _SHINGLE, 5, 3):
        if min(len(base), len(leak)) < length:
            continue
        ours, theirs = _hashes(base, length), _hashes(leak, length)
        once, at, counts = np.unique(ours, return_index=True, return_counts=True)
        other, where, seen = np.unique(theirs, return_index=True, return_counts=True)
        once, at = once[counts == 1], at[counts == 1]
        other, where = other[seen == 1], where[seen == 1]
        _, mine, yours = np.intersect1d(once, other, assume_unique=True, return_indices=True)
        if len(mine) >= 8 or (length == 3 and len(mine)):
            steps = np.arange(length)
            pairs = np.stack(
                [
                    (at[mine][:, None] + steps).ravel(),
                    (where[yours][:, None] + steps).ravel(),
                ],
                axis=1,
            )
            return np.unique(pairs, axis=0)
    return np.zeros((0, 2), np.int64)


def _affine(base: Floats, leak: Floats, pairs: Pairs, row: NDArray[np.int32]) -> Floats:
    """Robust affine map from base to leak, shape (3, 2).

    Symbols are displacements with median zero along each axis in the long run; deviations far
    beyond the typical one lose their say (Cauchy weights).
    """
    a = np.concatenate([base[pairs[:, 0]], np.ones((len(pairs), 1))], axis=1)
    b = leak[pairs[:, 1]]
    # Each unit counts once, however many characters it has.
    unit = row[pairs[:, 0]]
    share = 1.0 / np.bincount(unit + 1)[unit + 1]
    share[unit < 0] = 1.0
    weight = share
    fit = np.zeros((3, 2))
    for _ in range(12):
        root = np.sqrt(weight)[:, None]
        fit, *_ = np.linalg.lstsq(a * root, b * root, rcond=None)
        miss = np.linalg.norm(b - a @ fit, axis=1)
        scale = 2.5 * float(np.median(miss)) + 1e-9
        weight = share / (1 + (miss / scale) ** 2)
    return fit


def _apply(fit: Floats, points: Floats) -> Floats:
    found: Floats = points @ fit[:2] + fit[2]
    return found


def _nearest(
    base: Floats,
    leak: Floats,
    fit: Floats,
    em: float,
    base_text: NDArray[np.int32],
    leak_text: NDArray[np.int32],
) -> Pairs:
    """Each base character with the leak character where the map puts it, if one stands there."""
    scale = float(np.sqrt(abs(np.linalg.det(fit[:2]))))
    reach = max(0.1 * em * scale, 1e-6)
    expected = _apply(fit, base)
    cells: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate((leak // reach).astype(np.int64).tolist()):
        cells.setdefault((x, y), []).append(index)
    pairs = []
    for index, (x, y) in enumerate((expected // reach).astype(np.int64).tolist()):
        near = [
            other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in cells.get((x + i, y + j), ())
        ]
        if not near:
            continue
        gaps = np.linalg.norm(leak[near] - expected[index], axis=1)
        # Where characters lie on top of each other, the equal one is meant.
        gaps = gaps + np.where(leak_text[near] == base_text[index], 0.0, reach / 4)
        best = int(np.argmin(gaps))
        if gaps[best] <= reach:
            pairs.append((index, near[best]))
    return np.array(pairs, np.int64).reshape(-1, 2)


def _origins(known: UnitChars, page: Page, rows: int) -> Floats:
    """Where each row's first character stands, upright frame."""
    points = to_upright(known.chars.origin, page)
    found = np.zeros((rows, 2))
    mine = np.flatnonzero(known.row >= 0)[::-1]
    found[known.row[mine]] = points[mine]
    return found


def _readings(geometry: PageGeometry, moved: Floats, origins: Floats) -> list[Reading]:
    along = _projected(moved, geometry.vector)
    if not _clean(along):
        along = _without_drift(along, geometry, origins)
    readings = []
    for number, group in enumerate(geometry.groups):
        total, count = np.zeros(group.slots), np.zeros(group.slots)
        with np.errstate(invalid="ignore"):
            use = (geometry.group_index == number) & (np.abs(along) < 4)
        np.add.at(total, geometry.slot[use], along[use])
        np.add.at(count, geometry.slot[use], 1)
        seen = count > 0
        values = np.divide(total, count, out=np.zeros_like(total), where=seen)
        readings.append(
            Reading(
                group,
                np.clip(values, -2.5, 2.5).astype(np.float32),
                seen.astype(np.float32),
            )
        )
    return readings


def _projected(moved: Floats, vector: Floats) -> Floats:
    """Displacements over what a symbol displaces, along it."""
    reach = np.einsum("ij,ij->i", vector, vector)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.einsum("ij,ij->i", moved, vector) / reach)


def _clean(along: Floats) -> bool:
    """Whether displacements are what symbols (or none) make of them."""
    size = np.abs(along[np.isfinite(along)])
    plain = np.count_nonzero((np.abs(size - 1) < 0.25) | (size < 0.1))
    return bool(plain >= 0.95 * len(size))


def _without_drift(along: Floats, geometry: PageGeometry, origins: Floats) -> Floats:
    """Take off what grows along each line.

    Programs that write a PDF anew round the widths of letters, which adds up to more than a
    symbol by the end of a line. The drift is followed from the line's start: each unit stands
    one symbol ahead of it or behind it.
    """
    found = along.copy()
    length = np.linalg.norm(geometry.vector, axis=1)
    unit = geometry.vector / np.where(length > 0, length, 1)[:, None]
    ahead = np.einsum("ij,ij->i", origins, unit)
    beside = origins[:, 0] * unit[:, 1] - origins[:, 1] * unit[:, 0]
    turn = np.round(np.arctan2(unit[:, 1], unit[:, 0]), 2)
    line = np.round(beside / np.maximum(0.1 * np.median(geometry.em), 1e-6))
    order = np.lexsort((ahead, line, turn))
    drift = slope = 0.0
    before = -1
    for row in order:
        value = along[row]
        if not np.isfinite(value):
            continue
        gap = ahead[row] - ahead[before] if before >= 0 else 0.0
        same = before >= 0 and line[row] == line[before] and turn[row] == turn[before]
        if not same or gap > 12 * geometry.em[row]:
            drift = slope = 0.0
        else:
            drift += slope * gap
        rest = value - drift
        found[row] = rest
        if 0.4 < abs(rest) < 1.6:
            miss = rest - np.sign(rest)
            drift += 0.5 * miss
            if same and gap > 0:
                slope += 0.15 * miss / gap
        before = row
    return found


# -- finding the page -----------------------------------------------------------------------


def _hashes(text: NDArray[np.int32], length: int) -> NDArray[np.uint64]:
    """A hash of each run of ``length`` characters."""
    codes = text.astype(np.uint64)
    count = len(codes) - length + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    mixed = np.zeros(count, np.uint64)
    for step in range(length):
        mixed = mixed * np.uint64(0x100000001B3) + codes[step : step + count]
    # splitmix64's finaliser
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def text_key(chars: Characters) -> frozenset[int]:
    """A sample of hashes of the runs of eight characters on a page, blanks left out."""
    blank = np.isin(chars.text, (0x20, 0xA0, 0x3000, 0x0D, 0x0A, 0x09, 0xAD, 0x02))
    hashes = _hashes(chars.text[~blank], _SHINGLE)
    kept = hashes[hashes % np.uint64(_SAMPLE) == 0] >> np.uint64(32)
    return frozenset(np.unique(kept)[:_MOST].tolist())


def _packed(key: frozenset[int]) -> bytes:
    return np.array(sorted(key), "<u4").tobytes()


def fingerprint(pdf: bytes, page: int, *, password: str | None = None) -> bytes:
    """The fingerprint of one page, empty where there is too little text."""
    with document(pdf, password) as handle:
        return _packed(text_key(characters(handle, page)))


def fingerprints(pdf: bytes, *, password: str | None = None) -> list[bytes]:
    """The fingerprints of all pages."""
    with document(pdf, password) as handle:
        return [_packed(text_key(characters(handle, page))) for page in range(page_count(handle))]


def find(wanted: bytes, many: Mapping[Key, bytes]) -> list[tuple[Key, float]]:
    """Which pages say what the wanted one says.

    Args:
        wanted: fingerprint of a leaked page.
        many: fingerprints of originals.

    Returns:
        (key, share of the wanted page's text found there), best first, at least a tenth.
    """
    ours = np.frombuffer(wanted, "<u4")
    if len(ours) < _LEAST:
        return []
    ranking = []
    for key, other in many.items():
        theirs = np.frombuffer(other, "<u4")
        if not len(theirs):
            continue
        at = np.minimum(np.searchsorted(theirs, ours), len(theirs) - 1)
        hits = int(np.count_nonzero(theirs[at] == ours))
        if hits >= _LEAST and hits >= 0.1 * len(ours):
            # Of pages that hold all of it, the one that holds least else comes first.
            ranking.append((hits / len(ours), hits / len(theirs), key))
    ranking.sort(key=lambda row: row[:2], reverse=True)
    return [(key, score) for score, _, key in ranking]
