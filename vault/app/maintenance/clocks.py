"""Clocks that ran ahead: seen, and declared.

Whose machine was set to a wrong time leaves entries in the future. Nobody else is held up by that
(`vault.ledger.times`), but who wrote them cannot write on once the clock is right, because nobody
may make an entry look older than one of theirs before. So they say what happened, in the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence

from vault.app.people.members import find_member
from vault.app.session import Session
from vault.domain import events as ev
from vault.domain import names
from vault.domain.values import ClockCorrection
from vault.errors import CocoonError
from vault.ledger.times import ahead


def correct(session: Session, reason: str, of: Sequence[str] = ()) -> ClockCorrection:
    """Declare that entries were made by a clock that ran ahead, and that this machine's is right.

    Args:
        session: in whose name.
        reason: what happened.
        of: names or ids of the members whose clocks it were; the person's own when empty.

    Raises:
        CocoonError: ``clock-not-ahead``: no entry of theirs lies in the future.
        RefusedError: somebody else's clock, and not an owner; ``clock-behind``.
    """
    session.refresh()
    text = names.clean_text(reason, "reason", 300)
    authors = tuple(dict.fromkeys(find_member(session.state, name).id for name in of))
    authors = authors or (session.author,)
    early = ahead(session.state.facts.times, session.clock())
    for author in authors:
        if author not in early:
            name = session.state.facts.members[author].name
            raise CocoonError(
                "clock-not-ahead",
                f"No entry of {name} is dated later than now.",
                "Nothing to do. If this machine's clock is ahead, set it.",
            )
    session.append(lambda state: ev.ClockCorrected(authors, text))
    return session.state.facts.corrections[-1]
