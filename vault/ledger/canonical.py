"""Canonical JSON (RFC 8785) and strict base64: one value, one sequence of bytes.

Nearly all values in a ledger are strings, small whole numbers, booleans, lists and objects with
ASCII keys. For those `msgspec` writes the same bytes as the reference implementation, some
thirty times faster; everything else (fractions, keys beyond ASCII) goes to `rfc8785`. That both
agree where both apply is a property test.
"""

from __future__ import annotations

import binascii
from typing import Any

import msgspec
import rfc8785

_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder()
_BIGGEST = 2**53 - 1


def canonical(value: Any) -> bytes:
    """The canonical bytes of a JSON value.

    Raises:
        ValueError: not a JSON value (a number that is not finite or beyond ±(2⁵³−1), a key that
            is no string, text with half a surrogate pair, another type, too deep).
    """
    try:
        if plain(value):
            return _ENCODER.encode(value)
        data = rfc8785.dumps(value)
        _refuse_large_wholes(value)
        return data
    except RecursionError:
        raise ValueError("nested too deeply") from None


def decoded(data: bytes) -> Any:
    """The value that JSON bytes, canonical or not, stand for.

    Raises:
        ValueError: not JSON.
    """
    try:
        return _DECODER.decode(data)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None
    except RecursionError:
        raise ValueError("nested too deeply") from None


def plain(value: Any) -> bool:
    """Whether `msgspec` with sorted keys writes `value` canonically."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-_BIGGEST <= value <= _BIGGEST)
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                return False
            if type(item) is not str and not plain(item):
                return False
        return True
    if kind is list or kind is tuple:
        return all(map(plain, value))
    return False


def _refuse_large_wholes(value: Any) -> None:
    """Refuse fractions that are written as whole numbers which cannot be read back."""
    if isinstance(value, float):
        if value.is_integer() and _BIGGEST < abs(value) < 1e21:
            raise ValueError(f"{value} is written as a whole number beyond ±(2⁵³−1)")
    elif isinstance(value, dict):
        for item in value.values():
            _refuse_large_wholes(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_large_wholes(item)


def b64(data: bytes) -> str:
    """Standard base64 with padding."""
    return binascii.b2a_base64(data, newline=False).decode()


def unb64(text: str | bytes) -> bytes | None:
    """The bytes that `b64` wrote as `text`; None for anything it would not have written."""
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
        return data if b64(data) == _text(text) else None
    except ValueError:
        return None


def _text(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("ascii")
