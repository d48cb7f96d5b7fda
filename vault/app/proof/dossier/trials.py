"""Trials: the figures of a verdict again, from what the ledger keeps and the opened keys.

The verifier computes the same with other code; both must agree, or the dossier is refused there.
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vault.app.proof.dossier.choosing import Case
from vault.app.release import copykeys
from vault.app.session import Session
from vault.keys.wraps import TRACE
from vault.ledger.entry import Event

if TYPE_CHECKING:
    from vault.marks.codes import Coefficients


@dataclass(frozen=True, slots=True)
class OpenedKeys:
    """The keys of one copy that are shown: its own, and the biases of revisions that were read."""

    copy: copykeys.Committed
    biases: dict[str, copykeys.Committed]


def open_keys(session: Session, case: Case) -> dict[str, OpenedKeys]:
    """The keys of the accused copies, one by one.

    Raises:
        CocoonError: ``no-trace-key``.
    """
    facts = session.state.facts
    opened = {}
    read = {f"{document}@{n}" for document, n in case.revisions}
    for copy_id in case.accused:
        copy = facts.copies[copy_id]
        trace = session.secret(TRACE, copy.epoch)
        held = {f"{file.document}@{file.revision}" for file in copy.files}
        opened[copy_id] = OpenedKeys(
            copykeys.copy_key(trace, copy_id),
            {name: copykeys.bias_key(trace, name) for name in sorted(held & read)},
        )
    return opened


def keys_value(opened: dict[str, OpenedKeys]) -> dict[str, Any]:
    """The same as the dossier keeps it."""
    return {
        "copies": {
            copy: {
                "copy": _committed(keys.copy),
                "biases": {name: _committed(bias) for name, bias in keys.biases.items()},
            }
            for copy, keys in opened.items()
        }
    }


def _committed(key: copykeys.Committed) -> dict[str, str]:
    return {"key": b64encode(key.key).decode(), "salt": b64encode(key.salt).decode()}


def trials(
    session: Session, case: Case, events: Sequence[Event], opened: dict[str, OpenedKeys]
) -> Iterator[dict[str, Any]]:
    """What was computed about each copy that a verdict names."""
    by_seq = {event.seq: event for event in events}
    for event in events:
        if event.kind != "leak.judged" or event.fields["leak"] != case.leak:
            continue
        read = by_seq[event.fields["read_seq"]]
        for match in event.fields.get("matches", ()):
            if match["copy"] in opened:
                yield {
                    "copy": match["copy"],
                    "read": read.seq,
                    "judged": event.seq,
                    "n": event.fields["copies_tested"],
                    "h": event.fields["hypotheses"],
                    "log10_false_match": match["log10_false_match"],
                    **_computed(session, read, match["copy"], opened[match["copy"]]),
                }


def _computed(session: Session, read: Event, copy: str, keys: OpenedKeys) -> dict[str, Any]:
    from vault.marks import codes

    facts = session.state.facts
    symbols: list[list[str]] = []
    parts: list[list[Any]] = []
    for revision, rows in sorted(read.fields["revisions"].items()):
        if revision not in keys.biases:
            continue
        coefficients = codes.load(rows)
        document, _, n = revision.partition("@")
        known = facts.documents[document].revision(int(n))
        code = known.bias if known else codes.DEFAULT_BIAS_CODE
        groups = sorted(coefficients.groups)
        biases = codes.biases_of(keys.biases[revision].key, revision, groups, code)
        coins = codes.codeword(
            keys.copy.key,
            epoch=facts.copies[copy].epoch,
            copy=copy,
            revision=revision,
            groups=groups,
            biases=biases,
        )
        for group in groups:
            signs = "".join("+" if coin > 0 else "-" for coin in coins[group].tolist())
            symbols.append([revision, group.container, group.carrier, signs])
        parts += _parts(revision, coefficients, coins, biases)
    return {"symbols": symbols, "parts": parts}


def _parts(
    revision: str, coefficients: Coefficients, coins: Any, biases: Any
) -> Iterator[list[Any]]:
    from vault.marks import codes

    containers = sorted({group.container for group in coefficients.groups})
    for container in containers:
        part = coefficients.only(g for g in coefficients.groups if g.container == container)
        if part.read:
            score = math.fsum([codes.score(part, coins, biases)])
            yield [revision, container, part.read, round(score, 3)]
