"""The drawing by mouse: each action is one step that can be taken back, each refusal says why."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.chains.conftest import Driver

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def steps(drive: Driver) -> int:
    return len(drive.desk.ws.history(limit=500))


def test_a_dragged_card_stays_where_it_was_put_and_so_do_the_others(drive: Driver) -> None:
    zhao, before, count = drive.named("Zhao Min"), drive.canvas.drawing, steps(drive)
    start = drive.spot(zhao.id)
    free = before.whole.x + before.whole.width + 60, before.whole.y
    drive.canvas.zoom_by(0.6)
    start = drive.spot(zhao.id)
    end = drive.canvas.to_widget(free[0] + 132, free[1] + 60).toPoint()
    drive.drag(start, end)
    assert steps(drive) == count + 1
    after = drive.canvas.drawing
    assert abs(after.cards[zhao.id].box.x - free[0]) < 8
    for key, card in before.cards.items():
        if key not in (zhao.id,) and card.person is not None:
            assert (after.cards[key].box.x, after.cards[key].box.y) == (round(card.box.x, 1), round(card.box.y, 1))
    drive.undo()
    assert drive.named("Zhao Min").place is None


def test_a_card_dropped_on_another_goes_back_and_says_why(drive: Driver) -> None:
    zhao, sun, count = drive.named("Zhao Min"), drive.named("Sun Li"), steps(drive)
    before = drive.canvas.drawing.cards[zhao.id].box
    drive.drag(drive.spot(zhao.id), drive.spot(sun.id))
    assert steps(drive) == count
    assert "Sun Li stands there" in drive.said[-1]
    assert drive.canvas.drawing.cards[zhao.id].box == before


def test_a_line_from_an_edge_to_another_person_is_a_relation(drive: Driver) -> None:
    lin, sun = drive.choose("Lin Yue"), drive.named("Sun Li")
    drive.drag(drive.handle(lin.id), drive.spot(sun.id))
    assert drive.room.picker.isVisible()
    drive.type("trus")
    drive.key(Qt.Key.Key_Return)
    assert drive.room.board is not None
    assert [(t.from_, t.to) for t in drive.room.board.ties if t.type == "trusts"] == [(lin.id, sun.id)]
    drive.undo()
    assert not [tie for tie in drive.room.board.ties if tie.type == "trusts"]


def test_a_line_that_ends_nowhere_says_where_it_should(drive: Driver) -> None:
    lin = drive.choose("Lin Yue")
    drive.drag(drive.handle(lin.id), QPoint(4, 4))
    assert "end the line on a person" in drive.said[-1]
    drive.drag(drive.handle(lin.id), drive.spot(lin.id))
    assert "where the line began" in drive.said[-1]
    drive.drag(drive.handle(lin.id), drive.spot(drive.ghost("decider")))
    assert "name the Decider first" in drive.said[-1]
    assert not drive.room.picker.isVisible()


def test_a_relation_told_twice_is_refused_in_words(drive: Driver) -> None:
    lin, zhao = drive.choose("Lin Yue"), drive.named("Zhao Min")
    drive.drag(drive.handle(lin.id), drive.spot(zhao.id))
    drive.type("reports")
    drive.key(Qt.Key.Key_Return)
    assert drive.said[-1] == "These two already stand in that relation."


def test_a_click_on_an_open_place_names_somebody(drive: Driver) -> None:
    QTest.mouseClick(drive.canvas, LEFT, NONE, drive.spot(drive.ghost("decider")))
    assert drive.room.picker.isVisible()
    drive.type("Group CEO")
    drive.key(Qt.Key.Key_Return)
    assert [held.role for held in drive.named("Group CEO").roles] == ["decider"]
    assert drive.ghost("decider") not in drive.canvas.drawing.cards
    drive.undo()
    assert drive.ghost("decider") in drive.canvas.drawing.cards


def test_pointing_at_a_word_chooses_the_relation_and_two_clicks_change_it(drive: Driver) -> None:
    wire = next(one for one in drive.canvas.drawing.wires if one.tie.type == "influences")
    spot = drive.canvas.to_widget(*wire.box.centre).toPoint()
    QTest.mouseClick(drive.canvas, LEFT, NONE, spot)
    assert drive.canvas.marks.tie == wire.tie.id
    QTest.mouseDClick(drive.canvas, LEFT, NONE, spot)
    drive.type("blocks")
    drive.key(Qt.Key.Key_Return)
    assert drive.room.board is not None
    assert "blocks" in {tie.type for tie in drive.room.board.ties}
    drive.undo()
    assert "blocks" not in {tie.type for tie in drive.room.board.ties}


def test_two_clicks_on_a_person_edit_in_the_inspector(drive: Driver) -> None:
    asked: list[bool] = []
    drive.room.inspector_asked.connect(lambda: asked.append(True))
    QTest.mouseDClick(drive.canvas, LEFT, NONE, drive.spot(drive.named("Sun Li").id))
    assert asked
    assert drive.room.inspector() is drive.room.person_pane
    assert drive.room.person_pane.windowTitle() == "Sun Li"


def test_the_ground_pulls_and_the_wheel_zooms_where_it_points(drive: Driver) -> None:
    canvas, count = drive.canvas, steps(drive)
    at = QPoint(6, 6)
    before = QPointF(canvas.offset)
    drive.drag(at, at + QPoint(50, 20))
    assert (canvas.offset - before).toPoint() == QPoint(50, 20)
    here = QPointF(300, 200)
    spot, zoom = canvas.to_scene(here), canvas.zoom
    event = QWheelEvent(
        here,
        canvas.mapToGlobal(here),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)
    assert canvas.zoom > zoom
    assert abs(canvas.to_scene(here)[0] - spot[0]) < 0.01
    assert steps(drive) == count
