"""A pack's facts as the tests of papers use them."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone

from vault.papers.facts import Item, Override, PackFacts, Party, Untraceable

SEOUL = timezone(timedelta(hours=9))
ISSUED = datetime(2026, 11, 22, 14, 30, 7, tzinfo=SEOUL)


def item(name: str, content: bytes, title: str = "가열판 공정사양서") -> Item:
    return Item(
        name=name,
        document="D-8WQ2M4NA",
        title=title,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        number="DC-PS-041",
        revision="C",
        pages="3–5, 9 (4 of 14)",
        source_sha256=hashlib.sha256(b"original").hexdigest(),
        why="온도 조건 확인",
    )


def facts(*items: Item) -> PackFacts:
    return PackFacts(
        vault="V-TEST",
        release="R-7K3M9QXT",
        copy="R-7K3M9QXT-2",
        number="TR-2026-0042",
        issued=ISSUED,
        sender=Party("다온세라믹스(주)", "이정민", "연구소장", "jm.lee@daon.example"),
        recipient=Party("누리테크(주)", "박서연", "책임", "sy.park@nuri.example"),
        purpose="양산 설비 공동 검토",
        items=items,
        until=datetime(2027, 1, 31, 23, 59, 59, tzinfo=SEOUL),
        return_by=datetime(2027, 2, 14, 23, 59, 59, tzinfo=SEOUL),
        demand="D-QX3M88KA",
        agreement="NDA-2026-11",
        classification="대외비",
        delivery="암호화된 전자우편",
        approved_by=("김도현",),
        overrides=(
            Override(
                "demand-incomplete",
                "요구서에 대가가 없습니다",
                "The demand does not state a price",
                "released under pressure",
                "김도현",
                ISSUED,
            ),
        ),
        untraceable=(Untraceable("drawing.pdf", "4–5", "김도현"),),
        solo=True,
        password=True,
    )
