"""Commands that draw: their arguments are told here, the drawing is done where Qt may be."""

from argparse import Namespace

from b2bdesk.errors import UserError
from b2bdesk.terms import N_


def cards(_options: Namespace) -> None:
    """Refuse: only the program's one door reaches what draws."""
    raise UserError("cli.drawn", N_("Role cards are drawn by the program itself: call b2bdesk cards."))


def chain(_options: Namespace) -> None:
    """Refuse: only the program's one door reaches what draws."""
    raise UserError("cli.drawn", N_("Decision chains are drawn by the program itself: call b2bdesk chain."))
