"""What arrives filled, and what follows a change: defaults of a class or a form, spread shares, computed addresses."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from b2bdesk.commands import link_address
from b2bdesk.commands.short_titles import propose_short_title
from b2bdesk.domain import metadata
from b2bdesk.domain.chain import ChainMember
from b2bdesk.domain.placement import TrackingLink
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.terms import Horizon, Language

STANDING: Final = ("influence", "authority", "stance")


def entry_data(session: Session, vocab: str, code: str) -> dict[str, Any]:
    """Return what code reads from a vocabulary entry; empty where there is none."""
    query = select(VocabEntry.data).where(VocabEntry.vocab == vocab, VocabEntry.code == code)
    return dict(session.scalar(query) or {})


def plan_language(session: Session) -> Language:
    """Return the language of the plan."""
    return Language(session.scalar(select(WorkspaceRow.lang)) or Language.EN)


def filled(session: Session, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a new row with what its kind brings along; what was given stays."""
    given = dict(values)
    preset = _PRESETS.get(kind)
    return preset(session, given) if preset else given


def before_change(session: Session, kind: str, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    """Do what a change needs done first."""
    if kind == "segment" and ("revenue_share" in values or "archived" in values):
        _spread_shares(session, ids, values)
    if kind == "chain_member" and any(key in values for key in STANDING):
        _same_standing(session, ids, values)
    if kind == "tracking_link" and any(key in values for key in link_address.FIELDS):
        _address_again(session, ids, values)


def after_change(session: Session, kind: str, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    """Do what a change brings after it."""
    if kind == "decision_chain" and "segment_id" in values:
        session.expire_all()


def _segment(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    traits = entry_data(session, "account_class", values.get("account_class", ""))
    concerns = traits.pop("concerns", {})
    if isinstance(concerns, Mapping):
        concerns = concerns.get(plan_language(session)) or []
    traits = {key: traits[key] for key in ("price_sensitivity", "chain_length", "decision_speed") if key in traits}
    return {**traits, "concerns": concerns, **values}


def _piece(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    form = entry_data(session, "content_form", values.get("form", ""))
    preset = {
        "effort_h": form.get("effort_h"),
        "horizon": str(Horizon.ACTIVATION),
        "language": str(plan_language(session)),
        "short_title": propose_short_title(str(values.get("title", ""))),
    }
    return {**preset, **values}


def _link(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "url": link_address.built(values).url or ""}


def _member(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    query = select(ChainMember).where(
        ChainMember.chain_id == values.get("chain_id"), ChainMember.persona_id == values.get("persona_id")
    )
    other = session.scalars(query.limit(1)).first()
    standing = {key: getattr(other, key) for key in STANDING} if other else {}
    return {**values, **standing}


_PRESETS: Final[dict[str, Callable[[Session, dict[str, Any]], dict[str, Any]]]] = {
    "segment": _segment,
    "content_piece": _piece,
    "tracking_link": _link,
    "chain_member": _member,
}


def _spread_shares(session: Session, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    """Give the rest of 100 % to the other active segments, in the proportion they have now."""
    active = session.scalars(select(Segment).where(Segment.archived == False)).all()  # noqa: E712 (SQL, not Python)
    others = [segment for segment in active if segment.id not in ids]
    if any(segment.revenue_share is None for segment in others) or not others:
        return
    if values.get("archived"):
        rest = 1.0
    elif values.get("revenue_share") is not None:
        rest = 1.0 - float(values["revenue_share"]) * len(ids)
    else:
        return
    have = sum(segment.revenue_share or 0.0 for segment in others)
    if rest < 0:
        return
    for segment in others:
        part = (segment.revenue_share or 0.0) / have if have else 1 / len(others)
        segment.revenue_share = round(part * rest, 10)


def _same_standing(session: Session, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    table = metadata.tables["chain_member"]
    wanted = {key: values[key] for key in STANDING if key in values}
    for member in session.scalars(select(ChainMember).where(ChainMember.id.in_(ids))).all():
        same = (table.c.chain_id == member.chain_id) & (table.c.persona_id == member.persona_id)
        session.execute(update(table).where(same).values(wanted))
    session.expire_all()


def _address_again(session: Session, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    for link in session.scalars(select(TrackingLink).where(TrackingLink.id.in_(ids))).all():
        parts = {key: values.get(key, getattr(link, key)) for key in link_address.FIELDS}
        link.url = link_address.built(parts).url or link.url
