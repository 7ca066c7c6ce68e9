"""Fields for text: one line, and as many lines as there are."""

from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QStyle, QStyleOptionFrame, QToolButton, QWidget
from shiboken6 import isValid

from ui.kit import theme
from ui.kit.fields.base import TypedField

PARAGRAPH: Final = "\u2029"
FEWEST_LINES: Final = 1
MOST_LINES: Final = 12


class LineField(TypedField):
    """One line, committed by Enter and by leaving."""

    def __init__(self, *, placeholder: str = "", max_length: int | None = None, parent: QWidget | None = None) -> None:
        line = ElidingLine()
        line.setPlaceholderText(placeholder)
        if max_length:
            line.setMaxLength(max_length)
        self.line = line
        super().__init__(line, parent)
        line.editingFinished.connect(self.commit)
        alert = theme.current().icon("octagon-alert", 14, "gap")
        self._alert = line.addAction(alert, QLineEdit.ActionPosition.LeadingPosition)
        self._alert.setVisible(False)
        theme.changed.connect(self._restyle)

    def set_error(self, text: str) -> None:
        super().set_error(text)
        self._alert.setVisible(bool(text))

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)

    def _restyle(self) -> None:
        self._alert.setIcon(theme.current().icon("octagon-alert", 14, "gap"))

    def _read(self) -> str:
        return self.line.text()

    def _write(self, text: str) -> None:
        if self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)


class ElidingLine(QLineEdit):
    """A line that shows its beginning and an ellipsis, as long as nobody edits it and its text goes on."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursorPosition(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() or not self.text():
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room = room.marginsRemoved(self.textMargins()).adjusted(2, 1, -2, -1)
        signs = [sign.x() for sign in self.findChildren(QToolButton) if sign.isVisible() and sign.x() > room.left()]
        room.setRight(min([room.right(), *(x - 2 for x in signs)]))
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= room.width():
            return
        painter = QPainter(self)
        edge = 0 if self.property("bare") else 2
        behind = QRect(room.left(), room.top(), self.width() - edge - room.left(), room.height())
        painter.fillRect(behind, theme.current().color("sunken" if self.isReadOnly() else "surface"))
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class TextField(LineField):
    """One line of text; nothing typed is the empty text."""

    def from_text(self, text: str) -> Any:
        return text


class LongTextField(TypedField):
    """Text of several lines that grows with what it holds; Ctrl+Enter commits, Tab leaves."""

    def __init__(self, *, placeholder: str = "", lines: int = FEWEST_LINES, parent: QWidget | None = None) -> None:
        self.box = GrowingText(lines)
        self.box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it would cover a single line
        self.box.setPlaceholderText(placeholder)
        super().__init__(self.box, parent)

    def set_read_only(self, read_only: bool) -> None:
        self.box.setReadOnly(read_only)

    def _read(self) -> str:
        """Return the text as it is: Qt's own reading would turn no-break spaces into spaces."""
        return self.box.document().toRawText().replace(PARAGRAPH, "\n")

    def _write(self, text: str) -> None:
        if self._read() != text:
            self.box.setPlainText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self.editor):
            return False
        if event.type() == QEvent.Type.FocusOut and watched is self.editor:
            reason = event.reason()  # type: ignore[attr-defined]
            if reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self.commit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_ctrl_enter(event):
            self.commit()
            return True
        return super().eventFilter(watched, event)


class GrowingText(QPlainTextEdit):
    """A text box as high as its text, within bounds."""

    def __init__(self, lines: int = FEWEST_LINES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fewest = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        theme.changed.connect(self._grow)

    def _grow(self, *_size: object) -> None:
        height = self.sizeHint().height()
        if height != self.height():
            self.setFixedHeight(height)
        too_long = self.document().size().height() > MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if too_long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the height of the lines there are; a plain text document counts its height in lines."""
        lines = min(max(self.document().size().height(), self._fewest), MOST_LINES)
        block = self.document().begin()
        spacing = self.document().documentLayout().blockBoundingRect(block).height() / max(1, block.lineCount())
        line = max(spacing, float(self.fontMetrics().lineSpacing()))
        return QSize(160, max(theme.current().size("field"), round(lines * line) + 10))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())


def _is_ctrl_enter(event: QKeyEvent) -> bool:
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
