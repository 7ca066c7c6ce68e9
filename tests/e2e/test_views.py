"""The whole map in the window of the program: each view by keys alone, then each view by mouse; all of it undone."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from sqlalchemy import func, select

from b2bdesk.domain.placement import Placement
from tests.e2e.person import ALT, CTRL, K, Person, SHIFT


def count(person: Person) -> int:
    """Return how many placements there are."""
    with person.ws.read() as session:
        return int(session.scalar(select(func.count()).select_from(Placement)) or 0)


def row(person: Person, placement: int) -> tuple[Any, ...]:
    """Return stage, channel and dates of a placement."""
    with person.ws.read() as session:
        found = session.get_one(Placement, placement)
        return found.stage_id, found.channel_id, found.date_from, found.date_to


def undone(person: Person, journey: Callable[[Person], int]) -> None:
    """Walk a journey and take all its steps back: the plan is as it was."""
    before = person.digest()
    steps = journey(person)
    assert person.digest() != before
    for _ in range(steps):
        person.undo()
    assert person.digest() == before


# ---- by keys alone


def test_every_view_by_keys_alone(planner: Person) -> None:
    """Nothing is clicked: the views are found by name, used, and what was done is undone."""
    for journey in (board_by_keys, sheet_by_keys, calendar_by_keys, fill_by_keys):
        undone(planner, journey)
    assert planner.clicks == 0


def board_by_keys(person: Person) -> int:
    """Carry a chip to the next stage, on the board and on another board."""
    person.run("> board")
    person.reach(person.view)
    person.press(K.Key_Right)
    while not person.view.board.cells[person.view.current].chips:
        person.press(K.Key_Down)
    person.press(K.Key_Tab)
    chip = next(iter(person.view.chosen()))
    before = row(person, chip)
    person.press(K.Key_M)
    person.press(K.Key_Right)
    person.look("board-carried")
    person.press(K.Key_Return)
    person.rest()
    after = row(person, chip)
    assert after[0] != before[0]
    assert after[1:] == before[1:]
    other_board_by_keys(person)
    return 1


def other_board_by_keys(person: Person) -> None:
    """Choose another board from its menu, turn it, and come back."""
    person.press(K.Key_T, mods=CTRL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    while menu.activeAction() is None or menu.activeAction().objectName() != "persona-stage":
        person.press(K.Key_Down)
    person.press(K.Key_Return)
    person.look("board-persona-stage")
    assert person.view.board.axes == ("persona", "stage")
    assert len(person.view.board.rows) == 5
    person.press(K.Key_T, mods=CTRL)
    person.rest()
    assert person.view.board.axes == ("stage", "persona")
    person.view.tools_.show_axes("channel", "stage")
    person.rest()


def sheet_by_keys(person: Person) -> int:
    """Tick two cells, copy the block of words to a table program and back into another place: the same block."""
    person.run("> sheet")
    person.reach(person.view)
    view = person.view
    start = empty_block(view)
    walk(person, start)
    person.press(K.Key_Space)
    person.rest()
    person.press(K.Key_Down)
    person.press(K.Key_L)
    person.rest()
    person.press(K.Key_Up)
    person.press(K.Key_Down, mods=SHIFT)
    person.look("sheet-block")
    wanted = [statuses(view, (start[0] + n, start[1])) for n in (0, 1)]
    assert wanted[0]
    assert wanted[1] == ["live"]
    person.press(K.Key_C, mods=CTRL)
    through_a_table_program()
    target = (start[0] + 2, start[1])
    walk(person, target)
    person.press(K.Key_V, mods=CTRL)
    person.rest()
    assert [statuses(view, (target[0] + n, target[1])) for n in (0, 1)] == wanted
    return 3


def empty_block(view: Any) -> tuple[int, int]:
    """Return where four cells under each other are empty."""
    rows, columns = view.model.n_rows, len(view.model.sheet.columns)
    for at in range(rows - 4):
        for column in range(columns):
            if not any(view.model.marks(at + n, column) for n in range(4)):
                return at, column
    raise AssertionError("no room on the sheet")


def statuses(view: Any, place: tuple[int, int]) -> list[str]:
    """Return what stands in a cell."""
    return [mark.status for mark in view.model.marks(*place)]


def walk(person: Person, place: tuple[int, int]) -> None:
    """Go to a cell by the arrow keys."""
    person.press(K.Key_Home, mods=CTRL)
    person.press(*[K.Key_Down] * place[0], *[K.Key_Right] * place[1])
    assert person.view.block.current == place


def through_a_table_program() -> None:
    """Read the clipboard as table programs do, and put it there as they write it."""
    board = QGuiApplication.clipboard()
    cells = list(csv.reader(StringIO(board.text()), delimiter="\t"))
    out = StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(cells)
    board.clear()
    board.setText(out.getvalue())


def calendar_by_keys(person: Person) -> int:
    """Move a placement by days on the timeline, by a week in the month and in the week."""
    person.run("> calendar")
    person.reach(person.view.canvas)
    person.press(K.Key_T)
    while not person.view.chosen():
        person.press(K.Key_Down)
    chosen = next(iter(person.view.chosen()))
    begun = row(person, chosen)[2]
    person.press(K.Key_Right, mods=ALT)
    person.look("timeline-moved")
    assert (row(person, chosen)[2] - begun).days == 1
    steps = 1
    for way in ("month", "week"):
        person.reach(person.view.controls.way, back=True)
        person.press(K.Key_Right)
        person.rest()
        assert person.view.way == way
        person.reach(person.view.canvas)
        begun = row(person, chosen)[2]
        person.press(K.Key_Down, mods=ALT)
        person.look(f"{way}-moved")
        assert (row(person, chosen)[2] - begun).days == 7
        steps += 1
    return steps


def fill_by_keys(person: Person) -> int:
    """Carry out what is proposed and ticked: everybody meets something at each stage on their way."""
    person.run("> fill the plan")
    person.until(lambda: person.view.settled)
    before = person.window.facts.summary.personas
    person.reach(person.view.list)
    person.press(K.Key_Return, mods=CTRL)
    person.look("filled")
    after = person.window.facts.summary.personas
    assert before.covered < after.covered
    assert after.covered == after.required
    return 1


# ---- by mouse


def test_every_view_by_mouse(planner: Person) -> None:
    """The switch is clicked, cells, bars and chips are dragged with real events; the button takes all back."""
    before = planner.digest()
    for name, journey in BY_MOUSE:
        planner.click(planner.room.views.switch._pills[name])
        journey(planner)
        assert planner.digest() != before
        planner.look(f"mouse-{name}")
        while planner.window.book["undo"].isEnabled():
            planner.window.book["undo"].trigger()
            planner.rest()
        assert planner.digest() == before


def board_by_mouse(person: Person) -> None:
    """Drag a chip two stages on; before it is let go the pointer says what would happen."""
    view = person.view
    board = view.board
    line = next(head for head in board.rows if head.code == "blog")
    first, last = board.columns[0], board.columns[2]
    chip = board.cells[first.id, line.id].chips[0]
    start = view.chip_rect(chip.id).center()
    rect = view.cell_rect((last.id, line.id))
    end = QPoint(rect.right() - 6, rect.bottom() - 4)
    person.take(view.viewport(), start, end)
    person.look("board-dragging")
    person.let_go(view.viewport(), end)
    assert row(person, chip.id)[0] == last.id


def sheet_by_mouse(person: Person) -> None:
    """Draw a block of cells and tick it."""
    view = person.view
    rect = [view.cell_rect((at, 0)).center() for at in (0, 2)]
    before = count(person)
    person.take(view.viewport(), rect[0], rect[1])
    person.let_go(view.viewport(), rect[1])
    assert len(view.block.rows.places()) == 3
    person.press(K.Key_Space)
    person.rest()
    assert count(person) > before


def calendar_by_mouse(person: Person) -> None:
    """Drag a bar four weeks on; the words at the pointer say the new dates."""
    view = person.view
    assert view.way == "timeline"
    canvas = view.canvas
    port = canvas.viewport()
    chosen = next(one for one in canvas.shown_ids() if port.rect().contains(canvas.rect_of(one).center()))
    rect = canvas.rect_of(chosen)
    begun = row(person, chosen)[2]
    start = QPoint(rect.left() + min(20, rect.width() // 2), rect.center().y())
    end = start + QPoint(round(28 * view.timeline.per_day), 0)
    person.take(port, start, end)
    person.look("timeline-dragging")
    person.let_go(port, end)
    assert (row(person, chosen)[2] - begun).days == 28


def days_by_mouse(person: Person) -> None:
    """Drag a placement to the next day in the month, then two days on in the week."""
    for way, days in (("month", 1), ("week", 2)):
        person.click(person.view.controls.way._pills[way])
        canvas = person.view.canvas
        piece = next(one for one in canvas.pieces if not one.from_before and not one.goes_on and one.last + days < 7)
        begun = row(person, piece.bar.id)[2]
        start = canvas.rect_of(piece.bar.id).center()
        end = start + QPoint(days * canvas.viewport().width() // 7, 0)
        person.take(canvas.viewport(), start, end)
        person.look(f"{way}-dragging")
        person.let_go(canvas.viewport(), end)
        assert (row(person, piece.bar.id)[2] - begun).days == days


def fill_by_mouse(person: Person) -> None:
    """Press the button that places what is ticked."""
    person.until(lambda: person.view.settled)
    before = person.window.facts.summary.personas
    person.click(person.view.apply_button)
    person.rest()
    after = person.window.facts.summary.personas
    assert before.covered < after.covered


BY_MOUSE = (
    ("board", board_by_mouse),
    ("sheet", sheet_by_mouse),
    ("calendar", calendar_by_mouse),
    ("calendar", days_by_mouse),
    ("fill", fill_by_mouse),
)
