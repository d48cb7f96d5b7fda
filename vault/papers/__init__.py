"""What leaves the vault on paper or as a file: packs, manifests, transmittals, reports.

In come plain values (`facts`), prepared by `vault.app` from the ledger's state. Out go bytes
that are the same whenever the same facts go in: nothing here reads a clock, a random source,
the ledger or a key store. Fonts and templates come from the shipped `resources` folder.
"""
