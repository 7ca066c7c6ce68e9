"""The rail on the left: which plan is open, the search, the rooms with their counts."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.kbd import draw_kbd, KBD_HEIGHT, kbd_width
from ui.kit.painted import PaintedButton
from ui.kit.text import tip
from ui.painting import draw_count, draw_pill, elided
from ui.places import BELOW, GROUPS, Place

MARGIN: Final = 8


class RailButton(PaintedButton):
    """A row of the rail, painted: icon, text, count; the text goes when the rail is narrow."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._count = ""
        self.narrow = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_texts(self, text: str, count: str = "", hint: str = "") -> None:
        """Show a text and, if it is not empty, a count."""
        self._count = count
        self.setText(text)
        self.setToolTip(hint or tip(text))
        self.setAccessibleName(f"{text} {count}".strip())
        self.update()

    def ink(self) -> str:
        """Return the name of the colour to write in."""
        return "accentText" if self.isChecked() else "text2"

    def sizeHint(self) -> QSize:
        return QSize(theme.current().size("rail") - 2 * MARGIN, theme.current().size("railRow"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "accentSoft" if self.isChecked() else "hover" if self.underMouse() else ""
        draw_pill(painter, self.rect(), look, fill, ring=self.hasFocus() and self.window().isActiveWindow())
        left = (self.width() - 16) // 2 if self.narrow else 8
        pixmap = look.pixmap(self._icon, 16, self.ink(), self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - 16) // 2, pixmap)
        if self.narrow:
            return
        right = self.width() - 8
        if self._count:
            right = draw_count(painter, self.rect().adjusted(0, 0, -8, 0), look, self._count, self.ink()) - 3
        painter.setFont(look.font("bodyStrong" if self.isChecked() else "body"))
        painter.setPen(look.color(self.ink()))
        place = QRect(32, 0, right - 31, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, elided(painter, self.text(), place.width()))


class SearchButton(RailButton):
    """Looks like a field; opens the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("search", parent)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.narrow:
            super().paintEvent(event)
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self.hasFocus() and self.window().isActiveWindow()
        draw_pill(painter, self.rect(), look, "hover" if self.underMouse() else "surface", line="line", ring=ring)
        painter.drawPixmap(8, 7, look.pixmap("search", 14, "text3", self.devicePixelRatioF()))
        right = self.width() - 6 - kbd_width("Ctrl+K", look)
        tag = QRectF(right, (self.height() - KBD_HEIGHT) / 2, kbd_width("Ctrl+K", look), KBD_HEIGHT)
        draw_kbd(painter, tag, "Ctrl+K", look, "text3", "surface")
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text3"))
        place = QRect(28, 0, right - 32, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, elided(painter, self.text(), place.width()))


class PlanButton(RailButton):
    """Which plan is open, and the menu of what can be done with files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._subtitle = ""

    def set_plan(self, name: str, subtitle: str, hint: str) -> None:
        """Show the plan's name and a second line."""
        self._subtitle = subtitle
        self.set_texts(name, "", hint)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().size("rail") - 2 * MARGIN, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self.hasFocus() and self.window().isActiveWindow()
        draw_pill(painter, self.rect(), look, "hover" if self.underMouse() else "", ring=ring)
        self._paint_badge(painter, look)
        if self.narrow:
            return
        painter.drawPixmap(
            self.width() - 20, 13, look.pixmap("chevrons-up-down", 14, "text3", self.devicePixelRatioF())
        )
        self._write(painter, 3, 18, "bodyStrong", "text", self.text())
        self._write(painter, 20, 16, "micro", "text3", self._subtitle)

    def _paint_badge(self, painter: QPainter, look: theme.Theme) -> None:
        badge = QRect((self.width() - 28) // 2 if self.narrow else 4, 6, 28, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("band"))
        painter.drawRoundedRect(badge, 6, 6)
        painter.setFont(look.font("small", 600))
        painter.setPen(look.color("text2"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self.text().strip()[:1].upper())

    def _write(self, painter: QPainter, top: int, height: int, role: str, color: str, text: str) -> None:
        look = theme.current()
        painter.setFont(look.font(role))
        painter.setPen(look.color(color))
        place = QRect(40, top, self.width() - 62, height)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, elided(painter, text, place.width()))


class GroupLabel(QWidget):
    """The heading over a group of entries; a hairline when the rail is narrow."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.narrow = False
        self.setFixedHeight(theme.current().size("railGroupLabel"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self.narrow:
            painter.fillRect(8, self.height() // 2, self.width() - 16, 1, look.color("hairline"))
            return
        painter.setFont(look.font("small", 500))
        painter.setPen(look.color("text3"))
        place = self.rect().adjusted(8, 0, -8, -5)
        align = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, align, elided(painter, self._text, place.width()))


class Rail(QFrame):
    """The rail; `chosen` tells which room is asked for."""

    chosen = Signal(str)
    search_asked = Signal()
    plan_asked = Signal()

    def __init__(self, places: Iterable[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._places = tuple(places)
        self._entries: dict[str, RailButton] = {}
        self._labels: list[GroupLabel] = []
        self._counts: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self.plan = PlanButton(self)
        self.search = SearchButton(self)
        self.plan.clicked.connect(self.plan_asked)
        self.search.clicked.connect(self.search_asked)
        self._fill()
        self.retranslate()
        self.set_narrow(False)

    def _fill(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 6, MARGIN, 8)
        layout.setSpacing(0)
        layout.addWidget(self.plan)
        layout.addSpacing(6)
        layout.addWidget(self.search)
        layout.addSpacing(8)
        group = ""
        for place in self._places:
            if place.group != group:
                group = place.group
                self._start_group(layout, group)
            layout.addWidget(self._entry(place))
        if group != BELOW:
            layout.addStretch(1)

    def _start_group(self, layout: QVBoxLayout, group: str) -> None:
        if group == BELOW:
            layout.addStretch(1)
            line = QFrame(self)
            line.setProperty("kind", "hairline")
            line.setFixedHeight(1)
            layout.addWidget(line)
            layout.addSpacing(8)
            return
        label = GroupLabel(tr(GROUPS[group]), self)
        self._labels.append(label)
        layout.addWidget(label)

    def _entry(self, place: Place) -> RailButton:
        entry = RailButton(place.icon, self)
        entry.setObjectName(f"rail_{place.key}")
        entry.setCheckable(True)
        entry.clicked.connect(partial(self._choose, place.key))
        self._group.addButton(entry)
        self._entries[place.key] = entry
        return entry

    def _choose(self, key: str, _checked: bool = False) -> None:
        self.chosen.emit(key)

    def keys(self) -> list[str]:
        """Return the keys of the rooms in their order."""
        return [place.key for place in self._places]

    def entry(self, key: str) -> RailButton:
        """Return the row of a room."""
        return self._entries[key]

    def set_current(self, key: str) -> None:
        """Mark the room that is shown."""
        if key in self._entries:
            self._entries[key].setChecked(True)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many items the rooms hold; none where there are none."""
        self._counts = {key: f"{n:,}" for key, n in counts.items() if n}
        self.retranslate()

    def retranslate(self) -> None:
        """Write all rows in the language now spoken."""
        self.search.set_texts(tr("Search or run"), "", tip(tr("Search or run"), "Ctrl+K"))
        for number, place in enumerate(self._places, 1):
            text = tr(place.text)
            hint = tip(text, f"Ctrl+{number}" if number <= 9 else "")
            self._entries[place.key].set_texts(text, self._counts.get(place.key, ""), hint)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons with texts."""
        self.narrow = narrow
        look = theme.current()
        self.setFixedWidth(look.size("railCollapsed") if narrow else look.size("rail"))
        rows: list[RailButton | GroupLabel] = [self.plan, self.search, *self._entries.values(), *self._labels]
        for row in rows:
            row.narrow = narrow
            row.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        rows: list[QWidget] = [self.plan, self.search, *self._entries.values()]
        focused = self.focusWidget()
        if step is None or focused not in rows:
            super().keyPressEvent(event)
            return
        rows[(rows.index(focused) + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
