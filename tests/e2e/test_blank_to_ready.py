"""A blank plan until readiness is green, in the order of DOMAIN E, W1: in the real window, by mouse and keys."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QPlainTextEdit

from b2bdesk.insight import coverage
from b2bdesk.insight.readiness import readiness, State
from b2bdesk.queries import records
from tests.e2e.test_persona_to_paper import begin
from tests.helpers.person import CTRL, Typist
from tests.ui.frame.conftest import app, make_window, settings, TODAY  # noqa: F401
from ui.kit.fields import Field
from ui.kit.popover import Popover

K = Qt.Key
CHAIN = {"initiator": "Ann", "user": "Bob", "influencer": "IT director", "decider": "CEO", "buyer": "Procurement head"}
MOST_MINUTES = 20.0
"""Of the thirty that W1 gives a person, the hands' share; the rest is for thinking."""


class Planner(Typist):
    """A person who goes from room to room."""

    def room(self, key: str) -> Any:
        """Go to a room by clicking on its name at the left."""
        self.window.activateWindow()  # off the screen a popup that closes does not give it back
        self.qtbot.waitUntil(self.window.isActiveWindow)
        button = self.window.frame.rail._entries[key]
        self.click(button)
        assert self.window.frame.current == key
        self.until_quiet()
        return self.window.frame.room()

    def until_quiet(self) -> None:
        """Wait until the plan's facts are told."""
        self.qtbot.waitUntil(self.window.is_ready, timeout=20_000)

    def fill(self, field: Field, text: str) -> None:
        """Type into a field and confirm it."""
        field.editor.setFocus()
        long = isinstance(field.editor, QPlainTextEdit)
        self.letters += len(text)
        self.clicks += 1
        QTest.keyClick(field.editor, K.Key_A, CTRL)
        QTest.keyClicks(field.editor, text)
        QTest.keyClick(field.editor, K.Key_Return, CTRL if long else Qt.KeyboardModifier.NoModifier)
        self.settle()

    def pick(self, field: Field, text: str) -> None:
        """Choose by typing what it is called."""
        combo = field.editor
        assert isinstance(combo, QComboBox)
        line = combo.lineEdit()
        assert line is not None
        line.setFocus()
        self.letters += len(text)
        self.clicks += 1
        line.selectAll()
        QTest.keyClicks(line, text)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            QTest.keyClick(popup, K.Key_Down)
            QTest.keyClick(popup, K.Key_Return)
        QTest.keyClick(line, K.Key_Tab)
        self.settle()

    def done(self) -> dict[str, str]:
        """Return how far each step is."""
        found = readiness(self.window.facts.summary.plan, TODAY)
        return {step.key: step.state.value for step in found.steps}

    def rows(self, kind: str) -> list[records.Record]:
        """Return rows as the file holds them."""
        found: list[records.Record] = self.window.desk.read(partial(records.records, kind=kind, lang="en"))
        return found


@pytest.fixture
def planner(make_window: Callable[..., Any], blank_path: Path, qtbot: Any) -> Planner:  # noqa: F811
    """Somebody before a blank plan."""
    return Planner(make_window(blank_path, "overview", width=1366), qtbot)


@pytest.mark.slow
def test_a_blank_plan_becomes_ready_in_the_order_of_w1(planner: Planner) -> None:
    assert set(planner.done().values()) == {"open"}
    company(planner)
    segment(planner)
    personas(planner)
    chain(planner)
    pieces(planner)
    channels(planner)
    placements(planner)
    assert planner.done() == dict.fromkeys(planner.done(), State.DONE.value)
    overview = planner.room("overview")
    assert overview.brief.done == len(overview.brief.steps)
    assert overview.brief.next is None
    assert planner.minutes < MOST_MINUTES, planner.minutes


def company(planner: Planner) -> None:
    """Product, position, the two questions, growth stage, motion; agreements; money and people."""
    room = planner.room("company")
    fields = room.company.fields
    planner.fill(fields["product"], "Stock planning for chains")
    planner.fill(fields["positioning"], "Chains of 10 to 500 shops that run short and overstock at once")
    for key in ("segment_exists", "solves_need"):
        planner.pick(fields[key], "Yes")
    planner.pick(fields["growth_stage"], "Growing")
    planner.pick(fields["motion"], "Mixed")
    agreed = room.tables["alignment"].adder._editors
    for party in ("Marketing", "Operations", "Sales"):
        planner.pick(agreed["party"], party)
        planner.fill(agreed["agreed"], "Whom we want, and who calls them")
    planner.until_quiet()
    assert planner.done()["positioning"] == "done"
    resources = room.tables["resource"]
    for kind, name in (("Money", "Budget of 2026"), ("People", "Mei")):
        planner.pick(resources.adder._editors["kind"], kind)
        planner.fill(resources.adder._editors["person"], name)
    money = next(row for row in planner.rows("resource") if row.values["kind"] == "money")
    planner.fill(resources.rows[money.id].fields.fields["amount"], "600000")
    planner.until_quiet()
    assert planner.done()["numbers"] == "done"


