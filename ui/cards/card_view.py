"""One persona's card on screen, live: readable in a narrow pane, the printed card where there is room for it.

    view = CardView(desk)
    view.show_persona(3)      # None for nobody
    view.apply(changes)       # after each edit

It scrolls where it is taller than its place.
"""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk.i18n import language, tr
from b2bdesk.queries import cards as asked
from b2bdesk.queries import pictures as kept_pictures
from b2bdesk.queries.card_rows import Card
from ui.cards.card import A5, sides
from ui.cards.choices import Choices
from ui.cards.files import picture
from ui.cards.lettering import Lettering
from ui.cards.narrow import narrow
from ui.cards.ops import Side
from ui.cards.painting import Look, paint
from ui.desk import Desk
from ui.kit import pictures, theme
from ui.kit.focus import give_ring
from ui.kit.scroll import ScrollPage
from ui.kit.theme import Theme

PIXELS: Final = 4.24
"""Pixels to the millimetre in a pane: body text is as tall as elsewhere in the window."""
PAPER_FROM: Final = 860
"""Pixels from which the printed card is shown."""
LEAST: Final = 240
CORNER: Final = 12
PHOTO: Final = 512
COPY_DPI: Final = 200
MODES: Final = ("auto", "screen", "paper")


class CardCanvas(QWidget):
    """The card itself, as tall as its width takes; Ctrl+C copies it as picture and text."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._choices = Choices(str(language()))
        self._persona: int | None = None
        self._card: Card | None = None
        self._photos: dict[str, QImage] = {}
        self._letters: Lettering | None = None
        self._mode = "auto"
        self._side: Side | None = None
        self._drawn_for: tuple[Any, ...] = ()
        self._pixmap = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(LEAST)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        give_ring(self, CORNER)
        theme.changed.connect(self._on_theme)
        self._describe()

    # What is shown

    def show_persona(self, persona: int | None) -> None:
        """Show a persona's card, or none."""
        self._persona = persona
        self.refresh()

    def persona(self) -> int | None:
        """Return whose card is shown."""
        return self._persona

    def card(self) -> Card | None:
        """Return what the card says."""
        return self._card

    def set_mode(self, mode: str) -> None:
        """Show the card as `screen`, as `paper`, or as fits the width: `auto`."""
        if mode in MODES and mode != self._mode:
            self._mode = mode
            self._lay_out()

    def set_groups(self, groups: frozenset[str]) -> None:
        """Show these groups."""
        self._choices = Choices(self._choices.lang, groups, self._choices.ink)
        self._lay_out()

    def set_ink(self, ink: str) -> None:
        """Show the card in full, or saving ink."""
        self._choices = Choices(self._choices.lang, self._choices.groups, ink)
        self._lay_out()

    def apply(self, changes: Any) -> None:
        """Read the card anew if an edit touched what it says."""
        if not asked.TABLES.isdisjoint(changes.tables):
            self.refresh()

    def refresh(self) -> None:
        """Read the card."""
        self._card = None
        if self._persona is not None and self._desk.ws is not None:
            self._card = self._desk.read(partial(self._read, self._persona))
        self._describe()
        self._lay_out()

    def is_paper(self) -> bool:
        """Tell whether the printed card is shown."""
        return self._mode == "paper" or (self._mode == "auto" and self.width() >= PAPER_FROM)

    def copy(self) -> None:
        """Put the printed card onto the clipboard as a picture, and its text."""
        if self._card is None:
            return
        from PySide6.QtCore import QMimeData

        held = QMimeData()
        side = sides(self._card, self._choices, A5, self._lettering())[0]
        held.setImageData(picture(side, self._look(Theme("light", self._choices.lang)), COPY_DPI))
        held.setText("\n".join(side.texts()))
        QGuiApplication.clipboard().setMimeData(held)

    # How

    def _read(self, persona: int, session: Any) -> Card | None:
        found = asked.card(session, self._choices.lang, self._desk.today(), persona)
        if found is not None and found.photo and found.photo not in self._photos:
            image = pictures.decode_kept(kept_pictures.data(session, found.photo), PHOTO)
            self._photos = {} if image.isNull() else {found.photo: image}
        return found

    def _lettering(self) -> Lettering:
        if self._letters is None:
            self._letters = Lettering(self._choices.lang)
        return self._letters

    def _look(self, colors: Theme) -> Look:
        return Look(self._lettering(), colors, self._choices.light, self._photos)

    def _lay_out(self) -> None:
        self._drawn_for = ()
        self._side = self._made(self.width()) if self._card is not None else None
        # Later, for a height set while the width is being given would be given again at once.
        QTimer.singleShot(0, self, self._take_height)
        self.updateGeometry()
        self.update()

    def _made(self, width: int) -> Side:
        assert self._card is not None
        if self.is_paper():
            return sides(self._card, self._choices, A5, self._lettering())[0]
        return narrow(self._card, self._choices, max(width, LEAST) / PIXELS, self._lettering())

    def _take_height(self) -> None:
        if self._side is not None:
            self.setFixedHeight(self.heightForWidth(self.width()))
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(16777215)

    def _describe(self) -> None:
        card = self._card
        self.setAccessibleName(tr("Role card: {name}", name=card.name) if card else tr("Role card"))
        self.setAccessibleDescription(self.text() or tr("Choose a persona to see the card."))

    def text(self) -> str:
        """Return what the card says, line by line."""
        if self._card is None:
            return ""
        return "\n".join(sides(self._card, self._choices, A5, self._lettering())[0].texts())

    def _on_theme(self) -> None:
        self._drawn_for = ()
        self.update()

    def _draw(self) -> QPixmap:
        assert self._side is not None
        dpr = self.devicePixelRatioF()
        colors = Theme("light", self._choices.lang) if self.is_paper() else theme.current()
        pixmap = QPixmap(self.size() * dpr)
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().color("line"), 1))
        painter.setBrush(colors.color("surface" if self.is_paper() else "raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        scale = self.width() / self._side.width
        painter.scale(scale, scale)
        paint(painter, self._side, self._look(colors))
        painter.end()
        return pixmap

    def hasHeightForWidth(self) -> bool:
        return self._card is not None

    def heightForWidth(self, width: int) -> int:
        if self._side is None:
            return -1
        made = self._side if width == self.width() else self._made(width)
        return round(made.height * width / made.width)

    def sizeHint(self) -> QSize:
        width = max(self.width(), LEAST)
        return QSize(width, max(self.heightForWidth(width), 120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.oldSize().width() != event.size().width():
            self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._side is None:
            painter.setPen(theme.current().color("text3"))
            painter.setFont(theme.current().font("body"))
            words = tr("Choose a persona to see the card.")
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)
            return
        key = (self.size(), self.devicePixelRatioF(), theme.current(), self._side)
        if key != self._drawn_for:
            self._pixmap, self._drawn_for = self._draw(), key
        painter.drawPixmap(0, 0, self._pixmap)


class CardView(ScrollPage):
    """Shows a persona's card at any size."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=8)
        self.canvas = CardCanvas(desk)
        self.body.addWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        self.show_persona = self.canvas.show_persona
        self.persona = self.canvas.persona
        self.apply = self.canvas.apply
        self.refresh = self.canvas.refresh
        self.set_mode = self.canvas.set_mode
        self.set_groups = self.canvas.set_groups
        self.set_ink = self.canvas.set_ink
        self.copy = self.canvas.copy
