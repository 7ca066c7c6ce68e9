"""The front of a card: portrait and person at the left, what is known at the right, how sure it is below.

Everything is measured before it is placed. What does not fit is set smaller, down to a floor; then what ranks least
moves to the next side, and a line says so. Nothing is cut off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from b2bdesk.i18n import tr
from b2bdesk.queries import card_words as words
from b2bdesk.queries.card_rows import Card
from b2bdesk.queries.card_words import Entry, LEAST, Section
from ui.cards.lettering import Face, Lettering
from ui.cards.ops import Op, Proof, Rule
from ui.cards.person import Column
from ui.cards.setting import MARK, SetSection, Setter

MARGIN: Final = 8.0
LEFT: Final = 43.0
GUTTER: Final = 9.9
FOOT: Final = 9.6
"""Millimetres from the rule above the foot to the margin below it."""
COLUMNS: Final = (48.2, 41.6, 41.6)
BETWEEN: Final = 5.2
SCALES: Final = (1.0, 0.95, 0.9, 0.85, 0.8)
QUOTES: Final = (1.0, 0.88, 0.77, 0.68, 0.6)
QUOTE_LINES, JOB_LINES, LONG_QUOTE = 2, 3, 4
ROW_GAP: Final = 2.4
TOO_TALL: Final = 0.4
"""A part of the room that one entry may take."""


@dataclass(slots=True)
class Head:
    """Quote and job with what is too long for them."""

    ops: list[Op] = field(default_factory=list)
    height: float = 0.0
    moved: list[Section] = field(default_factory=list)


def front(
    card: Card, groups: frozenset[str], size: tuple[float, float], letters: Lettering
) -> tuple[list[Op], list[Section]]:
    """Return the shapes of a card's front and what has to stand on the next side."""
    return Front(card, words.sections(card, groups), groups, size, letters).laid_out()


