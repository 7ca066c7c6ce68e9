"""The rooms of the window as data: their rail entries in order, and where each is built from when first shown."""

from dataclasses import dataclass
from typing import Final, TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from b2bdesk.terms import N_
from ui import built

if TYPE_CHECKING:
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Place:
    """One rail entry; `source` names the module and the class of its room."""

    key: str
    text: str
    icon: str
    group: str
    source: str
    tables: tuple[str, ...] = ()
    """The tables whose items this room shows."""
    room: str = ""
    """The place whose room shows this one too, told by `show_place`; empty for a room of its own."""
    needs: str = ""
    """What must have been built besides, as a source."""

    @property
    def home(self) -> str:
        """Return the key of the room."""
        return self.room or self.key

    def exists(self) -> bool:
        """Tell whether the room has been built into this version."""
        return built.exists(self.source) and (not self.needs or built.exists(self.needs))

    def build(self, desk: "Desk") -> QWidget:
        """Make the room."""
        return built.build(self.source, desk)


WHO, WHAT, PLAN, BELOW = "who", "what", "plan", "below"
GROUPS: Final = {"": "", WHO: N_("Who"), WHAT: N_("What and where"), PLAN: N_("Plan"), BELOW: ""}

PLACES: Final = (
    Place("overview", N_("Overview"), "house", "", "ui.overview.room:OverviewRoom"),
    Place("gaps", N_("Gaps"), "target", "", "ui.gaps.room:GapsRoom"),
    Place("company", N_("Company"), "building-2", WHO, "ui.records.rooms:CompanyRoom", ("company_profile", "goal")),
    Place("segments", N_("Segments"), "layers", WHO, "ui.records.rooms:SegmentsRoom", ("segment",)),
    Place("personas", N_("Personas"), "user-round", WHO, "ui.personas.room:PersonasRoom", ("persona", "persona_item")),
    Place(
        "chains",
        N_("Decision chains"),
        "network",
        WHO,
        "ui.chains.room:ChainsRoom",
        ("decision_chain", "chain_member"),
    ),
    Place("evidence", N_("Evidence"), "message-square-quote", WHO, "ui.evidence.room:EvidenceRoom", ("evidence",)),
    Place("content", N_("Content"), "library", WHAT, "ui.records.rooms:ContentRoom", ("content_piece",)),
    Place(
        "channels",
        N_("Channels & pools"),
        "route",
        WHAT,
        "ui.records.rooms:ChannelsRoom",
        ("channel", "landing_pool"),
    ),
    Place("results", N_("Results"), "chart-column", WHAT, "ui.records.results:ResultsRoom", ("result",)),
    Place("map", N_("Map"), "grid-3x3", PLAN, "ui.grid.room:MapRoom", ("placement", "stage", "campaign")),
    Place(
        "calendar",
        N_("Calendar"),
        "chart-no-axes-gantt",
        PLAN,
        "ui.grid.room:MapRoom",
        room="map",
        needs="ui.calendar.view:CalendarView",
    ),
    Place(
        "vocabularies",
        N_("Vocabularies"),
        "list-checks",
        BELOW,
        "ui.records.vocabularies:VocabulariesRoom",
        ("vocab_entry",),
    ),
    Place("export", N_("Export"), "arrow-down-up", BELOW, "ui.export.room:ExportRoom"),
    Place("settings", N_("Settings"), "settings", BELOW, "ui.preferences:SettingsRoom"),
)


def existing() -> tuple[Place, ...]:
    """Return the places whose rooms exist."""
    return tuple(place for place in PLACES if place.exists())


def module_of(key: str) -> str:
    """Return the module that a room comes from; the map's if there is no such room."""
    found = next((place for place in existing() if place.key == key), None)
    return (found or next(place for place in existing() if place.key == "map")).source.partition(":")[0]


def home_of(table: str) -> str:
    """Return the key of the room that shows a table's items; empty if none does."""
    return next((place.key for place in PLACES if table in place.tables), "")
