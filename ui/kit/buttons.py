"""Buttons: one primary a view, standard, quiet and link; and icon buttons that say their name and their keys."""

from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.kit import theme
from ui.kit.focus import give_ring
from ui.kit.kbd import draw_kbd, KBD_HEIGHT, kbd_width
from ui.kit.painting import scale_of
from ui.kit.text import tip
from ui.kit.theme import Theme

Kind = Literal["primary", "standard", "quiet", "link", "name"]
ICON: Final = 14
GAP: Final = 6
LINKS: Final = ("link", "name")
INKS: Final = {"primary": "onAccent", "standard": "text", "quiet": "text2", "link": "accentText", "name": "text"}


class Button(QPushButton):
    """A button with text, perhaps an icon before it and a key tag behind it."""

    def __init__(
        self,
        text: str,
        kind: Kind = "standard",
        *,
        icon: str = "",
        keys: str = "",
        small: bool = False,
        menu: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.kind: Kind = kind
        self.icon_name, self.keys, self._small, self._menu = icon, keys, small, menu
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind in LINKS else Qt.CursorShape.ArrowCursor)
        give_ring(self, 4 if kind in LINKS else theme.current().radius("control"))
        theme.changed.connect(self.restyle)
        self.restyle()

    def set_text(self, text: str) -> None:
        """Change the text, which is the accessible name too."""
        self.setText(text)
        self.setAccessibleName(text)
        self.restyle()

    def restyle(self) -> None:
        """Take the font of the present look."""
        self.setFont(theme.current().font("small", 600 if self.kind == "primary" else 500))
        self.updateGeometry()
        self.update()

    def _height(self) -> int:
        return 20 if self.kind in LINKS else theme.current().size("buttonSmall" if self._small else "button")

    def _padding(self) -> int:
        return 0 if self.kind in LINKS else 8 if self._small or self.icon_name else 11

    def _ground(self, look: Theme) -> str:
        """Return the name of the fill, empty for none."""
        over, down = self.underMouse() and self.isEnabled(), self.isDown() or self.isChecked()
        if self.kind == "primary":
            if not self.isEnabled():
                return "band"
            return "accentPressed" if down else "accentHover" if over else "accent"
        if self.kind in LINKS:
            return ""
        rest = "surface" if self.kind == "standard" else ""
        return "pressed" if down else "hover" if over else rest

    def _paint_ground(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        ground = self._ground(look)
        edge = "line" if self.kind == "standard" else ground
        if not self.isEnabled():
            edge = "hairline" if self.kind != "quiet" else ""
        if not ground and not edge:
            return
        painter.setPen(QPen(look.color(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(look.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), look.radius("control"), look.radius("control"))

    def _widths(self, look: Theme) -> tuple[int, int, int]:
        """Return the room for the icon, the text and what stands behind it, gaps within."""
        icon = ICON + GAP if self.icon_name else 0
        text = self.fontMetrics().horizontalAdvance(self.text()) + 1
        tail = GAP + kbd_width(self.keys, look) if self.keys else GAP + ICON if self._menu else 0
        return icon, text, tail

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths(theme.current())) + 2 * self._padding() + 2, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 48), self._height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        self._paint_ground(painter, box, look)
        ink = INKS[self.kind] if self.isEnabled() else "disabled"
        icon, text, tail = self._widths(look)
        room = min(float(text), box.width() - icon - tail - 2 * self._padding() + 2)
        x = box.left() if self.kind in LINKS else box.left() + max(0.0, (box.width() - icon - room - tail) / 2)
        if self.icon_name:
            self._paint_icon(painter, x, self.icon_name, ink)
        self._paint_text(painter, x + icon, room, ink)
        self._paint_tail(painter, x + icon + room + GAP, tail - GAP, ink)

    def _paint_icon(self, painter: QPainter, x: float, name: str, ink: str) -> None:
        pixmap = theme.current().pixmap(name, ICON, ink, scale_of(painter))
        painter.drawPixmap(round(x), round((self.height() - ICON) / 2), pixmap)

    def _paint_text(self, painter: QPainter, x: float, room: float, ink: str) -> None:
        painter.setFont(self.font())
        painter.setPen(theme.current().color(ink))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room) + 1)
        painter.drawText(QRectF(x, 0, room + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        if self.kind in LINKS and self.underMouse():
            below = self.height() / 2 + 7.5
            painter.drawLine(QPointF(x, below), QPointF(x + room, below))

    def _paint_tail(self, painter: QPainter, x: float, width: float, ink: str) -> None:
        look = theme.current()
        if self.keys:
            place = QRectF(round(x), round((self.height() - KBD_HEIGHT) / 2), width, KBD_HEIGHT)
            draw_kbd(painter, place, self.keys, look, ink, self._ground(look) or "band")
        elif self._menu:
            self._paint_icon(painter, x, "chevron-down", ink)


class IconButton(QToolButton):
    """A quiet square button that shows an icon only; its name and keys stand in the tooltip."""

    def __init__(
        self, icon: str, text: str, *, keys: str = "", size: int = 16, side: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._size, self._keys = icon, size, keys
        self.setAutoRaise(True)
        self.setFixedSize(side, side)
        self.setIconSize(QSize(size, size))
        give_ring(self, theme.current().radius("control"))
        self.set_text(text)
        theme.changed.connect(self.restyle)
        self.restyle()

    def set_text(self, text: str) -> None:
        """Change the name."""
        self.setAccessibleName(text)
        self.setToolTip(tip(text, self._keys))

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.restyle()

    def restyle(self) -> None:
        """Tint the icon anew."""
        self.setIcon(theme.current().icon(self._icon, self._size, "text2"))


def link(text: str, *, icon: str = "", quiet: bool = False, parent: QWidget | None = None) -> Button:
    """Return a button that looks like a link; a quiet one looks like the name of what it leads to."""
    return Button(text, "name" if quiet else "link", icon=icon, parent=parent)
