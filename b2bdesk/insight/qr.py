"""How large a QR code must be printed (D11): lengths in millimetres, content in bytes."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from b2bdesk.terms import N_

MEDIUM: Final = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
HIGH: Final = (7, 14, 24, 34, 44, 58, 64, 84, 98, 119, 137, 155, 177, 194, 220, 250, 280, 310, 338, 382)
"""Bytes that versions 1-20 hold at error correction level M, and at level H under a logo."""

QUIET: Final = 8
"""Modules of quiet zone, four on each side."""

SCENE_LIMIT: Final = 64
PERMANENT_LIMIT: Final = 100_000
TEMPORARY_SECONDS: Final = 2_592_000
"""WeChat: length of a scene text, number of permanent codes, longest life of a temporary one (30 days)."""

SCENE_LENGTH: Final = N_("A WeChat code's parameter has 1 to 64 characters, this one has {n}")


@dataclass(frozen=True, slots=True)
class QrSize:
    """A printed code: version 1-20, modules a side, and millimetres of symbol, one module, and all with its rim."""

    version: int
    modules: int
    symbol_mm: Fraction
    module_mm: Fraction
    total_mm: Fraction


def qr_version(size: int, logo: bool = False) -> int | None:
    """Return the smallest version that holds so many bytes, None if it takes more than version 20."""
    return next((v for v, room in enumerate(HIGH if logo else MEDIUM, 1) if size <= room), None)


def qr_size(size: int, distance_mm: int = 300, logo: bool = False) -> QrSize | None:
    """Return how large to print so many bytes to be read from a distance: max(20, distance/10, 0.4 x modules)."""
    version = qr_version(size, logo)
    if version is None:
        return None
    modules = 17 + 4 * version
    symbol = max(Fraction(20), Fraction(distance_mm, 10), Fraction(2 * modules, 5))
    return QrSize(version, modules, symbol, symbol / modules, symbol * (modules + QUIET) / modules)


def scene_issue(scene: str) -> str | None:
    """Return the marked sentence about a WeChat parameter of the wrong length, None if it is well."""
    return None if 1 <= len(scene) <= SCENE_LIMIT else SCENE_LENGTH
