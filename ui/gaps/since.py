"""What has changed since a snapshot: which one is compared with, what is new, what is solved."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from b2bdesk.commands import snapshots
from b2bdesk.i18n import tr
from b2bdesk.insight.decisions import Key, key
from b2bdesk.insight.findings_diff import compare, Diff, Picture
from b2bdesk.queries import findings as queries
from ui.desk import Desk
from ui.gaps.bars import NamePopover
from ui.gaps.model import Name, name_of
from ui.gaps.work import SMALL, Worker
from ui.summary import Summary

Compared = tuple[Summary, Diff | None, int, dict[Key, Name]]


class Since(QObject):
    """Compares the plan with one of its snapshots, the last unless a person picks another."""

    renewed = Signal()
    message = Signal(str)

    def __init__(self, desk: Desk, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._worker = desk, worker
        self._summary: Summary | None = None
        self._wanted = 0
        self._pictures: dict[int, Picture | None] = {}
        self.taken: Sequence[queries.Taken] = ()
        self.chosen = 0
        self.diff: Diff | None = None
        self.new: frozenset[Name] = frozenset()
        worker.landed.connect(self._land)

    def renew(self, summary: Summary | None) -> None:
        """Compare anew: the plan, or its snapshots, have changed."""
        self._summary = summary
        if summary is None or self._desk.ws is None:
            return
        self.taken = self._desk.read(queries.snapshots)
        known = [taken.id for taken in self.taken]
        chosen = self._wanted if self._wanted in known else next(iter(known), 0)
        if not chosen:
            self._take(summary, None, 0, {})
            return
        small = summary.pieces + summary.placements <= SMALL
        self._worker.ask("diff", partial(compared, self._desk, summary, chosen, self._pictures), small=small)

    def compare_with(self, snapshot: int) -> None:
        """Tell what has changed since this snapshot."""
        self._wanted = snapshot
        self.renew(self._summary)

    def ask_name(self, below: QWidget, _checked: bool = False) -> None:
        """Ask what a new snapshot is called, and keep it."""
        popover = NamePopover(below)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.named.connect(self.take)
        popover.open_below(below)
        popover.line.setFocus()

    def take(self, label: str) -> None:
        """Keep how the plan stands today."""
        self._desk.run(snapshots.take, today=self._desk.today(), label=label, done=self._on_taken)

    def remove(self, snapshot: int) -> None:
        """Keep a snapshot no longer."""
        self._desk.run(snapshots.remove, id=snapshot)

    def _on_taken(self, snapshot: int) -> None:
        self._wanted = snapshot
        self.message.emit(tr("The snapshot is kept. Later changes are told against it."))

    def _land(self, name: str, result: Any) -> None:
        if name == "diff":
            self._take(*result)

    def _take(self, summary: Summary, diff: Diff | None, chosen: int, names: dict[Key, Name]) -> None:
        if summary is not self._summary:
            return
        self.diff, self.chosen = diff, chosen
        self.new = frozenset(names[one] for one in diff.new) if diff is not None else frozenset()
        self.renewed.emit()


def compared(desk: Desk, summary: Summary, chosen: int, known: dict[int, Picture | None]) -> Compared:
    """Return what has changed since a snapshot, and the names of what is found now."""
    if chosen not in known:  # a snapshot never changes, so that it is read but once
        known[chosen] = desk.read(partial(queries.picture, snapshot_id=chosen))
    before = known[chosen]
    found = [said.finding for said in summary.findings]
    decided = [said.finding for said in summary.decided]
    diff = compare(summary.plan, found, before, decided) if before is not None else None
    return summary, diff, chosen, {key(finding, summary.plan): name_of(finding) for finding in found}
