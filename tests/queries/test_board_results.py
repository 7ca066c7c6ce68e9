"""Results on boards: what placements brought adds up in their cells, what channels brought stays with them."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, update

from b2bdesk import workspace
from b2bdesk.commands import items
from b2bdesk.domain import metadata
from b2bdesk.queries.axes import PAIRS
from b2bdesk.queries.board import board
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_results import Outcome, outcome
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.rosters import Keeper
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


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_sums_kept_over_edits_are_those_of_the_file(plan: Workspace, seed: int) -> None:
    """Results are added up again only after edits of theirs or of their placements; in memory as by the file."""
    random, keeper, kept = Random(seed), Keeper(plan, large=1), Kept()
    with plan.read() as session:
        keeper.roster(plan, session)
        every = list(session.scalars(select(PLACEMENT.c.id)))
        channels = list(session.scalars(select(metadata.tables["channel"].c.id)))
    keeper.settle()
    plan.subscribe(lambda changes: kept.forget(changes.tables, changes.of("placement").updated))
    counted = random.sample(every, 20)
    results = [items.create(plan, "result", **DAYS, placement_id=one, leads=one, visits=1) for one in counted]
    places = {"channel_id": channels, "status": ["live", "idea", "dropped"], "archived": [True, False]}

    def change_a_placement() -> None:
        what = random.choice(list(places))
        with plan.edit("Change") as session:
            row = PLACEMENT.c.id == random.choice(every)
            session.execute(update(PLACEMENT).where(row).values({what: random.choice(places[what])}))

    def tell_of_a_channel() -> None:
        items.create(plan, "result", **DAYS, channel_id=random.choice(channels), leads=random.randint(1, 90))

    edits: list[Callable[[], object]] = [
        change_a_placement,
        tell_of_a_channel,
        lambda: items.archive(plan, "result", [random.choice(results)]),
    ]
    for _ in range(25):
        random.choice([*edits, change_a_placement, plan.undo])()
        asked: dict[str, Any] = {"measure": random.choice(["leads", "visits"]), "axes": random.choice(PAIRS)}
        asked["where"] = BoardFilter(stages=random.choice([frozenset(), frozenset({1, 2})]))
        with plan.read() as session:
            found = outcome(session, **asked, kept=kept, roster=keeper.roster(plan, session))
            assert found == outcome(session, **asked)


def test_an_edit_of_what_has_no_results_adds_nothing_up(plan: Workspace) -> None:
    kept, adding = Kept(), []
    first, second = placements(plan)[:2]
    items.create(plan, "result", **DAYS, placement_id=first, leads=3)
    plan.subscribe(lambda changes: kept.forget(changes.tables, changes.of("placement").updated))
    for moved in (second, first):
        with plan.read() as session:
            before = outcome(session, measure="leads", axes=PAIRS[0], where=BoardFilter(), kept=kept).channels
        with plan.edit("Move") as session:
            session.execute(update(PLACEMENT).where(PLACEMENT.c.id == moved).values(channel_id=1))
        with plan.read() as session:
            adding.append(outcome(session, measure="leads", axes=PAIRS[0], where=BoardFilter(), kept=kept).channels)
        assert (adding[-1] is before) is (moved == second)
