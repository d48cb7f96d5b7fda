"""One entry: what it hides, what it shows, what it binds its author to."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.toyfold import signer
from tests.fakes.values import json_values
from vault.errors import IntegrityError
from vault.ledger.disclosure import disclose, verify_disclosure
from vault.ledger.entry import (
    PAD,
    Draft,
    Place,
    open_body,
    open_entry,
    parse_entry,
    seal_entry,
    verify_signature,
)

LEDGER_KEY = b"L" * 32
ALICE, BOB = signer("m-a"), signer("m-b")
PLACE = Place("v-1", 7, "2026-01-31T09:00:00.123Z", "m-a", b"\x11" * 32)
DRAFT = Draft(
    "release.approved",
    {"partner": "한빛정밀", "copies": 3, "why": None, "share": 0.5, "pages": [1, 2]},
    2,
    {"wraps": {"m-b": "AAAA"}},
)


def sealed(draft: Draft = DRAFT, place: Place = PLACE) -> bytes:
    return seal_entry(draft, place, ALICE, LEDGER_KEY)


def test_an_entry_comes_back_as_the_event_that_was_drafted() -> None:
    entry = parse_entry(sealed())
    assert verify_signature(entry, ALICE.public_key())
    event = open_entry(entry, LEDGER_KEY)
    assert (event.seq, event.time, event.author) == (PLACE.seq, PLACE.time, "m-a")
    assert (event.kind, event.epoch, event.open) == (DRAFT.kind, 2, DRAFT.open)
    assert event.fields == DRAFT.fields


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), json_values, max_size=4)
)
def test_any_json_value_comes_back(fields: dict[str, object]) -> None:
    entry = parse_entry(sealed(Draft("a.b", fields, 0, fields)))
    event = open_entry(entry, LEDGER_KEY)
    assert event.fields == fields and event.open == fields


def test_no_value_is_readable_and_short_differences_do_not_show() -> None:
    raw = sealed()
    assert "한빛정밀".encode() not in raw and b"0.5" not in raw.partition(b"\n")[0]
    lengths = {len(sealed(Draft("a.b", {"word": "x" * n}, 1))) for n in range(60)}
    assert len(lengths) == 1
    assert (len(parse_entry(raw).ciphertext) - 12 - 16) % PAD == 0


def test_the_same_draft_sealed_twice_shows_no_likeness() -> None:
    one, two = parse_entry(sealed()).envelope, parse_entry(sealed()).envelope
    assert not set(one.commits.values()) & set(two.commits.values())


@pytest.mark.parametrize("size", [0, 3000])
def test_any_flipped_bit_is_found(size: int) -> None:
    raw = sealed(Draft("a.b", {"x": "y" * size}, 1, {"z": "w"}))
    step = 1 if size == 0 else 17
    for at in range(0, len(raw), step):
        bad = bytearray(raw)
        bad[at] ^= 1 << (at % 8)
        with pytest.raises(IntegrityError):
            entry = parse_entry(bytes(bad))
            if not verify_signature(entry, ALICE.public_key()):
                raise IntegrityError("forged", "forged")
            open_entry(entry, LEDGER_KEY)


@pytest.mark.parametrize("cut", [0, 1, 100, -1, -300])
def test_a_torn_entry_is_found(cut: int) -> None:
    raw = sealed()
    for bad in (raw[:cut], raw + b"\0"):
        with pytest.raises(IntegrityError):
            open_entry(parse_entry(bad), LEDGER_KEY)


def test_another_members_signature_does_not_count() -> None:
    assert not verify_signature(parse_entry(sealed()), BOB.public_key())


def test_a_signature_for_something_else_does_not_count() -> None:
    raw = sealed()
    line, _, ciphertext = raw.split(b"\n", 2)
    import base64

    bare = base64.b64encode(ALICE.sign(line))
    entry = parse_entry(b"\n".join((line, bare, ciphertext)))
    assert not verify_signature(entry, ALICE.public_key())


def test_the_wrong_ledger_key_opens_nothing() -> None:
    with pytest.raises(IntegrityError, match="ledger key"):
        open_entry(parse_entry(sealed()), b"x" * 32)


def resigned(change: dict[str, object], raw: bytes | None = None) -> bytes:
    """An entry whose author signed an envelope that does not fit."""
    import base64

    from vault.ledger.canonical import canonical
    from vault.ledger.entry import _SIGN

    line, _, ciphertext = (raw or sealed()).split(b"\n", 2)
    new = canonical(json.loads(line) | change)
    return b"\n".join((new, base64.b64encode(ALICE.sign(_SIGN + new)), ciphertext))


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": 0},
        {"seq": -1},
        {"epoch": -1},
        {"time": "2026-01-31 09:00:00.123Z"},
        {"time": "2026-01-31T09:00:00Z"},
        {"extra": 1},
        {"commits": {"x": 1}},
        {"commits": []},
        {"kind": 7},
    ],
)
def test_an_envelope_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        parse_entry(resigned(change))


def test_an_envelope_in_another_form_is_refused() -> None:
    import base64

    from vault.ledger.entry import _SIGN

    line, _, ciphertext = sealed().split(b"\n", 2)
    loose = json.dumps(json.loads(line)).encode()
    raw = b"\n".join((loose, base64.b64encode(ALICE.sign(_SIGN + loose)), ciphertext))
    with pytest.raises(IntegrityError, match="canonical"):
        parse_entry(raw)


@pytest.mark.parametrize(
    "commits", [{}, {"partner": "AAAA"}, {"other": "AAAA"}], ids=["none", "wrong", "other"]
)
def test_an_author_cannot_commit_to_one_thing_and_write_another(commits: dict[str, str]) -> None:
    raw = sealed(Draft("a.b", {"partner": "A"}, 1))
    with pytest.raises(IntegrityError):
        open_entry(parse_entry(resigned({"commits": commits}, raw)), LEDGER_KEY)


def test_a_key_holder_cannot_encrypt_the_same_body_anew() -> None:
    """Same fields, same seed, a fresh nonce: every commitment holds, but nobody signed it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from vault.ledger.entry import _body_key

    raw = sealed()
    entry = parse_entry(raw)
    cipher = AESGCM(_body_key(LEDGER_KEY, PLACE.vault, PLACE.seq))
    body = cipher.decrypt(entry.ciphertext[:12], entry.ciphertext[12:], None)
    anew = b"n" * 12 + cipher.encrypt(b"n" * 12, body, None)
    head = raw[: -len(entry.ciphertext)]
    with pytest.raises(IntegrityError, match="exchanged"):
        open_entry(parse_entry(head + anew), LEDGER_KEY)


