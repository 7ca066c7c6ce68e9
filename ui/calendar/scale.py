"""From days to places and back."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import Final

ZOOMS: Final = (1.8, 2.7, 4.0, 5.5, 8.0, 12.0, 18.0, 26.0, 40.0)
"""Pixels a day."""
SCALES: Final = {"quarter": 2.7, "month": 5.5, "week": 26.0}
DEFAULT: Final = SCALES["month"]


@dataclass(frozen=True, slots=True)
class Scale:
    """Days along a line: `first` lies at 0, each day is `per_day` wide."""

    first: date
    per_day: float = DEFAULT

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return (day - self.first).days * self.per_day

    def day(self, x: float) -> date:
        """Return the day at a place."""
        return self.first + timedelta(days=floor(x / self.per_day))

    def days(self, width: float) -> int:
        """Return how many days a width is, rounded."""
        return round(width / self.per_day)


def zoomed(per_day: float, step: int) -> float:
    """Return the next larger (step 1) or smaller (-1) zoom; at the ends the same."""
    at = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - per_day))
    return ZOOMS[min(max(at + step, 0), len(ZOOMS) - 1)]
