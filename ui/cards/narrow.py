"""A card for a narrow pane: one column, as tall as it takes, readable at any width."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from b2bdesk.i18n import speaking, tr
from b2bdesk.queries import card_words as words
from b2bdesk.queries.card_rows import Card
from b2bdesk.queries.card_words import Section
from ui.cards.choices import Choices
from ui.cards.lettering import Face, Lettering
from ui.cards.ops import Op, Proof, Rule, Side
from ui.cards.person import Block, Column, portrait
from ui.cards.setting import MARK, Setter, shifted

PAD: Final = 4.4
SIDE: Final = 20.0
GAP: Final = 2.6
BETWEEN: Final = 5.0
TWO_FROM: Final = 82.0
"""Millimetres from which short sections stand in pairs."""
SCALE: Final = 0.98
WHOLE: Final = ("pains", "needs", "desires")


@dataclass(slots=True)
class Sheet:
    """What has been placed, and how far down."""

    width: float
    letters: Lettering
    ops: list[Op] = field(default_factory=list)
    y: float = PAD

    @property
    def room(self) -> float:
        """The width inside the padding."""
        return self.width - 2 * PAD

    def block(self, block: Block, gap: float = 0.0) -> None:
        """Place a block."""
        self.ops += shifted(block.ops, PAD, self.y)
        self.y += block.height + gap

    def rule(self) -> None:
        """Draw a hairline."""
        self.ops.append(Rule(PAD, self.y, PAD + self.room, self.y, "line", 0.2))
        self.y += GAP


def narrow(card: Card, choices: Choices, width: float, letters: Lettering) -> Side:
    """Return a card in one column of a width in millimetres."""
    with speaking(choices.lang):
        sheet = Sheet(width, letters)
        head(sheet, card, choices.groups)
        if "portrait" in choices.groups and card.quote:
            quote(sheet, card)
        if "job" in choices.groups:
            for entry in words.jobs(card):
                text(sheet, entry.text, Face("body", SCALE), "text2", 1.6)
        sections(sheet, words.sections(card, choices.groups))
        if "evidence" in choices.groups:
            foot(sheet, card)
        return Side(width, sheet.y + PAD - GAP / 2, tuple(sheet.ops), card.id)


def head(sheet: Sheet, card: Card, groups: frozenset[str]) -> None:
    """Place portrait and person, then the seats in decisions."""
    with_face = "portrait" in groups
    left = SIDE + 3.4 if with_face else 0.0
    beside = Column(card, groups, sheet.room - left, 10_000.0, sheet.letters)
    top, y = sheet.y, sheet.y
    if with_face:
        sheet.ops.append(portrait(card, PAD, top, SIDE))
    blocks = [beside.lines((card.name,), "name", "text", 0.8, "", 0.2)]
    blocks.append(beside.lines((card.title,), "body", "text", SCALE, "", 0.4))
    if card.leading or card.negative:
        blocks.append(beside.signs(0.95))
    company = sheet.width >= TWO_FROM
    if company:
        blocks.append(beside.lines(card.who, "small", "text2", SCALE, "", 0.0))
    for block in blocks:
        sheet.ops += shifted(block.ops, PAD + left, y)
        y += block.height
    sheet.y = max(y, top + SIDE if with_face else y) + GAP
    if not company:
        sheet.block(
            Column(card, groups, sheet.room, 0.0, sheet.letters).lines(card.who, "small", "text2", SCALE, "", GAP)
        )
    if "decision" in groups:
        for block in Column(card, groups, sheet.room, 10_000.0, sheet.letters).seats(SCALE):
            sheet.block(block)
        sheet.y += GAP * 0.6


def quote(sheet: Sheet, card: Card) -> None:
    """Place the quote beside an upright stroke."""
    face, setter = Face("quote", 0.62), Setter(sheet.letters)
    ops, tall = setter.block(words.quoted(card.quote), face, PAD + 3.2, sheet.y, sheet.room - 3.2)
    sheet.ops.append(Rule(PAD + 0.4, sheet.y + 0.3, PAD + 0.4, sheet.y + tall - 0.3, "accent", 0.6))
    sheet.ops += ops
    sheet.y += tall + GAP


def text(sheet: Sheet, words_: str, face: Face, ink: str, gap: float) -> None:
    """Place a text of its own."""
    ops, tall = Setter(sheet.letters).block(words_, face, PAD, sheet.y, sheet.room, ink)
    sheet.ops += ops
    sheet.y += tall + gap


def sections(sheet: Sheet, held: Sequence[Section]) -> None:
    """Place statements one below the other, what is shorter in pairs where there is room for two."""
    setter = Setter(sheet.letters, SCALE)
    pairs: list[Section] = []
    for section in held:
        if section.key in WHOLE or sheet.width < TWO_FROM:
            row(sheet, setter, [section])
        else:
            pairs.append(section)
    for at in range(0, len(pairs), 2):
        row(sheet, setter, pairs[at : at + 2])


def row(sheet: Sheet, setter: Setter, held: Sequence[Section]) -> None:
    """Place sections side by side."""
    width = (sheet.room - (len(held) - 1) * BETWEEN) / len(held)
    tall = 0.0
    for at, section in enumerate(held):
        made = setter.section(section, width)
        sheet.ops += setter.draw_section(made, PAD + at * (width + BETWEEN), sheet.y)
        tall = max(tall, made.height)
    sheet.y += tall + GAP


def foot(sheet: Sheet, card: Card) -> None:
    """Say what the card rests on, and how complete it is."""
    sheet.rule()
    face, setter = Face("small", SCALE), Setter(sheet.letters, SCALE)
    leading = sheet.letters.leading(face)
    sheet.ops.append(Proof(PAD, sheet.y + (leading - MARK) / 2, MARK, card.confidence))
    for line in (words.backing(card), words.sources(card), words.standing(card)):
        ops, tall = setter.block(line, face, PAD + MARK + 1.5, sheet.y, sheet.room - MARK - 1.5, "text2")
        sheet.ops += ops
        sheet.y += tall
    if card.missing:
        unknown = tr("Still unknown: {what}", what=tr("; ").join(card.missing))
        ops, tall = setter.block(unknown, face, PAD + MARK + 1.5, sheet.y, sheet.room - MARK - 1.5, "text3")
        sheet.ops += ops
        sheet.y += tall
    sheet.y += GAP / 2
