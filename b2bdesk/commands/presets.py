"""What a new row brings along: defaults of its class or form, a proposed short title, a computed address."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from b2bdesk.commands import link_address, results, words
from b2bdesk.commands.short_titles import propose_short_title
from b2bdesk.commands.values import clean_values
from b2bdesk.domain.base import LABEL_KEYS
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.chain import ChainMember
from b2bdesk.terms import Horizon

STANDING: Final = ("influence", "authority", "stance")
TRAITS: Final = ("price_sensitivity", "chain_length", "decision_speed")


def filled(session: Session, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cleaned values of a new row with what its kind brings along; what was given stays."""
    entity = ENTITIES[kind]
    owner = {key: value for key, value in values.items() if key == entity.owner_key}
    given = clean_values(session, entity, {key: value for key, value in values.items() if key not in owner}) | owner
    preset = _PRESETS.get(kind)
    return preset(session, given) if preset else given


def _segment(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    return {**class_traits(session, values.get("account_class", "")), **values}


def class_traits(session: Session, account_class: str) -> dict[str, Any]:
    """Return how firms of a class buy, as fields of a segment: three scales of 1-5, and cares in the plan's tongue."""
    data = words.entry_data(session, "account_class", account_class)
    concerns = data.get("concerns", {})
    if isinstance(concerns, Mapping):
        concerns = concerns.get(words.plan_language(session)) or []
    return {**{key: data[key] for key in TRAITS if key in data}, "concerns": list(concerns)}


def _piece(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    form = words.entry_data(session, "content_form", values.get("form", ""))
    preset = {
        "effort_h": form.get("effort_h"),
        "horizon": str(Horizon.ACTIVATION),
        "language": str(words.plan_language(session)),
        "short_title": propose_short_title(str(values.get("title", ""))),
    }
    return {**preset, **values}


def _link(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "url": link_address.built(values).url or ""}


def _member(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    query = select(ChainMember).where(
        same_person(values.get("chain_id"), values.get("persona_id"), values.get("title", ""))
    )
    other = session.scalars(query.limit(1)).first()
    standing = {key: getattr(other, key) for key in STANDING} if other else {}
    return {**values, **standing}


def same_person(chain: int | None, persona: int | None, title: str) -> ColumnElement[bool]:
    """Return what finds all roles of one person in a chain: of a persona, or of who is known by that title."""
    if persona is not None:
        return (ChainMember.chain_id == chain) & (ChainMember.persona_id == persona)
    return (ChainMember.chain_id == chain) & ChainMember.persona_id.is_(None) & (ChainMember.title == title)


def _word(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    vocab = values.get("vocab", "")
    words.refuse_closed(vocab)
    name = next((values[key] for key in LABEL_KEYS.values() if values.get(key)), "")
    return {"code": words.free_code(session, vocab, name), **values}


_PRESETS: Final[dict[str, Callable[[Session, dict[str, Any]], dict[str, Any]]]] = {
    "segment": _segment,
    "content_piece": _piece,
    "tracking_link": _link,
    "chain_member": _member,
    "vocab_entry": _word,
    "result": results.filled,
}
