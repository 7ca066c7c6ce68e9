"""What the parts of a room share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ui.desk import Desk
from ui.records.conclusions import Conclusions
from ui.records.lookups import Lookups


@dataclass(frozen=True, slots=True)
class Sources:
    """The desk, what is looked up, what is concluded, and which day it is."""

    desk: Desk
    lookups: Lookups
    conclusions: Conclusions
    today: Callable[[], date]
