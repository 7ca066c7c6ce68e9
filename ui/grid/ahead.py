"""What the map asks of a plan first, asked beforehand off the GUI thread: a statement once made is quick ever after."""

from importlib import import_module
from typing import Any

from b2bdesk.queries import board as board_query
from b2bdesk.queries import cell as cell_query
from ui.grid.memory import FILTER, Memory, read_filter
from ui.grid.views import VIEWS


def ask_ahead(session: Any, lang: str, settings: Any) -> None:
    """Load the view that will be shown, and ask what the room and its board ask of this plan when they open."""
    key = str(settings.rooms.get("map_view", ""))
    view = next((kind for kind in VIEWS if kind.key == key), VIEWS[0])
    import_module(view.source.partition(":")[0])
    cell_query.choices(session, lang)
    if view is VIEWS[0]:
        where = read_filter(Memory(settings, cell_query.plan_uid(session)).get(FILTER))
        seen = board_query.board(session, where, lang=lang, chips=0)
        board_query.more_chips(session, seen, [head.id for head in seen.rows], where)
