"""A row of pills of which exactly one is chosen."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.focus import give_ring
from ui.kit.painted import PaintedButton

PAD: Final = 10
TIGHT: Final = 3
"""The padding of a pill where room is scarce."""
PILL: Final = 24


class Segmented(QWidget):
    """Exclusive pills on a band; arrow keys move the choice. `picked(key)` tells what a person chose."""

    picked = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._pills: dict[str, _Pill] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)
        self.setAccessibleName(name)
        self.setFixedHeight(theme.current().size("segmented"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(self._tell)
        self._group.buttonToggled.connect(self._follow_keys)
        self._told = ""
        theme.changed.connect(self.update)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these (key, label) pairs; the choice stays if it is still among them."""
        kept = self.value()
        for pill in self._pills.values():
            self._group.removeButton(pill)
            self._row.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self._pills = {key: _Pill(key, label, self) for key, label in options}
        for pill in self._pills.values():
            self._row.addWidget(pill)
            self._group.addButton(pill)
        if self._pills:
            self.set_value(kept if kept in self._pills else next(iter(self._pills)))

    def value(self) -> str:
        """Return the key of the chosen pill, empty when there are none."""
        return next((key for key, pill in self._pills.items() if pill.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose a pill without telling."""
        self._told = key
        self._pills[key].setChecked(True)

    def _tell(self, pill: QAbstractButton) -> None:
        if isinstance(pill, _Pill) and pill.key != self._told:
            self._told = pill.key
            self.picked.emit(pill.key)

    def _follow_keys(self, pill: QAbstractButton, checked: bool) -> None:
        """Arrow keys toggle without a click; Tab comes to the chosen pill and goes on from there."""
        pill.setFocusPolicy(Qt.FocusPolicy.StrongFocus if checked else Qt.FocusPolicy.ClickFocus)
        if checked and pill.hasFocus():
            self._tell(pill)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("band"))
        painter.drawRoundedRect(QRectF(self.rect()), look.radius("segmented"), look.radius("segmented"))


class _Pill(PaintedButton):
    """One choice."""

    def __init__(self, key: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.setText(label)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # until it is chosen
        self.setAccessibleName(label)
        self.toggled.connect(self._restyle)
        theme.changed.connect(self._restyle)
        give_ring(self, 5)
        self._restyle()

    def _restyle(self, _checked: bool = False) -> None:
        self.setFont(theme.current().font("small", 600 if self.isChecked() else 500))
        self.update()

    def sizeHint(self) -> QSize:
        widest = QFontMetrics(theme.current().font("small", 600))
        return QSize(widest.horizontalAdvance(self.text()) + 2 * PAD, PILL)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() - QSize(2 * (PAD - TIGHT), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(QPen(look.color("line"), 1))
            painter.setBrush(look.color("pressed" if look.dark else "surface"))
            painter.drawRoundedRect(box, 5, 5)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("pressed"))
            painter.drawRoundedRect(box, 5, 5)
        ink = "disabled" if not self.isEnabled() else "text" if self.isChecked() else "text2"
        painter.setFont(self.font())
        painter.setPen(look.color(ink))
        text = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 4)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
