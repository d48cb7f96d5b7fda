"""Which page of which document a picture shows, without being told.

Words (see `layout`) and local descriptors (see `features`) of the picture vote for pages; the
pages with most votes are verified by the homography their matches agree on, which is also a
first alignment. A page is named only by geometry, never by votes alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.tracing import globally, layout
from vault.tracing.features import Bits, PageFeatures, descriptors

Gray = NDArray[np.uint8]
Points = NDArray[np.float64]
Matrix = NDArray[np.float64]
Key = TypeVar("Key", bound=Hashable)

_SPREADS = (0.4, 0.65, 1.0)
_SHORTLIST = 24
_CHUNKS = 8
_MOST_ALIKE = 400
_PLAIN = 60.0
"""Score of words alone at which a page is found and nothing else is asked."""
_DISTANCE = 34
"""Bits of 128 in which two descriptors of one place may differ."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Key]):
    """A page that may be in the picture.

    Attributes:
        key: the page's key.
        score: distinct places that agree on one homography; 8 or more is rarely chance.
        hint: shape (3, 3), that homography, page pt to picture px.
    """

    key: Key
    score: float
    hint: Matrix


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Candidate matches: index of the picture's place, of the page, of the page's place."""

    query: NDArray[np.int32]
    page: NDArray[np.int32]
    place: NDArray[np.int32]
    weight: NDArray[np.float64]


class Index(Generic[Key]):
    """Many pages' features, ready to be asked. Building it takes about 10 ms a page."""

    def __init__(self, pages: Mapping[Key, PageFeatures]) -> None:
        """Index pages under their keys."""
        self._keys: list[Key] = list(pages)
        self._pages = [pages[key] for key in self._keys]
        self._words = _WordTable([page.words for page in self._pages])

    @cached_property
    def _local(self) -> _LocalTable:
        """Made when words alone do not find a page: pages of pictures, small crops."""
        return _LocalTable([page.bits for page in self._pages])

    def __len__(self) -> int:
        """How many pages it holds."""
        return len(self._keys)

    def query(self, gray: Gray, most: int = 5) -> list[Hit[Key]]:
        """The pages that a picture shows, likeliest first.

        Args:
            gray: shape (height, width), any scale, rotation, perspective; light on dark too.
            most: how many to return.
        """
        if not self._keys:
            return []
        dark = globally.looks_inverted(gray)
        hits = self._ask(255 - gray if dark else gray)
        if not hits or hits[0].score < 12:
            hits = sorted(
                hits + self._ask(gray if dark else 255 - gray), key=lambda hit: -hit.score
            )
        return hits[:most]

    def _ask(self, gray: Gray) -> list[Hit[Key]]:
        scale = min(1.0, 2400 / max(gray.shape))
        image = _resized(gray, scale)
        spots: list[Points] = []
        found: list[_Pairs] = []
        offset = 0
        for spread in _SPREADS:
            centres = layout.word_centres(image, spread)
            found.append(self._words.pairs(*layout.hashes(centres, every_start=True), offset))
            spots.append(centres)
            offset += len(centres)
        hits = self._hits(np.concatenate(spots) / scale, found, [])
        if hits and hits[0].score >= _PLAIN:
            return hits
        locals_: list[_Pairs] = []
        for longest in (1500, 800):
            factor = min(longest / max(image.shape), 2.0)
            if longest != 1500 and factor > 0.9:
                continue
            places, bits = descriptors(_resized(image, factor), 1500)
            locals_.append(self._local.pairs(bits, offset))
            spots.append(places / factor)
            offset += len(places)
        return self._hits(np.concatenate(spots) / scale, found, locals_)

    def _hits(
        self, spots: Points, words: Sequence[_Pairs], local: Sequence[_Pairs]
    ) -> list[Hit[Key]]:
        """The pages with most votes that geometry confirms, likeliest first."""
        votes = _votes(words, len(self._keys)) + _votes(local, len(self._keys))
        shortlist = np.argsort(-votes)[:_SHORTLIST]
        verified = [
            self._verify(int(number), spots, words, local)
            for number in shortlist[votes[shortlist] > 0]
        ]
        return sorted((hit for hit in verified if hit), key=lambda hit: -hit.score)

    def _verify(
        self, number: int, spots: Points, words: Sequence[_Pairs], local: Sequence[_Pairs]
    ) -> Hit[Key] | None:
        page = self._pages[number]
        source, target = [], []
        for table, places in ((words, page.words), (local, page.places)):
            for pairs in table:
                mine = pairs.page == number
                query, place = _strongest(pairs.query[mine], pairs.place[mine], pairs.weight[mine])
                source.append(places[place])
                target.append(spots[query])
        one, two = np.concatenate(source), np.concatenate(target)
        if len(one) < 8:
            return None
        reach = max(4.0, 0.006 * float(np.ptp(two, axis=0).max()))
        matrix, inside = globally.agreed(one, two, reach)
        if matrix is None:
            return None
        cell = max(3.0, float(np.ptp(one[inside], axis=0).max()) / 60)
        score = len(np.unique(np.round(one[inside] / cell), axis=0))
        return Hit(self._keys[number], float(score), matrix) if score >= 6 else None


