"""One sheet as it will be printed, small; only the cards up to it are laid out, each once."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.card_rows import Card
from b2bdesk.queries.counts import overview
from ui.cards import files
from ui.cards.blank import blank_side
from ui.cards.card import sides
from ui.cards.legible import told
from ui.cards.lettering import Lettering
from ui.cards.ops import Side
from ui.cards.painting import Look
from ui.cards.printing import Kit, SheetPainter, starts
from ui.cards.sheet import Page, pages, Sheet, sheet
from ui.cards.work import CardOrder, gather, PDF
from ui.desk import Desk
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.focus import give_ring
from ui.kit.text import Label

AT_ONCE: Final = 8
"""Cards read at a time."""


class Sheets:
    """The pages of an order, laid out as far as they are looked at."""

    def __init__(self, desk: Desk, order: CardOrder) -> None:
        self._desk, self.order = desk, order
        self.sheet: Sheet = sheet(order.choices.paper, order.choices.per_page)
        self.letters = Lettering(order.choices.lang, paper=order.form == PDF)
        self.images: dict[str, QImage] = {}
        self._held: list[Sequence[Side]] = []
        self._names: dict[int, str] = {}
        self._read = 0
        self._plan: Card | None = None

    def page(self, number: int) -> tuple[Kit, bool]:
        """Return pages up to a number, and whether there are no others."""
        choices = self.order.choices
        while self._read < len(self.order.personas) and len(self._pages()) <= number + 1:
            self._take()
        done = self._read >= len(self.order.personas)
        found = self._pages(self._blank() if done else [])
        return Kit(self.sheet, found, starts(found), choices, self.letters), done

    def names(self, page: Page) -> str:
        """Return whose cards are on a page."""
        held = dict.fromkeys(self._names.get(side.card, tr("Blank card")) for _, side in page.sides)
        return tr(", ").join(held)

    def _pages(self, more: Sequence[Sequence[Side]] = ()) -> list[Page]:
        return pages([*self._held, *more], self.sheet.count, duplex=self.order.choices.back)

    def _take(self) -> None:
        wanted = self.order.personas[self._read : self._read + AT_ONCE]
        order = CardOrder(self.order.form, self.order.target, self.order.choices, self.order.today, wanted)
        held = self._desk.read(partial(_gathered, order))
        self.images |= held.images
        for card in held.cards:
            self._names[card.id] = card.name
            self._held.append(sides(card, self.order.choices, self.sheet.card, self.letters))
        self._read += AT_ONCE

    def _blank(self) -> list[Sequence[Side]]:
        choices = self.order.choices
        if not choices.blank:
            return []
        if self._plan is None:
            name = self._desk.read(overview).name
            self._plan = Card(0, "", "", "", name, self.order.today)
        side = blank_side(self._plan.plan, self._plan.today, choices, self.sheet.card, self.letters)
        return [[side]] * choices.blank


def _gathered(order: CardOrder, session: Any) -> Any:
    return gather(session, order)


class Paper(QWidget):
    """A page on a shadowless sheet of paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit: Kit | None = None
        self._look: Look | None = None
        self._number = 0
        self._pixmap = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(330)
        self.setMinimumWidth(300)
        give_ring(self, 4)

    def show_page(self, made: Kit | None, look: Look | None, number: int) -> None:
        """Show a page, or that there is none."""
        self._kit, self._look, self._number = made, look, number
        self._pixmap = QPixmap()
        self.update()

    def _box(self) -> QRectF:
        assert self._kit is not None
        wide, high = self._kit.sheet.width, self._kit.sheet.height
        scale = min((self.width() - 2) / wide, (self.height() - 2) / high)
        size = wide * scale, high * scale
        return QRectF((self.width() - size[0]) / 2, (self.height() - size[1]) / 2, *size)

    def _draw(self, size: QSize) -> QPixmap:
        assert self._kit is not None
        assert self._look is not None
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = SheetPainter(painter, self._kit, self._look)
        brush.unit = size.width() / self._kit.sheet.width
        brush.page(self._number)
        painter.end()
        return QPixmap.fromImage(image)

    def sizeHint(self) -> QSize:
        return QSize(440, 330)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        if self._kit is None or not self._kit.pages:
            painter.setPen(look.color("text3"))
            painter.setFont(look.font("body"))
            words = tr("Tick a persona, or ask for blank cards.")
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)
            return
        box, dpr = self._box(), self.devicePixelRatioF()
        size = QSize(round(box.width() * dpr), round(box.height() * dpr))
        if self._pixmap.size() != size:
            self._pixmap = self._draw(size)
        painter.drawPixmap(box, self._pixmap, QRectF(self._pixmap.rect()))
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawRect(box)


class Preview(QWidget):
    """The paper, and buttons to leaf through; Page up and Page down do it too."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheets: Sheets | None = None
        self._number = 0
        self.paper = Paper(self)
        self.back = IconButton("chevron-left", tr("Sheet before"), keys="PgUp", parent=self)
        self.on = IconButton("chevron-right", tr("Next sheet"), keys="PgDown", parent=self)
        self.words = Label("", "small", "text2", parent=self)
        self.who = Label("", "small", "text3", wrap=True, parent=self)
        self.note = Label("", "small", "thinText", wrap=True, parent=self)
        self.note.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        for part in (self.back, self.on, self.words):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.paper)
        column.addLayout(row)
        column.addWidget(self.who)
        column.addWidget(self.note)
        self.back.clicked.connect(partial(self._turn, -1))
        self.on.clicked.connect(partial(self._turn, 1))

    def show_order(self, order: CardOrder) -> None:
        """Show an order from the sheet that was looked at, or its last one."""
        self._sheets = Sheets(self._desk, order) if order.personas or order.choices.blank else None
        self._show()

    def number(self) -> int:
        """Return which page is shown, from 0."""
        return self._number

    def leaf(self, step: int) -> None:
        """Go some pages on or back."""
        self._number = max(0, self._number + step)
        self._show()

    def _turn(self, step: int, _checked: bool = False) -> None:
        self.leaf(step)

    def _show(self) -> None:
        self._note("")
        if self._sheets is None:
            self.paper.show_page(None, None, 0)
            self._tell("", "")
            self._allow(False, False)
            return
        made, done = self._sheets.page(self._number)
        self._number = min(self._number, max(0, len(made.pages) - 1))
        look = files.look(made.choices, made.letters, self._sheets.images)
        self._note(told(made.letters.missing))
        self.paper.show_page(made, look, self._number)
        if not made.pages:
            return
        page = made.pages[self._number]
        said = tr("Page {n} of {total}", n=self._number + 1, total=len(made.pages))
        if not done:
            said = tr("Page {n}", n=self._number + 1)
        self._tell(f"{said} · {tr('back')}" if page.back else said, self._sheets.names(page))
        self._allow(self._number > 0, self._number + 1 < len(made.pages) or not done)

    def _note(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _tell(self, words: str, who: str) -> None:
        self.words.setText(words)
        self.who.setText(who)
        self.paper.setAccessibleName(tr("Preview: {what}", what=words or tr("nothing")))
        self.paper.setAccessibleDescription(who)

    def _allow(self, back: bool, on: bool) -> None:
        self.back.setEnabled(back)
        self.on.setEnabled(on)
