"""What the palette offers, as data: rows under headings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from b2bdesk.terms import N_

BEST: Final = N_("Best match")
DO: Final = N_("Do")
GO: Final = N_("Go to")
ITEMS: Final = N_("Items")
GAPS: Final = N_("Gaps")
TEXT: Final = N_("Found in text")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: an icon, a title, a quiet word behind it, something at the right, what Enter and Shift+Enter run."""

    title: str
    run: Callable[[], object]
    icon: str = ""
    ink: str = "text2"
    detail: str = ""
    right: str = ""
    keys: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading; `count` is how many there are in all."""

    name: str
    entries: tuple[Entry, ...]
    count: int = 0
