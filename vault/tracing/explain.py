"""Explain: a verdict in sentences that claim what is proven and nothing more.

Every explanation of a match says that it names a copy and not a person, what its figure
assumes, and who else could have made the copy. An inconclusive reading clears nobody and hints
at nobody.
"""

from __future__ import annotations

import math
from typing import Literal

from vault.tracing.verdict import Match, Verdict

Language = Literal["en", "ko"]

_WORDS: dict[str, dict[Language, str]] = {
    "named": {
        "en": "The leak carries the marks of copy {copy}.",
        "ko": "유출물에는 사본 {copy}의 표식이 들어 있습니다.",
    },
    "figure": {
        "en": "If none of the {n} copies compared had anything to do with it, the chance that any "
        "of them would fit this well is at most {chance}; this is corrected for all copies and "
        "all readings tried.",
        "ko": "비교한 사본 {n}부가 모두 이 유출과 무관하다면, 그중 하나라도 이만큼 일치할 확률은 "
        "{chance} 이하입니다. 비교한 모든 사본과 시도한 모든 판독을 반영해 보정한 값입니다.",
    },
    "moderate": {
        "en": "The evidence is enough to name the copy but not strong: look for more of the leak.",
        "ko": "사본을 지목하기에는 충분하지만 강한 증거는 아닙니다. 유출물을 더 확보하십시오.",
    },
    "pages": {
        "en": "Read from page {pages} of {revision}.",
        "ko": "판독한 쪽: {revision}의 {pages}쪽.",
    },
    "not-person": {
        "en": "This names the copy, not the person who leaked it.",
        "ko": "이 결과는 사본을 특정할 뿐, 유출한 사람을 특정하지 않습니다.",
    },
    "assumption": {
        "en": "The figure assumes that whoever made the leak held neither this copy's key nor "
        "earlier results of tracing it. Members who may seal or trace could have made this copy "
        "themselves.",
        "ko": "이 수치는 유출물을 만든 사람이 이 사본의 키도, 앞선 추적 결과도 갖고 있지 않았다고 "
        "가정합니다. 봉인이나 추적 권한이 있는 구성원은 이 사본을 직접 만들 수도 있었습니다.",
    },
    "splice": {
        "en": "Different parts of the leak name different copies: it was put together from "
        "several, each with its own figure.",
        "ko": "유출물의 부분마다 서로 다른 사본을 가리킵니다. 여러 사본을 합친 것이며, 사본마다 "
        "수치가 따로 있습니다.",
    },
    "collusion": {
        "en": "The same part of the leak names several copies: their contents were mixed.",
        "ko": "유출물의 같은 부분이 여러 사본을 가리킵니다. 여러 사본의 내용이 섞여 있습니다.",
    },
    "inconclusive": {
        "en": "Something could be read, but not enough to name a copy. This accuses nobody and "
        "clears nobody.",
        "ko": "일부를 판독했지만 사본을 지목하기에는 부족합니다. 누구를 의심하게 하지도, 누구의 "
        "혐의를 벗기지도 않습니다.",
    },
    "no-copies": {
        "en": "The page was recognised and read, but no copy of it was ever issued from here.",
        "ko": "쪽을 알아보고 판독했지만, 이곳에서 발급한 사본이 없습니다.",
    },
    "no-evidence": {
        "en": "Nothing could be read from the leak. That does not show that it did not come from "
        "an issued copy.",
        "ko": "유출물에서 판독할 수 있는 것이 없었습니다. 그렇다고 발급한 사본에서 나오지 "
        "않았다는 뜻은 아닙니다.",
    },
    "more": {
        "en": "A larger, sharper or additional piece of the leak may be enough.",
        "ko": "더 크거나 더 선명한 유출물, 또는 다른 조각이 있으면 충분할 수 있습니다.",
    },
}


def explain(verdict: Verdict, language: Language = "en") -> tuple[str, ...]:
    """Say in whole sentences what a verdict proves and what it does not."""

    def say(key: str, **values: object) -> str:
        return _WORDS[key][language].format(**values)

    if verdict.verdict == "no-evidence":
        return say("no-evidence"), say("more")
    if verdict.verdict == "inconclusive":
        if not verdict.copies_tested:
            return (say("no-copies"),)
        return say("inconclusive"), say("more")
    lines: list[str] = []
    for match in verdict.matches:
        chance = odds(match.log10_false_match, language)
        lines.append(say("named", copy=match.copy))
        lines.append(say("figure", n=verdict.copies_tested, chance=chance))
        lines += [say("pages", pages=p, revision=r) for r, p in _pages(match)]
    if verdict.strength == "moderate":
        lines.append(say("moderate"))
    if verdict.mixture != "none":
        lines.append(say(verdict.mixture))
    lines += [say("not-person"), say("assumption")]
    return tuple(lines)


def odds(log10_bound: float, language: Language = "en") -> str:
    """Say a bound as odds, rounded towards the weaker statement: -9.4 is 1 in 10^9 at most."""
    exponent = math.floor(-log10_bound)
    if exponent <= 0:
        return {"en": "1 in 1", "ko": "1분의 1"}[language]
    number = f"{10**exponent:,}" if exponent <= 9 else f"10^{exponent}"
    return f"1 in {number}" if language == "en" else f"{number}분의 1"


def _pages(match: Match) -> list[tuple[str, str]]:
    """Return (revision, pages as people count them), runs joined: 1, 3-5."""
    by_revision: dict[str, list[int]] = {}
    for revision, page in match.pages:
        by_revision.setdefault(revision, []).append(page + 1)
    return [(revision, _runs(pages)) for revision, pages in by_revision.items()]


def _runs(pages: list[int]) -> str:
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
