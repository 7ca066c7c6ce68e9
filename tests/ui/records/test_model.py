"""Lists ask the file for ids and pages, and keep their place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import event, insert
from sqlalchemy.engine import Engine

from b2bdesk.commands import content, items
from b2bdesk.domain.content import ContentPiece
from b2bdesk.queries.records import RecordFilter
from b2bdesk.workspace import Workspace
from tests.ui.records.conftest import Bench
from ui.records.columns import COLUMNS
from ui.records.lookups import Lookups
from ui.records.model import RecordModel
from ui.records.table import RecordTable

MANY = 5000


def model_of(bench: Bench, kind: str, **wanted: object) -> RecordModel:
    """Return a loaded model."""
    model = RecordModel(bench.desk, kind, Lookups(bench.desk))
    model.load(RecordFilter(**wanted))  # type: ignore[arg-type]
    bench.desk.changes.connect(model.apply)
    return model


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_models_keep_qts_rules(example: Bench, kind: str) -> None:
    model = RecordModel(example.desk, kind, Lookups(example.desk))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.load(RecordFilter(group="status" if kind == "content_piece" else ""))
    assert model.rowCount() > 0
    for column in range(model.columnCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DecorationRole):
            model.data(model.index(model.rowCount() - 1, column), role)
    del tester


def test_words_and_values_narrow(example: Bench) -> None:
    model = model_of(example, "content_piece", text="stock calculator")
    assert [model.record(row).code for row in model.ids()] == ["K12"]  # type: ignore[union-attr]
    personas = example.rows("persona")
    sun = next(row.id for row in personas if row.code == "P5")
    model.load(RecordFilter(values={"personas": frozenset({sun})}))
    assert 0 < len(model.ids()) < 30


def test_groups_have_bands_with_counts(example: Bench) -> None:
    model = model_of(example, "content_piece", group="status")
    bands = [model.band_at(row) for row in model.bands()]
    assert [(band.value, band.count) for band in bands if band] == [("draft", 2), ("ready", 5), ("published", 23)]
    assert model.flags(model.index(model.bands()[0], 0)) == Qt.ItemFlag.NoItemFlags


def test_columns_order_by_what_they_show(example: Bench) -> None:
    model = model_of(example, "content_piece", order="help", descending=True)
    totals = [model.record(row).measures["help"] for row in model.ids()]  # type: ignore[union-attr]
    assert totals == sorted(totals, reverse=True)
    model.load(RecordFilter(order="placed"))
    placed = [model.record(row).measures["placed"] for row in model.ids()]  # type: ignore[union-attr]
    assert placed == sorted(placed)


def test_a_change_refreshes_without_moving(example: Bench, qtbot: QtBot) -> None:
    model = model_of(example, "segment")
    row = model.ids()[1]
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        example.desk.run(_set_name, row=row)
    assert model.record(row).title == "Other name"  # type: ignore[union-attr]


def _set_name(ws, row):  # type: ignore[no-untyped-def]
    items.update(ws, "segment", row, name="Other name")


def _add(ws):  # type: ignore[no-untyped-def]
    content.paste_titles(ws, titles=["Something quite new"])


def test_current_row_ticks_and_scroll_outlive_a_reset(example: Bench, qtbot: QtBot) -> None:
    model = model_of(example, "content_piece", group="status")
    table = RecordTable(model)
    qtbot.addWidget(table)
    table.resize(800, 300)
    table.show()
    model.load()
    current, ticked = model.ids()[20], model.ids()[21:23]
    table.go_to(current)
    model.tick(ticked, True)
    scroll = table.verticalScrollBar().value()
    assert scroll > 0
    with qtbot.waitSignal(model.modelReset):
        example.desk.run(_add)
    assert table.current_id() == current
    assert model.ticked_in_order() == ticked
    assert table.verticalScrollBar().value() == scroll


def test_the_neighbour_becomes_current_when_a_row_goes(example: Bench, qtbot: QtBot) -> None:
    model = model_of(example, "evidence")
    table = RecordTable(model)
    qtbot.addWidget(table)
    ids = model.ids()
    table.go_to(ids[2])
    with qtbot.waitSignal(model.modelReset):
        example.desk.run(_delete, row=ids[2])
    assert table.current_id() == ids[3]


def _delete(ws, row):  # type: ignore[no-untyped-def]
    items.delete(ws, "evidence", [row])


@pytest.fixture
def crowd(open_bench: Callable[[Path], Bench], blank_path: Path) -> Bench:
    """A plan of 5,000 pieces."""
    bench = open_bench(blank_path)
    bench.desk.run(_fill)
    bench.qtbot.waitUntil(lambda: not bench.desk.busy, timeout=60_000)
    return bench


def _fill(ws: Workspace) -> None:
    row = {"form": "article", "topic": "trend", "horizon": "brand"}
    with ws.edit("Fill") as session:
        rows = [{"code": f"X{n}", "title": f"Piece {n:04d}", "sort": n, **row} for n in range(MANY)]
        session.execute(insert(ContentPiece), rows)


def test_scrolling_many_rows_asks_little(crowd: Bench, qtbot: QtBot) -> None:
    model = model_of(crowd, "content_piece")
    table = RecordTable(model)
    qtbot.addWidget(table)
    table.resize(900, 600)
    table.show()
    qtbot.waitExposed(table)
    table.grab()
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]
        asked.append(statement)

    bar = table.verticalScrollBar()
    event.listen(Engine, "before_cursor_execute", note)
    try:
        counts = []
        for step in range(1, 11):
            asked.clear()
            bar.setValue(bar.maximum() * step // 10)
            table.grab()
            counts.append(sum(1 for statement in asked if statement.lstrip().upper().startswith("SELECT")))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(model.ids()) == MANY
    assert max(counts) <= 2 * 5  # at most two pages, each with a fixed number of questions
    assert len(set(counts[2:])) <= 2
