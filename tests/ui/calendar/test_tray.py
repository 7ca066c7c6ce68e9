"""What has no date: found, dragged onto a day, and bars dropped there to lose theirs."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from b2bdesk.commands import schedule
from tests.ui.calendar.driver import Driver


def loose(cal: Driver, *codes: str) -> None:
    for code in codes:
        schedule.unschedule(cal.desk.ws, ids=[cal.row(code).id])
    cal.settle()


def tray_row(cal: Driver, code: str) -> QPoint:
    found = next(i for i, bar in enumerate(cal.view.tray.model.bars) if bar.id == cal.row(code).id)
    return cal.view.tray.list.visualRect(cal.view.tray.model.index(found)).center()


def over_canvas(cal: Driver, at: QPoint) -> QPoint:
    """Return a place of the days in the tray's coordinates, as the held mouse reports it."""
    return cal.view.tray.list.viewport().mapFromGlobal(cal.canvas.viewport().mapToGlobal(at))


def test_it_is_there_when_something_has_no_date(cal: Driver) -> None:
    assert not cal.view.tray.isVisible()
    loose(cal, "L67", "L69")
    assert cal.view.tray.isVisible()
    assert cal.view.foot.tray.text() == "Without a date · 2"
    assert [bar.code for bar in cal.view.tray.model.bars] == ["K29", "K30"]
    assert not cal.view.grab().isNull()


def test_its_button_shows_and_hides_it(cal: Driver) -> None:
    QTest.mouseClick(cal.view.foot.tray, Qt.MouseButton.LeftButton)
    assert cal.view.tray.isVisible()
    assert "Everything has its date" in cal.view.tray.rest.text()
    QTest.mouseClick(cal.view.foot.tray, Qt.MouseButton.LeftButton)
    assert not cal.view.tray.isVisible()


def test_it_is_searched(cal: Driver) -> None:
    loose(cal, "L67", "L69")
    cal.view.tray.search.setFocus()
    cal.type("K30")
    cal.qtbot.waitUntil(lambda: len(cal.view.tray.model.bars) == 1)
    assert cal.view.tray.model.bars[0].code == "K30"
    cal.type(" zebra")
    cal.qtbot.waitUntil(lambda: not cal.view.tray.model.bars)
    assert "Nothing without a date" in cal.view.tray.rest.text()
    assert cal.view.foot.tray.text() == "Without a date · 2"


def test_a_drag_onto_a_day_gives_a_date(cal: Driver) -> None:
    loose(cal, "L69")
    port = cal.view.tray.list.viewport()
    day = date(2026, 4, 8)
    start, end = tray_row(cal, "L69"), over_canvas(cal, cal.day_at(day, "website"))
    cal.begin(start, of=port)
    cal.over(start - QPoint(14, 0), of=port)
    cal.over(end, of=port)
    assert cal.canvas.drag is not None
    assert cal.canvas.drag.told.words == "Wed 8 Apr · Website"
    assert not cal.view.grab().isNull()
    cal.let_go(end, of=port)
    assert cal.dates("L69") == (day, None)
    assert cal.row("L69").channel_id == cal.channel("website")
    cal.desk.ws.undo()
    assert cal.dates("L69") == (None, None)


def test_escape_leaves_a_drag_from_the_tray(cal: Driver) -> None:
    loose(cal, "L69")
    port = cal.view.tray.list.viewport()
    start, end = tray_row(cal, "L69"), over_canvas(cal, cal.day_at(date(2026, 4, 8), "website"))
    cal.begin(start, of=port)
    cal.over(start - QPoint(14, 0), of=port)
    cal.over(end, of=port)
    cal.press(Qt.Key.Key_Escape)
    assert cal.canvas.drag is None
    cal.let_go(end, of=port)
    assert cal.dates("L69") == (None, None)


def test_letting_go_elsewhere_gives_no_date(cal: Driver) -> None:
    loose(cal, "L69")
    port = cal.view.tray.list.viewport()
    start, end = tray_row(cal, "L69"), over_canvas(cal, QPoint(10, 10))
    cal.drag(start, end, of=port)
    assert cal.dates("L69") == (None, None)


def test_a_bar_dropped_there_loses_its_date(cal: Driver) -> None:
    cal.view.loose.toggle()
    cal.settle()
    start = cal.at("L55")
    over = cal.canvas.viewport().mapFromGlobal(cal.view.tray.mapToGlobal(cal.view.tray.rect().center()))
    cal.begin(start)
    cal.over(start + QPoint(12, 0))
    cal.over(over)
    assert cal.canvas.drag is not None
    assert cal.canvas.drag.told.words == "Take 1 date away"
    assert cal.view.tray.target
    cal.let_go(over)
    assert not cal.view.tray.target
    assert cal.dates("L55") == (None, None)
    cal.desk.ws.undo()
    assert cal.dates("L55")[0] == date(2026, 3, 24)


def test_what_is_past_planning_keeps_its_date(cal: Driver) -> None:
    cal.view.loose.toggle()
    cal.settle()
    start = cal.at("L51")
    over = cal.canvas.viewport().mapFromGlobal(cal.view.tray.mapToGlobal(cal.view.tray.rect().center()))
    cal.begin(start)
    cal.over(start + QPoint(12, 0))
    cal.over(over)
    drag = cal.canvas.drag
    assert drag is not None
    assert drag.told.refused
    cal.let_go(over)
    assert cal.said[-1] == "K20 is past planning, so it keeps its date. Set it to planned first."
    assert cal.dates("L51")[0] == date(2026, 3, 10)


def test_choosing_one_without_a_date_opens_the_tray(cal: Driver) -> None:
    loose(cal, "L69")
    cal.view.loose.toggle()
    assert not cal.view.tray.isVisible()
    cal.view.choose([cal.row("L69").id])
    assert cal.view.tray.isVisible()
    assert cal.view.chosen() == {cal.row("L69").id}
    cal.click(cal.at("L55"))
    assert cal.view.chosen() == {cal.row("L55").id}
