"""Pictures to mark: made here, so that nothing has to be fetched."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vault.marks import codes
from vault.marks.slots import CoinGroup, Reading

KEY = bytes(range(32))


def photo_like(rows: int, columns: int, seed: int = 1) -> np.ndarray:
    """Return an RGB picture with smooth ground, edges and fine structure."""
    rng = np.random.default_rng(seed)
    total = np.zeros((rows, columns, 3), np.float32)
    for sigma, strength in ((60, 900), (20, 160), (6, 50), (1.5, 14)):
        noise = rng.normal(0, 1, (rows, columns, 3)).astype(np.float32)
        total += cv2.GaussianBlur(noise, (0, 0), sigma) * strength * (sigma / 20 + 0.3)
    picture = np.clip(total * 0.6 + 128, 20, 235).astype(np.uint8)
    for _ in range(14):
        corner = rng.integers(0, [columns, rows])
        size = rng.integers(20, 120, 2)
        shade = tuple(int(v) for v in rng.integers(30, 225, 3))
        cv2.rectangle(picture, corner.tolist(), (corner + size).tolist(), shade, -1, cv2.LINE_AA)
        middle = rng.integers(0, [columns, rows]).tolist()
        cv2.circle(picture, middle, int(size[0] // 2), shade[::-1], 3, cv2.LINE_AA)
    cv2.putText(picture, "OVEN 7", (40, rows // 2), 0, 2.0, (240, 240, 240), 4, cv2.LINE_AA)
    return picture


@pytest.fixture(scope="session")
def photo() -> np.ndarray:
    return photo_like(480, 720)


class Marked:
    """A coin group's symbols and the bound that a reading of them reaches."""

    def __init__(self, group: CoinGroup) -> None:
        self.group = group
        self.biases = codes.biases_of(KEY, "D@1", [group])
        self.symbols = self.of("R-1")

    def of(self, copy: str) -> np.ndarray:
        return codes.codeword(
            KEY, epoch=1, copy=copy, revision="D@1", groups=[self.group], biases=self.biases
        )[self.group]

    def bound(self, reading: Reading, copy: str = "R-1") -> float:
        found = codes.combine([reading])
        s = codes.score(found, {self.group: self.of(copy)}, self.biases)
        return codes.log10_bound(found, self.biases, s, 1, 1)


@pytest.fixture
def marked_group():
    return Marked


def jpeg(picture: np.ndarray, quality: int) -> np.ndarray:
    """Return a picture as JPEG would show it."""
    data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(data, cv2.IMREAD_UNCHANGED)


ATTACKS = {
    "as it is": lambda p: p,
    "jpeg 50": lambda p: jpeg(p, 50),
    "half size": lambda p: cv2.resize(p, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    "half size and jpeg 60": lambda p: jpeg(
        cv2.resize(p, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 60
    ),
    "darker and flatter": lambda p: (p * 0.6 + 10).astype(np.uint8),
    "gamma": lambda p: (255 * (p / 255.0) ** 1.7).astype(np.uint8),
    "blurred": lambda p: cv2.GaussianBlur(p, (0, 0), 1.6),
    "sharpened": lambda p: cv2.addWeighted(p, 2.0, cv2.GaussianBlur(p, (0, 0), 2), -1.0, 0),
    "noisy": lambda p: np.clip(p + np.random.default_rng(3).normal(0, 8, p.shape), 0, 255).astype(
        np.uint8
    ),
}


@pytest.fixture(params=ATTACKS)
def attack(request):
    return ATTACKS[request.param]
