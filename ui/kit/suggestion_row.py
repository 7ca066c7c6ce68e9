"""A suggestion: its score, the piece, a button to add it, the score's parts and one sentence why."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.buttons import Button, Kind
from ui.kit.focus import give_ring
from ui.kit.marks import icon_mark
from ui.kit.score_bar import Part, ScoreBar, spoken_score
from ui.kit.text import ElidedLabel, Label

SCORE_WIDTH = 38


@dataclass(frozen=True, slots=True)
class SuggestionLook:
    """All that a suggestion shows; score in points of 100."""

    key: object
    score: float
    form: str
    form_class: str
    code: str
    title: str
    parts: Sequence[Part] = ()
    why: str = ""
    factor: float = 1.0
    factors: Sequence[str] = ()
    """What the parts are multiplied by, 0-1, and each factor in words."""
    add: str = ""
    """What the button says, if it does something else than to add the piece."""
    add_name: str = ""


class SuggestionRow(QWidget):
    """`added(key)` asks to add it, `opened(key)` to see the piece.

    The first of a list is tinted and bears labels; Enter adds, Shift+Enter opens, the arrows go up and down.
    """

    added = Signal(object)
    opened = Signal(object)

    def __init__(self, look: SuggestionLook, *, first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._first = look, first
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{look.score:.1f} {look.code} {look.title}. {look.why}")
        self.setAccessibleDescription(spoken_score(look.parts, look.factors).replace("\n", tr(", ")))
        give_ring(self, 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(6)
        score = Label(f"{look.score:.1f}", "section")
        score.setFixedWidth(SCORE_WIDTH)
        score.setFixedHeight(24)
        row.addWidget(score, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(self._head())
        if look.parts:
            column.addWidget(ScoreBar(look.parts, labels=first, factor=look.factor, factors=look.factors))
        if look.why:
            column.addWidget(Label(look.why, "small", "text3", wrap=True))
        row.addLayout(column, 1)
        theme.changed.connect(self.update)

    def _head(self) -> QHBoxLayout:
        look, present = self._look, theme.current()
        icon = icon_mark(present.form_icon(look.form, look.form_class), present.form_color(look.form_class))
        kind: Kind = "primary" if self._first else "standard"
        add = Button(look.add or tr("Add"), kind, keys="Return" if self._first else "", small=True)
        add.setAccessibleName(look.add_name or tr("Add {code}", code=look.code))
        add.clicked.connect(partial(self.added.emit, look.key))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(icon)
        head.addWidget(Label(look.code, "small", weight=600))
        head.addWidget(ElidedLabel(look.title, "small", weight=500), 1)
        head.addWidget(add)
        return head

    def _go(self, step: int) -> None:
        """Give the focus to the suggestion above or below."""
        home = self.parentWidget()
        rows = home.findChildren(SuggestionRow) if home is not None else [self]
        rows[max(0, min(rows.index(self) + step, len(rows) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self._look.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.opened if shift else self.added).emit(self._look.key)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._first:
            QPainter(self).fillRect(QRectF(self.rect()), theme.current().color("accentFaint"))
