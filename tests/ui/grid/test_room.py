"""The room Map as a whole: filters, inspector, refresh, read-only plans, an empty map, screen readers."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from b2bdesk.commands import content, placements
from b2bdesk.domain.placement import Placement
from b2bdesk.queries.board_values import BoardFilter
from tests.ui.grid.conftest import framed
from tests.ui.grid.driver import Driver
from tests.ui.grid.fake_desk import FakeDesk
from ui.actions import Act
from ui.grid.board_view import need_of
from ui.grid.room import MapRoom
from ui.kit.fields.base import Field
from ui.settings import Settings
from ui.summary import work_out

K = Qt.Key


def persona(map_: Driver, name: str) -> int:
    return next(p.persona_id for s in map_.view.board.stages for p in s.shortfalls if p.name == name)


def test_the_journey_of_the_first_gap(map_: Driver) -> None:
    """Filter by a persona, drag a piece where it is missing, see the count, undo, add it by keyboard instead."""
    assert map_.room.filters.count.text() == "69 of 72"
    map_.room.filters.chips["personas"].set_keys([persona(map_, "Sun Li")])
    map_.room.filters.chips["personas"].filtered.emit(())
    map_.settle()
    assert map_.room.filters.count.text() == "1 of 72"
    map_.room.set_filter(BoardFilter())
    map_.drag(map_.chip_at("S3", "email", "K22"), map_.cell_at("S2", "website"))
    assert map_.cell("S2", "website").n == 7
    map_.desk.ws.undo()
    map_.settle()
    assert map_.cell("S2", "website").n == 6
    map_.go("S2", "website")
    map_.press(K.Key_N)
    map_.type("K22")
    map_.press(K.Key_Return)
    assert map_.cell("S2", "website").n == 7
    summary = work_out(map_.desk.ws, "en", map_.desk.today)
    said = {(s.finding.rule, s.finding.codes) for s in summary.findings}
    assert not any(rule == "G01" and "P5" in codes and "S2" in codes for rule, codes in said)


def test_findings_mark_their_chips_and_stand_with_their_cells(map_: Driver) -> None:
    map_.room.set_summary(work_out(map_.desk.ws, "en", map_.desk.today))
    map_.settle()
    marked = {chip.id for cell in map_.view.board.cells.values() for chip in cell.chips if chip.warn}
    assert marked
    assert all(map_.room.findings.of(i) for i in marked)
    assert any(
        "Sun Li" in said.sentence for said in map_.room.findings.at(map_.view.board.spot(map_.key("S2", "website")))
    )


def test_the_cell_pane_tells_and_sets(map_: Driver) -> None:
    map_.go("S3", "email")
    pane = map_.room.inspector_.cell
    assert pane.windowTitle() == "Email × Active to opportunity"
    assert pane.stepper is not None
    assert pane.stepper.value() == 6
    pane.stepper.step_up()
    map_.settle()
    assert map_.cell("S3", "email").target == 7
    assert [row.accessibleName().split()[1] for row in pane.rows] == ["K22", "K23", "K15"]
    assert pane.rows[0].accessibleName().startswith("90.5")


def test_a_suggestion_is_taken_from_the_pane(map_: Driver) -> None:
    map_.go("S2", "website")
    row = map_.room.inspector_.cell.rows[0]
    button = next(b for b in row.findChildren(QPushButton) if b.isEnabled())
    map_.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    map_.settle()
    assert map_.asked == ["apply"]
    assert map_.cell("S2", "website").n == 7


def test_the_field_below_the_pane_adds(map_: Driver) -> None:
    map_.go("S2", "website")
    line = map_.room.inspector_.cell.field.line
    line.setFocus()
    map_.qtbot.keyClicks(line, "K22")
    map_.qtbot.keyClick(line, K.Key_Return)
    map_.settle()
    assert "K22" in map_.codes("S2", "website")
    assert map_.room.inspector_.currentWidget() is map_.room.inspector_.cell
    assert line.hasFocus(), "the next can be typed at once"
    assert line.text() == ""


def test_a_placement_is_edited_field_by_field(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    pane = map_.room.inspector_.placement
    assert {"status", "personas", "date_from", "cost", "campaign_id", "link_id", "pool_id", "notes"} <= set(
        pane.editors
    )
    pane.editors["owner"].committed.emit("Mei")
    pane.editors["status"].committed.emit("live")
    map_.settle()
    assert map_.asked == ["update", "update"]
    assert map_.chip("S3", "email", "K22").status == "live"
    assert pane.editors["owner"].value() == "Mei"


def test_a_placement_gets_its_link(map_: Driver) -> None:
    pane = map_.room.inspector_.placement
    without = map_.desk.read(
        lambda session: session.scalars(select(Placement.id).where(Placement.link_id.is_(None))).all()
    )
    shown = next(i for i in without if i in map_.view.board.where)
    map_.room.choose(shown)
    map_.settle()
    assert pane.link is not None
    assert pane.link.facts.base.startswith("https://")
    button = next(b for b in pane.link.findChildren(QPushButton))
    button.click()
    map_.settle()
    assert map_.asked == ["make_for"]
    assert pane.link.facts.url.startswith("https://")
    assert "utm_source=" in pane.link.facts.url
    copy = next(b for b in pane.link.findChildren(QPushButton) if b.text() == "Copy address")
    copy.click()
    assert QApplication.clipboard().text() == pane.link.facts.url
    opens = [b.text() for b in pane.link.findChildren(QPushButton)]
    assert f"Open {urlsplit(pane.link.facts.url).hostname}" in opens


def test_every_control_of_the_inspector_has_a_name(map_: Driver) -> None:
    inspector = map_.room.inspector_
    for page in ("pieces", "cell", "placement", "many"):
        if page == "cell":
            map_.go("S3", "email")
        elif page == "placement":
            map_.click(map_.chip_at("S3", "email", "K22"))
        elif page == "many":
            map_.go("S2", "website")
            map_.press(K.Key_A, keys=Qt.KeyboardModifier.ControlModifier)
        assert inspector.currentWidget() is getattr(inspector, page)
        map_.qtbot.waitUntil(lambda: len(tabbed(inspector.currentWidget())) > 2, timeout=2000)
        assert [w for w in tabbed(inspector.currentWidget()) if not name_of(w)] == [], page


def tabbed(page: QWidget) -> list[QWidget]:
    """Return what Tab reaches on a page."""
    reached = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [w for w in reached if w.isVisible() and w.focusProxy() is None]


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of a control."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""


def test_a_refused_value_is_told_at_its_field(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    pane = map_.room.inspector_.placement
    pane.editors["status"].committed.emit("done")
    map_.settle()
    assert "cannot be done yet" in pane.editors["status"].error()
    assert map_.chip("S3", "email", "K22").status == "planned"


def test_several_placements_get_one_status(map_: Driver) -> None:
    map_.go("S2", "website")
    map_.press(K.Key_A, keys=Qt.KeyboardModifier.ControlModifier)
    pane = map_.room.inspector_.many
    assert map_.room.inspector_.currentWidget() is pane
    pane.editors["owner"].committed.emit("Mei")
    map_.settle()
    assert map_.asked == ["update_many"]
    assert len(map_.desk.asked[0][1]["ids"]) == 6


def test_the_list_of_pieces_searches_and_places(map_: Driver) -> None:
    pane = map_.room.inspector_.pieces
    map_.settle()
    assert map_.room.inspector_.currentWidget() is pane
    assert len(pane.model.rows) == 30
    map_.go("S2", "website")
    map_.press(K.Key_Slash)
    assert map_.room.inspector_.currentWidget() is pane
    pane.search.setText("roi")
    map_.qtbot.waitUntil(lambda: len(pane.model.rows) == 1, timeout=2000)
    pane.list.setCurrentIndex(pane.model.index(0))
    map_.qtbot.keyClick(pane.list, K.Key_Return)
    map_.settle()
    assert "K22" in map_.codes("S2", "website")


def test_only_cells_that_differ_are_painted(map_: Driver) -> None:
    map_.go("S3", "email")
    chip = map_.chip("S3", "email", "K22")
    placements.set_status(map_.desk.ws, ids=[chip.id], status="live")
    before = map_.view.board
    map_.settle()
    after = map_.view.board
    changed = {key for key, cell in after.cells.items() if before.cells[key] != cell}
    assert changed == {map_.key("S3", "email")}
    assert map_.view.current == map_.key("S3", "email")


def test_several_changes_are_shown_at_once(map_: Driver) -> None:
    reads: list[int] = []
    ask = map_.desk.read
    map_.desk.read = lambda fn: (reads.append(1), ask(fn))[1]  # type: ignore[method-assign]
    ids = [chip.id for chip in map_.cell("S2", "website").chips]
    for placement in ids:
        placements.set_status(map_.desk.ws, ids=[placement], status="planned")
    map_.settle()
    assert len(reads) <= 3


def test_a_hidden_room_loads_when_it_is_shown_again(map_: Driver) -> None:
    map_.room.hide()
    placements.remove(map_.desk.ws, ids=[map_.chip("S3", "email", "K22").id])
    map_.settle()
    assert "K22" in map_.codes("S3", "email")
    map_.room.show()
    map_.settle()
    assert "K22" not in map_.codes("S3", "email")


def test_jumps_lead_to_cells_and_placements(map_: Driver) -> None:
    chip = map_.chip("S3", "email", "K22")
    map_.room.jump(("placement", chip.id))
    assert map_.view.selection.ids == {chip.id}
    stage, channel = map_.key("S2", "website")
    map_.room.jump({"stage": stage, "channel": channel})
    assert map_.view.current == (stage, channel)
    map_.room.jump({"stage": stage, "persona": 5})
    assert map_.view.current is not None
    assert map_.view.current[0] == stage
    map_.room.jump(None)


def test_actions_bear_their_keys(map_: Driver) -> None:
    acts = map_.room.actions()
    assert all(isinstance(act, Act) for act, _ in acts)
    assert {act.keys for act, _ in acts} >= {("N",), ("M",), ("G",), ("X",), ("Del",)}
    map_.go("S2", "website")
    next(run for act, run in acts if act.id == "map_add")()
    assert map_.view.field is not None


def test_comfortable_rows_are_higher_and_remembered(map_: Driver) -> None:
    settings = Settings()
    map_.room.set_settings(settings)
    height = map_.view.layout_.height
    map_.qtbot.mouseClick(map_.room.filters.density, Qt.MouseButton.LeftButton)
    assert map_.view.layout_.height > height
    assert settings.density == "comfortable"
    map_.room.set_settings(Settings())
    assert map_.view.layout_.height == height
    map_.room.set_settings(settings)
    assert map_.view.layout_.height > height


def test_single_letters_can_be_switched_off(map_: Driver) -> None:
    map_.room.set_settings(Settings(single_keys=False))
    map_.go("S2", "website")
    map_.press(K.Key_X, K.Key_K, K.Key_Plus)
    assert map_.view.field is None
    assert map_.asked == []
    map_.press(K.Key_Insert)
    assert map_.view.field is not None


@pytest.mark.parametrize("width", [1068, 884, 760])
def test_the_filters_fit(map_: Driver, width: int) -> None:
    row = map_.room.filters
    map_.room.set_filter(BoardFilter(personas=frozenset({persona(map_, "Sun Li")})))
    row.setParent(None)
    map_.qtbot.addWidget(row)
    row.resize(width, 38)
    row.show()
    map_.settle()
    shown = sorted((w for w in row.findChildren(QWidget) if w.isVisible() and w.parent() is row), key=lambda w: w.x())
    assert row.chips["personas"] in shown
    assert all(a.geometry().right() < b.x() for a, b in pairwise(shown))
    assert all(w.width() >= w.sizeHint().width() for w in shown)
    assert row.density.accessibleName() == "Compact"


def test_short_titles_are_read_whole_on_a_small_screen(map_: Driver) -> None:
    """1366 wide with rail and inspector leaves 883 for the board."""
    map_.room.window().resize(883 + 296 + 30, 700)
    map_.view.setFixedWidth(883)
    map_.settle()
    layout = map_.view.layout_
    cut = [
        f"{chip.code} {chip.short}"
        for key, cell in map_.view.board.cells.items()
        for chip, rect in zip(cell.chips, layout.chip_rects(key), strict=False)
        if rect.width() + 1 < need_of(chip) - 0.4 * len(chip.short)
    ]
    assert cut == []


def test_screen_readers_are_told_what_stands_in_a_cell(map_: Driver) -> None:
    found = QAccessible.queryAccessibleInterface(map_.view)
    board = map_.view.board
    assert (found.role(), found.childCount()) == (QAccessible.Role.Table, len(board.cells))
    map_.go("S3", "email")
    row = [line.code for line in board.channels].index("email")
    cell = found.child(row * 4 + 2)
    said = cell.text(QAccessible.Text.Name)
    assert said.startswith("Email, Active to opportunity: 8 pieces, crowded, target 6: K17 Hegu, K19 Demo")
    assert map_.view.accessibleDescription() == said
    assert cell.state().selected
    assert cell.state().focused
    assert cell.role() == QAccessible.Role.Cell
    assert found.indexOfChild(cell) == row * 4 + 2
    assert found.focusChild() is not None
    assert found.focusChild().text(QAccessible.Text.Name) == said
    for index in range(found.childCount()):
        line, stage = board.channels[index // 4], board.stages[index % 4]
        words = found.child(index).text(QAccessible.Text.Name)
        assert words.startswith(f"{line.name}, {stage.name}: ")
        assert all(f"{chip.code} {chip.short}" in words for chip in board.cells[stage.id, line.id].chips)
        place = found.child(index).text(QAccessible.Text.Description)
        assert place == f"Row {index // 4 + 1} of {len(board.channels)}, column {index % 4 + 1} of 4"


def test_a_read_only_plan_is_only_looked_at(qtbot: QtBot, example_path: Path) -> None:
    desk = FakeDesk(example_path, read_only=True)
    room = MapRoom(desk)
    window = framed(room)
    qtbot.addWidget(window)
    window.show()
    map_ = Driver(qtbot, room, desk)
    map_.go("S3", "email")
    for key in (K.Key_X, K.Key_N, K.Key_Plus, K.Key_K, K.Key_M, K.Key_Delete):
        map_.said.clear()
        map_.press(key)
        assert map_.said == ["This plan is open read-only; nothing was changed."]
    writing = {act.id for act, _ in room.actions() if act.when == "writable"}
    assert {"map_add", "map_move", "map_remove", "map_status", "map_not_needed", "map_target_up"} <= writing
    assert not {"map_next_gap", "map_filter_persona", "map_pieces"} & writing
    map_.drag(map_.chip_at("S3", "email", "K22"), map_.cell_at("S2", "website"))
    assert desk.asked == []
    assert room.view.field is None
    assert "K22" in map_.codes("S3", "email")
    map_.click(map_.chip_at("S3", "email", "K22"))
    assert not any(editor.editor.isEnabled() and typed(editor) for editor in room.inspector_.placement.editors.values())
    desk.close()


def typed(editor: Field) -> bool:
    """Tell whether an editor takes keys."""
    line = editor.editor.findChild(QLineEdit) or editor.editor
    return not (isinstance(line, QLineEdit | QPlainTextEdit) and line.isReadOnly())


@pytest.fixture
def blank(qtbot: QtBot, blank_path: Path) -> Iterator[Driver]:
    desk = FakeDesk(blank_path)
    room = MapRoom(desk)
    desk.changes.connect(room.apply)
    window = framed(room)
    qtbot.addWidget(window)
    window.show()
    yield Driver(qtbot, room, desk)
    desk.close()


def test_an_empty_map_says_what_fills_it(blank: Driver) -> None:
    empty = blank.view.filler.card
    assert empty.isVisible()
    assert empty.accessibleName() == "Your map is empty. Three things fill it."
    went: list[str] = []
    blank.room.go.connect(lambda room, target: went.append(room))
    empty.asked.emit("personas")
    assert went == ["personas"]
    content.paste_titles(blank.desk.ws, titles=["One", "Two"])
    blank.settle()
    assert blank.view.board.pieces == 2
    assert not blank.view.grab().isNull()


def test_titles_are_pasted_onto_an_empty_map(blank: Driver) -> None:
    QApplication.clipboard().setText("One\nTwo\tmore\n\n")
    blank.view.setFocus()
    blank.press(K.Key_V, keys=Qt.KeyboardModifier.ControlModifier)
    assert blank.asked == ["paste_titles"]
    assert blank.view.board.pieces == 2


def test_the_card_grows_with_its_steps_and_keeps_the_focus(blank: Driver) -> None:
    card = blank.view.filler.card
    height = card.height()
    assert height > 300
    paste = next(b for b in card.findChildren(QPushButton) if b.property("asks") == "paste")
    paste.setFocus()
    QApplication.clipboard().setText("One\nTwo")
    blank.press(K.Key_Space)
    assert blank.asked == ["paste_titles"]
    assert card.height() >= height - 20
    shown = [b for b in card.findChildren(QPushButton) if b.isVisible()]
    assert {b.property("asks") for b in shown} == {"personas", "paste", "channels", "example"}
    assert all(card.rect().contains(b.geometry().translated(b.parentWidget().pos())) for b in shown)
    assert card.isAncestorOf(QApplication.focusWidget())
