"""Results as insight takes them, and what they come to by channel."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.company import CompanyProfile
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.result import Result as Row
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.insight import money, results
from b2bdesk.insight.money import Figures, Metrics
from b2bdesk.insight.results import Result
from b2bdesk.terms import COUNTED

FIGURES = [getattr(Row, name) for name in money.NAMES]


def read(session: Session) -> list[Result]:
    """Return all results in use, each with the channel it came through."""
    channel = func.coalesce(Placement.channel_id, Row.channel_id)
    scope = (Row.id, Row.code, Row.date_from, Row.date_to, channel, Row.placement_id, Row.segment_id)
    query = (
        select(*scope, *FIGURES)
        .outerjoin(Placement, Placement.id == Row.placement_id)
        .where(Row.archived.is_(False))
        .order_by(Row.date_from, Row.id)
    )
    return [_result(*row) for row in session.execute(query)]


def _result(row_id: int, code: str, first: date, last: date, *rest: Any) -> Result:
    channel, placement, segment, *figures = rest
    return Result(row_id, code, first, last, channel, placement, segment, Figures(*figures))


@dataclass(frozen=True, slots=True)
class Line:
    """What one channel brought, or all together (`id` 0), and what that comes to."""

    id: int
    code: str
    name: str
    figures: Figures
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class Found:
    """What the results of a plan come to; `doubled` are pairs of codes that count the same days twice."""

    lines: tuple[Line, ...] = ()
    whole: Line | None = None
    split: money.Split = field(default_factory=money.Split)
    leak: money.Leak | None = None
    traceable: Any = None
    doubled: tuple[tuple[str, str], ...] = ()
    currency: str = ""
    margin: float | None = None


def found(session: Session, lang: str) -> Found:
    """Return what the results come to, by channel in the channels' order and all together."""
    rows = read(session)
    margin = session.scalar(select(CompanyProfile.gross_margin))
    currency = session.scalar(select(WorkspaceRow.currency)) or ""
    if not rows:
        return Found(currency=currency, margin=margin)
    figures = results.by_channel(rows)
    lines = tuple(
        Line(row_id, code, name, figures[row_id], money.metrics(figures[row_id], margin))
        for row_id, code, name in _channels(session, lang)
        if row_id in figures
    )
    whole = results.added(rows)
    return Found(
        lines,
        Line(0, "", "", whole, money.metrics(whole, margin)),
        money.path_split(whole),
        money.leak(whole),
        money.traceable(_costs(session, rows)),
        tuple((a.code, b.code) for a, b in results.doubled(rows)),
        currency,
        margin,
    )


def _channels(session: Session, lang: str) -> Iterator[tuple[int, str, str]]:
    names = (Channel.label_en, Channel.label_hans, Channel.label_hant)
    query = select(Channel.id, Channel.code, *names).order_by(Channel.sort, Channel.id)
    for row_id, code, *labels in session.execute(query):
        yield row_id, code, label_in(lang, *labels) or code


def _costs(session: Session, rows: Iterable[Result]) -> list[tuple[Decimal, bool, bool]]:
    """Return cost, whether it has a link, and whether it has results, of each counted placement that costs."""
    counted = {one.placement_id for one in rows}
    query = select(Placement.id, Placement.cost, Placement.link_id).where(
        Placement.status.in_(COUNTED), Placement.archived.is_(False), Placement.cost > 0
    )
    return [(cost, link is not None, row_id in counted) for row_id, cost, link in session.execute(query)]


def report(session: Session, lang: str) -> dict[str, Any]:
    """Return it as plain dicts, channels by code, shares and amounts unrounded; None is "n/a"."""
    all_of_it = found(session, lang)
    leak = all_of_it.leak
    return {
        "currency": all_of_it.currency,
        "channels": {line.code: _plain(line) for line in all_of_it.lines},
        "total": _plain(all_of_it.whole) if all_of_it.whole else None,
        "path": {
            "low_mid": _real(all_of_it.split.low_mid),
            "high": _real(all_of_it.split.high),
            "customer": _real(all_of_it.split.customer),
        },
        "leak": leak
        and {
            "step": "_".join(leak.step),
            "actual": float(leak.actual),
            "benchmark": float(leak.benchmark),
            "ratio": float(leak.ratio),
        },
        "traceable": _real(all_of_it.traceable),
        "doubled": [list(pair) for pair in all_of_it.doubled],
    }


def _plain(line: Line) -> dict[str, Any]:
    figures = {name: _real(getattr(line.figures, name)) for name in money.NAMES}
    named = {name: _real(getattr(line.metrics, name)) for name in ("cpl", "cpm", "ctr", "cac", "roas", "roi")}
    steps = {"_".join(step): _real(value) for step, value in line.metrics.conversion.items()}
    return {**figures, **named, "conversion": steps}


def _real(value: Any) -> int | float | None:
    return value if value is None or isinstance(value, int) else float(value)
