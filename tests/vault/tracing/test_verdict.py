"""A verdict names the copy that leaked, tells splices apart, and never hints at the others."""

from __future__ import annotations

import hashlib
import math

import numpy as np
import pytest

from vault.marks import codes
from vault.marks.slots import CoinGroup, Reading
from vault.tracing.explain import explain, odds
from vault.tracing.verdict import MATCH, CopyCandidate, judge

PAGES = [CoinGroup(f"page/{k}", "text", 500) for k in range(4)]
PICTURE = CoinGroup("page/0", "page", 300)


def _key(*name):
    return hashlib.sha256(repr(name).encode()).digest()


def _copies(n, revision="D@1", epoch=1, first=0):
    return [
        CopyCandidate(f"R-{k}", revision, epoch, _key("copy", k), _key("bias", revision, epoch))
        for k in range(first, first + n)
    ]


def _coins(copy, groups):
    biases = codes.biases_of(copy.bias_key, copy.revision, groups, copy.bias_code)
    return codes.codeword(
        copy.copy_key,
        epoch=copy.epoch,
        copy=copy.copy,
        revision=copy.revision,
        groups=groups,
        biases=biases,
    )


def _read(coins, noise, rng, visible=1.0):
    """Read coins through noise; a part of the slots is erased."""
    readings = []
    for group, symbols in coins.items():
        values = np.clip(symbols + rng.normal(0, noise, group.slots), -2.5, 2.5)
        weights = (rng.random(group.slots) < visible).astype(np.float32)
        readings.append(Reading(group, values.astype(np.float32), weights))
    return readings


def _noise(groups, rng):
    return [
        Reading(g, rng.normal(0, 1, g.slots).astype("f4"), np.ones(g.slots, "f4")) for g in groups
    ]


@pytest.fixture
def rng():
    return np.random.default_rng(2024)


def test_the_copy_that_leaked_is_named_and_no_other(rng):
    copies = _copies(100)
    leak = codes.combine(_read(_coins(copies[42], PAGES[:1]), 2.0, rng))
    verdict = judge({"D@1": leak}, copies, 1, rng)
    assert (verdict.verdict, verdict.strength, verdict.mixture) == ("match", "strong", "none")
    assert [m.copy for m in verdict.matches] == ["R-42"]
    assert verdict.matches[0].pages == (("D@1", 0),)
    assert verdict.matches[0].revisions == ("D@1",)
    assert verdict.copies_tested == 100
    assert (verdict.slots, verdict.slots_read) == (500, leak.read)


def test_the_figure_of_a_single_page_is_the_documented_bound(rng):
    copies = _copies(30)
    leak = codes.combine(_read(_coins(copies[3], PAGES[:1]), 2.5, rng))
    verdict = judge({"D@1": leak}, copies, 12, rng)
    biases = codes.biases_of(copies[3].bias_key, "D@1", PAGES[:1])
    s = codes.score(leak, _coins(copies[3], PAGES[:1]), biases)
    bound = codes.log10_bound(leak, biases, s, 30, 12)
    assert bound <= verdict.matches[0].log10_false_match < bound + 0.01


def test_several_containers_share_one_budget(rng):
    copies = _copies(10)
    leak = codes.combine(_read(_coins(copies[3], PAGES), 3.0, rng))
    (match,) = judge({"D@1": leak}, copies, 1, rng).matches
    biases = codes.biases_of(copies[3].bias_key, "D@1", PAGES)
    coins = _coins(copies[3], PAGES)
    joint = codes.log10_bound(leak, biases, codes.score(leak, coins, biases), 10, 2)
    assert match.log10_false_match == pytest.approx(joint, abs=0.01)
    first = leak.only(PAGES[:1])
    own = codes.log10_bound(first, biases, codes.score(first, coins, biases), 10, 8)
    assert match.containers[0].log10_false_match == pytest.approx(own, abs=0.01)


def test_strangers_and_unmarked_pages_name_nobody(rng):
    copies = _copies(100)
    stranger = _copies(1, first=1000)[0]
    for leak in (
        _read(_coins(stranger, PAGES), 1.0, rng),
        _noise(PAGES, rng),
        [Reading(g, np.ones(g.slots, "f4"), np.ones(g.slots, "f4")) for g in PAGES],
    ):
        verdict = judge({"D@1": codes.combine(leak)}, copies, 1, rng)
        assert verdict.verdict == "inconclusive"
        assert verdict.matches == ()


