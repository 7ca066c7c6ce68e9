"""The left column of a card: portrait, name, title, the lines about person and company, the seats in decisions."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from b2bdesk.i18n import tr
from b2bdesk.queries import card_words as words
from b2bdesk.queries.card_rows import Card, Seat
from b2bdesk.queries.card_words import edition, Entry, Section
from ui.cards.code import code_rows
from ui.cards.lettering import Face, Lettering
from ui.cards.ops import Box, Code, Influence, Op, Portrait, Rule, Stance
from ui.cards.setting import Setter, shifted
from ui.records.paint import initials

FITS: Final = ((1.0, (43.0, 39.0, 35.0)), (0.92, (37.0, 33.0, 29.0)), (0.85, (33.0, 28.0, 22.0)))
"""Scales of the texts, each with the sides the portrait may have beside them."""
NAMES: Final = (1.0, 0.85, 0.7, 0.58)
NAME_LINES: Final = 3
TONES: Final = 6
QR_SIDE: Final = 17.0
RING: Final = 8.6
TAG_PAD: Final = 1.4


class Block(NamedTuple):
    """A part of the column, drawn from (0, 0), and what it says if it has to move."""

    ops: list[Op]
    height: float
    title: str = ""
    texts: tuple[str, ...] = ()


class Column:
    """Lays out the left column; `moved` is what found no room."""

    def __init__(self, card: Card, groups: frozenset[str], width: float, height: float, letters: Lettering) -> None:
        self.card, self.groups, self.letters = card, groups, letters
        self.width, self.height = width, height
        self.moved: list[Section] = []

    def laid_out(self, x: float, y: float) -> list[Op]:
        """Return the shapes of the column."""
        foot = self.foot()
        side, blocks = self.fitted(self.height - foot.height)
        ops: list[Op] = []
        if side:
            ops.append(portrait(self.card, x, y, side))
        at = y + (side + 2.2 if side else 0.0)
        for block in blocks:
            ops += shifted(block.ops, x, at)
            at += block.height
        return ops + shifted(foot.ops, x, y + self.height - foot.height)

    def fitted(self, room: float) -> tuple[float, list[Block]]:
        """Return the portrait's side and the blocks that fit below it."""
        for scale, sides in FITS:
            blocks = list(self.blocks(scale))
            tall = sum(block.height for block in blocks)
            for side in sides if "portrait" in self.groups else (0.0,):
                if tall + (side + 2.2 if side else 0.0) <= room:
                    return side, blocks
        while sum(block.height for block in blocks) + side + 2.2 > room:
            movable = [at for at, block in enumerate(blocks) if block.title]
            if not movable:
                break
            gone = blocks.pop(movable[-1])
            self.moved.insert(0, Section("person", gone.title, tuple(Entry(text) for text in gone.texts)))
        return side, blocks

    def blocks(self, scale: float) -> Iterator[Block]:
        """Yield name, signs, title, lines and seats."""
        yield self.name(scale)
        if self.card.leading or self.card.negative:
            yield self.signs(scale)
        yield self.lines((self.card.title,), "title", "text", scale, tr("Job title"), 1.0)
        if self.card.who:
            yield self.lines(self.card.who, "who", "text2", scale, tr("Person and company"), 1.4)
        if "decision" in self.groups:
            yield from self.seats(scale)

    def name(self, scale: float) -> Block:
        """Set the name as large as its lines allow; what is longer stands in full on the next side."""
        for smaller in NAMES:
            face = Face("name", scale * smaller)
            lines = self.letters.wrap(self.card.name, face, self.width)
            if len(lines) <= (1 if smaller > NAMES[1] else 2 if smaller > NAMES[-1] else NAME_LINES):
                break
        if len(lines) > NAME_LINES and not self.moved:
            self.moved.append(Section("name", tr("Name"), (Entry(self.card.name),)))
        shown = lines[:NAME_LINES]
        if len(lines) > NAME_LINES:
            shown = (*shown[:-1], shown[-1][:-1] + "…")
        setter, leading = Setter(self.letters), self.letters.leading(face)
        ops: list[Op] = [setter.text(line, face, 0, at * leading) for at, line in enumerate(shown)]
        return Block(ops, len(shown) * leading + 0.4)

    def lines(self, texts: tuple[str, ...], role: str, ink: str, scale: float, title: str, gap: float) -> Block:
        """Set lines of one role."""
        setter, face, y = Setter(self.letters), Face(role, scale), 0.0
        ops: list[Op] = []
        for text in texts:
            drawn, tall = setter.block(text, face, 0, y, self.width, ink)
            ops += drawn
            y += tall
        return Block(ops, y + gap, title, texts)

    def signs(self, scale: float) -> Block:
        """Say that a persona leads, or is not for us."""
        held = []
        if self.card.leading:
            held.append((tr("Leading persona"), "accentText", "accentSoft", "accentLine"))
        if self.card.negative:
            held.append((tr("Not for us"), "gapText", "gapSoft", "gapLine"))
        ops, tall = tags(held, self.width, Setter(self.letters, scale))
        return Block(ops, tall + 0.8)

    def seats(self, scale: float) -> Iterator[Block]:
        """Yield the seats in decision chains, the first below a rule and a heading."""
        setter = Setter(self.letters, scale)
        for at, seat in enumerate(self.card.seats):
            ops: list[Op] = []
            y = 0.6
            if not at:
                ops.append(Rule(0, y, self.width, y, "line", 0.2))
                y += 1.8
                ops.append(setter.text(tr("In the decision"), Face("head", scale), 0, y, "text3"))
                y += self.letters.leading(Face("head", scale)) + 0.2
            drawn, tall = self.seat(seat, setter)
            ops += shifted(drawn, 0, y)
            yield Block(ops, y + tall + 0.8, tr("In the decision"), (words.seat(seat),))

    def seat(self, seat: Seat, setter: Setter) -> tuple[list[Op], float]:
        """Draw one seat: chain, roles, influence, authority, stance."""
        scale, y = setter.scale, 0.0
        ops: list[Op] = []
        if len(self.card.seats) > 1 and seat.chain:
            drawn, tall = setter.block(seat.chain, Face("small", scale), 0, y, self.width, "text2")
            ops, y = drawn, tall + 0.4
        if seat.roles:
            held = [(role, "text2", "band", "line") for role in seat.roles]
            drawn, tall = tags(held, self.width, setter)
            ops += shifted(drawn, 0, y)
            y += tall + 1.0
        ring, face = RING * scale, Face("small", scale)
        leading = self.letters.leading(face)
        ops.append(Influence(0, y, ring, seat.influence))
        number, big = str(seat.influence), Face("number", scale)
        middle = y + ring / 2 - self.letters.leading(big) / 2
        ops.append(setter.text(number, big, ring / 2 - self.letters.width(number, big) / 2, middle))
        influence = tr("Influence {n}/5", n=seat.influence)
        ops.append(setter.text(influence, face, ring + 1.8, y + ring / 2 - leading))
        ops.append(setter.text(seat.authority, face, ring + 1.8, y + ring / 2))
        wide = max(self.letters.width(text, face) for text in (influence, seat.authority))
        drawn, tall = self.stance(seat, setter, ring, y, self.width - ring - 1.8 - wide - 1.5)
        return ops + drawn, y + ring + tall

    def stance(self, seat: Seat, setter: Setter, ring: float, y: float, room: float) -> tuple[list[Op], float]:
        """Draw the stance at the right of the ring if there is room, else below it."""
        if seat.stance is None:
            return [], 0.0
        face, side = Face("small", setter.scale), 3.0 * setter.scale
        leading, wide = self.letters.leading(face), self.letters.width(seat.stance_label, face)
        if wide <= room:
            x, middle = self.width - wide, y + ring / 2
            mark = Stance(x + (wide - side) / 2, middle - side - 0.4, side, seat.stance)
            return [mark, setter.text(seat.stance_label, face, x, middle)], 0.0
        mark = Stance((ring - side) / 2, y + ring + 0.9, side, seat.stance)
        return [mark, setter.text(seat.stance_label, face, ring + 1.8, y + ring + 0.6)], leading + 0.6

    def foot(self) -> Block:
        """Set the code to scan, if there is an address, and which card of which plan this is."""
        setter, face = Setter(self.letters), Face("small")
        leading, y = self.letters.leading(face), 0.0
        ops: list[Op] = []
        rows = code_rows(self.card.link) if self.card.link else ()
        if rows:
            ops.append(Code(0, 0, QR_SIDE, rows))
            drawn, _ = setter.block(
                tr("More about this persona"), face, QR_SIDE + 2, 4.0, self.width - QR_SIDE - 2, "text3"
            )
            ops += drawn
            y = QR_SIDE + 1.4
        drawn, tall = setter.block(self.card.plan, face, 0, y, self.width, "text3")
        ops += drawn
        ops.append(setter.text(edition(self.card), face, 0, y + tall, "text3"))
        return Block(ops, y + tall + leading)


