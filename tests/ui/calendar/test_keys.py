"""The calendar by keyboard alone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from b2bdesk.commands import placements
from tests.ui.calendar.driver import ALT, CTRL, Driver, SHIFT

K = Qt.Key
MARCH_24 = date(2026, 3, 24)


def test_arrows_go_from_bar_to_bar(cal: Driver) -> None:
    cal.click(cal.at("L53"))
    cal.press(K.Key_Right)
    assert cal.bar("L55").id == cal.canvas.choice.focus
    assert cal.view.chosen() == {cal.row("L55").id}
    cal.press(K.Key_Left)
    assert cal.canvas.choice.focus == cal.row("L53").id
    cal.press(K.Key_Up)
    assert cal.canvas.choice.focus == cal.row("L54").id, "the nearest one of the row above"
    assert "K21" in cal.canvas.accessibleDescription()
    assert "WeCom" in cal.canvas.accessibleDescription()


def test_shift_takes_more(cal: Driver) -> None:
    cal.click(cal.at("L53"))
    cal.press(K.Key_Right, keys=SHIFT)
    assert cal.view.chosen() == {cal.row("L53").id, cal.row("L55").id}
    cal.press(K.Key_A, keys=CTRL)
    assert len(cal.view.chosen()) == 71


def test_tab_puts_the_keyboard_on_a_bar(cal: Driver) -> None:
    cal.view.controls.more.setFocus()
    for _ in range(4):
        if cal.canvas.hasFocus():
            break
        cal.press(K.Key_Tab)
    assert cal.canvas.hasFocus()
    cal.press(K.Key_Right)
    assert cal.canvas.choice.focus


@pytest.mark.parametrize(
    ("key", "keys", "start", "end"),
    [
        (K.Key_Right, ALT, date(2026, 3, 25), date(2026, 4, 2)),
        (K.Key_Left, ALT, date(2026, 3, 23), date(2026, 3, 31)),
        (K.Key_Down, ALT, date(2026, 3, 31), date(2026, 4, 8)),
        (K.Key_Up, ALT, date(2026, 3, 17), date(2026, 3, 25)),
        (K.Key_Right, ALT | SHIFT, MARCH_24, date(2026, 4, 2)),
        (K.Key_Left, ALT | SHIFT, MARCH_24, date(2026, 3, 31)),
        (K.Key_Down, ALT | SHIFT, MARCH_24, date(2026, 4, 8)),
        (K.Key_Up, ALT | SHIFT, MARCH_24, date(2026, 3, 25)),
    ],
)
def test_alt_moves_by_days_and_weeks(cal: Driver, key: K, keys: Qt.KeyboardModifier, start: date, end: date) -> None:
    placements.update(cal.desk.ws, id=cal.row("L55").id, date_to=date(2026, 4, 1), today=cal.desk.today)
    cal.click(cal.at("L55"))
    cal.press(key, keys=keys)
    assert cal.dates("L55") == (start, end)
    cal.desk.ws.undo()
    assert cal.dates("L55") == (MARCH_24, date(2026, 4, 1))


def test_a_refused_move_says_why(cal: Driver) -> None:
    placements.update(cal.desk.ws, id=cal.row("L37").id, date_from=date(2026, 3, 1), today=cal.desk.today)
    cal.view.choose([cal.row("L37").id])
    cal.view.setFocus()
    cal.press(K.Key_Right, keys=ALT)
    assert cal.said[-1] == "K13 is done, so it cannot start after today."
    assert cal.dates("L37")[0] == date(2026, 3, 1)


def test_without_a_choice_alt_says_what_to_do(cal: Driver) -> None:
    cal.view.setFocus()
    cal.press(K.Key_Right, keys=ALT)
    assert "Choose a bar first" in cal.said[-1]


def test_verbs_of_the_room_are_passed_on(cal: Driver) -> None:
    cal.click(cal.at("L55"))
    for key, verb in (
        (K.Key_Delete, "remove"),
        (K.Key_Return, "edit"),
        (K.Key_F2, "edit"),
        (K.Key_S, "status"),
        (K.Key_3, "status_3"),
        (K.Key_P, "filter_persona"),
    ):
        cal.press(key)
        assert cal.verbs[-1] == verb
    assert cal.asked == []


def test_single_letters_can_be_switched_off(cal: Driver) -> None:
    cal.click(cal.at("L55"))
    cal.canvas.keys.single_letters = False
    cal.press(K.Key_S)
    cal.press(K.Key_3)
    assert cal.verbs == []
    cal.press(K.Key_Delete)
    assert cal.verbs == ["remove"]


def test_on_an_empty_day_typing_and_enter_add(cal: Driver) -> None:
    cal.view.setFocus()
    day = date(2026, 4, 21)
    cal.canvas.choose_place(cal.channel("blog"), day)
    cal.press(K.Key_Return)
    assert cal.view.adding.field is not None
    cal.press(K.Key_Escape)
    assert cal.view.adding.field is None
    assert cal.canvas.hasFocus()
    cal.type("k")
    cal.type("22")
    assert cal.view.adding.field is not None
    assert cal.view.adding.field.text() == "k22"
    cal.press(K.Key_Return)
    assert [b.code for b in cal.view.loaded.span.bars if b.start == day] == ["K22"]


def test_ctrl_arrows_go_from_day_to_day(cal: Driver) -> None:
    cal.click(cal.at("L55"))
    cal.press(K.Key_Right, keys=CTRL)
    assert (cal.canvas.choice.day, cal.canvas.choice.focus) == (date(2026, 3, 25), 0)
    assert cal.canvas.choice.row == cal.channel("email")
    cal.press(K.Key_Down, keys=CTRL)
    assert cal.canvas.choice.row == cal.channel("community")


def test_plus_and_minus_zoom_and_t_goes_to_today(cal: Driver) -> None:
    cal.view.setFocus()
    timeline = cal.view.timeline
    before = timeline.per_day
    cal.type("+")
    assert timeline.per_day > before
    cal.type("--")
    assert timeline.per_day < before
    cal.press(K.Key_PageDown)
    first = timeline.left_day()
    cal.press(K.Key_PageUp)
    assert timeline.left_day() < first
    cal.press(K.Key_T)
    first, last = timeline.sight()
    assert first <= date(2026, 3, 1) <= last


def test_escape_lets_go_of_the_choice(cal: Driver) -> None:
    cal.click(cal.at("L55"))
    cal.press(K.Key_Escape)
    assert not cal.view.chosen()


def test_r_repeats(cal: Driver) -> None:
    cal.click(cal.at("L55"))
    cal.press(K.Key_R)
    panel = cal.view.repeat_panel
    assert panel is not None
    assert panel.isVisible()
    assert not panel.grab().isNull()
    panel.unit.picked.emit("month")
    panel.unit.set_value("month")
    panel.ends.set_value("count")
    panel.ends.picked.emit("count")
    panel.count.set_value(3)
    panel.go.click()
    cal.settle()
    starts = [b.start for b in cal.view.loaded.span.bars if b.series]
    assert sorted(s for s in starts if s) == [MARCH_24, date(2026, 4, 24), date(2026, 5, 24)]
    assert cal.said[-1] == "2 placements were added."
    cal.click(cal.at("L55"))
    cal.press(K.Key_L)
    assert len(cal.view.chosen()) == 3
    cal.desk.ws.undo()
    assert not [b for b in cal.view.loaded.span.bars if b.series]


def test_l_says_when_nothing_follows(cal: Driver) -> None:
    cal.click(cal.at("L55"))
    cal.press(K.Key_L)
    assert "No later one" in cal.said[-1]


def test_u_takes_the_date_away_and_enter_in_the_tray_gives_one(cal: Driver) -> None:
    cal.click(cal.at("L55"))
    cal.press(K.Key_U)
    assert cal.dates("L55") == (None, None)
    assert cal.view.tray.isVisible()
    cal.canvas.choose_place(cal.channel("blog"), date(2026, 4, 2))
    cal.view.tray.list.setFocus()
    cal.press(K.Key_Down)
    assert cal.view.chosen() == {cal.row("L55").id}
    cal.press(K.Key_Return)
    assert cal.dates("L55") == (date(2026, 4, 2), None)
    assert cal.row("L55").channel_id == cal.channel("blog")
