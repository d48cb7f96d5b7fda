"""Errors of the core in the window: its language, its words, no command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from vault.errors import CocoonError
from vault.progress import Step

ERROR = CocoonError(
    "wrong-state",
    "The release is requested; only a sealed one can be collected.",
    "An approver seals it: `cocoon release seal`.",
)


@pytest.fixture
def language(qapp: Any) -> Iterator[Any]:
    from ui.language import Language
    from ui.startup import resources

    made = Language(resources())
    yield made
    made.choose("en")


def test_a_banner_says_an_error_in_the_language_in_force(qtbot: Any, language: Any) -> None:
    from ui.widgets.basics import Banner

    banner = Banner()
    qtbot.addWidget(banner)
    language.choose("en")
    banner.fail(ERROR)
    assert banner.sentence.text() == ERROR.message
    assert banner.step.text() == "An approver seals it under Releases."
    language.choose("ko")  # and again when the language changes while it stands there
    qtbot.waitUntil(lambda: "봉인된 반출만" in banner.sentence.text())
    assert "요청됨" in banner.sentence.text()
    assert banner.accessibleName() == f"{banner.sentence.text()} {banner.step.text()}"


def test_what_nobody_foresaw_is_said_without_its_insides(qtbot: Any, language: Any) -> None:
    from ui.widgets.basics import Banner

    banner = Banner()
    qtbot.addWidget(banner)
    for code in ("en", "ko"):
        language.choose(code)
        banner.fail(KeyError("passphrase hunter2"))
        shown = banner.sentence.text() + banner.step.text()
        assert shown and "hunter2" not in shown and "KeyError" not in shown


def test_steps_are_said_in_the_language_in_force(qtbot: Any, language: Any) -> None:
    from ui.widgets.basics import Progress

    progress = Progress()
    qtbot.addWidget(progress)
    language.choose("ko")
    progress.begin("…")
    progress.step(Step("Adding oven.pdf", 2, 7))
    assert progress.what.text() == "oven.pdf을(를) 추가하는 중 (2/7)"
