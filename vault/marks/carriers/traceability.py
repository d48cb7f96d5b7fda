"""Traceability: what a page is worth to tracing, in one plain word and one plain reason.

Slots of text outlive paper and camera; slots of texture outlive screens and re-saving, but do
not count on them after a printer. So only text makes a page ``good``, texture makes it
``limited``, and with too little of both it is ``none`` and blocks sealing until somebody who may
accepts it.

The limits: a letter is a slot, and one that is read is worth 0.2 decimal digits, so the 60 letters
of 15 words name one of hundreds of copies; 60 text slots are a page's least; 100 leave room for a
crop. Texture of a cell is weaker; 60 cells
are its least. A picture file has nothing but texture, made for it and much stronger on its own
ground than on a page's: 200 cells of a photograph outlive a camera before a screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Grade = Literal["good", "limited", "none"]

GOOD_TEXT = 100
LEAST_TEXT = 60
LEAST_TEXTURE = 60
GOOD_PICTURE = 200
FEW_WORDS = 200
"""Below this many text slots a page is given texture as well."""

_REASONS = {
    "text": (
        "Enough words: prints, photos, screenshots and crops of this page can be traced.",
        "글자가 충분합니다. 이 쪽의 인쇄물, 사진, 화면 캡처, 일부분까지 추적할 수 있습니다.",
    ),
    "little-text": (
        "Few words: only a leak of the whole page, in good quality, can be traced.",
        "글자가 적습니다. 쪽 전체가 좋은 화질로 유출된 경우에만 추적할 수 있습니다.",
    ),
    "texture": (
        "Hardly any words: the page carries faint texture, which survives screenshots and "
        "re-saving but not printing.",
        "글자가 거의 없습니다. 옅은 무늬를 넣었으며, 화면 캡처와 다시 저장에는 남지만 인쇄하면 "
        "사라집니다.",
    ),
    "picture": (
        "The picture carries texture: copies of the file, screenshots and photos of a screen can "
        "be traced.",
        "그림에 무늬를 넣었습니다. 파일 사본, 화면 캡처, 화면을 찍은 사진을 추적할 수 있습니다.",
    ),
    "small-picture": (
        "The picture is small or mostly flat: only a leak of all of it in good quality can be "
        "traced.",
        "그림이 작거나 대부분 단색입니다. 전체가 좋은 화질로 유출된 경우에만 추적할 수 있습니다.",
    ),
    "bitonal": (
        "The page is a scan in pure black and white, which can carry no mark.",
        "흑백 두 값으로 스캔한 쪽이라 표식을 넣을 수 없습니다.",
    ),
    "empty": (
        "There is nothing on it that could carry a mark.",
        "표식을 넣을 수 있는 내용이 없습니다.",
    ),
    "unmarkable": (
        "The way it is stored leaves nothing that could carry a mark.",
        "저장 방식 때문에 표식을 넣을 수 없습니다.",
    ),
}


@dataclass(frozen=True, slots=True)
class Traceability:
    """A grade and why.

    Attributes:
        grade: ``good``; ``limited`` (screens, or only all of it); ``none``.
        slots: slots of all carriers together.
        code: stable name of the reason.
    """

    grade: Grade
    slots: int
    code: str

    def reason(self, language: Literal["en", "ko"] = "en") -> str:
        """Return the reason in one sentence."""
        return sentence(self.code, language)


def sentence(code: str, language: Literal["en", "ko"] = "en") -> str:
    """Return the sentence behind a code; a code of another version stands for itself."""
    found = _REASONS.get(code)
    return found[0 if language == "en" else 1] if found else code


def of_page(
    text: int, page_texture: int = 0, pictures: int = 0, hindrances: Iterable[str] = ()
) -> Traceability:
    """Grade a page of a PDF.

    Args:
        text: its text slots, those in forms included.
        page_texture: slots of `pdf_page`.
        pictures: slots of `pdf_picture` on it.
        hindrances: why pictures on it carry nothing (``bitonal`` …), see
            `pdf_picture.PdfPicturePlan.skipped`.
    """
    texture = page_texture + pictures
    slots = text + texture
    if text >= GOOD_TEXT:
        return Traceability("good", slots, "text")
    if texture >= LEAST_TEXTURE:
        return Traceability("limited", slots, "texture")
    if text >= LEAST_TEXT:
        return Traceability("limited", slots, "little-text")
    found = set(hindrances) - {"flat", "tiny"}
    if "bitonal" in found:
        return Traceability("none", slots, "bitonal")
    return Traceability("none", slots, "unmarkable" if found else "empty")


def of_picture_file(slots: int, hindrances: Iterable[str] = ()) -> Traceability:
    """Grade a picture file.

    Args:
        slots: of `picture_file`.
        hindrances: notes of its plan.
    """
    if slots >= GOOD_PICTURE:
        return Traceability("good", slots, "picture")
    if slots >= LEAST_TEXTURE:
        return Traceability("limited", slots, "small-picture")
    found = set(hindrances)
    if "bitonal" in found:
        return Traceability("none", slots, "bitonal")
    return Traceability("none", slots, "unmarkable" if found - {"flat"} else "empty")
