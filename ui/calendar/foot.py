"""The line below the calendar: what is in sight, what does not fit, how much has no date."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from b2bdesk.i18n import tr, trn
from b2bdesk.insight.capacity import Conflict
from ui.calendar.words import conflict_words
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.text import ElidedLabel

HEIGHT = 30
MOST = 40


class Foot(QWidget):
    """Facts at the left, conflicts and the tray's switch at the right."""

    conflict_chosen = Signal(object)
    """(Conflict)"""
    tray_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conflicts: tuple[Conflict, ...] = ()
        self.facts = ElidedLabel("", "small", "text2", parent=self)
        self.warning = Button("", "quiet", icon="triangle-alert", small=True, menu=True, parent=self)
        self.tray = Button("", "quiet", icon="calendar-clock", small=True, parent=self)
        self.tray.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 8, 2)
        row.setSpacing(6)
        row.addWidget(self.facts, 1)
        row.addWidget(self.warning)
        row.addWidget(self.tray)
        self.setFixedHeight(HEIGHT)
        self.warning.clicked.connect(self.open_conflicts)
        self.tray.clicked.connect(self._toggle)

    def show_facts(self, text: str) -> None:
        """Say what is in sight."""
        self.facts.setText(text)

    def show_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        """Say how much does not fit."""
        self.conflicts = conflicts
        self.warning.setVisible(bool(conflicts))
        self.warning.set_text(trn("{n} conflict", "{n} conflicts", len(conflicts)))

    def show_tray(self, n: int, *, shown: bool) -> None:
        """Say how much has no date."""
        self.tray.set_text(tr("Without a date · {n}", n=n))
        self.tray.setChecked(shown)

    def open_conflicts(self, _checked: bool = False) -> None:
        """List what does not fit; choosing one goes there."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for conflict in self.conflicts[:MOST]:
            act = menu.addAction(conflict_words(conflict).replace("&", "&&"))
            act.triggered.connect(partial(self._choose, conflict))
        rest = len(self.conflicts) - MOST
        if rest > 0:
            menu.addAction(trn("and {n} more", "and {n} more", rest)).setEnabled(False)
        menu.popup(self.warning.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _choose(self, conflict: Conflict, _checked: bool = False) -> None:
        self.conflict_chosen.emit(conflict)

    def _toggle(self, _checked: bool = False) -> None:
        self.tray_toggled.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), theme.current()
        p.fillRect(self.rect(), look.color("surface"))
        p.fillRect(0, 0, self.width(), 1, look.color("line"))
