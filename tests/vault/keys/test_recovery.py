"""The recovery key on paper: what is typed right opens, what is typed wrong is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import CocoonError
from vault.keys.recovery import generate, random_id, read, write

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
seeds = st.binary(min_size=32, max_size=32)


@given(seeds)
def test_what_is_written_reads_back(seed: bytes) -> None:
    text = write(seed)
    assert read(text).seed == seed
    assert text.startswith("COCOON-") and len(text) == 6 + 14 * 5


@given(seeds)
def test_case_spaces_hyphens_and_look_alikes_do_not_matter(seed: bytes) -> None:
    text = write(seed)
    head, _, rest = text.partition("-")
    shown = rest.replace("0", "o").replace("1", "l")
    for typed in (
        text.lower(), text.replace("-", " "), text.replace("-", ""), f"  {text}\n",
        text.removeprefix("COCOON-"), f"{head}-{shown}", f"{head}-{rest.replace('1', 'I')}",
    ):  # fmt: skip
        assert read(typed).seed == seed


@given(seeds, st.integers(0, 55), st.sampled_from(LETTERS))
def test_a_wrong_letter_is_found(seed: bytes, place: int, letter: str) -> None:
    letters = write(seed).removeprefix("COCOON").replace("-", "")
    typed = letters[:place] + letter + letters[place + 1 :]
    if typed == letters:
        return
    with pytest.raises(CocoonError) as refused:
        read(typed)
    assert refused.value.code == "bad-recovery-key"


@given(seeds, st.integers(0, 54))
def test_two_exchanged_letters_are_found(seed: bytes, place: int) -> None:
    letters = write(seed).removeprefix("COCOON").replace("-", "")
    one, two = letters[place], letters[place + 1]
    typed = letters[:place] + two + one + letters[place + 2 :]
    if one != two:
        with pytest.raises(CocoonError):
            read(typed)


@given(seeds, st.integers(0, 13))
def test_a_forgotten_or_repeated_group_is_found(seed: bytes, group: int) -> None:
    groups = write(seed).split("-")
    for typed in (groups[: group + 1] + groups[group + 2 :], groups + groups[-1:]):
        with pytest.raises(CocoonError):
            read("-".join(typed))


@given(st.text(max_size=80))
def test_any_other_text_is_refused_with_a_next_step(text: str) -> None:
    with pytest.raises(CocoonError) as refused:
        read(text)
    assert "fourteen groups" in refused.value.next


def test_keys_and_ids_are_never_repeated() -> None:
    assert generate()[0] != generate()[0]
    ids = {random_id("D") for _ in range(2000)}
    assert len(ids) == 2000
    assert all(i[:2] == "D-" and set(i[2:]) <= set(LETTERS) and len(i) == 10 for i in ids)
