"""Filling the plan by mouse and keys: what is proposed, ticked, carried out and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from b2bdesk.commands import items
from b2bdesk.i18n import use_language
from b2bdesk.insight import coverage
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.facts import load_plan
from tests.ui.grid.driver import Driver
from tests.ui.grid.fake_desk import FakeDesk
from ui.grid.views import MapView
from ui.kit.buttons import Button
from ui.settings import Settings
from ui.suggest.delegate import box_of
from ui.suggest.fill_pane import FillPane
from ui.suggest.model import ROW
from ui.suggest.rows import FillRow, Head
from ui.suggest.view import FillView

K = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pane(qtbot: QtBot, desk: FakeDesk) -> Iterator[FillPane]:
    """The pane on the example, with its proposals there."""
    found = FillPane(desk)
    found.tools_.setParent(None)
    qtbot.addWidget(found.tools_)
    qtbot.addWidget(found)
    found.resize(880, 560)
    found.tools_.show()
    with qtbot.waitActive(found):
        found.show()
        found.activateWindow()
    settle(qtbot, found)
    found.list.setFocus()
    yield found
    found.planner.stop()


def settle(qtbot: QtBot, pane: FillPane) -> None:
    qtbot.waitUntil(lambda: pane.settled and pane.proposed is not None, timeout=5000)


def told(pane: FillPane) -> list[tuple[str, str, str]]:
    return [(row.stage.split()[0], row.cell, row.code) for row in pane.model.rows()]


def covered(desk: FakeDesk) -> float:
    return float(coverage.stage_persona(desk.read(load_plan)).share or 0)


def place_of(pane: FillPane, at: int) -> QPoint:
    return pane.list.visualRect(pane.model.index(at)).center()


def test_proposals_stand_by_stage_with_what_they_would_do(pane: FillPane) -> None:
    assert told(pane) == [
        ("S1", "Sun Li", "K22"),
        ("S2", "Sun Li", "K22"),
        ("S4", "Sun Li", "K22"),
        ("S4", "Wang Haoran", "K20"),
    ]
    assert [row.score for row in pane.model.rows()] == [56.5, 73.5, 51.45, 56.7]
    assert pane.sentence.text() == "4 placements fill 4 of 4 gaps."
    assert "80.0 % → 100.0 %" in pane.cover.text()
    heads = [pane.model.index(n).data(ROW) for n in range(pane.model.rowCount())]
    assert [(h.code, h.count) for h in heads if isinstance(h, Head)] == [("S1", 1), ("S2", 1), ("S4", 2)]


def test_all_that_is_ticked_is_placed_in_one_edit_and_taken_back_by_one_undo(
    qtbot: QtBot, pane: FillPane, desk: FakeDesk
) -> None:
    before, edits = desk.ws.digest(), len(desk.ws.history())
    said: list[str] = []
    pane.said.connect(said.append)
    QTest.keyClick(pane.list, K.Key_Return, CTRL)
    settle(qtbot, pane)
    assert covered(desk) == 1.0
    assert len(desk.ws.history()) == edits + 1
    assert said == ["4 placed. Ctrl+Z takes all of it back."]
    assert pane.model.rows() == []
    assert pane.empty.isVisible()
    desk.ws.undo()
    settle(qtbot, pane)
    assert desk.ws.digest() == before
    assert len(told(pane)) == 4


def test_space_and_the_box_tick_and_the_sentence_follows(qtbot: QtBot, pane: FillPane) -> None:
    QTest.keyClick(pane.list, K.Key_Space)
    assert pane.sentence.text() == "3 placements fill 3 of 4 gaps."
    assert "80.0 % → 95.0 %" in pane.cover.text()
    assert pane.apply_button.text() == "Place 3"
    box = box_of(pane.list.visualRect(pane.model.index(3))).center()
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert pane.apply_button.text() == "Place 2"
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place_of(pane, 3))
    assert pane.apply_button.text() == "Place 2", "a click beside the box only goes there"
    head = pane.list.visualRect(pane.model.index(4)).center()
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert pane.apply_button.isEnabled() is False
    assert pane.sentence.text() == "4 gaps are open."
    QTest.keyClick(pane.list, K.Key_A, CTRL)
    assert pane.apply_button.text() == "Place 4"


def test_enter_places_the_current_one_and_goes_on_with_the_next(qtbot: QtBot, pane: FillPane, desk: FakeDesk) -> None:
    row = pane.list.row()
    assert row is not None
    assert row.cell == "Sun Li"
    QTest.keyClick(pane.list, K.Key_Return)
    settle(qtbot, pane)
    assert covered(desk) == 0.85
    after = pane.list.row()
    assert after is not None
    assert after.stage.startswith("S2")


def test_shift_enter_and_a_double_click_open_the_piece(qtbot: QtBot, pane: FillPane) -> None:
    opened: list[tuple[str, int]] = []
    pane.opened.connect(lambda table, id: opened.append((table, id)))
    QTest.keyClick(pane.list, K.Key_Return, SHIFT)
    qtbot.mouseDClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place_of(pane, 1))
    content = pane.model.rows()[0].proposal
    assert content is not None
    assert opened == [("content_piece", content.content_id)] * 2


def test_people_and_stages_narrow_the_list_and_what_is_placed(qtbot: QtBot, pane: FillPane, desk: FakeDesk) -> None:
    wang = next(row.persona_id for row in pane.model.rows() if row.cell == "Wang Haoran")
    pane.set_people({wang})
    assert told(pane) == [("S4", "Wang Haoran", "K20")]
    pane.apply_button.click()
    settle(qtbot, pane)
    assert covered(desk) == 0.85
    assert pane.empty.isVisible()
    show_all = pane.empty.findChildren(Button)[0]
    qtbot.mouseClick(show_all, Qt.MouseButton.LeftButton)
    assert len(told(pane)) == 3
    first = pane.model.rows()[0].stage_id
    pane.stages.set_keys([first])
    pane.stages.filtered.emit((first,))
    assert {row.stage_id for row in pane.model.rows()} == {first}


def test_thin_cells_come_when_they_are_asked_for(qtbot: QtBot, pane: FillPane) -> None:
    pane.which.set_value("thin")
    pane.which.picked.emit("thin")
    settle(qtbot, pane)
    rows = pane.model.rows()
    assert [(row.kind, row.code) for row in rows if row.level == "thin"] == [("place", "K20"), ("join", "K22")]
    assert pane.sentence.text() == "6 placements fill 6 of 6 gaps."
    assert "70.0 % → 80.0 %" in pane.cover.text()


def test_pieces_to_write_are_noted_only_if_ticked(qtbot: QtBot, pane: FillPane, desk: FakeDesk) -> None:
    pieces = [piece.id for piece in desk.read(load_plan).pieces]
    items.archive(desk.ws, "content_piece", pieces)
    settle(qtbot, pane)
    ideas = [row for row in pane.model.rows() if row.kind == "idea"]
    assert len(ideas) >= 4
    assert pane.model.ticked() == []
    assert not pane.apply_button.isEnabled()
    QTest.keyClick(pane.list, K.Key_Space)
    assert pane.sentence.text() == "1 idea is noted."
    said: list[str] = []
    pane.said.connect(said.append)
    pane.apply_button.click()
    assert said[0].startswith("1 new idea")


def test_a_read_only_plan_is_only_looked_at(qtbot: QtBot, example_path: Path) -> None:
    desk = FakeDesk(example_path, read_only=True)
    pane = FillPane(desk)
    pane.read_only = True
    qtbot.addWidget(pane)
    pane.show()
    settle(qtbot, pane)
    said: list[str] = []
    pane.said.connect(said.append)
    assert not pane.apply_button.isEnabled()
    QTest.keyClick(pane.list, K.Key_Return)
    assert "read-only" in said[0]
    pane.planner.stop()
    desk.close()


def test_each_row_is_spoken_with_its_parts(pane: FillPane) -> None:
    row = pane.model.index(1)
    spoken = row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Sun Li × S1 Attention, New placement in Feed ads, K22 ROI worksheet, 56.5")
    hint = row.data(Qt.ItemDataRole.ToolTipRole)
    for part in ("stage: 0 of 30", "person: 25 of 25", "topic: 20 of 20", "tone"):
        assert part in hint
    assert row.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_sentences_are_joined_without_a_blank_in_chinese(qtbot: QtBot, pane: FillPane) -> None:
    use_language("zh-Hans")
    pane.renew()
    qtbot.waitUntil(lambda: not pane.planner.busy, timeout=5000)
    assert all("。 " not in row.why for row in pane.model.rows())
    use_language("en")


# ---- on the map


def test_the_map_offers_it_as_a_view_with_filters_inspector_and_palette(qtbot: QtBot, map_: Driver) -> None:
    room = map_.room
    acts = {act.id: run for act, run in room.actions()}
    acts["map_view_fill"]()
    view = room.view
    assert isinstance(view, FillView)
    assert isinstance(view, MapView)
    settle(qtbot, view)
    map_.settle()
    assert room.filters.count.text() == "4 of 4"
    assert view.current_cell() == (view.model.rows()[0].stage_id, view.model.rows()[0].channel_id)
    assert "Sun Li" in [person.name for person in room.advisor.ask_now(view.current_cell()).people]
    assert room.inspector_.cell.isVisible()
    wang = next(row.persona_id for row in view.model.rows() if row.cell == "Wang Haoran")
    room.set_filter(BoardFilter(personas=frozenset({wang})))
    assert [row.cell for row in view.model.rows()] == ["Wang Haoran"]
    QTest.keyClick(view.list, K.Key_Return)
    settle(qtbot, view)
    map_.settle()
    assert room.filters.count.text() == "0 of 3"
    room.show_view("board")
    assert "K20" in map_.codes("S4", "email")


def test_what_is_painted_differs_between_ticked_and_not(pane: FillPane) -> None:
    """A picture of the row changes with its tick, and names are not cut at the usual width."""
    rect = pane.list.visualRect(pane.model.index(1))
    on = picture(pane.list.viewport(), rect)
    QTest.keyClick(pane.list, K.Key_Space)
    assert picture(pane.list.viewport(), rect) != on
    assert all(isinstance(row, FillRow) for row in pane.model.rows())


def picture(widget: QWidget, rect: object) -> QImage:
    image = QImage(widget.size(), QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image.copy(rect)


def test_the_map_does_not_open_with_it_again(map_: Driver) -> None:
    settings = Settings()
    map_.room.set_settings(settings)
    map_.room.show_view("sheet")
    map_.room.show_view("fill")
    assert settings.rooms["map_view"] == "sheet"


def test_an_empty_plan_is_not_called_filled(qtbot: QtBot, blank_path: Path) -> None:
    desk = FakeDesk(blank_path)
    pane = FillPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: pane.proposed is not None)
    assert "Nothing to fill yet" in pane.empty.accessibleName()
    with qtbot.waitSignal(pane.board_asked):
        pane.empty.findChild(Button).click()
    pane.planner.stop()
    desk.close()
