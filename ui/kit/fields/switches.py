"""Fields for yes or no, and for a step on a short scale."""

from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.fields.base import Field
from ui.kit.focus import give_ring
from ui.kit.painting import outline

SWITCH: Final = QSize(30, 18)
PIP: Final = QSize(12, 16)
PIP_GAP: Final = 3
INSET: Final = 11
"""Where the text of a typed field begins."""


class FlagField(Field):
    """Yes or no, as a switch with the word beside it."""

    def __init__(self, *, yes: str = "", no: str = "", parent: QWidget | None = None) -> None:
        self._switch = Switch(yes or tr("Yes"), no or tr("No"))
        super().__init__(self._switch, parent)
        self._switch.flipped.connect(self._say)
        self.set_value(False)

    def set_value(self, value: Any) -> None:
        super().set_value(bool(value))
        self._switch.set_on(bool(value))


class Switch(QWidget):
    """Space and a click flip it."""

    flipped = Signal(bool)

    def __init__(self, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._yes, self._no, self._on = yes, no, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        give_ring(self, 6)
        theme.changed.connect(self.update)

    def set_on(self, on: bool) -> None:
        """Show on or off, without telling."""
        self._on = on
        self.setAccessibleDescription(self._yes if on else self._no)
        self.update()

    def flip(self) -> None:
        """Change, and tell."""
        self.set_on(not self._on)
        self.flipped.emit(self._on)

    def sizeHint(self) -> QSize:
        return QSize(90, theme.current().size("field"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.flip()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()) and event.button() == Qt.MouseButton.LeftButton:
            self.flip()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - SWITCH.height()) / 2
        track = QRectF(INSET, top, SWITCH.width(), SWITCH.height())
        outline(painter, look, "accent" if self._on else "control")
        painter.setBrush(look.color("accent" if self._on else "surface"))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("onAccent" if self._on else "control"))
        side = SWITCH.height() - 8
        painter.drawEllipse(QRectF(track.right() - side - 4 if self._on else track.left() + 4, top + 4, side, side))
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text" if self.isEnabled() else "disabled"))
        place = QRectF(track.right() + 8, 0, self.width(), self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._yes if self._on else self._no)


class ScaleField(Field):
    """A step on a short scale as pips; keys 1 to 9, arrows; the same step again, or Delete, takes it away."""

    def __init__(
        self, low: int = 1, high: int = 5, *, may_be_empty: bool = True, parent: QWidget | None = None
    ) -> None:
        self._pips = Pips(low, high, may_be_empty)
        super().__init__(self._pips, parent)
        self._pips.stepped.connect(self._say)
        self.set_value(None)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._pips.set_step(value)


class Pips(QWidget):
    """The pips of a scale."""

    stepped = Signal(object)

    def __init__(self, low: int, high: int, may_be_empty: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high, self._may_be_empty = low, high, may_be_empty
        self._step: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        give_ring(self, 6)
        theme.changed.connect(self.update)

    def set_step(self, step: int | None) -> None:
        """Show a step, without telling."""
        self._step = step
        spoken = tr("{step} of {most}", step=step, most=self._high) if step is not None else tr("Not set")
        self.setAccessibleDescription(spoken)
        self.update()

    def choose(self, step: int | None) -> None:
        """Take a step, and tell."""
        if step is None and not self._may_be_empty:
            return
        if step is not None:
            step = max(self._low, min(self._high, step))
        if step != self._step:
            self.set_step(step)
            self.stepped.emit(step)

    def _first(self) -> int:
        """Return the step of the first pip; a zero has none."""
        return max(self._low, 1)

    def sizeHint(self) -> QSize:
        return QSize(
            INSET + (PIP.width() + PIP_GAP) * (self._high - self._first() + 1) + 56, theme.current().size("field")
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().x() - INSET) // (PIP.width() + PIP_GAP))
        step = self._first() + place
        if self._first() <= step <= self._high:
            again = self._low if self._low < self._first() else None
            self.choose(again if step == self._step else step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self._step if self._step is not None else self._low - 1
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Plus):
            self.choose(now + 1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Minus):
            self.choose(now - 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.choose(None)
        elif event.text().isdigit() and self._low <= int(event.text()) <= self._high:
            self.choose(int(event.text()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, top = INSET, (self.height() - PIP.height()) / 2
        for step in range(self._first(), self._high + 1):
            lit = self._step is not None and step <= self._step
            outline(painter, look, "text2" if lit else "control")
            painter.setBrush(look.color("text2" if lit else "surface"))
            painter.drawRoundedRect(QRectF(x + 0.5, top + 0.5, PIP.width() - 1, PIP.height() - 1), 3, 3)
            x += PIP.width() + PIP_GAP
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text2" if self._step is not None else "text3"))
        text = str(self._step) if self._step is not None else tr("Not set")
        painter.drawText(QRectF(x + 4, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, text)
