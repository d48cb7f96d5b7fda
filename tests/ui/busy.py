"""A vault with something in every list, so that a walk through the window can press everything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.fakes.firm import ENGINEER, OWNER, passphrase
from vault.app.leak import incidents, leaks
from vault.app.library import investments
from vault.app.partnership import agreements, demands, disclosures
from vault.app.release import collecting, copies, releases, sealing
from vault.app.session import Session, unlock

TECHNOLOGY, RECIPE = "Reflow oven", "Flux recipe"
WORDS = "everything about the flux, for business needs"
PURPOSE = "quotation for the third line"
NOTE = "seen on a desk at the trade fair"


def fill(vault: Path, folder: Path) -> None:
    """Enter one of each into a firm's vault; the recipe is a text, so that no page is marked."""
    boss = unlock(vault, OWNER, passphrase(OWNER))
    facts = boss.state.facts
    partner = next(iter(facts.partners))
    recipe = next(d.id for d in facts.documents.values() if d.title == RECIPE)
    day = datetime.now(UTC).date()
    agreements.add(boss, partner, kind="nda", signed=day.isoformat(), staff=["Oh Recipient"])
    demands.add(
        boss, partner, received=day.isoformat(), channel="phone", words=WORDS, relation="yes"
    )
    disclosures.record(boss, disclosures.Earlier(partner, recipe, sent=day.isoformat(), note=NOTE))
    investments.add(
        boss, TECHNOLOGY, day.isoformat(), "hours", hours="120", amount="100", currency="KRW"
    )
    engineer = unlock(vault, ENGINEER, passphrase(ENGINEER))
    for wanted in ("sealed", "requested"):
        release = _asked(engineer, recipe)
        if wanted == "sealed":
            boss.refresh()
            codes = [w.code for w in boss.state.facts.releases[release].warnings if w.accept]
            releases.approve(boss, release, codes)
            sealing.seal(boss, release)
            engineer.refresh()
            (collected,) = collecting.collect(engineer, release, folder / "packs")
            copies.deliver(engineer, collected.copy.id, channel="courier")
    boss.refresh()
    leaked = folder / "leaked.txt"
    leaked.write_text("flux ratio 7:3\n" * 40, encoding="utf-8")
    leak = leaks.lodge(boss, [leaked], found_by="a visitor", where=NOTE)
    incidents.open_incident(boss, leak.id, partner=partner)


def _asked(engineer: Session, document: str) -> str:
    engineer.refresh()
    until = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
    contact = next(iter(engineer.state.facts.contacts))
    asked = releases.Request(
        contacts=[contact], documents=[document], purpose=PURPOSE, until=until,
        allow_untraceable=True,
    )  # fmt: skip
    return releases.request(engineer, asked).id
