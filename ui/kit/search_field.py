"""A field that finds while a person types."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme

PAUSE_MS = 120


class SearchField(QLineEdit):
    """`searched(text)` follows the typing after a short pause; Escape empties, Down and Enter go on to the results."""

    searched = Signal(str)
    wants_results = Signal()

    def __init__(self, placeholder: str = "", *, pause_ms: int = PAUSE_MS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder or tr("Search"))
        self.setAccessibleName(placeholder or tr("Search"))
        icon = theme.current().icon("search", 14, "text3")
        self._action = self.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(False)
        self._said = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._wait)
        theme.changed.connect(self._restyle)
        self.installEventFilter(self)

    def _restyle(self) -> None:
        self._action.setIcon(theme.current().icon("search", 14, "text3"))

    def _wait(self, text: str) -> None:
        if self._pause.interval() and text:
            self._pause.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Escape from closing what the field lies in while there is something to empty."""
        keep = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.text()
        if keep and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            self.wants_results.emit()
        else:
            super().keyPressEvent(event)
