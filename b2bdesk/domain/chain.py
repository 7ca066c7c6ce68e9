"""Decision chains: the people who jointly decide, their roles and relations."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item
from b2bdesk.terms import Access, Authority, ChainKind, N_


class DecisionChain(Item):
    """Who decides in a segment, or in one named account."""

    __tablename__ = "decision_chain"

    name: Mapped[str] = f.text(N_("Name"), 120, required=True)
    segment_id: Mapped[int] = f.ref(N_("Segment"), "segment", required=True)
    kind: Mapped[str] = f.code(N_("Kind"), "chain_kind", required=True, default=str(ChainKind.TEMPLATE))
    account: Mapped[str] = f.text(N_("Account"), 120, help=N_("The firm's name, for the chain of one account"))
    product: Mapped[str] = f.text(N_("Product"), 120)


class ChainMember(Item):
    """One person in one role; a person may hold many roles, a role many people.

    A person is a persona, or known by title only until someone finds out more.
    """

    __tablename__ = "chain_member"
    __table_args__ = (UniqueConstraint("chain_id", "persona_id", "role"), {"sqlite_strict": True})

    chain_id: Mapped[int] = f.ref(N_("Decision chain"), "decision_chain", owned=True, required=True)
    persona_id: Mapped[int | None] = f.ref(N_("Persona"), "persona")
    title: Mapped[str] = f.text(N_("Known by title"), 120, since=2, help=N_("For someone who is no persona yet"))
    role: Mapped[str] = f.code(N_("Role"), "role", required=True)
    influence: Mapped[int] = f.scale(N_("Influence"), default=3)
    authority: Mapped[str] = f.code(N_("Authority"), "authority", required=True, default=str(Authority.NONE))
    stance: Mapped[int] = f.scale(N_("Stance"), -2, 2, default=0, vocab="stance")
    access: Mapped[str] = f.code(N_("Our access"), "access", required=True, default=str(Access.NONE))
    concern: Mapped[str] = f.long_text(N_("Concern"), 500)
    veto: Mapped[str] = f.text(N_("Can stop"), 200, since=2, help=N_("What this person can veto"))
    x: Mapped[float | None] = f.decimal(N_("Place from the left"), minimum=None, hidden=True, since=2)
    y: Mapped[float | None] = f.decimal(N_("Place from the top"), minimum=None, hidden=True, since=2)


class ChainRelation(Item):
    """How one member stands to another."""

    __tablename__ = "chain_relation"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id", "type"),
        CheckConstraint("from_id <> to_id", name="two_members"),
        {"sqlite_strict": True},
    )

    chain_id: Mapped[int] = f.ref(N_("Decision chain"), "decision_chain", owned=True, required=True)
    from_id: Mapped[int] = f.ref(N_("From"), "chain_member", owned=True, required=True)
    type: Mapped[str] = f.code(N_("Relation"), "relation", required=True)
    to_id: Mapped[int] = f.ref(N_("To"), "chain_member", owned=True, required=True)
