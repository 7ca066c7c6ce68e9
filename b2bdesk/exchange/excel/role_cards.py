"""The sheet Role cards: a block for each persona, with the photo, a printed page each."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from b2bdesk.domain import pictures as judged
from b2bdesk.errors import UserError
from b2bdesk.exchange.excel.page import Cell, Line, Page, Picture
from b2bdesk.exchange.excel.source import Source
from b2bdesk.exchange.excel.widths import height, lines
from b2bdesk.i18n import tr
from b2bdesk.queries import card_words as words
from b2bdesk.queries import pictures
from b2bdesk.queries.card_rows import Card
from b2bdesk.queries.card_words import Entry, GROUP_OF, NO_MARK, Section
from b2bdesk.queries.cards import cards

WHO, TEXT, NUMBER, SURE, GAP = 42.0, 58.0, 10.0, 12.0, 2.0
WIDTHS: Final = [WHO, TEXT, NUMBER, SURE, GAP, TEXT, NUMBER, SURE]
LAST: Final = "H"
ORDER: Final = "pains needs desires objections topics preferences search budget content more triggers related".split()
"""The sections two by two: those of a height beside each other."""
PHOTO_SIDE: Final = 132
"""Pixels of a photo's longer side."""
PHOTO_LINES: Final = 7
"""Lines that leave room for it."""
GROUPS: Final = frozenset(GROUP_OF.values()) | {"evidence"}
Half = tuple[Cell, Cell, Cell]
BLANK: Final[Half] = (Cell(None, "plain_text"), Cell(None, "plain_text"), Cell(None, "plain_text"))


class Row(NamedTuple):
    """The right part of a line: the left and the right section."""

    left: Half = BLANK
    right: Half = BLANK


def role_cards(source: Source) -> Page:
    """Return the sheet."""
    page = Page("role_cards", tr("Role cards"), widths=list(WIDTHS), freeze="A3")
    page.add(Cell(page.title, "title"), height=24.0)
    page.add(Cell(tr("One card a page; statements with their weight of 5 and what evidence they rest on."), "note"))
    breaks = []
    for at, card in enumerate(cards(source.session, source.lang, source.today)):
        if at:
            page.add()
            breaks.append(page.count())
        block(page, source, card)
    page.breaks = tuple(breaks)
    return page


def block(page: Page, source: Source, card: Card) -> None:
    """Add a card's block."""
    first = page.add(Cell(card.name, "subtitle"), spread(page, quote(card), "card_quote"), height=24.0)
    page.places["role_card", card.id] = (first, 1)
    jobs = "\n".join(entry.text for entry in words.jobs(card))
    room = sum(WIDTHS[1:])
    tall = max(lines(jobs, room), lines(card.title, WHO))
    page.add(Cell(card.title, "card_title"), spread(page, jobs, "note_wrapped"), height=height(tall))
    top = page.count() + 1
    photo = picture(source, card, top)
    if photo is not None:
        page.pictures.append(photo)
    left = [*([""] * PHOTO_LINES if photo is not None else []), *person(card)]
    for who, row in zip_longest(left, right(card), fillvalue=None):
        line(page, who or "", row or Row())


def spread(page: Page, text: str, style: str) -> Cell:
    """Return a text that stands across all columns but the first, in the next line."""
    at = page.count() + 1
    page.merges.append(f"B{at}:{LAST}{at}")
    return Cell(text, style)


def quote(card: Card) -> str:
    """Return what the person says."""
    return words.quoted(card.quote) if card.quote else ""


def line(page: Page, who: str, row: Row) -> None:
    """Add a line as tall as its longest text."""
    most = max(lines(who, WHO), *(lines(str(half[0].value or ""), TEXT) for half in row))
    page.given.append(Line((Cell(who, "card_who"), *row.left, None, *row.right), height(most)))


def person(card: Card) -> Iterator[str]:
    """Yield the lines about the person: signs, company, seats in decisions, what the card rests on."""
    if card.leading:
        yield f"★ {tr('Leading persona')}"
    if card.negative:
        yield f"✕ {tr('Not for us')}"
    yield from card.who
    yield ""
    for seat in card.seats:
        yield words.seat(seat)
    yield ""
    yield words.backing(card)
    yield words.sources(card)
    yield words.standing(card)
    if card.missing:
        yield tr("Still unknown: {what}", what=tr("; ").join(card.missing))
    if card.link:
        yield card.link


def right(card: Card) -> Iterator[Row]:
    """Yield the sections, two side by side."""
    held = sorted(words.sections(card, GROUPS), key=place)
    for at in range(0, len(held), 2):
        pair = [list(halves(section)) for section in held[at : at + 2]]
        yield from (Row(*row) for row in zip_longest(*pair, fillvalue=BLANK))
        yield Row()


def place(section: Section) -> int:
    """Return where a section stands."""
    return ORDER.index(section.key)


def halves(section: Section) -> Iterator[Half]:
    """Yield a heading, then each entry with its number and how sure it is."""
    proven, counted = any(e.proof != NO_MARK for e in section.entries), any(numbered(section.entries))
    heads = (
        section.title,
        tr("Weight") if proven else tr("Strength") if counted else "",
        tr("Confidence") if proven else "",
    )
    yield (Cell(heads[0], "card_head"), Cell(heads[1], "card_head"), Cell(heads[2], "card_head"))
    for entry in section.entries:
        text = f"{entry.tag} {entry.text}" if entry.tag else entry.text
        number = entry.weight if entry.weight >= 0 else entry.dots if entry.dots >= 0 else None
        yield (
            Cell(text, "card_text"),
            Cell(number, "card_number" if number is not None else "plain_text"),
            sure(entry),
        )


def numbered(entries: Sequence[Entry]) -> Iterator[bool]:
    """Tell of each entry whether it bears a number."""
    yield from (entry.weight >= 0 or entry.dots >= 0 for entry in entries)


def sure(entry: Entry) -> Cell:
    """Return how far evidence carries an entry."""
    if entry.proof == NO_MARK:
        return Cell(None, "plain_text")
    return Cell(entry.note, "card_sure") if entry.proof is None else Cell(entry.proof, "card_share")


def picture(source: Source, card: Card, row: int) -> Picture | None:
    """Return a card's photo in a line, None where there is none that Excel shows."""
    data = pictures.data(source.session, card.photo) if card.photo else None
    if not data:
        return None
    try:
        found = judged.check(data)
    except UserError:
        return None
    scale = PHOTO_SIDE / max(found.width, found.height)
    return Picture(
        data, found.mime.removeprefix("image/"), row, round(found.width * scale), round(found.height * scale)
    )
