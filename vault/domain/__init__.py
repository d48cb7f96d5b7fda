"""Values and rules: what a vault knows, and who may change it. No I/O.

`values` are the things people talk about; `events` are what may happen to them; `state` folds
events into values and refuses what its author was not allowed to do; `policies` judge a
release before it is asked for, approved and sealed; `dates` read what people type.
"""
