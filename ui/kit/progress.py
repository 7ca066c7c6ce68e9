"""How far a job has come, with a way to stop it, for the status bar."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from b2bdesk.i18n import tr
from ui.kit.buttons import link
from ui.kit.text import Label

BAR_WIDTH: Final = 120
BAR_HEIGHT: Final = 4


class Progress(QWidget):
    """A name, a bar of 120 by 4, "31 of 54" and Cancel."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = Label("", "small", "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(BAR_WIDTH, BAR_HEIGHT)
        self._count = Label("", "small", "text2")
        self._cancel = link(tr("Cancel"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._name, self._bar, self._count, self._cancel):
            row.addWidget(part)
        self._cancel.clicked.connect(self.cancelled)
        self.hide()

    def tell(self, name: str, done: int, whole: int) -> None:
        """Show how far it is; a whole of 0 means nobody knows."""
        self._name.setText(name)
        self._bar.setRange(0, whole)
        self._bar.setValue(done)
        self._count.setText(tr("{done} of {whole}", done=done, whole=whole) if whole else "")
        self._bar.setAccessibleName(f"{name} {self._count.text()}".strip())
        self.show()

    def finish(self) -> None:
        """Go away."""
        self.hide()
