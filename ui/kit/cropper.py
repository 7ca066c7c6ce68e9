"""Which part of a picture is shown: a square over it that is moved and made larger or smaller, by hand or by keys."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.focus import give_ring
from ui.kit.text import Label

STEP: Final = 0.05
"""How far a key moves, as a share of the square."""
FINE: Final = 0.01
ZOOM: Final = 1.15
NOTCH: Final = 120
SMALLEST: Final = 64
"""Pixels that a square has at least, where the picture has them."""
HIGH: Final = 0.3
"""Where a square first stands on a tall picture: faces are rather above its middle."""
WIDEST: Final = 264
Key = Qt.Key
MOVES: Final[dict[int, tuple[int, int]]] = {
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -1),
    Key.Key_Down: (0, 1),
}
ZOOMS: Final[dict[int, float]] = {
    Key.Key_Plus: ZOOM,
    Key.Key_Equal: ZOOM,
    Key.Key_Minus: 1 / ZOOM,
    Key.Key_Underscore: 1 / ZOOM,
}


@dataclass(frozen=True, slots=True)
class Crop:
    """A square within a picture, in the picture's pixels."""

    width: int
    height: int
    x: float
    y: float
    side: float

    @classmethod
    def largest(cls, width: int, height: int) -> "Crop":
        """Return the largest square there is, in the middle, or rather above it."""
        side = min(width, height)
        return cls(width, height, (width - side) / 2, (height - side) * HIGH, side)

    def moved(self, dx: float, dy: float) -> "Crop":
        """Return the square elsewhere, no farther than the picture goes."""
        x = min(max(0.0, self.x + dx), self.width - self.side)
        y = min(max(0.0, self.y + dy), self.height - self.side)
        return replace(self, x=x, y=y)

    def zoomed(self, factor: float, across: float = 0.5, down: float = 0.5) -> "Crop":
        """Return a square that shows things `factor` as large; the place at these shares of it stays where it is."""
        largest = min(self.width, self.height)
        side = min(max(self.side / factor, min(SMALLEST, largest)), largest)
        lost = self.side - side
        return replace(self, side=side).moved(lost * across, lost * down)

    @property
    def scale(self) -> float:
        """How large things are shown, 1 for the largest square."""
        return min(self.width, self.height) / self.side

    def part(self) -> QRect:
        """Return the whole pixels in the square."""
        side = max(1, round(self.side))
        return QRect(round(self.x), round(self.y), min(side, self.width), min(side, self.height))


class Cropper(QWidget):
    """`show_image` begins; `taken(part)` or `left` ends it."""

    taken = Signal(QRect)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas(self)
        self.take = Button(tr("Use this part"), "primary", keys="Return", small=True)
        self._leave = Button(tr("Cancel"), "quiet", keys="Esc", small=True)
        self._hint = Label(tr("Drag moves, the wheel zooms."), "micro", "text3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addWidget(self.canvas)
        column.addLayout(self._zooms())
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.take)
        row.addWidget(self._leave)
        row.addStretch(1)
        column.addLayout(row)
        self.take.clicked.connect(self._take)
        self._leave.clicked.connect(self.left)
        self.canvas.taken.connect(self._take)
        self.canvas.left.connect(self.left)
        self.setFocusProxy(self.canvas)

    def _zooms(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._hint, 1)
        ways: list[tuple[str, str, str, float]] = [
            ("zoom-out", tr("Zoom out"), "-", 1 / ZOOM),
            ("zoom-in", tr("Zoom in"), "+", ZOOM),
        ]
        for icon, text, keys, factor in ways:
            button = IconButton(icon, text, keys=keys, side=24)
            button.clicked.connect(partial(self._zoom, factor))
            row.addWidget(button)
        return row

    def show_image(self, image: QImage) -> None:
        """Begin with another picture."""
        self.canvas.show_image(image)

    def part(self) -> QRect:
        """Return the part that is shown now."""
        return self.canvas.crop.part()

    def _zoom(self, factor: float, _checked: bool = False) -> None:
        self.canvas.turn_to(self.canvas.crop.zoomed(factor))

    def _take(self) -> None:
        self.taken.emit(self.part())

    def event(self, event: QEvent) -> bool:
        """Leave by Escape from the buttons too."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
            event.accept()
            return True
        return super().event(event)


class Canvas(QWidget):
    """The square itself: what lies in it is what will be kept. The ring shows what lists will show of it."""

    taken = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.crop = Crop(1, 1, 0, 0, 1)
        self._picture = QPixmap()
        self._from: QPointF | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(WIDEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(tr("The part of the picture that is shown"))
        self.setAccessibleDescription(tr("Arrows move it, plus and minus zoom, Enter takes it, Escape leaves."))
        give_ring(self, theme.current().radius("card"))
        self._keys: dict[int, Callable[[], None]] = {
            int(Qt.Key.Key_Return): self.taken.emit,
            int(Qt.Key.Key_Enter): self.taken.emit,
            int(Qt.Key.Key_Escape): self.left.emit,
        }

    def show_image(self, image: QImage) -> None:
        """Begin with the largest part of a picture."""
        self._picture = QPixmap.fromImage(image)
        self.turn_to(Crop.largest(image.width(), image.height()))

    def turn_to(self, crop: Crop) -> None:
        """Show another part."""
        self.crop = crop
        self.update()

    def _move(self, x: int, y: int, fine: bool) -> None:
        step = self.crop.side * (FINE if fine else STEP)
        self.turn_to(self.crop.moved(x * step, y * step))

    def _grab(self, at: QPointF | None) -> None:
        self._from = at
        self.setCursor(Qt.CursorShape.ClosedHandCursor if at is not None else Qt.CursorShape.OpenHandCursor)

    def _paint_ring(self, painter: QPainter, box: QRectF) -> None:
        for color, width in ((Qt.GlobalColor.black, 2.0), (Qt.GlobalColor.white, 1.0)):
            painter.setPen(QPen(color, width))
            painter.setOpacity(0.35 if width > 1 else 0.8)
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(width, WIDEST)

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, WIDEST)

    def event(self, event: QEvent) -> bool:
        """Keep keys that the window would take: they are meant for the picture."""
        early = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if early and event.key() in (*self._keys, *MOVES, *ZOOMS):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in self._keys:
            self._keys[key]()
        elif key in MOVES:
            self._move(*MOVES[key], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in ZOOMS:
            self.turn_to(self.crop.zoomed(ZOOMS[key]))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / NOTCH
        at = event.position()
        self.turn_to(self.crop.zoomed(ZOOM**turned, at.x() / self.width(), at.y() / self.height()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grab(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        way = (self._from - event.position()) * (self.crop.side / self.width())
        self._from = event.position()
        self.turn_to(self.crop.moved(way.x(), way.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grab(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.taken.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box, path = QRectF(self.rect()), QPainterPath()
        path.addRoundedRect(box, look.radius("card"), look.radius("card"))
        painter.setClipPath(path)
        painter.fillRect(box, look.color("band"))
        shown = QRectF(self.crop.x, self.crop.y, self.crop.side, self.crop.side)
        painter.drawPixmap(box, self._picture, shown)
        self._paint_ring(painter, box)
