"""Painting a finding in two lines: the mark, the sentence, why or what was decided; at the right what it is about."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from b2bdesk.i18n import day, tr
from b2bdesk.insight.decisions import Decision
from b2bdesk.insight.findings_diff import Gone
from b2bdesk.terms import FindingVerdict
from ui.gaps.groups import Head
from ui.gaps.model import gone_words, NEW, ROW
from ui.kit import theme
from ui.kit.tokens import token
from ui.painting import elided
from ui.summary import Said

LINE: Final = 52
"""The height of every row, headings too: with rows of one height a list of thousands is laid out at once."""
HEAD: Final = 28
PAD: Final = 16
CODES: Final = 132
WEIGHT: Final = 36
MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


class FindingDelegate(QStyledItemDelegate):
    """Paints headings, findings and what was solved."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), LINE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, look = index.data(ROW), theme.current()
        painter.save()
        if isinstance(row, Head):
            paint_head(painter, option.rect, row, look)
        elif isinstance(row, Gone):
            paint_gone(painter, option.rect, row, look, painter.device().devicePixelRatioF())
        else:
            paint_ground(painter, option, look)
            paint_finding(painter, option.rect, row, look, painter.device().devicePixelRatioF(), new=index.data(NEW))
        painter.restore()


def paint_head(painter: QPainter, rect: QRect, head: Head, look: theme.Theme) -> None:
    """Paint the heading of a group at the foot of its row, with room above it."""
    painter.fillRect(rect, look.color("surface"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("line"))
    line = QRect(rect.left() + PAD, rect.bottom() - HEAD, rect.width() - 2 * PAD, HEAD)
    painter.setFont(look.font("body", 600))
    painter.setPen(look.color("text"))
    text = elided(painter, head.text, line.width() - 48)
    painter.drawText(line, MIDDLE, text)
    left = painter.fontMetrics().horizontalAdvance(text) + 8
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text3"))
    painter.drawText(line.adjusted(left, 0, 0, 0), MIDDLE, f"{head.count:,}")


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, look: theme.Theme) -> None:
    """Paint the row's ground: current, under the mouse, or at rest."""
    rect = option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    over = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.fillRect(rect, look.color("accentSoft" if selected else "hover" if over else "surface"))
    if selected:
        painter.fillRect(rect.left(), rect.top(), 2, rect.height(), look.color("accent"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hairline"))


def paint_gone(painter: QPainter, rect: QRect, row: Gone, look: theme.Theme, dpr: float) -> None:
    """Paint what was solved: a tick, quiet words."""
    painter.fillRect(rect, look.color("surface"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hairline"))
    painter.drawPixmap(rect.left() + PAD, rect.top() + 18, look.pixmap("check", 14, "ok", dpr))
    left = rect.left() + PAD + 24
    write(painter, QRect(left, rect.top(), rect.right() - PAD - left, LINE), look, gone_words(row), "body", "text3")


def paint_finding(
    painter: QPainter, rect: QRect, said: Said, look: theme.Theme, dpr: float, *, new: bool = False
) -> None:
    """Paint a finding's mark, words, codes and importance."""
    mark = token("severity", str(said.finding.severity))
    painter.drawPixmap(rect.left() + PAD, rect.top() + 9, look.pixmap(mark["icon"], 14, mark["color"], dpr))
    right = rect.right() - PAD
    left = rect.left() + PAD + 24
    aside = CODES if rect.width() > 3 * CODES else 0
    tag = paint_new(painter, QRect(left, rect.top() + 7, 60, 18), look) if new else 0
    words = QRect(left + tag, rect.top() + 5, right - WEIGHT - aside - left - tag - 12, 22)
    write(painter, words, look, said.sentence, "body", "text", 500)
    below = QRect(left, rect.top() + 26, right - left, 18)
    text = said.why if said.decision is None else decided_words(said.decision)
    write(painter, below, look, text, "small", "text3")
    if aside:
        codes = QRect(right - WEIGHT - CODES, rect.top() + 5, CODES, 22)
        write(painter, codes, look, code_words(said), "small", "text2", align=Qt.AlignmentFlag.AlignRight)
    weight = QRect(right - WEIGHT, rect.top() + 5, WEIGHT, 22)
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text3"))
    painter.drawText(weight, MIDDLE | Qt.AlignmentFlag.AlignRight, importance(said))


def paint_new(painter: QPainter, place: QRect, look: theme.Theme) -> int:
    """Paint the tag of what is new and return the room it takes."""
    painter.setFont(look.font("micro", 600))
    text = "+ " + tr("new")
    width = painter.fontMetrics().horizontalAdvance(text) + 10
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("addedSoft"))
    painter.drawRoundedRect(QRectF(place.left(), place.top(), width, place.height()), 4, 4)
    painter.setPen(look.color("okText"))
    painter.drawText(QRect(place.left(), place.top(), width, place.height()), Qt.AlignmentFlag.AlignCenter, text)
    return width + 8


def write(
    painter: QPainter,
    place: QRect,
    look: theme.Theme,
    text: str,
    role: str,
    color: str,
    weight: int | None = None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Write a line, cut to its place."""
    painter.setFont(look.font(role, weight))
    painter.setPen(look.color(color))
    painter.drawText(place, MIDDLE | align, elided(painter, text, place.width()))


def code_words(said: Said) -> str:
    """Return the short codes that a finding is about; codes of lists, which nobody reads, stay out."""
    return " · ".join(code for code in said.finding.codes if code[:1].isupper())


def decided_words(decision: Decision) -> str:
    """Return what was decided, in words."""
    if decision.verdict == FindingVerdict.SNOOZED and decision.until is not None:
        return tr("Back on {day}. {reason}", day=day(decision.until), reason=decision.reason).strip()
    return tr("Not needed: {reason}", reason=decision.reason)


def importance(said: Said) -> str:
    """Return how much a finding matters, with one decimal."""
    return f"{said.finding.importance:.1f}"


def importance_words(said: Said) -> str:
    """Return how much a finding matters, in words."""
    return tr("priority {number}", number=importance(said))
