"""Which page of which document a picture shows, without being told.

Words (see `layout`) and local descriptors (see `features`) of the picture vote for pages; the
pages with most votes are verified by the homography their matches agree on, which is also a
first alignment. A page is named only by geometry, never by votes alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.tracing import globally, layout, ways
from vault.tracing.features import Bits, PageFeatures, descriptors

Gray = NDArray[np.uint8]
Points = NDArray[np.float64]
Matrix = NDArray[np.float64]
Key = TypeVar("Key", bound=Hashable)

_SPREADS = (0.4, 0.65, 1.0)
_SHORTLIST = 8
"""Pages that one look at the picture may propose."""
_SIZES = (420, 800, 240)
"""Longer sides (px) of the reduced pictures that are looked at, the most telling first."""
_TINY = 240
_MOST_LOCAL = 1500
_MOST_MEETINGS = 8
"""Places of a page that may say the same as one of the picture."""
_CHUNKS = 8
_MOST_ALIKE = 400
_PLAIN = 60.0
"""Score at which a page is found and no other look is taken."""
_DISTANCE = 34
"""Bits of 128 in which two descriptors of one place may differ."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Key]):
    """A page that may be in the picture.

    Attributes:
        key: the page's key.
        score: distinct places that agree on one homography; 8 or more is rarely chance.
        hints: homographies (3, 3), page pt to picture px, the one with most places first. A page
            that says the same again and again may lie in the picture in several ways.
    """

    key: Key
    score: float
    hints: tuple[Matrix, ...]

    @property
    def hint(self) -> Matrix:
        """The likeliest homography, (3, 3), page pt to picture px."""
        return self.hints[0]


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

    @cached_property
    def _local(self) -> _LocalTable:
        return _LocalTable([page.bits for page in self._pages])

    @cached_property
    def _words(self) -> _WordTable:
        """Made (7 ms a page) when a picture is too steep or too poor for local descriptors."""
        return _WordTable([page.words for page in self._pages])

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
        search = _Search(self._keys, self._pages)
        hits: list[Hit[Key]] = []
        for look in self._looks(image):
            search.add(replace(look, spots=look.spots / scale))
            hits = search.hits()
            if hits and hits[0].score >= _PLAIN:
                break
        return hits

    def _looks(self, image: Gray) -> Iterator[_Look]:
        """Looks at a picture, the cheapest and most telling first."""
        # Small versions show what is large: words and their neighbours, not letters.
        for factor in _factors(max(image.shape)):
            places, bits = descriptors(_resized(image, factor), _MOST_LOCAL)
            yield _Look(places / factor, self._local.pairs(bits), words=False)
        for spread in _SPREADS:
            centres = layout.word_centres(image, spread)
            pairs = self._words.pairs(*layout.hashes(centres, every_start=True))
            yield _Look(centres, pairs, words=True)


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at the picture: places (n, 2) px in it, and what they match in all pages."""

    spots: Points
    pairs: _Pairs
    words: bool

    def of(self, number: int, page: PageFeatures, most: int) -> ways.Matches:
        """Its matches with one page, at most so many for each place of the picture."""
        places = page.words if self.words else page.places
        low, high = np.searchsorted(self.pairs.page, [number, number + 1])
        mine = slice(int(low), int(high))
        query, place = _strongest(
            self.pairs.query[mine], self.pairs.place[mine], self.pairs.weight[mine], most
        )
        return ways.Matches(places[place], self.spots[query])


class _Search(Generic[Key]):
    """What several looks at a picture say together about the pages it may show."""

    def __init__(self, keys: Sequence[Key], pages: Sequence[PageFeatures]) -> None:
        self._keys, self._pages = keys, pages
        self._looks: list[_Look] = []
        self._ways: dict[int, list[ways.Way]] = {}

    def add(self, look: _Look) -> None:
        """Take in a look: each judges by itself which homographies there may be.

        One that sees the picture at the right scale is mostly right, others are noise beside it.
        """
        self._looks.append(look)
        votes = _votes(look.pairs, len(self._keys))
        for number in np.argsort(-votes)[:_SHORTLIST]:
            if votes[number] > 0:
                found = self._ways.setdefault(int(number), [])
                way = ways.agreed(look.of(int(number), self._pages[number], 2))
                found.extend([way] if way is not None else [])

    def hits(self) -> list[Hit[Key]]:
        """The pages that geometry confirms, likeliest first."""
        best = max((w for found in self._ways.values() for w in found), key=_score, default=None)
        if best is None:
            return []
        hits = []
        for number, own in self._ways.items():
            page = self._pages[number]
            found = ways.Matches.joined(
                look.of(number, page, _MOST_MEETINGS) for look in self._looks
            )
            # Where the words repeat, the pairs agree on a mixture. The best page tells how the
            # sheet is held; what is left open is how far along it this page is.
            starts = [best, *sorted(own, key=_score, reverse=True)[:1]]
            open_ways = [*own, *(way for start in starts for way in ways.shifted(found, start))]
            kept = ways.distinct(open_ways, page.size)
            if kept:
                kept = ways.distinct([ways.supported(found, way) for way in kept], page.size)
                hits.append(Hit(self._keys[number], kept[0].score, tuple(w.matrix for w in kept)))
        return sorted(hits, key=lambda hit: -hit.score)


def _score(way: ways.Way) -> float:
    return way.score


def _factors(longest: int) -> list[float]:
    """By how much a picture is reduced for its looks, by its longer side in px."""
    if longest <= _TINY:
        return [1.0, min(2.0, 2 * _TINY / longest)]
    return [size / longest for size in _SIZES if size < longest]


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

    def pairs(self, hashes: NDArray[np.uint32], owner: NDArray[np.int32]) -> _Pairs:
        low = np.searchsorted(self._hashes, hashes, "left")
        high = np.searchsorted(self._hashes, hashes, "right")
        query, entry, alike = _expand(low, high)
        return _merged(
            owner[query],
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

    def pairs(self, bits: Bits) -> _Pairs:
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
        return _merged(query.astype(np.int32), self._page[entry], self._place[entry], weight)


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
    """Equal pairs joined, their weights added; sorted by page, query and place."""
    if not len(query):
        none = np.zeros(0, np.int32)
        return _Pairs(none, none, none, np.zeros(0))
    key = (page.astype(np.int64) << 40) | (query.astype(np.int64) << 16) | place
    unique, inverse = np.unique(key, return_inverse=True)
    total = np.asarray(np.bincount(inverse, weight), float)
    return _Pairs(
        ((unique >> 16) & ((1 << 24) - 1)).astype(np.int32),
        (unique >> 40).astype(np.int32),
        (unique & 0xFFFF).astype(np.int32),
        total,
    )


def _votes(pairs: _Pairs, pages: int) -> NDArray[np.float64]:
    """Weight of all matches per page; each place of the picture votes at most once a page."""
    if not len(pairs.query):
        return np.zeros(pages)
    # Merged pairs are sorted by page, then query.
    change = (np.diff(pairs.query) != 0) | (np.diff(pairs.page) != 0)
    begin = np.flatnonzero(np.r_[True, change])
    best = np.maximum.reduceat(pairs.weight, begin)
    return np.asarray(np.bincount(pairs.page[begin], best, pages), float)


def _strongest(
    query: NDArray[np.int32],
    place: NDArray[np.int32],
    weight: NDArray[np.float64],
    most: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For each place of the picture its best matches on one page; strongest matches first."""
    order = np.lexsort((-weight, query))
    query, place = query[order], place[order]
    begin = np.r_[True, query[1:] != query[:-1]] if len(query) else np.zeros(0, bool)
    rank = np.arange(len(query)) - np.maximum.accumulate(np.where(begin, np.arange(len(query)), 0))
    keep = np.flatnonzero(rank < most)
    keep = keep[np.argsort(-weight[order][keep], kind="stable")]
    return query[keep], place[keep]


def _resized(image: Gray, scale: float) -> Gray:
    if scale == 1.0:
        return image
    size = (max(8, round(image.shape[1] * scale)), max(8, round(image.shape[0] * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=how), np.uint8)
