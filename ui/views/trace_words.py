"""What a finding says, in sentences that claim what is proven and nothing more."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication


def headline(found: Any) -> tuple[str, str, str]:
    """The verdict, how strong it is, and what it does not say."""
    translate = QCoreApplication.translate
    if found.verdict == "no-evidence":
        return (
            translate("Finding", "No evidence: nothing could be read from this leak."),
            translate(
                "Finding",
                "That does not show that it did not come from an issued copy. The leak stays "
                "preserved; a larger, sharper or additional piece may be enough.",
            ),
            "",
        )
    if found.verdict == "inconclusive":
        if not found.copies_tested:
            return (
                translate(
                    "Finding", "The page was recognised, but no copy of it was ever issued here."
                ),
                translate("Finding", "What leaked did not leave as a copy from this vault."),
                "",
            )
        return (
            translate("Finding", "Something could be read, but not enough to name a copy."),
            translate("Finding", "This accuses nobody and clears nobody."),
            translate(
                "Finding", "A larger, sharper or additional piece of the leak may be enough."
            ),
        )
    first = found.candidates[0]
    if len(found.candidates) == 1:
        issued = ", ".join(part for part in (first.person, first.partner) if part)
        sentence = translate(
            "Finding", "The leak carries the marks of copy {copy}, issued to {recipient}."
        ).format(copy=first.copy, recipient=issued)
    else:
        sentence = translate(
            "Finding", "The leak carries the marks of {n} copies: {copies}."
        ).format(n=len(found.candidates), copies=", ".join(each.copy for each in found.candidates))
    grade = (
        translate("Finding", "Strong evidence")
        if first.strong
        else translate("Finding", "Moderate evidence")
    )
    strength = translate(
        "Finding",
        "{grade}: were none of the {n} copies compared involved, a fit this good would come about "
        "in at most one in {odds} cases.",
    ).format(grade=grade, n=found.copies_tested, odds=first.one_in)
    return (
        sentence,
        strength,
        translate("Finding", "It names the copy, not the person who leaked it."),
    )


def limits(found: Any) -> list[str]:
    """What a reader must keep in mind."""
    translate = QCoreApplication.translate
    said = []
    if found.mixture == "splice":
        said.append(
            translate(
                "Finding",
                "Different parts of the leak name different copies: it was put together from "
                "several, each with its own figure.",
            )
        )
    elif found.mixture == "collusion":
        said.append(
            translate(
                "Finding",
                "The same part of the leak names several copies: their contents were mixed.",
            )
        )
    if found.verdict == "match":
        if not found.candidates[0].strong:
            said.append(
                translate(
                    "Finding",
                    "The evidence is enough to name the copy but not strong: look for more of "
                    "the leak.",
                )
            )
        said.append(
            translate(
                "Finding",
                "The figure assumes that whoever made the leak held neither this copy's key nor "
                "earlier results of tracing it.",
            )
        )
    if found.not_searched:
        said.append(
            translate(
                "Finding", "Not everything was searched: {names} could not be opened."
            ).format(names=", ".join(found.not_searched))
        )
    if found.recalled:
        said.append(
            translate(
                "Finding",
                "This is what the ledger keeps of the last trace. The pictures are made anew "
                "when it is traced again.",
            )
        )
    return said


def state_word(state: str) -> str:
    """What became of a copy."""
    translate = QCoreApplication.translate
    return {
        "void": translate("Finding", "void"),
        "collected": translate("Finding", "collected"),
        "sealed": translate("Finding", "never collected"),
        "readback": translate("Finding", "read back from a pack"),
    }.get(state, state)


def method_word(method: str) -> str:
    """How a page was read."""
    translate = QCoreApplication.translate
    return {
        "vector": translate("Finding", "exact word positions"),
        "picture": translate("Finding", "picture"),
    }.get(method, translate("Finding", "nothing"))
