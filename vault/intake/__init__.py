"""Files from outside: what they are, and reading them without trusting them.

Comes in: paths a person or a watched folder names. Goes out: bytes with a detected kind, and
plain values that a sandboxed worker read from them. A file from outside is never parsed in the
program's own process; at worst it costs a worker and becomes a `HostileInputError`.
"""
