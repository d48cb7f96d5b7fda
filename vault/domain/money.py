"""Amounts as people write them: decimal numbers, never floating point, each in its currency.

An amount is kept as the shortest decimal text (``1200.5``). Amounts of different currencies are
never added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from vault.errors import CocoonError

# ISO 4217, current codes of money that is spent (no funds, metals or tests).
_CODES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
    GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
    KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
    NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES
    VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
_WHOLE = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"}
    | {"PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"}
)
_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies without a smaller coin, and with one of a thousandth; all others have hundredths."""
_MARKS = {"원": "KRW", "₩": "KRW", "€": "EUR", "£": "GBP", "$": ""}
"""What may stand beside an amount, and the currency it tells; a dollar may be several."""

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?"
)
_CONTINENTAL = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]+,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3}){2,}"
)
_UNSURE = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
"""A thousand in some countries and one and a bit in others."""
_DIGITS, _PLACES = 15, 4


def read_number(text: str, what: str, *, continental: bool = False) -> str:
    """A number above zero as its shortest decimal text.

    Args:
        text: with or without thousands separators.
        what: names it in the refusal.
        continental: whether a comma may be the decimal sign, as where lists use semicolons.

    Raises:
        CocoonError: ``bad-number``.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if _PLAIN.fullmatch(typed) and not (continental and _UNSURE.fullmatch(typed)):
        digits = typed
    elif _GROUPED.fullmatch(typed):
        digits = typed.replace(",", "").replace(" ", "")
    elif continental and _CONTINENTAL.fullmatch(typed):
        digits = typed.replace(".", "").replace(",", ".")
    else:
        raise CocoonError(
            "bad-number",
            f"“{text.strip()[:40]}” is not a number for {what}.",
            "Write it as 1200000 or 1,200,000.50, above zero and without other signs.",
        )
    whole, _, places = digits.partition(".")
    whole, places = whole.lstrip("0") or "0", places.rstrip("0")
    if len(whole) > _DIGITS or len(places) > _PLACES or (whole, places) == ("0", ""):
        raise CocoonError(
            "bad-number",
            f"“{text.strip()[:40]}” is zero, too large or too fine for {what}.",
            f"Give a number above zero, with at most {_DIGITS} digits and {_PLACES} decimals.",
        )
    return f"{whole}.{places}" if places else whole


def read_currency(text: str) -> str:
    """An ISO 4217 code.

    Raises:
        CocoonError: ``bad-currency``.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    code = _MARKS.get(typed, typed).upper()
    if code not in CURRENCIES:
        raise CocoonError(
            "bad-currency",
            f"“{text.strip()[:20]}” is not a currency.",
            "Write the three letters of ISO 4217, such as KRW, USD or EUR.",
        )
    return code


def currency_or_nothing(text: str) -> str:
    """As `read_currency`, but nothing for what is none."""
    try:
        return read_currency(text)
    except CocoonError:
        return ""


def read_amount(text: str, currency: str, *, continental: bool = False) -> tuple[str, str]:
    """An amount and its currency, which may stand beside the number (``1,200원``).

    Raises:
        CocoonError: ``bad-number``, ``bad-currency``.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    match = re.fullmatch(r"([^\d\s,.()+-]{0,3})\s*(.*?)\s*([^\d\s,.()+-]{0,3})", typed)
    if match is None or not re.search("[0-9]", match[2]):
        match = None
    beside = [mark for mark in (match[1], match[3]) if mark] if match else []
    told = read_currency(currency) if currency.strip() else ""
    for mark in beside:
        code = _MARKS.get(mark) if mark in _MARKS else read_currency(mark)
        if code and told and code != told:
            raise CocoonError(
                "bad-currency",
                f"“{text.strip()[:40]}” is told to be in {told}.",
                "Say the same currency in both places.",
            )
        told = told or code or ""
    digits = match[2] if match and beside else typed
    number = read_number(digits, "an amount", continental=continental)
    if not told:
        raise CocoonError(
            "bad-currency",
            "The amount has no currency.",
            "Write the three letters of ISO 4217, such as KRW, USD or EUR.",
        )
    if len(number.partition(".")[2]) > _places(told):
        raise CocoonError(
            "bad-number",
            f"“{text.strip()[:40]}” is finer than the smallest coin of {told}.",
            "Write thousands as 12,345, or round the amount.",
        )
    return number, told


def _places(currency: str) -> int:
    """Decimals of a currency (ISO 4217, minor units)."""
    return 0 if currency in _WHOLE else 3 if currency in _THOUSANDTHS else 2


def added(numbers: Iterable[str]) -> str:
    """The sum of decimal texts of one currency (or of hours), as its shortest text."""
    total = sum((Decimal(number) for number in numbers if number), Decimal(0))
    return shortest(total)


def shortest(number: Decimal) -> str:
    """A decimal without an exponent and without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(number: str) -> str:
    """With thousands separators: ``1,200,000.5``; nothing stays nothing."""
    if not number:
        return ""
    whole, dot, places = number.partition(".")
    return f"{int(whole):,}{dot}{places}"
