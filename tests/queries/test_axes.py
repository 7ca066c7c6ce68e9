"""Every board counts what a person would count by hand, whatever its axes and filters."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from b2bdesk import workspace
from b2bdesk.domain.chain import ChainMember
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Campaign, Placement, PlacementPersona
from b2bdesk.domain.stage import StageState
from b2bdesk.queries.axes import AXES, is_offered, PAIRS
from b2bdesk.queries.board import board, BoardFilter, more_chips
from b2bdesk.queries.board_rows import ORDER
from b2bdesk.terms import COUNTED, Level
from tests.helpers.plans import make_plan
from tests.queries.slow_board import SlowPlan

BOARDS = [*PAIRS, *(pair[::-1] for pair in PAIRS)]
SEEDS = (1, 2)


@pytest.fixture(scope="module", params=SEEDS)
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A made-up plan in which placements have own segments, personas, states and ends here and there."""
    path = make_plan(tmp_path_factory.mktemp("axes") / "random.b2bdesk", "S", seed=request.param)
    ws = workspace.open(path)
    with ws.edit("Shuffle") as session:
        shuffle(session, Random(request.param))
    yield ws
    ws.close()


def shuffle(session: Session, random: Random) -> None:
    states = {}
    for stage, state in session.execute(select(StageState.stage_id, StageState.state)):
        states.setdefault(stage, []).append(state)
    for row in session.scalars(select(Placement)).all():
        row.segment_id = random.choice([None, None, 1, 2])
        row.state = random.choice(["", *states[row.stage_id]])
        if row.date_from is not None and random.random() < 0.3:
            row.date_to = row.date_from + timedelta(days=random.randrange(60))
    session.execute(update(Placement).where(Placement.id % 7 == 0).values(archived=True))
    free = session.scalars(select(ContentPiece.id).where(ContentPiece.id % 5 == 0)).all()
    session.execute(update(Placement).where(Placement.content_id.in_(free)).values(segment_id=None))
    assert session.scalar(select(ChainMember.id).limit(1)) is not None
    assert session.scalar(select(PlacementPersona.id).limit(1)) is not None


def filters(session: Session, random: Random) -> list[BoardFilter]:
    """Return no filter, each part of one alone, and some together."""
    piece = random.choice(session.scalars(select(ContentPiece)).all())
    campaigns = session.scalars(select(Campaign.id)).all()
    day = date(2026, random.randrange(1, 12), 15)
    alone: list[dict[str, Any]] = [
        {"personas": frozenset({1, 3})},
        {"segments": frozenset({2})},
        {"campaigns": frozenset(campaigns[:1])},
        {"stages": frozenset({2, 3})},
        {"channels": frozenset({1, 2, 5})},
        {"forms": frozenset({piece.form})},
        {"topics": frozenset({piece.topic})},
        {"horizons": frozenset({"brand"})},
        {"appeals": frozenset({"R", "E"})},
        {"audiences": frozenset({"new"})},
        {"phases": frozenset({"acquire", "convert"})},
        {"bands": frozenset({"high"})},
        {"since": day},
        {"until": day},
        {"since": day, "until": day + timedelta(days=40)},
        {"text": piece.title.split()[0]},
        {"statuses": frozenset({"live", "dropped"})},
    ]
    some = [random.choice(alone) | random.choice(alone) for _ in range(6)]
    return [BoardFilter(), *(BoardFilter(**part) for part in [*alone, *some])]


@pytest.mark.parametrize("axes", BOARDS, ids="-".join)
def test_every_board_counts_as_one_would_by_hand(plan: Any, axes: tuple[str, str]) -> None:
    with plan.read() as session:
        slow = SlowPlan(session)
        every = filters(session, Random(7))
        for where in every if axes == BOARDS[0] else [every[0], *every[BOARDS.index(axes) % 4 + 1 :: 4]]:
            seen = board(session, where, axes=axes)
            n, shown, cost = slow.count(*axes, where)
            assert {k: c.n for k, c in seen.cells.items() if c.n} == only(n, seen), where
            assert {k: c.shown for k, c in seen.cells.items() if c.shown} == only(shown, seen), where
            assert {k: c.cost for k, c in seen.cells.items() if c.cost} == only(cost, seen), where
            through = [p for p in slow.placements if p.status in where.shown and slow.lets_through(where, p)]
            assert seen.counted == sum(p.status in COUNTED for p in through)
            assert (seen.shown, seen.total) == (len(through), len(slow.placements))


