"""The overview: what it says of the example, where it leads, what it does."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from b2bdesk.commands import snapshots
from b2bdesk.insight.readiness import State
from tests.ui.chains.test_room import Flashes
from tests.ui.records.conftest import Bench, TODAY
from ui.kit.buttons import Button
from ui.kit.marks import Mark
from ui.overview.brief import brief
from ui.overview.room import OverviewRoom
from ui.overview.tiles import GapsTile, HeatTile, ReadyTile
from ui.summary import work_out


class Seen:
    """An overview that is shown, with where it has led."""

    def __init__(self, bench: Bench, qtbot: QtBot) -> None:
        self.bench, self.qtbot = bench, qtbot
        self.room: OverviewRoom = bench.show(OverviewRoom(bench.desk))
        self.went: list[tuple[str, Any]] = []
        self.room.go.connect(self._note)
        self.renew()

    def _note(self, room: str, place: Any) -> None:
        self.went.append((room, place))

    def renew(self) -> None:
        """Show the plan as it is now."""
        assert self.bench.desk.ws is not None
        self.room.set_summary(work_out(self.bench.desk.ws, "en", TODAY))
        self.qtbot.wait(1)

    def tile(self, kind: type) -> Any:
        """Return the part of a kind."""
        return next(tile for tile in self.room.tiles if isinstance(tile, kind))


@pytest.fixture
def seen(example: Bench, qtbot: QtBot) -> Seen:
    return Seen(example, qtbot)


def test_the_example_in_numbers(seen: Seen) -> None:
    told = seen.room.brief
    assert told is not None
    assert (told.covered, told.required, told.deep) == (16, 20, 14)
    assert told.headline[1] == ("Sun Li meets nothing at 3 of 4 stages.", True)
    assert [step.state for step in told.steps].count(State.DONE) == told.done == 4
    assert [(bar.name, bar.off) for bar in told.balance] == [("Brand", True), ("New buyers", True)]
    assert [round(bar.share or 0, 3) for bar in told.emotional] == [0.525, 0.139, 0.286, 0.4]
    assert [bar.off for bar in told.emotional] == [False, True, False, False]
    assert (told.coming_count, len(told.coming)) == (14, 10)
    assert round(told.fame, 1) == 46.1
    assert [there for _, there in told.brand_months] == [True, True, True, False, True]


def test_a_cell_of_heat_leads_to_the_map_by_click_and_by_keys(seen: Seen, qtbot: QtBot) -> None:
    grid = seen.tile(HeatTile).grid
    box = grid._box(4, 1)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(int(box.center().x()), int(box.center().y())))
    cell = grid.cell(4, 1)
    assert cell is not None
    assert seen.went == [("map", {"stage": cell.stage_id, "persona": cell.persona_id})]
    grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)
    other = grid.cell(1, 1)
    assert other is not None
    assert seen.went[-1] == ("map", {"stage": other.stage_id, "persona": other.persona_id})
    assert grid.accessibleDescription() == grid.words(1, 1)


def test_the_best_fix_of_a_gap_is_done_and_the_gap_goes(seen: Seen, qtbot: QtBot) -> None:
    tile = seen.tile(GapsTile)
    first = seen.room.brief.gaps[0].finding if seen.room.brief else None
    fix = next(button for button in tile.findChildren(Button) if button.text().startswith(("Add ", "Place ")))
    qtbot.mouseClick(fix, Qt.MouseButton.LeftButton)
    seen.bench.settle()
    seen.renew()
    assert seen.room.brief is not None
    assert first not in [said.finding for said in seen.room.brief.gaps]
    seen.bench.desk.undo()
    seen.bench.settle()
    seen.renew()
    assert seen.room.brief.gaps[0].finding == first


def test_every_part_leads_to_a_room(seen: Seen, qtbot: QtBot) -> None:
    from ui.places import PLACES

    known = {place.key for place in PLACES}
    for tile in seen.room.tiles:
        links = [
            button for button in tile.findChildren(Button) if button.kind in ("link", "name") and button.isVisible()
        ]
        assert links
        before = len(seen.went)
        qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
        assert len(seen.went) > before
        assert seen.went[-1][0] in known


def test_a_snapshot_is_kept(seen: Seen) -> None:
    seen.room.take_snapshot()
    seen.bench.settle()
    assert len(seen.bench.rows("snapshot")) == 1


def test_what_has_changed_since_the_snapshot_is_told(seen: Seen, qtbot: QtBot) -> None:
    snapshots.take(seen.bench.desk.open_workspace, today=TODAY)
    seen.renew()
    assert "since" not in seen.room._day.text()
    fix = next(b for b in seen.tile(GapsTile).findChildren(Button) if b.text().startswith(("Add ", "Place ")))
    qtbot.mouseClick(fix, Qt.MouseButton.LeftButton)
    seen.bench.settle()
    seen.renew()
    assert "since 1 Mar" in seen.room._day.text()
    assert "solved" in seen.room._day.text()


def test_a_blank_plan_says_where_to_begin(bench: Bench, qtbot: QtBot) -> None:
    seen = Seen(bench, qtbot)
    told = seen.room.brief
    assert told is not None
    assert told.done == 0
    assert told.next is not None
    assert told.next[1] == "company"
    assert "empty" in told.headline[0][0]
    assert not told.begun
    marks = {mark.accessibleName() for mark in seen.room.findChildren(Mark)}
    assert not {"Within its target", "Off its target"} & marks
    assert not seen.tile(HeatTile).grid.isVisible()


def test_narrow_windows_get_fewer_columns(seen: Seen) -> None:
    for width, columns in ((1200, 3), (700, 2), (420, 1)):
        seen.room.resize(width, 700)
        assert seen.room._columns == columns


def test_the_briefing_is_made_of_the_summary_alone(seen: Seen) -> None:
    assert seen.bench.desk.ws is not None
    summary = work_out(seen.bench.desk.ws, "en", TODAY)
    assert brief(summary) == brief(summary)


def test_the_keyboard_begins_at_the_next_step(seen: Seen, qtbot: QtBot) -> None:
    seen.room.window().activateWindow()
    seen.room.focus_first()
    step = seen.tile(ReadyTile).step
    qtbot.waitUntil(step.hasFocus)
    qtbot.keyClick(step, Qt.Key.Key_Space)
    assert seen.went == [("chains", None)]


def test_what_is_told_anew_never_takes_the_keyboard_away(seen: Seen, qapp: QApplication) -> None:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    seen.renew()
    tiles = seen.room.tiles
    seen.room.hide()
    seen.renew()
    assert seen.room.tiles is tiles  # nobody sees it
    seen.room.show()
    qapp.removeEventFilter(flashes)
    assert seen.room.tiles is not tiles
    assert set(flashes.seen) <= {"OverviewRoom"}
