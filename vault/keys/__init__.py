"""Keys decide, not buttons: a role is which secrets are sealed to a person.

Comes in: passphrases, recovery keys, wrap files. Goes out: an `Identity` (a person's private
keys) and a `KeyRing` (the vault's secrets that this person can open). Thin skins over
`cryptography`; no primitive is written here.
"""
