"""What the sheet says while it has no row or no column, and what to do then."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize

from b2bdesk.i18n import tr
from ui.kit.empty_state import EmptyState
from ui.sheet.layout import FOOT, HEAD

if TYPE_CHECKING:
    from ui.sheet.view import SheetView


class Emptiness:
    """The words over one sheet."""

    def __init__(self, view: "SheetView") -> None:
        self.view = view
        self.shown: EmptyState | None = None

    def show(self) -> None:
        """Say what to do where there is no row or no column."""
        if self.shown is not None:
            self.shown.hide()
            self.shown.deleteLater()
        self.shown = self._made()
        if self.shown is not None:
            self.shown.setParent(self.view.viewport())
            self.place()
            self.shown.show()

    def _made(self) -> EmptyState | None:
        view, sheet = self.view, self.view.model.sheet
        found: EmptyState | None = None
        if not sheet.pieces and not sheet.ids:
            text = tr("The sheet has a row for each piece of content. Add pieces first, then place them here.")
            found = EmptyState("library", tr("No content yet"), text, tr("Add a piece"), framed=False)
            found.stepped.connect(partial(view.verb.emit, "new_piece"))
        elif not sheet.ids:
            text = tr("No piece has these words or fits these filters.")
            found = EmptyState("search", tr("Nothing found"), text, tr("Show all pieces"), step_icon="x")
            found.stepped.connect(view.tools_.show_all)
        elif not sheet.columns:
            text = tr("No channel is used or recommended yet.")
            found = EmptyState("columns-3", tr("No columns yet"), text, tr("All channels"), step_icon="columns-3")
            found.stepped.connect(self._show_every)
        return found

    def _show_every(self) -> None:
        self.view.tools_.every.setChecked(True)
        self.view.ask_anew()

    def place(self) -> None:
        """Stand in the middle of the cells."""
        if self.shown is not None:
            size = self.shown.sizeHint().expandedTo(QSize(380, 200))
            rect = QRect(QPoint(), size)
            rect.moveCenter(self.view.viewport().rect().adjusted(0, HEAD, 0, -FOOT).center())
            self.shown.setGeometry(rect)
