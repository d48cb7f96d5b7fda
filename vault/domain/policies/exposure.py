"""Policies about how much leaves: of which class, for which purpose, and on top of what."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import datetime
from typing import ClassVar

from vault.domain import dates
from vault.domain.holdings import exposures, holdings
from vault.domain.policies.demanded import demand_of
from vault.domain.policies.judged import LEVELS, WARN, Finding, Proposal
from vault.domain.policies.pages import released
from vault.domain.state import State
from vault.domain.values import CLASSES, Document

DEFAULT_LIMIT = "confidential"
TOO_MUCH = "too-much-at-once"
DEFAULT_SHARE = "50"
_CLASS_WORDS = {
    "top-secret": "극비",
    "confidential": "대외비",
    "internal": "사내용",
    "public": "공개",
}


class ClassTooHigh:
    """What a partner may have at most is decided for the partner, not for each release."""

    code: ClassVar[str] = "class-too-high"
    english: ClassVar[str] = "A document's class is within what this partner may have."
    korean: ClassVar[str] = "자료의 등급은 해당 거래처에 허용된 등급을 넘지 않아야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds documents of a higher class than the partner's limit."""
        limit = state.facts.limits.get(proposal.partner, DEFAULT_LIMIT)
        above = [
            document
            for document, _, _ in released(proposal.items, state)
            if CLASSES.index(document.classification) < CLASSES.index(limit)
        ]
        if not above:
            return None
        english = "; ".join(f"{d.title} ({d.classification})" for d in above)
        korean = "; ".join(f"{d.title} ({_CLASS_WORDS[d.classification]})" for d in above)
        return Finding(
            self.code,
            f"This partner may have documents up to {limit}, not: {english}.",
            "Leave them out, or raise the limit: `cocoon partner limit ID --class CLASS`.",
            f"이 거래처에 허용된 등급({_CLASS_WORDS[limit]})을 넘는 자료가 있습니다: {korean}.",
        )


class ScopeTooWide:
    """Each document has its reason, and no more leaves than was demanded.

    Two things are too wide: several documents of which one has no reason of its own; and, when
    the demand names some of the firm's documents or pages, a document that it does not name, or
    a whole document of several pages where it names pages.
    """

    code: ClassVar[str] = "scope-too-wide"
    english: ClassVar[str] = "Each document has its reason, and no more leaves than was demanded."
    korean: ClassVar[str] = "자료마다 필요한 이유가 있어야 하고, 요구한 범위를 넘지 않아야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds documents without a reason, then documents beyond the demand."""
        documents = [document for document, _, _ in released(proposal.items, state)]
        if len(proposal.items) > 1:
            bare = [
                document.title
                for document, item in zip(documents, proposal.items, strict=True)
                if not item.why.strip()
            ]
            if bare:
                titles = "; ".join(bare)
                return Finding(
                    self.code,
                    f"Several documents, and nobody said why each is needed: {titles}.",
                    "Say so with --why-each ID=TEXT, or leave it out.",
                    f"여러 자료를 함께 반출하면서 각각의 필요 사유가 적혀 있지 않습니다: {titles}.",
                )
        beyond = self._beyond(proposal, state, documents)
        if not beyond:
            return None
        titles = "; ".join(beyond)
        return Finding(
            self.code,
            f"The demand's scope does not go as far as: {titles}.",
            "Release only what it names: --document ID:1,3-5; or ask what else is needed.",
            f"요구서에 적힌 범위를 넘는 자료가 있습니다: {titles}.",
        )

    def _beyond(self, proposal: Proposal, state: State, documents: list[Document]) -> list[str]:
        demand = demand_of(proposal, state)
        scope = demand.items.get("scope", "") if demand else ""
        if not scope.strip():
            return []
        known = state.facts.documents.values()
        named = {document.id for document in known if names_document(scope, document)}
        beyond = [d.title for d in documents if named and d.id not in named]
        if names_pages(scope):
            whole = zip(released(proposal.items, state), proposal.items, strict=True)
            beyond += [
                f"{document.title} (all {revision.pages} pages)"
                for (document, revision, _), item in whole
                if item.pages is None and revision.pages > 1 and document.title not in beyond
            ]
        return beyond


