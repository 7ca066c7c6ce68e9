"""The QR code of an address, for a card; what makes it is loaded when one is drawn."""

from functools import cache
from typing import Final

QUIET: Final = 4
"""Modules of light around a code."""


@cache
def code_rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a code with its quiet zone, row by row; none for an address too long for any code."""
    import segno

    try:
        made = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        return ()
    return tuple(tuple(bool(dark) for dark in row) for row in made.matrix_iter(border=QUIET))
