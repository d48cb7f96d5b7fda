"""PDF documents as templates: read once, written many times.

In comes an original; out goes a `Prepared` document, and from it, as often as wanted, the
finished bytes of a copy. Nothing here knows what a symbol means; `vault.marks.carriers`
decides which bytes of a content stream may change.
"""
