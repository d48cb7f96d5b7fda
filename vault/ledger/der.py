"""DER, as much of it as timestamps need: definite, shortest lengths, small tags (ITU-T X.690)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """One DER value: tag, content, and all its bytes."""

    tag: int
    body: bytes
    raw: bytes

    @property
    def parts(self) -> list[Node]:
        """The values inside; `ValueError` when the content is not made of values."""
        found, at = [], 0
        while at < len(self.body):
            node = read_der(self.body[at:])
            found.append(node)
            at += len(node.raw)
        return found

    @property
    def oid(self) -> str:
        """An object identifier in dotted form."""
        if self.tag != 0x06 or not self.body or self.body[-1] & 0x80:
            raise ValueError("no object identifier")
        numbers, value = [], 0
        for byte in self.body:
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                numbers.append(value)
                value = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))

    @property
    def integer(self) -> int:
        """A whole number."""
        if self.tag != 0x02 or not self.body:
            raise ValueError("no integer")
        return int.from_bytes(self.body, "big", signed=True)


def read_der(data: bytes) -> Node:
    """The value at the beginning of `data`; `ValueError` when there is none."""
    if len(data) < 2 or data[0] & 0x1F == 0x1F:
        raise ValueError("no DER value")
    length, start = data[1], 2
    if length & 0x80:
        count = length & 0x7F
        digits = data[2 : 2 + count]
        length, start = int.from_bytes(digits, "big"), 2 + count
        if not 1 <= count <= 4 or len(digits) != count or not digits[0] or length < 0x80:
            raise ValueError("no DER length")
    if len(data) < start + length:
        raise ValueError("DER value is cut off")
    return Node(data[0], data[start : start + length], data[: start + length])


def write_der(tag: int, *parts: bytes) -> bytes:
    """A DER value around parts."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes((tag, len(body))) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


def write_integer(value: int) -> bytes:
    """A whole number in DER, not negative."""
    return write_der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))
