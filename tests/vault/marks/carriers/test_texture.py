"""Texture stays below what eyes see, outlives what leaks go through, and invents nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vault.marks.carriers import texture
from vault.marks.slots import CoinGroup, Reading

SEED = bytes(16)


@pytest.fixture(scope="module")
def gray(photo):
    return cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)


def _scaled(shape, frame):
    factor = np.array([shape[1] / frame[1], shape[0] / frame[0]])
    return lambda points: points * factor


def _read(leak, gray, plan, placed=None):
    placed = placed or _scaled(leak.shape, plan.frame)
    seen = texture.sample(leak, placed, plan.frame)
    values, weights = texture.read(seen, texture.to_frame(gray, plan.frame), plan)
    return Reading(CoinGroup("file", "picture", plan.slots), values, weights)


def _psnr(one, two):
    return 10 * np.log10(255**2 / np.mean((one.astype(float) - two.astype(float)) ** 2))


def test_mark_is_read_after_what_leaks_go_through(gray, attack, marked_group):
    plan = texture.plan(gray, SEED)
    mark = marked_group(CoinGroup("file", "picture", plan.slots))
    leak = attack(texture.add(gray, plan, mark.symbols))
    assert mark.bound(_read(leak, gray, plan)) <= -40


def test_mark_is_fainter_than_eyes_see(gray, marked_group):
    plan = texture.plan(gray, SEED)
    mark = marked_group(CoinGroup("file", "picture", plan.slots))
    copy = texture.add(gray, plan, mark.symbols)
    assert _psnr(copy, gray) > 40
    assert np.abs(copy.astype(int) - gray).max() <= 12


def test_smooth_ground_carries_less_than_restless_ground():
    gray = np.full((160, 320), 128, np.uint8)
    gray[:, 160:] = np.random.default_rng(2).integers(60, 200, (160, 160))
    amplitude = texture.plan(gray, SEED).amplitude.astype(float) / 16
    assert amplitude[:, :9].max() == pytest.approx(1.1, abs=0.1)
    assert amplitude[:, 11:].min() > 2


def test_flat_white_and_black_are_never_touched(marked_group):
    gray = np.full((320, 480), 255, np.uint8)
    gray[:, 160:320] = 0
    gray[160:, 320:] = 120
    plan = texture.plan(gray, SEED)
    mark = marked_group(CoinGroup("file", "picture", plan.slots))
    copy = texture.add(gray, plan, mark.symbols)
    assert np.array_equal(copy[:160], gray[:160])
    assert np.array_equal(copy[:, :320], gray[:, :320])
    assert not np.array_equal(copy[160:, 320:], gray[160:, 320:])
    for level in (255, 253, 2, 0):
        assert texture.plan(np.full((300, 300), level, np.uint8), SEED).slots == 0


def test_unmarked_and_strangers_pictures_say_nothing(gray, attack, marked_group):
    plan = texture.plan(gray, SEED)
    mark = marked_group(CoinGroup("file", "picture", plan.slots))
    assert mark.bound(_read(attack(gray), gray, plan)) > -3
    stranger = texture.add(gray, plan, mark.of("R-2"))
    assert mark.bound(_read(attack(stranger), gray, plan)) > -3


def test_crop_is_read_from_the_cells_that_are_left(gray, marked_group):
    plan = texture.plan(gray, SEED)
    mark = marked_group(CoinGroup("file", "picture", plan.slots))
    copy = texture.add(gray, plan, mark.symbols)
    reading = _read(copy[100:300, 200:500], gray, plan, lambda p: p - [200, 100])
    assert 0.1 < (reading.weights > 0).mean() < 0.25
    assert mark.bound(reading) <= -20


def test_large_pictures_are_marked_coarsely_enough_to_be_shown_small(photo, marked_group):
    large = cv2.resize(photo[..., 1], (3000, 2000), interpolation=cv2.INTER_CUBIC)
    plan = texture.plan(large, SEED)
    assert plan.frame == (800, 1200)
    mark = marked_group(CoinGroup("file", "picture", plan.slots))
    copy = texture.add(large, plan, mark.symbols)
    shown = cv2.resize(copy, (900, 600), interpolation=cv2.INTER_AREA)
    assert mark.bound(_read(shown, large, plan)) <= -40


def test_colours_move_alike_and_alpha_not_at_all(photo, marked_group):
    rgba = np.dstack([photo, np.full(photo.shape[:2], 200, np.uint8)])
    plan = texture.plan(photo[..., 1], SEED)
    mark = marked_group(CoinGroup("file", "picture", plan.slots))
    copy = texture.add(rgba, plan, mark.symbols, colours=3)
    assert np.array_equal(copy[..., 3], rgba[..., 3])
    moved = copy[..., :3].astype(int) - rgba[..., :3]
    assert np.array_equal(moved[..., 0], moved[..., 1])


def test_sixteen_bits_keep_their_depth(gray, marked_group):
    deep = gray.astype(np.uint16) * 257 + 3
    plan = texture.plan(gray, SEED)
    mark = marked_group(CoinGroup("file", "picture", plan.slots))
    copy = texture.add(deep, plan, mark.symbols)
    assert copy.dtype == np.uint16
    assert mark.bound(_read((copy / 257).astype(np.uint8), gray, plan)) <= -100


def test_plan_survives_being_stored(gray):
    plan = texture.plan(gray, texture.seed_of(b"original"))
    back = texture.TexturePlan.from_bytes(plan.to_bytes())
    assert (back.shape, back.frame, back.seed, back.slots) == (
        plan.shape,
        plan.frame,
        plan.seed,
        plan.slots,
    )
    assert np.array_equal(back.amplitude, plan.amplitude)


@pytest.mark.parametrize("spoil", [lambda d: d[:-1], lambda d: b"x" + d[1:], lambda d: b""])
def test_damaged_plans_are_refused(gray, spoil):
    data = texture.plan(gray, SEED).to_bytes()
    with pytest.raises(ValueError, match="texture plan"):
        texture.TexturePlan.from_bytes(spoil(data))


def test_patterns_of_old_plans_never_change():
    plan = texture.TexturePlan((32, 48), (32, 48), SEED, np.full((2, 3), 16, np.uint8))
    change = texture.texture(plan, np.ones(6, np.int8))
    assert change.std() == pytest.approx(1.0, abs=1e-3)
    assert change[8, 4:12].tolist() == pytest.approx(
        [1.35, 1.31, 0.3, -1.28, -2.73, -3.54, -3.42, -2.45], abs=0.01
    )


def test_a_leak_that_shows_nothing_gives_no_weight(gray):
    plan = texture.plan(gray, SEED)
    reading = _read(gray, gray, plan, lambda p: p + 1e6)
    assert not reading.weights.any()


def test_tiny_and_odd_shapes_are_handled(marked_group):
    for shape in ((1, 1), (15, 900), (16, 16), (17, 33), (1201, 40)):
        gray = np.random.default_rng(1).integers(60, 190, shape).astype(np.uint8)
        plan = texture.plan(gray, SEED)
        mark = marked_group(CoinGroup("file", "picture", plan.slots))
        copy = texture.add(gray, plan, mark.symbols)
        assert copy.shape == shape
        assert len(_read(copy, gray, plan).values) == plan.slots


def test_what_does_not_fit_is_refused(gray):
    plan = texture.plan(gray, SEED)
    with pytest.raises(ValueError, match="symbols"):
        texture.add(gray, plan, np.ones(3, np.int8))
    with pytest.raises(ValueError, match="planned"):
        texture.add(gray[:-1], plan, np.ones(plan.slots, np.int8))
