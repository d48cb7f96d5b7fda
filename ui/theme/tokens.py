"""Every colour, space and size there is. Colours come in pairs: light, dark."""

from __future__ import annotations

from dataclasses import dataclass, fields

SPACE = {"xs": 4, "s": 8, "m": 12, "l": 16, "xl": 24, "xxl": 40}
RADIUS = 6
CONTROL = 32
"""How high a line of text, a box to choose from and a button are, px."""
READABLE = {"card": 460, "sentence": 520, "form": 760, "page": 1320}
"""How wide the unlock card, a lone sentence, fields and a page of cards may become, px."""
SIZES = {"small": 11.0, "body": 13.0, "heading": 16.0, "title": 22.0}
"""Type sizes in px at 100 %."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, as ``#rrggbb``.

    `line` parts what belongs together and may be weak; `outline` is the edge of what can be typed
    into, ticked or pressed, and must be seen.
    """

    window: str
    surface: str
    raised: str
    sunken: str
    line: str
    outline: str
    text: str
    soft: str
    faint: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_wash: str
    good: str
    good_wash: str
    warn: str
    warn_wash: str
    bad: str
    bad_wash: str
    nav: str
    nav_text: str
    nav_soft: str
    nav_on: str


LIGHT = Tokens(
    window="#f4f5f7",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#eceef2",
    line="#d5d9e0",
    outline="#7f8897",
    text="#1b2030",
    soft="#535c6e",
    faint="#606979",
    accent="#2f5d8c",
    accent_hover="#264d76",
    accent_text="#ffffff",
    accent_wash="#e3ecf5",
    good="#1f6f4a",
    good_wash="#e0f1e8",
    warn="#8a5a00",
    warn_wash="#fbeed2",
    bad="#a3281e",
    bad_wash="#fae3e0",
    nav="#1d2738",
    nav_text="#e8ecf3",
    nav_soft="#9aa7bc",
    nav_on="#31425f",
)
DARK = Tokens(
    window="#15181f",
    surface="#1c2029",
    raised="#232834",
    sunken="#12151b",
    line="#343b49",
    outline="#6f7a90",
    text="#e7eaf0",
    soft="#aab2c0",
    faint="#929cae",
    accent="#7fb0e0",
    accent_hover="#9cc4ec",
    accent_text="#0f1a26",
    accent_wash="#243a52",
    good="#7cc9a0",
    good_wash="#1b3328",
    warn="#e2b45c",
    warn_wash="#3a2f17",
    bad="#ee8f85",
    bad_wash="#40211e",
    nav="#0f1218",
    nav_text="#e7eaf0",
    nav_soft="#8d98aa",
    nav_on="#27344a",
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def names() -> tuple[str, ...]:
    """Names of all colours."""
    return tuple(field.name for field in fields(Tokens))
