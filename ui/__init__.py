"""The window: PySide6 widgets over `vault.app`.

`bridge` is the only way between threads and Qt; `desk` holds the unlocked vault and tells the
views what changed; `actions` lists everything a person can start; `theme` is how it looks;
`models` and `widgets` are parts; `views` are the places in the window.
"""
