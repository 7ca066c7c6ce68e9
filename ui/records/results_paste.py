"""A table of results on its way in: pasted or read from a file, looked at line by line, then brought in at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget
from shiboken6 import isValid

from b2bdesk.commands import results
from b2bdesk.errors import UserError
from b2bdesk.exchange import results_table
from b2bdesk.exchange.results_table import Cells, Looked
from b2bdesk.i18n import tr, trn
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.popover import Popover
from ui.kit.text import Label

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace

MOST_TOLD: Final = 6


class BringResults(Popover):
    """A box for the table, what it would bring, and the button that brings it; Escape leaves all as it was."""

    brought = Signal(str)
    """What to say once it is done."""

    def __init__(self, desk: Desk, parent: QWidget, text: str = "") -> None:
        super().__init__(parent, width=520)
        self._desk = desk
        self.looked: Looked | None = None
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(150)
        self.box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.box.setPlaceholderText(
            tr("From, To, Channel, Visits, Leads … and a line for each result, as copied from Excel")
        )
        self.box.setAccessibleName(tr("A table of results"))
        self.says = Label("", "small", "text2", wrap=True)
        self.button = Button(tr("Bring in"), "primary")
        self.button.clicked.connect(self.bring)
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(self.says, 1)
        row.addWidget(self.button)
        self.body.addWidget(self.box)
        self.body.addLayout(row)
        self.setFocusProxy(self.box)
        self.box.textChanged.connect(self._typed)
        self.box.setPlainText(text)
        if not text:
            self._typed()

    def show_cells(self, cells: Cells) -> None:
        """Look at the cells of a file; the box has nothing to type then."""
        self.box.hide()
        self._look(lambda: cells)

    def _typed(self) -> None:
        text = self.box.toPlainText()
        if text.strip():
            self._look(lambda: results_table.cells_of_text(text))
        else:
            self.looked = None
            self._show(tr("The first line names the columns. Results that are there already are replaced."))

    def _look(self, cells: Callable[[], Cells]) -> None:
        try:
            found = cells()
            self.looked = self._desk.read(lambda session: results_table.look(session, found))
            self._show(_told(self.looked))
        except UserError as error:
            self.looked = None
            self._show(error.sentence(), wrong=True)

    def _show(self, text: str, *, wrong: bool = False) -> None:
        ready = self.looked is not None and not self.looked.wrong
        self.says.setText(text)
        self.says.set_tone("gapText" if wrong or (self.looked is not None and self.looked.wrong) else "text2")
        self.button.setEnabled(ready)
        n = len(self.looked.rows) if self.looked is not None and ready else 0
        self.button.set_text(trn("Bring in {n} result", "Bring in {n} results", n) if n else tr("Bring in"))
        self.adjustSize()

    def bring(self) -> None:
        """Bring everything in, in one step."""
        if self.looked is None or self.looked.wrong:
            return
        self._desk.run(results.bring, rows=self.looked.rows, done=self._done, failed=self._refused)

    def _done(self, came: tuple[int, int]) -> None:
        if isValid(self):
            new, replaced = came
            self.brought.emit(tr("{n} results came in, {other} were replaced.", n=new, other=replaced))
            self.close()

    def _refused(self, error: UserError) -> None:
        if isValid(self):
            self.looked = None
            self._show(error.sentence(), wrong=True)


def _told(looked: Looked) -> str:
    if looked.wrong:
        lines = [wrong.sentence() for wrong in looked.wrong[:MOST_TOLD]]
        more = len(looked.wrong) - len(lines)
        lines += [trn("and {n} more line", "and {n} more lines", more)] if more > 0 else []
        return "\n".join([tr("Nothing is brought in until these lines are mended:"), *lines])
    return tr("{n} new, {other} replace what is there.", n=looked.new, other=looked.known)


def read_file(_ws: "Workspace", *, path: Path) -> Any:
    """Read a file where it does not make the window wait."""
    return results_table.cells_of_file(path)
