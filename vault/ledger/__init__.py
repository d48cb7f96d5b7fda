"""The one log of everything that happened, and what can be proved about it.

Drafts of events come in, signed and encrypted entries go to the store, opened events come out to
a *fold* that the domain owns. This room knows keys and meanings only through two small protocols
(`vault.ledger.fold`); it never decides who may do what.
"""

from __future__ import annotations
