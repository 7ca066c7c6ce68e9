"""Who looks after what in the company, and the shares of its segments."""

from fractions import Fraction
from typing import Any, Final

from sqlalchemy import select

from b2bdesk.commands import checks, write
from b2bdesk.commands.values import clean_values
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.company import CompanyFunction
from b2bdesk.domain.segment import Segment
from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

STEPS: Final = 10_000
"""Shares are spread in hundredths of a percent."""


def set_function(ws: Workspace, *, function: str, origin: object = None, **values: Any) -> None:
    """Say who owns a function of marketing, and which party it belongs to."""
    entity = ENTITIES["company_function"]
    label = entity.field(next(iter(values))).label
    with ws.edit(N_("Set {field} of a function"), field=label, origin=origin) as session:
        found = session.scalar(select(CompanyFunction.id).where(CompanyFunction.function == function))
        if found is None:
            write.add(session, "company_function", {"function": function, **values})
        else:
            write.change(session, "company_function", [found], clean_values(session, entity, values))


def spread_shares(ws: Workspace, *, origin: object = None) -> int:
    """Give what is left of the revenue to the segments without a share, equally; return how many these are."""
    with ws.edit(N_("Spread the rest of the revenue"), origin=origin) as session:
        active = select(Segment).where(Segment.archived.is_(False)).order_by(Segment.sort, Segment.id)
        segments = session.scalars(active).all()
        empty = [segment for segment in segments if segment.revenue_share is None]
        rest = 1 - sum(Fraction(str(segment.revenue_share or 0)) for segment in segments)
        if not empty:
            raise UserError("segment.no_rest", N_("Every segment has its share already. Empty one to spread the rest."))
        if rest < 0:
            raise UserError("segment.over", N_("The shares are above 100 % already."))
        steps = round(rest * STEPS)
        for place, segment in enumerate(empty):
            segment.revenue_share = (steps // len(empty) + (place < steps % len(empty))) / STEPS
        write.flush(session)
        checks.check(session, "segment", [segment.id for segment in empty])
        return len(empty)
