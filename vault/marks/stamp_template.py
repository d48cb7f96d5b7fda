"""What a visible stamp says and how it looks: templates in JSON, filled with facts.

A template is a few elements (legend at the foot or head, large words across the page), each
a list of lines, each a list of sentences. A sentence lists alternative wordings; the first
whose facts are all known is used, and a sentence with none is left out, so that a stamp
never shows an empty blank. Fields are replaced as text; a template cannot reach anything
but the facts, and a fact cannot act as a template.

Invariant: the `preview` template names no recipient and no copy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from vault.errors import CocoonError
from vault.marks.facts import ReleaseFacts, class_names, is_public, shown_date
from vault.marks.wording import plain
from vault.papers.resources import resource

Position = Literal["foot", "head", "diagonal"]
FORMAT = "cocoon-stamp/1"
PREVIEW = "preview"
_FIELD = re.compile(r"\{(\w+)\}")
_FIELDS = frozenset(
    [
        "owner",
        "release",
        "copy",
        "person",
        "company",
        "email",
        "purpose",
        "until",
        "return_by",
        "demand",
        "agreement",
        "class",
        "class_ko",
        "CLASS",
        "secret",
        "public",
        "title",
        "number",
        "revision",
    ]
)
_RECIPIENT_FIELDS = frozenset({"copy", "person", "company", "email", "demand", "agreement"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """Alternative wordings of one statement, the preferred first.

    `when` names a field that must be known for the statement to be made at all, such as
    ``secret``, which is unknown for public documents.
    """

    wordings: tuple[str, ...]
    bold: bool = False
    when: str = ""

    def fill(self, fields: Mapping[str, str]) -> str:
        """The first wording whose fields are all known, or "" if there is none."""
        if self.when and not fields.get(self.when):
            return ""
        for wording in self.wordings:
            if all(fields.get(name) for name in _FIELD.findall(wording)):
                return _FIELD.sub(lambda match: fields[match[1]], wording)
        return ""


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a stamp.

    Attributes:
        position: ``foot`` or ``head`` (a legend in free space), ``diagonal`` (large words).
        lines: each a tuple of sentences set after each other.
        size: type size in pt where there is room.
        min_size: smallest type size in pt used to fit into free space.
        opacity: 0 to 1, in free space.
        crowded_opacity: 0 to 1, where it must lie over the page's content.
        colour: red, green, blue, each 0 to 1.
        rule: draw a hairline on the side of the page's content.
    """

    position: Position
    lines: tuple[tuple[Sentence, ...], ...]
    size: float
    min_size: float
    opacity: float
    crowded_opacity: float
    colour: tuple[float, float, float]
    rule: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A stamp's name, its titles for people (by language) and its elements."""

    name: str
    titles: tuple[tuple[str, str], ...]
    elements: tuple[Element, ...]

    @property
    def preview(self) -> bool:
        """Whether this marks a preview and may name no recipient."""
        return self.name == PREVIEW


def fields_of(facts: ReleaseFacts) -> dict[str, str]:
    """What each ``{field}`` of a template stands for."""
    korean, english = class_names(facts.classification or "대외비")
    raw = {
        "owner": facts.owner,
        "release": facts.release,
        "copy": facts.copy,
        "person": facts.person,
        "company": facts.company,
        "email": facts.email,
        "purpose": facts.purpose,
        "until": shown_date(facts.until),
        "return_by": shown_date(facts.return_by),
        "demand": facts.demand,
        "agreement": facts.agreement,
        "class": english,
        "class_ko": korean,
        "CLASS": english.upper(),
        "public": english if is_public(facts.classification) else "",
        "secret": "" if is_public(facts.classification) else english,
        "title": facts.title,
        "number": facts.number,
        "revision": facts.revision,
    }
    return {name: plain(text, 1000) for name, text in raw.items()}


