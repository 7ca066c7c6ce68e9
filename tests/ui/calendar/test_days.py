"""Month and week by mouse and keyboard."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest

from b2bdesk.commands import placements, schedule
from b2bdesk.queries.calendar import Bar
from tests.ui.calendar.driver import Driver
from ui.calendar.days import HEAD, LANE
from ui.calendar.lanes import week_pieces
from ui.calendar.state import Part
from ui.calendar.words import first_weekday, week_of

MONDAY = date(2026, 2, 23)
bars = st.lists(st.tuples(st.integers(-20, 50), st.integers(0, 40)), max_size=25)


def made(spans: list[tuple[int, int]]) -> list[Bar]:
    return [
        Bar(
            at,
            1,
            f"K{at}",
            "",
            "",
            "article",
            "text",
            "R",
            "planned",
            MONDAY + timedelta(days=start),
            MONDAY + timedelta(days=start + length),
            0,
            1,
            1,
        )
        for at, (start, length) in enumerate(spans, 1)
    ]


@given(bars)
def test_pieces_take_the_days_of_their_bars_and_never_share_a_lane(spans: list[tuple[int, int]]) -> None:
    weeks = 5
    found = week_pieces(made(spans), MONDAY, weeks)
    taken = [(p.week, p.lane, day) for p in found for day in range(p.first, p.last + 1)]
    assert len(taken) == len(set(taken))
    for at, (start, length) in enumerate(spans, 1):
        days = {7 * p.week + day for p in found if p.bar.id == at for day in range(p.first, p.last + 1)}
        assert days == {day for day in range(start, start + length + 1) if 0 <= day < 7 * weeks}
    for piece in found:
        start, length = spans[piece.bar.id - 1]
        assert piece.from_before == (start < 7 * piece.week)
        assert piece.goes_on == (start + length > 7 * piece.week + 6)


def test_weeks_start_where_the_person_lives(cal: Driver) -> None:
    assert (first_weekday(), week_of(date(2026, 3, 1))) == (0, MONDAY)
    QLocale.setDefault(QLocale("en_US"))
    assert (first_weekday(), week_of(date(2026, 3, 1))) == (6, date(2026, 3, 1))
    assert week_of(date(2026, 3, 7)) == date(2026, 3, 1)
    cal.view.set_way("month")
    assert cal.view.days.first == date(2026, 3, 1)


def test_a_month_shows_whole_weeks(cal: Driver) -> None:
    cal.view.set_way("month")
    assert (cal.view.days.first, cal.view.days.weeks) == (MONDAY, 6)
    assert cal.view.days.last == date(2026, 4, 5)
    assert cal.view.controls.title.text() == "March 2026"
    cal.view.step(1)
    assert (cal.view.days.first, cal.view.days.last) == (date(2026, 3, 30), date(2026, 5, 3))
    assert cal.view.controls.title.text() == "April 2026"
    cal.view.step(-1)
    cal.view.step(-1)
    assert (cal.view.days.first, cal.view.days.last) == (date(2026, 1, 26), date(2026, 3, 1))
    assert not cal.view.grab().isNull()
    cal.view.step(0)
    assert cal.view.days.month == date(2026, 3, 1)


def test_a_drag_moves_to_another_day(cal: Driver) -> None:
    cal.view.set_way("month")
    start = cal.at("L55")
    end = cal.day_at(date(2026, 3, 12))
    cal.begin(start)
    cal.over(start + QPoint(14, 0))
    cal.over(end)
    assert cal.canvas.drag is not None
    assert cal.canvas.drag.told.words == "Thu 12 Mar"
    assert not cal.view.grab().isNull()
    cal.let_go(end)
    assert cal.dates("L55") == (date(2026, 3, 12), None)
    cal.desk.ws.undo()
    assert cal.dates("L55")[0] == date(2026, 3, 24)


def test_an_edge_makes_it_longer(cal: Driver) -> None:
    cal.view.set_way("month")
    end = cal.day_at(date(2026, 3, 27))
    cal.drag(cal.edge("L55", Part.END), end)
    assert cal.dates("L55") == (date(2026, 3, 24), date(2026, 3, 27))
    cal.desk.ws.undo()
    assert cal.dates("L55") == (date(2026, 3, 24), None)


def test_more_than_fit_open_their_week(cal: Driver) -> None:
    for n, code in enumerate(("L43", "L50", "L51", "L53", "L55", "L56")):
        schedule.set_dates(cal.desk.ws, ids=[cal.row(code).id], start=date(2026, 4, 14), today=date(2026, 3, 1))
        assert n >= 0
    cal.view.set_way("month")
    cal.view.step(1)
    days = cal.view.days
    day = date(2026, 4, 14)
    rest = days.more(day)
    drawn = {piece.bar.id for piece in days.pieces if piece.bar.start == day}
    on_it = cal.view.loaded.days[day]
    assert rest > 0
    seen = sum(p.bar.start <= day <= p.bar.last for p in days.pieces if p.week == 2)
    assert rest + seen + len(days.through.get(2, [])) == on_it
    assert drawn
    cell = days.day_rect(None, day)
    cal.click(QPoint(cell.left() + 20, cell.bottom() - (32 if days.through.get(2) else 10)))
    assert cal.view.way == "week"
    assert cal.view.days.first == date(2026, 4, 13)
    assert {piece.bar.id for piece in days.pieces if piece.bar.start == day} >= drawn
    assert not days.more(day)


def test_a_week_shows_everything_of_its_days(cal: Driver) -> None:
    cal.view.set_way("week")
    shown = {piece.bar.id for piece in cal.view.days.pieces}
    first, last = cal.view.days.first, cal.view.days.last
    expected = {bar.id for bar in cal.view.loaded.span.bars if bar.start and bar.start <= last and bar.last >= first}
    assert shown == expected
    assert len(shown) > 8
    assert not cal.view.grab().isNull()


def test_a_double_click_on_a_day_adds_and_asks_for_the_channel(cal: Driver) -> None:
    cal.view.set_way("month")
    day = date(2026, 3, 14)
    cell = cal.view.days.day_rect(None, day)
    QTest.mouseDClick(cal.canvas.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(60, 8))
    assert cal.view.adding.field is not None
    cal.type("K22")
    cal.press(Qt.Key.Key_Return)
    menu = cal.view.adding.menu
    assert menu is not None
    act = next(act for act in menu.actions() if act.text() == "Zhihu")
    menu.setActiveAction(act)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    cal.settle()
    found = [bar for bar in cal.view.loaded.span.bars if bar.start == day]
    assert [(bar.code, bar.channel_id) for bar in found] == [("K22", cal.channel("zhihu"))]


def test_arrows_go_from_day_to_day_and_tab_into_a_day(cal: Driver) -> None:
    cal.view.set_way("month")
    cal.view.setFocus()
    cal.canvas.choose_place(None, date(2026, 3, 23))
    cal.press(Qt.Key.Key_Right)
    assert cal.canvas.choice.day == date(2026, 3, 24)
    cal.press(Qt.Key.Key_Tab)
    first = cal.canvas.choice.focus
    assert first
    for _ in range(12):
        if cal.canvas.choice.focus == cal.row("L55").id:
            break
        cal.press(Qt.Key.Key_Tab)
    assert cal.view.chosen() == {cal.row("L55").id}
    cal.press(Qt.Key.Key_Down, keys=Qt.KeyboardModifier.AltModifier)
    assert cal.dates("L55")[0] == date(2026, 3, 31)


def test_the_keyboard_walks_out_of_the_month(cal: Driver) -> None:
    cal.view.set_way("month")
    cal.view.setFocus()
    cal.canvas.choose_place(None, date(2026, 4, 5))
    cal.press(Qt.Key.Key_Right)
    assert cal.view.days.month == date(2026, 4, 1)
    assert cal.canvas.choice.day == date(2026, 4, 6)


@pytest.mark.parametrize("way", ["month", "week"])
def test_another_way_shows_the_days_of_what_is_chosen(cal: Driver, way: str) -> None:
    code = next(bar.code for bar in cal.canvas.loaded.span.bars if bar.start and bar.start < date(2026, 2, 20))
    chosen = next(bar for bar in cal.canvas.loaded.span.bars if bar.code == code)
    cal.view.choose([chosen.id])
    cal.view.set_way(way)
    cal.settle()
    assert cal.view.chosen() == {chosen.id}
    first, last = cal.view.sight()
    assert first <= chosen.start <= last  # type: ignore[operator]


@pytest.mark.parametrize("way", ["month", "week"])
def test_the_choice_stays_over_the_ways(cal: Driver, way: str) -> None:
    cal.click(cal.at("L55"))
    cal.view.set_way(way)
    assert cal.view.chosen() == {cal.row("L55").id}
    assert cal.view.days.first <= date(2026, 3, 24) <= cal.view.days.last
    cal.view.set_way("timeline")
    assert cal.view.chosen() == {cal.row("L55").id}


def test_what_goes_on_without_an_end_lies_on_its_first_day(cal: Driver) -> None:
    placements.update(cal.desk.ws, id=cal.row("L63").id, date_from=date(2026, 2, 24), today=date(2026, 3, 1))
    cal.view.set_way("week")
    pieces = [piece for piece in cal.view.days.pieces if piece.bar.id == cal.row("L63").id]
    assert [(piece.first, piece.last) for piece in pieces] == [(1, 1)]


def test_a_week_begins_right_below_its_head(cal: Driver) -> None:
    cal.view.set_way("week")
    cal.settle()
    tops = [cal.view.days.piece_rect(piece).top() for piece in cal.view.days.pieces]
    assert 0 < min(tops) - HEAD < LANE


def test_what_runs_through_a_week_of_the_month_is_one_line_that_opens_the_week(cal: Driver) -> None:
    cal.view.set_way("month")
    days = cal.view.days
    week, bundle = next(iter(days.through.items()))
    assert len(bundle) >= 3
    assert all(piece.from_before and piece.goes_on for piece in bundle)
    day = days.first + timedelta(days=7 * week + 5)
    drawn = sum(piece.week == week and piece.first <= 5 <= piece.last for piece in days.pieces)
    assert drawn + len(bundle) + days.more(day) == cal.view.loaded.days[day]
    cal.click(days.through_rect(week).center().toPoint())
    assert cal.view.way == "week"
    assert {piece.bar.id for piece in bundle} <= {piece.bar.id for piece in days.pieces}