class _WordTable:
    """Hash of an arrangement → words of pages that have it."""

    def __init__(self, pages: Sequence[Points]) -> None:
        parts = [layout.hashes(points) for points in pages]
        sizes = [len(part[0]) for part in parts]
        hashes = np.concatenate([part[0] for part in parts]) if parts else np.zeros(0, np.uint32)
        owner = np.concatenate([part[1] for part in parts]) if parts else np.zeros(0, np.int32)
        page = np.repeat(np.arange(len(pages), dtype=np.int32), sizes)
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._owner, self._page = hashes[order], owner[order], page[order]

    def pairs(self, hashes: NDArray[np.uint32], owner: NDArray[np.int32], offset: int) -> _Pairs:
        low = np.searchsorted(self._hashes, hashes, "left")
        high = np.searchsorted(self._hashes, hashes, "right")
        query, entry, alike = _expand(low, high)
        return _merged(
            owner[query] + offset,
            self._page[entry],
            self._owner[entry],
            np.asarray(1.0 / (3.0 + alike), float),
        )


class _LocalTable:
    """Descriptors by eighths: two that differ little have an eighth in common."""

    def __init__(self, pages: Sequence[Bits]) -> None:
        self._bits = np.concatenate(pages) if pages else np.zeros((0, 2), np.uint64)
        sizes = [len(bits) for bits in pages]
        self._page = np.repeat(np.arange(len(pages), dtype=np.int32), sizes)
        first = np.cumsum([0, *sizes])[:-1]
        self._place = (np.arange(len(self._bits)) - np.repeat(first, sizes)).astype(np.int32)
        self._order, self._sorted = [], []
        for chunk in _chunks(self._bits):
            order = np.argsort(chunk, kind="stable").astype(np.int32)
            self._order.append(order)
            self._sorted.append(chunk[order])

    def pairs(self, bits: Bits, offset: int) -> _Pairs:
        queries, entries = [], []
        for number, chunk in enumerate(_chunks(bits)):
            low = np.searchsorted(self._sorted[number], chunk, "left")
            high = np.searchsorted(self._sorted[number], chunk, "right")
            query, entry, _ = _expand(low, high, 4000)
            queries.append(query)
            entries.append(self._order[number][entry])
        query, entry = np.concatenate(queries), np.concatenate(entries)
        differ = np.bitwise_count(bits[query] ^ self._bits[entry]).sum(axis=1).astype(float)
        near = differ <= _DISTANCE
        query, entry, differ = query[near], entry[near], differ[near]
        # A descriptor that is like many others says little about where it is from.
        alike = np.bincount(query, minlength=len(bits))[query]
        weight = np.exp(-((differ / 20) ** 2)) / (2.0 + alike)
        return _merged(
            (query + offset).astype(np.int32), self._page[entry], self._place[entry], weight
        )


def _chunks(bits: Bits) -> NDArray[np.uint16]:
    """Shape (8, n): the 16-bit pieces of 128-bit descriptors."""
    return np.ascontiguousarray(bits).view(np.uint16).reshape(-1, _CHUNKS).T.copy()


def _expand(
    low: NDArray[np.intp], high: NDArray[np.intp], most: int = _MOST_ALIKE
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Every (query, entry) of the ranges low..high; ranges longer than `most` say nothing."""
    size = high - low
    size = np.where(size > most, 0, size)
    query = np.repeat(np.arange(len(low)), size)
    begin = np.repeat(low - (np.cumsum(size) - size), size)
    return query, begin + np.arange(int(size.sum())), size[query]


def _merged(
    query: NDArray[np.int32],
    page: NDArray[np.int32],
    place: NDArray[np.int32],
    weight: NDArray[np.float64],
) -> _Pairs:
    """Equal pairs joined, their weights added; sorted by query, page and place."""
    if not len(query):
        none = np.zeros(0, np.int32)
        return _Pairs(none, none, none, np.zeros(0))
    key = (query.astype(np.int64) << 44) | (page.astype(np.int64) << 16) | place
    unique, inverse = np.unique(key, return_inverse=True)
    total = np.asarray(np.bincount(inverse, weight), float)
    return _Pairs(
        (unique >> 44).astype(np.int32),
        ((unique >> 16) & ((1 << 28) - 1)).astype(np.int32),
        (unique & 0xFFFF).astype(np.int32),
        total,
    )


def _votes(tables: Sequence[_Pairs], pages: int) -> NDArray[np.float64]:
    """Weight of all matches per page; each place of the picture votes at most once a page."""
    votes = np.zeros(pages)
    for pairs in tables:
        if not len(pairs.query):
            continue
        # Merged pairs are sorted by query, then page.
        change = (np.diff(pairs.query) != 0) | (np.diff(pairs.page) != 0)
        begin = np.flatnonzero(np.r_[True, change])
        best = np.maximum.reduceat(pairs.weight, begin)
        total = np.bincount(pairs.page[begin], best, pages)
        votes += total / max(float(total.sum()), 1e-9)
    return votes


def _strongest(
    query: NDArray[np.int32], place: NDArray[np.int32], weight: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For each place of the picture its two best matches on one page."""
    order = np.lexsort((-weight, query))
    query, place = query[order], place[order]
    begin = np.r_[True, query[1:] != query[:-1]] if len(query) else np.zeros(0, bool)
    rank = np.arange(len(query)) - np.maximum.accumulate(np.where(begin, np.arange(len(query)), 0))
    keep = rank < 2
    return query[keep], place[keep]


def _resized(image: Gray, scale: float) -> Gray:
    if scale == 1.0:
        return image
    size = (max(8, round(image.shape[1] * scale)), max(8, round(image.shape[0] * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=how), np.uint8)
