"""Coins are independent keyed flips, and the bound on a false match is never beaten."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.marks import codes
from vault.marks.codes_bias import ONE
from vault.marks.codes_stream import encode, words
from vault.marks.slots import CoinGroup, Reading

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
PAGE = CoinGroup("page/0", "text", 400)


def _draw(**changes):
    what = {"epoch": 1, "copy": "R-1", "revision": "D@1", "groups": [PAGE], "key": KEY} | changes
    key = what.pop("key")
    fair = {g: np.full(g.slots, ONE // 2, np.uint32) for g in what["groups"]}
    return codes.codeword(key, biases=fair, **what)


def _reading(values, weights=None, group=None):
    values = np.asarray(values, np.float32)
    weights = np.ones_like(values) if weights is None else np.asarray(weights, np.float32)
    return Reading(group or CoinGroup("page/0", "text", len(values)), values, weights)


# Coins


def test_coins_of_old_copies_never_change():
    group = CoinGroup("page/0", "text", 16)
    thresholds = codes.bias(KEY, "D-AAAAAAAA@1", group)
    coins = codes.codeword(
        OTHER_KEY,
        epoch=3,
        copy="R-BBBBBBBB-2",
        revision="D-AAAAAAAA@1",
        groups=[group],
        biases={group: thresholds},
    )[group]
    assert "".join("h" if t > ONE // 2 else "l" for t in thresholds) == "hhhhlllllhhllllh"
    assert "".join("+" if c > 0 else "-" for c in coins) == "+-++--+---++---+"


def test_key_stream_is_chacha20_under_hkdf_of_the_encoded_fields():
    import hashlib
    import hmac

    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

    assert encode("ab", 12) == b"\x02\0\0\0ab\x02\0\0\x0012"
    extracted = hmac.digest(bytes(32), KEY, hashlib.sha256)
    expanded = hmac.digest(extracted, encode("ab", 12) + b"\x01", hashlib.sha256)
    stream = Cipher(ChaCha20(expanded, bytes(16)), None).encryptor().update(bytes(12))
    expected = [int.from_bytes(stream[i : i + 4], "little") for i in (0, 4, 8)]
    assert words(KEY, 3, "ab", 12).tolist() == expected


@pytest.mark.parametrize(
    "change",
    [
        {"epoch": 2},
        {"copy": "R-2"},
        {"revision": "D@2"},
        {"key": OTHER_KEY},
        {"groups": [CoinGroup("page/1", "text", 400)]},
        {"groups": [CoinGroup("page/0", "page", 400)]},
    ],
)
def test_coins_change_with_every_part_of_their_name(change):
    one = next(iter(_draw().values()))
    two = next(iter(_draw(**change).values()))
    assert abs(int((one == two).sum()) - 200) < 60  # 6 sigma around half of 400


def test_no_two_names_give_the_same_encoding():
    assert encode("a", "bc") != encode("ab", "c")
    assert encode("1", "") != encode("", "1")
    with pytest.raises(ValueError, match="negative"):
        encode(-1)


def test_a_group_gives_the_same_coins_alone_and_among_others():
    other = CoinGroup("page/1", "text", 50)
    assert np.array_equal(_draw(groups=[other, PAGE])[PAGE], _draw()[PAGE])


@pytest.mark.parametrize("code", codes.BIAS_CODES)
def test_coins_show_plus_as_often_as_their_bias_says(code):
    group = CoinGroup("page/0", "text", 200_000)
    biases = codes.biases_of(KEY, "D@1", [group], code)
    coins = codes.codeword(
        OTHER_KEY, epoch=1, copy="R-1", revision="D@1", groups=[group], biases=biases
    )[group]
    p = biases[group] / ONE
    assert set(np.unique(coins)) == {-1, 1}
    for low, high in [(0.0, 0.3), (0.3, 0.7), (0.7, 1.0)]:
        part = (p > low) & (p <= high)
        if part.any():
            error = (coins[part] > 0).mean() - p[part].mean()
            assert abs(error) < 5 * 0.5 / math.sqrt(part.sum())


def test_nuida3_has_two_mirrored_biases_equally_often():
    drawn = codes.bias(KEY, "D@1", CoinGroup("page/0", "text", 100_000)) / ONE
    assert np.allclose(np.unique(drawn), [0.5 - math.sqrt(1 / 12), 0.5 + math.sqrt(1 / 12)])
    assert abs((drawn > 0.5).mean() - 0.5) < 0.01


def test_biases_are_named_by_code_and_revision():
    assert codes.DEFAULT_BIAS_CODE == "nuida3"
    first = codes.bias(KEY, "D@1", PAGE)
    assert not np.array_equal(first, codes.bias(KEY, "D@2", PAGE))
    assert not np.array_equal(first, codes.bias(OTHER_KEY, "D@1", PAGE))
    with pytest.raises(ValueError, match="unknown bias code"):
        codes.bias(KEY, "D@1", PAGE, "lucky")


def test_arcsine_biases_are_never_certain():
    drawn = codes.bias(KEY, "D@1", CoinGroup("page/0", "text", 50_000), "arcsine") / ONE
    assert 0.009 < drawn.min() < 0.02
    assert 0.98 < drawn.max() < 0.991


def test_short_keys_are_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        codes.bias(b"short", "D@1", PAGE)
    with pytest.raises(ValueError, match="another size"):
        codes.codeword(
            KEY, epoch=1, copy="R", revision="D", groups=[PAGE], biases={PAGE: np.ones(3, "u4")}
        )


def test_commitment_opens_only_with_its_key_and_salt():
    salt = bytes(32)
    sealed = codes.commit(KEY, salt)
    assert codes.opens(sealed, KEY, salt)
    assert not codes.opens(sealed, OTHER_KEY, salt)
    assert not codes.opens(sealed, KEY, OTHER_KEY)
    assert not codes.opens(sealed, KEY + salt[:1], salt[1:])
    with pytest.raises(ValueError, match="32 bytes"):
        codes.commit(b"", salt)


# Readings become coefficients


def test_all_readings_of_one_coin_become_one_coefficient():
    group = CoinGroup("form/7", "text", 3)
    once = _reading([1.0, -2.0, 0.5], [1.0, 0.5, 0.0], group)
    thrice = codes.combine([once, once, once])
    assert thrice.groups[group].tolist() == [192, -192, 0]
    assert (thrice.slots, thrice.read) == (3, 2)


def test_wild_readings_are_clipped_and_nonsense_is_erased():
    group = CoinGroup("page/0", "text", 5)
    got = codes.combine([_reading([99, -99, np.nan, np.inf, 1], [1, 9, 1, np.nan, -1], group)])
    assert got.groups[group].tolist() == [160, -160, 0, 0, 0]
    many = codes.combine([_reading([2.5], group=CoinGroup("page/1", "text", 1))] * 1000)
    assert next(iter(many.groups.values())).tolist() == [32767]


def test_groups_that_disagree_about_their_size_are_refused():
    with pytest.raises(ValueError, match="two different coin groups"):
        codes.combine([_reading([1.0]), _reading([1.0, 1.0])])
    with pytest.raises(ValueError, match="another size"):
        codes.combine([_reading([1.0], group=PAGE)])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_coefficients_survive_being_stored_and_ignore_order(data):
    names = data.draw(
        st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), unique=True, max_size=5)
    )
    readings = []
    for container, carrier in names:
        n = data.draw(st.integers(0, 40))
        floats = st.lists(st.floats(-4, 4, width=32), min_size=n, max_size=n)
        group = CoinGroup(container, carrier, n)
        for _ in range(data.draw(st.integers(1, 3))):
            readings.append(_reading(data.draw(floats), data.draw(floats), group))
    one = codes.combine(readings)
    two = codes.combine(data.draw(st.permutations(readings)))
    assert codes.dump(one) == codes.dump(two)
    back = codes.load(codes.dump(one))
    assert list(back.groups) == sorted(one.groups)
    assert all(np.array_equal(back.groups[k], one.groups[k]) for k in one.groups)


def test_stored_coefficients_are_small():
    rng = np.random.default_rng(5)
    stored = codes.dump(codes.combine([_reading(rng.normal(0, 1.2, 5000))]))
    assert len(stored[0]["g"]) < 11_000


@pytest.mark.parametrize(
    "spoil",
    [
        {"slots": 401},
        {"slots": 399},
        {"slots": -1},
        {"slots": 1 << 40},
        {"g": "####"},
        {"g": "QUJD"},
        {"g": None},
        {"slots": None},
    ],
)
def test_damaged_stored_coefficients_are_refused(spoil):
    row = codes.dump(codes.combine([_reading(np.ones(400))]))[0]
    with pytest.raises(ValueError):
        codes.load([row | spoil])
    with pytest.raises(ValueError, match="appears twice"):
        codes.load([row, row])


# The bound


def _plain_python_bound(g, bias, coins, n_copies, n_hypotheses):
    """Compute the documented figure again with nothing but the standard library."""
    rows = []
    for gc, t in zip(g, bias, strict=True):
        if gc:
            p, q = float(t), float(ONE - t)
            rows.append(
                (
                    gc * math.sqrt(q / p),
                    -gc * math.sqrt(p / q),
                    math.log(p / ONE),
                    math.log(q / ONE),
                )
            )
    used = [c for c, gc in zip(coins, g, strict=True) if gc]
    s = math.fsum(r[0] if c > 0 else r[1] for r, c in zip(rows, used, strict=True))
    if s <= 0:
        return s, 0.0

    def add(u, v):
        return max(u, v) + math.log1p(math.exp(-abs(u - v)))

    def slope(x):
        parts = []
        for a, b, lp, lq in rows:
            w = math.exp(lp + x * a - add(lp + x * a, lq + x * b))
            parts.append(w * a + (1 - w) * b)
        return math.fsum(parts)

    low, high = 0.0, 2.0**-20
    while high < 64 and slope(high) < s:
        low, high = high, 2 * high
    for _ in range(32):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < s else (low, middle)
    k = math.fsum(add(lp + high * a, lq + high * b) for a, b, lp, lq in rows)
    return s, min(0.0, (k - high * s) / math.log(10) + math.log10(n_copies * n_hypotheses))


def _true_copy(slots, noise, code="nuida3", seed=0):
    group = CoinGroup("page/0", "text", slots)
    biases = codes.biases_of(KEY, "D@1", [group], code)
    coins = codes.codeword(
        OTHER_KEY, epoch=1, copy="R-1", revision="D@1", groups=[group], biases=biases
    )
    rng = np.random.default_rng(seed)
    values = np.clip(coins[group] + rng.normal(0, noise, slots), -2.5, 2.5)
    weights = rng.uniform(0, 1, slots)
    return codes.combine([_reading(values, weights, group)]), coins, biases, group


@pytest.mark.parametrize("code", codes.BIAS_CODES)
def test_anybody_gets_the_same_figure_from_the_standard_library(code):
    coefficients, coins, biases, group = _true_copy(150, 1.5, code)
    s = codes.score(coefficients, coins, biases)
    bound = codes.log10_bound(coefficients, biases, s, 7, 3)
    plain_s, plain_bound = _plain_python_bound(
        coefficients.groups[group].tolist(), biases[group].tolist(), coins[group].tolist(), 7, 3
    )
    assert s == plain_s
    assert bound == pytest.approx(plain_bound, abs=1e-9)
    assert bound < -3


def test_known_answer_of_the_bound():
    group = CoinGroup("page/0", "text", 30)
    biases = {group: np.full(30, ONE // 2, np.uint32)}
    coefficients = codes.combine([_reading(np.ones(30), group=group)])
    every = 30 * 64.0
    assert codes.log10_bound(coefficients, biases, every, 1, 1) == pytest.approx(
        30 * math.log10(0.5), abs=1e-6
    )
    # 24 of 30 fair coins: Chernoff is exp(-n KL(0.8 || 0.5)).
    kl = 0.8 * math.log(1.6) + 0.2 * math.log(0.4)
    some = (24 - 6) * 64.0
    assert codes.log10_bound(coefficients, biases, some, 1, 1) == pytest.approx(
        -30 * kl / math.log(10), abs=1e-9
    )
    assert codes.log10_bound(coefficients, biases, some, 10, 10) == pytest.approx(
        2 - 30 * kl / math.log(10), abs=1e-9
    )


def test_no_evidence_gives_no_bound():
    coefficients, _, biases, _ = _true_copy(50, 1.0)
    assert codes.log10_bound(coefficients, biases, 0.0, 1, 1) == 0.0
    assert codes.log10_bound(coefficients, biases, -5.0, 1, 1) == 0.0
    assert codes.log10_bound(codes.Coefficients({}), {}, 5.0, 1, 1) == 0.0
    assert codes.log10_bound(coefficients, biases, 1.0, 10**6, 1) == 0.0
    with pytest.raises(ValueError, match="at least one"):
        codes.log10_bound(coefficients, biases, 1.0, 0, 1)


@settings(max_examples=80, deadline=None)
@given(
    g=st.lists(st.integers(-160, 160), min_size=1, max_size=9),
    seed=st.integers(0, 2**32 - 1),
    code=st.sampled_from(codes.BIAS_CODES),
)
def test_bound_is_never_below_the_exact_chance(g, seed, code):
    group = CoinGroup("page/0", "text", len(g))
    key = seed.to_bytes(32, "big")
    biases = codes.biases_of(key, "D@1", [group], code)
    coefficients = codes.Coefficients({group: np.array(g, np.int16)})
    p = biases[group] / ONE
    outcomes = []
    for coins in itertools.product([1, -1], repeat=len(g)):
        word = {group: np.array(coins, np.int8)}
        chance = float(np.prod(np.where(word[group] > 0, p, 1 - p)))
        outcomes.append((codes.score(coefficients, word, biases), chance))
    outcomes.sort(reverse=True)
    tail = 0.0
    for s, same in itertools.groupby(outcomes, key=lambda o: o[0]):
        tail += sum(chance for _, chance in same)
        bound = codes.log10_bound(coefficients, biases, s, 1, 1)
        assert 10**bound >= tail * (1 - 1e-6)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), scale=st.integers(2, 20))
def test_bound_falls_with_the_score_and_ignores_the_scale_of_the_readings(seed, scale):
    coefficients, coins, biases, group = _true_copy(80, 2.0, seed=seed)
    s = codes.score(coefficients, coins, biases)
    bounds = [codes.log10_bound(coefficients, biases, s * f, 1, 1) for f in (0.5, 0.8, 1.0)]
    assert bounds == sorted(bounds, reverse=True)
    larger = codes.Coefficients({group: coefficients.groups[group] * np.int16(scale)})
    assert codes.log10_bound(larger, biases, s * scale, 1, 1) == pytest.approx(bounds[-1], abs=1e-6)


# A million innocent copies


def _innocent_scores(coefficients, biases, n, rng):
    """Score n innocent codewords; coins with the same figures are drawn together."""
    terms = codes.tally(coefficients, biases)
    scores = np.full(n, float((terms.minus * terms.count).sum()))
    for plus, minus, p, count in zip(terms.plus, terms.minus, terms.p, terms.count, strict=True):
        scores += (plus - minus) * rng.binomial(count, p, n)
    return scores


def _score_at(coefficients, biases, log10_target):
    """Find the score whose bound for a single copy is the target."""
    terms = codes.tally(coefficients, biases)
    low, high = 0.0, float((np.maximum(terms.plus, terms.minus) * terms.count).sum())
    for _ in range(60):
        middle = (low + high) / 2
        if codes.log10_chance(terms, middle) > log10_target:
            low = middle
        else:
            high = middle
    return high


CALIBRATION = {
    "equal readings": (np.full(400, 1.0), None, "nuida3"),
    "five levels": (np.tile([2.5, -1.5, 0.5, -0.25, 1.0], 80), None, "nuida3"),
    "few slots, clipped": (np.tile([2.5, -2.5], 15), None, "nuida3"),
    "weighted": (np.tile([1.0, -2.0], 100), np.tile([0.1, 0.4, 0.9, 1.0], 50), "arcsine"),
    "fair": (np.tile([1.0, -2.0, 0.3], 30), None, "fair"),
}


@pytest.mark.parametrize("case", CALIBRATION)
def test_a_million_innocent_copies_never_beat_the_bound(case):
    values, weights, code = CALIBRATION[case]
    values = np.asarray(values)
    group = CoinGroup("page/0", "text", len(values))
    coefficients = codes.combine([_reading(values, weights, group)])
    biases = codes.biases_of(KEY, "D@1", [group], code)
    n = 1_000_000 if code != "arcsine" else 200_000
    scores = _innocent_scores(coefficients, biases, n, np.random.default_rng(11))
    for exponent in (-1, -2, -3, -4, -5):
        allowed = n * 10.0**exponent
        beaten = int((scores >= _score_at(coefficients, biases, exponent)).sum())
        assert beaten <= allowed + 3 * math.sqrt(allowed), (case, exponent, beaten)


def test_ten_photos_of_one_page_count_once_and_would_accuse_if_they_did_not():
    """Ten noisy photos share the coins: summed they are sound, taken as independent not."""
    slots, n, rng = 60, 200_000, np.random.default_rng(3)
    group = CoinGroup("page/0", "text", slots)
    photos = [_reading(rng.choice([1.0, 1.5], slots), group=group) for _ in range(10)]
    summed = codes.combine(photos)
    biases = codes.biases_of(KEY, "D@1", [group])
    scores = _innocent_scores(summed, biases, n, rng)

    mistake = codes.Coefficients(
        {
            CoinGroup(f"page/{k}", "text", slots): codes.combine([photo]).groups[group]
            for k, photo in enumerate(photos)
        }
    )
    mistaken_biases = dict.fromkeys(mistake.groups, biases[group])

    limit = -6
    sound = int((scores >= _score_at(summed, biases, limit)).sum())
    wrong = int((scores >= _score_at(mistake, mistaken_biases, limit)).sum())
    assert sound == 0
    assert wrong > 0.01 * n


def test_an_unmarked_page_accuses_nobody():
    rng = np.random.default_rng(9)
    group = CoinGroup("page/0", "text", 1500)
    biases = codes.biases_of(KEY, "D@1", [group])
    noise = codes.combine([_reading(rng.normal(0, 1, 1500), group=group)])
    for n in range(50):
        coins = codes.codeword(
            OTHER_KEY, epoch=1, copy=f"R-{n}", revision="D@1", groups=[group], biases=biases
        )
        assert codes.log10_bound(noise, biases, codes.score(noise, coins, biases), 50, 1) > -2
