"""What a persona file holds: the objects of plan files, without what makes sense in their own workspace alone."""

from typing import Final

FORMAT: Final = "b2bdesk-personas"
VERSION: Final = 1
SUFFIX: Final = ".b2bcard"
COLLECTIONS: Final = {"segments": "segment", "personas": "persona", "evidence": "evidence"}
MOST: Final = 500
"""Personas in one file: many times more than anybody can tell apart."""
LEFT_OUT: Final = {
    "vocab_entry": frozenset({"uid", "sort"}),
    "segment": frozenset({"sort", "revenue_share", "stage_set"}),
    "persona": frozenset({"sort", "leading", "versions"}),
    "persona_item": frozenset({"sort"}),
    "sourcing_note": frozenset({"sort"}),
    "evidence": frozenset({"sort"}),
}
"""Keys that are not written, and refused where they are read: order is the list's, the rest belongs to one plan."""
