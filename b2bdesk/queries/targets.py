"""What evidence can speak for or against: personas, their statements, and the members of decision chains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.chain import ChainMember, DecisionChain
from b2bdesk.domain.persona import Persona, PersonaItem
from b2bdesk.i18n import tr
from b2bdesk.queries.labels import Labels

TargetKey = tuple[str, int]
KEYS: Final = ("persona_id", "item_id", "member_id")


@dataclass(frozen=True, slots=True)
class Target:
    """Something to speak for: `key` is the column of the link and the id in it; `owner` names whose it is."""

    key: TargetKey
    label: str
    owner: str


def evidence_targets(session: Session, labels: Labels) -> list[Target]:
    """Return everything evidence can be linked to: each persona with what was said, then members."""
    found: list[Target] = []
    items = _items(session)
    for row_id, name in session.execute(_people()):
        found.append(Target(("persona_id", row_id), name, ""))
        for item, kind, text in items.get(row_id, ()):
            said = tr("{name}: {text}", name=labels.of("item_kind", kind), text=text)
            found.append(Target(("item_id", item), said, name))
    query = (
        select(ChainMember.id, ChainMember.role, func.coalesce(Persona.name, ChainMember.title), DecisionChain.name)
        .outerjoin(Persona, Persona.id == ChainMember.persona_id)
        .join(DecisionChain, DecisionChain.id == ChainMember.chain_id)
        .order_by(DecisionChain.sort, DecisionChain.id, ChainMember.sort, ChainMember.id)
    )
    for row_id, role, name, chain in session.execute(query):
        found.append(Target(("member_id", row_id), f"{name}, {labels.of('role', role)}", chain))
    return found


def members(session: Session, labels: Labels, chain: int) -> dict[int, str]:
    """Return what to call each member of a chain, by id."""
    query = (
        select(ChainMember.id, ChainMember.role, func.coalesce(Persona.name, ChainMember.title))
        .outerjoin(Persona, Persona.id == ChainMember.persona_id)
        .where(ChainMember.chain_id == chain)
        .order_by(ChainMember.sort, ChainMember.id)
    )
    rows: Iterable[Any] = session.execute(query)
    return {row_id: f"{name}, {labels.of('role', role)}" for row_id, role, name in rows}


def target_of(link: Mapping[str, object]) -> TargetKey | None:
    """Return what a link's row points at."""
    return next(((key, int(str(link[key]))) for key in KEYS if link.get(key) is not None), None)


def _people() -> Any:
    return select(Persona.id, Persona.name).where(Persona.archived.is_(False)).order_by(Persona.sort, Persona.id)


def _items(session: Session) -> dict[int, list[tuple[int, str, str]]]:
    query = select(PersonaItem.persona_id, PersonaItem.id, PersonaItem.kind, PersonaItem.text)
    found: dict[int, list[tuple[int, str, str]]] = {}
    for owner, item, kind, text in session.execute(query.order_by(PersonaItem.sort, PersonaItem.id)):
        found.setdefault(owner, []).append((item, kind, text))
    return found