def test_one_field_opens_for_a_court_and_shows_nothing_else() -> None:
    raw = sealed()
    entry = parse_entry(raw)
    body = open_body(entry, LEDGER_KEY)
    shown = disclose(entry, body, ["partner", "share"])
    assert json.loads(json.dumps(shown)) == shown, "it travels as JSON"
    assert verify_disclosure(raw, shown)
    assert set(shown) == {"partner", "share"}
    assert body.seed not in json.dumps(shown).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["copies"].update(value=4),
        lambda d: d["copies"].update(salt=d["copies"]["salt"][::-1]),
        lambda d: d["copies"].update(salt="AAAA"),
        lambda d: d["copies"].pop("salt"),
        lambda d: d.update(partner=d.pop("copies")),
        lambda d: d.update(unknown=d.pop("copies")),
        lambda d: d["copies"].update(extra=1),
        lambda d: d["copies"].update(value=float("nan")),
    ],
)
def test_a_changed_opening_does_not_hold(change: object) -> None:
    raw = sealed()
    entry = parse_entry(raw)
    shown = disclose(entry, open_body(entry, LEDGER_KEY), ["copies"])
    assert verify_disclosure(raw, shown)
    change(shown)  # type: ignore[operator]
    assert not verify_disclosure(raw, shown)


@pytest.mark.parametrize("word", ["", "A", "a b", "한", "x" * 65, "a\n"])
def test_kinds_and_field_names_are_plain_words(word: str) -> None:
    with pytest.raises(ValueError):
        sealed(Draft(word, {}, 1))
    with pytest.raises(ValueError):
        sealed(Draft("a.b", {word: 1}, 1))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_anything_else_is_no_entry(data: bytes) -> None:
    with pytest.raises(IntegrityError):
        parse_entry(data)


def test_bottomless_nesting_is_no_entry() -> None:
    line = sealed().split(b"\n", 1)[0].replace(b'{"m-b":"AAAA"}', b"[" * 90_000)
    with pytest.raises(IntegrityError):
        parse_entry(line + b"\n" + os.urandom(3).hex().encode() + b"\n")
