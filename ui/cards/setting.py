"""Setting entries and sections: measured in a width first, drawn at a place afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from b2bdesk.queries.card_words import Entry, NO_MARK, Section
from ui.cards.lettering import Face, Lettering
from ui.cards.ops import Dots, Op, Pips, Proof, Rule, Text

MARK: Final = 3.1
MARK_ROOM: Final = 4.6
PIPS_WIDTH: Final = 8.25
DOTS_WIDTH: Final = 4.0
PIP_HEIGHT: Final = 2.5
DOT: Final = 1.0
ASIDE: Final = 1.6
"""Millimetres between a text and what stands beside it."""
TIGHT, LOOSE = 0.35, 1.0
"""Millimetres below an entry: without marks, with them."""
WRITING: Final = 6.6
"""Millimetres from one line to write on to the next."""


@dataclass(frozen=True, slots=True)
class SetEntry:
    """An entry broken into lines for a width."""

    entry: Entry
    lines: tuple[str, ...]
    face: Face
    width: float
    indent: float
    height: float


@dataclass(frozen=True, slots=True)
class SetSection:
    """A section's entries for a width; `more` counts those that stand on the next side."""

    section: Section
    width: float
    entries: tuple[SetEntry, ...]
    head: float
    foot: float
    more: str = ""

    @property
    def height(self) -> float:
        """How tall it is."""
        return self.head + sum(entry.height for entry in self.entries) + self.foot


class Setter:
    """Sets and draws at one scale."""

    def __init__(self, lettering: Lettering, scale: float = 1.0) -> None:
        self.letters, self.scale = lettering, scale
        self.head_face, self.micro, self.small = (Face(r, scale) for r in ("head", "micro", "small"))

    def section(self, section: Section, width: float, more: str = "") -> SetSection:
        """Set a section."""
        tags = [self.letters.width(entry.tag, Face("strong", self.scale)) for entry in section.entries if entry.tag]
        tag = max(tags) + ASIDE if tags else 0.0
        entries = tuple(self.entry(entry, width, tag) for entry in section.entries)
        head = len(self.letters.wrap(section.title, self.head_face, width)) * self.letters.leading(self.head_face)
        foot = self.letters.leading(self.small) if more else 0.0
        return SetSection(section, width, entries, head + 0.3 * self.scale, foot, more)

    def entry(self, entry: Entry, width: float, tag: float = 0.0) -> SetEntry:
        """Set an entry."""
        scale = self.scale
        indent = (MARK_ROOM * scale if marked(entry) else 0.0) + (tag if entry.tag else 0.0)
        face = Face(entry.role, scale)
        room = max(4.0, width - indent - beside(entry) * scale)
        if entry.blank:
            return SetEntry(entry, (), face, width, indent, WRITING * scale)
        lines = self.letters.wrap(entry.text, face, room)
        leading = self.letters.leading(face)
        tall = len(lines) * leading
        if entry.note:
            tall = max(tall, leading * 0.9 + self.letters.leading(self.micro))
        return SetEntry(entry, lines, face, width, indent, tall + self.below(entry))

    def below(self, entry: Entry) -> float:
        """Return the gap below an entry."""
        return (LOOSE if marked(entry) or entry.weight >= 0 else TIGHT) * self.scale

    def draw_section(self, made: SetSection, x: float, y: float) -> list[Op]:
        """Draw a section with its top left corner at a place."""
        leading = self.letters.leading(self.head_face)
        ops: list[Op] = []
        for at, line in enumerate(self.letters.wrap(made.section.title, self.head_face, made.width)):
            ops.append(self.text(line, self.head_face, x, y + at * leading, "text3"))
        y += made.head
        for entry in made.entries:
            ops += self.draw_entry(entry, x, y)
            y += entry.height
        if made.more:
            ops.append(self.text(made.more, self.small, x, y, "accentText"))
        return ops

    def draw_entry(self, made: SetEntry, x: float, y: float, *, marks: bool = True) -> list[Op]:
        """Draw an entry; `marks` are left out where a text goes on."""
        entry, leading = made.entry, self.letters.leading(made.face)
        ops: list[Op] = []
        if entry.blank:
            line = y + made.height - 1.2 * self.scale
            ops.append(Rule(x + made.indent, line, x + made.width - beside(entry) * self.scale, line, "line", 0.2))
            leading = 2 * made.height - 2 * 3.0 * self.scale
        if marks:
            ops += self.marks(entry, x, y, made.width, leading)
            if entry.tag:
                face = Face("strong", self.scale)
                at = x + (MARK_ROOM * self.scale if marked(entry) else 0.0)
                ops.append(
                    Text(at, y + self.letters.font(made.face).base, self.letters.legible(entry.tag), face, entry.ink)
                )
        for at, words in enumerate(made.lines):
            if words:
                ops.append(self.text(words, made.face, x + made.indent, y + at * leading, entry.ink))
        return ops

    def marks(self, entry: Entry, x: float, y: float, width: float, leading: float) -> list[Op]:
        """Draw what stands beside a text: its proof before it, weight or preference behind it."""
        scale, middle = self.scale, y + leading / 2
        ops: list[Op] = []
        if entry.proof is None or entry.proof >= 0:
            ops.append(Proof(x, middle - MARK * scale / 2, MARK * scale, entry.proof))
        if entry.weight >= 0:
            right = x + width - PIPS_WIDTH * scale
            ops.append(Pips(right, middle - PIP_HEIGHT * scale / 2, scale, entry.weight))
            if entry.note:
                at = x + width - self.letters.width(entry.note, self.micro)
                ops.append(self.text(entry.note, self.micro, at, y + leading * 0.9, "text3"))
        if entry.dots >= 0:
            ops.append(Dots(x + width - DOTS_WIDTH * scale, middle - DOT * scale / 2, scale, entry.dots))
        return ops

    def text(self, line: str, face: Face, x: float, y: float, ink: str = "text") -> Text:
        """Return a line whose box begins at a height."""
        return Text(x, y + self.letters.font(face).base, self.letters.legible(line), face, ink)

    def block(
        self, text: str, face: Face, x: float, y: float, width: float, ink: str = "text"
    ) -> tuple[list[Op], float]:
        """Draw a text in a width and return how tall it is."""
        lines, leading = self.letters.wrap(text, face, width), self.letters.leading(face)
        return [self.text(line, face, x, y + at * leading, ink) for at, line in enumerate(lines)], len(lines) * leading

    def right(self, text: str, face: Face, x: float, y: float, ink: str = "text") -> Text:
        """Return a line that ends at x."""
        return self.text(text, face, x - self.letters.width(text, face), y, ink)


def marked(entry: Entry) -> bool:
    """Tell whether a mark of proof stands before an entry."""
    return entry.proof != NO_MARK


def beside(entry: Entry) -> float:
    """Return the room at the right of a text, at scale 1."""
    if entry.weight >= 0:
        return PIPS_WIDTH + ASIDE
    return DOTS_WIDTH + ASIDE if entry.dots >= 0 else 0.0


def shifted(ops: Iterable[Op], dx: float, dy: float) -> list[Op]:
    """Return shapes moved."""
    return [
        op._replace(x=op.x + dx, y=op.y + dy, to_x=op.to_x + dx, to_y=op.to_y + dy)
        if isinstance(op, Rule)
        else op._replace(x=op.x + dx, y=op.y + dy)
        for op in ops
    ]
