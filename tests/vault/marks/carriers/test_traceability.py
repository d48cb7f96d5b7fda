"""A grade promises what can be held: paper only for text, screens for texture."""

from __future__ import annotations

import pytest

from vault.marks.carriers import traceability


@pytest.mark.parametrize(
    ("slots", "grade", "code"),
    [
        ((1200, 0, 0), "good", "text"),
        ((100, 0, 0), "good", "text"),
        ((99, 500, 0), "limited", "texture"),
        ((0, 0, 60), "limited", "texture"),
        ((70, 0, 0), "limited", "little-text"),
        ((59, 59, 0), "none", "empty"),
        ((0, 0, 0), "none", "empty"),
    ],
)
def test_pages_are_graded_by_their_strongest_carrier(slots, grade, code):
    found = traceability.of_page(*slots)
    assert (found.grade, found.code, found.slots) == (grade, code, sum(slots))


def test_pages_that_cannot_be_marked_say_why():
    assert traceability.of_page(0, 0, 0, ["bitonal", "flat"]).code == "bitonal"
    assert traceability.of_page(0, 0, 0, ["rare-filter"]).code == "unmarkable"
    assert traceability.of_page(0, 0, 0, ["tiny", "flat"]).code == "empty"


def test_texture_never_makes_a_page_good():
    assert traceability.of_page(0, 10_000, 10_000).grade == "limited"
    assert "not printing" in traceability.of_page(0, 10_000).reason()


def test_picture_files_are_graded():
    assert traceability.of_picture_file(2000).grade == "good"
    assert traceability.of_picture_file(100).code == "small-picture"
    assert traceability.of_picture_file(0, ["bitonal"]).code == "bitonal"
    assert traceability.of_picture_file(0, ["animated"]).code == "unmarkable"
    assert traceability.of_picture_file(10, ["flat"]).code == "empty"


def test_every_reason_is_a_sentence_in_both_languages():
    for code in traceability._REASONS:
        found = traceability.Traceability("none", 0, code)
        assert found.reason().endswith(".")
        assert found.reason("ko").endswith(".")
