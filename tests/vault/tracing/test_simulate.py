"""The simulated camera: the same numbers give the same photo; settings stay in their ranges."""

from __future__ import annotations

import cv2
import numpy as np

from vault.tracing.simulate import RANGES, PhotoSettings, draw_photo, photo_of_pdf


def test_the_same_seed_gives_the_same_photo(words_pdf: bytes) -> None:
    settings = PhotoSettings(megapixels=1)
    one = photo_of_pdf(words_pdf, 0, np.random.default_rng(4), settings)
    two = photo_of_pdf(words_pdf, 0, np.random.default_rng(4), settings)
    other = photo_of_pdf(words_pdf, 0, np.random.default_rng(5), settings)
    assert one == two != other
    image = cv2.imdecode(np.frombuffer(one, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert 0.95e6 < image.size < 1.05e6 and image.std() > 20


def test_drawn_settings_stay_within_their_ranges() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        settings = draw_photo(rng)
        for name, (low, high) in RANGES.items():
            if name != "moire":
                assert low - 1 <= getattr(settings, name) <= high
        assert settings.moire == 0
