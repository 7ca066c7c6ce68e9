"""The rooms of the window as data: their rail entries in order, and where each is built from when first shown."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Final, TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from b2bdesk.terms import N_

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

    def exists(self) -> bool:
        """Tell whether the room has been built into this version."""
        module = self.source.partition(":")[0]
        try:
            return find_spec(module) is not None
        except ModuleNotFoundError:
            return False

    def build(self, desk: "Desk") -> QWidget:
        """Make the room."""
        module, _, name = self.source.partition(":")
        room: QWidget = getattr(import_module(module), name)(desk)
        return room


WHO, WHAT, PLAN, BELOW = "who", "what", "plan", "below"
GROUPS: Final = {"": "", WHO: N_("Who"), WHAT: N_("What and where"), PLAN: N_("Plan"), BELOW: ""}

PLACES: Final = (
    Place("gaps", N_("Gaps"), "target", "", "ui.gaps.room:GapsRoom"),
    Place("company", N_("Company"), "building-2", WHO, "ui.records.rooms:CompanyRoom", ("company_profile", "goal")),
    Place("segments", N_("Segments"), "layers", WHO, "ui.records.rooms:SegmentsRoom", ("segment",)),
    Place("personas", N_("Personas"), "user-round", WHO, "ui.records.rooms:PersonasRoom", ("persona", "persona_item")),
    Place(
        "chains",
        N_("Decision chains"),
        "network",
        WHO,
        "ui.records.rooms:ChainsRoom",
        ("decision_chain", "chain_member"),
    ),
    Place("evidence", N_("Evidence"), "message-square-quote", WHO, "ui.records.rooms:EvidenceRoom", ("evidence",)),
    Place("content", N_("Content"), "library", WHAT, "ui.records.rooms:ContentRoom", ("content_piece",)),
    Place(
        "channels",
        N_("Channels & pools"),
        "route",
        WHAT,
        "ui.records.rooms:ChannelsRoom",
        ("channel", "landing_pool"),
    ),
    Place("map", N_("Map"), "grid-3x3", PLAN, "ui.grid.room:MapRoom", ("placement", "stage", "campaign")),
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
