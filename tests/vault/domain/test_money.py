"""Amounts: read as people write them, kept exactly, never mixed between currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.domain.money import added, read_amount, read_currency, read_number, shown
from vault.errors import CocoonError

GOOD = [
    ("1200000", "1200000"), ("1,200,000", "1200000"), ("1 200 000", "1200000"),
    ("1,200,000.50", "1200000.5"), ("0.25", "0.25"), ("007", "7"), (" 5 ", "5"),
    ("１，２００", "1200"), ("1.125", "1.125"), ("999999999999999.9999", "999999999999999.9999"),
]  # fmt: skip
BAD = ["", " ", "0", "0.00", "-5", "+5", "(100)", "1e5", "1,2", "12,34,567", "1,2000", "1..2", "٣",
       "1.200,50", "0.00001", "1" * 16, "NaN", "inf", "0x10", "1_000", "십만", "=1+1"]  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), GOOD)
def test_numbers_are_kept_as_their_shortest_text(typed: str, kept: str) -> None:
    assert read_number(typed, "an amount") == kept
    assert read_number(shown(kept), "an amount") == kept


@pytest.mark.parametrize("typed", BAD)
def test_what_is_no_number_above_zero_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(CocoonError) as refused:
        read_number(typed, "an amount")
    assert refused.value.code == "bad-number" and refused.value.next


def test_where_lists_use_semicolons_a_comma_may_be_the_decimal_sign() -> None:
    for typed, kept in (("7,5", "7.5"), ("1.200,50", "1200.5"), ("1.200.000", "1200000"),
                        ("850,000", "850000"), ("7.5", "7.5")):  # fmt: skip
        assert read_number(typed, "x", continental=True) == kept
    with pytest.raises(CocoonError):  # a thousand there, one and a fifth elsewhere
        read_number("1.200", "x", continental=True)


def test_a_currency_may_stand_beside_the_amount() -> None:
    assert read_amount("1,200원", "") == ("1200", "KRW")
    assert read_amount("₩1,200", "KRW") == ("1200", "KRW")
    assert read_amount("EUR 5.5", "") == ("5.5", "EUR")
    assert read_amount("$5", "cad") == ("5", "CAD")
    for typed, currency in (("5", ""), ("$5", ""), ("₩5", "USD"), ("5만원", "KRW"), ("5", "XXX")):
        with pytest.raises(CocoonError) as refused:
            read_amount(typed, currency)
        assert refused.value.code == "bad-currency"


def test_an_amount_is_no_finer_than_its_currency() -> None:
    for typed, currency in (("1,234.50", "USD"), ("1.234", "KWD"), ("5.0", "JPY")):
        read_amount(typed, currency)
    for typed, currency in (("1.234", "KRW"), ("1.234", "EUR"), ("1.5원", ""), ("5.5", "JPY")):
        with pytest.raises(CocoonError) as refused:  # likely a thousand, as others write it
            read_amount(typed, currency)
        assert refused.value.code == "bad-number" and refused.value.next


def test_only_currencies_of_the_standard_are_taken() -> None:
    assert read_currency(" krw ") == "KRW" and read_currency("₩") == "KRW"
    for typed in ("", "won", "KR", "KRWW", "ABC", "＄"):
        with pytest.raises(CocoonError):
            read_currency(typed)


numbers = st.decimals("0.0001", "999999999999999", places=4)


@given(st.lists(numbers, max_size=40))
def test_sums_are_exact(amounts: list[Decimal]) -> None:
    texts = [read_number(f"{amount:f}", "x") for amount in amounts]
    assert Decimal(added(texts)) == sum(amounts, Decimal(0))
    assert "E" not in added(texts)


@given(st.text(max_size=30), st.text(max_size=6), st.booleans())
def test_no_text_makes_reading_an_amount_fall_over(text: str, currency: str, other: bool) -> None:
    try:
        number, code = read_amount(text, currency, continental=other)
    except CocoonError as error:
        assert error.code in ("bad-number", "bad-currency")
    else:
        assert Decimal(number) > 0 and len(code) == 3
