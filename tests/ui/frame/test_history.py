"""The history: undo by keys, back to a step, one change reverted, restore points."""

from typing import Any

from PySide6.QtCore import Qt

from ui.history.model import Kind
from ui.history.pane import HistoryPane

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def add(window: Any, qtbot: Any, *names: str) -> None:
    from b2bdesk.commands import items

    for name in names:
        with qtbot.waitSignal(window.desk.changes, timeout=10_000):
            window.desk.run(lambda ws, name: items.create(ws, "segment", name=name, account_class="sme"), name=name)


def kinds(pane: HistoryPane) -> list[Kind]:
    return [pane.model.row(pane.model.index(i)).kind for i in range(pane.model.rowCount())]


def opened(window: Any) -> HistoryPane:
    window.book["history"].trigger()
    pane = window.frame.aside
    assert isinstance(pane, HistoryPane)
    return pane


def test_undo_and_redo_by_keys(window: Any, qtbot: Any, settle: Any) -> None:
    add(window, qtbot, "Alpha")
    window.activateWindow()
    window.frame.focus_room()
    with qtbot.waitSignal(window.desk.changes):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert window.desk.undo_step is None
    with qtbot.waitSignal(window.desk.changes):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL | SHIFT)
    assert "Alpha" in window.desk.undo_text()
    settle(window)
    assert "Alpha" in window.bar._right.text()


def test_the_history_shows_where_one_is(window: Any, qtbot: Any) -> None:
    add(window, qtbot, "Alpha", "Beta", "Gamma")
    pane = opened(window)
    assert kinds(pane) == [Kind.DAY, Kind.HERE, Kind.STEP, Kind.STEP, Kind.START]
    with qtbot.waitSignal(window.desk.changes):
        window.book["undo"].trigger()
    assert kinds(pane) == [Kind.DAY, Kind.UNDONE, Kind.HERE, Kind.STEP, Kind.START]
    assert "brings it back" in pane.model.row(pane.model.index(1)).note


def test_enter_goes_back_to_a_step_and_forth_again(window: Any, qtbot: Any, settle: Any) -> None:
    add(window, qtbot, "Alpha", "Beta", "Gamma")
    pane = opened(window)
    pane.list.setCurrentIndex(pane.model.index(3))
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kinds(pane)[1:4] == [Kind.UNDONE, Kind.UNDONE, Kind.HERE])
    pane.list.setCurrentIndex(pane.model.index(1))
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kinds(pane)[1:4] == [Kind.HERE, Kind.STEP, Kind.STEP])
    settle(window)


def test_back_to_the_start_of_the_file(window: Any, qtbot: Any, settle: Any) -> None:
    add(window, qtbot, "Alpha", "Beta")
    pane = opened(window)
    pane.go_to(pane.model.index(pane.model.rowCount() - 1))
    qtbot.waitUntil(lambda: kinds(pane)[-1] is Kind.HERE)
    settle(window)


def test_one_change_is_reverted_alone(window: Any, qtbot: Any, settle: Any) -> None:
    from b2bdesk.queries.counts import overview

    add(window, qtbot, "Alpha", "Beta")
    before = window.desk.read(overview).counts["segments"]
    pane = opened(window)
    with qtbot.waitSignal(window.desk.changes):
        pane.revert(pane.model.index(2))
    settle(window)
    assert window.desk.read(overview).counts["segments"] == before - 1
    assert "Alpha" in window.desk.undo_text()


def test_words_filter_the_steps(window: Any, qtbot: Any) -> None:
    add(window, qtbot, "Alpha", "Beta")
    pane = opened(window)
    pane._load("alph")
    assert kinds(pane) == [Kind.DAY, Kind.STEP]


def test_the_history_goes_and_gives_the_inspector_back(window: Any) -> None:
    opened(window)
    window.book["history"].trigger()
    assert window.frame.aside is None
    assert window.frame.pane.content is window.frame.room().inspector()


def test_a_restore_point_is_made_and_gone_back_to(window: Any, qtbot: Any, settle: Any) -> None:
    from b2bdesk.queries.counts import overview
    from ui import filework

    before = window.desk.read(overview).counts["segments"]
    with qtbot.waitSignal(window.desk.state_changed):
        window.files.make_restore_point()
    qtbot.waitUntil(lambda: bool(filework.restore_points(window.desk.ws)), timeout=10_000)
    settle(window)
    add(window, qtbot, "Alpha")
    window.files.restore()
    points = filework.restore_points(window.desk.ws)
    point = next(p for p in points if p.reason == "manual")
    window.files._on_point(point.id)
    qtbot.waitUntil(window.is_ready, timeout=20_000)
    assert window.desk.read(overview).counts["segments"] == before
