"""What a person can do, one package per area; the command and the window are skins on it.

`people` · `library` (documents and what they cost) · `partnership` (partners, demands, agreements,
holdings) · `release` · `leak` (tracing and incidents) · `proof` (timestamps, dossiers,
verification) · `maintenance` (backups) · `screens` (plain rows to show). What all of them stand on
lies here: the session, the safe, the sandboxed workshop.

Comes in: plain values from `vault.cli` and `ui`. Goes out: events appended to the ledger and
plain values that say what changed. Importing this package is quick: whatever needs OpenCV,
ReportLab or pikepdf is imported by the sandboxed worker, or when it is first needed.
"""
