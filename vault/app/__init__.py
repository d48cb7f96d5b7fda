"""What a person can do, one module per area; the command and the window are skins on it.

Comes in: plain values from `vault.cli` and `ui`. Goes out: events appended to the ledger and
plain values that say what changed. Importing this package is quick: whatever needs OpenCV,
ReportLab or pikepdf is imported by the sandboxed worker, or when it is first needed.
"""
