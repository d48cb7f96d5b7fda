"""One value, one sequence of bytes: the fast way agrees with the reference."""

from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.values import json_values, text
from vault.ledger.canonical import b64, canonical, decoded, plain, unb64

ASCII = st.text(st.characters(max_codepoint=127), max_size=8)
PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), text),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(ASCII, inner, max_size=4),
    ),
    max_leaves=12,
)


@given(json_values)
def test_canonical_bytes_are_those_of_the_reference(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(PLAIN)
def test_the_fast_way_is_taken_and_agrees(value: object) -> None:
    assert plain(value)
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(json_values)
def test_reading_canonical_bytes_and_writing_them_changes_nothing(value: object) -> None:
    data = canonical(value)
    assert canonical(decoded(data)) == data


def test_keys_are_ordered_by_utf16_as_the_standard_says() -> None:
    assert canonical({"\U0001f600": 1, "\ufb33": 2, "a": 3}) == (
        '{"a":3,"\U0001f600":1,"\ufb33":2}'.encode()
    )


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        2**53,
        2.0**53,
        [{"a": -1e20}],
        -(2**53),
        "\ud800",
        {1: 2},
        object(),
        b"x",
        {"a": {2}},
    ],
)
def test_what_is_not_json_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical(value)


def test_bottomless_nesting_is_refused() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(ValueError):
        canonical(value)
    with pytest.raises(ValueError):
        decoded(b"[" * 100_000)


@given(st.binary(max_size=20))
def test_base64_comes_back(data: bytes) -> None:
    assert unb64(b64(data)) == data


@pytest.mark.parametrize(
    "written", ["YQ", "YQ=", "YR==", "YQ==\n", " YQ==", "Y Q==", "é", "YQ==YQ=="]
)
def test_base64_that_nobody_writes_is_refused(written: str) -> None:
    assert unb64(written) is None
