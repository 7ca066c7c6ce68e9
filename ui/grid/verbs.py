"""The verbs of the map as data, with their keys: menus, palette and the list of keys read them."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from b2bdesk.terms import N_
from ui.actions import Act
from ui.grid.views import ViewKind

Offered = tuple[Act, Callable[[], object]]

KEYS: Final = (
    ("add", N_("Add a piece here"), "plus", ("N",)),
    ("move", N_("Move chips with the arrows"), "move", ("M",)),
    ("duplicate", N_("Copy chips to the row below"), "copy", ("Ctrl+D",)),
    ("status", N_("Set the status"), "circle-dot", ("S",)),
    ("not_needed", N_("Not needed here"), "ban", ("X",)),
    ("target_up", N_("Want one more here"), "plus", ("+",)),
    ("target_down", N_("Want one less here"), "minus", ("-",)),
    ("next_gap", N_("Next gap"), "target", ("G",)),
    ("previous_gap", N_("Previous gap"), "target", ("Shift+G",)),
    ("filter_persona", N_("Filter by persona"), "user-round", ("P",)),
    ("pieces", N_("List of pieces"), "library", ("/",)),
    ("remove", N_("Remove chips from the map"), "trash-2", ("Del",)),
    ("axes", N_("Choose what rows and columns are"), "grid-3x3", ("Ctrl+Shift+T",)),
    ("turn", N_("Swap rows and columns"), "arrow-left-right", ("Ctrl+T",)),
    ("arrange", N_("Arrange the board"), "sliders-horizontal", ("Ctrl+Shift+O",)),
    ("hide_line", N_("Hide this row"), "eye-off", ("Shift+Del",)),
    ("hide_column", N_("Hide this column"), "eye-off", ("Ctrl+Shift+Del",)),
)
READS: Final = frozenset(
    "next_gap previous_gap filter_persona pieces copy choose_all turn axes arrange hide_line hide_column".split()
)
"""What changes nothing."""


def acts_of(room: str, do: Callable[[str], object]) -> Iterator[Offered]:
    """Yield what can be done on the map."""
    for verb, words, icon, keys in KEYS:
        yield Act(f"map_{verb}", words, icon, keys, "" if verb in READS else "writable", room=room), partial(do, verb)


def views_of(room: str, kinds: Iterable[ViewKind], show: Callable[[str], object]) -> Iterator[Offered]:
    """Yield the ways to the views, if there are several."""
    kinds = tuple(kinds)
    for kind in kinds if len(kinds) > 1 else ():
        yield Act(f"map_view_{kind.key}", kind.text, kind.icon, group="view", room=room), partial(show, kind.key)
