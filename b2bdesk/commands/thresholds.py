"""The numbers that rules, reports and the map's levels go by: changed for one plan, and brought back."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.errors import UserError
from b2bdesk.insight.limits import given, Limit, LIMITS, Measure, value
from b2bdesk.insight.settings import Thresholds
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

KEY = "thresholds"


def set_threshold(ws: Workspace, *, key: str, value: Any, origin: object = None) -> None:
    """Give a threshold another number; its default takes the change away.

    Raises:
        UserError: `threshold.*` for an unknown threshold, and for what it cannot be.
    """
    limit = _known(key)
    number = _number(limit, value)
    with ws.edit(N_("Set “{field}” to {value}"), field=limit.label, value=shown(limit, number), origin=origin) as s:
        _put(s, {**_stored(s), key: number})


def reset(ws: Workspace, *, key: str, origin: object = None) -> None:
    """Bring a threshold back to its default."""
    limit = _known(key)
    with ws.edit(N_("Reset “{field}”"), field=limit.label, origin=origin) as session:
        _put(session, {name: number for name, number in _stored(session).items() if name != key})


def reset_all(ws: Workspace, *, origin: object = None) -> None:
    """Bring all thresholds back to their defaults."""
    with ws.edit(N_("Reset all thresholds"), origin=origin) as session:
        _put(session, {})


def shown(limit: Limit, number: float) -> str:
    """Return a threshold's number as it is written."""
    return f"{number * 100:g} %" if limit.measure is Measure.SHARE else f"{number:g}"


def _known(key: str) -> Limit:
    if key not in LIMITS:
        raise UserError("threshold.unknown", N_("There is no threshold called {key}."), key=key)
    return LIMITS[key]


def _number(limit: Limit, wanted: Any) -> int | float:
    try:
        number = float(wanted)
    except (TypeError, ValueError, OverflowError):
        number = float("nan")
    if isinstance(wanted, bool) or number != number:
        raise UserError("threshold.number", N_("“{field}”: {value} is not a number."), field=limit.label, value=wanted)
    if not limit.low <= number <= limit.high:
        raise UserError(
            "threshold.range",
            N_("“{field}” lies between {low} and {high}; {value} does not."),
            field=limit.label,
            low=shown(limit, limit.low),
            high=shown(limit, limit.high),
            value=shown(limit, number),
        )
    if limit.whole and number != int(number):
        raise UserError(
            "threshold.whole",
            N_("“{field}” is a whole number; {value} is not."),
            field=limit.label,
            value=shown(limit, number),
        )
    return int(number) if limit.whole else number


def _stored(session: Session) -> dict[str, int | float]:
    return given((session.scalar(select(WorkspaceRow.settings)) or {}).get(KEY))


def _put(session: Session, numbers: dict[str, int | float]) -> None:
    """Keep what differs from the defaults."""
    kept: dict[str, Any] = {}
    for key, number in numbers.items():
        if number == value(Thresholds(), key):
            continue
        name, _, case = key.partition(".")
        if case:
            kept.setdefault(name, {})[case] = number
        else:
            kept[name] = number
    row = session.scalars(select(WorkspaceRow)).one()
    rest = {name: each for name, each in row.settings.items() if name != KEY}
    row.settings = {**rest, KEY: kept} if kept else rest
