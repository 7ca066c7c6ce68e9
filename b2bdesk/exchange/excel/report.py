"""What an export had to change, so that nothing is lost without a word."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from b2bdesk.exchange.excel.limits import CUT, FEEDS, LINKS, REMOVED, TEXT
from b2bdesk.i18n import tr
from b2bdesk.terms import N_

NO_LINK: Final = "no_link"
SENTENCES: Final = {
    CUT: N_("{sheet}!{cell}: the text was cut to the {n} characters that a cell can hold."),
    FEEDS: N_("{sheet}!{cell}: line ends beyond those that a cell can hold became spaces."),
    REMOVED: N_("{sheet}!{cell}: characters that Excel refuses were left out."),
    NO_LINK: N_("{sheet}: cells from {cell} on bear no links, as a sheet can hold {links}."),
}
MORE: Final = N_("{n} more cells were changed like this.")
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done to one cell."""

    kind: str
    sheet: str
    cell: str

    def sentence(self) -> str:
        """Say it in the language now spoken."""
        return tr(SENTENCES[self.kind], sheet=self.sheet, cell=self.cell, n=f"{TEXT:,}", links=f"{LINKS:,}")


@dataclass(slots=True)
class Report:
    """All changes of one export, and how many rows each sheet has."""

    changes: list[Change] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, sheet: str, cell: str) -> None:
        """Note one change."""
        self.changes.append(Change(kind, sheet, cell))

    def sentences(self) -> list[str]:
        """Say the first changes, and how many more there are."""
        said = [change.sentence() for change in self.changes[:SHOWN]]
        more = len(self.changes) - len(said)
        return [*said, tr(MORE, n=more)] if more else said
