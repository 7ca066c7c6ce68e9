"""The field at the bottom of the inspector: type a code or a title, Enter places it."""

from collections.abc import Callable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.kbd import Kbd

HEIGHT = 32


class AddField(QWidget):
    """Offers pieces while typing; keeps the focus so that the next can be typed."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.complete: Callable[[str], list[tuple[str, str]]] = _nothing
        self._codes: dict[str, str] = {}
        self._model = QStringListModel(self)
        self.line = _Line(self)
        self.line.setPlaceholderText(tr("Add by code or title"))
        self.line.setAccessibleName(tr("Add by code or title"))
        self.line.setProperty("bare", True)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = completer.popup()
        if popup is not None:
            popup.setProperty("kind", "popup")
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._suggest)
        self.line.returnPressed.connect(self._enter)
        completer.activated.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(16 + 28, 10, 16 + 8, 10)
        row.addWidget(self.line, 1)
        row.addWidget(Kbd("N", self))
        self.setFixedHeight(HEIGHT + 20)

    def _suggest(self, text: str) -> None:
        if text.strip():
            self._codes = {f"{code}  {title}": code for code, title in self.complete(text.strip())}
            self._model.setStringList(list(self._codes))

    def _enter(self) -> None:
        text = self.line.text().strip()
        if text:
            self.line.clear()
            self.entered.emit(self._codes.get(text, text))

    def _choose(self, text: str) -> None:
        self.line.clear()
        self.entered.emit(self._codes.get(text, text))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(0, 0, self.width(), 1, look.color("hairline"))
        focused = self.line.hasFocus()
        p.setPen(QPen(look.color("focus" if focused else "control"), 2 if focused else 1))
        p.setBrush(look.color("surface"))
        p.drawRoundedRect(self.rect().adjusted(16, 10, -16, -10).toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        p.drawPixmap(24, 10 + 9, look.pixmap("plus", 14, "text3", self.devicePixelRatioF()))


class _Line(QLineEdit):
    """Escape gives the typing up first."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


def _nothing(_text: str) -> list[tuple[str, str]]:
    return []
