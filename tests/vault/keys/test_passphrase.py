"""Slots: what a passphrase opens, and what a damaged or hostile slot does."""

from __future__ import annotations

import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.errors import CocoonError, IntegrityError
from vault.keys.passphrase import Cost, lock, parse, require_strength, unlock

CHEAP = Cost(memory=1024, iterations=1, lanes=1)
SEED = bytes(range(32))


def slot(word: str = "correct horse") -> bytes:
    return lock(SEED, word, vault="v", member="M-1", cost=CHEAP)


def test_only_the_passphrase_opens_the_slot() -> None:
    found = parse(slot())
    assert unlock(found, "correct horse") == SEED
    for wrong in ("correct horse ", "Correct horse", "", "correct hors"):
        with pytest.raises(CocoonError) as refused:
            unlock(found, wrong)
        assert refused.value.code == "wrong-passphrase" and refused.value.next


def test_hangul_typed_on_any_system_is_the_same_passphrase() -> None:
    word = "정확한 말 건전지"
    composed, taken_apart = (unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
    assert composed != taken_apart
    assert unlock(parse(slot(composed)), taken_apart) == SEED
    assert unlock(parse(slot(taken_apart)), composed) == SEED


def test_the_same_seed_and_passphrase_never_give_the_same_slot() -> None:
    assert slot() != slot()


def test_a_slot_is_bound_to_its_vault_member_and_cost() -> None:
    """Somebody who can write the folder moves a slot, or makes it cheaper to try."""
    found = parse(slot())
    for change in (
        {"vault": "w"}, {"member": "M-2"}, {"cost": Cost(2048, 1, 1)}, {"cost": Cost(1024, 2, 1)}
    ):  # fmt: skip
        with pytest.raises(CocoonError):
            unlock(msgspec.structs.replace(found, **change), "correct horse")


@pytest.mark.parametrize(
    "cost",
    [Cost(1 << 40, 1, 1), Cost(1024, 1 << 20, 1), Cost(0, 1, 1), Cost(1024, 0, 1),
     Cost(1024, 1, 0), Cost(1024, 1, 1 << 40), Cost(-5, 1, 1)],
)  # fmt: skip
def test_a_slot_that_would_eat_the_machine_is_refused_before_it_is_tried(cost: Cost) -> None:
    bad = msgspec.structs.replace(msgspec.json.decode(slot(), type=type(parse(slot()))), cost=cost)
    with pytest.raises(IntegrityError):
        parse(msgspec.json.encode(bad))


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_damaged_slot_is_an_error_with_a_next_step(place: int, bit: int) -> None:
    data = bytearray(slot())
    data[place % len(data)] ^= 1 << bit
    try:
        seed = unlock(parse(bytes(data)), "correct horse")
    except CocoonError as error:
        assert error.next
    else:
        assert seed == SEED, "only the unused bits at the end of base64 may go unnoticed here"


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"v": 1}', b"null"])
def test_rubbish_is_no_slot(data: bytes) -> None:
    with pytest.raises(IntegrityError):
        parse(data)


def test_a_newer_slot_asks_for_a_newer_program() -> None:
    newer = msgspec.structs.replace(parse(slot()), v=2)
    with pytest.raises(CocoonError) as refused:
        parse(msgspec.json.encode(newer))
    assert refused.value.code == "newer-format"


@pytest.mark.parametrize("word", ["", "       x", "1234567", "        "])
def test_a_trivial_passphrase_is_refused(word: str) -> None:
    with pytest.raises(CocoonError) as refused:
        require_strength(word)
    assert refused.value.code == "weak-passphrase"


def test_the_default_cost_is_what_rfc_9106_recommends() -> None:
    assert Cost() == Cost(memory=64 * 1024, iterations=3, lanes=4)
