"""The board's numbers are those of the worked example, whatever the filter; the statements stay the same few."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from b2bdesk import workspace
from b2bdesk.commands import cells, placements, stage_sets
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Placement
from b2bdesk.queries.board import Board, board, BoardFilter, persona_counts
from b2bdesk.terms import COUNTED, Level

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "expected.json").read_text())


@pytest.fixture
def ws(example_path: Path) -> Iterator[Any]:
    found = workspace.open(example_path)
    yield found
    found.close()


def ask(ws: Any, where: BoardFilter | None = None, **more: Any) -> Board:
    with ws.read() as session:
        return board(session, where or BoardFilter(), **more)


def key_of(found: Board, stage: str, channel: str) -> tuple[int, int]:
    return (
        next(s.id for s in found.stages if s.code == stage),
        next(c.id for c in found.channels if c.code == channel),
    )


def persona(ws: Any, code: str) -> int:
    with ws.read() as session:
        return session.scalars(select(Persona.id).where(Persona.code == code)).one()


def test_counts_are_those_of_the_worked_example(ws: Any) -> None:
    found = ask(ws)
    counts = {f"{s.code}|{c.code}": found.cell(s.id, c.id).n for s in found.stages for c in found.channels}
    assert counts == GOLDEN["stage_channel"]
    assert (found.counted, found.shown, found.total) == (69, 71, 72)
    assert [stage.n for stage in found.stages] == [20, 18, 21, 10]
    assert [sum(c.n for c in found.channels if c.ownership == code) for code in "OX"] == [56, 13]


def test_personas_are_counted_as_the_worked_example_says(ws: Any) -> None:
    with ws.read() as session:
        counts = persona_counts(session)
        people = {p.id: p.code for p in session.scalars(select(Persona))}
    found = ask(ws)
    said = {f"{s.code}|{people[p]}": counts[s.id, p] for s in found.stages for p in people}
    assert said == GOLDEN["stage_persona"]
    short = {stage.code: [(p.code, p.n) for p in stage.shortfalls] for stage in found.stages}
    assert short == {"S1": [("P5", 0)], "S2": [("P4", 1), ("P5", 0)], "S3": [("P5", 1)], "S4": [("P4", 0), ("P5", 0)]}


def test_personas_miss_nothing_where_their_segments_never_come(ws: Any) -> None:
    stage_sets.create(ws, name="Groups", preset=5, segments=[3])
    with ws.read() as session:
        met = persona_counts(session)
    found = ask(ws)
    assert len(found.stages) == 4 + 5
    for stage in found.stages:
        way = ("P1", "P2", "P3", "P5") if stage.code in ("S1", "S2", "S3", "S4") else ("P3", "P4", "P5")
        missing = [code for code in way if met[stage.id, persona(ws, code)] <= 1]
        assert [person.code for person in stage.shortfalls] == missing


def test_phases_stand_over_their_stages(ws: Any) -> None:
    phases = {stage.code: [span.code for span in stage.phases] for stage in ask(ws).stages}
    assert phases == {"S1": ["acquire"], "S2": ["acquire"], "S3": ["nurture", "convert"], "S4": ["retain"]}


def test_a_cell_bears_its_chips_level_and_target(ws: Any) -> None:
    found = ask(ws)
    email = found.cells[key_of(found, "S3", "email")]
    assert (email.n, email.shown, email.target, email.own_target, email.level) == (8, 9, 6, True, Level.CROWDED)
    assert {chip.status for chip in email.chips} >= {"planned", "idea"}
    assert [chip.code for chip in email.chips][-1] == "K23"
    assert email.more == 0
    assert found.where[email.chips[0].id] == email.key


def test_a_chip_tells_form_appeal_and_short_title(ws: Any) -> None:
    found = ask(ws)
    chips = {chip.code: chip for cell in found.cells.values() for chip in cell.chips}
    assert (chips["K22"].form, chips["K22"].form_class, chips["K22"].appeal) == ("calculator", "tool", "R")
    assert chips["K22"].short == "ROI"
    assert chips["K22"].title == "ROI worksheet"


def test_chips_are_capped_and_counts_are_not(ws: Any) -> None:
    found = ask(ws, chips=3)
    email = found.cells[key_of(found, "S3", "email")]
    assert (len(email.chips), email.more, email.n) == (3, 6, 8)


def test_a_persona_filter_leaves_only_what_serves_this_person(ws: Any) -> None:
    found = ask(ws, BoardFilter(personas=frozenset({persona(ws, "P5")})))
    assert (found.counted, found.total) == (1, 72)
    assert {chip.code for cell in found.cells.values() for chip in cell.chips} == {"K21", "K23"}
    assert [[p.code for p in stage.shortfalls] for stage in found.stages] == [["P5"]] * 4
    website = found.cells[key_of(found, "S2", "website")]
    assert website.wanted
    assert not website.gap
    assert website.key in found.gaps


@pytest.mark.parametrize("code", ["P1", "P2", "P3", "P4", "P5"])
def test_filtered_counts_add_up_to_the_persons_own(ws: Any, code: str) -> None:
    found = ask(ws, BoardFilter(personas=frozenset({persona(ws, code)})))
    assert {s.code: s.n for s in found.stages} == {
        s.code: GOLDEN["stage_persona"][f"{s.code}|{code}"] for s in found.stages
    }


def test_statuses_can_be_chosen(ws: Any) -> None:
    found = ask(ws, BoardFilter(statuses=frozenset({"dropped", "idea"})))
    assert (found.counted, found.shown) == (0, 3)
    live = ask(ws, BoardFilter(statuses=frozenset({"live"})))
    assert live.counted == live.shown == 22


def test_forms_horizons_segments_and_campaigns_narrow(ws: Any) -> None:
    with ws.read() as session:
        rows = session.execute(select(Placement.campaign_id, Placement.status)).all()
    campaign = next(c for c, _ in rows if c is not None)
    wanted = sum(c == campaign and s in COUNTED for c, s in rows)
    assert ask(ws, BoardFilter(campaigns=frozenset({campaign}))).counted == wanted
    brand = ask(ws, BoardFilter(horizons=frozenset({"brand"}))).counted
    assert brand + ask(ws, BoardFilter(horizons=frozenset({"activation"}))).counted == 69
    calculators = ask(ws, BoardFilter(forms=frozenset({"calculator"})))
    assert {chip.code for cell in calculators.cells.values() for chip in cell.chips} == {"K12", "K22"}
    segments = [ask(ws, BoardFilter(segments=frozenset({n}))).counted for n in (1, 2, 3)]
    assert all(0 < n <= 69 for n in segments)


def test_an_empty_recommended_cell_is_a_gap_until_it_is_not_needed(ws: Any) -> None:
    found = ask(ws)
    assert found.gaps == ()
    key = key_of(found, "S4", "community")
    ids = [chip.id for chip in found.cells[key].chips]
    placements.remove(ws, ids=ids)
    assert ask(ws).gaps == (key,)
    assert ask(ws).cells[key].level is Level.GAP
    cells.set_not_needed(ws, stage=key[0], channel=key[1], reason="They have left it")
    after = ask(ws)
    assert after.gaps == ()
    assert (after.cells[key].not_needed, after.cells[key].reason) == (True, "They have left it")


def test_a_filter_makes_no_gap_of_a_filled_cell(ws: Any) -> None:
    found = ask(ws, BoardFilter(forms=frozenset({"calculator"})))
    assert not any(cell.gap for cell in found.cells.values())


def test_marks_and_language(ws: Any) -> None:
    found = ask(ws)
    marked = next(iter(found.where))
    warned = ask(ws, warned={marked})
    assert [chip.id for cell in warned.cells.values() for chip in cell.chips if chip.warn] == [marked]
    assert ask(ws, lang="zh-Hans").stages[0].name == "关注"


def test_the_number_of_statements_depends_on_nothing(ws: Any) -> None:
    asked: list[str] = []
    with ws.read() as session:
        event.listen(session.connection(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        board(session)
        plain = len(asked)
        board(session, BoardFilter(horizons=frozenset({"brand"})))
    assert plain <= 19
    assert len(asked) - plain <= plain + 1, "what the plan itself has is counted besides"


def test_a_blank_plan_has_an_empty_board(blank_path: Path) -> None:
    found = workspace.open(blank_path)
    try:
        with found.read() as session:
            empty = board(session)
        assert (empty.counted, empty.shown, empty.total, empty.personas) == (0, 0, 0, 0)
        assert len(empty.stages) == 4
    finally:
        found.close()


def test_session_is_only_read(ws: Any) -> None:
    with ws.read() as session:
        assert isinstance(session, Session)
        board(session)
        assert not session.new
        assert not session.dirty
