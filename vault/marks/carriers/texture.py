"""Texture: symbols as faint band-limited noise added to the cells of a picture.

A picture is looked at in its *frame*: reduced (never enlarged) so that the longer side has at
most 1200 pixels. The frame is divided into cells of 16 x 16 pixels; each cell that can carry a
mark is one slot. A cell's pattern is noise of about 12 pixels' wavelength, zero in the mean and
at the cell's border, with a deviation of 1; symbol +1 adds it, -1 subtracts it, at an amplitude
of about one grey level on smooth ground and more where the picture itself is restless. The
patterns are so coarse that they outlive JPEG, halving the size and the camera of a phone, and
differ from place to place, so that no filter of one frequency takes them out.

Reading subtracts the original, fitted to the leak in tone, brightness, sharpness and place, and
correlates what remains with each cell's pattern. Nothing here knows a key or a copy; the fit
sees the unmarked original only.

Invariant: a cell of flat pure white or black is never touched.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.marks.codes_stream import words
from vault.marks.slots import Symbols

CELL = 16
"""Side of a cell in frame pixels."""

FRAME = 1200
"""Longest side of a frame in pixels."""

MOST_SIDE = 60_000
_UNIT = 16  # amplitude steps per grey level
_FLAT, _MOST = 1.1, 2.6  # amplitude (deviation, grey levels) on smooth and on restless ground
_FINE, _COARSE = 1.8, 3.6  # deviations of the two blurs whose difference is the pattern
_HEAD = struct.Struct("<4sBIIHH16s")
_MAGIC = b"ctex"

Floats = NDArray[np.float32]
Gray = NDArray[np.uint8]
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TexturePlan:
    """Which cells of a picture carry symbols, and how strongly.

    Attributes:
        shape: (rows, columns) of the picture in pixels.
        frame: (rows, columns) of its frame.
        seed: 16 bytes that choose the patterns.
        amplitude: shape (frame rows // 16, frame columns // 16) uint8, deviation of the added
            pattern in 1/16 grey levels of 255; 0 where the cell carries nothing. Slots are the
            other cells in reading order.
    """

    shape: tuple[int, int]
    frame: tuple[int, int]
    seed: bytes
    amplitude: NDArray[np.uint8]

    @property
    def slots(self) -> int:
        """Number of cells that carry a symbol."""
        return int(np.count_nonzero(self.amplitude))

    def to_bytes(self) -> bytes:
        """Serialise, with a version."""
        head = _HEAD.pack(_MAGIC, 1, *self.shape, *self.frame, self.seed)
        return head + zlib.compress(self.amplitude.tobytes(), 9)

    @classmethod
    def from_bytes(cls, data: bytes) -> TexturePlan:
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: when it is something else.
        """
        try:
            magic, version, rows, columns, high, wide, seed = _HEAD.unpack_from(data)
            cells = (high // CELL) * (wide // CELL)
            inflate = zlib.decompressobj()
            grid = inflate.decompress(data[_HEAD.size :], cells + 1)
        except (struct.error, zlib.error) as error:
            raise ValueError("not a texture plan") from error
        known = magic == _MAGIC and version == 1 and max(high, wide) <= FRAME
        if not known or len(grid) != cells or not inflate.eof:
            raise ValueError("not a texture plan of a known version")
        amplitude = np.frombuffer(grid, np.uint8).reshape(high // CELL, wide // CELL)
        return cls((rows, columns), (high, wide), seed, amplitude)


def seed_of(data: bytes) -> bytes:
    """Return the seed that belongs to an original's bytes."""
    return hashlib.sha256(b"cocoon/texture/1\0" + data).digest()[:16]


def frame_shape(shape: tuple[int, int]) -> tuple[int, int]:
    """Return (rows, columns) of the frame of a picture of this shape."""
    scale = min(1.0, FRAME / max(shape))
    return max(1, round(shape[0] * scale)), max(1, round(shape[1] * scale))


def to_frame(picture: NDArray[Any], frame: tuple[int, int]) -> Floats:
    """Reduce a picture, shape (rows, columns), to its frame."""
    as_float = picture if picture.dtype == np.uint8 else picture.astype(np.float32)
    if picture.shape[:2] != frame:
        as_float = cv2.resize(as_float, frame[::-1], interpolation=cv2.INTER_AREA)
    return as_float.astype(np.float32)


def plan(gray: NDArray[Any], seed: bytes, usable: Gray | None = None) -> TexturePlan:
    """Choose the cells and amplitudes for a picture.

    Args:
        gray: shape (rows, columns), luminance, 0 to 255 whatever the type.
        seed: 16 bytes, see `seed_of`.
        usable: same shape, uint8; cells where less than 128 on average are left alone.
    """
    rows, columns = gray.shape
    frame = frame_shape((rows, columns))
    image = to_frame(gray, frame)
    mean = _by_cell(image)
    fine = image - cv2.GaussianBlur(image, (0, 0), 3.0)
    own = np.maximum(_by_cell(image**2) - mean**2, 0)
    restless = np.sqrt(np.minimum(_by_cell(fine**2), own))
    amplitude = np.clip(_FLAT + 0.09 * restless, _FLAT, _MOST)
    room = np.minimum(255.0 - mean, mean) / 2.5 + 0.4 * restless
    amplitude = np.minimum(amplitude, room)
    amplitude[((mean >= 252) | (mean <= 3)) & (restless < 1.5)] = 0
    if usable is not None:
        amplitude[_by_cell(to_frame(usable, frame)) < 128] = 0
    amplitude[amplitude < 0.5] = 0
    return TexturePlan((rows, columns), frame, seed, np.rint(amplitude * _UNIT).astype(np.uint8))


def texture(plan: TexturePlan, symbols: Symbols) -> Floats:
    """Return what is to be added, in grey levels, shape of the frame.

    Raises:
        ValueError: when there are not as many symbols as slots.
    """
    if len(symbols) != plan.slots:
        raise ValueError("as many symbols as slots are needed")
    signed = plan.amplitude.astype(np.float32) / _UNIT
    signed[plan.amplitude > 0] *= symbols
    high, wide = (n * CELL for n in plan.amplitude.shape)
    result = np.zeros(plan.frame, np.float32)
    pattern = _pattern(plan.seed, plan.amplitude.shape)
    result[:high, :wide] = pattern * signed.repeat(CELL, axis=0).repeat(CELL, axis=1)
    return result


def add(
    pixels: NDArray[Any], plan: TexturePlan, symbols: Symbols, *, colours: int = 0
) -> NDArray[Any]:
    """Return a marked copy of a picture.

    Args:
        pixels: shape (rows, columns) or (rows, columns, channels), uint8 or uint16; more is
            lighter.
        plan: of this picture.
        symbols: one per slot.
        colours: how many of the first channels are changed, all alike; 0 = all. Alpha is not
            a colour.

    Raises:
        ValueError: when picture, plan and symbols do not fit each other.
    """
    if pixels.shape[:2] != plan.shape or pixels.dtype not in (np.uint8, np.uint16):
        raise ValueError("the picture is not the one that was planned")
    most = 255 if pixels.dtype == np.uint8 else 65535
    change = texture(plan, symbols) * np.float32(most / 255)
    if plan.frame != plan.shape:
        change = np.asarray(
            cv2.resize(change, plan.shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32
        )
    step = np.rint(change).astype(np.int32)
    result = pixels.copy()
    view = result if result.ndim == 3 else result[..., None]
    used = view[..., : colours or view.shape[2]]
    for start in range(0, plan.shape[0], 256):
        rows = slice(start, start + 256)
        used[rows] = np.clip(used[rows] + step[rows, :, None], 0, most).astype(result.dtype)
    return result


def sample(
    leak: NDArray[Any], placed: Callable[[Points], Points], frame: tuple[int, int]
) -> Floats:
    """Look at a leak on the grid of a frame.

    Args:
        leak: shape (rows, columns), 0 to 255.
        placed: frame positions (n, 2), x y, pixel centres at integer + 0.5, to leak pixels.
        frame: (rows, columns).

    Returns:
        Shape of the frame; NaN where the leak shows nothing.
    """
    step = 8
    y, x = (np.arange(0, n + 2 * step, step) + 0.5 for n in frame)
    spot = placed(np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)).reshape(len(y), len(x), 2)
    spot = np.where(np.isfinite(spot), spot, -1e4).clip(-1e4, 1e5)
    inside = (
        (spot >= 0).all(axis=2) & (spot[..., 0] < leak.shape[1]) & (spot[..., 1] < leak.shape[0])
    )
    source: NDArray[Any] = leak.astype(np.float32)
    if inside.any():
        across = np.linalg.norm(np.diff(spot, axis=1)[:-1], axis=2)
        down = np.linalg.norm(np.diff(spot, axis=0)[:, :-1], axis=2)
        density = np.sqrt(np.maximum(across * down, 1e-6))[inside[:-1, :-1]] / step
        shrink = 1 / max(1.0, float(np.percentile(density, 20))) if density.size else 1.0
        if shrink < 0.75:
            small = tuple(max(1, round(n * shrink)) for n in leak.shape)
            spot = spot * [small[1] / leak.shape[1], small[0] / leak.shape[0]]
            source = cv2.resize(source, small[::-1], interpolation=cv2.INTER_AREA)
    grid_y, grid_x = (np.arange(n, dtype=np.float32) / step for n in frame)
    where = np.meshgrid(grid_x, grid_y)
    maps = [
        cv2.remap(spot[..., k].astype(np.float32), *where, cv2.INTER_LINEAR) - np.float32(0.5)
        for k in (0, 1)
    ]
    seen = (
        (maps[0] > -0.5)
        & (maps[1] > -0.5)
        & (maps[0] < source.shape[1] - 0.5)
        & (maps[1] < source.shape[0] - 0.5)
    )
    found = cv2.remap(source, maps[0], maps[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.where(seen, found, np.float32(np.nan)).astype(np.float32)


def read(leak: Floats, original: Floats, plan: TexturePlan) -> tuple[Floats, Floats]:
    """Read the symbols of a leak that lies on its original.

    Args:
        leak: shape of the frame, 0 to 255, NaN where nothing is seen (see `sample`).
        original: shape of the frame, the unmarked picture (see `to_frame`).
        plan: of that picture.

    Returns:
        (values, weights), each shape (slots,): values of about unit deviation, clipped to
        +-2.5; weights 0 to 1, 0 where the cell is not seen.
    """
    seen = np.isfinite(leak)
    cells = plan.amplitude > 0
    if not seen.any() or not cells.any():
        return np.zeros(plan.slots, np.float32), np.zeros(plan.slots, np.float32)
    rest, gain = _residue(leak, original, seen)
    pattern = _pattern(plan.seed, plan.amplitude.shape)
    high, wide = pattern.shape
    found = _by_cell(rest[:high, :wide] * pattern)
    covered = _by_cell(seen.astype(np.float32)) > 0.95
    used = cells & covered
    if not used.any():
        return np.zeros(plan.slots, np.float32), np.zeros(plan.slots, np.float32)
    # Noise of a cell: how strongly its neighbours answer their own patterns.
    power = cv2.blur(np.where(used, found**2, 0).astype(np.float32), (5, 5))
    many = cv2.blur(used.astype(np.float32), (5, 5))
    typical = float(np.median(found[used] ** 2)) / 0.455 + 1e-6
    noise = np.sqrt(np.maximum(power / np.maximum(many, 1e-3), 0.1 * typical))
    values = np.clip(found / noise, -2.5, 2.5)
    hoped = np.sqrt(plan.amplitude / _UNIT * np.maximum(_by_cell(gain), 0.05)) / noise
    weights = np.clip(hoped / np.percentile(hoped[used], 80), 0, 1) * used
    return values[cells].astype(np.float32), weights[cells].astype(np.float32)


def _residue(leak: Floats, original: Floats, seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return what the fitted original leaves of the leak, and the leak's local contrast.

    Around each place the leak is explained by the original after a tone curve, its two
    gradients (a shift), its Laplacian (another sharpness) and a constant.
    """
    weight = cv2.erode(seen.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(np.float32)
    shown = np.where(seen, leak, original).astype(np.float32)
    best, smooth = None, original
    for sigma in (0.0, 0.8, 1.5, 2.5):
        trial = cv2.GaussianBlur(original, (0, 0), sigma) if sigma else original
        trial = trial.astype(np.float32)
        error = _tone(trial, shown, weight)[1]
        if best is None or error < best * 0.98:
            best, smooth = error, trial
    toned = _tone(smooth, shown, weight)[0]
    toned_x = cv2.Sobel(toned, cv2.CV_32F, 1, 0, scale=0.125)
    toned_y = cv2.Sobel(toned, cv2.CV_32F, 0, 1, scale=0.125)
    bases: list[NDArray[Any]] = [toned, toned_x, toned_y, cv2.Laplacian(toned, cv2.CV_32F)]
    fitted, contrast = _local_fit(shown, bases, weight)
    rest = shown - fitted
    spread = np.sqrt(cv2.GaussianBlur(rest**2 * weight, (0, 0), 1.5 * CELL)) + 0.2
    rest = np.clip(rest, -3 * spread, 3 * spread) * weight
    rest -= cv2.GaussianBlur(rest, (0, 0), 6.0)
    return rest * weight, contrast


def _tone(original: Floats, leak: Floats, weight: Floats) -> tuple[Floats, float]:
    """Return the original through the leak's tone curve, and the mean error of that."""
    level = np.clip(original, 0, 255).astype(np.uint8)
    at = level[weight > 0]
    count = np.bincount(at, minlength=256).astype(np.float64)
    total = np.bincount(at, leak[weight > 0], minlength=256)
    # Neighbouring levels help each other; levels that do not occur follow a straight line.
    kernel = np.exp(-0.5 * (np.arange(-8, 9) / 3.0) ** 2)
    count, total = np.convolve(count, kernel, "same"), np.convolve(total, kernel, "same")
    known = np.flatnonzero(count > 0.001 * count.max())
    curve = np.interp(np.arange(256), known, total[known] / count[known]).astype(np.float32)
    fraction = np.clip(original, 0, 254.999) - np.floor(np.clip(original, 0, 254.999))
    low = np.floor(np.clip(original, 0, 254.999)).astype(np.int16)
    toned = (curve[low] + fraction * (curve[low + 1] - curve[low])).astype(np.float32)
    error = leak - toned
    error -= cv2.GaussianBlur(error, (0, 0), 6.0)
    return toned, float(np.abs(error[weight > 0]).mean())


def _local_fit(leak: Floats, bases: list[NDArray[Any]], weight: Floats) -> tuple[Floats, Floats]:
    """Fit leak = constant + sum of bases around each place by least squares.

    The windows are Gaussian with a deviation of 1.5 cells; sums are taken on a grid of every
    fourth pixel. Returns the fit and the coefficient of the first basis, in the leak's shape.
    """
    rows, columns = leak.shape
    coarse = (max(2, -(-columns // 4)), max(2, -(-rows // 4)))
    sigma = 1.5 * CELL / 4

    def around(product: Floats) -> NDArray[np.float64]:
        small = cv2.resize(product, coarse, interpolation=cv2.INTER_AREA)
        return cv2.GaussianBlur(small, (0, 0), sigma).astype(np.float64)

    mass = np.maximum(around(weight), 1e-6)
    means = [around(b * weight) / mass for b in bases]
    middle = around(leak * weight) / mass
    n = len(bases)
    matrix = np.empty((coarse[1], coarse[0], n, n))
    target = np.empty((coarse[1], coarse[0], n))
    for i in range(n):
        for j in range(i, n):
            product = around(bases[i] * bases[j] * weight) / mass - means[i] * means[j]
            matrix[..., i, j] = matrix[..., j, i] = product
        target[..., i] = around(bases[i] * leak * weight) / mass - means[i] * middle
    # A prior worth one grey level keeps the fit still where the picture is flat.
    matrix += np.diag([1.0, 0.25, 0.25, 0.25][:n])
    target[..., 0] += 1.0
    solved = np.linalg.solve(matrix, target[..., None])[..., 0]
    offset = middle - sum(solved[..., i] * means[i] for i in range(n))

    def spread(values: NDArray[np.float64]) -> Floats:
        enlarged = cv2.resize(
            values.astype(np.float32), (columns, rows), interpolation=cv2.INTER_LINEAR
        )
        return np.asarray(enlarged, np.float32)

    fitted = spread(offset)
    for i, basis in enumerate(bases):
        fitted += spread(solved[..., i]) * basis
    return fitted, spread(solved[..., 0])


def _by_cell(image: Floats) -> Floats:
    """Return the mean of each whole cell."""
    rows, columns = image.shape[0] // CELL, image.shape[1] // CELL
    cells = image[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns, CELL)
    return np.asarray(cells.mean(axis=(1, 3)), np.float32)


@lru_cache(maxsize=8)
def _pattern(seed: bytes, cells: tuple[int, int]) -> Floats:
    """Return the patterns of all cells side by side, each with mean 0 and deviation 1."""
    rows, columns = cells[0] * CELL, cells[1] * CELL
    if not rows or not columns:
        return np.zeros((rows, columns), np.float32)
    key = hashlib.sha256(seed).digest()
    count = -(-rows * columns // 32)
    bits = np.unpackbits(words(key, count, "cocoon/texture/1").astype("<u4").view(np.uint8))
    noise = bits[: rows * columns].reshape(rows, columns).astype(np.float32) - 0.5
    band = cv2.GaussianBlur(noise, (0, 0), _FINE) - cv2.GaussianBlur(noise, (0, 0), _COARSE)
    window = np.sin(np.pi * (np.arange(CELL, dtype=np.float32) + 0.5) / CELL)
    window = np.tile(np.outer(window, window), cells)

    def whole(by_cell: Floats) -> Floats:
        return by_cell.repeat(CELL, axis=0).repeat(CELL, axis=1)

    band = (band - whole(_by_cell(band * window) / _by_cell(window))) * window
    deviation = np.sqrt(np.maximum(_by_cell(band**2), 1e-12))
    return np.asarray(band / whole(deviation), np.float32)
