"""Which columns the lists have, as data: what each shows, how wide, how it is drawn."""

from dataclasses import dataclass
from typing import Final

from b2bdesk.terms import N_

LEFT, RIGHT = "left", "right"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` is a field, a measure (see `b2bdesk.queries.measures`), "title", or with `concluded` what
    was concluded about the row; `style` names its painter; `stretch` takes the room that is left.
    """

    key: str
    label: str
    width: int
    style: str = "text"
    align: str = LEFT
    measured: bool = False
    concluded: bool = False
    stretch: bool = False

    @property
    def sortable(self) -> bool:
        """Tell whether the rows can be ordered by this column."""
        return not self.concluded and self.style not in ("stages", "people", "texts", "codes")


def measured(key: str, label: str, width: int = 76, style: str = "number") -> Column:
    """Return the column of a number counted from other tables."""
    return Column(key, label, width, style, RIGHT, measured=True)


CODE: Final = Column("code", N_("Code"), 88, "code")
LONG_CODE: Final = Column("code", N_("Code"), 132, "code")
TITLE: Final = Column("title", N_("Name"), 240, "title", stretch=True)

COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "segment": (
        CODE,
        TITLE,
        Column("account_class", N_("Account class"), 150),
        Column("role", N_("Role in the plan"), 120),
        Column("acv", N_("Contract value"), 120, "money", RIGHT),
        Column("revenue_share", N_("Share of revenue"), 110, "share", RIGHT),
        measured("personas", N_("Personas")),
        measured("chains", N_("Chains"), 64),
    ),
    "persona": (
        CODE,
        Column("title", N_("Name"), 180, "person", stretch=True),
        Column("job", N_("Job title"), 190),
        Column("segments", N_("Segments"), 180, "texts"),
        Column("priority", N_("Priority"), 68, "pips"),
        Column("score", N_("Known"), 128, "score", concluded=True),
        measured("pieces", N_("Pieces"), 62),
    ),
    "decision_chain": (
        CODE,
        TITLE,
        Column("segment_id", N_("Segment"), 150),
        Column("kind", N_("Kind"), 110),
        measured("members", N_("Roles"), 62),
        Column("cover", N_("Reading cover"), 108, "cover", RIGHT, concluded=True),
        Column("missing", N_("Missing roles"), 180, "missing", concluded=True),
    ),
    "evidence": (
        CODE,
        TITLE,
        Column("source", N_("Source"), 170),
        Column("date", N_("Date"), 104, "day"),
        Column("respondent", N_("Respondent"), 150),
        Column("n", N_("Asked"), 60, "number", RIGHT),
        measured("links", N_("Links"), 60),
    ),
    "content_piece": (
        CODE,
        Column("title", N_("Title"), 210, "piece", stretch=True),
        Column("form", N_("Form"), 100),
        Column("topic", N_("Topic"), 100),
        Column("appeal", N_("Appeal"), 102, "appeal"),
        Column("stages", N_("Stages"), 88, "stages"),
        Column("personas", N_("Personas"), 84, "people"),
        measured("help", N_("Help"), 52, "help"),
        measured("placed", N_("Placed"), 62, "placed"),
    ),
    "tag": (
        LONG_CODE,
        TITLE,
        Column("category_id", N_("Category"), 180),
        Column("rule", N_("Rule"), 220),
        Column("enabled", N_("In use"), 70, "flag"),
        measured("pieces", N_("Pieces")),
    ),
    "tag_category": (LONG_CODE, TITLE, measured("tags", N_("Tags"))),
    "channel": (
        LONG_CODE,
        TITLE,
        Column("ownership", N_("Ownership"), 104),
        Column("kind", N_("Kind"), 110),
        Column("paid", N_("Paid"), 56, "flag"),
        Column("fit", N_("Fit per stage"), 100, "fits"),
        Column("pool_id", N_("Landing pool"), 130),
        measured("placed", N_("Placed"), 66),
    ),
    "landing_pool": (
        LONG_CODE,
        TITLE,
        Column("owner", N_("Owner"), 120),
        Column("entry", N_("Entry address"), 140),
        Column("capacity_week", N_("Capacity a week"), 100, "number", RIGHT),
        Column("reply_sla_h", N_("Reply within"), 88, "number", RIGHT),
        Column("connected", N_("Connected"), 84, "flag"),
        measured("channels", N_("Channels"), 76),
    ),
    "campaign": (
        CODE,
        TITLE,
        Column("slug", N_("Name in links"), 130),
        Column("date_from", N_("Starts"), 104, "day"),
        Column("date_to", N_("Ends"), 104, "day"),
        Column("value", N_("Value"), 110),
        Column("budget", N_("Budget"), 120, "money", RIGHT),
        measured("placed", N_("Placed"), 66),
    ),
    "tracking_link": (
        CODE,
        Column("title", N_("Tracked address"), 320, "title", stretch=True),
        Column("source", N_("Source"), 110),
        Column("medium", N_("Medium"), 100),
        Column("campaign", N_("Campaign"), 120),
        Column("kind", N_("Kind"), 110),
        measured("placed", N_("Placed"), 66),
    ),
    "result": (
        Column("code", N_("Code"), 80, "code"),
        Column("channel_id", N_("Channel"), 100, stretch=True),
        Column("placement_id", N_("Placement"), 72),
        Column("date_from", N_("From"), 96, "short_day"),
        Column("date_to", N_("To"), 96, "short_day"),
        Column("visits", N_("Visits"), 72, "number", RIGHT),
        Column("leads", N_("Leads"), 54, "number", RIGHT),
        Column("mql", N_("MQL"), 46, "number", RIGHT),
        Column("deals", N_("Deals"), 56, "number", RIGHT),
        Column("revenue", N_("Revenue"), 104, "money", RIGHT),
        Column("cost", N_("Cost"), 104, "money", RIGHT),
    ),
    "stage": (
        CODE,
        TITLE,
        Column("decision", N_("Decision stage"), 110, "flag"),
        Column("target_emotional", N_("Emotional content wanted"), 150, "share", RIGHT),
        measured("pieces", N_("Pieces")),
        measured("placed", N_("Placed"), 66),
    ),
    "vocab_entry": (
        LONG_CODE,
        TITLE,
        Column("label_en", "English", 180),
        Column("label_hans", "简体中文", 180),
        Column("label_hant", "繁體中文", 180),
    ),
}
"""The columns of each list, by entity."""
