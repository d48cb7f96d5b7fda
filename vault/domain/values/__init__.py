"""The things a vault knows: frozen values, made only by the fold of the ledger.

Identifiers: member ``M-``, technology ``T-``, document ``D-``, partner ``P-``, contact ``C-``,
release ``R-``, leak ``L-``, demand ``Q-``, agreement ``A-``, earlier disclosure ``H-``, letter
``W-``, investment ``E-``, incident ``I-``, dossier ``X-``, each followed by eight Crockford base32
characters; a copy is ``<release>-<number>``; a revision is ``<document>@<number>``. Times are
RFC 3339 in UTC.
"""

from vault.domain.values.addresses import Address
from vault.domain.values.agreements import Agreement
from vault.domain.values.base import Pointer, Value
from vault.domain.values.demands import ITEMS, RELATIONS, Demand, FollowUp
from vault.domain.values.disclosures import Disclosure, Step
from vault.domain.values.documents import CLASSES, Document, PageTrace, Revision, Technology
from vault.domain.values.dossiers import Dossier
from vault.domain.values.evidence import Evidence
from vault.domain.values.incidents import Incident, Note
from vault.domain.values.investments import (
    INVESTMENT_KINDS,
    Investment,
    InvestmentRow,
    LossInputs,
)
from vault.domain.values.leaks import Judgement, Leak, LeakFile
from vault.domain.values.letters import Letter
from vault.domain.values.partners import Contact, Partner
from vault.domain.values.people import RECOVERY, ROLES, Delegation, Epoch, Member, PublicKeys
from vault.domain.values.policies import Overridden, Override
from vault.domain.values.releases import Copy, CopyFile, Item, Release, Warned
from vault.domain.values.timestamps import Timestamp
from vault.domain.values.upkeep import Backup, ClockCorrection, Gap, ReadBack

__all__ = [
    "CLASSES",
    "INVESTMENT_KINDS",
    "ITEMS",
    "RECOVERY",
    "RELATIONS",
    "ROLES",
    "Address",
    "Agreement",
    "Backup",
    "ClockCorrection",
    "Contact",
    "Copy",
    "CopyFile",
    "Delegation",
    "Demand",
    "Disclosure",
    "Document",
    "Dossier",
    "Epoch",
    "Evidence",
    "FollowUp",
    "Gap",
    "Incident",
    "Investment",
    "InvestmentRow",
    "Item",
    "Judgement",
    "Leak",
    "LeakFile",
    "Letter",
    "LossInputs",
    "Member",
    "Note",
    "Overridden",
    "Override",
    "PageTrace",
    "Partner",
    "Pointer",
    "PublicKeys",
    "ReadBack",
    "Release",
    "Revision",
    "Step",
    "Technology",
    "Timestamp",
    "Value",
    "Warned",
]
