"""The core's sentences in a window's words: every one, in both languages, none with a command."""

from __future__ import annotations

import json
import re

import pytest

from tests.vault.app.core_sentences import HOLE, ROOT, Sentence, sentences
from vault.app.wording import LANGUAGES, dated, parts, telling, wording
from vault.errors import CocoonError, RefusedError

FOLDER = ROOT / "resources" / "errors"
COMMAND = re.compile(r"`|cocoon [a-z]|(^|[\s(])--[a-z]|COCOON_")
MAY_BE_LEFT_OUT = {"flags", "verb"}  # names of options; English grammar


@pytest.fixture(scope="module")
def said() -> list[Sentence]:
    found = list(sentences())
    assert len(found) > 600, "the walk through the core found too little"
    return found


@pytest.fixture(scope="module")
def korean() -> dict[str, str]:
    told: dict[str, str] = json.loads((FOLDER / "ko.json").read_text("utf-8"))["sentences"]
    return told


def blanked(template: str) -> str:
    return re.sub(r"\{\w+\}", HOLE, template)


def test_every_sentence_of_the_core_has_korean(
    said: list[Sentence], korean: dict[str, str]
) -> None:
    general = json.loads((FOLDER / "ko.json").read_text("utf-8"))["codes"]
    known = {blanked(template) for template in korean}
    missing = {
        f"{each.where}: {each.text}"
        for each in said
        if each.text not in known and each.code not in general
    }
    assert not missing, "add to resources/errors/ko.json:\n" + "\n".join(sorted(missing))


def test_no_sentence_of_a_window_names_a_command(said: list[Sentence]) -> None:
    commands = []
    for language in LANGUAGES:
        words = wording(language)
        for each in said:
            sentence = words.say(each.text.replace(HOLE, "X"))
            if COMMAND.search(sentence) and each.code not in words.codes:
                commands.append(f"{language}: {each.where}: {sentence}")
    assert not commands, "\n".join(commands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_parts_of_their_sentence(language: str) -> None:
    told = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))["sentences"]
    wrong = [
        source
        for source, text in told.items()
        if set(parts(text)) - set(parts(source))
        or set(parts(source)) - set(parts(text)) - MAY_BE_LEFT_OUT
    ]
    assert not wrong


def test_the_catalogue_says_nothing_that_the_core_does_not(
    said: list[Sentence], korean: dict[str, str]
) -> None:
    spoken = {each.text for each in said}
    stale = sorted(t for t in korean if blanked(t) not in spoken and telling(t) > 3)
    assert not stale, "no longer said:\n" + "\n".join(stale)


def test_each_sentence_is_taken_apart_by_its_own_template(korean: dict[str, str]) -> None:
    words = wording("ko")
    wrong = []
    for source, text in korean.items():
        values = {name: f"«{name}»" for name in parts(source)}
        if words.say(source.format(**values)) != text.format(**values):
            wrong.append(source)
    assert not wrong


def test_an_error_is_said_in_both_languages() -> None:
    error = CocoonError(
        "unknown-revision", "Oven 12 has no revision 7.", "List them with `cocoon document list`."
    )
    assert wording("en").error(error) == (
        "Oven 12 has no revision 7.",
        "Choose one under Documents, or look again (F5).",
    )
    message, step = wording("ko").error(error)
    assert message == "Oven 12에 개정 7이(가) 없습니다."
    assert "cocoon" not in step and "문서" in step


def test_words_of_the_core_inside_a_sentence_are_said_too() -> None:
    say = wording("ko").say
    assert say("Roles are owner, approver.") == "역할은 소유자, 승인자입니다."
    assert say("The date 2020-01-01 for the end of use has passed.") == (
        "사용 기한(2020.\u00a01.\u00a01.)이(가) 이미 지났습니다."
    )
    assert say("page.png: The picture is empty.") == "page.png: 빈 그림입니다."


def test_what_nobody_translated_is_said_as_it_is() -> None:
    error = RefusedError("no-such-code", "Nobody foresaw this.", "Ask.")
    assert wording("ko").error(error) == ("Nobody foresaw this.", "Ask.")


def test_a_code_speaks_where_its_sentence_is_the_machines() -> None:
    error = RefusedError("bad-entry", "An epoch has one key of each kind.")
    message, step = wording("ko").error(error)
    assert message.endswith("습니다.") and step


def test_braces_that_people_type_stay_what_they_are() -> None:
    say = wording("ko").say
    assert say("{0} {x!r} has no revision 2.") == "{0} {x!r}에 개정 2이(가) 없습니다."


def test_a_day_is_written_as_the_language_does() -> None:
    assert dated("2026-09-08", "en").split() == ["8", "Sep", "2026"]
    assert dated("2026-09-08 14:05", "en").split() == ["8", "Sep", "2026,", "14:05"]
    assert dated("2026-11-23 07:46:34", "ko").split() == ["2026.", "11.", "23.", "07:46:34"]
    assert dated("2026-12-02까지", "ko").split() == ["2026.", "12.", "2.까지"]
    assert " " not in dated("2026-09-08 14:05", "en")  # no line is broken within a day


@pytest.mark.parametrize("text", ["2026-02-30", "R-2026-01-02", "2026-01-02-draft", "2026-01-023"])
def test_what_is_no_day_stays_as_it_is(text: str) -> None:
    assert dated(text, "ko") == dated(text, "en") == text
