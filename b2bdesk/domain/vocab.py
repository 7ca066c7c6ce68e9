"""Vocabularies: codes that people may name, order and extend; and tags."""

from typing import Any, Final

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Labelled, new_uid, Row
from b2bdesk.terms import N_

VOCABULARIES: Final = {
    "content_form": N_("Content forms"),
    "topic": N_("Topics"),
    "industry": N_("Industries"),
    "department": N_("Departments"),
    "org_type": N_("Organisation types"),
    "seniority": N_("Seniority"),
    "age_band": N_("Ages"),
    "education": N_("Education"),
    "driver": N_("Drivers"),
    "capability": N_("Capabilities"),
    "source": N_("Sources of evidence"),
    "cta": N_("Calls to action"),
    "channel_kind": N_("Kinds of channels"),
    "channel": N_("Channels to choose from"),
    "role": N_("Roles in a decision chain"),
    "authority": N_("Authority"),
    "stance": N_("Stance"),
    "relation": N_("Relations"),
    "item_kind": N_("Kinds of statements"),
    "trait": N_("Ways of seeking suppliers"),
    "account_class": N_("Account classes"),
    "content_status": N_("Statuses of content"),
    "placement_status": N_("Statuses of placements"),
    "appeal": N_("Appeal"),
    "horizon": N_("Horizon"),
    "audience": N_("Audience"),
    "ownership": N_("Ownership"),
    "tool_class": N_("Tool classes"),
    "form_class": N_("Form classes"),
    "phase": N_("Phases"),
    "state": N_("Lifecycle states"),
    "growth_stage": N_("Growth stages"),
    "motion": N_("Sales motions"),
    "campaign_value": N_("Values of campaigns"),
    "info_group": N_("Information groups"),
    "level": N_("Levels of coverage"),
    "band": N_("Bands of intent"),
    "breadth": N_("Breadth of targeting"),
    "domain": N_("Domains"),
    "access": N_("Access to people"),
    "polarity": N_("What evidence says"),
    "pref_dim": N_("What is preferred"),
    "link_kind": N_("Kinds of links"),
    "chain_kind": N_("Kinds of chains"),
    "segment_role": N_("Roles of segments"),
    "answer": N_("Answers"),
    "resource": N_("Kinds of resources"),
    "party": N_("Parties"),
    "function": N_("Functions"),
    "rival_kind": N_("Kinds of competitors"),
    "pool": N_("Pools to choose from"),
    "help_q": N_("Questions of the help check"),
    "severity": N_("Severities"),
    "language": N_("Languages"),
    "dimension": N_("Dimensions"),
    "measure": N_("What is counted"),
    "finding_verdict": N_("Decisions on findings"),
    "key_event": N_("Key events"),
    "demand": N_("Ways to find demand"),
    "flow": N_("Recipes of flows"),
    "flow_trigger": N_("Triggers of flows"),
    "flow_action": N_("Actions of flows"),
    "step_kind": N_("Steps of flows"),
    "pitfall": N_("Pitfalls"),
    "principle": N_("Principles"),
    "report": N_("Reports"),
    "exp_element": N_("What an experiment varies"),
    "exp_metric": N_("What an experiment measures"),
    "handoff": N_("Outcomes of a hand-off"),
    "budget_cat": N_("Budget categories"),
    "pay_basis": N_("Ways to pay"),
    "verdict": N_("Verdicts"),
}
"""Every vocabulary of codes, by what people call it."""


class VocabEntry(Row):
    """One code of one vocabulary with its three labels and what code reads from it."""

    __tablename__ = "vocab_entry"
    __table_args__ = (UniqueConstraint("vocab", "code"), {"sqlite_strict": True})

    uid: Mapped[str] = mapped_column(Text, nullable=False, unique=True, default=new_uid)
    vocab: Mapped[str] = f.text(N_("Vocabulary"), 40, required=True)
    code: Mapped[str] = f.text(N_("Code"), 40, required=True)
    label_en: Mapped[str] = f.text(N_("Name in English"), 120)
    label_hans: Mapped[str] = f.text(N_("Name in Simplified Chinese"), 120)
    label_hant: Mapped[str] = f.text(N_("Name in Traditional Chinese"), 120)
    data: Mapped[dict[str, Any]] = f.mapping(N_("Data"), hidden=True)
    sort: Mapped[int] = f.integer(N_("Order"), default=0, hidden=True)
    archived: Mapped[bool] = f.flag(N_("Archived"), hidden=True)


class TagCategory(Labelled):
    """A kind of tag."""

    __tablename__ = "tag_category"


class Tag(Labelled):
    """A label that separates customers or pieces for different treatment."""

    __tablename__ = "tag"

    category_id: Mapped[int] = f.ref(N_("Category"), "tag_category", required=True)
    rule: Mapped[str] = f.long_text(N_("Rule"), 500, help=N_("When this tag is given"))
    enabled: Mapped[bool] = f.flag(N_("In use"), default=True)
