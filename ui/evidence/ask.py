"""What to ask next, the least proven of the most important statements first; and whom to look at again."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.evidence import Board, Review, Statement
from b2bdesk.queries.labels import Labels
from ui.evidence import words
from ui.kit.buttons import Button
from ui.kit.empty_state import EmptyState
from ui.kit.marks import evidence_arc, icon_mark, weight_pips
from ui.kit.scroll import ScrollPage
from ui.kit.text import hairline, Label, upright

PAGE: Final = 12
REVIEW_WIDTH: Final = 340


class AskPage(QWidget):
    """`asked(item)` wants an interview about a statement; `looked(persona)` says that somebody looked today."""

    asked = Signal(int)
    looked = Signal(object)
    begun = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[int, Button] = {}
        self.reviews: dict[int, Button] = {}
        self._shown = PAGE
        self._board, self._writable = Board((), ()), False
        self._labels: Labels | None = None
        self.list = ScrollPage(spacing=0)
        self.list.setAccessibleName(tr("What to ask next"))
        self.review = ScrollPage(spacing=0)
        self.review.setAccessibleName(tr("To look at again"))
        self.review.setFixedWidth(REVIEW_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(upright())
        row.addWidget(self.review)

    def show_board(self, board: Board, labels: Labels, *, writable: bool) -> None:
        """Show the statements most worth asking about."""
        self._board, self._labels, self._writable = board, labels, writable
        self.rows = {}
        self.list.clear()
        body = self.list.body
        body.addWidget(_head(tr("What to ask next"), tr("Priority of the persona × weight × what is not yet proven.")))
        names = {group.id: group.name for group in board.groups}
        for one in board.to_ask[: self._shown]:
            body.addWidget(self._line(one, names[one.persona_id]))
        if len(board.to_ask) > self._shown:
            more = Button(tr("Show {n} more", n=min(PAGE, len(board.to_ask) - self._shown)), "link")
            more.clicked.connect(self._more)
            body.addWidget(_padded(more))
        if not board.to_ask:
            state = EmptyState(
                "user-round", tr("Nothing to ask yet"), tr("Say what you believe about a persona; here it is proven."),
                framed=False,
            )  # fmt: skip
            body.addWidget(state)

    def show_reviews(self, rows: list[Review], *, writable: bool) -> None:
        """Show who is to be looked at again, then the others."""
        self.reviews = {}
        self.review.clear()
        stale = [row for row in rows if row.stale]
        body = self.review.body
        told = trn("{n} persona waits.", "{n} personas wait.", len(stale)) if stale else tr("Nobody waits.")
        body.addWidget(_head(tr("To look at again"), told))
        for row in rows:
            body.addWidget(self._review(row, writable))
        if len(stale) > 1 and writable:
            every = Button(tr("Looked at all of them today"), small=True)
            every.clicked.connect(partial(self.looked.emit, [row.id for row in stale]))
            body.addWidget(_padded(every))

    def focus_first(self) -> None:
        """Give the keyboard to the first thing to ask."""
        button = next(iter(self.rows.values()), None)
        (button or self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _more(self) -> None:
        self._shown += PAGE
        assert self._labels is not None
        self.show_board(self._board, self._labels, writable=self._writable)

    def _line(self, one: Statement, name: str) -> QWidget:
        assert self._labels is not None
        box = QWidget()
        arc = evidence_arc(one.value, words.sure_text(one.value), 16)
        kind = self._labels.of("item_kind", one.kind)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Label(f"{name} · {kind} · {one.code}", "micro", "text3"))
        top.addWidget(weight_pips(one.weight, tr("Weight {n} of 5", n=one.weight)))
        top.addStretch(1)
        said = Label(one.text, "body", wrap=True)
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addLayout(top)
        middle.addWidget(said)
        sure = QVBoxLayout()
        sure.setSpacing(2)
        for text, role, tone in (
            (words.sure_text(one.value), "small", "text2"),
            (tr("worth {n}", n=f"{one.worth:.1f}"), "micro", "text3"),
        ):
            label = Label(text, role, tone)
            label.setFixedWidth(112)
            sure.addWidget(label)
        button = Button(tr("Ask in an interview"), small=True, icon="message-circle-question-mark")
        button.setAccessibleDescription(one.text)
        button.clicked.connect(partial(self.asked.emit, one.id))
        button.setEnabled(self._writable)
        self.rows[one.id] = button
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        row.addWidget(arc, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(middle, 1)
        row.addLayout(sure)
        row.addWidget(button)
        return _ruled(box, row)

    def _review(self, one: Review, writable: bool) -> QWidget:
        box = QWidget()
        icon = icon_mark("clock" if one.stale else "check", "thin" if one.stale else "ok", "", 14)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(tr(", ").join((one.name, one.title)), "body", weight=600, wrap=True))
        if one.stale:
            column.addWidget(Label(words.why_text(one), "small", "thinText", wrap=True))
        column.addWidget(Label(words.heard_text(one), "small", "text3", wrap=True))
        if writable:
            button = Button(tr("Looked at today"), "standard" if one.stale else "link", small=True)
            button.setAccessibleDescription(one.name)
            button.clicked.connect(partial(self.looked.emit, [one.id]))
            self.reviews[one.id] = button
            line = QHBoxLayout()
            line.setContentsMargins(0, 4, 0, 0)
            line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(10)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return _ruled(box, row)


def _head(title: str, about: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(16, 14, 16, 8)
    column.setSpacing(2)
    column.addWidget(Label(title, "section", weight=600))
    column.addWidget(Label(about, "small", "text3", wrap=True))
    return box


def _padded(widget: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(16, 10, 16, 12)
    row.addWidget(widget)
    row.addStretch(1)
    return box


def _ruled(box: QWidget, inner: QHBoxLayout) -> QWidget:
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(hairline())
    column.addLayout(inner)
    return box