def test_too_little_to_name_anybody_shows_no_score_and_no_copy(rng):
    copies = _copies(50)
    group = [CoinGroup("page/0", "text", 12)]
    leak = codes.combine(_read(_coins(copies[7], group), 0.3, rng))
    verdict = judge({"D@1": leak}, copies, 1, rng)
    assert verdict.verdict == "inconclusive"
    assert verdict.strength is None
    assert verdict.matches == ()
    assert "R-7" not in repr(verdict) + " ".join(explain(verdict))


def test_histogram_is_drawn_from_fresh_codes_and_not_from_the_copies(rng):
    copies = _copies(20)
    leak = codes.combine(_read(_coins(copies[5], PAGES), 0.3, rng))
    one = judge({"D@1": leak}, copies, 1, np.random.default_rng(1)).histogram
    same = judge({"D@1": leak}, _copies(20, first=100), 1, np.random.default_rng(1)).histogram
    other = judge({"D@1": leak}, copies, 1, np.random.default_rng(2)).histogram
    middle = [
        sum(h.counts[k] for k, e in enumerate(h.edges[:-1]) if -6 <= e < 6) for h in (one, same)
    ]
    assert middle == [2000, 2000]
    assert one.counts != other.counts
    spread = math.sqrt(
        sum(c * (e + 0.125) ** 2 for c, e in zip(one.counts, one.edges, strict=False)) / one.draws
    )
    assert spread == pytest.approx(1.0, abs=0.1)


def test_nothing_readable_is_no_evidence(rng):
    erased = [Reading(PAGES[0], np.ones(500, "f4"), np.zeros(500, "f4"))]
    for leak in ({}, {"D@1": codes.combine([])}, {"D@1": codes.combine(erased)}):
        verdict = judge(leak, _copies(5), 1, rng)
        assert (verdict.verdict, verdict.histogram) == ("no-evidence", None)


def test_a_document_never_issued_is_inconclusive(rng):
    leak = codes.combine(_noise(PAGES, rng))
    verdict = judge({"D@1": leak}, _copies(5, revision="D@2"), 1, rng)
    assert (verdict.verdict, verdict.copies_tested) == ("inconclusive", 0)
    assert "no copy of it was ever issued" in explain(verdict)[0]


def test_pages_of_two_copies_are_a_splice_with_a_figure_each(rng):
    copies = _copies(20)
    mixed = _read(_coins(copies[3], PAGES[:1]), 1.0, rng) + _read(
        _coins(copies[8], PAGES[1:]), 1.0, rng
    )
    verdict = judge({"D@1": codes.combine(mixed)}, copies, 1, rng)
    assert verdict.mixture == "splice"
    by_copy = {m.copy: m for m in verdict.matches}
    assert by_copy["R-3"].pages == (("D@1", 0),)
    assert by_copy["R-8"].pages == (("D@1", 1), ("D@1", 2), ("D@1", 3))
    assert all(m.log10_false_match <= MATCH for m in verdict.matches)
    assert any("put together" in line for line in explain(verdict))


def test_three_copies_mixed_slot_by_slot_still_name_some_of_the_three(rng):
    copies = _copies(50)
    theirs = [_coins(copies[k], PAGES) for k in (1, 2, 3)]
    mixed = {g: np.choose(rng.integers(0, 3, g.slots), [c[g] for c in theirs]) for g in PAGES}
    verdict = judge({"D@1": codes.combine(_read(mixed, 0.5, rng))}, copies, 1, rng)
    assert {m.copy for m in verdict.matches} <= {"R-1", "R-2", "R-3"}
    assert len(verdict.matches) >= 2
    assert verdict.mixture == "collusion"


def test_minority_voting_of_three_does_not_hide_them(rng):
    copies = _copies(50)
    theirs = [_coins(copies[k], PAGES) for k in (1, 2, 3)]
    total = {g: sum(c[g].astype(int) for c in theirs) for g in PAGES}
    minority = {g: np.where(abs(t) == 3, np.sign(t), -np.sign(t)) for g, t in total.items()}
    verdict = judge({"D@1": codes.combine(_read(minority, 0.5, rng))}, copies, 1, rng)
    named = {m.copy for m in verdict.matches}
    assert named
    assert named <= {"R-1", "R-2", "R-3"}


