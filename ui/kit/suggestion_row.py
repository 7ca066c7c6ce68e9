"""A suggestion: its score, the piece, a button to add it, the score's parts and one sentence why."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.buttons import Button, Kind
from ui.kit.focus import give_ring
from ui.kit.marks import icon_mark
from ui.kit.score_bar import Part, ScoreBar
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


class SuggestionRow(QWidget):
    """`added(key)` asks to add it; the first of a list is tinted, bears labels, and Enter adds it."""

    added = Signal(object)

    def __init__(self, look: SuggestionLook, *, first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._first = look, first
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{look.score:.1f} {look.code} {look.title}. {look.why}")
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
            column.addWidget(ScoreBar(look.parts, labels=first))
        if look.why:
            column.addWidget(Label(look.why, "small", "text3", wrap=True))
        row.addLayout(column, 1)
        theme.changed.connect(self.update)

    def _head(self) -> QHBoxLayout:
        look, present = self._look, theme.current()
        icon = icon_mark(present.form_icon(look.form, look.form_class), present.form_color(look.form_class))
        kind: Kind = "primary" if self._first else "standard"
        add = Button(tr("Add"), kind, keys="Return" if self._first else "", small=True)
        add.setAccessibleName(tr("Add {code}", code=look.code))
        add.clicked.connect(partial(self.added.emit, look.key))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(icon)
        head.addWidget(Label(look.code, "small", weight=600))
        head.addWidget(ElidedLabel(look.title, "small", weight=500), 1)
        head.addWidget(add)
        return head

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.added.emit(self._look.key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._first:
            QPainter(self).fillRect(QRectF(self.rect()), theme.current().color("accentFaint"))
