"""What tens of thousands of rows are built with: light dataclasses, and a collector that waits.

`@row(frozen=True, slots=True)` is a frozen dataclass to the type checker, which sees to it that nobody changes one.
Python is not asked to: it would build them five times as slowly.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

__all__ = ["growing", "row"]

if TYPE_CHECKING:
    from dataclasses import dataclass as row
else:
    from dataclasses import dataclass

    def row(*, frozen, slots):
        """Make a dataclass that compares and hashes as a frozen one does."""
        return dataclass(unsafe_hash=frozen, slots=slots)


@contextmanager
def growing() -> Iterator[None]:
    """Spare the collector from going through a hundred thousand new rows again and again: a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
