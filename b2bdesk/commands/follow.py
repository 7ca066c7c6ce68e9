"""What a change brings with it in other rows, so that the rules of the plan go on holding."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from b2bdesk.commands import link_address, results, stage_sets, words
from b2bdesk.commands.presets import class_traits, same_person, STANDING
from b2bdesk.domain.chain import ChainMember
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.persona import Persona, PersonaPref
from b2bdesk.domain.placement import TrackingLink
from b2bdesk.domain.segment import Segment
from b2bdesk.errors import UserError
from b2bdesk.terms import N_, PrefDim

Ids = Sequence[int]
Values = dict[str, Any]


def before_change(session: Session, kind: str, ids: Ids, values: Values) -> None:
    """Do what rows of an entity need before they get these cleaned values; computed ones are taken out of them."""
    if kind in _CHANGES:
        _CHANGES[kind](session, ids, values)


def before_removal(session: Session, kind: str, ids: Ids) -> None:
    """Do what is needed before rows of an entity go."""
    if kind == "segment":
        _spread_shares(session, ids, {"archived": True})


def _spread_shares(session: Session, ids: Ids, values: Values) -> None:
    """Give what the changed segments leave of 100 % to the other active ones, in the proportion they have now."""
    if not {"revenue_share", "archived"} & values.keys():
        return
    segments = session.scalars(select(Segment)).all()
    changed = [segment for segment in segments if segment.id in ids]
    staying = [segment for segment in changed if not values.get("archived", segment.archived)]
    others = [segment for segment in segments if segment.id not in ids and not segment.archived]
    untouched = not staying and all(segment.archived for segment in changed)
    shares = [values.get("revenue_share", segment.revenue_share) for segment in staying]
    taken = [share for share in shares if share is not None]
    if not untouched and len(taken) == len(shares):
        _share_out(others, 1.0 - sum(taken))


def _segment(session: Session, ids: Ids, values: Values) -> None:
    """Spread shares, let traits follow the account class, and take placements along to other lifecycle stages."""
    _spread_shares(session, ids, values)
    if values.get("account_class"):
        _traits_along(session, ids, values)
    if "stage_set_id" in values:
        stage_sets.use_in(session, values["stage_set_id"], list(ids), merge=False)
        session.expire_all()


def _traits_along(session: Session, ids: Ids, values: Values) -> None:
    """Give segments the traits of their new class where nobody has changed those of the old one."""
    wanted = class_traits(session, values["account_class"])
    for segment in session.scalars(select(Segment).where(Segment.id.in_(ids))).all():
        before = class_traits(session, segment.account_class)
        for key in wanted.keys() - values.keys():
            if getattr(segment, key) in (None, [], before.get(key)):
                setattr(segment, key, wanted[key])


def _share_out(segments: Sequence[Segment], rest: float) -> None:
    shares = [segment.revenue_share for segment in segments if segment.revenue_share is not None]
    if len(shares) < len(segments) or rest < 0:
        return
    have = sum(shares)
    for segment, share in zip(segments, shares, strict=True):
        part = share / have if have else 1 / len(segments)
        segment.revenue_share = round(part * rest, 10)


def _same_standing(session: Session, ids: Ids, values: Values) -> None:
    """Give a person's other roles in a chain the same influence, authority and stance."""
    wanted = {key: values[key] for key in STANDING if key in values}
    if not wanted:
        return
    for member in session.scalars(select(ChainMember).where(ChainMember.id.in_(ids))).all():
        same = same_person(member.chain_id, member.persona_id, member.title)
        session.execute(update(ChainMember).where(same).values(wanted))
    session.expire_all()


def _address_again(session: Session, ids: Ids, values: Values) -> None:
    """Compute the addresses of tracking links, which nobody writes by hand."""
    values.pop("url", None)
    if not values.keys() & set(link_address.FIELDS):
        return
    for link in session.scalars(select(TrackingLink).where(TrackingLink.id.in_(ids))).all():
        parts = {key: values.get(key, getattr(link, key)) for key in link_address.FIELDS}
        link.url = link_address.built(parts).url or link.url


def _preferences_along(session: Session, ids: Ids, values: Values) -> None:
    """Let what personas like follow a channel to its new code."""
    code = values.get("code")
    old = session.scalars(select(Channel.code).where(Channel.id.in_(ids), Channel.code != code)).all() if code else []
    if not old:
        return
    liked = PersonaPref.dim == str(PrefDim.CHANNEL)
    movers = select(PersonaPref.persona_id).where(liked, PersonaPref.value.in_(old)).scalar_subquery()
    # A liking noted under the new code before it had a channel gives way.
    session.execute(
        delete(PersonaPref).where(liked, PersonaPref.value == code, PersonaPref.persona_id.in_(movers)),
        execution_options={"synchronize_session": False},
    )
    session.execute(update(PersonaPref).where(liked, PersonaPref.value.in_(old)).values(value=code))
    session.expire_all()


def _codes_stay(session: Session, ids: Ids, values: Values) -> None:
    """Keep the codes of vocabularies, by which rows know their entries."""
    for key in ("vocab", "code"):
        if key in values:
            words.refuse_new_code(session, ids, key, values[key])


def _one_leading(session: Session, ids: Ids, values: Values) -> None:
    """Let one persona lead at most, and one that is wanted."""
    if values.get("negative"):
        values["leading"] = False
    if not values.get("leading"):
        return
    if len(ids) > 1:
        raise UserError("persona.leading", N_("One persona leads. Choose the one that the plan is made for first."))
    values["negative"] = False
    session.execute(update(Persona).where(Persona.leading.is_(True), Persona.id.not_in(ids)).values(leading=False))
    session.expire_all()


_CHANGES: Final[dict[str, Callable[[Session, Ids, Values], None]]] = {
    "segment": _segment,
    "persona": _one_leading,
    "chain_member": _same_standing,
    "tracking_link": _address_again,
    "channel": _preferences_along,
    "vocab_entry": _codes_stay,
    "result": results.before_change,
}
