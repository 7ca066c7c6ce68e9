"""What the map remembers of each plan: its filter, and how its board is arranged."""

from dataclasses import fields
from datetime import date
from typing import Any, Final

from b2bdesk.queries.board_values import BoardFilter

PLANS: Final = "map_plans"
FILTER: Final = "filter"
MOST: Final = 30
"""Of how many plans is remembered how they were looked at."""


class Memory:
    """The part of the settings that belongs to one plan; without settings it lasts as long as the room."""

    def __init__(self, settings: Any = None, plan: str = "") -> None:
        self._settings = settings
        self._plan = plan
        self._held: dict[str, Any] = {}
        if settings is not None:
            plans = settings.rooms.get(PLANS)
            held = plans.get(plan) if isinstance(plans, dict) else None
            self._held = dict(held) if isinstance(held, dict) else {}

    def get(self, name: str) -> Any:
        """Return what is remembered under a name."""
        return self._held.get(name)

    def put(self, name: str, value: Any) -> None:
        """Remember something; the plans looked at longest ago are forgotten."""
        if self._held.get(name) == value:
            return
        self._held[name] = value
        if self._settings is None or not self._plan:
            return
        known = self._settings.rooms.get(PLANS)
        plans = {key: held for key, held in known.items() if key != self._plan} if isinstance(known, dict) else {}
        self._settings.rooms[PLANS] = dict([*list(plans.items())[1 - MOST :], (self._plan, self._held)])
        self._settings.save()


def stored(where: BoardFilter) -> dict[str, Any]:
    """Return a filter as the settings keep it."""
    found: dict[str, Any] = {}
    for part in fields(where):
        value = getattr(where, part.name)
        if isinstance(value, frozenset):
            found[part.name] = sorted(value, key=str)
        elif value:
            found[part.name] = value.isoformat() if isinstance(value, date) else value
    return {name: value for name, value in found.items() if value}


def read_filter(raw: object) -> BoardFilter:
    """Return a filter from the settings; what does not fit is left out."""
    given = raw if isinstance(raw, dict) else {}
    found: dict[str, Any] = {}
    for part in fields(BoardFilter):
        value = given.get(part.name)
        if isinstance(value, list):
            found[part.name] = frozenset(each for each in value if isinstance(each, int | str))
        elif isinstance(value, str) and part.name in ("since", "until"):
            found[part.name] = _day(value)
        elif isinstance(value, str) and part.name == "text":
            found[part.name] = value
    return BoardFilter(**found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
