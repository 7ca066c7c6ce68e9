"""Persona files: chosen personas with what is said and known about them, carried from one workspace to another."""

from b2bdesk.exchange.cards.bring import bring, Brought, Clash, clashes, Same, strangers
from b2bdesk.exchange.cards.reader import Cards, read
from b2bdesk.exchange.cards.whole import read_any
from b2bdesk.exchange.cards.writer import document, save, write

__all__ = [
    "Brought",
    "Cards",
    "Clash",
    "Same",
    "bring",
    "clashes",
    "document",
    "read",
    "read_any",
    "save",
    "strangers",
    "write",
]
