"""Kinds of entries in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.language import QT_TRANSLATE_NOOP
from ui.views.trace_start import verdict_words

KINDS: dict[str, str] = {
    "agreement.added": QT_TRANSLATE_NOOP("Entries", "Agreement entered"),
    "agreement.staffed": QT_TRANSLATE_NOOP("Entries", "Agreement's staff changed"),
    "agreement.ended": QT_TRANSLATE_NOOP("Entries", "Agreement ended"),
    "demand.added": QT_TRANSLATE_NOOP("Entries", "Demand registered"),
    "demand.followed": QT_TRANSLATE_NOOP("Entries", "Demand followed up"),
    "demand.closed": QT_TRANSLATE_NOOP("Entries", "Demand closed"),
    "disclosure.recorded": QT_TRANSLATE_NOOP("Entries", "Earlier disclosure recorded"),
    "copy.issued": QT_TRANSLATE_NOOP("Entries", "Copy sealed"),
    "copy.delivered": QT_TRANSLATE_NOOP("Entries", "Copy delivered"),
    "copy.acknowledged": QT_TRANSLATE_NOOP("Entries", "Copy acknowledged"),
    "copy.returned": QT_TRANSLATE_NOOP("Entries", "Copy returned or destroyed"),
    "copy.recalled": QT_TRANSLATE_NOOP("Entries", "Copy recalled"),
    "copy.voided": QT_TRANSLATE_NOOP("Entries", "Copy declared void"),
    "copies.collected": QT_TRANSLATE_NOOP("Entries", "Packs collected"),
    "technology.created": QT_TRANSLATE_NOOP("Entries", "Technology made"),
    "document.added": QT_TRANSLATE_NOOP("Entries", "Document added"),
    "document.exported": QT_TRANSLATE_NOOP("Entries", "Original exported"),
    "dossier.exported": QT_TRANSLATE_NOOP("Entries", "Dossier exported"),
    "incident.opened": QT_TRANSLATE_NOOP("Entries", "Incident opened"),
    "incident.stated": QT_TRANSLATE_NOOP("Entries", "Incident's facts stated"),
    "incident.noted": QT_TRANSLATE_NOOP("Entries", "Incident noted on"),
    "incident.closed": QT_TRANSLATE_NOOP("Entries", "Incident closed"),
    "investment.added": QT_TRANSLATE_NOOP("Entries", "Investment entered"),
    "investment.imported": QT_TRANSLATE_NOOP("Entries", "Investments imported"),
    "investment.struck": QT_TRANSLATE_NOOP("Entries", "Investment struck"),
    "loss.stated": QT_TRANSLATE_NOOP("Entries", "Figures of loss stated"),
    "leak.lodged": QT_TRANSLATE_NOOP("Entries", "Leak preserved"),
    "leak.read": QT_TRANSLATE_NOOP("Entries", "Leak read"),
    "leak.judged": QT_TRANSLATE_NOOP("Entries", "Verdict on a leak"),
    "letter.written": QT_TRANSLATE_NOOP("Entries", "Letter written"),
    "letter.delivered": QT_TRANSLATE_NOOP("Entries", "Letter delivered"),
    "address.stated": QT_TRANSLATE_NOOP("Entries", "Address stated"),
    "partner.added": QT_TRANSLATE_NOOP("Entries", "Partner added"),
    "partner.limited": QT_TRANSLATE_NOOP("Entries", "Partner limited"),
    "contact.added": QT_TRANSLATE_NOOP("Entries", "Contact added"),
    "contact.removed": QT_TRANSLATE_NOOP("Entries", "Contact removed"),
    "vault.created": QT_TRANSLATE_NOOP("Entries", "Vault made"),
    "vault.restored": QT_TRANSLATE_NOOP("Entries", "Vault restored from a backup"),
    "member.added": QT_TRANSLATE_NOOP("Entries", "Member added"),
    "member.roles": QT_TRANSLATE_NOOP("Entries", "Member's roles changed"),
    "member.removed": QT_TRANSLATE_NOOP("Entries", "Member removed"),
    "member.granted": QT_TRANSLATE_NOOP("Entries", "Technology granted"),
    "member.revoked": QT_TRANSLATE_NOOP("Entries", "Technology revoked"),
    "member.passphrase": QT_TRANSLATE_NOOP("Entries", "Passphrase changed"),
    "member.recovered": QT_TRANSLATE_NOOP("Entries", "Recovered with the recovery key"),
    "recovery.drilled": QT_TRANSLATE_NOOP("Entries", "Recovery drilled"),
    "delegation.begun": QT_TRANSLATE_NOOP("Entries", "Delegation begun"),
    "delegation.ended": QT_TRANSLATE_NOOP("Entries", "Delegation ended"),
    "policy.set": QT_TRANSLATE_NOOP("Entries", "Policy set"),
    "release.requested": QT_TRANSLATE_NOOP("Entries", "Release requested"),
    "release.approved": QT_TRANSLATE_NOOP("Entries", "Release approved"),
    "release.rejected": QT_TRANSLATE_NOOP("Entries", "Release rejected"),
    "release.withdrawn": QT_TRANSLATE_NOOP("Entries", "Release withdrawn"),
    "timestamp.added": QT_TRANSLATE_NOOP("Entries", "Timestamp kept"),
    "clock.corrected": QT_TRANSLATE_NOOP("Entries", "Clock corrected"),
    "authority.set": QT_TRANSLATE_NOOP("Entries", "Timestamp authority set"),
    "backup.created": QT_TRANSLATE_NOOP("Entries", "Backup made"),
    "backup.scheduled": QT_TRANSLATE_NOOP("Entries", "Backups scheduled"),
    "pack.readback": QT_TRANSLATE_NOOP("Entries", "Pack read back"),
}
AREAS: dict[str, str] = {
    "release": QT_TRANSLATE_NOOP("Entries", "Releases and copies"),
    "document": QT_TRANSLATE_NOOP("Entries", "Documents"),
    "partner": QT_TRANSLATE_NOOP("Entries", "Partners"),
    "leak": QT_TRANSLATE_NOOP("Entries", "Leaks and incidents"),
    "member": QT_TRANSLATE_NOOP("Entries", "Members and keys"),
    "vault": QT_TRANSLATE_NOOP("Entries", "Vault, time and backups"),
}
"""Groups of kinds, by what they are about."""
_GROUPS = {
    "copy": "release", "copies": "release", "technology": "document", "investment": "document",
    "loss": "document", "agreement": "partner", "demand": "partner", "disclosure": "partner",
    "letter": "partner", "contact": "partner", "incident": "leak", "dossier": "leak",
    "delegation": "member", "recovery": "member", "policy": "vault", "timestamp": "vault",
    "authority": "vault", "clock": "vault", "backup": "vault", "pack": "vault",
}  # fmt: skip


def kind_word(kind: str) -> str:
    """A kind of entry in the language in force."""
    return QCoreApplication.translate("Entries", KINDS.get(kind, kind))


def about_word(entry: Any) -> str:
    """What an entry is about; a verdict in the language in force."""
    about = str(entry.about)
    if entry.kind != "leak.judged":
        return about
    before, dot, verdict = about.rpartition(" · ")
    return f"{before}{dot}{verdict_words().get(verdict, verdict)}"


def area_word(area: str) -> str:
    """A group of kinds in the language in force."""
    return QCoreApplication.translate("Entries", AREAS[area])


def area_of(kind: str) -> str:
    """The group of a kind."""
    first = kind.partition(".")[0]
    return _GROUPS.get(first, first)
