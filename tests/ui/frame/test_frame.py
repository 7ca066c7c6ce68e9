"""The frame: rail, rooms, panes, title, status, languages, sizes."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from b2bdesk.queries.findings import snapshots
from ui.actions import ACTS
from ui.gaps.groups import Head


def test_the_example_opens_in_a_room(window: Any) -> None:
    assert window.frame.current == "gaps"
    assert window.windowTitle().startswith("StockPoise 2026 — Saved ")
    assert "16 / 20" in window.bar.facts.text()
    assert "80.0 %" in window.bar.facts.text()
    assert window.frame.rail.plan.text() == "StockPoise"


def test_the_rail_counts_what_there_is(window: Any) -> None:
    rail = window.frame.rail
    assert rail._counts["gaps"] == str(len(window.facts.summary.findings))
    assert rail._counts["personas"] == "5"
    assert rail._counts["content"] == "30"
    assert rail._counts["map"] == "69"


def test_every_room_opens_and_comes_back(window: Any, qtbot: Any) -> None:
    keys = window.frame.rail.keys()
    for key in keys:
        qtbot.mouseClick(window.frame.rail.entry(key), Qt.MouseButton.LeftButton)
        assert window.frame.current == key
        assert window.frame.header._title.text()
    window.book["back"].trigger()
    assert window.frame.current == keys[-2]
    window.book["forward"].trigger()
    assert window.frame.current == keys[-1]


def test_ctrl_and_a_digit_go_to_a_rail_entry(window: Any, qtbot: Any) -> None:
    keys = window.frame.rail.keys()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.frame.current == keys[1])


def test_hidden_rooms_only_become_stale(window: Any, qtbot: Any, settle: Any) -> None:
    from b2bdesk.commands import items

    window.frame.show_room("map")
    window.frame.show_room("gaps")
    with qtbot.waitSignal(window.desk.changes):
        window.desk.run(lambda ws: items.create(ws, "segment", name="S", account_class="sme"))
    assert window.frame._stale == {"map"}
    settle(window)
    window.frame.show_room("map")
    assert window.frame._stale == set()


def test_f6_walks_through_the_panes(window: Any, qtbot: Any) -> None:
    window.activateWindow()
    window.frame.focus_room()
    panes = window.frame.panes()
    assert len(panes) >= 3
    window.frame.rail.entry("gaps").setFocus()
    window.book["next_pane"].trigger()
    focused = window.focusWidget()
    assert not window.frame.rail.isAncestorOf(focused)
    window.book["previous_pane"].trigger()
    assert window.frame.rail.isAncestorOf(window.focusWidget())


def test_a_narrow_window_narrows_the_rail_and_lays_the_inspector_over(make_window: Any, example_path: Path) -> None:
    window = make_window(example_path, width=1150)
    assert window.frame.rail.narrow
    assert not window.frame.pane.isVisible()
    window.book["inspector"].trigger()
    assert window.frame.pane.isVisible()
    assert window.frame.body.overlaid
    window.resize(1440, 900)
    assert not window.frame.rail.narrow
    assert not window.frame.body.overlaid
    assert window.frame.pane.isVisible()


def test_a_pinned_inspector_stays_beside_the_view(make_window: Any, example_path: Path) -> None:
    window = make_window(example_path, width=1240)
    window.book["inspector"].trigger()
    assert window.frame.body.overlaid
    window.frame.pane._pin.setChecked(True)
    assert not window.frame.body.overlaid


def test_ctrl_i_hides_the_inspector_and_remembers(window: Any) -> None:
    assert window.frame.pane.isVisible()
    window.book["inspector"].trigger()
    assert not window.frame.pane.isVisible()
    assert not window.settings.inspector
    window.book["inspector"].trigger()
    assert window.frame.pane.isVisible()


@pytest.mark.parametrize(("lang", "word"), [("zh-Hans", "缺口"), ("zh-Hant", "缺口")])
def test_the_language_changes_while_running(window: Any, settle: Any, lang: str, word: str) -> None:
    window.set_language(lang)
    settle(window)
    assert window.frame.current == "gaps"
    assert window.settings.language == lang
    window.set_language("en")
    settle(window)
    assert window.frame.header._title.text() == "Gaps"


def test_the_colours_change_while_running(window: Any, settle: Any) -> None:
    from ui.kit import theme

    window.set_theme("dark")
    settle(window)
    assert theme.current().dark
    assert window.frame.property("scheme") == "dark"


def test_settings_are_kept(window: Any) -> None:
    from ui.settings import Settings

    window.frame.show_room("export")
    window.close()
    again = Settings.load(window.settings.path)
    assert again.last_room == "export"
    assert again.geometry
    assert [Path(name).name for name in again.recent] == ["example.b2bdesk"]


def test_broken_settings_give_the_defaults(tmp_path: Path) -> None:
    from ui.settings import Settings

    path = tmp_path / "settings.json"
    path.write_text('{"theme": 7, "recent": [1, "a"], "language": ["x"], "unknown": 1, "rail_narrow": true}')
    found = Settings.load(path)
    assert (found.theme, found.recent, found.language, found.rail_narrow) == ("system", ["a"], "", True)
    path.write_text("{not json")
    assert Settings.load(path).theme == "system"


def test_read_only_says_so_and_switches_edits_off(make_window: Any, example_path: Path) -> None:
    window = make_window(example_path, read_only=True)
    assert window.windowTitle().endswith("Read-only")
    assert not window.book["undo"].isEnabled()
    assert not window.book["backup"].isEnabled()
    assert window.book["export"].isEnabled()


def test_every_act_is_bound(window: Any) -> None:
    assert [act.id for act in ACTS if act.id not in window.book] == []


def test_no_two_acts_share_a_key() -> None:
    keys = [key for act in ACTS for key in act.keys]
    assert len(keys) == len(set(keys))


def test_single_letters_can_be_switched_off(window: Any) -> None:
    assert "gap_next" in window.book
    window.set_setting("single_keys", False)
    assert not window.book["gap_next"].shortcuts()
    window.set_setting("single_keys", True)
    assert window.book["gap_next"].shortcuts()


def test_gaps_filter_and_jump(window: Any, qtbot: Any) -> None:
    room = window.frame.room("gaps")
    heads = [
        row for i in range(room.model.rowCount()) if isinstance(row := room.model.row(room.model.index(i, 0)), Head)
    ]
    assert heads[0].key == "E"
    window.show_findings("W")
    rows = [room.model.row(room.model.index(i, 0)) for i in range(room.model.rowCount())]
    assert isinstance(rows[0], Head)
    assert {row.finding.severity for row in rows[1:]} == {"W"}
    qtbot.keyClick(room.list, Qt.Key.Key_Return)
    assert window.frame.current != "gaps"


def test_a_gap_is_settled_left_and_put_off_by_keys(window: Any, qtbot: Any, settle: Any) -> None:
    room = window.frame.room("gaps")
    window.activateWindow()

    def press(key: Qt.Key, rule: str, *codes: str) -> None:
        room.list.setCurrentIndex(room.model.place((rule, codes)))
        room.list.setFocus()
        qtbot.keyClick(room.list, key)

    press(Qt.Key.Key_F, "G01", "S1", "P5")
    settle(window)
    assert window.desk.undo_text().startswith("Place ")
    press(Qt.Key.Key_X, "G15", "L07")
    qtbot.keyClicks(window.focusWidget(), "Not ours")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settle(window)
    assert window.desk.undo_text().startswith("Not needed: ")
    press(Qt.Key.Key_Z, "G16", "K18")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    settle(window)
    assert window.desk.undo_text().startswith("Put off until 2026-03-08")
    assert len(window.facts.summary.decided) == 2
    for _ in range(3):
        window.book["undo"].trigger()
        settle(window)
    assert window.facts.summary.decided == ()


def test_the_file_menu_lists_what_can_be_done(window: Any) -> None:
    window.show_plan_menu()
    from PySide6.QtWidgets import QMenu

    menu = window.findChild(QMenu)
    assert {"Open a file…", "Close the plan"} <= {action.text() for action in menu.actions()}
    menu.close()


def test_closing_the_plan_shows_the_start_screen(window: Any) -> None:
    from ui.start.screen import StartScreen

    window.files.close()
    assert window.frame is None
    assert isinstance(window._pages.currentWidget(), StartScreen)
    assert window.windowTitle() == "b2bdesk"
    assert [row.path.name for row in window._pages.currentWidget().rows] == ["example.b2bdesk"]


def test_the_first_opening_of_a_month_keeps_a_snapshot_that_undo_passes_over(window: Any, settle: Any) -> None:
    window.desk.today = partial(date, 2100, 2, 1)
    window.settings.monthly_snapshots = False
    window.monthly.look()
    assert not window.desk.busy
    window.settings.monthly_snapshots = True
    window.monthly.look()
    settle(window)
    assert window.bar.said.text().startswith("The snapshot of Feb 2100 was kept by itself")
    assert window.desk.undo_text() == ""
    taken = window.desk.read(snapshots)
    assert [(one.day, one.label) for one in taken] == [(date(2100, 2, 1), "Feb 2100, kept by itself")]
    window.monthly.look()
    assert not window.desk.busy, "told once"
