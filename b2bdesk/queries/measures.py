"""What is counted for a row from other tables: how often a piece is placed, how many links a piece of evidence has."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, func, ScalarSelect, select, Table
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.terms import COUNTED

Counter = Callable[[Table], ScalarSelect[Any]]


def measure(kind: str, key: str) -> ColumnElement[Any]:
    """Return the expression of a measure, for a column or an order."""
    return MEASURES[kind][key](metadata.tables[kind])


def has(kind: str, key: str) -> bool:
    """Tell whether an entity has such a measure."""
    return key in MEASURES.get(kind, {})


def of_rows(session: Session, kind: str, ids: Sequence[int], keys: Sequence[str]) -> dict[int, dict[str, Any]]:
    """Return the measures of rows by id, all in one statement."""
    if not keys or not ids:
        return {}
    table = metadata.tables[kind]
    columns = [measure(kind, key).label(f"measure_{key}") for key in keys]
    query = select(table.c.id, *columns).where(table.c.id.in_(ids))
    return {row[0]: dict(zip(keys, row[1:], strict=True)) for row in session.execute(query)}


def rows_of(table_name: str, column: str) -> Counter:
    """Count the rows of a table that refer to this one by a column, archived ones left out."""

    def counted(table: Table) -> ScalarSelect[Any]:
        other = metadata.tables[table_name]
        query = select(func.count()).select_from(other).where(other.c[column] == table.c.id)
        if "archived" in other.c:
            query = query.where(other.c.archived == 0)
        return query.correlate(table).scalar_subquery()

    return counted


def placed_by(column: str) -> Counter:
    """Count the placements that cover a cell and refer to this row by a column."""

    def counted(table: Table) -> ScalarSelect[Any]:
        other = metadata.tables["placement"]
        query = select(func.count()).select_from(other).where(other.c[column] == table.c.id, other.c.archived == 0)
        return query.where(other.c.status.in_(list(COUNTED))).correlate(table).scalar_subquery()

    return counted


def help_total(table: Table) -> ScalarSelect[Any]:
    """Return the sum of the five answers of a piece's help check; nothing where it was not checked."""
    check = metadata.tables["help_check"]
    total = check.c.h1 + check.c.h2 + check.c.h3 + check.c.h4 + check.c.h5
    return select(total).where(check.c.content_id == table.c.id).correlate(table).scalar_subquery()


MEASURES: Final[Mapping[str, Mapping[str, Counter]]] = {
    "segment": {
        "personas": rows_of("persona_segment", "segment_id"),
        "chains": rows_of("decision_chain", "segment_id"),
    },
    "persona": {
        "statements": rows_of("persona_item", "persona_id"),
        "pieces": rows_of("content_persona", "persona_id"),
    },
    "content_piece": {"placed": placed_by("content_id"), "help": help_total},
    "channel": {"placed": placed_by("channel_id")},
    "landing_pool": {"channels": rows_of("channel", "pool_id")},
    "campaign": {"placed": placed_by("campaign_id")},
    "tracking_link": {"placed": placed_by("link_id")},
    "stage": {"placed": placed_by("stage_id"), "pieces": rows_of("content_stage", "stage_id")},
    "decision_chain": {
        "members": rows_of("chain_member", "chain_id"),
        "relations": rows_of("chain_relation", "chain_id"),
    },
    "evidence": {"links": rows_of("evidence_link", "evidence_id")},
    "tag": {"pieces": rows_of("content_tag", "tag_id")},
    "tag_category": {"tags": rows_of("tag", "category_id")},
}
"""What can be counted, by entity."""

SOURCES: Final[Mapping[str, frozenset[str]]] = {
    "segment": frozenset({"persona_segment", "decision_chain"}),
    "persona": frozenset({"persona_item", "persona_pref", "sourcing_note", "content_persona"}),
    "content_piece": frozenset({"placement", "help_check"}),
    "channel": frozenset({"placement"}),
    "landing_pool": frozenset({"channel"}),
    "campaign": frozenset({"placement"}),
    "tracking_link": frozenset({"placement"}),
    "stage": frozenset({"placement", "content_stage", "stage_state"}),
    "decision_chain": frozenset({"chain_member", "chain_relation"}),
    "evidence": frozenset({"evidence_link"}),
    "tag": frozenset({"content_tag"}),
    "tag_category": frozenset({"tag"}),
}
"""The tables that an entity's measures are counted from."""
