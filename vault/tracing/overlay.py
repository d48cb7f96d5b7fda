"""A leak with what was read drawn over it, for reports.

Every unit's outline stands where the alignment puts it: green where it was read, grey where it
was not. A short stroke shows the direction read, many times enlarged. The picture shows what was
measured, not whom it names.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.marks.slots import Alignment, CoinGroup, PageGeometry, Reading
from vault.tracing.page import Drawing

Gray = NDArray[np.uint8]
Colour = tuple[int, int, int]

LONGEST = 2400
"""Longer side of the drawing, px."""
_READ: Colour = (60, 150, 30)
_ERASED: Colour = (150, 150, 150)
_STROKE: Colour = (30, 30, 220)
_FIXED_POINT = 3


def draw(
    leak: Gray, alignment: Alignment, geometry: PageGeometry, readings: Sequence[Reading]
) -> bytes:
    """The leak with units and read shifts drawn on it.

    Args:
        leak: shape (height, width), grey.
        alignment: where the page lies in it.
        geometry: the page's units.
        readings: what was read of them.

    Returns:
        A PNG.
    """
    scale = min(1.0, LONGEST / max(leak.shape))
    size = (max(1, round(leak.shape[1] * scale)), max(1, round(leak.shape[0] * scale)))
    base = cv2.resize(leak, size, interpolation=cv2.INTER_AREA)
    canvas = np.asarray(cv2.cvtColor(base, cv2.COLOR_GRAY2BGR), np.uint8)
    values = {reading.group: reading for reading in readings}
    boxes = geometry.boxes
    corners = [boxes[:, [0, 1]], boxes[:, [2, 1]], boxes[:, [2, 3]], boxes[:, [0, 3]]]
    outline = np.stack([alignment.to_leak(corner) for corner in corners], axis=1) * scale
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    for k in range(len(boxes)):
        if not np.isfinite(outline[k]).all() or np.abs(outline[k]).max() > 30000:
            continue
        shift, read = _shift(values, geometry, k)
        colour = _READ if read else _ERASED
        cv2.polylines(canvas, [_fixed(outline[k])], True, colour, 1, cv2.LINE_AA, _FIXED_POINT)
        if read:
            start = alignment.to_leak(middle[k : k + 1])
            stop = alignment.to_leak(middle[k : k + 1] + shift * 0.4 * geometry.em[k])
            line = _fixed(np.concatenate([start, stop]) * scale)
            cv2.polylines(canvas, [line], False, _STROKE, 2, cv2.LINE_AA, _FIXED_POINT)
    return cv2.imencode(".png", canvas)[1].tobytes()


def beneath(leak: Gray, alignment: Alignment, page: Drawing) -> tuple[bytes, bytes]:
    """The leak alone and the original where it lies in it, each as large as `draw` makes it.

    The page is laid flat on the leak; where the paper is bent they differ by a little.

    Args:
        leak: shape (height, width), grey.
        alignment: where the page lies in it.
        page: the original page.

    Returns:
        Two JPEGs; the second is empty where the page cannot be laid on the leak.
    """
    scale = min(1.0, LONGEST / max(leak.shape))
    size = (max(1, round(leak.shape[1] * scale)), max(1, round(leak.shape[0] * scale)))
    base = np.asarray(cv2.resize(leak, size, interpolation=cv2.INTER_AREA), np.uint8)
    width, height = page.size
    mesh = np.stack(np.meshgrid(np.linspace(0, width, 9), np.linspace(0, height, 12)), axis=-1)
    points = mesh.reshape(-1, 2)
    lying = alignment.to_leak(points) * scale
    sound = np.isfinite(lying).all(axis=1)
    if sound.sum() < 8:
        return _jpeg(base), b""
    fine = 2.0
    drawn, ratio = page.at(fine), page.ratio(fine)
    plane, _ = cv2.findHomography(points[sound] * ratio, lying[sound], cv2.RANSAC, 8.0)
    if plane is None:
        return _jpeg(base), b""
    if alignment.inverted:
        drawn = np.asarray(255 - drawn, np.uint8)
    ground = int(np.median(base))
    laid = cv2.warpPerspective(
        drawn, plane, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=ground
    )
    return _jpeg(base), _jpeg(np.asarray(laid, np.uint8))


def _jpeg(image: Gray) -> bytes:
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()


def _shift(
    values: dict[CoinGroup, Reading], geometry: PageGeometry, k: int
) -> tuple[NDArray[np.float64], bool]:
    """Direction of a unit's read movement in the page's frame, and whether it was read."""
    reading = values.get(geometry.groups[geometry.group_index[k]])
    shift, read = np.zeros(2), False
    if reading is None:
        return shift, read
    slot, vector = geometry.slot[k], geometry.vector[k]
    if reading.weights[slot] > 0:
        length = float(np.linalg.norm(vector))
        shift = vector / max(length, 1e-9) * float(reading.values[slot])
        read = True
    return shift, read


def _fixed(points: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.asarray(np.round(points * (1 << _FIXED_POINT)), np.int32)
