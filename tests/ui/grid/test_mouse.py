"""The board by mouse, with real events."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.grid.driver import CTRL, Driver, LEFT, SHIFT
from ui.grid.load import CONTENT_MIME


def test_a_click_chooses_a_cell_or_a_chip(map_: Driver) -> None:
    map_.click(map_.cell_at("S3", "email"))
    assert map_.view.current == map_.key("S3", "email")
    assert not map_.view.selection.ids
    assert map_.room.inspector().windowTitle() == "Email × Active to opportunity"
    map_.click(map_.chip_at("S3", "email", "K22"))
    assert map_.view.selection.ids == {map_.chip("S3", "email", "K22").id}
    assert map_.room.inspector().windowTitle() == "K22 ROI worksheet"


def test_ctrl_adds_and_shift_extends(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K17"))
    map_.click(map_.chip_at("S3", "email", "K20"), CTRL)
    assert len(map_.view.selection.ids) == 2
    map_.click(map_.chip_at("S3", "email", "K20"), CTRL)
    assert map_.view.selection.ids == {map_.chip("S3", "email", "K17").id}
    map_.click(map_.chip_at("S3", "email", "K17"))
    map_.click(map_.chip_at("S3", "email", "K21"), SHIFT)
    chosen = {c.code for c in map_.room.chosen_chips()}
    assert chosen == {"K17", "K19", "K20", "K21"}
    assert map_.room.inspector().windowTitle() == "4 placements"


def test_a_drag_moves_a_chip(map_: Driver) -> None:
    chip = map_.chip("S3", "email", "K22").id
    map_.drag(map_.chip_at("S3", "email", "K22"), map_.cell_at("S2", "website"))
    stage, channel = map_.key("S2", "website")
    assert map_.desk.asked == [("move", {"ids": [chip], "stage": stage, "channel": channel})]
    assert "K22" in map_.codes("S2", "website")
    assert "K22" not in map_.codes("S3", "email")
    assert (map_.cell("S2", "website").n, map_.cell("S3", "email").n) == (7, 7)
    assert map_.view.current == map_.key("S2", "website")
    assert map_.view.selection.ids == {chip}


def test_ctrl_copies(map_: Driver) -> None:
    map_.drag(map_.chip_at("S3", "email", "K22"), map_.cell_at("S2", "website"), CTRL)
    assert map_.asked == ["copy"]
    assert "K22" in map_.codes("S2", "website")
    assert "K22" in map_.codes("S3", "email")


def test_the_target_shows_a_place_and_the_verb(map_: Driver) -> None:
    start = map_.chip_at("S3", "email", "K22")
    map_.begin_drag(start)
    map_.drag_over(start + QPoint(20, 0))
    assert map_.view.drop is None
    map_.drag_over(map_.cell_at("S2", "website"))
    assert map_.view.drop is not None
    assert (map_.view.drop.key, map_.view.drop.words) == (map_.key("S2", "website"), "Move: K22")
    map_.drag_over(map_.cell_at("S2", "website"), CTRL)
    assert map_.view.drop.words == "Copy: K22"
    assert not map_.view.grab().isNull()
    map_.let_go(map_.cell_at("S2", "website"))
    assert map_.view.drop is None


def test_escape_leaves_a_drag(map_: Driver) -> None:
    map_.view.setFocus()
    start = map_.chip_at("S3", "email", "K22")
    map_.begin_drag(start)
    map_.drag_over(start + QPoint(20, 0))
    map_.drag_over(map_.cell_at("S2", "website"))
    map_.press(Qt.Key.Key_Escape)
    assert map_.view.drop is None
    map_.let_go(map_.cell_at("S2", "website"))
    assert map_.asked == []
    assert "K22" in map_.codes("S3", "email")


def test_a_refused_drop_says_why(map_: Driver) -> None:
    map_.drag(map_.chip_at("S3", "email", "K22"), map_.cell_at("S2", "website"), CTRL)
    map_.said.clear()
    start = map_.chip_at("S2", "website", "K22")
    map_.begin_drag(start)
    map_.drag_over(start + QPoint(24, 0))
    map_.drag_over(map_.cell_at("S2", "website"), CTRL)
    assert map_.view.drop is not None
    assert map_.view.drop.refused
    assert not map_.view.grab().isNull()
    map_.let_go(map_.cell_at("S2", "website"), CTRL)
    assert map_.asked == ["copy"]
    assert map_.said
    assert "K22" in map_.said[-1]


def test_several_chips_move_at_once_as_one_edit(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K17"))
    map_.click(map_.chip_at("S3", "email", "K19"), CTRL)
    steps = len(map_.desk.ws.history())
    map_.drag(map_.chip_at("S3", "email", "K19"), map_.cell_at("S3", "website"))
    assert {"K17", "K19"} <= set(map_.codes("S3", "website"))
    assert len(map_.desk.ws.history()) == steps + 1
    map_.desk.ws.undo()
    map_.settle()
    assert {"K17", "K19"} <= set(map_.codes("S3", "email"))


def test_letting_go_outside_changes_nothing(map_: Driver) -> None:
    map_.drag(map_.chip_at("S3", "email", "K22"), QPoint(20, 10))
    assert map_.asked == []


def test_a_rubber_band_chooses(map_: Driver) -> None:
    rect = map_.view.cell_rect(map_.key("S2", "website"))
    start = QPoint(rect.right() - 3, rect.bottom() - 3)
    map_.begin_drag(start)
    map_.drag_over(start - QPoint(30, 10))
    map_.drag_over(rect.topLeft() + QPoint(2, 2))
    map_.let_go(rect.topLeft() + QPoint(2, 2))
    assert len(map_.view.selection.ids) == map_.cell("S2", "website").n
    assert map_.view.rubber is None


def test_near_an_edge_a_drag_scrolls(map_: Driver) -> None:
    map_.room.window().resize(1256, 360)
    map_.settle()
    bar = map_.view.verticalScrollBar()
    assert bar.maximum() > 0
    start = map_.chip_at("S2", "website", "K01")
    map_.begin_drag(start)
    map_.drag_over(start + QPoint(20, 0))
    map_.drag_over(QPoint(400, map_.view.viewport().height() - 4))
    map_.qtbot.waitUntil(lambda: bar.value() > 60, timeout=3000)
    map_.press(Qt.Key.Key_Escape)
    map_.let_go(QPoint(400, 100))


def test_pieces_dropped_from_the_list_are_placed(map_: Driver) -> None:
    pane = map_.room.inspector_.pieces
    row = next(i for i, piece in enumerate(pane.model.rows) if piece.code == "K22")
    mime = pane.model.mimeData([pane.model.index(row)])
    at = QPointF(map_.cell_at("S2", "website"))
    port = map_.view.viewport()
    action, copy = Qt.DropAction.CopyAction, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(at.toPoint(), copy, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(port, enter)
    move = QDragMoveEvent(at.toPoint(), action, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(port, move)
    assert move.isAccepted()
    assert map_.view.drop is not None
    assert map_.view.drop.words == "Place: K22"
    QApplication.sendEvent(port, QDropEvent(at, copy, mime, LEFT, Qt.KeyboardModifier.NoModifier))
    map_.settle()
    assert map_.asked == ["place_many"]
    assert "K22" in map_.codes("S2", "website")
    assert map_.view.hasFocus(), "undo must reach the plan, not a field that got the focus by chance"
    assert map_.room.inspector_.currentWidget() is pane, "the next piece can be dragged at once"
    map_.click(map_.cell_at("S2", "website"))
    assert map_.room.inspector_.currentWidget() is map_.room.inspector_.cell


def test_other_things_are_not_taken(map_: Driver) -> None:
    mime = QMimeData()
    mime.setText("something")
    at = map_.cell_at("S2", "website")
    event = QDragMoveEvent(at, Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(map_.view.viewport(), event)
    assert not event.isAccepted()
    assert CONTENT_MIME not in mime.formats()


def test_hovering_marks_a_cell_and_chips_have_tips(map_: Driver) -> None:
    QTest.mouseMove(map_.view.viewport(), map_.cell_at("S1", "website"))
    map_.settle()
    assert map_.view.hover == map_.key("S1", "website")
    assert "ROI worksheet" in map_.view.mouse.tip_at(map_.chip_at("S3", "email", "K22"))
    assert map_.view.mouse.tip_at(map_.cell_at("S1", "email")) == "Not needed here: No opt-in yet"


def test_a_double_click_opens_a_chip_or_the_field(map_: Driver) -> None:
    QTest.mouseDClick(map_.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, map_.chip_at("S3", "email", "K22"))
    map_.settle()
    assert map_.room.inspector_.currentWidget() is map_.room.inspector_.placement
    QTest.mouseDClick(map_.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, map_.cell_at("S1", "website"))
    map_.settle()
    assert map_.view.field is not None


def test_a_tag_of_a_missing_persona_shows_what_is_missing(map_: Driver) -> None:
    stage = next(i for i, stage in enumerate(map_.view.board.stages) if stage.code == "S2")
    left, _ = map_.view.layout_.column_span(stage)
    at = (map_.view.origin() + QPointF(left + 20, 0)).toPoint()
    at.setY(map_.view.metrics.head - 12)
    assert "Sun Li" in map_.view.mouse.tip_at(at)
    map_.click(at)
    found = map_.room.where.personas
    assert [s.name for s in map_.view.board.stages[stage].shortfalls if s.persona_id in found] == ["Sun Li"]
    assert map_.view.current is not None
    assert map_.view.board.cells[map_.view.current].wanted
    assert map_.view.current[0] == map_.view.board.stages[stage].id
    assert not map_.view.grab().isNull()


def test_heads_have_tips(map_: Driver) -> None:
    left, _ = map_.view.layout_.column_span(3)
    at = (map_.view.origin() + QPointF(left + 12, 0)).toPoint()
    at.setY(map_.view.metrics.phase_head + 8)
    assert map_.view.mouse.tip_at(at).startswith("S4 Deal to referral · 10 pieces\nToo little for: ")
    row = map_.view.cell_rect(map_.key("S1", "email"))
    assert map_.view.mouse.tip_at(QPoint(40, row.top() + 8)) == "Email · 10 pieces"
