"""Whatever is done to a sheet: undone step by step, the plan is as it was, and redone, as it became."""

from typing import Any

from hypothesis import given, HealthCheck, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.helpers.effort import examples
from tests.ui.sheet.conftest import CTRL, Driver, NONE

K = Qt.Key
ACTS = {
    "tick": (K.Key_Space, NONE),
    "live": (K.Key_L, NONE),
    "idea": (K.Key_I, NONE),
    "done": (K.Key_D, NONE),
    "dropped": (K.Key_X, NONE),
    "remove": (K.Key_Delete, NONE),
    "fill down": (K.Key_D, CTRL),
    "fill right": (K.Key_R, CTRL),
    "copy": (K.Key_C, CTRL),
    "cut": (K.Key_X, CTRL),
    "paste": (K.Key_V, CTRL),
}
PLACES = st.tuples(st.integers(8, 20), st.integers(0, 27))
BLOCKS = st.tuples(PLACES, st.tuples(st.integers(0, 4), st.integers(0, 4)))
STEPS = st.lists(st.tuples(BLOCKS, st.sampled_from(sorted(ACTS))), min_size=1, max_size=8)


@settings(
    max_examples=examples(12),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_undoing_everything_gives_the_state_of_the_start(sheet: Driver, steps: list[Any]) -> None:
    start, ws = sheet.digest(), sheet.desk.open_workspace
    first = ws.undo_step()
    QGuiApplication.clipboard().setText("p\tl\n\ts\n")
    last = (sheet.view.model.n_rows - 1, len(sheet.view.model.sheet.columns) - 1)
    for ((row, column), (down, right)), act in steps:
        sheet.span((row, column), (min(row + down, last[0]), min(column + right, last[1])))
        sheet.press(ACTS[act][0], mods=ACTS[act][1])
        assert totals(sheet) == shown(sheet)
    end, undone = sheet.digest(), 0
    while ws.undo_step() != first:
        sheet.undo()
        undone += 1
    assert sheet.digest() == start
    for _ in range(undone):
        ws.redo()
    assert sheet.digest() == end
    while ws.undo_step() != first:
        sheet.undo()
    sheet.show()


def totals(sheet: Driver) -> tuple[int, int]:
    """Return the sum of the columns and the grand total."""
    return sum(column.n for column in sheet.view.model.sheet.columns), sheet.view.counts()[0]


def shown(sheet: Driver) -> tuple[int, int]:
    """Return the sum of the rows, twice."""
    model = sheet.view.model
    n = sum(model.row(place).n(model.keys) for place in range(model.n_rows))
    return n, n