def segment(planner: Planner) -> None:
    """One segment; its class brings the traits."""
    room = planner.room("segments")
    room.new()
    planner.settle()
    planner.fill(room.list.form.head, "Growing retailers")
    planner.pick(room.list.form.fields.fields["account_class"], "Small or medium")
    planner.until_quiet()
    values = planner.rows("segment")[0].values
    assert (values["account_class"], values["chain_length"]) == ("sme", 3)
    assert planner.done()["focus"] == "done"


def personas(planner: Planner) -> None:
    """Two personas by the fast path, usable at once."""
    room = planner.room("personas")
    for _name in ("Ann Lee", "Bob"):
        planner.key(K.Key_N)
        begin(planner)
        planner.say("Brand owner")
        assert room.sheet.person.usable, room.sheet.person.blocking
        planner.key(K.Key_Escape)
    planner.until_quiet()
    assert planner.done()["who"] == "done"


def chain(planner: Planner) -> None:
    """The chain of the segment: the roles that its class needs stand there as open places."""
    room = planner.room("chains")
    planner.click(room.head.new)
    planner.qtbot.waitUntil(lambda: room.chain != 0)
    canvas = room.canvas
    canvas.setFocus()
    for text in CHAIN.values():
        planner.key(K.Key_Return)
        QTest.keyClicks(room.picker.line, text)
        QTest.keyClick(room.picker.line, K.Key_Return)
        planner.keys += 1
        planner.letters += len(text)
        planner.settle()
    planner.until_quiet()
    assert {held.role for one in room.board.people for held in one.roles} == set(CHAIN)
    assert planner.done()["decides"] == "done"


def pieces(planner: Planner) -> None:
    """Titles pasted; each is published with something to do next."""
    room = planner.room("content")
    room.paste_titles()
    box = popover()
    QGuiApplication.clipboard().setText("Why shelves stay empty\nThe stock calculator\nHow Hegu did it\n")
    QTest.keyClick(box.box, K.Key_V, CTRL)  # type: ignore[attr-defined]
    planner.click(box.button)  # type: ignore[attr-defined]
    planner.qtbot.waitUntil(lambda: len(planner.rows("content_piece")) == 3)
    for row in planner.rows("content_piece"):
        room.list.go_to(row.id)
        fields = room.list.form.fields.fields
        planner.pick(fields["status"], "Ready")
        planner.pick(fields["cta"], "Leave contact")
    planner.until_quiet()
    assert planner.done()["what"] == "done"


def channels(planner: Planner) -> None:
    """Channels ticked in a list, and where visitors land."""
    room = planner.room("channels")
    room.choose_channels()
    chooser = popover()
    listed = chooser.findChild(QListWidget)
    assert listed is not None
    for at in range(listed.count()):
        if listed.item(at).text().split("  ")[0] in ("Official website", "Email marketing"):
            listed.setCurrentRow(at)
            QTest.keyClick(listed, K.Key_Space)
    planner.click(chooser.button)  # type: ignore[attr-defined]
    planner.qtbot.waitUntil(lambda: len(planner.rows("channel")) == 2)
    room.show_list("landing_pool")
    if not planner.rows("landing_pool"):
        room.new()
        planner.settle()
    pool = planner.rows("landing_pool")[0]
    room.list.go_to(pool.id)
    fields = room.list.form.fields.fields
    planner.fill(fields["owner"], "Mei")
    QTest.mouseClick(fields["connected"].editor, Qt.MouseButton.LeftButton)
    planner.settle()
    room.show_list("channel")
    for row in planner.rows("channel"):
        room.list.go_to(row.id)
        planner.pick(room.list.form.fields.fields["pool_id"], pool.title)
    assert {row.values["pool_id"] for row in planner.rows("channel")} == {pool.id}


def placements(planner: Planner) -> None:
    """Each recommended cell gets a piece by typing its code on the map."""
    room = planner.room("map")
    planner.until_quiet()
    codes = [row.code for row in planner.rows("content_piece")]
    places = coverage.stage_channel(planner.window.facts.summary.plan)
    wanted = [cell for cell in places.cells if cell.required]
    for at, cell in enumerate(wanted):
        room.view.go((cell.stage_id, cell.other_id))
        room.view.setFocus()
        planner.key(K.Key_N)
        planner.say(codes[at % len(codes)])
    planner.until_quiet()
    assert planner.done()["where"] == "done"


def popover() -> Popover:
    """Return the popover that is open."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Popover) and w.isVisible())
