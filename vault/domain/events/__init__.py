"""What may happen in a vault: one body type per event kind.

A body is the set of fields that the ledger encrypts and commits to, one by one. Names and
meanings are stable: a field may be added with a default, never renamed.
"""

from vault.domain.events.addresses import AddressStated
from vault.domain.events.agreements import AgreementAdded, AgreementEnded, AgreementStaffed
from vault.domain.events.body import (
    KINDS,
    Body,
)
from vault.domain.events.clocks import ClockCorrected
from vault.domain.events.demands import DemandAdded, DemandClosed, DemandFollowed
from vault.domain.events.disclosures import (
    CopyAcknowledged,
    CopyDelivered,
    CopyRecalled,
    CopyReturned,
    DisclosureRecorded,
    DisclosureStruck,
)
from vault.domain.events.documents import (
    DocumentAdded,
    DocumentExported,
    TechnologyCreated,
)
from vault.domain.events.dossiers import DossierExported
from vault.domain.events.incidents import (
    IncidentClosed,
    IncidentNoted,
    IncidentOpened,
    IncidentStated,
)
from vault.domain.events.investments import (
    InvestmentAdded,
    InvestmentsImported,
    InvestmentStruck,
    LossInputsStated,
)
from vault.domain.events.leaks import (
    LeakJudged,
    LeakLodged,
    LeakRead,
)
from vault.domain.events.letters import (
    LetterDelivered,
    LetterWritten,
)
from vault.domain.events.partners import (
    ContactAdded,
    ContactRemoved,
    PartnerAdded,
)
from vault.domain.events.people import (
    DelegationBegun,
    DelegationEnded,
    MemberAdded,
    MemberGranted,
    MemberPassphrase,
    MemberRecovered,
    MemberRemoved,
    MemberRevoked,
    MemberRoles,
    RecoveryDrilled,
    VaultCreated,
)
from vault.domain.events.policies import PartnerLimited, PolicySet
from vault.domain.events.releases import (
    CopiesCollected,
    CopyIssued,
    CopyVoided,
    ReleaseApproved,
    ReleaseRejected,
    ReleaseRequested,
    ReleaseWithdrawn,
)
from vault.domain.events.timestamps import AuthoritySet, TimestampAdded
from vault.domain.events.upkeep import (
    BackupCreated,
    BackupScheduled,
    PackReadBack,
    VaultRestored,
)

__all__ = [
    "KINDS",
    "AddressStated",
    "AgreementAdded",
    "AgreementEnded",
    "AgreementStaffed",
    "AuthoritySet",
    "BackupCreated",
    "BackupScheduled",
    "Body",
    "ClockCorrected",
    "ContactAdded",
    "ContactRemoved",
    "CopiesCollected",
    "CopyAcknowledged",
    "CopyDelivered",
    "CopyIssued",
    "CopyRecalled",
    "CopyReturned",
    "CopyVoided",
    "DelegationBegun",
    "DelegationEnded",
    "DemandAdded",
    "DemandClosed",
    "DemandFollowed",
    "DisclosureRecorded",
    "DisclosureStruck",
    "DocumentAdded",
    "DocumentExported",
    "DossierExported",
    "IncidentClosed",
    "IncidentNoted",
    "IncidentOpened",
    "IncidentStated",
    "InvestmentAdded",
    "InvestmentStruck",
    "InvestmentsImported",
    "LeakJudged",
    "LeakLodged",
    "LeakRead",
    "LetterDelivered",
    "LetterWritten",
    "LossInputsStated",
    "MemberAdded",
    "MemberGranted",
    "MemberPassphrase",
    "MemberRecovered",
    "MemberRemoved",
    "MemberRevoked",
    "MemberRoles",
    "PackReadBack",
    "PartnerAdded",
    "PartnerLimited",
    "PolicySet",
    "RecoveryDrilled",
    "ReleaseApproved",
    "ReleaseRejected",
    "ReleaseRequested",
    "ReleaseWithdrawn",
    "TechnologyCreated",
    "TimestampAdded",
    "VaultCreated",
    "VaultRestored",
]
