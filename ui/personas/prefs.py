"""What a persona likes in one dimension: chips with three dots, and a plus that finds the next."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.personas import Liked
from ui.kit import painting, theme
from ui.kit.filter_chip import AddChip
from ui.kit.flow import FlowLayout
from ui.kit.focus import give_ring
from ui.kit.painted import PaintedButton
from ui.kit.text import tip

PAD: Final = 8
GAP: Final = 6
HEIGHT: Final = 24
DOT: Final = 6
MOST: Final = 3
REMOVE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class LikedChip(PaintedButton):
    """Keys 0 to 3 and clicks on the dots say how much; Space goes round; Delete takes it away (`rated(None)`)."""

    rated = Signal(object)
    stepped = Signal(int)

    def __init__(self, liked: Liked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_ring(self, 4)
        self.show_liked(liked)

    def show_liked(self, liked: Liked) -> None:
        """Show something else, or another strength."""
        self.liked = liked
        self.setText(liked.name)
        self.setAccessibleName(liked.name)
        self.setAccessibleDescription(tr("{step} of {most}", step=liked.strength, most=MOST))
        self.setToolTip(tip(tr("Keys 0 to 3 or a click on the dots: how much. Delete: not at all.")))
        self.updateGeometry()
        self.update()

    def _dots(self) -> float:
        return self.width() - PAD - painting.PREF_WIDTH

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.current().font("small", 500)).horizontalAdvance(self.text())
        return QSize(wide + 2 * PAD + GAP + painting.PREF_WIDTH + 2, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Keep Delete: here it is about the liking, not about the persona."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in REMOVE:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("0", "1", "2", "3"):
            self.rated.emit(int(event.text()))
        elif event.key() in REMOVE:
            self.rated.emit(None)
        elif event.key() == Qt.Key.Key_Space:
            self.rated.emit((self.liked.strength + 1) % (MOST + 1))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        x = event.position().x() - self._dots()
        if x >= -2 and self.rect().contains(event.position().toPoint()) and self.isEnabled():
            step = min(MOST, int((x + 2) // DOT) + 1)
            self.rated.emit(step - 1 if step == self.liked.strength else step)
        self.setDown(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("pressed" if self.underMouse() else "band"))
        painter.drawRoundedRect(QRectF(self.rect()), look.radius("tag"), look.radius("tag"))
        font = look.font("small", 500)
        painter.setFont(font)
        painter.setPen(look.color("text" if self.liked.strength else "text3"))
        room = self._dots() - GAP - PAD
        text = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room) + 1)
        painter.drawText(QRectF(PAD, 0, room + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        painting.draw_pref(painter, self._dots(), self.height() / 2 - 2, self.liked.strength, look)


class LikedRow(QWidget):
    """The chips of one dimension. `rated(value, strength)` asks for a change, `picking()` for something to add."""

    rated = Signal(str, object)
    picking = Signal()

    def __init__(self, name: str, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[str, LikedChip] = {}
        self._name, self._prompt = name, prompt
        self.add = AddChip(prompt)
        self.add.setAccessibleName(tr("{name}: {text}", name=name, text=prompt))
        self.add.clicked.connect(self.picking)
        self._flow = FlowLayout(self, gap=6, line_gap=5)
        self._flow.setContentsMargins(0, 1, 0, 1)
        self._flow.addWidget(self.add)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.setFocusProxy(self.add)

    def show_liked(self, liked: Sequence[Liked], *, writable: bool = True) -> None:
        """Show these; a chip that has the keyboard keeps it, one that is gone hands it on."""
        wanted = {one.value: one for one in liked}
        for value in [value for value in self.chips if value not in wanted]:
            self._take_away(value)
        for one in liked:
            if one.value in self.chips:
                self.chips[one.value].show_liked(one)
            else:
                self._made(one)
        self._flow.removeWidget(self.add)
        self._flow.addWidget(self.add)
        self.add.setText("" if wanted else self._prompt)
        self.add.updateGeometry()
        self.add.setVisible(writable)
        for chip in self.chips.values():
            chip.setEnabled(writable)
        self.updateGeometry()

    def _made(self, one: Liked) -> None:
        chip = self.chips[one.value] = LikedChip(one, self)
        chip.rated.connect(partial(self.rated.emit, one.value))
        chip.stepped.connect(partial(self._step, one.value))
        self._flow.addWidget(chip)
        chip.show()

    def _take_away(self, value: str) -> None:
        order = list(self.chips)
        at = order.index(value)
        chip = self.chips.pop(value)
        if chip.hasFocus():
            rest = list(self.chips.values())
            (rest[min(at, len(rest) - 1)] if rest else self.add).setFocus(Qt.FocusReason.OtherFocusReason)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _step(self, value: str, step: int) -> None:
        order: list[QWidget] = [*self.chips.values(), self.add]
        at = order.index(self.chips[value]) + step
        if 0 <= at < len(order):
            order[at].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(160, self._flow.heightForWidth(max(self.width(), 120)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())
