"""What the installed program does before anything else: become a reader if it was started as one.

PyInstaller runs this file ahead of its own preparations, among which Qt's would load a part of Qt.
A reader (`vault.intake.inside`) must give up its rights before anything heavy is loaded.
"""

import os

from vault.intake.inside import serve_if_asked

serve_if_asked()

# The program's own libraries were found by this; what it starts of the system's (a folder's
# window, a browser) must find the system's.
for name in ("LD_LIBRARY_PATH", "LIBPATH"):
    before = os.environ.pop(f"{name}_ORIG", None)
    if before is not None:
        os.environ[name] = before
    else:
        os.environ.pop(name, None)
