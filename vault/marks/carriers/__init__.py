"""Carriers: one way each to hide symbols in one kind of file.

`plan(original)` lists slots, `write(original, plan, symbols)` makes a copy, `read(leak, original,
plan)` returns soft symbols. A plan is made once per revision and kept for as long as copies of
it may turn up.
"""
