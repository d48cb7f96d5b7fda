from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vault.marks.pdf import syntax

FRAGMENTS = st.sampled_from(
    [b"BT ", b"ET ", b"(", b")", b"\\", b"<", b">", b"[", b"]", b"TJ ", b"Tj", b"'", b'"', b"q ",
     b"Q ", b"/F1 12 Tf ", b"1 0 0 1 2 3 Tm ", b"-5 ", b"%x\n", b"BI ID EI ", b"0 0 m ", b"<0041>",
     b"\n", b"/X Do "]
)  # fmt: skip


@given(st.binary(max_size=300))
def test_tokens_of_any_bytes_join_to_the_same_bytes(data: bytes) -> None:
    pieces, at = [], 0
    for _, start, end, _ in syntax.tokens(data):
        assert start == at and end > start
        pieces.append(data[start:end])
        at = end
    assert b"".join(pieces) == data


@given(st.lists(FRAGMENTS, max_size=60))
def test_tokens_of_broken_content_join_to_the_same_bytes(parts: list[bytes]) -> None:
    data = b"".join(parts)
    assert b"".join(data[s:e] for _, s, e, _ in syntax.tokens(data)) == data


@given(st.binary(max_size=80))
def test_strings_survive_encoding_and_decoding(value: bytes) -> None:
    assert syntax.decode_string(syntax.encode_string(value)) == value
    assert syntax.decode_hex(syntax.encode_hex(value)) == value
    kinds = [k for k, *_ in syntax.tokens(syntax.encode_string(value) + b" Tj")]
    assert kinds == ["text"]


def test_escapes_mean_what_the_standard_says() -> None:
    assert syntax.decode_string(rb"(a\(b\)\\ \101\12 \n)") == b"a(b)\\ A\n \n"
    assert syntax.decode_string(b"(one\\\r\ntwo\rthree)") == b"onetwo\nthree"
    assert syntax.decode_hex(b"<4 1\n4>") == b"A@"


def kinds(data: bytes) -> list[str]:
    return [kind for kind, *_ in syntax.tokens(data) if kind not in ("other", "dull")]


def test_operators_inside_strings_comments_and_images_are_not_operators() -> None:
    assert kinds(b"(BT (x) Tj ET) pop % (y) Tj\n") == []
    assert kinds(b"((((deep (x) Tj)))) Tj") == []
    image = b"BI /W 4 /H 1 ID \x00 (x) Tj EI\xff EI Q BT ET"
    assert kinds(image) == ["inline", "bare", "bare", "bare"]


def test_an_unclosed_string_swallows_the_rest() -> None:
    assert kinds(b"BT (never closed Tj (x Tj ET") == ["bare"]


def test_names_that_begin_like_operators_are_names() -> None:
    assert kinds(b"/BT /Q /Tj BTx Qx") == []