def parse(text: str | bytes, where: str = "the stamp template") -> Template:
    """A template from its JSON text.

    Raises:
        CocoonError: ``stamp-template``, with the place that is wrong.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError(f"format is not {FORMAT}")
        titles = tuple(sorted((str(k), str(v)) for k, v in data.get("title", {}).items()))
        template = Template(
            name=str(data["name"]),
            titles=titles,
            elements=tuple(_element(item) for item in data["elements"]),
        )
        _check(template)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise CocoonError(
            "stamp-template",
            f"{where} cannot be used: {plain(reason, 200)}.",
            "Compare it with resources/templates/stamps/footer.json.",
        ) from None
    return template


def load(name: str) -> Template:
    """The shipped template `name`, or the one in the file of that path.

    Raises:
        CocoonError: no such template, or it cannot be used.
    """
    if name in shipped():
        path = resource("templates", "stamps", f"{name}.json")
    else:
        path = Path(name)
        if path.suffix != ".json" or not path.is_file():
            raise CocoonError(
                "stamp-unknown",
                f"There is no stamp template called {plain(name, 100)}.",
                f"Use one of {', '.join(shipped())}, or the path of a .json template.",
            )
    try:
        text = path.read_bytes()
    except OSError as error:
        raise CocoonError(
            "stamp-template", f"The stamp template cannot be read: {error.strerror}.", ""
        ) from None
    return parse(text, f"The stamp template {path.name}")


def shipped() -> tuple[str, ...]:
    """Names of the templates that come with the program."""
    return tuple(sorted(p.stem for p in resource("templates", "stamps").glob("*.json")))


def _element(item: Mapping[str, Any]) -> Element:
    position = item["position"]
    if position not in ("foot", "head", "diagonal"):
        raise ValueError("position is not foot, head or diagonal")
    size = _number(item, "size", 3, 200, 6.5)
    return Element(
        position=position,
        lines=tuple(tuple(_sentence(s) for s in line) for line in item["lines"]),
        size=size,
        min_size=_number(item, "min_size", 1, size, min(size, 4.5)),
        opacity=_number(item, "opacity", 0.02, 1, 0.9),
        crowded_opacity=_number(item, "crowded_opacity", 0.02, 0.6, 0.5),
        colour=_colour(str(item.get("colour", "#8c1d18"))),
        rule=bool(item.get("rule", False)),
    )


def _sentence(item: Mapping[str, Any]) -> Sentence:
    text = item["text"]
    wordings = (text,) if isinstance(text, str) else tuple(str(t) for t in text)
    for wording in wordings:
        for name in _FIELD.findall(wording):
            if name not in _FIELDS:
                raise ValueError(f"there is no field {{{name}}}")
        if set("{}") & set(_FIELD.sub("", wording)):
            raise ValueError("a brace is not part of a field such as {owner}")
    when = str(item.get("when", ""))
    if when and when not in _FIELDS:
        raise ValueError(f"there is no field {{{when}}}")
    return Sentence(tuple(plain(w) for w in wordings), bool(item.get("bold", False)), when)


def _check(template: Template) -> None:
    if not template.elements or not any(e.lines for e in template.elements):
        raise ValueError("it says nothing")
    for element in template.elements:
        if element.position == "diagonal" and element.opacity > 0.25:
            raise ValueError("words across the page with opacity above 0.25 hide the page")
        if template.preview:
            words = " ".join(w for line in element.lines for s in line for w in s.wordings)
            if _RECIPIENT_FIELDS & set(_FIELD.findall(words)):
                raise ValueError("a preview may not name a recipient or a copy")


def _number(item: Mapping[str, Any], key: str, low: float, high: float, usual: float) -> float:
    value = float(item.get(key, usual))
    if not low <= value <= high:
        raise ValueError(f"{key} is not between {low:g} and {high:g}")
    return value


def _colour(text: str) -> tuple[float, float, float]:
    match = re.fullmatch(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})", text)
    if match is None:
        raise ValueError("colour is not written like #8c1d18")
    red, green, blue = (int(part, 16) / 255 for part in match.groups())
    return red, green, blue