def portrait(card: Card, x: float, y: float, side: float) -> Portrait:
    """Return the portrait of a card, or its initials in a tone that stays the persona's."""
    return Portrait(x, y, side, card.photo, initials(card.name), card.id % TONES)


def tags(held: list[tuple[str, str, str, str]], width: float, setter: Setter) -> tuple[list[Op], float]:
    """Draw (text, ink, fill, line) as tags that flow, and return how tall they are."""
    scale = setter.scale
    face, pitch = Face("small", scale), 5.6 * scale
    x = y = 0.0
    ops: list[Op] = []
    for text, ink, fill, line in held:
        lines = setter.letters.wrap(text, face, width - 2 * TAG_PAD)
        wide = max(setter.letters.width(each, face) for each in lines) + 2 * TAG_PAD
        if x and x + wide > width:
            x, y = 0.0, y + pitch
        tall = 4.6 * scale + (len(lines) - 1) * setter.letters.leading(face)
        ops.append(Box(x, y, wide, tall, 1.0, fill, line, 0.2))
        for at, each in enumerate(lines):
            top = y + 2.3 * scale + (at - 0.5) * setter.letters.leading(face)
            ops.append(setter.text(each, face, x + TAG_PAD, top, ink))
        x += wide + 1.4
        y += tall - 4.6 * scale
    return ops, y + 4.6 * scale
