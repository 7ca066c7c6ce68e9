"""What speed rests on and no noise can touch: query plans, numbers of statements, loaded modules."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from b2bdesk import workspace
from b2bdesk.commands.checks import check_all
from b2bdesk.domain.placement import Placement
from b2bdesk.insight.rules import find
from b2bdesk.queries.axes import AXES, PAIRS
from b2bdesk.queries.board import board, BoardFilter
from b2bdesk.queries.board_cells import gather, tally
from b2bdesk.queries.board_filter import conditions
from b2bdesk.queries.board_levels import persona_counts
from b2bdesk.queries.board_rows import counts
from b2bdesk.queries.counts import overview
from b2bdesk.queries.facts import load_plan
from tests.helpers.plans import make_plan

TODAY = date(2026, 3, 1)
HEAVY = {"alembic", "argparse", "dataclasses", "gettext", "logging", "lxml", "openpyxl", "platformdirs", "sqlalchemy"}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a small plan and one ten times as large."""
    folder = tmp_path_factory.mktemp("plans")
    return {size: make_plan(folder / f"{size}.b2bdesk", size) for size in ("S", "10S")}


@contextmanager
def reading(path: Path) -> Iterator[tuple[Session, list[tuple[str, Any]]]]:
    """Give a session and the statements that were sent through it."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        sent.append((statement, values))

    with workspace.open(path, read_only=True) as ws, ws.read() as session:
        event.listen(session.get_bind(), "before_cursor_execute", note)
        yield session, sent


def explained(session: Session, sent: list[tuple[str, Any]]) -> str:
    """Return what SQLite says about how it answers the statements."""
    found = []
    for statement, values in list(sent):
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        found += [str(row[3]) for row in rows]
    return "\n".join(found)


def all_counts(session: Session) -> object:
    return counts(session, [Placement.archived.is_(False)])


@pytest.mark.parametrize("counted", [all_counts, persona_counts])
def test_cells_are_counted_from_the_index_alone(plans: dict[str, Path], counted: Callable[[Session], object]) -> None:
    with reading(plans["10S"]) as (session, sent):
        session.connection()
        sent.clear()
        counted(session)
        said = explained(session, sent)
    scans = [line for line in said.splitlines() if "placement " in line + " " and line.startswith("SCAN")]
    assert scans
    assert all("USING COVERING INDEX placement_cell" in line for line in scans)


@pytest.mark.parametrize("where", [{"personas": {1, 2}}, {"horizons": {"brand"}, "forms": {"faq"}}])
def test_a_filter_goes_once_through_the_index(plans: dict[str, Path], where: dict[str, set[Any]]) -> None:
    asked = BoardFilter(**{name: frozenset(values) for name, values in where.items()})
    with reading(plans["10S"]) as (session, sent):
        gather(session, AXES["channel"], AXES["stage"], conditions(asked))
        said = explained(session, sent[-1:]).splitlines()
    assert any(line.startswith("SCAN placement USING COVERING INDEX placement_cell") for line in said)
    assert not any("CORRELATED" in line or "TEMP B-TREE" in line for line in said)


def findings(session: Session) -> object:
    return find(load_plan(session), TODAY)


def test_every_board_scans_the_placements_once_for_its_counts(plans: dict[str, Path]) -> None:
    where = [Placement.archived.is_(False)]
    for rows, columns in PAIRS:
        with reading(plans["10S"]) as (session, sent):
            tally(session, AXES[rows], AXES[columns], where)
            scans = [line for line in explained(session, sent[-1:]).splitlines() if line.startswith("SCAN placement")]
        assert len(scans) == 1, (rows, columns)


@pytest.mark.parametrize("question", [load_plan, board, findings, overview, persona_counts])
def test_a_larger_plan_takes_no_more_statements(plans: dict[str, Path], question: Callable[[Session], object]) -> None:
    numbers = {}
    for size, path in plans.items():
        with reading(path) as (session, sent):
            question(session)
            numbers[size] = len(sent)
    assert numbers["S"] == numbers["10S"] <= 32


def test_info_loads_little(plans: dict[str, Path]) -> None:
    code = "import sys, b2bdesk.__main__ as door; door.main(); print(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, "info", str(plans["S"])], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert "sqlite3" in loaded
    assert loaded.isdisjoint(HEAVY | {"json", "shutil", "tempfile", "urllib.request", "b2bdesk.terms"})


def test_generated_plans_are_sound_and_always_the_same(plans: dict[str, Path], tmp_path: Path) -> None:
    again = make_plan(tmp_path / "again.b2bdesk", "S")
    digests = set()
    for path in (plans["S"], again):
        with workspace.open(path) as ws, ws.edit("Check") as session:
            check_all(session)
            assert len(load_plan(session).placements) == 72
        assert workspace.check(path).ok
        with workspace.open(path, read_only=True) as ws, ws.read() as session:
            digests.add(str(load_plan(session)))
    assert len(digests) == 1
