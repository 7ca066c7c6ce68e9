"""Personas straight out of another plan, as if they had been written into a file first."""

from pathlib import Path
from typing import Final

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.exchange.cards.reader import Cards, check, read
from b2bdesk.exchange.cards.writer import document
from b2bdesk.terms import N_

PLAN: Final = ".b2bdesk"


def read_any(source: Path) -> Cards:
    """Read a persona file, or all personas in use of a plan, which stays as it is."""
    return of_plan(source) if source.suffix.lower() == PLAN else read(source)


def of_plan(source: Path) -> Cards:
    """Read the personas of a plan with what speaks for them."""
    with workspace.open(source, read_only=True) as ws, ws.read() as session:
        try:
            return check(document(session, evidence=True))
        except UserError as error:
            if error.code != "cards.none":
                raise
            raise UserError("cards.empty", N_("There is no persona in this file."), place=source.name) from None