def test_carriers_show_what_each_gave(rng):
    copies = _copies(10)
    text, picture = _coins(copies[2], PAGES[:1]), _coins(copies[2], [PICTURE])
    leak = codes.combine(_read(text, 0.2, rng) + _read(picture, 3.0, rng, visible=0.5))
    (match,) = judge({"D@1": leak}, copies, 1, rng).matches
    assert list(match.carriers) == ["page", "text"]
    assert match.carriers["text"].slots == leak.only(PAGES[:1]).read
    assert match.carriers["text"].share > 0.6
    assert sum(c.share for c in match.carriers.values()) == pytest.approx(1.0, abs=1e-3)


def test_evidence_from_several_documents_of_one_copy_adds_up(rng):
    group = [CoinGroup("page/0", "text", 120)]
    one, two = _copies(20), _copies(20, revision="E@4")
    leak = {
        "D@1": codes.combine(_read(_coins(one[6], group), 1.2, rng)),
        "E@4": codes.combine(_read(_coins(two[6], group), 1.2, rng)),
    }
    alone = judge({"D@1": leak["D@1"]}, one + two, 1, rng)
    both = judge(leak, one + two, 1, rng)
    assert [m.copy for m in both.matches] == ["R-6"]
    assert both.matches[0].revisions == ("D@1", "E@4")
    assert both.copies_tested == 20
    assert not alone.matches or (
        both.matches[0].log10_false_match < alone.matches[0].log10_false_match
    )


def test_copies_of_old_epochs_and_other_bias_codes_are_found(rng):
    fair = CopyCandidate("R-77", "D@1", 1, _key("x"), _key("y"), "fair")
    copies = _copies(20) + _copies(20, epoch=2, first=20) + [fair]
    for culprit in (copies[4], copies[33], fair):
        leak = codes.combine(_read(_coins(culprit, PAGES[:2]), 1.5, rng))
        verdict = judge({"D@1": leak}, copies, 1, rng)
        assert [m.copy for m in verdict.matches] == [culprit.copy]
        assert verdict.copies_tested == 41


def test_more_copies_and_more_tries_weaken_the_figure(rng):
    copies = _copies(100)
    leak = {"D@1": codes.combine(_read(_coins(copies[0], PAGES[:1]), 2.0, rng))}
    few = judge(leak, copies[:10], 1, rng).matches[0].log10_false_match
    many = judge(leak, copies, 1, rng).matches[0].log10_false_match
    tried = judge(leak, copies[:10], 1000, rng).matches[0].log10_false_match
    assert many - few == pytest.approx(1.0, abs=0.011)
    assert tried - few == pytest.approx(3.0, abs=0.011)


def test_a_copy_that_comes_twice_is_refused(rng):
    leak = {"D@1": codes.combine(_noise(PAGES, rng))}
    with pytest.raises(ValueError, match="comes twice"):
        judge(leak, _copies(3) + _copies(1), 1, rng)
    with pytest.raises(ValueError, match="hypothesis"):
        judge(leak, _copies(3), 0, rng)


def test_keys_stay_out_of_what_is_printed():
    copy = _copies(1)[0]
    assert repr(copy.copy_key) not in repr(copy)
    assert repr(copy.bias_key) not in repr(copy)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_match_says_that_it_names_a_copy_and_not_a_person(language, rng):
    copies = _copies(5)
    leak = codes.combine(_read(_coins(copies[0], PAGES), 1.0, rng))
    lines = explain(judge({"D@1": leak}, copies, 1, rng), language)
    wanted = {
        "en": "This names the copy, not the person who leaked it.",
        "ko": "이 결과는 사본을 특정할 뿐, 유출한 사람을 특정하지 않습니다.",
    }
    assert wanted[language] in lines
    assert any("1-4" in line for line in lines)
    assert "R-0" in lines[0]


@pytest.mark.parametrize(
    ("bound", "english", "korean"),
    [
        (0.0, "1 in 1", "1분의 1"),
        (-6.99, "1 in 1,000,000", "1,000,000분의 1"),
        (-9.0, "1 in 1,000,000,000", "1,000,000,000분의 1"),
        (-75.3, "1 in 10^75", "10^75분의 1"),
    ],
)
def test_odds_are_rounded_to_the_weaker_statement(bound, english, korean):
    assert odds(bound) == english
    assert odds(bound, "ko") == korean


def test_explanations_of_nothing_accuse_and_clear_nobody(rng):
    copies = _copies(5)
    weak = judge({"D@1": codes.combine(_noise(PAGES, rng))}, copies, 1, rng)
    none = judge({}, copies, 1, rng)
    assert "clears nobody" in explain(weak)[0]
    assert "does not show" in explain(none)[0]
    assert all(explain(v, "ko") for v in (weak, none))
