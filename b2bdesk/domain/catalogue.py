"""The field catalogue: every entity and every field of it, read once from the mapped classes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from b2bdesk.domain.base import Base, Item, Labelled
from b2bdesk.domain.chain import ChainMember, ChainRelation, DecisionChain
from b2bdesk.domain.channel import Channel, LandingPool
from b2bdesk.domain.company import (
    Alignment,
    BenchmarkCustomer,
    CompanyFunction,
    CompanyProfile,
    Competitor,
    Goal,
    Resource,
    TargetIndustry,
)
from b2bdesk.domain.content import ContentPiece, HelpCheck
from b2bdesk.domain.evidence import Evidence, EvidenceAnswer, EvidenceLink
from b2bdesk.domain.fields import Field, Kind
from b2bdesk.domain.observed import IntendedShare, ObservedCount, ObservedSnapshot
from b2bdesk.domain.persona import Persona, PersonaItem, PersonaPref, PersonaVersion, SourcingNote
from b2bdesk.domain.placement import Campaign, Placement, TrackingLink
from b2bdesk.domain.result import Result
from b2bdesk.domain.review import FindingNote, Snapshot
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.stage import CellPlan, Stage, StageSet
from b2bdesk.domain.vocab import Tag, TagCategory, VocabEntry
from b2bdesk.terms import N_


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing people keep: its class, its names, its code's prefix and what it belongs to.

    `collection` is its name in a plan file, inside its owner's object when `owner` names one, which it
    reaches by the column `owner_key`. `title` is the field that names a row to people.
    """

    cls: type[Base]
    one: str
    many: str
    collection: str
    title: str
    prefix: str = ""
    digits: int = 1
    owner: str = ""
    owner_key: str = ""
    single: bool = False

    @property
    def key(self) -> str:
        """The table's name, which is the entity's key."""
        return str(self.cls.__tablename__)

    @property
    def is_item(self) -> bool:
        """Whether rows have an identity and a code."""
        return issubclass(self.cls, Item)

    @property
    def labelled(self) -> bool:
        """Whether rows bear a name in each language."""
        return issubclass(self.cls, Labelled)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field in the order of declaration, links last; the owner is not among them."""
        return _fields(self.cls, self.owner_key)

    def field(self, key: str) -> Field:
        """Return one field by its key."""
        return _by_key(self.cls, self.owner_key)[key]

    def shown(self) -> Iterator[Field]:
        """The fields people see and edit."""
        return (field for field in self.fields if not field.hidden)


_PLACES: Final = {"code": -2, "label_en": -1, "label_hans": -1, "label_hant": -1, "notes": 1, "archived": 2, "sort": 2}


@cache
def _fields(cls: type[Base], owner_key: str) -> tuple[Field, ...]:
    columns = [
        column.info["field"].named(column.key)
        for column in cls.__table__.columns
        if "field" in column.info and column.key != owner_key
    ]
    columns.sort(key=lambda field: _PLACES.get(field.key, 0))
    at = next((i for i, field in enumerate(columns) if field.key == "notes"), len(columns))
    return (*columns[:at], *cls.__links__, *columns[at:])


@cache
def _by_key(cls: type[Base], owner_key: str) -> dict[str, Field]:
    return {field.key: field for field in _fields(cls, owner_key)}


ENTITIES: Final[dict[str, Entity]] = {
    entity.key: entity
    for entity in (
        Entity(WorkspaceRow, N_("Plan"), N_("Plans"), "workspace", "name", single=True),
        Entity(VocabEntry, N_("Vocabulary entry"), N_("Vocabulary"), "vocabulary", "code"),
        Entity(CompanyProfile, N_("Company"), N_("Company"), "company", "product", single=True),
        Entity(StageSet, N_("Stage set"), N_("Stage sets"), "stage_sets", "name", "SS"),
        Entity(Segment, N_("Segment"), N_("Segments"), "segments", "name", "SEG"),
        Entity(Goal, N_("Goal"), N_("Goals"), "goals", "text", "G"),
        Entity(TargetIndustry, N_("Target industry"), N_("Target industries"), "industries", "industry", "T"),
        Entity(BenchmarkCustomer, N_("Benchmark customer"), N_("Benchmark customers"), "benchmarks", "name", "B"),
        Entity(Competitor, N_("Competitor"), N_("Competitors"), "competitors", "name", "C"),
        Entity(Resource, N_("Resource"), N_("Resources"), "resources", "person", "R"),
        Entity(CompanyFunction, N_("Function"), N_("Functions"), "functions", "function"),
        Entity(Alignment, N_("Agreement"), N_("Agreements"), "alignments", "agreed", "AL"),
        Entity(Persona, N_("Persona"), N_("Personas"), "personas", "name", "P"),
        Entity(PersonaItem, N_("Statement"), N_("Statements"), "items", "text", "I", 2, "persona", "persona_id"),
        Entity(PersonaPref, N_("Preference"), N_("Preferences"), "prefs", "value", "", 1, "persona", "persona_id"),
        Entity(
            SourcingNote, N_("Sourcing note"), N_("Sourcing notes"), "sourcing", "text", "N", 2, "persona", "persona_id"
        ),
        Entity(PersonaVersion, N_("Version"), N_("Versions"), "versions", "name", "", 1, "persona", "persona_id"),
        Entity(Stage, N_("Stage"), N_("Stages"), "stages", "label_en", "S"),
        Entity(LandingPool, N_("Landing pool"), N_("Landing pools"), "pools", "label_en", "LP"),
        Entity(Channel, N_("Channel"), N_("Channels"), "channels", "label_en", "W"),
        Entity(TagCategory, N_("Tag category"), N_("Tag categories"), "tag_categories", "label_en", "TC"),
        Entity(Tag, N_("Tag"), N_("Tags"), "tags", "label_en", "TAG"),
        Entity(ContentPiece, N_("Content piece"), N_("Content"), "content", "title", "K", 2),
        Entity(
            HelpCheck, N_("Help check"), N_("Help checks"), "help", "content_id", "", 1, "content_piece", "content_id"
        ),
        Entity(Campaign, N_("Campaign"), N_("Campaigns"), "campaigns", "name", "A"),
        Entity(TrackingLink, N_("Tracking link"), N_("Tracking links"), "links", "url", "U", 2),
        Entity(Placement, N_("Placement"), N_("Placements"), "placements", "content_id", "L", 2),
        Entity(DecisionChain, N_("Decision chain"), N_("Decision chains"), "chains", "name", "CH"),
        Entity(ChainMember, N_("Chain member"), N_("Members"), "members", "role", "M", 2, "decision_chain", "chain_id"),
        Entity(
            ChainRelation, N_("Relation"), N_("Relations"), "relations", "type", "X", 2, "decision_chain", "chain_id"
        ),
        Entity(Evidence, N_("Evidence"), N_("Evidence"), "evidence", "title", "E", 2),
        Entity(EvidenceAnswer, N_("Answer"), N_("Answers"), "answers", "question", "", 1, "evidence", "evidence_id"),
        Entity(EvidenceLink, N_("Evidence link"), N_("Links"), "links", "polarity", "", 1, "evidence", "evidence_id"),
        Entity(CellPlan, N_("Cell plan"), N_("Cell plans"), "cell_plans", "target"),
        Entity(IntendedShare, N_("Intended share"), N_("Intended shares"), "intended", "category"),
        Entity(ObservedSnapshot, N_("Observation"), N_("Observations"), "observed", "source", "O"),
        Entity(
            ObservedCount, N_("Count"), N_("Counts"), "counts", "category", "", 1, "observed_snapshot", "snapshot_id"
        ),
        Entity(FindingNote, N_("Decision on a finding"), N_("Decisions on findings"), "finding_notes", "rule"),
        Entity(Snapshot, N_("Snapshot"), N_("Snapshots"), "snapshots", "label"),
        Entity(Result, N_("Result"), N_("Results"), "results", "code", "RS", 2),
    )
}
"""Every entity by its key, referenced ones before those that refer to them."""


def entity(key: str) -> Entity:
    """Return an entity by its key."""
    return ENTITIES[key]


def children(owner: str) -> list[Entity]:
    """Return the entities that belong to rows of `owner`."""
    return [child for child in ENTITIES.values() if child.owner == owner]


__all__ = ["ENTITIES", "Entity", "Field", "Kind", "children", "entity"]
