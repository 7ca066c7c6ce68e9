"""The drawing by keyboard alone."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.chains.conftest import Driver

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def steps(drive: Driver) -> int:
    return len(drive.desk.ws.history(limit=500))


def test_arrows_reach_every_card(drive: Driver) -> None:
    cards = drive.canvas.drawing.cards
    seen, waiting = set[int](), [next(iter(cards))]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down):
            drive.canvas.set_card(here)
            drive.key(key)
            waiting.append(drive.canvas.marks.card or here)
    assert seen == set(cards)


def test_a_chain_of_seven_roles_is_built_by_keyboard_alone(bare: Driver) -> None:
    keys = 0

    def press(key: Key) -> None:
        nonlocal keys
        keys += 1
        bare.key(key)

    def write(text: str) -> None:
        nonlocal keys
        keys += len(text)
        bare.type(text)

    roles = {
        "initiator": "Zhao",
        "user": "Lin",
        "influencer": "CTO",
        "decider": "CEO",
        "approver": "CFO",
        "buyer": "Sun",
        "gatekeeper": "PA",
    }
    assert bare.canvas.marks.card == bare.ghost("initiator")
    for role, text in roles.items():
        assert bare.canvas.marks.card == bare.ghost(role)  # the next open place is current by itself
        press(Key.Key_Return)
        write(text)
        press(Key.Key_Return)
    board = bare.room.board
    assert board is not None
    assert {held.role for one in board.people for held in one.roles} == set(roles)
    press(Key.Key_R)
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert bare.room.board is not None
    assert len(bare.room.board.ties) == 1
    assert keys <= 45


@pytest.mark.parametrize("key", [Key.Key_1, Key.Key_3, Key.Key_5])
def test_digits_set_the_influence(drive: Driver, key: Key) -> None:
    person = drive.choose("Lin Yue")
    drive.key(key)
    assert drive.named("Lin Yue").influence == int(chr(key))
    drive.undo()
    assert drive.named("Lin Yue").influence == person.influence


def test_plus_and_minus_step_the_stance_as_far_as_it_goes(drive: Driver) -> None:
    drive.choose("Sun Li")
    drive.key(Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert drive.named("Sun Li").stance == 1
    for _ in range(3):
        drive.key(Key.Key_Minus)
    assert drive.named("Sun Li").stance == -2
    drive.key(Key.Key_Minus)
    assert "cannot stand further" in drive.said[-1]
    drive.undo()
    assert drive.named("Sun Li").stance == -1


def test_r_relates_to_whom_the_arrows_choose(drive: Driver) -> None:
    lin = drive.choose("Lin Yue")
    drive.key(Key.Key_R)
    assert drive.canvas.marks.source == lin.id
    target = drive.canvas.marks.target
    drive.key(Key.Key_Right)
    drive.key(Key.Key_Left)
    assert drive.canvas.marks.target == target
    drive.key(Key.Key_Escape)
    assert drive.canvas.marks.source is None
    assert drive.said[-1] == ""  # nothing is left to end
    drive.key(Key.Key_R)
    drive.key(Key.Key_Return)
    drive.type("dele")
    drive.key(Key.Key_Return)
    assert drive.room.board is not None
    assert "delegates_to" in {tie.type for tie in drive.room.board.ties}
    assert drive.canvas.hasFocus()


def test_space_goes_along_the_relations_and_delete_takes_one_away(drive: Driver) -> None:
    lin = drive.choose("Lin Yue")
    drive.key(Key.Key_Space)
    tie = drive.canvas.marks.tie
    assert tie is not None
    assert drive.room.board is not None
    count = len(drive.room.board.ties)
    drive.key(Key.Key_Delete)
    assert len(drive.room.board.ties) == count - 1
    assert drive.named("Lin Yue").id == lin.id
    drive.undo()
    assert len(drive.room.board.ties) == count


def test_delete_removes_a_person_with_all_roles(drive: Driver) -> None:
    sun = drive.choose("Sun Li")
    assert len(sun.roles) == 3
    drive.key(Key.Key_Delete)
    assert drive.room.board is not None
    assert "Sun Li" not in {one.name for one in drive.room.board.people}
    drive.undo()
    assert drive.named("Sun Li") == sun


def test_alt_and_arrows_move_a_card_in_one_step_and_l_lays_out_anew(drive: Driver) -> None:
    lin = drive.choose("Lin Yue")
    before, count = drive.canvas.drawing.cards[lin.id].box, steps(drive)
    for _ in range(3):
        drive.key(Key.Key_Down, ALT)
    box = drive.canvas.drawing.cards[lin.id].box
    assert (round(box.x - before.x), round(box.y - before.y)) == (0, 60)
    drive.key(Key.Key_L)
    assert drive.canvas.drawing.cards[lin.id].box == before
    drive.undo()
    assert drive.canvas.drawing.cards[lin.id].box == box
    assert steps(drive) > count


def test_a_card_goes_over_whoever_stands_in_its_way(drive: Driver) -> None:
    zhao = drive.choose("Zhao Min")
    for _ in range(10):
        drive.key(Key.Key_Right, ALT)
    boxes = {key: card.box for key, card in drive.canvas.drawing.cards.items() if card.person}
    assert not [key for key, box in boxes.items() if key != zhao.id and box.meets(boxes[zhao.id])]


def test_n_asks_who_then_which_role_with_the_titles_hint_first(drive: Driver) -> None:
    drive.key(Key.Key_N)
    drive.type("Purchasing manager")
    drive.key(Key.Key_Return)
    first = drive.room.picker.list.item(0).text()
    assert "Buyer" in first
    drive.key(Key.Key_Return)
    person = drive.named("Purchasing manager")
    assert [held.role for held in person.roles] == ["buyer"]
    assert drive.canvas.marks.card == person.id
    assert drive.canvas.hasFocus()


def test_escape_leaves_the_list_without_a_trace(drive: Driver) -> None:
    count = steps(drive)
    drive.key(Key.Key_N)
    drive.type("x")
    drive.key(Key.Key_Escape)
    assert not drive.room.picker.isVisible()
    assert drive.canvas.hasFocus()
    assert steps(drive) == count


def test_zero_shows_everything(drive: Driver) -> None:
    drive.canvas.zoom_by(3)
    drive.key(Key.Key_0)
    whole = drive.canvas.drawing.whole
    corner = drive.canvas.to_widget(whole.x, whole.y)
    assert drive.canvas.rect().contains(corner.toPoint())


def test_keys_that_need_a_person_say_so(bare: Driver) -> None:
    bare.key(Key.Key_3)
    assert bare.said[-1] == "Choose a person first."
    bare.key(Key.Key_Delete)
    assert bare.said[-1] == "Choose a person or a relation first."
