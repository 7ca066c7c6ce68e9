"""One card, laid out: its front, the sides that hold what found no room, and its back with the evidence.

letters = Lettering("zh-Hans")
for side in sides(card, choices, (210.0, 148.5), letters):
    painting.paint(painter, side, look)
"""

from typing import Final

from b2bdesk.i18n import speaking
from b2bdesk.queries import card_words as words
from b2bdesk.queries.card_rows import Card
from ui.cards.choices import Choices
from ui.cards.flow import flowed
from ui.cards.front import front, LEFT, MARGIN
from ui.cards.lettering import Face, Lettering
from ui.cards.ops import Op, Side
from ui.cards.setting import Setter

A5: Final = (210.0, 148.5)
"""Width and height of a card in millimetres; other papers stretch the one or the other."""
Size = tuple[float, float]


def sides(card: Card, choices: Choices, size: Size, letters: Lettering) -> list[Side]:
    """Return the sides of a card, the front first."""
    with speaking(choices.lang):
        ops, moved = front(card, choices.groups, size, letters)
        rest = [*moved, *(words.evidence(card) if choices.back else ())]
        made = [ops, *(flowed(card, rest, size, letters) if rest else ())]
        return [
            Side(*size, (*each, *number(at, len(made), size, letters)), card.id, at, len(made), back=at > 1)
            for at, each in enumerate(made, 1)
        ]


def number(at: int, of: int, size: Size, letters: Lettering) -> list[Op]:
    """Return which of several sides this is; nothing for the only one."""
    if of == 1:
        return []
    face = Face("smallStrong")
    right = MARGIN + LEFT if at == 1 else size[0] - MARGIN
    return [Setter(letters).right(f"{at}/{of}", face, right, size[1] - MARGIN - letters.leading(face), "text2")]
