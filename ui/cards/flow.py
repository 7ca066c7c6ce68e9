"""Sides after the front: what found no room there, and the evidence, flowing through three columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from b2bdesk.queries import card_words as words
from b2bdesk.queries.card_rows import Card
from b2bdesk.queries.card_words import Section
from ui.cards.lettering import Face, Lettering
from ui.cards.ops import Op, Rule
from ui.cards.setting import SetEntry, Setter

MARGIN: Final = 8.0
COLUMNS: Final = 3
BETWEEN: Final = 6.0
SECTION_GAP: Final = 2.0
WHOLE: Final = 0.3
"""A part of a column; entries no taller than that are not divided."""
SCALE: Final = 0.85


def flowed(card: Card, sections: Sequence[Section], size: tuple[float, float], letters: Lettering) -> list[list[Op]]:
    """Return the shapes of as many sides as the sections need."""
    return Flow(card, size, letters).sides(sections)


class Flow:
    """Places sections line by line, column by column, side by side."""

    def __init__(self, card: Card, size: tuple[float, float], letters: Lettering) -> None:
        self.card, self.letters = card, letters
        self.width, self.height = size
        self.setter = Setter(letters, SCALE)
        self.column = (self.width - 2 * MARGIN - (COLUMNS - 1) * BETWEEN) / COLUMNS
        self.bottom = self.height - MARGIN - 6.0
        self.made: list[list[Op]] = []
        self.at, self.top, self.y = COLUMNS, 0.0, 0.0

    def sides(self, sections: Sequence[Section]) -> list[list[Op]]:
        """Return the shapes of each side."""
        self.turn()
        for section in sections:
            made = self.setter.section(section, self.column)
            first = made.entries[0] if made.entries else None
            line = self.letters.leading(first.face) if first else 0.0
            if self.y + made.head + line > self.bottom:
                self.turn()
            self.made[-1] += self.setter.draw_section(replace(made, entries=()), self.x, self.y)
            self.y += made.head
            for entry in made.entries:
                self.place(entry)
            self.y += SECTION_GAP
        return self.made

    @property
    def x(self) -> float:
        """The left edge of the column."""
        return MARGIN + self.at * (self.column + BETWEEN)

    def place(self, entry: SetEntry) -> None:
        """Draw an entry here, in the next column, or divided among as many columns as it takes."""
        room, whole = self.bottom - self.y, self.bottom - self.top
        if entry.height > room and entry.height <= WHOLE * whole:
            self.turn()
        elif entry.height > room:
            self.divide(entry)
            return
        self.made[-1] += self.setter.draw_entry(entry, self.x, self.y)
        self.y += entry.height

    def divide(self, entry: SetEntry) -> None:
        """Draw as many lines as a column holds, and go on in the next one."""
        leading = self.letters.leading(entry.face)
        lines, first = entry.lines, True
        while lines:
            n = max(1, int((self.bottom - self.y) / leading + 0.001))
            if self.bottom - self.y < leading and not first:
                n = 0
            if n:
                part = SetEntry(entry.entry, lines[:n], entry.face, entry.width, entry.indent, 0.0)
                self.made[-1] += self.setter.draw_entry(part, self.x, self.y, marks=first)
                self.y += n * leading
            lines, first = lines[n:], False
            if lines:
                self.turn()
        self.y += self.setter.below(entry.entry)

    def turn(self) -> None:
        """Go to the next column, on a new side after the last one."""
        self.at += 1
        if self.at >= COLUMNS:
            self.at = 0
            self.made.append(list(self.head()))
        self.y = self.top

    def head(self) -> Iterator[Op]:
        """Draw whose side this is."""
        setter, face, small = Setter(self.letters), Face("title"), Face("small")
        room = self.width - 2 * MARGIN
        name = self.letters.wrap(self.card.name, Face("smallStrong", 1.3), room * 0.62)
        shown = name[0] if len(name) == 1 else f"{name[0][:-1]}…"
        yield setter.text(shown, Face("smallStrong", 1.3), MARGIN, MARGIN)
        yield setter.right(words.edition(self.card), small, self.width - MARGIN, MARGIN + 0.6, "text3")
        y = MARGIN + self.letters.leading(face) + 0.8
        yield Rule(MARGIN, y, self.width - MARGIN, y, "text", 0.4)
        self.top = y + 2.4
