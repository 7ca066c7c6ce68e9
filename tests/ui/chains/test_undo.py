"""Each thing that is done to a chain is one step, and taking it back shows the chain as it was."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from b2bdesk.commands import chains
from tests.ui.chains.conftest import Driver
from ui.kit.buttons import Button, IconButton
from ui.kit.suggestion_row import SuggestionRow

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def click(where: QWidget, kind: type, word: str) -> None:
    """Click a button of the pane by a word of its name."""
    shown = [b for b in where.findChildren(kind) if not b.isHidden()]
    button = next(b for b in shown if word in (b.accessibleName() or "") or word in getattr(b, "text", str)())
    QTest.mouseClick(button, LEFT)


def choose_in_list(drive: Driver, text: str) -> None:
    drive.type(text)
    drive.key(Key.Key_Return)


def add_by_keys(drive: Driver) -> None:
    drive.key(Key.Key_N)
    choose_in_list(drive, "Board member")
    choose_in_list(drive, "Influencer")


def fill_by_mouse(drive: Driver) -> None:
    QTest.mouseClick(drive.canvas, LEFT, NONE, drive.spot(drive.ghost("decider")))
    choose_in_list(drive, "Group CEO")


def fill_by_keys(drive: Driver) -> None:
    drive.canvas.set_card(drive.ghost("decider"))
    drive.key(Key.Key_Return)
    choose_in_list(drive, "Chen")


def connect_by_mouse(drive: Driver) -> None:
    lin, sun = drive.choose("Lin Yue"), drive.named("Sun Li")
    drive.drag(drive.handle(lin.id), drive.spot(sun.id))
    choose_in_list(drive, "trus")


def connect_by_keys(drive: Driver) -> None:
    drive.choose("Lin Yue")
    drive.key(Key.Key_R)
    drive.key(Key.Key_Return)
    choose_in_list(drive, "dele")


def move_by_mouse(drive: Driver) -> None:
    lin = drive.named("Lin Yue")
    start = drive.spot(lin.id)
    drive.drag(start, start + QPoint(0, 25))


def move_by_keys(drive: Driver) -> None:
    drive.choose("Lin Yue")
    drive.key(Key.Key_Down, ALT)


def lay_out(drive: Driver) -> None:
    drive.key(Key.Key_L)


def influence(drive: Driver) -> None:
    drive.choose("Lin Yue")
    drive.key(Key.Key_5)


def stance(drive: Driver) -> None:
    drive.choose("Sun Li")
    drive.key(Key.Key_Minus)


def field(key: str, value: object) -> Callable[[Driver], None]:
    def act(drive: Driver) -> None:
        drive.choose("Sun Li")
        drive.room.person_pane.fields[key].committed.emit(value)

    return act


def retype(drive: Driver) -> None:
    wire = next(one for one in drive.canvas.drawing.wires if one.tie.type == "influences")
    QTest.mouseDClick(drive.canvas, LEFT, NONE, drive.canvas.to_widget(*wire.box.centre).toPoint())
    choose_in_list(drive, "blocks")


def turn(drive: Driver) -> None:
    drive.choose("Lin Yue")
    click(drive.room.person_pane, IconButton, "Turn around")


def remove_relation(drive: Driver) -> None:
    drive.choose("Lin Yue")
    drive.key(Key.Key_Space)
    drive.key(Key.Key_Delete)


def remove_person(drive: Driver) -> None:
    drive.choose("Sun Li")
    drive.key(Key.Key_Delete)


def add_role(drive: Driver) -> None:
    drive.choose("Lin Yue")
    click(drive.room.person_pane, Button, "Add a role")
    choose_in_list(drive, "Champion")


def take_role(drive: Driver) -> None:
    drive.choose("Sun Li")
    click(drive.room.person_pane, IconButton, "Take the role Buyer away")


def seen(drive: Driver) -> None:
    drive.choose("Sun Li")
    QTest.keyClick(drive.room.person_pane.behaviour.boxes["forwards_material"], Key.Key_Space)


def make_persona(drive: Driver) -> None:
    drive.choose("The auditor")
    click(drive.room.person_pane, Button, "Make a persona")


def name_person(drive: Driver) -> None:
    auditor = drive.choose("The auditor")
    persona = drive.named("Lin Yue").persona_id
    drive.room.person_pane._is(persona)
    assert auditor.persona_id is None


def rename(drive: Driver) -> None:
    drive.choose("The auditor")
    drive.room.person_pane._rename("The inspector")


def place_piece(drive: Driver) -> None:
    drive.conclude()
    drive.choose("Sun Li")
    row = next(row for row in drive.room.person_pane.reading.findChildren(SuggestionRow) if not row.isHidden())
    row.setFocus()
    QTest.keyClick(row, Key.Key_Return)


ACTS: dict[str, Callable[[Driver], None]] = {
    "add a person": add_by_keys,
    "fill an open place by mouse": fill_by_mouse,
    "fill an open place by keys": fill_by_keys,
    "relate by mouse": connect_by_mouse,
    "relate by keys": connect_by_keys,
    "move by mouse": move_by_mouse,
    "move by keys": move_by_keys,
    "lay out anew": lay_out,
    "influence": influence,
    "stance": stance,
    "authority": field("authority", "final"),
    "access": field("access", "direct"),
    "concern": field("concern", "The audit"),
    "what can be vetoed": field("veto", "Any contract"),
    "another kind of relation": retype,
    "turn a relation": turn,
    "remove a relation": remove_relation,
    "remove a person": remove_person,
    "one more role": add_role,
    "one role less": take_role,
    "what was seen": seen,
    "make a persona of a title": make_persona,
    "a title is a persona": name_person,
    "another title": rename,
    "place a piece": place_piece,
}


@pytest.fixture
def chain(drive: Driver) -> Driver:
    """The chain with somebody known by title, and everybody put somewhere by hand."""
    chains.add_person(drive.desk.ws, chain=drive.room.chain, role="influencer", title="The auditor")
    people = {key: card for key, card in drive.canvas.drawing.cards.items() if card.person is not None}
    chains.move(drive.desk.ws, places={key: (card.box.x, card.box.y + 9) for key, card in people.items()})
    drive.desk.ws.break_merge()
    drive.canvas.setFocus()
    return drive


def test_each_is_one_step_and_taken_back_whole(chain: Driver) -> None:
    """One room for all: taking a step back leaves it as the next one needs it."""
    for name, act in ACTS.items():
        one_step(chain, name, act)


def one_step(drive: Driver, name: str, act: Callable[[Driver], None]) -> None:
    """Do something, take it back, do it again, take it back again."""
    ws = drive.desk.ws
    digest, board, steps = ws.digest(), drive.room.board, len(ws.history(limit=500))
    act(drive)
    after, shown = ws.digest(), drive.room.board
    assert after != digest, name
    assert len(ws.history(limit=500)) == steps + 1, name
    ws.undo()
    people = {card.person for card in drive.canvas.drawing.cards.values() if card.person}
    assert (ws.digest(), drive.room.board) == (digest, board), name
    assert people == set(board.people if board else ()), name
    ws.redo()
    assert (ws.digest(), drive.room.board) == (after, shown), name
    ws.undo()
    drive.canvas.setFocus()


def test_a_new_chain_is_taken_back_and_the_one_before_is_shown(drive: Driver) -> None:
    count = len(drive.room.names)
    drive.room._start(drive.room.board.segment_id if drive.room.board else 0)
    assert len(drive.room.names) == count + 1
    drive.undo()
    assert len(drive.room.names) == count
    assert drive.room.board is not None
