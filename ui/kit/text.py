"""Plain text on screen: labels by the roles of the design, and tooltips that never read text as markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.kit import theme


def tip(text: str, keys: str = "") -> str:
    """Return a tooltip: the text as it stands, wrapped, and the keys that do the same."""
    tail = f"&nbsp;&nbsp;<b>{escape(key_text(keys))}</b>" if keys else ""
    lines = escape(text).replace("\n", "<br>")
    return f"<qt>{lines}{tail}</qt>" if text else ""


def key_text(keys: str) -> str:
    """Return keys the way this desktop writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys


def escape(text: str) -> str:
    """Return text that markup shows as it stands."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Label(QLabel):
    """Plain text in the font of a role and the colour of a tone (text, text2, text3, gapText, thinText, okText)."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        *,
        weight: int | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._weight = role, weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        self.setText(text)
        self.restyle()
        theme.changed.connect(self.restyle)

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def restyle(self) -> None:
        """Take the font of the present look."""
        self.setFont(theme.current().font(self._role, self._weight))


class ElidedLabel(Label):
    """One line that ends in an ellipsis where there is no room, and then tells all of itself in a tooltip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).averageCharWidth() * 3, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        self.setToolTip(tip(self.text()) if text != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(box, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)


def hairline(color: str = "hairline", parent: QWidget | None = None) -> QFrame:
    """Return a horizontal line one pixel high."""
    line = QFrame(parent)
    line.setProperty("kind", color)
    line.setFixedHeight(1)
    return line


def upright(color: str = "hairline", parent: QWidget | None = None) -> QFrame:
    """Return a vertical line one pixel wide."""
    line = hairline(color, parent)
    line.setMaximumHeight(16777215)
    line.setMinimumHeight(0)
    line.setFixedWidth(1)
    return line
