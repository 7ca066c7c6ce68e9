"""What every conclusion is drawn from: plain rows, and one `Plan` that holds them all.

Ids are the integer keys of the workspace; `code` and `name` are there for sentences. Values of closed lists come as
their strings (the `StrEnum` members of `b2bdesk.terms` are strings). Money is `Decimal` in the workspace currency,
shares are fractions 0-1, hours are hours of work, ages are counted from a `today` that is passed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from b2bdesk.insight.rows import row
from b2bdesk.insight.settings import Thresholds


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the customer's way; `states` are the lifecycle states it holds, in order.

    `set_id` tells the stages that some segments have of their own; the plan's own stages have None.
    """

    id: int
    code: str
    name: str
    sort: int = 0
    states: tuple[str, ...] = ()
    decision: bool = False
    target_emotional: float | None = None
    archived: bool = False
    set_id: int | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel; `fit` maps stage id to 0-2, `accepts` holds form classes, `kind` "site" needs no tracking link."""

    id: int
    code: str
    name: str
    ownership: str = "O"
    tool_class: str = "N"
    paid: bool = False
    kind: str = ""
    accepts: frozenset[str] = frozenset()
    breadth: str = "medium"
    fit: Mapping[int, int] = field(default_factory=dict)
    pool_id: int | None = None
    monthly_capacity: int | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """A landing pool; `owner` is empty where nobody looks after it."""

    id: int
    code: str
    name: str
    owner: str = ""
    connected: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Persona:
    """A persona; `filled` names the plain fields that hold a value (see `completeness.FIELDS`).

    `prefs` maps a dimension (channel, form, topic, manner) to {code: strength 0-3}; `traits` are the sourcing
    traits with a note; `influence` is the persona's own 1-5, used where no chain says otherwise.
    """

    id: int
    code: str
    name: str
    title: str = ""
    priority: int = 2
    segment_ids: tuple[int, ...] = ()
    filled: frozenset[str] = frozenset()
    drivers: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    prefs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    influence: int = 3
    archived: bool = False


@dataclass(frozen=True, slots=True)
class PersonaItem:
    """One statement about a persona: a pain, a challenge, a need ..."""

    id: int
    persona_id: int
    kind: str
    name: str = ""
    weight: int = 3
    code: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement comes from; `weight` 0-1 overrides the weight of its source."""

    id: int
    code: str
    name: str
    source: str
    day: date
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """Evidence for or against a target: kind "persona", "item" or "member", and its id."""

    evidence_id: int
    target: str
    target_id: int
    polarity: str = "supports"


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of the market."""

    id: int
    code: str
    name: str
    account_class: str
    acv: Decimal | None = None
    revenue_share: float | None = None
    archived: bool = False
    stage_set_id: int | None = None
    role: str = "focus"


@dataclass(frozen=True, slots=True)
class Member:
    """One role of one person in a chain: a persona, or someone known by title, whom `contact_id` tells from others."""

    id: int
    persona_id: int | None
    role: str
    influence: int = 3
    authority: str = "none"
    stance: int = 0
    contact_id: int | None = None
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """How one chain member stands to another, by member ids."""

    from_id: int
    to_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A decision chain of a segment, with its members and their relations."""

    id: int
    code: str
    name: str
    segment_id: int
    members: tuple[Member, ...] = ()
    ties: tuple[Tie, ...] = ()
    kind: str = "template"
    archived: bool = False


@row(frozen=True, slots=True)
class Piece:
    """A content piece; `name` is its title, `personas` maps persona id to fit 1-3, `help` is 0-10 or None.

    `capability` says whose hours it takes; `refresh_months` comes from its form.
    """

    id: int
    code: str
    name: str
    form: str
    form_class: str
    refresh_months: int | None = None
    effort_h: Decimal = Decimal(0)
    topic: str = ""
    extra_topics: tuple[str, ...] = ()
    appeal: str = "M"
    horizon: str = "activation"
    audience: str = "new"
    cta: str = "none"
    status: str = "idea"
    reviewed: date | None = None
    help: int | None = None
    personas: Mapping[int, int] = field(default_factory=dict)
    stage_ids: tuple[int, ...] = ()
    uses_core_message: bool = False
    uses_asset: bool = False
    memorability: int | None = None
    has_file: bool = False
    capability: str = "content"
    archived: bool = False


@row(frozen=True, slots=True)
class Placement:
    """One piece in one channel for one stage; no `persona_ids` of its own means those of the piece."""

    id: int
    code: str
    content_id: int
    stage_id: int
    channel_id: int
    status: str = "planned"
    state: str | None = None
    persona_ids: tuple[int, ...] = ()
    segment_id: int | None = None
    campaign_id: int | None = None
    start: date | None = None
    end: date | None = None
    cost: Decimal = Decimal(0)
    breadth: str | None = None
    link_id: int | None = None
    pool_id: int | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class CellPlan:
    """What was decided for a cell stage x channel or stage x persona; exactly one of the two ids is set."""

    stage_id: int
    channel_id: int | None = None
    persona_id: int | None = None
    target: int | None = None
    not_needed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """What the plan can spend; people rows give `fte` or gross `hours_month`, money rows an `amount`."""

    id: int
    code: str
    name: str
    kind: str
    capability: str | None = None
    fte: Decimal | None = None
    hours_month: Decimal | None = None
    strength: int = 3
    amount: Decimal | None = None
    start: date | None = None
    end: date | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """The planning company, as far as conclusions need it."""

    growth_stage: str = "early"
    motion: str = "lg"
    acv: Decimal | None = None
    gross_margin: float = 0.75
    sales_cycle_days: int = 90
    names: tuple[str, ...] = ()
    positioning: str = ""
    segment_exists: str = "unknown"
    solves_need: str = "unknown"


@dataclass(frozen=True, slots=True)
class Alignment:
    """What was agreed with a party on a day."""

    party: str
    agreed_on: date


@dataclass(frozen=True, slots=True)
class Workspace:
    """The time the plan covers, its currency and the hosts of our own sites."""

    plan_start: date
    plan_end: date
    currency: str = "CNY"
    own_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows of one workspace; every rule takes this. `forms` maps a form's code to its class.

    `funnel_need` (money, D8) is None as long as nobody has calculated it. `memo` keeps what was computed once;
    `dataclasses.replace` starts it afresh.
    """

    workspace: Workspace
    company: Company = Company()
    stages: tuple[Stage, ...] = ()
    channels: tuple[Channel, ...] = ()
    pools: tuple[Pool, ...] = ()
    segments: tuple[Segment, ...] = ()
    personas: tuple[Persona, ...] = ()
    items: tuple[PersonaItem, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evidence_links: tuple[EvidenceLink, ...] = ()
    chains: tuple[Chain, ...] = ()
    pieces: tuple[Piece, ...] = ()
    placements: tuple[Placement, ...] = ()
    cells: tuple[CellPlan, ...] = ()
    resources: tuple[Resource, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    funnel_need: Decimal | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)
    memo: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
