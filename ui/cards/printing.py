"""Cards onto a paged device: the sheets of a PDF, of a printer, and of a preview, painted alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMarginsF, QPointF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from b2bdesk.i18n import speaking, tr
from b2bdesk.insight.rows import growing
from b2bdesk.queries.card_rows import Card
from ui.cards.blank import blank_side
from ui.cards.card import sides
from ui.cards.choices import Choices
from ui.cards.lettering import Face, Lettering
from ui.cards.ops import Op, Side, Text
from ui.cards.painting import Look, Painter
from ui.cards.sheet import cut_marks, NEAR_EDGE, Page, pages, Sheet, sheet

Progress = Callable[[int, int], None]
NUMBER: Final = Face("micro", 0.9)


@dataclass(frozen=True, slots=True)
class Kit:
    """Cards laid out for a paper: its grid, the pages, and on which page each card begins."""

    sheet: Sheet
    pages: list[Page]
    starts: Mapping[int, int]
    """The page on which each persona's card begins, from 0."""
    choices: Choices
    letters: Lettering


def kit(
    cards: Sequence[Card],
    choices: Choices,
    plan: Card | None = None,
    progress: Progress | None = None,
    letters: Lettering | None = None,
) -> Kit:
    """Lay out all cards, then the blank ones; `plan` names plan and day where there is no card to do so."""
    made, letters = sheet(choices.paper, choices.per_page), letters or Lettering(choices.lang, paper=True)
    held: list[Sequence[Side]] = []
    with growing():
        for at, card in enumerate(cards):
            if progress:
                progress(at, 2 * len(cards))
            held.append(sides(card, choices, made.card, letters))
    named = plan or (cards[0] if cards else None)
    if choices.blank and named:
        blank = blank_side(named.plan, named.today, choices, made.card, letters)
        held += [[blank]] * choices.blank
    found = pages(held, made.count, duplex=choices.back)
    return Kit(made, found, starts(found), choices, letters)


def starts(found: Sequence[Page]) -> dict[int, int]:
    """Return the page on which each card begins."""
    first: dict[int, int] = {}
    for number, page in enumerate(found):
        for _, side in page.sides:
            if side.card:
                first.setdefault(side.card, number)
    return first


def page_layout(made: Sheet) -> QPageLayout:
    """Return the layout of a page without margins."""
    short, long = sorted((made.width, made.height))
    upright = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    lying = made.width > made.height
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    return QPageLayout(upright, way, QMarginsF(0, 0, 0, 0))


def paint_pages(
    painter: QPainter,
    device: QPagedPaintDevice,
    made: Kit,
    look: Look,
    progress: Progress | None = None,
    numbers: Sequence[int] | None = None,
) -> None:
    """Paint pages of a kit, all unless told by `numbers` from 0, on a device whose painter is at work."""
    total = len(made.pages)
    brush = SheetPainter(painter, made, look)
    for at, number in enumerate(range(total) if numbers is None else numbers):
        if progress:
            progress(total + number, 2 * total)
        if at:
            device.newPage()
        brush.page(number)


class SheetPainter:
    """Paints pages with a painter in the units of its device."""

    def __init__(self, painter: QPainter, made: Kit, look: Look) -> None:
        self.painter, self.kit, self.look = painter, made, look
        self.brush = Painter(painter, look)
        self.unit = painter.device().logicalDpiX() / 25.4

    def page(self, number: int) -> None:
        """Paint a page."""
        made, page = self.kit.sheet, self.kit.pages[number]
        for index, side in page.sides:
            cell = made.at(index, mirrored=page.back)
            self.painter.save()
            self.painter.scale(self.unit, self.unit)
            self.painter.translate(QPointF(cell.x, cell.y))
            self.painter.scale(made.scale, made.scale)
            self.brush.side(side)
            self.painter.restore()
        self.painter.save()
        self.painter.scale(self.unit, self.unit)
        self.brush.side(Side(made.width, made.height, tuple(self.around(number)), 0))
        self.painter.restore()

    def around(self, number: int) -> list[Op]:
        """Return what stands between the cards: cut marks, and which page this is."""
        made = self.kit.sheet
        ops: list[Op] = cut_marks(made) if self.kit.choices.cut_marks else []
        if len(self.kit.pages) > 1:
            ops.append(page_number(self.kit, number))
        return ops


def page_number(made: Kit, number: int) -> Text:
    """Return the page's number at the bottom right, in what the cards leave free."""
    letters = made.letters
    with speaking(made.choices.lang):
        words = tr("Sheet {n} of {total}", n=number + 1, total=len(made.pages))
        if made.choices.back:
            side = tr("back") if made.pages[number].back else tr("front")
            words = tr("Sheet {n} of {total}, {side}", n=number // 2 + 1, total=len(made.pages) // 2, side=side)
    right = made.sheet.width - 8.0 * made.sheet.scale
    base = made.sheet.height - min(NEAR_EDGE, 0.35 * 8.0 * made.sheet.scale)
    face = Face("micro", min(1.0, 0.5 + 0.5 * made.sheet.scale))
    return Text(right - letters.width(words, face), base, words, face, "text3")
