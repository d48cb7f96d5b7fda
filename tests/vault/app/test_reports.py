"""What a trace report says of the release that a named copy came from."""

from __future__ import annotations

from tests.vault.domain import world as w
from vault.app.leak.reports import _set_aside
from vault.domain import events as ev
from vault.domain.values import Override


def test_the_report_says_which_policies_gave_way_and_why() -> None:
    world = w.noon()
    override = Override(
        "no-demand", "A release answers a demand.", "요구가 있어야 합니다.", "{why}"
    )
    world.do(w.APPROVER, ev.ReleaseApproved(w.ASKED, overrides=(override,)))
    world.do(w.APPROVER, w.issued(w.ASKED, at=2))
    copies = [f"{w.ASKED}-1", f"{w.ASKED}-1", f"{w.SEALED}-1", "R-0000000Z-1"]
    (english,) = _set_aside(world.state, copies, "en")
    assert w.ASKED in english and "A release answers a demand." in english and "{why}" in english
    (korean,) = _set_aside(world.state, copies, "ko")
    assert w.ASKED in korean and "요구가 있어야 합니다." in korean
