"""The context menu of the sheet: all that can be done with the block, with its keys."""

from functools import partial
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from ui.sheet.paint_heads import LETTERS

if TYPE_CHECKING:
    from ui.sheet.view import SheetView

ENTRIES: Final = (
    ("tick", N_("Tick or untick"), "Space"),
    ("open", N_("Open"), "Return"),
    ("", "", ""),
    ("cut", N_("Cut"), "Ctrl+X"),
    ("copy", N_("Copy"), "Ctrl+C"),
    ("paste", N_("Paste"), "Ctrl+V"),
    ("", "", ""),
    ("fill_down", N_("Fill down"), "Ctrl+D"),
    ("fill_right", N_("Fill to the right"), "Ctrl+R"),
    ("", "", ""),
    ("remove", N_("Remove from the map"), "Del"),
)
READS: Final = frozenset({"copy", "open"})


class SheetMenu(QMenu):
    """Made anew each time it is asked for."""

    def __init__(self, view: "SheetView") -> None:
        super().__init__(view)
        self._view = view
        self.aboutToHide.connect(self.deleteLater)
        for verb, text, keys in ENTRIES:
            if not verb:
                self.addSeparator()
                continue
            self._add(self, verb, tr(text), keys)
            if verb == "open":
                self._add_statuses()

    def open_at(self, place: QPoint) -> None:
        """Show at a place of the screen."""
        self.popup(place)

    def _add_statuses(self) -> None:
        statuses = self.addMenu(tr("Status"))
        statuses.setEnabled(not self._view.read_only)
        for at, (status, letter) in enumerate(LETTERS, 1):
            self._add(statuses, f"status_{at}", self._view.acts.say.status(status), letter)

    def _add(self, menu: QMenu, verb: str, text: str, keys: str) -> None:
        action = menu.addAction(text)
        action.setObjectName(verb)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(verb in READS or not self._view.read_only)
        action.triggered.connect(partial(self._do, verb))

    def _do(self, verb: str, _checked: bool = False) -> None:
        self._view.do(verb)
