"""The same through a real file: what is read from it, the counts of the rail, and the cells of the board."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from b2bdesk import workspace
from b2bdesk.commands import cells, items, stage_sets
from b2bdesk.insight import facts as f
from b2bdesk.queries.board import Board, board, persona_counts
from b2bdesk.queries.counts import overview
from b2bdesk.queries.facts import load_plan
from tests.differential import comparing
from tests.differential import reference as r
from tests.differential.comparing import differences, Pair
from tests.helpers.plans import make_plan

TODAY = date(2026, 3, 1)


def settle(ws: workspace.Workspace, plan: f.Plan) -> None:
    """Decide on cells, put rows away, and give a segment stages of its own."""
    stage, persona, channel = plan.stages[0], plan.personas[0], plan.channels[0]
    cells.set_target(ws, stage=stage.id, channel=channel.id, target=2)
    cells.set_not_needed(ws, stage=stage.id, persona=persona.id, reason="Met by partners")
    items.archive(ws, "persona", [plan.personas[1].id])
    items.archive(ws, "channel", [plan.channels[1].id])
    items.archive(ws, "placement", [x.id for x in plan.placements[::7]])
    items.archive(ws, "content_piece", [plan.pieces[3].id])
    stage_sets.create(ws, name="Apart", preset=5, segments=[plan.segments[-1].id])


@pytest.fixture(scope="module", params=["S", "10S", "S settled"])
def ws(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[workspace.Workspace]:
    size = str(request.param)
    path = make_plan(tmp_path_factory.mktemp("plans") / "plan.b2bdesk", size.split()[0])
    with workspace.open(path, backup=False) as found:
        if "settled" in size:
            settle(found, read(found))
        yield found


def read(ws: workspace.Workspace) -> f.Plan:
    """Return the plan in a file."""
    with ws.read() as session:
        return load_plan(session, "en")


def reports(plan: f.Plan) -> Iterator[Pair]:
    """Compare all reports, and the suggestions for a gap of each stage."""
    yield from comparing.coverage(plan)
    yield from comparing.balance(plan)
    yield from comparing.means(plan, TODAY)
    yield from comparing.people(plan, TODAY)
    yield from comparing.findings(plan, TODAY)
    channels, personas = r.kept(plan.channels), r.kept(plan.personas)
    for at, stage in enumerate(r.kept(plan.stages)):
        channel, persona = channels[3 * at % len(channels)], personas[-1 - at % 3]
        yield from comparing.suggestions(plan, stage, channel, persona, TODAY)


def rail(ws: workspace.Workspace, plan: f.Plan) -> Iterator[Pair]:
    """Compare the counts of the rail."""
    with ws.read() as session:
        found = overview(session)
    yield "map", len(r.counted(plan)), found.counts["map"]
    yield "placements", len(r.kept(plan.placements)), found.placements
    rows: dict[str, Any] = {"segments": plan.segments, "personas": plan.personas, "chains": plan.chains}
    for key, kind in (rows | {"content": plan.pieces, "channels": plan.channels}).items():
        yield key, len(r.kept(kind)), found.counts[key]


def mapped(ws: workspace.Workspace, plan: f.Plan) -> Iterator[Pair]:
    """Compare the board: n and level of its cells, what is recommended and open, and who misses what."""
    with ws.read() as session:
        found, met = board(session), persona_counts(session)
    stage, channel = {s.code: s.id for s in found.stages}, {c.code: c.id for c in found.channels}
    for cell in r.channel_cells(plan):
        shown = found.cell(stage[cell.stage], channel[cell.other])
        wanted = (cell.n, cell.level, cell.wanted, cell.wanted and cell.n == 0)
        yield f"{cell.stage}|{cell.other}", wanted, (shown.n, shown.level, shown.recommended, shown.gap)
    yield "cells", len(list(r.channel_cells(plan))), len(found.cells)
    people = {p.code: p.id for p in plan.personas}
    for cell in r.persona_cells(plan):
        yield f"{cell.stage}|{cell.other}", cell.n, met[stage[cell.stage], people[cell.other]]
    short = {(cell.stage, cell.other, cell.n) for cell in r.persona_cells(plan) if cell.wanted and cell.n <= 1}
    yield "shortfalls", short, {(s.code, p.code, p.n) for s in found.stages for p in s.shortfalls}
    yield "by stage", totals(plan, found), {s.code: s.n for s in found.stages}


def totals(plan: f.Plan, found: Board) -> dict[str, int]:
    """Return what stands in the rows of the board, by stage."""
    return {s.code: sum(cell.n for cell in r.channel_cells(plan) if cell.stage == s.code) for s in found.stages}


def test_a_file_tells_what_the_reference_tells(ws: workspace.Workspace) -> None:
    assert differences(reports(read(ws))) == []


def test_counts_and_board_are_those_of_the_reference(ws: workspace.Workspace) -> None:
    plan = read(ws)
    assert (differences(rail(ws, plan)), differences(mapped(ws, plan))) == ([], [])