_PAGES = re.compile(
    r"\d\s*(?:쪽|페이지|면(?![가-힣]))|\b(?:pages?\s*|pp?(?:\.\s*|\s+))\d", re.IGNORECASE
)
_SHORTEST_TITLE = 3


def names_pages(scope: str) -> bool:
    """Whether a scope, as a demand words it, speaks of certain pages."""
    return bool(_PAGES.search(unicodedata.normalize("NFKC", scope)))


def names_document(scope: str, document: Document) -> bool:
    """Whether a scope names a document by its number, or by a title that is not too short."""
    text, title = _folded(scope), _folded(document.title)
    return document.id.casefold() in text or (len(title) >= _SHORTEST_TITLE and title in text)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


class TooMuchAtOnce:
    """Three small batches are one large one.

    Counts what the partner holds today with what was approved for it and what is asked for now;
    of a technology's documents or of its pages, whichever share is larger.
    """

    code: ClassVar[str] = TOO_MUCH
    english: ClassVar[str] = "No partner holds more of a technology than the firm's limit."
    korean: ClassVar[str] = "한 거래처가 보유하는 기술의 비율은 정해진 한도를 넘지 않아야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds technologies of which the partner would hold too large a share."""
        threshold = int(state.facts.settings.get(threshold_name(self.code), DEFAULT_SHARE))
        asked = {document.technology for document, _, _ in released(proposal.items, state)}
        approved = [
            item
            for release in state.facts.releases.values()
            if release.partner == proposal.partner
            and release.state == "approved"
            and dates.parse(release.until) > now  # else nobody can seal it any more
            for item in release.items
        ]
        plus = (*approved, *proposal.items)
        english, korean = [], []
        for found in exposures(state, now, proposal.partner, plus=plus, sealed=True):
            if found.technology not in asked or found.share * 100 <= threshold:
                continue
            name = state.facts.technologies[found.technology].name
            share = math.floor(found.share * 100)
            english.append(
                f"{share} % of {name} ({found.documents} of {found.all_documents} documents, "
                f"{found.pages} of {found.all_pages} pages)"
            )
            korean.append(
                f"{name} {share}% (문서 {found.documents}/{found.all_documents}건, "
                f"{found.pages}/{found.all_pages}쪽)"
            )
        if not english:
            return None
        return Finding(
            self.code,
            f"With this release the partner would hold {'; '.join(english)}; "
            f"the limit is {threshold} %.",
            "Release less (--document ID:1,3-5), or have earlier copies returned first.",
            f"이번 반출로 거래처의 보유 비율이 한도({threshold}%)를 넘습니다: {'; '.join(korean)}.",
        )


def threshold_name(code: str) -> str:
    """Under which name the firm's settings keep a policy's threshold."""
    return f"threshold:{code}"


class DatePassed:
    """Who keeps what should have come back gets nothing more."""

    code: ClassVar[str] = "date-passed"
    english: ClassVar[str] = "Earlier copies whose time is over were returned or destroyed."
    korean: ClassVar[str] = "기한이 지난 이전 사본은 반환되었거나 폐기되어 있어야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds copies in the partner's hands past their dates."""
        late: dict[str, str] = {}
        for holding in holdings(state, now, partner=proposal.partner):
            ends = [end for end in (holding.until, holding.return_by) if end]
            passed = [end for end in ends if dates.parse(end) < now]
            other = holding.release != proposal.release or not proposal.release
            if holding.held and holding.state != "void" and other and passed:
                late[holding.copy] = min(passed, key=dates.parse)[:10]
        if not late:
            return None
        copies = ", ".join(f"{copy} ({day})" for copy, day in late.items())
        return Finding(
            self.code,
            f"The partner still holds copies whose time is over: {copies}.",
            "Ask for them (`cocoon release letter COPY --kind return`), then enter what came "
            "back: `cocoon release returned COPY`.",
            f"기한이 지난 사본이 아직 반환·폐기되지 않았습니다: {copies}.",
        )
