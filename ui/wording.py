"""What the core says, in the window's language and words.

The core's errors, findings, notes and steps are English sentences for a command; a window says
them through `vault.app.wording`. Whatever of the core a person is shown goes through here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale

from ui.language import QT_TRANSLATE_NOOP, Code, spoken
from vault.errors import CocoonError

UNFORESEEN = (
    QT_TRANSLATE_NOOP("Banner", "Something unexpected happened."),
    QT_TRANSLATE_NOOP("Banner", "Nothing in the vault was lost. Try again."),
)
"""What is said of an error that is none of the core's."""


def language() -> Code:
    """The language in force."""
    return spoken(QLocale())


def worded(text: object) -> str:
    """A sentence of the core; as it is when nobody translated it."""
    from vault.app.wording import wording

    return wording(language()).say(str(text)) if text else ""


def percent(share: float) -> str:
    """A share in whole percent, written as the core's sentences do: ``35 %``."""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def dated(text: object) -> str:
    """Days in a text as the language in force writes them; nothing for nothing."""
    return _core_dated()(str(text), language()) if text else ""


@cache
def _core_dated() -> Callable[[str, str], str]:
    """Asked for once: a list of 50,000 days is searched."""
    from vault.app.wording import dated

    return dated


def told(error: BaseException) -> tuple[str, str]:
    """What went wrong and what to do about it, of an error of any kind."""
    from vault.app.wording import wording

    if isinstance(error, CocoonError):
        message, step = wording(language()).error(error)
        if message:
            return message, step
    sentence, step = (QCoreApplication.translate("Banner", each) for each in UNFORESEEN)
    return sentence, step
