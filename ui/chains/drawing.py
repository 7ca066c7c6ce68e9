"""Where everything of a chain stands: cards, open places, lines and their words; measured with the present fonts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from b2bdesk.insight.chain_lanes import lane_of, LANES
from b2bdesk.insight.chain_layout import bounds, Box, Lanes, layout, Size
from b2bdesk.insight.chain_lines import Path, routes, words
from b2bdesk.insight.chains import lacking
from b2bdesk.queries.chains import ChainBoard, ChainPerson, ChainTie
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import AccountClass, Relation, Role
from ui.chains.words import roles_of, stance_of
from ui.kit import theme

ELIDE: Final = Qt.TextElideMode.ElideRight
WIDTH: Final = 264.0
PAD: Final = 12.0
RING: Final = 66.0
"""The widest ring: of influence 5."""
TEXT_LEFT: Final = PAD + RING + 10
NAME, LINE, STANCE, ROLE, FOOT = 20.0, 16.0, 18.0, 20.0, 32.0
ROLE_GAP: Final = 5.0
MOST_ROWS: Final = 3
DOWN: Final = 72.0
APART: Final = 16.0
"""How far lines between the same two people keep from each other."""
LINE_GAP: Final = 3.0
WORD_PAD: Final = 5.0


@dataclass(frozen=True, slots=True)
class Badge:
    """A role on a card: its word and where it stands within the card."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Card:
    """A person, or an open place (`role`) that is needed or, `faint`, advised. Keys of open places are negative."""

    key: int
    box: Box
    name: str
    lines: tuple[str, ...]
    person: ChainPerson | None = None
    role: str = ""
    faint: bool = False
    stance: str = ""
    badges: tuple[Badge, ...] = ()
    served: int | None = None
    first: str = ""
    """The first line of the name, where it takes two."""


@dataclass(frozen=True, slots=True)
class Wire:
    """A relation: its way, its word and where the word stands."""

    tie: ChainTie
    path: Path
    word: str
    box: Box


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chain, measured."""

    cards: Mapping[int, Card] = field(default_factory=dict)
    wires: tuple[Wire, ...] = ()
    whole: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    enough: int = 2
    borders: tuple[float, ...] = ()
    """The x where the lanes part, from the left."""

    def at(self, x: float, y: float) -> Card | None:
        """Return the card at a point."""
        spot = Box(x, y, 0.0, 0.0)
        return next((card for card in reversed(list(self.cards.values())) if card.box.meets(spot)), None)

    def wire(self, tie: int) -> Wire | None:
        """Return the line of a relation."""
        return next((wire for wire in self.wires if wire.tie.id == tie), None)


def ghost_key(role: str) -> int:
    """Return the key of a role's open place."""
    return -1 - list(Role).index(Role(role))


def open_roles(board: ChainBoard) -> list[tuple[str, bool]]:
    """Return the roles that nobody holds, and whether each is only advised."""
    size = AccountClass(board.account_class) if board.account_class in set(AccountClass) else None
    held = [Role(held.role) for one in board.people if not one.archived for held in one.roles]
    missing, advised = lacking(size, held)
    return [(str(role), False) for role in missing] + [(str(role), True) for role in advised]


def draw(
    board: ChainBoard,
    labels: Labels,
    served: Mapping[int, int] | None = None,
    *,
    enough: int = 2,
    ghosts: bool = True,
) -> Drawing:
    """Measure and place a chain; `served` counts the placements each persona meets."""
    open_ = open_roles(board) if ghosts else []
    height = card_height(board, labels)
    relation = {tie.id: labels.of("relation", tie.type) for tie in board.ties}
    metrics = QFontMetricsF(theme.current().font("small"))
    widths = {word: metrics.horizontalAdvance(word) + 2 * WORD_PAD for word in relation.values()}
    across = min(170.0, max([72.0, *(width + 52 for width in widths.values())]))
    places, borders = places_of(board, [role for role, _ in open_], Size(WIDTH, height, across, DOWN))
    boxes = {key: Box(x, y, WIDTH, height) for key, (x, y) in places.items()}
    cards: dict[int, Card] = {}
    for person in board.people:
        n = 0 if person.persona_id is None else (served or {}).get(person.persona_id, 0)
        cards[person.id] = _card(person, boxes[person.id], labels, None if served is None else n)
    for role, faint in open_:
        key = ghost_key(role)
        cards[key] = Card(key, boxes[key], labels.of("role", role), (), role=role, faint=faint)
    ties = list(board.ties)
    paths = apart(ties, routes([(t.from_, t.to) for t in ties], _solid(cards), LINE_GAP, 40.0), _solid(cards))
    sizes = [(widths[relation[tie.id]], LINE + 4) for tie in ties]
    spots = words(paths, sizes, [card.box for card in cards.values()])
    wires = tuple(Wire(tie, path, relation[tie.id], box) for tie, path, box in zip(ties, paths, spots, strict=True))
    corners = [Box(x, y, 0, 0) for path in paths for x, y in path]
    whole = bounds([*boxes.values(), *spots, *corners])
    return Drawing(cards, wires, whole, enough, borders)


