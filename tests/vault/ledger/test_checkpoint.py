"""Checkpoints in the forms that others read: C2SP notes, and what must not pass for one."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.errors import IntegrityError
from vault.ledger.checkpoint import (
    Checkpoint,
    Verifier,
    open_note,
    origin,
    parse_text,
    parse_vkey,
    sign_checkpoint,
)

CLASSIC = Ed25519PrivateKey.from_private_bytes(b"c" * 32)
LASTING = MLDSA44PrivateKey.from_seed_bytes(b"l" * 32)
POINT = Checkpoint(origin("v-1"), 20852163, bytes(range(32)))
NAME = "cocoon/v-1/m-a"
ED = Verifier(NAME, CLASSIC.public_key())
ML = Verifier(NAME, LASTING.public_key())

# The example of the signed-note specification (https://c2sp.org/signed-note).
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE_SIGNATURE = (
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
)


def note() -> str:
    return sign_checkpoint(POINT, NAME, CLASSIC, LASTING, 1_769_850_000)


def test_the_text_is_that_of_the_specification() -> None:
    assert POINT.text() == ("cocoon/v-1\n20852163\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")
    assert parse_text(POINT.text()) == POINT


def test_keys_have_the_ids_of_the_specification() -> None:
    verifier = parse_vkey(VKEY)
    assert verifier.id.hex() == "530d903a" and verifier.vkey() == VKEY
    signature = __import__("base64").b64decode(EXAMPLE_SIGNATURE)
    assert signature[:4] == verifier.id
    verifier.key.verify(signature[4:], b"This is an example message.\n")  # type: ignore[call-arg]


@pytest.mark.parametrize("verifier", [ED, ML], ids=["ed25519", "ml-dsa-44"])
def test_either_key_is_enough_and_travels_as_text(verifier: Verifier) -> None:
    signed = open_note(note(), [parse_vkey(verifier.vkey())])
    assert signed.checkpoint == POINT and len(signed.by) == 1


def test_both_signatures_are_seen() -> None:
    assert [v.kind for v in open_note(note(), [ED, ML]).by] == [1, 6]
    assert open_note(sign_checkpoint(POINT, NAME, CLASSIC), [ED, ML]).by == (ED,)


def test_the_lasting_signature_is_the_message_of_the_specification() -> None:
    """Built here by hand from https://c2sp.org/tlog-cosignature."""
    line = note().splitlines()[-1]
    data = __import__("base64").b64decode(line.split(" ")[2])
    assert data[:4] == ML.id and len(data) == 4 + 8 + 2420
    seconds = (1_769_850_000).to_bytes(8, "big")
    assert data[4:12] == seconds
    message = b"subtree/v1\n\0" + bytes([len(NAME)]) + NAME.encode() + seconds
    message += bytes([len(POINT.origin)]) + POINT.origin.encode()
    message += (0).to_bytes(8, "big") + POINT.size.to_bytes(8, "big") + POINT.root
    LASTING.public_key().verify(data[12:], message)


def test_strangers_do_not_count_and_are_no_harm() -> None:
    stranger = Ed25519PrivateKey.generate()
    with pytest.raises(IntegrityError) as caught:
        open_note(note(), [Verifier(NAME, stranger.public_key())])
    assert caught.value.code == "checkpoint-forged"
    extra = sign_checkpoint(POINT, "other/key", stranger).rpartition("\n\n")[2]
    assert open_note(note() + extra, [ED]).by == (ED,)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_change_is_found(data: st.DataObject) -> None:
    good = note().encode()
    at = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        signed = open_note(bad.decode(), [ED, ML])
    except (IntegrityError, UnicodeDecodeError):
        return
    # a changed name or key id makes a signature a stranger's; the other one still counts
    assert signed.checkpoint == POINT and len(signed.by) == 1


CHANGES = [
    ("20852163", "020852163"),
    ("20852163", "-1"),
    ("20852163", "２"),
    ("20852163\n", "20852163\nmore\n"),
    ("GxwdHh8=", ""),
    ("\n\n", "\n"),
    ("— ", "- "),
    ("cocoon/v-1\n", "\ncocoon/v-1\n"),
    ("cocoon/v-1\n", "cocoon\t/v-1\n"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_a_note_out_of_form_is_refused(old: str, new: str) -> None:
    text = note()
    assert old in text
    with pytest.raises(IntegrityError):
        open_note(text.replace(old, new), [ED, ML])


@pytest.mark.parametrize("tail", ["\n", "— x\n", "more"])
def test_nothing_may_follow_a_note(tail: str) -> None:
    with pytest.raises(IntegrityError):
        open_note(note() + tail, [ED, ML])


@pytest.mark.parametrize("text", ["", "\n\n", "cocoon/v-1\n1\n" + "A" * 43 + "=\n"])
def test_what_is_no_note_is_refused(text: str) -> None:
    for bad in (text, note()[:-1]):
        with pytest.raises(IntegrityError):
            open_note(bad, [ED, ML])


@pytest.mark.parametrize(
    "text",
    ["", "a", "a+b+c", VKEY[:-4], VKEY.replace("530d", "530e"), "a+00000000+CQ==", VKEY + "\n"],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_vkey(text)


def test_names_that_break_the_form_are_not_signed_with() -> None:
    for name in ("", "a b", "a+b", "a\n"):
        with pytest.raises(ValueError):
            sign_checkpoint(POINT, name, CLASSIC)
