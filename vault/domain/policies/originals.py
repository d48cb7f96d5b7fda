"""Policies about the files themselves: what their copies will be worth."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from vault.domain.policies.judged import LEVELS, WARN, Finding, Proposal
from vault.domain.policies.pages import LIMITED, describe_pages, released, untraceable_parts
from vault.domain.state import State


class UntraceablePages:
    """Nothing that cannot be traced leaves by accident."""

    code: ClassVar[str] = "untraceable"
    english: ClassVar[str] = "What leaves can be traced to its copy."
    korean: ClassVar[str] = "반출하는 자료는 어느 사본인지 추적할 수 있어야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Stops unless asked for; then the approver must accept it."""
        found = untraceable_parts(proposal.items, state)
        if not found:
            return None
        parts = "; ".join(found)
        return Finding(
            self.code,
            f"A leaked copy could not be traced: {parts}.",
            "Leave it out, or ask with --allow-untraceable and have the approver accept it.",
            f"유출되어도 어느 사본인지 추적할 수 없는 부분이 있습니다: {parts}.",
            stops=not proposal.allow_untraceable,
            accept=True,
        )


class LimitedTrace:
    """Says which pages can be traced from files and screens but not from paper."""

    code: ClassVar[str] = "limited-trace"
    english: ClassVar[str] = "Printed copies of what leaves can be traced, too."
    korean: ClassVar[str] = "반출하는 자료는 인쇄본으로도 추적할 수 있어야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds pages with little to mark."""
        found = []
        for document, revision, pages in released(proposal.items, state):
            grades = {trace.page: trace.grade for trace in revision.trace}
            limited = [page for page in pages if grades.get(page) == LIMITED]
            if limited:
                found.append(f"{document.title} (page {describe_pages(limited)})")
        if not found:
            return None
        parts = "; ".join(found)
        return Finding(
            self.code,
            f"Some pages have little text; a printed copy may not be traceable: {parts}.",
            "See `cocoon document traceability`.",
            f"글자가 적어 인쇄본은 추적하지 못할 수 있는 쪽이 있습니다: {parts}.",
        )


class OldRevision:
    """Says when a newer revision exists."""

    code: ClassVar[str] = "old-revision"
    english: ClassVar[str] = "What leaves is the newest revision."
    korean: ClassVar[str] = "반출하는 자료는 최신 개정본이어야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds older revisions."""
        old = [
            (document.title, revision.n, len(document.revisions))
            for document, revision, _ in released(proposal.items, state)
            if revision.n != len(document.revisions)
        ]
        if not old:
            return None
        english = "; ".join(f"{title} (revision {n} of {last})" for title, n, last in old)
        korean = "; ".join(f"{title} (개정 {n}, 최신 {last})" for title, n, last in old)
        return Finding(
            self.code,
            f"A newer revision exists: {english}.",
            "Ask for the newest unless the older is meant.",
            f"더 새로운 개정본이 있습니다: {korean}.",
        )


class BrokenSignature:
    """Says when marking will break a digital signature in the original."""

    code: ClassVar[str] = "signed-original"
    english: ClassVar[str] = "Digital signatures in what leaves still verify."
    korean: ClassVar[str] = "반출하는 자료의 전자서명은 사본에서도 유효해야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds signed originals."""
        signed = [
            document.title
            for document, revision, _ in released(proposal.items, state)
            if "signed" in revision.warnings
        ]
        if not signed:
            return None
        titles = "; ".join(signed)
        return Finding(
            self.code,
            f"Digitally signed originals; the copies' signatures will not verify: {titles}.",
            "Tell the recipient to verify against the original's hash in the manifest.",
            f"원본에 전자서명이 있으나 사본에서는 그 서명이 확인되지 않습니다: {titles}.",
        )
