"""Snapshots, and what has changed since; thresholds, and what goes by them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from b2bdesk import workspace
from b2bdesk.commands import findings, snapshots, thresholds
from b2bdesk.commands import plan as plans
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.errors import UserError
from b2bdesk.insight.dates import add_months
from b2bdesk.insight.decisions import key, sift
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.findings_diff import compare, Diff
from b2bdesk.insight.limits import changed, LIMITS, value
from b2bdesk.insight.rules import find
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries import findings as queries
from b2bdesk.queries.board_rows import read_thresholds
from b2bdesk.queries.facts import load_plan
from b2bdesk.workspace import Workspace

TODAY = date(2026, 3, 1)


@pytest.fixture
def ws(example_path: Path) -> Iterator[Workspace]:
    """The example, open."""
    with workspace.open(example_path, backup=False) as opened:
        yield opened


def plan_of(ws: Workspace) -> Plan:
    """Return the plan as it is now."""
    with ws.read() as session:
        return load_plan(session, "en")


def since(ws: Workspace, snapshot: int) -> Diff:
    """Return what has changed since a snapshot."""
    plan = plan_of(ws)
    with ws.read() as session:
        before, noted = queries.picture(session, snapshot), queries.decisions(session)
    assert before is not None
    return compare(plan, sift(plan, find(plan, TODAY), noted, TODAY).open, before)


def test_a_snapshot_tells_what_is_new_and_what_is_gone(ws: Workspace) -> None:
    taken = snapshots.take(ws, today=date(2026, 2, 12), label=" February  review ")
    assert since(ws, taken) == Diff(date(2026, 2, 12), "February review", frozenset(), ())
    plan = plan_of(ws)
    link = next(f for f in find(plan, TODAY) if f.codes == ("L07",))
    findings.not_needed(ws, rule=link.rule, about=key(link, plan)[1], reason="Counted at the door")
    thresholds.set_threshold(ws, key="crowded_persona", value=3)
    thresholds.set_threshold(ws, key="help_pass", value=8)
    told = since(ws, taken)
    assert [(gone.rule, gone.codes) for gone in told.gone] == [("G15", "L07")]
    assert {rule for rule, _ in told.new} == {"G17"}
    with ws.read() as session:
        before = queries.picture(session, taken)
    assert before is not None
    assert before.data["coverage"]["persona"] == {"required": 20, "covered": 16, "deep": 14}
    assert before.data["severities"] == {"E": 5, "W": 17, "I": 0}


def test_snapshots_are_named_listed_and_removed(ws: Workspace) -> None:
    first = snapshots.take(ws, today=date(2026, 2, 1))
    assert snapshots.take_once(ws, today=date(2026, 2, 1), label="again") is None
    second = snapshots.take_once(ws, today=TODAY, label="Export")
    snapshots.rename(ws, id=first, label="Start")
    with ws.read() as session:
        assert [(one.id, one.label) for one in queries.snapshots(session)] == [(second, "Export"), (first, "Start")]
    snapshots.remove(ws, id=first)
    with pytest.raises(UserError):
        snapshots.remove(ws, id=first)
    ws.undo()
    with ws.read() as session:
        assert len(queries.snapshots(session)) == 2
        assert queries.picture(session, 999) is None


def test_a_strange_snapshot_is_read_as_far_as_it_goes(ws: Workspace) -> None:
    from b2bdesk.commands import items

    data: dict[str, Any] = {"findings": {"G01": "x", "G02": [["a"], ["stage:no", "S1"], 3], "G15+1": [["is:x", "y"]]}}
    taken = items.create(ws, "snapshot", taken_on=TODAY, label="odd", data=data)
    assert [(g.rule, g.codes) for g in since(ws, taken).gone] == [("G02", "S1"), ("G15", "y")]
    assert since(ws, items.create(ws, "snapshot", taken_on=TODAY, data={"findings": []})).gone == ()


@pytest.mark.parametrize(
    ("threshold", "number"),
    [("crowded_channel", 7), ("brand_target.growth", 0.3), ("hours_per_fte", 120), ("sceptic_stance", -2)],
)
def test_a_threshold_is_changed_used_everywhere_and_reset(ws: Workspace, threshold: str, number: float) -> None:
    thresholds.set_threshold(ws, key=threshold, value=number)
    with ws.read() as session:
        assert value(load_plan(session).thresholds, threshold) == number
        assert value(read_thresholds(session), threshold) == number
    thresholds.reset(ws, key=threshold)
    with ws.read() as session:
        assert read_thresholds(session) == Thresholds()
        assert session.query(WorkspaceRow).one().settings == {}
    ws.undo()
    thresholds.reset_all(ws)
    with ws.read() as session:
        assert session.query(WorkspaceRow).one().settings == {}


def test_a_threshold_changes_what_is_found(ws: Workspace) -> None:
    def rules() -> set[str]:
        return {finding.rule for finding in find(plan_of(ws), TODAY)}

    assert {"G08", "G25"} <= rules()
    thresholds.set_threshold(ws, key="brand_tolerance", value=0.2)
    thresholds.set_threshold(ws, key="channel_cost_limit", value="0.5")
    assert not {"G08", "G25"} & rules()
    thresholds.set_threshold(ws, key="brand_tolerance", value=0.10)
    assert "G08" in rules()


@pytest.mark.parametrize(
    ("threshold", "number", "code"),
    [
        ("nothing", 1, "threshold.unknown"),
        ("crowded_persona", 1, "threshold.range"),
        ("crowded_persona", 2.5, "threshold.whole"),
        ("brand_tolerance", 1.2, "threshold.range"),
        ("brand_tolerance", "a lot", "threshold.number"),
        ("brand_tolerance", None, "threshold.number"),
        ("brand_tolerance", float("nan"), "threshold.number"),
        ("brand_tolerance", True, "threshold.number"),
        ("load_limit", float("inf"), "threshold.range"),
    ],
)
def test_nonsense_is_refused(ws: Workspace, threshold: str, number: Any, code: str) -> None:
    with pytest.raises(UserError) as refused:
        thresholds.set_threshold(ws, key=threshold, value=number)
    assert refused.value.code == code
    assert refused.value.sentence()


def test_nonsense_in_a_file_is_passed_over(ws: Workspace) -> None:
    odd = {
        "crowded_persona": "many",
        "help_pass": 99,
        "brand_target": {"growth": 0.2, "x": 1},
        "memo": 3,
        "load_limit": True,
    }
    plans.set_setting(ws, key="thresholds", value=odd)
    found = plan_of(ws).thresholds
    assert (found.crowded_persona, found.help_pass, found.load_limit) == (10, 7, 1.0)
    assert found.brand_target["growth"] == 0.2
    assert changed([1, 2]) == Thresholds()


def test_every_default_lies_within_its_limits() -> None:
    assert [key for key, limit in LIMITS.items() if not limit.takes(value(Thresholds(), key))] == []


def monthly(ws: Workspace, today: date) -> int | None:
    return snapshots.take_monthly(ws, today=today, label="By itself")


def test_a_month_without_a_snapshot_gets_one_by_itself_and_no_step_of_undo(ws: Workspace) -> None:
    snapshots.take(ws, today=date(2026, 3, 30))
    step = ws.undo_step()
    assert monthly(ws, date(2026, 3, 31)) is None
    april = date(2026, 4, 1)
    taken = monthly(ws, april)
    assert taken is not None
    assert (ws.undo_step(), monthly(ws, april)) == (step, None)
    with ws.read() as session:
        assert next((one.day, one.label) for one in queries.snapshots(session)) == (april, "By itself")
    ws.undo()
    with ws.read() as session:
        assert [one.day for one in queries.snapshots(session)] == [april]
    ws.redo()
    snapshots.remove(ws, id=taken)
    assert monthly(ws, april) is None, "what a person took away does not come again at once"
    ws.undo()
    assert monthly(ws, date(2026, 5, 2)) not in (None, taken)


def test_a_new_plan_waits_for_its_second_month(ws: Workspace) -> None:
    with ws.read() as session:
        begun = session.execute(select(WorkspaceRow.created_at)).scalar_one()
    first = date.fromisoformat(begun[:10])
    assert monthly(ws, first) is None
    assert monthly(ws, add_months(first, 1)) is not None
