"""The restore points of the open plan, in the inspector."""

from functools import partial
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from ui import filework
from ui.desk import Desk
from ui.history.model import moment
from ui.kit.buttons import Button
from ui.kit.scroll import ScrollPage
from ui.kit.text import hairline, Label

if TYPE_CHECKING:
    from b2bdesk.workspace import Backup

REASONS: Final = {
    "manual": N_("made by hand"),
    "open": N_("on opening"),
    "daily": N_("of the day"),
    "before-import": N_("before an import"),
    "before-restore": N_("before a restore"),
    "before-migration": N_("before an update"),
}


class PointsPane(ScrollPage):
    """Each restore point with its time, why it was made, and the way back to it."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=16, spacing=8)
        self._desk = desk
        self.page.setObjectName("page")
        self.setWindowTitle(tr("Restore points"))
        words = tr("Going back to one keeps the present state as a restore point of its own.")
        self.body.addWidget(Label(words, "small", "text2", wrap=True, parent=self.page))
        points = filework.restore_points(desk.open_workspace)
        for point in points:
            self.body.addWidget(hairline(parent=self.page))
            self.body.addLayout(self._row(point))
        if not points:
            self.body.addWidget(Label(tr("There is none yet."), "small", "text3", parent=self.page))

    def _row(self, point: "Backup") -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        at = moment(point.at)
        words.addWidget(Label(f"{i18n.day(at.date())}  {at:%H:%M}", "body", weight=500, parent=self.page))
        size = QLocale().formattedDataSize(point.size)
        reason = tr(REASONS.get(point.reason, N_("kept")))
        words.addWidget(Label(f"{reason}, {size}", "small", "text3", parent=self.page))
        button = Button(tr("Restore"), small=True, parent=self.page)
        button.setAccessibleName(f"{tr('Restore')} {at:%Y-%m-%d %H:%M}")
        button.setEnabled(not self._desk.read_only)
        button.clicked.connect(partial(self._choose, point.id))
        row.addLayout(words, 1)
        row.addWidget(button)
        return row

    def _choose(self, backup_id: str, _checked: bool = False) -> None:
        self.chosen.emit(backup_id)
