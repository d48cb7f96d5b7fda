"""JSON values for property tests: those that canonical JSON can carry and bring back."""

from __future__ import annotations

from hypothesis import strategies as st

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
fractions = st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda x: not (x.is_integer() and 2**53 <= abs(x) < 1e21)
)
numbers = st.one_of(st.integers(-(2**53) + 1, 2**53 - 1), fractions)

json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, text),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(text, inner, max_size=4)),
    max_leaves=12,
)
