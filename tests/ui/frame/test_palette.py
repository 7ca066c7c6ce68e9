"""The palette: what it finds, how it is walked, what it runs; and the search behind it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from ui.palette.entries import BEST, DO, GAPS, Group, ITEMS, TEXT
from ui.palette.list import marked
from ui.palette.popup import Palette


@pytest.fixture
def palette(window: Any) -> Any:
    made = Palette(window)
    made.open_over(window)
    yield made
    if isValid(made):
        made.close()


def names(palette: Palette) -> list[str]:
    rows = [palette.model.row(palette.model.index(i)) for i in range(palette.model.rowCount())]
    return [row.name for row in rows if isinstance(row, Group)]


def titles(palette: Palette) -> list[str]:
    rows = [palette.model.entry(palette.model.index(i)) for i in range(palette.model.rowCount())]
    return [row.title for row in rows if row is not None]


def test_a_person_is_found_with_gaps_and_texts(palette: Palette) -> None:
    palette.field.setText("sun li")
    assert names(palette)[:2] == [BEST, DO]
    assert GAPS in names(palette)
    assert titles(palette)[0] == "Sun Li"


def test_commands_alone(palette: Palette) -> None:
    palette.field.setText(">dark")
    assert titles(palette) == ["Dark colours"]
    assert names(palette) == [DO]


def test_codes_alone(palette: Palette) -> None:
    palette.field.setText("#K2")
    found = set(names(palette))
    assert found <= {BEST, ITEMS}
    entries = [palette.model.entry(palette.model.index(i)) for i in range(palette.model.rowCount())]
    assert all("K2" in entry.detail for entry in entries if entry is not None)


def test_texts_are_found(palette: Palette) -> None:
    palette.field.setText("spreadsheet")
    assert TEXT in names(palette) or titles(palette)


def test_nothing_found_says_so(palette: Palette) -> None:
    palette.field.setText("qqqqqq")
    assert palette.model.rowCount() == 0
    assert palette._nothing.isVisible()


def test_arrows_skip_headings_and_enter_runs(palette: Palette, window: Any, qtbot: Any) -> None:
    palette.field.setText("sun li")
    first = palette.list.currentIndex().row()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    second = palette.list.currentIndex().row()
    assert second > first + 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == first
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame.current == "personas")


def test_a_command_is_run(palette: Palette, window: Any, qtbot: Any) -> None:
    palette.field.setText(">inspector")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.frame.body.shown)


def test_escape_closes(palette: Palette, qtbot: Any) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(palette) or not palette.isVisible())


def test_what_was_typed_is_marked() -> None:
    assert marked("Sun Li meets", ("sun", "li")) == [("Sun", True), (" ", False), ("Li", True), (" meets", False)]
    assert marked("库存健康", ("健康",)) == [("库存", False), ("健康", True)]


def test_search_ranks_code_then_name_then_text(example_path: Path) -> None:
    from b2bdesk import workspace
    from b2bdesk.queries.search import search

    with workspace.open(example_path, read_only=True) as ws, ws.read() as session:
        assert search(session, "K22", "en")[0].code == "K22"
        assert search(session, "sun", "en")[0].name == "Sun Li"
        assert search(session, "   ", "en") == []
        for odd in ("%", "_", "'", '"', "/", "\\", "a" * 500, "\x00"):
            search(session, odd, "en")
        assert all("%" in f"{h.code}{h.name}{h.detail}{h.text}" for h in search(session, "%", "en"))
