"""How hard tests try: with all their examples where the slow tests run, with a quarter of them otherwise."""

import os
import sys
from typing import Final

MARK: Final = "B2BDESK_SLOW_TESTS"  # what worker processes inherit
IN_CI: Final = os.environ.get("CI", "").lower() in {"1", "true"}
if "--slow" in sys.argv:
    os.environ[MARK] = "1"
THOROUGH: Final = IN_CI or MARK in os.environ


def examples(n: int) -> int:
    """Return how many of `n` examples are tried here, never fewer than three."""
    return n if THOROUGH else max(n // 4, 3)
