"""The timeline by mouse, with real events."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from b2bdesk.commands import bulk, placements
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.errors import UserError
from b2bdesk.queries.calendar import By
from tests.ui.calendar.driver import CTRL, Driver, SHIFT
from ui.calendar.places import Places
from ui.calendar.state import Part
from ui.grid.load import CONTENT_MIME
from ui.grid.views import MapView

MARCH_24 = date(2026, 3, 24)


def test_it_is_a_view_of_the_map(cal: Driver) -> None:
    assert isinstance(cal.view, MapView)
    assert cal.view.counts() == (69, 72)
    assert cal.view.tools() is cal.view.controls


def test_today_is_in_sight_with_two_months_before_it(cal: Driver) -> None:
    first, last = cal.view.timeline.sight()
    assert first == date(2026, 1, 1)
    assert last > date(2026, 5, 1)
    assert not cal.view.grab().isNull()


def test_bars_of_a_row_never_cover_each_other(cal: Driver) -> None:
    places = cal.view.timeline.places
    assert sum(map(len, places.items)) > 40
    for items in places.items:
        for one in items:
            for other in items:
                if one is not other and one.top == other.top:
                    assert one.right < other.left or other.right < one.left


def test_rows_taken_over_lie_as_if_all_were_laid_out_anew(cal: Driver) -> None:
    """Only what an edit touched is laid out; heads, heights, places and groups are those of a fresh look."""
    random, timeline, ws = Random(2), cal.view.timeline, cal.desk.ws
    with ws.read() as session:
        ids = list(session.scalars(select(Placement.id).where(Placement.date_from.is_not(None))))
        stage = session.scalars(select(Placement.stage_id)).first() or 0
    edits: list[Callable[[], object]] = [
        lambda: placements.move(
            ws, ids=random.sample(ids, 3), stage=stage, channel=cal.channel(random.choice(["email", "community"]))
        ),
        lambda: bulk.edit(ws, ids=random.sample(ids, 5), days=random.choice([-9, 1, 40]), today=cal.desk.today),
        lambda: placements.set_status(ws, ids=random.sample(ids, 4), status="live", today=cal.desk.today),
        lambda: ws.undo(),
        lambda: cal.view.set_rows(random.choice([By.CHANNEL, By.PERSONA, By.OWNER])),
        lambda: cal.view.zoom(random.choice([-1, 1])),
        lambda: timeline.unfold_asked.emit(random.choice(cal.view.loaded.rows).key),
    ]
    for _ in range(30):
        with suppress(UserError):  # what has a day to come cannot be live, and the like
            random.choice(edits)()
        found, wanted = timeline.places, Places(timeline.places.scale)
        timeline.places = wanted
        timeline.relayout()
        assert (found.lines, found.items, found.where) == (
            timeline.places.lines,
            timeline.places.items,
            timeline.places.where,
        )


def test_a_click_chooses_and_ctrl_adds(cal: Driver) -> None:
    cal.click(cal.at("L55"))
    assert cal.view.chosen() == {cal.row("L55").id}
    assert cal.view.current_cell() == (cal.row("L55").stage_id, cal.channel("email"))
    cal.click(cal.at("L51"), CTRL)
    assert cal.view.chosen() == {cal.row("L55").id, cal.row("L51").id}
    cal.click(cal.at("L51"), CTRL)
    assert cal.view.chosen() == {cal.row("L55").id}


def test_a_drag_moves_the_dates(cal: Driver) -> None:
    start = cal.at("L55")
    cal.drag(start, start + cal.days(9))
    assert cal.dates("L55") == (MARCH_24 + timedelta(days=9), None)
    assert cal.asked == ["move"]
    assert cal.view.chosen() == {cal.row("L55").id}
    cal.desk.ws.undo()
    assert cal.dates("L55") == (MARCH_24, None)
    assert cal.bar("L55").start == MARCH_24


def test_a_drag_to_another_row_changes_the_channel(cal: Driver) -> None:
    start = cal.at("L55")
    end = QPoint(start.x() + cal.days(-7).x(), cal.day_at(MARCH_24, "community").y())
    cal.drag(start, end)
    row = cal.row("L55")
    assert (row.channel_id, row.date_from) == (cal.channel("community"), date(2026, 3, 17))
    cal.desk.ws.undo()
    assert cal.row("L55").channel_id == cal.channel("email")


def test_the_pointer_says_the_new_dates_before_letting_go(cal: Driver) -> None:
    start = cal.at("L55")
    cal.begin(start)
    cal.over(start + QPoint(12, 0))
    cal.over(start + cal.days(9))
    drag = cal.canvas.drag
    assert drag is not None
    assert (drag.told.words, drag.told.refused) == ("Thu 2 Apr", False)
    cal.over(QPoint(start.x(), cal.day_at(MARCH_24, "community").y()))
    assert drag.told.words == "Tue 24 Mar · Community"
    assert not cal.view.grab().isNull()
    cal.let_go(start)
    assert cal.asked == []


def test_a_bar_goes_from_one_persona_to_another(cal: Driver) -> None:
    cal.view.set_rows(By.PERSONA)
    cal.settle()
    names = {row.name: row.key for row in cal.view.loaded.rows}
    bar = next(bar for bar in cal.view.loaded.span.bars if bar.code == "K21" and bar.row == names["Zhao Min"])
    start = cal.canvas.rect_of(bar.id, bar.row).center()
    to = QPoint(start.x(), cal.canvas.day_rect(names["Lin Yue"], bar.start or MARCH_24).center().y())
    cal.begin(start)
    cal.over(start + QPoint(12, 0))
    cal.over(to)
    assert cal.canvas.drag is not None
    assert cal.canvas.drag.told.words.endswith("Lin Yue instead of Zhao Min")
    cal.let_go(to)
    cal.settle()
    lanes = {one.row for one in cal.view.loaded.span.bars if one.id == bar.id}
    assert names["Lin Yue"] in lanes
    assert names["Zhao Min"] not in lanes


def test_the_pointer_says_a_refusal_before_letting_go(cal: Driver) -> None:
    start = cal.at("L41")
    cal.begin(start)
    cal.over(start + QPoint(12, 0))
    cal.over(start + cal.days(60))
    drag = cal.canvas.drag
    assert drag is not None
    assert (drag.told.words, drag.told.refused) == ("K16 is done, so it cannot start after today.", True)
    assert not cal.view.grab().isNull()
    cal.let_go(start + cal.days(60))
    assert cal.asked == []
    assert cal.said == ["K16 is done, so it cannot start after today."]


def test_escape_leaves_a_drag(cal: Driver) -> None:
    start = cal.at("L55")
    cal.begin(start)
    cal.over(start + QPoint(12, 0))
    cal.over(start + cal.days(9))
    cal.press(Qt.Key.Key_Escape)
    assert cal.canvas.drag is None
    cal.let_go(start + cal.days(9))
    assert cal.asked == []


def test_an_edge_changes_the_end(cal: Driver) -> None:
    placements.update(cal.desk.ws, id=cal.row("L55").id, date_to=date(2026, 4, 20), today=cal.desk.today)
    cal.desk.asked.clear()
    start = cal.edge("L55", Part.END)
    cal.begin(start)
    cal.over(start + QPoint(12, 0))
    cal.over(start + cal.days(5))
    drag = cal.canvas.drag
    assert drag is not None
    assert drag.told.words == "24 Mar – 25 Apr · 33 days"
    cal.let_go(start + cal.days(5))
    assert cal.dates("L55") == (MARCH_24, date(2026, 4, 25))
    cal.desk.ws.undo()
    assert cal.dates("L55") == (MARCH_24, date(2026, 4, 20))


def test_an_edge_changes_the_start(cal: Driver) -> None:
    placements.update(cal.desk.ws, id=cal.row("L55").id, date_to=date(2026, 4, 20), today=cal.desk.today)
    start = cal.edge("L55", Part.START)
    cal.drag(start, start + cal.days(-3))
    assert cal.dates("L55") == (date(2026, 3, 21), date(2026, 4, 20))


def test_an_end_before_the_start_is_refused(cal: Driver) -> None:
    placements.update(cal.desk.ws, id=cal.row("L55").id, date_to=date(2026, 4, 20), today=cal.desk.today)
    cal.desk.asked.clear()
    start = cal.edge("L55", Part.END)
    cal.drag(start, start + cal.days(-40))
    assert cal.asked == []
    assert cal.said[-1] == "K22 would end before it starts."


def test_several_move_together_as_one_edit(cal: Driver) -> None:
    cal.click(cal.at("L55"))
    cal.click(cal.at("L53"), CTRL)
    steps = len(cal.desk.ws.history())
    start = cal.at("L53")
    cal.begin(start)
    cal.over(start + QPoint(12, 0))
    cal.over(start + cal.days(7))
    assert cal.canvas.drag is not None
    assert cal.canvas.drag.told.words == "2 placements · +7 days"
    cal.let_go(start + cal.days(7))
    assert (cal.dates("L53")[0], cal.dates("L55")[0]) == (date(2026, 3, 24), date(2026, 3, 31))
    assert len(cal.desk.ws.history()) == steps + 1
    cal.desk.ws.undo()
    assert (cal.dates("L53")[0], cal.dates("L55")[0]) == (date(2026, 3, 17), MARCH_24)


def test_one_of_a_shared_day_is_chosen_and_moved_alone(cal: Driver) -> None:
    cal.view.choose([cal.row("L56").id])
    cal.click(cal.at("L57"))
    assert cal.view.chosen() == {cal.row("L57").id}
    start = cal.at("L57")
    cal.drag(start, start + cal.days(4))
    assert cal.dates("L57")[0] == date(2026, 4, 20)
    assert cal.dates("L56")[0] == date(2026, 4, 16)


def test_open_ended_ones_fold_into_one_and_a_click_shows_them(cal: Driver) -> None:
    website = cal.channel("website")
    line = cal.view.timeline.places.line_of[website]
    folded = [item for item in cal.view.timeline.places.items[line] if item.folded]
    assert [len(item.bars) for item in folded] == [9]
    height = cal.view.timeline.places.lines[line].height
    place = QPointF(folded[0].left + 40, folded[0].top + 9) + QPointF(cal.view.timeline.origin())
    cal.click(place.toPoint())
    assert cal.view.timeline.places.lines[line].height > height
    assert not cal.canvas.rect_of(cal.row("L22").id).isEmpty()
    assert not any(item.folded for item in cal.view.timeline.places.items[line])


def test_a_double_click_edits_a_bar_and_adds_on_an_empty_day(cal: Driver) -> None:
    QTest.mouseDClick(cal.canvas.viewport(), Qt.MouseButton.LeftButton, pos=cal.at("L55"))
    assert cal.verbs == ["edit"]
    day = date(2026, 4, 14)
    QTest.mouseDClick(cal.canvas.viewport(), Qt.MouseButton.LeftButton, pos=cal.day_at(day, "blog"))
    assert cal.view.adding.field is not None
    cal.type("K22")
    cal.press(Qt.Key.Key_Return)
    placed = [bar for bar in cal.view.loaded.span.bars if bar.start == day]
    assert [(bar.code, bar.channel_id, bar.status) for bar in placed] == [("K22", cal.channel("blog"), "planned")]
    cal.qtbot.waitUntil(lambda: cal.view.chosen() == {placed[0].id})
    cal.desk.ws.undo()
    assert not [bar for bar in cal.view.loaded.span.bars if bar.start == day]


def test_a_right_click_asks_for_the_menu(cal: Driver) -> None:
    asked: list[QPoint] = []
    cal.view.menu_asked.connect(asked.append)
    QTest.mouseClick(cal.canvas.viewport(), Qt.MouseButton.RightButton, pos=cal.at("L55"))
    assert len(asked) == 1
    assert cal.view.chosen() == {cal.row("L55").id}


def test_ctrl_and_the_wheel_zoom_around_the_pointer(cal: Driver) -> None:
    timeline = cal.view.timeline
    at = QPoint(600, 300)
    day = timeline.hit(at).day
    wheel = QWheelEvent(
        QPointF(at),
        QPointF(timeline.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = timeline.per_day
    QApplication.sendEvent(timeline.viewport(), wheel)
    assert timeline.per_day > before
    now = timeline.hit(at).day
    assert day is not None
    assert now is not None
    assert abs((now - day).days) <= 1


def test_rows_may_be_owners_and_a_drag_changes_the_owner(cal: Driver) -> None:
    cal.view.set_rows(cal.view.by.OWNER)
    cal.settle()
    assert {row.name for row in cal.view.loaded.rows} >= {"Tang Ning", "Luo Yi"}
    start = cal.at("L55")
    target = cal.canvas.day_rect("Luo Yi", MARCH_24)
    cal.view.timeline.verticalScrollBar().setValue(0)
    start = cal.at("L55")
    target = cal.canvas.day_rect("Luo Yi", MARCH_24)
    cal.drag(start, QPoint(start.x(), target.top() + 6))
    assert cal.row("L55").owner == "Luo Yi"
    assert cal.dates("L55")[0] == MARCH_24


@pytest.mark.parametrize("by", ["persona", "campaign"])
def test_other_rows_show_everything(cal: Driver, by: str) -> None:
    cal.view.set_rows(type(cal.view.by)(by))
    cal.settle()
    assert {bar.id for bar in cal.view.loaded.span.bars} == cal.canvas.shown_ids()
    assert len(cal.canvas.shown_ids()) == 71
    assert not cal.view.grab().isNull()


def test_a_filter_leaves_the_others_out(cal: Driver) -> None:
    cal.where = type(cal.where)(forms=frozenset({"white_paper"}))
    cal.show()
    assert {bar.code for bar in cal.view.loaded.span.bars} == {"K01", "K20"}


def test_shift_takes_all_later_ones_of_a_series_along(cal: Driver) -> None:
    cal.click(cal.at("L51"))
    cal.view.acts.repeat(cal.row("L51").id, {"every": 2, "unit": "week", "count": 3, "until": None})
    cal.settle()
    series = sorted((b.start, b.id) for b in cal.view.loaded.span.bars if b.series)
    assert [start for start, _ in series] == [date(2026, 3, 10), date(2026, 3, 24), date(2026, 4, 7)]
    second = cal.canvas.rect_of(series[1][1])
    start = QPoint(second.left() + 20, second.center().y())
    cal.click(start)
    cal.drag(start, start + cal.days(3), SHIFT)
    starts = sorted(b.start for b in cal.view.loaded.span.bars if b.series and b.start)
    assert starts == [date(2026, 3, 10), date(2026, 3, 27), date(2026, 4, 10)]


def test_read_only_nothing_is_dragged(cal: Driver) -> None:
    cal.view.read_only = True
    start = cal.at("L55")
    cal.drag(start, start + cal.days(9))
    assert cal.asked == []
    assert "read-only" in cal.said[-1]


def test_near_an_edge_a_drag_scrolls(cal: Driver) -> None:
    bar = cal.view.timeline.horizontalScrollBar()
    before = bar.value()
    start = cal.at("L55")
    cal.begin(start)
    cal.over(start + QPoint(12, 0))
    cal.over(QPoint(cal.canvas.viewport().width() - 4, start.y()))
    cal.qtbot.waitUntil(lambda: bar.value() > before + 60, timeout=3000)
    cal.press(Qt.Key.Key_Escape)
    cal.let_go(start)
    assert cal.asked == []


def test_conflicts_are_marked_told_and_gone_to(cal: Driver) -> None:
    assert cal.view.foot.warning.text() == "3 conflicts"
    found = next(c for c in cal.view.loaded.year.conflicts if c.name == "Own events")
    cal.view.foot.conflict_chosen.emit(found)
    assert {cal.bar(code).id for code in ("L45", "L56", "L57")} == cal.view.chosen()
    sentence = "Own events: 3 start in April 2026, the channel takes 1. Move one, or raise its limit."
    assert cal.said[-1] == sentence
    assert sentence in cal.canvas.tip_of(cal.canvas.hit(cal.at("L57")))


def test_a_chosen_placement_elsewhere_is_brought_into_sight(cal: Driver) -> None:
    cal.view.timeline.show_from(date(2026, 9, 1))
    cal.settle()
    cal.view.choose([cal.row("L04").id])
    first, last = cal.view.timeline.sight()
    assert first <= date(2026, 1, 15) <= last
    assert cal.view.chosen() == {cal.row("L04").id}


def test_the_place_is_kept_over_edits_and_can_be_stored(cal: Driver) -> None:
    cal.view.set_rows(cal.view.by.CAMPAIGN)
    cal.view.timeline.set_zoom(8.0)
    cal.view.timeline.show_from(date(2026, 4, 1))
    cal.show()
    assert cal.view.timeline.left_day() == date(2026, 4, 1)
    kept = cal.view.state()
    cal.view.step(0)
    cal.view.restore(kept)
    assert cal.view.state() == kept
    cal.view.restore({"way": "nonsense"})
    cal.view.restore(None)
    assert cal.view.state() == kept


def test_pieces_dropped_from_the_list_are_placed_on_the_day(cal: Driver) -> None:
    with cal.desk.ws.read() as session:
        piece = session.scalars(select(ContentPiece.id).where(ContentPiece.code == "K22")).one()
    mime = QMimeData()
    mime.setData(CONTENT_MIME, str(piece).encode())
    mime.setText("K22\tROI worksheet")
    port, copy = cal.canvas.viewport(), Qt.DropAction.CopyAction
    at = QPointF(cal.day_at(date(2026, 4, 14), "blog"))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(port, QDragEnterEvent(at.toPoint(), copy, mime, left, none))
    move = QDragMoveEvent(at.toPoint(), copy, mime, left, none)
    QApplication.sendEvent(port, move)
    assert move.isAccepted()
    assert cal.canvas.coming is not None
    assert cal.canvas.coming[1].words == "Tue 14 Apr · Site blog"
    assert cal.canvas.coming[1].doubts == ("Site blog does not take this form: Calculator.",)
    assert not cal.view.grab().isNull()
    QApplication.sendEvent(port, QDropEvent(at, copy, mime, left, none))
    cal.settle()
    found = [bar for bar in cal.view.loaded.span.bars if bar.start == date(2026, 4, 14)]
    assert [(bar.code, bar.channel_id) for bar in found] == [("K22", cal.channel("blog"))]
    head = QDragMoveEvent(QPoint(5, 5), copy, mime, left, none)
    QApplication.sendEvent(port, head)
    assert not head.isAccepted()
