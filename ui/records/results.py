"""The room of results: a list of what was counted, and below it what that comes to by channel."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from ui.actions import Act
from ui.kit.buttons import Button
from ui.records.listings import Listing
from ui.records.record_list import RecordList
from ui.records.results_foot import ResultsFoot
from ui.records.results_paste import BringResults, read_file
from ui.records.rooms import ListRoom
from ui.records.sources import Sources

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

PASTE = Act("results_paste", N_("Paste a table of results"), "clipboard-paste", ("Ctrl+V",), "writable", run="paste")
FILE = Act("results_file", N_("Results from a file…"), "file-up", (), "writable", run="from_file")
RECKONED = frozenset({"result", "placement", "channel", "company_profile", "workspace"})
"""The tables that the foot is reckoned from."""


class ResultList(RecordList):
    """The list with its foot."""

    def __init__(self, sources: Sources, listing: Listing, parent: QWidget | None = None) -> None:
        self.foot = ResultsFoot(sources.desk)
        super().__init__(sources, listing, parent)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.foot)
        self.foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # the list has what is left

    def refresh(self) -> None:
        super().refresh()
        self.foot.refresh()

    def apply(self, changes: "Changes") -> None:
        super().apply(changes)
        if RECKONED & changes.tables.keys():
            self.foot.refresh()


class ResultsRoom(ListRoom):
    """What came of the plan: typed, pasted, or read from a file."""

    key = "results"

    def make_list(self, listing: Listing) -> RecordList:
        return ResultList(self.sources, listing)

    def more_ways(self) -> Iterable[QWidget]:
        paste = Button(tr("Paste a table"), "quiet", icon="clipboard-paste")
        paste.clicked.connect(self.paste)
        read = Button(tr("From a file…"), "quiet", icon="file-up")
        read.clicked.connect(self.from_file)
        for button in (paste, read):
            button.setEnabled(not self.desk.read_only)
        self._paste = paste
        return (paste, read)

    def paste(self, _checked: bool = False) -> None:
        """Show what a table in the clipboard would bring, ready to be taken over."""
        if not self.desk.read_only:
            text = QGuiApplication.clipboard().text()
            self._offer(text if "\t" in text or "," in text else "").open_below(self._anchor())

    def _anchor(self) -> QWidget:
        return self._paste if self._paste.isVisible() else self

    def _offer(self, text: str = "") -> BringResults:
        bring = self.bringing = BringResults(self.desk, self, text)
        bring.brought.connect(self.message)
        return bring

    def from_file(self, _checked: bool = False) -> None:
        """Ask for a workbook or a CSV file and show what it would bring."""
        title, kinds = tr("A table of results"), tr("Tables") + " (*.xlsx *.csv *.tsv *.txt)"
        name, _ = QFileDialog.getOpenFileName(self.window(), title, "", kinds)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Show what a file would bring."""
        self.desk.run(read_file, path=path, done=self._read)

    def _read(self, cells: Any) -> None:
        if isValid(self):
            bring = self._offer()
            bring.show_cells(cells)
            bring.open_below(self._anchor())

    def actions(self) -> Iterable[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        return [*super().actions(), (PASTE, self.paste), (FILE, self.from_file)]
