"""The wording of an incident's chronology, in English and Korean.

Templates only: what is said follows from the ledger (see `vault.app.leak.incident_file`). A copy
is named, never a person.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "lodged": "Leak {leak} lodged and hashed",
        "found": "found by {text}",
        "place": "at {text}",
        "time": "when: {text}",
        "read": "Read, before any copy was scored",
        "inconclusive": "Examined: inconclusive; no copy is named",
        "no-evidence": "Examined: no-evidence; no copy is named",
        "match": "Examined: the leak carries the marks of {named}; this names copies, not persons",
        "named": "{copy} (at most {odds})",
        "opened": "Incident opened",
        "stated": "Stated",
        "partner": "partner {text}",
        "third_party": "third party {text}",
        "known": "known since {text}",
        "began": "the act began {text}",
        "deal_ended": "deal ended {text}",
        "closed": "Closed: {text}",
        "letter": "Letter {letter} written ({kind}, {language})",
        "letter_delivered": "Letter {letter} ({kind}) delivered by {channel}",
        "sealed": "Copy {copy} sealed for {contact}, {firm}",
        "step": "Copy {copy} {step}",
        "by": " by {channel}",
    },
    "ko": {
        "lodged": "유출물 {leak} 접수, 해시 기록",
        "found": "발견자 {text}",
        "place": "장소 {text}",
        "time": "시점 {text}",
        "read": "판독(사본과 대조하기 전)",
        "inconclusive": "검사: 판정 불가, 특정된 사본 없음",
        "no-evidence": "검사: 증거 없음, 특정된 사본 없음",
        "match": "검사: 유출물에 {named}의 표식이 있음. 사본을 가리킬 뿐 사람을 가리키지 않음",
        "named": "{copy}(우연일 확률 {odds} 이하)",
        "opened": "사건 개시",
        "stated": "사실 기재",
        "partner": "거래처 {text}",
        "third_party": "제3자 {text}",
        "known": "안 날 {text}",
        "began": "행위 시작 {text}",
        "deal_ended": "거래 종료 {text}",
        "closed": "종결: {text}",
        "letter": "서신 {letter} 작성 ({kind}, {language})",
        "letter_delivered": "서신 {letter} ({kind}) 송달: {channel}",
        "sealed": "사본 {copy} 봉인, 수령자 {contact}, {firm}",
        "step": "사본 {copy} {step}",
        "by": " ({channel})",
    },
}
"""Language → what is said of each step."""

STEPS: Mapping[str, str] = {
    "delivered": "전달",
    "acknowledged": "수령 확인",
    "returned": "반환",
    "destroyed": "폐기",
    "recalled": "회수 요구",
}
"""What happened to a copy, in Korean; in English the ledger's own word is said."""

LETTERS: Mapping[str, str] = {
    "delete": "삭제·반환 요구",
    "notice": "제3자 통지",
    "preservation": "증거보전 신청",
}
"""Kinds of letters about an incident, in Korean."""
