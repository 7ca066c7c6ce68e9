"""Inspector, tables, what is read, packs, comparing, and the geometry of what is shown."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from b2bdesk.commands import chains, items
from b2bdesk.terms import Relation
from tests.ui.chains.conftest import Driver, Still
from ui.chains.access import CanvasInterface
from ui.chains.room import ChainsRoom
from ui.kit.buttons import Button
from ui.kit.finding_box import FindingBox
from ui.kit.suggestion_row import SuggestionRow
from ui.kit.tokens import token


def test_the_pane_sets_what_is_said_of_a_person_in_all_roles(drive: Driver) -> None:
    sun = drive.choose("Sun Li")
    pane = drive.room.person_pane
    pane.fields["authority"].committed.emit("veto")
    pane.fields["access"].committed.emit("direct")
    pane.fields["veto"].committed.emit("Any contract")
    after = drive.named("Sun Li")
    assert (after.authority, after.access, after.veto) == ("veto", "direct", "Any contract")
    assert after.members == sun.members


def test_a_hint_of_the_title_becomes_a_role_by_one_click(bare: Driver) -> None:
    chains.add_person(bare.desk.ws, chain=bare.room.chain, role="user", title="CFO")
    bare.choose("CFO")
    boxes = bare.room.person_pane.findChildren(FindingBox)
    assert [box.accessibleName() for box in boxes if not box.isHidden()] == ["Hint: The title hints at Approver."]
    button = next(b for b in boxes[-1].findChildren(Button) if "Approver" in b.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert {held.role for held in bare.named("CFO").roles} == {"user", "approver"}


def test_someone_known_by_title_becomes_a_persona(bare: Driver) -> None:
    chains.add_person(bare.desk.ws, chain=bare.room.chain, role="decider", title="Group CEO")
    bare.choose("Group CEO")
    button = next(b for b in bare.room.person_pane.findChildren(Button) if "Make a persona" in b.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bare.named("Group CEO").persona_id is not None
    bare.undo()
    assert bare.named("Group CEO").persona_id is None


def test_cover_and_suggestions_are_shown_and_enter_places_the_first(drive: Driver) -> None:
    drive.conclude()
    sun = drive.choose("Sun Li")
    assert drive.canvas.drawing.cards[sun.id].served == 1
    rows = drive.room.person_pane.reading.findChildren(SuggestionRow)
    rows = [row for row in rows if not row.isHidden()]
    assert "K22" in rows[0].accessibleName()
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    assert drive.said[-1] == "Placed K22."
    drive.conclude()
    assert drive.canvas.drawing.cards[sun.id].served == 2
    assert drive.room.told is not None
    assert drive.room.told.cover.cover == 1


def test_the_rows_below_say_who_reads_least_first(drive: Driver) -> None:
    drive.conclude()
    names = [row.findChildren(Button)[0].text() for row in drive.room.reading.rows]
    assert names[0] == "Sun Li"
    offers = [b for b in drive.room.reading.rows[0].findChildren(Button) if "K22" in b.text()]
    QTest.mouseClick(offers[0], Qt.MouseButton.LeftButton)
    assert drive.desk.asked[-1][0] == "apply"
    drive.undo()


def test_a_pack_is_finished_pieces_for_another_and_copied_as_text(drive: Driver) -> None:
    drive.conclude()
    drive.room.turn_to("pack")
    pane = drive.room.pack
    assert (pane.giver.value(), pane.whom.value()) == ("Zhao Min", drive.named("Sun Li").persona_id)
    QTest.mouseClick(pane.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "For Sun Li, Procurement & finance head"
    assert lines[1] == "Handed on by Zhao Min"
    assert lines[2].startswith("1. K22 ")


def test_two_chains_are_compared_role_by_role(drive: Driver) -> None:
    drive.conclude()
    drive.room.turn_to("compare")
    rows = {str(row.role): row for row in drive.room.compare.rows}
    assert rows["technical"].where == "here"
    assert rows["decider"].where == "there"
    assert rows["initiator"].where == "both"
    assert set(rows["initiator"].differs) == {"stance", "influence"}


def test_the_table_edits_what_the_drawing_shows(drive: Driver) -> None:
    drive.room.turn_to("tables")
    table = drive.room.tables.members
    lin = drive.named("Lin Yue")
    table.rows[lin.id].fields.fields["influence"].committed.emit(5)
    assert drive.named("Lin Yue").influence == 5
    person = drive.canvas.drawing.cards[lin.id].person
    assert person is not None
    assert person.influence == 5


def test_a_plan_without_chains_says_what_to_do_first(drive: Driver) -> None:
    for one in list(drive.room.names):
        drive.room.show_chain(one.id)
        for person in list(drive.room.board.people if drive.room.board else ()):
            chains.remove_person(drive.desk.ws, person=person.id)
        from b2bdesk.commands import items

        items.delete(drive.desk.ws, "decision_chain", [one.id])
    assert drive.room.board is None
    assert drive.room.inspector() is None
    assert drive.room._empty.isVisible()


def test_read_only_shows_and_changes_nothing(qtbot: QtBot, example_path: Path) -> None:
    desk = Still(example_path, read_only=True)
    drive = Driver(qtbot, desk)
    drive.show("Retail group buys")
    drive.choose("Lin Yue")
    drive.key(Qt.Key.Key_3)
    assert "read-only" in drive.said[-1]
    drive.canvas.set_card(drive.ghost("decider"))
    drive.key(Qt.Key.Key_Return)
    assert not drive.room.picker.isVisible()
    assert desk.asked == []
    desk.close()


def test_jumps_reach_a_chain_a_member_and_a_finding(drive: Driver) -> None:
    sun = drive.named("Sun Li")
    drive.show("Start-up brand buys")
    drive.room.jump(("chain_member", sun.members[-1]))
    assert drive.canvas.marks.card == sun.id
    drive.room.jump({"chain": drive.room.names[0].id})
    assert drive.room.chain == drive.room.names[0].id


def test_screen_readers_hear_every_card(drive: Driver) -> None:
    drive.conclude()
    interface = CanvasInterface(drive.canvas)
    said = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert len(said) == len(drive.canvas.drawing.cards)
    assert any("Sun Li" in text and "influence 5 of 5" in text and "1 placement" in text for text in said)
    assert any(text.startswith("Decider: who?") for text in said)


@pytest.mark.parametrize("people", [2, 10, 40])
def test_no_card_covers_another_and_no_word_lies_on_a_card(bare: Driver, people: int) -> None:
    ws, chain = bare.desk.ws, bare.room.chain
    roles = ["user", "influencer", "approver", "buyer", "technical"]
    kinds = list(Relation)
    with ws.edit("Make"):
        made = [
            chains.add_person(ws, chain=chain, role=roles[n % 5], title=f"Head of department number {n}")
            for n in range(people)
        ]
        for n in range(1, people):
            chains.relate(ws, from_=made[n], to=made[n // 3], type="reports_to")
            if n % 4 == 0:
                chains.relate(ws, from_=made[n], to=made[n - 3], type=str(kinds[1 + n % 5]))
    QApplication.processEvents()
    drawing = bare.canvas.drawing
    boxes = [card.box for card in drawing.cards.values()]
    assert len([card for card in drawing.cards.values() if card.person]) == people
    assert not [1 for at, box in enumerate(boxes) for other in boxes[:at] if box.meets(other)]
    assert not [1 for box in boxes for border in drawing.borders if box.x < border < box.x + box.width]
    assert not [wire.word for wire in drawing.wires for box in boxes if wire.box.meets(box)]
    for card in drawing.cards.values():
        for badge in card.badges:
            assert badge.box.x + badge.box.width <= card.box.width
            assert badge.box.y + badge.box.height <= card.box.height


class Flashes(QObject):
    """Notes every widget that shows as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_shows_as_a_window_of_its_own_for_a_moment(qapp: QApplication, qtbot: QtBot, desk: Still) -> None:
    """Such a window takes the keyboard away from where it was."""
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    drive = Driver(qtbot, desk)
    drive.show("Retail group buys")
    drive.conclude()
    drive.choose("Sun Li")
    for page in ("tables", "pack", "compare", "reading"):
        drive.room.turn_to(page)
    drive.key(Qt.Key.Key_N)
    qapp.removeEventFilter(flashes)
    assert flashes.seen == ["ChainsRoom"]
    assert drive.room.picker.line.hasFocus()


