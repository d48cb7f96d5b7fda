"""The core's sentences in the words of a window: English or Korean, and no commands.

The core speaks English to people at a command: its sentences name commands and options, and they
are kept in ledgers, in notes and on the way out of other processes, where nothing but the text is
left. So a catalogue (``resources/errors/<language>.json``) is keyed by the sentence itself, with
a name in braces for each part that differs::

    "{title} has no revision {revision}.": "{title}에 개정 {revision}이(가) 없습니다."

A sentence is taken apart by the most telling template that fits it, and put together again from
the translation. What fits nothing stays what it is: English is better than silence. A test walks
the core's source and fails on a sentence that no catalogue knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from vault.app.places import resources_folder
from vault.errors import CocoonError

LANGUAGES = ("en", "ko")
NESTED = ("said", "way")
"""Names of parts that are sentences of the core themselves."""
_PART = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"(?<![\w-])(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?(?![0-9A-Za-z]|-\w)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TELLS_NOTHING = 3
"""Characters of its own with which a template fits by chance: ``{file}: {said}``."""


@lru_cache(maxsize=16384)
def dated(text: str, language: str) -> str:
    """Days, and times of a day, as a language writes them.

    ``2026-09-08 14:05`` is ``8 Sep 2026, 14:05`` in English and ``2026. 9. 8. 14:05`` in Korean.
    Nothing else of the text changes; what is no day of the calendar stays as it is. The spaces
    in a day are such that no line is broken there.
    """

    def say(match: re.Match[str]) -> str:
        try:
            day = date.fromisoformat(match[1])
        except ValueError:
            return match[0]
        if language == "ko":
            said, gap = f"{day.year}. {day.month}. {day.day}.", " "
        else:
            said, gap = f"{day.day} {_MONTHS[day.month - 1]} {day.year}", ", "
        return (f"{said}{gap}{match[2]}" if match[2] else said).replace(" ", "\u00a0")

    return _DAY.sub(say, text)


def parts(template: str) -> tuple[str, ...]:
    """Names of a template's parts, in order."""
    return tuple(_PART.findall(template))


@cache
def pattern(template: str) -> re.Pattern[str]:
    """What takes a sentence of a template apart; a part that comes twice is the same twice.

    Compiled when a sentence may first fit: all of them at once would hold up the first sentence.
    """
    seen: set[str] = set()
    found = []
    place = 0
    for match in _PART.finditer(template):
        name = match[1]
        found.append(re.escape(template[place : match.start()]))
        found.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
        seen.add(name)
        place = match.end()
    return re.compile("".join([*found, re.escape(template[place:])]), re.DOTALL)


def telling(template: str) -> int:
    """How many characters of a template are its own."""
    return len(_PART.sub("", template))


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with parts.

    Attributes:
        literals: what stands between the parts.
        source: the template as the core says it.
        said: the template in the wording's language.
        nested: names of parts that are sentences themselves.
        telling: how many characters are its own.
    """

    literals: tuple[str, ...]
    source: str
    said: str
    nested: tuple[str, ...]
    telling: int

    def may_fit(self, text: str) -> bool:
        """Whether all that stands between the parts is there: cheaper than taking it apart."""
        return all(each in text for each in self.literals)

    def take(self, text: str) -> dict[str, str] | None:
        """The parts of a sentence, or None if it is another."""
        match = pattern(self.source).fullmatch(text)
        return match.groupdict() if match else None


@dataclass(frozen=True, slots=True)
class Wording:
    """One language of a window.

    Attributes:
        language: ``en`` or ``ko``.
        sentences: template of the core → template of this language; one that is absent is said
            as it is.
        terms: words of the core that stand in a part of a sentence.
        codes: sentence and next step for an error's code, where its own fit no template.
        templates: those of `sentences` that have parts, the most telling first.
    """

    language: str
    sentences: Mapping[str, str]
    terms: Mapping[str, str]
    codes: Mapping[str, tuple[str, str]]
    templates: tuple[Template, ...]

    def say(self, text: str) -> str:
        """A sentence of the core in this language; as it is when no template fits."""
        found = self._find(text)
        return text if found is None else found

    def error(self, error: CocoonError) -> tuple[str, str]:
        """Sentence and next step of an error."""
        message, step = self._find(error.message), self._find(error.next)
        known = self.codes.get(error.code)
        if message is None and known:
            return known
        return message or error.message, error.next if step is None else step

    def _find(self, text: str) -> str | None:
        if text in self.sentences:
            return self.sentences[text]
        fitting = [(t, t.take(text)) for t in self.templates if t.may_fit(text)]
        fitting = [(t, taken) for t, taken in fitting if taken is not None]
        for template, taken in fitting:  # first those of which every part is understood
            if (
                template.nested
                and taken
                and all(self._find_loose(taken[n]) for n in template.nested)
            ):
                return self._fill(template, taken)
        for template, taken in fitting:
            if taken and template.telling > _TELLS_NOTHING:
                return self._fill(template, taken)
        return None

    def _fill(self, template: Template, taken: Mapping[str, str]) -> str:
        return template.said.format(**{n: self._part(n, v) for n, v in taken.items()})

    def _find_loose(self, text: str) -> str | None:
        """A sentence that may have lost its full stop within another."""
        found = self._find(text)
        if found is None:
            whole = self._find(f"{text}.")
            return None if whole is None else whole.removesuffix(".")
        return found

    def _part(self, name: str, value: str) -> str:
        if name in NESTED:
            return self._find_loose(value) or value
        words = value.split(", ")
        if all(word in self.terms for word in words):
            return ", ".join(self.terms[word] for word in words)
        return dated(value, self.language) if _DAY.fullmatch(value) else value


def wording(language: str) -> Wording:
    """The wording of a language; English for one that is not known."""
    return read(resources_folder() / "errors", language if language in LANGUAGES else "en")


@cache
def read(folder: Path, language: str) -> Wording:
    """A language's catalogue from a folder; every template of any language is known to it."""
    told: dict[str, dict[str, Any]] = {
        each: json.loads((folder / f"{each}.json").read_text("utf-8")) for each in LANGUAGES
    }
    own = told[language]
    sentences = {source: source for each in LANGUAGES for source in told[each]["sentences"]}
    sentences |= own["sentences"]
    return Wording(
        language,
        sentences,
        own["terms"],
        {code: (said[0], said[1]) for code, said in own["codes"].items()},
        tuple(_templates(sentences)),
    )


def _templates(sentences: Mapping[str, str]) -> Iterator[Template]:
    for source in sorted(filter(parts, sentences), key=telling, reverse=True):
        names = parts(source)
        yield Template(
            tuple(filter(None, _PART.split(source)[::2])),
            source,
            sentences[source],
            tuple(name for name in names if name in NESTED),
            telling(source),
        )
