"""What a card is drawn with: shapes and lines of text at places in millimetres. Colours are names of tokens."""

from typing import NamedTuple

from ui.cards.lettering import Face


class Text(NamedTuple):
    """One line of text on its base line."""

    x: float
    y: float
    text: str
    face: Face
    ink: str = "text"


class Rule(NamedTuple):
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    ink: str = "line"
    width: float = 0.25
    dashed: bool = False


class Box(NamedTuple):
    """A box with round corners: filled, outlined, or both."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    fill: str = ""
    line: str = ""
    stroke: float = 0.25


class Proof(NamedTuple):
    """How far evidence carries a statement: an arc as long as the confidence, a dashed ring for an assumption."""

    x: float
    y: float
    side: float
    confidence: float | None


class Pips(NamedTuple):
    """A weight of 0-5."""

    x: float
    y: float
    scale: float
    weight: int


class Dots(NamedTuple):
    """A preference of 0-3."""

    x: float
    y: float
    scale: float
    strength: int


class Influence(NamedTuple):
    """A ring of five parts, as many lit as there is influence."""

    x: float
    y: float
    side: float
    influence: int


class Stance(NamedTuple):
    """Chevrons up or down, a ring between."""

    x: float
    y: float
    side: float
    stance: int


class Portrait(NamedTuple):
    """A photo by its SHA-256, or where there is none a figure with initials; `tone` tells people apart."""

    x: float
    y: float
    side: float
    sha: str
    initials: str
    tone: int


class Code(NamedTuple):
    """A QR code with its quiet zone: rows of dark and light modules."""

    x: float
    y: float
    side: float
    rows: tuple[tuple[bool, ...], ...]


Op = Text | Rule | Box | Proof | Pips | Dots | Influence | Stance | Portrait | Code


class Side(NamedTuple):
    """One printed side of a card: its size in millimetres, what is on it, and whose it is."""

    width: float
    height: float
    ops: tuple[Op, ...]
    card: int
    number: int = 1
    of: int = 1
    back: bool = False

    def texts(self) -> list[str]:
        """Return the lines of text in the order in which they are drawn."""
        return [op.text for op in self.ops if isinstance(op, Text)]
