"""Results on boards: what placements brought adds up in their cells, what channels brought stays with them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from b2bdesk import workspace
from b2bdesk.commands import items
from b2bdesk.domain import metadata
from b2bdesk.queries.axes import PAIRS
from b2bdesk.queries.board import board
from b2bdesk.queries.board_results import Outcome, outcome
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.workspace import Workspace

PLACEMENT = metadata.tables["placement"]
DAYS = {"date_from": date(2026, 1, 1), "date_to": date(2026, 2, 28)}


@pytest.fixture
def plan(example_path: Path) -> Iterator[Workspace]:
    with workspace.open(example_path, backup=False) as opened:
        yield opened


def ask(plan: Workspace, measure: str, axes: tuple[str, str] = PAIRS[0], **where: object) -> Outcome:
    with plan.read() as session:
        return outcome(session, measure=measure, axes=axes, where=BoardFilter(**where))  # type: ignore[arg-type]


def placements(plan: Workspace) -> list[int]:
    with plan.read() as session:
        return list(session.scalars(select(PLACEMENT.c.id).where(PLACEMENT.c.status.in_(["live", "done"])).limit(12)))


def test_channels_keep_what_is_known_of_them_alone(plan: Workspace) -> None:
    found = ask(plan, "leads")
    assert found.cells == {}
    assert (found.known, sum(found.channels.values())) == (9, 1_469)
    assert sum(ask(plan, "revenue").channels.values()) == 2_130_000_00
    assert ask(plan, "leads", PAIRS[0], statuses=frozenset()).channels == found.channels


@pytest.mark.parametrize("axes", PAIRS, ids="-".join)
def test_cells_add_up_what_stands_in_them(plan: Workspace, axes: tuple[str, str]) -> None:
    wanted: Counter[int] = Counter()
    for at, placement in enumerate(placements(plan), 1):
        items.create(plan, "result", **DAYS, placement_id=placement, leads=3**at)
        wanted[placement] += 3**at
    items.create(plan, "result", **DAYS, placement_id=placements(plan)[0], mql=4)
    found = ask(plan, "leads", axes)
    with plan.read() as session:
        seen = board(session, axes=axes, chips=100)
    for key, cell in seen.cells.items():
        assert found.cells.get(key, 0) == sum(wanted[chip.id] for chip in cell.chips), key


def test_a_filter_a_status_and_an_archived_result_leave_cells_out(plan: Workspace) -> None:
    first, second = placements(plan)[:2]
    results = [items.create(plan, "result", **DAYS, placement_id=one, deals=2) for one in (first, second)]
    assert sum(ask(plan, "deals").cells.values()) == 4
    items.archive(plan, "result", results[:1])
    assert sum(ask(plan, "deals").cells.values()) == 2
    with plan.edit("Drop it") as session:
        session.execute(update(PLACEMENT).where(PLACEMENT.c.id == second).values(status="dropped"))
    assert ask(plan, "deals").cells == {}
    assert sum(ask(plan, "deals", PAIRS[0], statuses=frozenset({"dropped"})).cells.values()) == 2
    assert ask(plan, "visits").cells == {}
