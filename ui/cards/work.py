"""Cards written in a job, on a snapshot of the plan; and laid out there for a printer."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TYPE_CHECKING

from b2bdesk.i18n import trn
from b2bdesk.queries import cards as asked
from b2bdesk.queries.card_rows import Card
from b2bdesk.queries.counts import overview
from ui.cards import files
from ui.cards.choices import Choices
from ui.cards.legible import told
from ui.cards.lettering import Lettering
from ui.cards.painting import Look
from ui.cards.printing import Kit, kit
from ui.filework import Progress, snapshot

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace

PDF, PICTURES = "pdf", "png"


@dataclass(frozen=True, slots=True)
class CardOrder:
    """Which cards, how, as what, and where to."""

    form: str
    target: Path
    choices: Choices
    today: date
    personas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What cards are made of: their rows, pictures, and what names plan and day."""

    cards: list[Card]
    images: dict[str, Any]
    plan: Card


def gather(session: Any, order: CardOrder) -> Gathered:
    """Read what an order needs."""
    found = asked.cards(session, order.choices.lang, order.today, order.personas)
    plan = Card(0, "", "", "", overview(session).name, order.today)
    return Gathered(found, files.photos(session, found), plan)


def write(ws: "Workspace", order: CardOrder, progress: Progress) -> tuple[Path, list[str]]:
    """Write an order; return what was written and how much it is, in words."""
    progress(0, 0)
    with snapshot(ws) as session:
        held = gather(session, order)
    progress(0, 0)
    letters = Lettering(order.choices.lang, paper=order.form == PDF)
    more: dict[str, Any] = {"plan": held.plan, "images": held.images, "progress": progress, "letters": letters}
    if order.form == PDF:
        n = files.write_pdf(held.cards, order.choices, order.target, **more)
        notes = [trn("{n} page", "{n} pages", n), told(letters.missing)]
    else:
        n = len(files.write_pictures(held.cards, order.choices, order.target, **more))
        notes = [trn("{n} picture", "{n} pictures", n), told(letters.missing)]
    return order.target, list(filter(None, notes))


def laid_out(ws: "Workspace", order: CardOrder, progress: Progress) -> tuple[Kit, Look]:
    """Lay an order out for a printer."""
    progress(0, 0)
    with snapshot(ws) as session:
        held = gather(session, order)
    made = kit(held.cards, order.choices, held.plan, progress)
    files.require(made.pages)
    return made, files.look(order.choices, made.letters, held.images)
