"""How the cards of the gallery are drawn."""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.personas import Person
from ui.kit import painting, theme
from ui.kit.focus import give_ring
from ui.kit.kbd import draw_kbd, KBD_HEIGHT, kbd_width
from ui.kit.theme import Theme
from ui.kit.tokens import token
from ui.personas import words
from ui.personas.faces import draw_face
from ui.records.paint import write
from ui.records.portraits import Portraits

HEIGHT: Final = 102
SIDE: Final = 8
PAD: Final = 10
FACE: Final = 44
BAR: Final = 4
MARK: Final = 12


class CardDelegate(QStyledItemDelegate):
    """Draws one persona."""

    def __init__(self, portraits: Portraits, parent: QWidget) -> None:
        super().__init__(parent)
        self._portraits = portraits

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        person = index.data(int(Qt.ItemDataRole.UserRole))
        if not isinstance(person, Person):
            return
        state: Any = option.state
        box = QRectF(option.rect).adjusted(SIDE, 2, -SIDE, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        _ground(painter, box, look, chosen, bool(state & QStyle.StateFlag.State_MouseOver))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), look.radius("personCard"), look.radius("personCard"))
        draw_card(painter, box.adjusted(PAD, PAD, -PAD, -PAD + 2), person, self._portraits, look, chosen)
        painter.restore()


def _ground(painter: QPainter, box: QRectF, look: Theme, chosen: bool, over: bool) -> None:
    if not chosen and not over:
        return
    painter.setPen(QPen(look.color("line"), 1) if chosen else Qt.PenStyle.NoPen)
    painter.setBrush(look.color("raised" if chosen else "hover"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), look.radius("personCard"), look.radius("personCard"))


def draw_card(painter: QPainter, box: QRectF, person: Person, portraits: Portraits, look: Theme, chosen: bool) -> None:
    """Draw face, name, title, segments, and below them how far the picture has come."""
    if person.archived or person.negative:
        painter.setOpacity(0.75)
    face = QRectF(box.left(), box.top() + 1, FACE, FACE)
    draw_face(painter, face, portraits, person.photo, person.name, person.id, look)
    left = face.right() + 10
    lines = QRectF(left, box.top() - 2, box.right() - left, 18)
    _name(painter, lines, person, look)
    write(painter, lines.translated(0, 18), person.title, look, look.font("small"), "text2")
    write(painter, lines.translated(0, 34), " · ".join(person.segments), look, look.font("micro", 400), "text3")
    painter.setOpacity(1)
    _progress(painter, QRectF(box.left(), box.bottom() - 18, box.width(), 16), person, look, chosen)


def _name(painter: QPainter, line: QRectF, person: Person, look: Theme) -> None:
    bold, small = look.font("body", 600), look.font("micro", 400)
    marks = [icon for icon, on in (("star", person.leading), ("calendar-clock", person.stale)) if on]
    code = QFontMetrics(small).horizontalAdvance(person.code) + 5
    room = line.width() - code - len(marks) * (MARK + 3)
    used = write(painter, QRectF(line.left(), line.top(), room, line.height()), person.name, look, bold)
    at = line.left() + used + 5
    write(painter, QRectF(at, line.top() + 1, code, line.height()), person.code, look, small, "text3")
    x = line.right() - MARK
    for icon in reversed(marks):
        color = "accentText" if icon == "star" else "thinText"
        pixmap = look.pixmap(icon, MARK, color, painting.scale_of(painter))
        painting.draw_pixmap(painter, x, line.center().y() - MARK / 2, pixmap)
        x -= MARK + 3


def _progress(painter: QPainter, line: QRectF, person: Person, look: Theme, chosen: bool) -> None:
    text, tone, icon = words.state_of(person)
    small, bold = look.font("micro", 500), look.font("micro", 600)
    wide = QFontMetrics(small).horizontalAdvance(text) + 2
    wide = min(wide, int(line.width() * 0.5))
    x = line.right() - wide
    write(painter, QRectF(x, line.top(), wide, line.height()), text, look, small, tone)
    x -= MARK + 3
    pixmap = look.pixmap(icon, MARK, tone, painting.scale_of(painter))
    painting.draw_pixmap(painter, x, line.center().y() - MARK / 2, pixmap)
    score = f"{person.score:.1f}"
    number = QFontMetrics(bold).horizontalAdvance(score) + 2
    x -= number + 8
    write(painter, QRectF(x, line.top(), number, line.height()), score, look, bold)
    arc = QRectF(x - MARK - 5, line.center().y() - MARK / 2, MARK, MARK)
    painting.draw_evidence_arc(painter, arc, person.confidence, look)
    _bar(
        painter,
        QRectF(line.left(), line.center().y() - BAR / 2, arc.left() - 8 - line.left(), BAR),
        person,
        look,
        chosen,
    )


def _bar(painter: QPainter, box: QRectF, person: Person, look: Theme, chosen: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("line"))
    painter.drawRoundedRect(box, BAR / 2, BAR / 2)
    painter.setBrush(look.color("accent" if chosen else "text2"))
    filled = QRectF(box.left(), box.top(), box.width() * person.score / 100, BAR)
    if filled.width() >= BAR:
        painter.drawRoundedRect(filled, BAR / 2, BAR / 2)


class AddCard(QAbstractButton):
    """The dashed card that begins a new persona."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(tr("Add a persona"))
        self.setAccessibleName(tr("Add a persona"))
        self.setAccessibleDescription(tr("A name, a job title, one worry. The rest can wait."))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_ring(self, theme.current().radius("personCard"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(120, 84)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(SIDE + 0.5, 4.5, -SIDE - 0.5, -2.5)
        line = QPen(look.color("control"), 1)
        line.setDashPattern([float(part) for part in token("line", "dashGap")])
        painter.setPen(line)
        painter.setBrush(look.color("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, look.radius("personCard"), look.radius("personCard"))
        inner = box.adjusted(12, 10, -10, -8)
        icon = look.pixmap("plus", 14, "text", painting.scale_of(painter))
        painting.draw_pixmap(painter, inner.left(), inner.top() + 2, icon)
        keys = kbd_width("N", look)
        head = QRectF(inner.left() + 24, inner.top(), inner.width() - 24 - keys - 6, 18)
        write(painter, head, self.text(), look, look.font("small", 600))
        draw_kbd(painter, QRectF(inner.right() - keys, inner.top(), keys, KBD_HEIGHT), "N", look, "text2", "surface")
        painter.setFont(look.font("micro", 400))
        painter.setPen(look.color("text2"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        below = QRectF(head.left(), head.bottom() + 2, inner.right() - head.left(), inner.bottom() - head.bottom())
        painter.drawText(below, int(flags), tr("A name, a job title, one worry. The rest can wait."))
