"""A small whole number between a minus and a plus."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.focus import give_ring

SIDE = 22


class Stepper(QWidget):
    """Arrows, plus, minus and the buttons step; `stepped(n)` tells. One focus for the whole."""

    stepped = Signal(int)

    def __init__(
        self, value: int = 0, *, low: int = 0, high: int = 99, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value, self._low, self._high, self._name = value, low, high, name
        self._less = IconButton("minus", tr("One less"), size=14, side=SIDE)
        self._more = IconButton("plus", tr("One more"), size=14, side=SIDE)
        self._shown = QLabel()
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setFixedWidth(28)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for part in (self._less, self._shown, self._more):
            row.addWidget(part)
        for button in (self._less, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
        self._less.clicked.connect(self.step_down)
        self._more.clicked.connect(self.step_up)
        self.setFixedHeight(theme.current().size("buttonSmall"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_ring(self, 6)
        theme.changed.connect(self._show)
        self._show()

    def value(self) -> int:
        """Return the number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number, without telling."""
        self._value = max(self._low, min(self._high, value))
        self._show()

    def step_up(self) -> None:
        """One more, and tell."""
        self._step(1)

    def step_down(self) -> None:
        """One less, and tell."""
        self._step(-1)

    def _step(self, by: int) -> None:
        before = self._value
        self.set_value(before + by)
        if self._value != before:
            self.stepped.emit(self._value)

    def _show(self) -> None:
        self._shown.setFont(theme.current().font("small", 600))
        self._shown.setText(str(self._value))
        self.setAccessibleName(f"{self._name} {self._value}".strip())
        self._less.setEnabled(self._value > self._low)
        self._more.setEnabled(self._value < self._high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.step_up()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self.step_down()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        for x in (self._shown.x(), self._shown.geometry().right() + 1):
            painter.drawLine(x, 1, x, self.height() - 2)