def test_what_was_seen_and_the_title_agree_on_a_role(bare: Driver) -> None:
    chains.add_person(bare.desk.ws, chain=bare.room.chain, role="user", title="Purchasing manager")
    bare.choose("Purchasing manager")
    pane = bare.room.person_pane

    def hints() -> list[str]:
        boxes = pane.findChildren(FindingBox)
        return [box.accessibleName().removeprefix("Hint: ") for box in boxes if not box.isHidden()]

    assert hints() == ["The title hints at Buyer."]
    box = pane.behaviour.boxes["pricing_view"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert hints() == ["Title and behaviour both hint at Buyer.", "The behaviour hints at Decider."]
    assert box.isChecked()
    bare.undo()
    assert hints() == ["The title hints at Buyer."]
    assert not box.isChecked()


def test_the_person_fits_the_narrowest_inspector(drive: Driver) -> None:
    drive.choose("Zhao Min")
    drive.conclude()
    bar = drive.room.person_pane.verticalScrollBar().sizeHint().width()
    assert drive.room.person_pane.page.minimumSizeHint().width() <= token("size", "inspectorMin") - bar


def test_n_starts_the_first_chain_once_there_is_a_segment(qtbot: QtBot, blank_path: Path) -> None:
    room = ChainsRoom(desk := Still(blank_path))  # type: ignore[arg-type]
    qtbot.addWidget(room)
    desk.changes.connect(room.apply)
    asked: list[str] = []
    room.go.connect(lambda key, _target: asked.append(key))
    add = next(run for act, run in room.actions() if act.keys == ("N",))
    add()
    assert asked == ["segments"]
    items.create(desk.ws, "segment", name="Chains", account_class="sme")
    add()
    assert len(room.names) == 1
    assert asked == ["segments"]
    desk.ws.close()
