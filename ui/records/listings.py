"""The lists of the rooms, as data: what each holds, how it is narrowed, what it says while it is empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from b2bdesk.terms import N_


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: what this is, one first step."""

    title: str
    sentence: str
    step: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: `filters` are fields to narrow by, `bulk` fields that can be set for ticked rows,
    `needs` an entity of which there must be one first.
    """

    kind: str
    text: str
    icon: str
    new: str
    empty: Empty
    filters: tuple[str, ...] = ()
    bulk: tuple[str, ...] = ()
    group: str = ""
    needs: str = ""


SEGMENTS: Final = Listing(
    "segment",
    N_("Segments"),
    "layers",
    N_("New segment"),
    Empty(
        N_("No segments yet"),
        N_("A segment is a group of accounts that buy alike. Start with the one you know best."),
        N_("Add a segment"),
    ),
    filters=("account_class", "role", "org_types"),
    bulk=("role", "breadth"),
)
PERSONAS: Final = Listing(
    "persona",
    N_("Personas"),
    "user-round",
    N_("New persona"),
    Empty(
        N_("No personas yet"),
        N_("A name, a job title, one worry. The rest can wait."),
        N_("Add a persona"),
    ),
    filters=("segments", "seniority", "department", "priority"),
    bulk=("priority", "seniority", "department"),
    needs="segment",
)
CHAINS: Final = Listing(
    "decision_chain",
    N_("Decision chains"),
    "network",
    N_("New chain"),
    Empty(
        N_("No decision chains yet"),
        N_("Who starts, who checks, who decides? Name the people of one purchase and their roles."),
        N_("Add a decision chain"),
    ),
    filters=("segment_id", "kind"),
    bulk=("kind",),
    needs="segment",
)
EVIDENCE: Final = Listing(
    "evidence",
    N_("Evidence"),
    "message-square-quote",
    N_("New evidence"),
    Empty(
        N_("No evidence yet"),
        N_("Add one sentence a customer really said. It turns assumptions into knowledge."),
        N_("Add a quote"),
    ),
    filters=("source",),
    bulk=("source",),
)
PIECES: Final = Listing(
    "content_piece",
    N_("Library"),
    "library",
    N_("New piece"),
    Empty(
        N_("No content yet"),
        N_("Anything of value to a customer is a piece: an article, a case, a calculator. Titles are enough to begin."),
        N_("Add a piece"),
    ),
    filters=("form", "personas", "stages", "topic", "tags"),
    bulk=("status", "topic", "appeal", "horizon", "audience"),
    group="status",
)
TAGS: Final = Listing(
    "tag",
    N_("Tags"),
    "tag",
    N_("New tag"),
    Empty(N_("No tags yet"), N_("Tags separate customers and pieces for different treatment."), N_("Add a tag")),
    filters=("category_id",),
    bulk=("category_id",),
    needs="tag_category",
)
TAG_CATEGORIES: Final = Listing(
    "tag_category",
    N_("Tag categories"),
    "tag",
    N_("New category"),
    Empty(N_("No tag categories yet"), N_("Each tag belongs to one category."), N_("Add a category")),
)
CHANNELS: Final = Listing(
    "channel",
    N_("Channels"),
    "route",
    N_("New channel"),
    Empty(
        N_("No channels yet"),
        N_("A channel is where content meets people, and a row of the map."),
        N_("Choose channels"),
    ),
    filters=("ownership", "kind", "tool_class", "domain", "pool_id"),
    bulk=("ownership", "tool_class", "domain", "kind", "breadth", "pool_id"),
)
POOLS: Final = Listing(
    "landing_pool",
    N_("Pools"),
    "door-open",
    N_("New pool"),
    Empty(
        N_("No landing pools yet"),
        N_("Where do arriving visitors leave a name? A form, a group, a sign-in desk: each is a pool."),
        N_("Add a pool"),
    ),
)
CAMPAIGNS: Final = Listing(
    "campaign",
    N_("Campaigns"),
    "megaphone",
    N_("New campaign"),
    Empty(N_("No campaigns yet"), N_("A campaign joins placements that serve one aim."), N_("Add a campaign")),
    filters=("horizon", "value", "goal_id"),
    bulk=("horizon", "value", "goal_id"),
)
LINKS: Final = Listing(
    "tracking_link",
    N_("Tracking links"),
    "link",
    N_("New link"),
    Empty(
        N_("No tracking links yet"),
        N_("A tracked address says where a visitor came from."),
        N_("Add a link"),
    ),
    filters=("kind",),
)
RESULTS: Final = Listing(
    "result",
    N_("Results"),
    "chart-column",
    N_("New result"),
    Empty(
        N_("No results yet"),
        N_("What came of it: visits, leads, deals, of a channel or of one placement. Type them, or bring a table."),
        N_("Add a result"),
    ),
    filters=("channel_id", "segment_id"),
    bulk=("segment_id",),
    needs="channel",
)
STAGES: Final = Listing(
    "stage",
    N_("Stages"),
    "columns-3",
    N_("New stage"),
    Empty(N_("No stages yet"), N_("Stages are the columns of the map."), N_("Add a stage")),
)

WORDS: Final = Listing(
    "vocab_entry",
    N_("Vocabularies"),
    "list-checks",
    N_("New entry"),
    Empty(N_("Nothing here"), N_("This vocabulary has no entries in use."), N_("Add an entry")),
)

ROOMS: Final[Mapping[str, tuple[Listing, ...]]] = {
    "segments": (SEGMENTS,),
    "personas": (PERSONAS,),
    "chains": (CHAINS,),
    "evidence": (EVIDENCE,),
    "content": (PIECES, TAGS, TAG_CATEGORIES),
    "channels": (CHANNELS, POOLS, CAMPAIGNS, LINKS, STAGES),
    "results": (RESULTS,),
    "vocabularies": (WORDS,),
}
TITLES: Final = {
    "vocabularies": N_("Vocabularies"),
    "segments": N_("Segments"),
    "personas": N_("Personas"),
    "chains": N_("Decision chains"),
    "evidence": N_("Evidence"),
    "content": N_("Content"),
    "channels": N_("Channels & pools"),
    "results": N_("Results"),
}
NEEDED: Final = {
    "segment": (N_("Who belongs to which group of accounts? A segment comes first."), N_("Add a segment first")),
    "channel": (N_("Results come through channels, which come first."), N_("Add a channel first")),
    "tag_category": (N_("Each tag belongs to a category, which comes first."), N_("Add a category first")),
}
"""What must be there first, by entity: the sentence that says so, and the step."""