def shifted(drawing: Drawing, key: int, place: tuple[float, float]) -> Drawing:
    """Return a drawing with a card elsewhere, as while it is dragged: only the lines of that card run anew."""
    box = drawing.cards[key].box
    cards = {**drawing.cards, key: replace(drawing.cards[key], box=Box(*place, box.width, box.height))}
    mine = [wire for wire in drawing.wires if key in (wire.tie.from_, wire.tie.to)]
    ties, solid = [wire.tie for wire in mine], _solid(cards)
    paths = apart(ties, routes([(t.from_, t.to) for t in ties], solid, LINE_GAP, 40.0), solid)
    spots = words(paths, [(wire.box.width, wire.box.height) for wire in mine], solid.values())
    anew = {w.tie.id: replace(w, path=path, box=spot) for w, path, spot in zip(mine, paths, spots, strict=True)}
    return replace(drawing, cards=cards, wires=tuple(anew.get(wire.tie.id, wire) for wire in drawing.wires))


def places_of(
    board: ChainBoard, ghosts: Sequence[str], size: Size
) -> tuple[dict[int, tuple[float, float]], tuple[float, ...]]:
    """Return the place of everybody, and where the lanes part; open places of roles fill what is free in their lane."""
    reports = [(tie.from_, tie.to) for tie in board.ties if tie.type == Relation.REPORTS_TO]
    others = [(tie.from_, tie.to) for tie in board.ties if tie.type != Relation.REPORTS_TO]
    fixed = {person.id: place for person in board.people if (place := person.place) is not None}
    lane = {person.id: lane_of(held.role for held in person.roles) for person in board.people}
    lane |= {ghost_key(role): lane_of([role]) for role in ghosts}
    return layout(list(lane), reports, others, lanes=Lanes(lane, len(LANES)), fixed=fixed, size=size)


def card_height(board: ChainBoard, labels: Labels) -> float:
    """Return the height of all cards: that of the fullest."""
    rows = [_rows(_badges(roles_of(labels, person))) for person in board.people]
    return 14 + NAME + 2 * LINE + STANCE + 8 + max([1, *rows]) * (ROLE + ROLE_GAP) + 4 + FOOT


def _rows(badges: Sequence[Badge]) -> int:
    return len({badge.box.y for badge in badges})


def _card(person: ChainPerson, box: Box, labels: Labels, n: int | None) -> Card:
    title = "" if person.title == person.name else person.title
    room = WIDTH - TEXT_LEFT - PAD
    lines = tuple(_wrapped(title, room, 2))
    first = ""
    if not title:  # nothing else needs the room below the name
        first, *rest = _wrapped(person.name, room, 2, "section")
        lines = tuple(rest)
    badges = tuple(_badges(roles_of(labels, person)))
    return Card(person.id, box, person.name, lines, person, "", False, stance_of(labels, person), badges, n, first)


def _badges(roles: Sequence[str]) -> list[Badge]:
    """Return the roles of a card, row by row; what finds no room is counted."""
    metrics = QFontMetricsF(theme.current().font("micro"))
    top = 14 + NAME + 2 * LINE + STANCE + 8
    x, row, found = PAD, 0, list[Badge]()
    for at, role in enumerate(roles):
        text = metrics.elidedText(role, ELIDE, WIDTH - 2 * PAD - 12)
        width = metrics.horizontalAdvance(text) + 12
        if x > PAD and x + width > WIDTH - PAD:
            if row + 1 == MOST_ROWS:
                rest = f"+{len(roles) - at}"
                found.append(Badge(rest, Box(x, found[-1].box.y, metrics.horizontalAdvance(rest) + 12, ROLE)))
                break
            x, row = PAD, row + 1
        found.append(Badge(text, Box(x, top + row * (ROLE + ROLE_GAP), width, ROLE)))
        x += width + ROLE_GAP
    return found


def _wrapped(text: str, width: float, most: int, font: str = "small") -> list[str]:
    """Return a text in lines, the last one cut where there is more; Chinese breaks between any two signs."""
    metrics = QFontMetricsF(theme.current().font(font))
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < most - 1 and metrics.horizontalAdvance(rest) > width:
        cut = next((n for n in range(len(rest), 1, -1) if metrics.horizontalAdvance(rest[:n]) <= width), 1)
        space = rest.rfind(" ", 0, cut + 1)
        cut = space if space > 0 else cut
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, metrics.elidedText(rest, ELIDE, width)] if rest else lines


def _solid(cards: Mapping[int, Card]) -> dict[int, Box]:
    return {key: card.box for key, card in cards.items()}


def apart(ties: Sequence[ChainTie], paths: Sequence[Path], cards: Mapping[int, Box]) -> list[Path]:
    """Return the ways with straight lines between the same two people beside each other."""
    same: defaultdict[frozenset[int], list[int]] = defaultdict(list)
    for at, (tie, path) in enumerate(zip(ties, paths, strict=True)):
        if len(path) == 2:
            same[frozenset((tie.from_, tie.to))].append(at)
    found = list(paths)
    for group in same.values():
        for place, at in enumerate(group):
            by = (place - (len(group) - 1) / 2) * APART
            found[at] = _shifted(paths[at], by)
    return found


def _shifted(path: Path, by: float) -> Path:
    (x1, y1), (x2, y2) = path
    if abs(y2 - y1) >= abs(x2 - x1):
        return (x1 + by, y1), (x2 + by, y2)
    return (x1, y1 + by), (x2, y2 + by)
