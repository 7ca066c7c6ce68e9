"""The closed lists: values that code decides by. Their labels are vocabulary rows, never these names."""

from enum import StrEnum
from typing import Final

from b2bdesk.languages import Language as Language
from b2bdesk.languages import N_ as N_


class PlacementStatus(StrEnum):
    """How far a placement has come."""

    IDEA = "idea"
    PLANNED = "planned"
    SCHEDULED = "scheduled"
    LIVE = "live"
    DONE = "done"
    DROPPED = "dropped"


COUNTED: Final = frozenset(
    {PlacementStatus.PLANNED, PlacementStatus.SCHEDULED, PlacementStatus.LIVE, PlacementStatus.DONE}
)
"""Placement statuses that cover a cell (D1)."""


class ContentStatus(StrEnum):
    """How far a content piece has come."""

    IDEA = "idea"
    DRAFT = "draft"
    READY = "ready"
    PUBLISHED = "published"
    RETIRED = "retired"


FINISHED: Final = frozenset({ContentStatus.READY, ContentStatus.PUBLISHED})
"""Content statuses a reader can already be given."""


class Appeal(StrEnum):
    """Reasons and numbers, feeling, or both."""

    RATIONAL = "R"
    MIXED = "M"
    EMOTIONAL = "E"


class Horizon(StrEnum):
    """Future demand or present demand."""

    BRAND = "brand"
    ACTIVATION = "activation"


class Audience(StrEnum):
    """Whom a piece is made for."""

    NEW = "new"
    EXISTING = "existing"
    BOTH = "both"


class Breadth(StrEnum):
    """How widely a channel or placement is aimed."""

    NARROW = "narrow"
    MEDIUM = "medium"
    BROAD = "broad"


class Ownership(StrEnum):
    """Who runs a channel."""

    OWNED = "O"
    EXTERNAL = "X"


class ToolClass(StrEnum):
    """Advertising tool or not; independent of being paid."""

    ADVERTISING = "A"
    OTHER = "N"


class FormClass(StrEnum):
    """The ten families of content forms."""

    TEXT = "text"
    PAGE = "page"
    DOC = "doc"
    VISUAL = "visual"
    VIDEO = "video"
    LIVE = "live"
    EVENT = "event"
    TOOL = "tool"
    AD = "ad"
    DIRECT = "direct"


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "E"
    WARN = "W"
    INFO = "I"


class Level(StrEnum):
    """How well a cell of the map is served (D1)."""

    GAP = "gap"
    THIN = "thin"
    OK = "ok"
    CROWDED = "crowded"


class Phase(StrEnum):
    """The four phases of the customer relation."""

    ACQUIRE = "acquire"
    NURTURE = "nurture"
    CONVERT = "convert"
    RETAIN = "retain"


class Band(StrEnum):
    """Intent bands."""

    LOW_MID = "low_mid"
    HIGH = "high"
    CUSTOMER = "customer"


class State(StrEnum):
    """The seven lifecycle states, in their order."""

    ATTENTION = "attention"
    VISIT = "visit"
    REGISTER = "register"
    ACTIVE = "active"
    OPPORTUNITY = "opportunity"
    DEAL = "deal"
    REFERRAL = "referral"


PHASE_OF: Final = {
    State.ATTENTION: Phase.ACQUIRE,
    State.VISIT: Phase.ACQUIRE,
    State.REGISTER: Phase.ACQUIRE,
    State.ACTIVE: Phase.NURTURE,
    State.OPPORTUNITY: Phase.CONVERT,
    State.DEAL: Phase.RETAIN,
    State.REFERRAL: Phase.RETAIN,
}
BAND_OF: Final = {
    State.ATTENTION: Band.LOW_MID,
    State.VISIT: Band.LOW_MID,
    State.REGISTER: Band.HIGH,
    State.ACTIVE: Band.HIGH,
    State.OPPORTUNITY: Band.HIGH,
    State.DEAL: Band.CUSTOMER,
    State.REFERRAL: Band.CUSTOMER,
}


class AccountClass(StrEnum):
    """Customers by size and way of buying."""

    STARTUP = "startup"
    SME = "sme"
    GROUP = "group"


