"""A blank card for a workshop: the headings of a card, and lines to write on."""

from datetime import date
from typing import Final

from b2bdesk.i18n import day, speaking, tr
from b2bdesk.queries import card_words as words
from b2bdesk.queries.card_rows import Card
from b2bdesk.queries.card_words import Entry, NO_MARK, Section
from ui.cards.card import Size
from ui.cards.choices import Choices
from ui.cards.front import Front, GUTTER, LEFT, MARGIN
from ui.cards.lettering import Face, Lettering
from ui.cards.ops import Box, Influence, Op, Rule, Side
from ui.cards.setting import Setter

LINES: Final = {
    "pains": 3,
    "needs": 3,
    "desires": 3,
    "search": 4,
    "topics": 4,
    "preferences": 4,
    "budget": 3,
    "objections": 3,
    "content": 3,
    "more": 3,
    "triggers": 3,
    "related": 3,
}
"""Lines to write on below each heading."""
MARKED: Final = frozenset({"pains", "needs", "desires", "objections", "more", "triggers"})
PREFERRED: Final = frozenset({"topics", "preferences"})
PHOTO: Final = 34.0
LINE: Final = 8.2


def blank_side(plan: str, today: date, choices: Choices, size: Size, letters: Lettering) -> Side:
    """Return the one side of a blank card."""
    with speaking(choices.lang):
        card = Card(0, "", "", "", plan, today)
        made = Front(card, sections(choices.groups), choices.groups - {"evidence"}, size, letters)
        head, y = top(choices.groups, size, letters)
        body, _ = made.body(y)
        return Side(*size, (*person(plan, today, choices, size, letters), *head, *body, *made.foot()), 0)


def sections(groups: frozenset[str]) -> list[Section]:
    """Return the headings of the groups with lines to write on."""
    return [
        Section(key, tr(title), tuple(line(key) for _ in range(LINES[key])))
        for key, title in words.HEADS.items()
        if words.GROUP_OF.get(key) in groups
    ]


def line(key: str) -> Entry:
    """Return one line to write on, with the marks to be filled in beside it."""
    weight = 0 if key in MARKED else -1
    dots = 0 if key in PREFERRED else -1
    return Entry("", rank=1, blank=True, proof=None if key in MARKED else NO_MARK, weight=weight, dots=dots)


def top(groups: frozenset[str], size: Size, letters: Lettering) -> tuple[list[Op], float]:
    """Draw lines for quote and job, and return where the sections begin."""
    x, right, y = MARGIN + LEFT + GUTTER, size[0] - MARGIN, MARGIN
    ops: list[Op] = []
    held = [("portrait", tr("In this person's words")), ("job", tr("When … I want … so that …"))]
    for key, text in held:
        if key in groups:
            drawn, y = writing(text, x, right, y, letters)
            ops += drawn
    if not ops:
        return ops, y
    ops.append(Rule(x, y + 2.0, right, y + 2.0, "text", 0.4))
    return ops, y + 4.6


def writing(text: str, x: float, right: float, y: float, letters: Lettering) -> tuple[list[Op], float]:
    """Draw a small heading and a line below it, and return where that ends."""
    face = Face("small")
    label = Setter(letters).text(text, face, x, y, "text3")
    end = y + letters.leading(face) + LINE
    return [label, Rule(x, end, right, end, "line", 0.2)], end + 1.6


def person(plan: str, today: date, choices: Choices, size: Size, letters: Lettering) -> list[Op]:
    """Draw the left column: a frame for a picture, and lines for name, title, company and role."""
    ops: list[Op] = []
    y = MARGIN
    if "portrait" in choices.groups:
        ops.append(Box(MARGIN, y, PHOTO, PHOTO, 3.0, "", "control", 0.25))
        y += PHOTO + 2.5
    held = [tr("Name"), tr("Job title"), tr("Company, segment"), tr("Role in the decision")]
    for text in held if "decision" in choices.groups else held[:-1]:
        drawn, y = writing(text, MARGIN, MARGIN + LEFT, y, letters)
        ops += drawn
    setter, face = Setter(letters), Face("small")
    leading = letters.leading(face)
    if "decision" in choices.groups:
        ops.append(Influence(MARGIN, y, 8.6, 0))
        ops.append(setter.text(tr("Influence {n}/5", n="  "), face, MARGIN + 10.4, y + 4.3 - leading / 2))
    foot = size[1] - MARGIN - 2 * leading
    ops.append(setter.text(plan, face, MARGIN, foot, "text3"))
    ops.append(setter.text(day(today), face, MARGIN, foot + leading, "text3"))
    return ops
