"""A filter: off, an outline with its name; on, its name and what it lets through."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.checklist import Checklist, Choice
from ui.kit.focus import give_ring
from ui.kit.painted import PaintedButton
from ui.kit.painting import scale_of
from ui.kit.popover import Popover
from ui.kit.theme import Theme
from ui.kit.tokens import token

PAD: Final = 8
ICON: Final = 14
CROSS: Final = 12
GAP: Final = 5
MOST_NAMED: Final = 2
WIDEST_VALUE: Final = 180


class FilterChip(PaintedButton):
    """A chip of 26 that opens its choices; `filtered(keys)` tells the ticked keys; Delete or the cross clears."""

    filtered = Signal(object)

    def __init__(
        self, name: str, choices: Iterable[Choice] = (), *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._icon = name, icon
        self._choices = list(choices)
        self._keys: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_ring(self, 6)
        self.clicked.connect(self.open)
        theme.changed.connect(self._refresh)
        self._refresh()

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer these; keys that are gone are let go without telling."""
        self._choices = list(choices)
        self.set_keys(self._keys)

    def set_keys(self, keys: Iterable[object]) -> None:
        """Let these through, without telling; none of them means no filter."""
        wanted = set(keys)
        self._keys = tuple(choice.key for choice in self._choices if choice.key in wanted)
        self._refresh()

    def keys(self) -> tuple[object, ...]:
        """Return what is let through, empty for everything."""
        return self._keys

    def clear(self) -> None:
        """Let everything through, and tell."""
        if self._keys:
            self._take(())

    def value_text(self) -> str:
        """Return what is let through, in words."""
        labels = [choice.label for choice in self._choices if choice.key in self._keys]
        if len(labels) > MOST_NAMED:
            return tr("{first} +{n} more", first=labels[0], n=len(labels) - 1)
        return tr(", ").join(labels)

    def open(self) -> None:
        """Show the choices below the chip."""
        popover = Popover(self)
        checklist = Checklist(self._choices, self._name)
        checklist.set_keys(self._keys)
        checklist.ticked.connect(self._take)
        popover.body.addWidget(checklist)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.open_below(self)
        checklist.setFocus()

    def _take(self, keys: tuple[object, ...]) -> None:
        self._keys = tuple(keys)
        self._refresh()
        self.filtered.emit(self._keys)

    def _refresh(self) -> None:
        self.setText(f"{self._name}: {self.value_text()}" if self._keys else self._name)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(tr("Filter"))
        self.updateGeometry()
        self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        look = theme.current()
        return look.font("small", 500), look.font("small", 600)

    def _texts(self) -> tuple[str, str]:
        """Return the name, and the value cut to a bearable width."""
        if not self._keys:
            return self._name, ""
        value = QFontMetrics(self._fonts()[1]).elidedText(
            self.value_text(), Qt.TextElideMode.ElideRight, WIDEST_VALUE
        )  # fmt: skip
        return f"{self._name}: ", value

    def _cross(self) -> QRectF:
        """Return where the cross is, wider than its picture."""
        return QRectF(self.width() - CROSS - PAD - 4, 0, CROSS + PAD + 4, self.height())

    def sizeHint(self) -> QSize:
        (name, value), (plain, strong) = self._texts(), self._fonts()
        text = QFontMetrics(plain).horizontalAdvance(name) + QFontMetrics(strong).horizontalAdvance(value)
        icon = ICON + GAP if self._icon else 0
        return QSize(2 * PAD + icon + text + GAP + CROSS + 3, theme.current().size("filterChip"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._keys and self._cross().contains(event.position()):
            self.setDown(False)
            self.clear()
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip_frame(painter, QRectF(self.rect()), look, on=bool(self._keys), over=self.underMouse())
        ink = "accentText" if self._keys else "text2"
        x, middle, dpr = float(PAD), self.height() / 2, scale_of(painter)
        if self._icon:
            painter.drawPixmap(round(x), round(middle - ICON / 2), look.pixmap(self._icon, ICON, ink, dpr))
            x += ICON + GAP
        painter.setPen(look.color(ink))
        for text, font in zip(self._texts(), self._fonts(), strict=True):
            painter.setFont(font)
            painter.drawText(QRectF(x, 0, self.width() - x, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += QFontMetrics(font).horizontalAdvance(text)
        sign = look.pixmap("x" if self._keys else "chevron-down", CROSS, ink, dpr)
        painter.drawPixmap(round(self.width() - PAD - CROSS), round(middle - CROSS / 2), sign)


def paint_chip_frame(
    painter: QPainter, box: QRectF, look: Theme, *, on: bool, over: bool, dashed: bool = False
) -> None:
    """Paint the ground of a filter chip."""
    line = QPen(look.color("accentLine" if on else "line"), 1)
    if dashed:
        line.setDashPattern([float(part) for part in token("line", "dashGap")])
    painter.setPen(line)
    painter.setBrush(look.color("accentSoft" if on else "hover" if over else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), look.radius("control"), look.radius("control"))


class AddChip(PaintedButton):
    """The dashed chip that adds another filter, or another of anything."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_ring(self, 6)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.current().font("small", 500)).horizontalAdvance(self.text())
        return QSize(width + 2 * PAD + ICON + GAP + 1, theme.current().size("filterChip"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip_frame(painter, QRectF(self.rect()), look, on=False, over=self.underMouse(), dashed=True)
        plus = look.pixmap("plus", ICON, "text3", scale_of(painter))
        painter.drawPixmap(PAD, round((self.height() - ICON) / 2), plus)
        painter.setFont(look.font("small", 500))
        painter.setPen(look.color("text3"))
        x = PAD + ICON + GAP
        painter.drawText(QRectF(x, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
