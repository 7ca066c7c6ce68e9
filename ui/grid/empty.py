"""What the map says while nothing is on it: the three things that fill it, and which of them are there."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.board_values import Board
from ui.kit import theme
from ui.kit.buttons import Button, link
from ui.kit.popover import paint_raised
from ui.kit.text import hairline, Label

WIDTH = 580
SHADOW = 12


class Mark(QWidget):
    """A number in a ring, or a tick on a disc."""

    def __init__(self, number: int, done: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._done = number, done
        self.setAccessibleName(tr("done") if done else str(number))
        self.setFixedSize(26, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, p = theme.current(), QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._done:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(look.color("ok"))
            p.drawEllipse(box)
            p.drawPixmap(6, 6, look.pixmap("check", 14, "surface", self.devicePixelRatioF()))
        else:
            p.setPen(QPen(look.color("control"), 1))
            p.setBrush(look.color("surface"))
            p.drawEllipse(box)
            p.setPen(look.color("text2"))
            p.setFont(look.font("small", 500))
            p.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))


class EmptyMap(QWidget):
    """The card in the middle of an empty board."""

    asked = Signal(str)
    """(what) personas, paste, channels, place, example or import"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SHADOW + 32, SHADOW + 28, SHADOW + 32, SHADOW + 24)
        self._column.setSpacing(0)
        self._state: tuple[int, int, int] | None = None
        self.next_button: Button | None = None
        """The button of the step that comes next."""

    def show_board(self, board: Board) -> None:
        """Say what is there already."""
        state = (board.personas, board.pieces, len(board.channels))
        if state != self._state:
            self._state = state
            focused = self.isAncestorOf(QApplication.focusWidget() or self)
            self._clear()
            self._fill(*state)
            self._settle(focused)

    def _settle(self, focused: bool) -> None:
        """Take the size of what is there now; who was in the card stays in it, at the next step."""
        items = [self._column.itemAt(i) for i in range(self._column.count())]
        for widget in [item.widget() for item in items if item is not None]:
            if widget is not None:
                widget.show()
        self.adjustSize()
        if focused and self.next_button is not None:
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self.next_button = None
        while item := self._column.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _fill(self, personas: int, pieces: int, channels: int) -> None:
        title = tr("Your map is empty. Three things fill it.")
        self.setAccessibleName(title)
        self._column.addWidget(Label(title, "title"))
        self._column.addSpacing(4)
        self._column.addWidget(
            Label(tr("In any order; gaps show as soon as the first two are there."), "body", "text2")
        )
        self._column.addSpacing(16)
        next_step = 1 if not personas else 2 if not pieces else 3 if not channels else 4
        self._step(
            1,
            personas,
            tr("Who should read it"),
            trn("There is {n} persona.", "There are {n} personas.", personas)
            if personas
            else tr("A persona: one kind of person who takes part in buying."),
            tr("Add another") if personas else tr("Add a persona"),
            "personas",
            next_step == 1,
        )
        self._step(
            2,
            pieces,
            tr("What you have"),
            trn("There is {n} piece.", "There are {n} pieces.", pieces)
            if pieces
            else tr("Paste a list of titles from anywhere, one a line."),
            tr("Paste more titles") if pieces else tr("Paste titles"),
            "paste",
            next_step == 2,
            keys="Ctrl+V",
        )
        self._step(
            3,
            channels,
            tr("Where they meet it"),
            trn("There is {n} channel.", "There are {n} channels.", channels)
            if channels
            else tr("Tick your channels; each brings its good stages."),
            tr("Choose channels"),
            "channels",
            next_step == 3,
        )
        self._column.addWidget(hairline())
        self._column.addSpacing(14)
        self._column.addWidget(self._links(pieces and channels))

    def _step(
        self, number: int, done: int, title: str, words: str, act: str, what: str, primary: bool, *, keys: str = ""
    ) -> None:
        self._column.addWidget(hairline())
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(16)
        row.addWidget(Mark(number, bool(done)))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(title, "body", weight=600))
        texts.addWidget(Label(words, "body", "text2", wrap=True))
        row.addLayout(texts, 1)
        if done and not primary:
            button = link(act)
        else:
            button = Button(act, "primary" if primary else "standard", keys=keys if primary else "")
            self.next_button = button if primary else self.next_button
        button.setProperty("asks", what)
        button.clicked.connect(self._ask)
        row.addWidget(button)
        self._column.addWidget(box)

    def _links(self, ready: int | bool) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        example = ("example", tr("See a full map in the example"), "grid-3x3")
        for what, words, icon in (("place", tr("Place a piece"), "plus") if ready else example,):
            button = link(words, icon=icon)
            button.setProperty("asks", what)
            button.clicked.connect(self._ask)
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _ask(self) -> None:
        self.asked.emit(str(self.sender().property("asks")))

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(p, box, theme.current(), 10, SHADOW)
