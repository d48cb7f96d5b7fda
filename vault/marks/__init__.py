"""The room where copies are marked.

In come the original, its plan and a copy's coins; out goes the copy's own file. Carriers know
formats, codes know keys, and neither knows the other: they exchange the values of `slots`.
"""