class Front:
    """Lays out one front."""

    def __init__(
        self,
        card: Card,
        sections: Sequence[Section],
        groups: frozenset[str],
        size: tuple[float, float],
        letters: Lettering,
    ) -> None:
        self.card, self.sections, self.groups, self.letters = card, list(sections), groups, letters
        self.width, self.height = size
        self.x = MARGIN + LEFT + GUTTER
        self.right = self.width - MARGIN
        self.bottom = self.height - MARGIN - FOOT

    def laid_out(self) -> tuple[list[Op], list[Section]]:
        """Return shapes and what did not fit."""
        column = Column(self.card, self.groups, LEFT, self.height - 2 * MARGIN, self.letters)
        ops = column.laid_out(MARGIN, MARGIN)
        head = self.head()
        ops += head.ops
        body, moved = self.body(MARGIN + head.height)
        ops += body
        ops += self.foot()
        return ops, [*column.moved, *head.moved, *moved]

    def head(self) -> Head:
        """Lay out quote and job, and the thick rule below them."""
        made, y = Head(), MARGIN
        if "portrait" in self.groups and self.card.quote:
            y += self.quote(made, y)
        if "job" in self.groups:
            y += self.jobs(made, y)
        if made.ops:
            y += 1.6
            made.ops.append(Rule(self.x, y, self.right, y, "text", 0.4))
            y += 2.8
        made.height = y - MARGIN
        return made

    def quote(self, made: Head, y: float) -> float:
        """Set the quote as large as two lines allow."""
        text, room = words.quoted(self.card.quote), self.right - self.x
        for scale in QUOTES:
            face, most = Face("quote", scale), LONG_QUOTE if scale == QUOTES[-1] else QUOTE_LINES
            if len(self.letters.wrap(text, face, room)) <= most:
                ops, tall = Setter(self.letters).block(text, face, self.x, y - 1.2, room)
                made.ops += ops
                return tall + 0.6
        made.moved.append(Section("quote", tr("In this person's words"), (Entry(text),)))
        return 0.0

    def jobs(self, made: Head, y: float) -> float:
        """Set the jobs that three lines hold; the weightiest comes first."""
        room, used, top = self.right - self.x, 0, y
        face, moved = Face("job"), []
        for entry in words.jobs(self.card):
            lines = self.letters.wrap(entry.text, face, room)
            if used + len(lines) > JOB_LINES:
                moved.append(entry)
                continue
            ops, tall = Setter(self.letters).block(entry.text, face, self.x, y, room, entry.ink)
            made.ops += ops
            used, y = used + len(lines), y + tall
        if moved:
            made.moved.append(Section("job", tr(words.HEADS["job"]), tuple(moved)))
            line = Setter(self.letters).text(more(len(moved)), Face("small"), self.x, y, "accentText")
            made.ops.append(line)
            y += self.letters.leading(Face("small"))
        return y - top

    # The sections

    def widths(self) -> list[float]:
        """Return the widths of the three columns."""
        room = self.right - self.x - 2 * BETWEEN
        return [room * part / sum(COLUMNS) for part in COLUMNS]

    def body(self, y: float) -> tuple[list[Op], list[Section]]:
        """Lay out the sections in rows of three between a height and the foot."""
        room = self.bottom - y - 1.0
        for scale in SCALES:
            setter = Setter(self.letters, scale)
            rows = self.rows(setter, self.sections)
            if tall(rows, scale) <= room:
                return self.drawn(setter, rows, y), []
        kept, moved = self.shortened(setter, room)
        return self.drawn(setter, self.rows(setter, kept, moved), y), gathered(self.sections, moved)

    def rows(
        self, setter: Setter, sections: Sequence[Section], moved: dict[str, list[Entry]] | None = None
    ) -> list[list[SetSection]]:
        """Set the sections, three in a row."""
        widths = self.widths()
        made = [
            setter.section(
                section, widths[at % 3], more(len(moved[section.key])) if moved and section.key in moved else ""
            )
            for at, section in enumerate(sections)
        ]
        return [made[at : at + 3] for at in range(0, len(made), 3)]

    def shortened(self, setter: Setter, room: float) -> tuple[list[Section], dict[str, list[Entry]]]:
        """Move what ranks least, and what is far too long, until the rest fits."""
        kept, moved = list(self.sections), dict[str, list[Entry]]()
        while tall(rows := self.rows(setter, kept, moved), setter.scale) > room:
            found = self.least(rows, room)
            if found is None:
                break
            at, entry = found
            section = kept[at]
            rest = list(section.entries)
            rest.remove(entry)
            kept[at] = replace(section, entries=tuple(rest))
            moved.setdefault(section.key, []).append(entry)
        return kept, moved

    def least(self, rows: list[list[SetSection]], room: float) -> tuple[int, Entry] | None:
        """Return what to move next: among the tallest sections of their rows, what is too tall or ranks least."""
        best: tuple[float, float, int, Entry] | None = None
        for row_at, row in enumerate(rows):
            top = max(made.height for made in row)
            for at, made in enumerate(row):
                if made.height < top - 0.01:
                    continue
                for entry in made.entries:
                    rank = LEAST - 1 if entry.height > TOO_TALL * room else entry.entry.rank
                    found = (rank, -top, row_at * 3 + at, entry.entry)
                    if best is None or found[:2] <= best[:2]:
                        best = found
        return (best[2], best[3]) if best else None

    def drawn(self, setter: Setter, rows: list[list[SetSection]], y: float) -> list[Op]:
        """Draw the rows with hairlines between."""
        ops: list[Op] = []
        widths, gap = self.widths(), ROW_GAP * setter.scale
        for at, row in enumerate(rows):
            if at:
                ops.append(Rule(self.x, y - gap, self.right, y - gap, "line", 0.2))
            x = self.x
            for made, width in zip(row, widths, strict=False):
                ops += setter.draw_section(made, x, y)
                x += width + BETWEEN
            y += max(made.height for made in row) + 2 * gap
        return ops

    # The foot

    def foot(self) -> list[Op]:
        """Draw what the marks mean, and what the card rests on."""
        y, setter, face = self.bottom, Setter(self.letters), Face("small")
        ops: list[Op] = [Rule(self.x, y, self.right, y, "line", 0.2)]
        if "evidence" not in self.groups:
            return ops
        first, second = y + 1.5, y + 1.5 + max(4.2, self.letters.leading(face))
        x = self.x
        for sure, label in ((0.8, tr("well backed")), (0.3, tr("weakly backed")), (None, tr("assumed"))):
            ops.append(Proof(x, first + 0.3, MARK, sure))
            ops.append(setter.text(label, face, x + MARK + 1.2, first, "text2"))
            x += MARK + 1.2 + self.letters.width(label, face) + 3.4
        self.pair(ops, "", words.backing(self.card), x, first)
        self.pair(ops, words.sources(self.card), words.standing(self.card), self.x, second)
        return ops

    def pair(self, ops: list[Op], left: str, right: str, x: float, y: float) -> None:
        """Set a text at the left and one at the right, small enough to stand apart."""
        for scale in (1.0, 0.92, 0.85, 0.78, 0.7, 0.6, 0.5):
            face, setter = Face("small", scale), Setter(self.letters)
            if self.letters.width(left, face) + self.letters.width(right, face) + 4 <= self.right - x:
                break
        if left:
            ops.append(setter.text(left, face, x, y, "text2"))
        ops.append(setter.right(right, face, self.right, y, "text2"))


def more(n: int) -> str:
    """Say how much stands on the next side."""
    return tr("+{n} on the next side", n=n)


def tall(rows: list[list[SetSection]], scale: float) -> float:
    """Return how tall rows are with the hairlines between them."""
    return sum(max(made.height for made in row) for row in rows) + 2 * ROW_GAP * scale * max(0, len(rows) - 1)


def gathered(sections: Iterable[Section], moved: dict[str, list[Entry]]) -> list[Section]:
    """Return what was moved under the headings it stood under, in its old order."""
    return [
        replace(section, entries=tuple(entry for entry in section.entries if entry in moved[section.key]))
        for section in sections
        if section.key in moved
    ]
