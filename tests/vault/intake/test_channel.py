"""Plain values pass unchanged; nothing else passes at all."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np

from vault.intake.channel import ChannelError, receive, send

LIMIT = 1 << 24

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(max_size=6000),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(-9, 9), inner),
    max_leaves=20,
)


def through(value: object) -> object:
    pipe = io.BytesIO()
    send(pipe, value)
    pipe.seek(0)
    received = receive(pipe, LIMIT)
    assert not pipe.read(1)
    return received


@given(plain)
def test_plain_values_pass_unchanged(value: object) -> None:
    assert through(value) == value


@given(
    st_np.arrays(
        st.sampled_from([bool, np.int8, np.uint16, np.int32, np.float32, np.float64, ">i4"]),
        st_np.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=12),
    )
)
def test_arrays_pass_unchanged(array: np.ndarray) -> None:  # type: ignore[type-arg]
    received = through(array)
    assert isinstance(received, np.ndarray)
    np.testing.assert_array_equal(received, array)
    assert received.dtype == array.dtype.newbyteorder("<")
    assert received.flags.writeable


def test_values_of_ours_become_plain() -> None:
    @dataclass(frozen=True)
    class Page:
        size: tuple[float, float]
        where: Path
        count: np.int64

    assert through(Page((1.0, 2.0), Path("a"), np.int64(3))) == {
        "size": [1.0, 2.0], "where": "a", "count": 3,
    }  # fmt: skip


@pytest.mark.parametrize("value", [object(), {1.5: 1}, np.array(["a"]), np.array([object()])])
def test_what_could_carry_more_than_data_is_not_sent(value: object) -> None:
    with pytest.raises(TypeError):
        through(value)


@given(st.binary(max_size=300))
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises(ChannelError):
        receive(io.BytesIO(data), LIMIT)


@pytest.mark.parametrize(
    "head",
    [
        ["|O", [1], bytes(8)],
        ["|V8", [1], bytes(8)],
        ["<U2", [1], bytes(8)],
        ["no such type", [1], bytes(8)],
        ["<i8", [2], bytes(8)],
        ["<i8", [1], bytes(16)],
        ["<i8", [-1, -1], bytes(8)],
        ["<i8", [2**62, 4], b""],
        ["<i8", [1] * 40, bytes(8)],
        ["<i8", [1], 5],
        ["<i8", [1], None],
        ["<i8", [1]],
        "<i8",
    ],
)
def test_an_array_that_is_not_what_it_says_is_refused(head: object) -> None:
    body = msgspec.msgpack.encode(msgspec.msgpack.Ext(1, msgspec.msgpack.encode(head)))
    frame = struct.pack(">4sII", b"CCN1", len(body), 0) + body
    with pytest.raises(ChannelError):
        receive(io.BytesIO(frame), LIMIT)


@given(plain, st.data())
def test_a_damaged_frame_is_refused_or_plain(value: object, data: st.DataObject) -> None:
    pipe = io.BytesIO()
    send(pipe, [value, np.arange(5)])
    frame = bytearray(pipe.getvalue())
    at = data.draw(st.integers(0, len(frame) - 1))
    frame[at] ^= data.draw(st.integers(1, 255))
    try:
        received = receive(io.BytesIO(frame), LIMIT)
    except ChannelError:
        return
    through(received)