def only(counted: Any, seen: Any) -> dict[Any, int]:
    """Return the numbers above zero; a key that no cell has would be a placement that nobody sees."""
    assert set(counted) <= set(seen.cells)
    return {key: n for key, n in counted.items() if n}


@pytest.mark.parametrize("axes", BOARDS, ids="-".join)
def test_totals_count_each_placement_once(plan: Any, axes: tuple[str, str]) -> None:
    with plan.read() as session:
        slow, seen = SlowPlan(session), board(session, axes=axes)
        for axis, heads in zip(axes, (seen.rows, seen.columns), strict=True):
            counted = [p for p in slow.placements if p.status in COUNTED]
            assert {h.id: h.n for h in heads} == {h.id: sum(h.id in slow.keys(axis, p) for p in counted) for h in heads}


@pytest.mark.parametrize("axes", BOARDS, ids="-".join)
def test_chips_are_the_first_of_their_cell(plan: Any, axes: tuple[str, str]) -> None:
    with plan.read() as session:
        slow, seen = SlowPlan(session), board(session, axes=axes, chips=2)
        for key, cell in seen.cells.items():
            here = [
                p
                for p in slow.placements
                if p.status in seen_statuses() and key[0] in slow.keys(axes[1], p) and key[1] in slow.keys(axes[0], p)
            ]
            here.sort(key=lambda p: (ORDER.index(p.status), p.content_id, p.id))
            assert [chip.id for chip in cell.chips] == [p.id for p in here[:2]]
        lines = [head.id for head in seen.rows[1:4]]
        later = more_chips(session, seen, lines)
        assert {key[1] for key in later} <= set(lines)
        assert all(len(later[key]) == min(12, cell.shown) for key, cell in seen.cells.items() if key in later)
        assert all(key in later for key, cell in seen.cells.items() if key[1] in lines and cell.shown)


def seen_statuses() -> frozenset[str]:
    return BoardFilter().shown


def test_the_statements_are_the_same_few_on_every_board(plan: Any) -> None:
    with plan.read() as session:
        asked: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        for axes in BOARDS:
            asked.clear()
            board(session, BoardFilter(horizons=frozenset({"brand"})), axes=axes)
            counting = [statement for statement in asked if "GROUP BY" in statement or "row_number" in statement]
            assert len(counting) <= 4, axes
            assert len(asked) <= 20, axes


def test_only_stages_against_channels_or_personas_have_levels(plan: Any) -> None:
    with plan.read() as session:
        for axes in BOARDS:
            cells = board(session, axes=axes).cells.values()
            levelled = set(axes) in ({"stage", "channel"}, {"stage", "persona"})
            assert all((cell.level is not None) == levelled for cell in cells)
            assert levelled or not any(cell.gap or cell.recommended or cell.target for cell in cells)


def test_stage_by_persona_is_the_worked_example(example_path: Path) -> None:
    import json

    golden = json.loads((Path(__file__).parents[1] / "golden" / "expected.json").read_text())["stage_persona"]
    with workspace.open(example_path) as ws, ws.read() as session:
        seen = board(session, axes=("persona", "stage"))
        turned = board(session, axes=("stage", "persona"))
    found = {f"{s.code}|{p.code}": seen.cell(s.id, p.id) for s in seen.columns for p in seen.rows}
    assert {place: cell.n for place, cell in found.items()} == golden
    assert {place for place, cell in found.items() if cell.gap} == {"S1|P5", "S2|P5", "S4|P4", "S4|P5"}
    assert (found["S2|P4"].level, found["S1|P3"].level, found["S1|P1"].level) == (Level.THIN, Level.CROWDED, Level.OK)
    assert all(turned.cells[key[::-1]].level == cell.level for key, cell in seen.cells.items())
    assert [stage.n for stage in seen.columns] == [20, 18, 21, 10]


def test_axes_have_names_and_groups(plan: Any) -> None:
    with plan.read() as session:
        seen = board(session, axes=("persona", "channel"))
        months = board(session, axes=("month", "channel"), lang="zh-Hans").rows
    assert all(head.name for head in (*seen.rows, *seen.columns, *months))
    for axis, heads in (("persona", seen.rows), ("channel", seen.columns)):
        for grouping, _ in AXES[axis].groupings:
            assert {(grouping, head.groups[grouping]) for head in heads if head.id} <= set(seen.group_labels)
    assert [head.id for head in months if head.id][:2] == ["2026-01", "2026-02"]
    assert months[0].name == "2026年1月"


def test_which_boards_are_offered() -> None:
    assert is_offered("stage", "persona")
    assert is_offered("persona", "stage")
    assert not is_offered("topic", "form")
