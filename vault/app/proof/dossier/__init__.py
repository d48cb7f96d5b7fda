"""Dossiers: evidence that others can check without the program, the firm or the vault.

Comes in: the id of a release, a leak or an incident. Goes out: a folder with the entries that
matter, opened field by field, their proofs, papers to read, and a verifier of one file
(``resources/verifier/verify.py``, whose docstring is the description of the format).

Order of writes: what will be opened is entered in the ledger first; then a checkpoint over that
entry is signed; only then does a folder appear outside, whole.
"""

from vault.app.proof.dossier.exporting import Exported, export

__all__ = ["Exported", "export"]
