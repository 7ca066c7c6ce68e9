"""The window. Whatever of it is imported, Qt comes in first by the one way that keeps Python's own import.

Nearly all that a start makes stays for good, and looking through it again and again for garbage takes a fifth of the
time; so the collector looks seldom.
"""

import gc

gc.set_threshold(50_000)

from ui.kit import qt_import  # noqa: E402

__all__ = ["qt_import"]