class GrowthStage(StrEnum):
    """The planning company's own stage."""

    EARLY = "early"
    GROWTH = "growth"
    MATURE = "mature"


class Motion(StrEnum):
    """How the company sells."""

    LG = "lg"
    ABM = "abm"
    MIXED = "mixed"
    SELF_SERVE = "self_serve"


class Answer(StrEnum):
    """Answer to a positioning question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class SegmentRole(StrEnum):
    """Where the effort goes, or the long tail."""

    FOCUS = "focus"
    POOL = "pool"


class Seniority(StrEnum):
    """Rank of a persona inside the firm."""

    STAFF = "staff"
    MANAGER = "manager"
    DIRECTOR = "director"
    EXECUTIVE = "executive"
    OWNER = "owner"


class Authority(StrEnum):
    """Formal power over a purchase."""

    NONE = "none"
    RECOMMEND = "recommend"
    VETO = "veto"
    APPROVE = "approve"
    FINAL = "final"


class Role(StrEnum):
    """Roles in a decision chain."""

    INITIATOR = "initiator"
    USER = "user"
    INFLUENCER = "influencer"
    TECHNICAL = "technical"
    DECIDER = "decider"
    ECONOMIC = "economic"
    APPROVER = "approver"
    BUYER = "buyer"
    GATEKEEPER = "gatekeeper"
    CHAMPION = "champion"
    COACH = "coach"


class Relation(StrEnum):
    """How one chain member stands to another."""

    REPORTS_TO = "reports_to"
    INFLUENCES = "influences"
    BLOCKS = "blocks"
    TRUSTS = "trusts"
    DELEGATES_TO = "delegates_to"
    CONFLICTS_WITH = "conflicts_with"


class ChainKind(StrEnum):
    """Typical of a segment, or one named account."""

    TEMPLATE = "template"
    ACCOUNT = "account"


class Access(StrEnum):
    """How we reach a chain member."""

    NONE = "none"
    INDIRECT = "indirect"
    DIRECT = "direct"


class ItemKind(StrEnum):
    """Kinds of statements about a persona."""

    PAIN = "pain"
    CHALLENGE = "challenge"
    NEED = "need"
    DESIRE = "desire"
    GOAL = "goal"
    OBJECTION = "objection"
    TRIGGER = "trigger"
    SUCCESS_MEASURE = "success_measure"
    JOB = "job"


class PrefDim(StrEnum):
    """What a persona's preference is about."""

    CHANNEL = "channel"
    FORM = "form"
    TOPIC = "topic"
    MANNER = "manner"


class InfoGroup(StrEnum):
    """The seven information groups of a persona (D5)."""

    DEMOGRAPHICS = "demographics"
    COMPANY_JOB = "company_job"
    BEHAVIOUR = "behaviour"
    BUDGET = "budget"
    COMM_PREF = "comm_pref"
    CONTENT_PREF = "content_pref"
    NEEDS = "needs"


class Polarity(StrEnum):
    """Whether evidence speaks for or against a statement."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


class Dimension(StrEnum):
    """By what intended and observed people are told apart (D6)."""

    ORG_TYPE = "org_type"
    INDUSTRY = "industry"
    ACCOUNT_CLASS = "account_class"
    SENIORITY = "seniority"
    DEPARTMENT = "department"


class Measure(StrEnum):
    """What was counted of observed people."""

    VISITS = "visits"
    LEADS = "leads"


class FindingVerdict(StrEnum):
    """What a person decided about a finding."""

    NOT_NEEDED = "not_needed"
    SNOOZED = "snoozed"


class RivalKind(StrEnum):
    """Kinds of competitors; doing nothing is one."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    STATUS_QUO = "status_quo"


class ResourceKind(StrEnum):
    """What a plan can spend."""

    MONEY = "money"
    TIME = "time"
    PEOPLE = "people"
    OTHER = "other"


class CampaignValue(StrEnum):
    """What a campaign is for."""

    ACQUIRE = "acquire"
    CONVERT = "convert"
    BRAND = "brand"


class LinkKind(StrEnum):
    """What carries a tracked address."""

    URL = "url"
    QR = "qr"
    WECHAT_QR = "wechat_qr"


class Cta(StrEnum):
    """The two calls to action that code decides by; the others are vocabulary rows."""

    NONE = "none"
