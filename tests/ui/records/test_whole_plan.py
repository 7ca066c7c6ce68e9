"""A whole small plan from nothing, without leaving the window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from b2bdesk import workspace
from b2bdesk.queries import records
from tests.ui.records.test_forms import choose, popover, write
from tests.ui.records.test_owned import editor_of, table_of
from ui import look
from ui.records import acts
from ui.records.extra_ways import ChannelChooser, PasteTitles
from ui.records.extras import Prefs
from ui.records.links import Links
from ui.records.rooms import ListRoom
from ui.settings import Settings
from ui.window import Window


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, blank_path: Path) -> Iterator[Window]:
    """The window over a blank plan."""
    settings = Settings()
    settings.language = "en"
    settings.theme = "light"
    settings.last_room = "segments"
    look.speak(settings)
    window = Window(settings, today=lambda: date(2026, 3, 1))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    window.desk.adopt(workspace.open(blank_path))
    yield window
    window.close()


class Driver:
    """Goes through the rooms."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def settle(self) -> None:
        """Wait until no edit is under way."""
        self.qtbot.waitUntil(lambda: not self.window.desk.busy)

    def room(self, key: str, view: str = "") -> ListRoom:
        """Show a room."""
        assert self.window.frame is not None
        self.window.frame.show_room(key)
        room: Any = self.window.frame.room()
        if view:
            room.show_list(view)
        return room  # type: ignore[no-any-return]

    def new(self, key: str, name: str, view: str = "") -> ListRoom:
        """Press N in a room's list and type a name."""
        room = self.room(key, view)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        room.list.table.setFocus()
        if room.list.model.rowCount():
            before = room.list.table.current_id()
            self.qtbot.keyClick(room.list.table, Qt.Key.Key_N)
            self.qtbot.waitUntil(lambda: room.list.table.current_id() != before)
        else:
            room.new()
            self.settle()
        write(self.qtbot, room.list.form.head, name)
        self.settle()
        return room

    def rows(self, kind: str) -> list[records.Record]:
        """Return rows as the file holds them."""
        return self.window.desk.read(lambda session: records.records(session, kind, "en"))


def test_a_plan_is_filled_from_nothing(window: Window, qtbot: QtBot) -> None:
    driver = Driver(window, qtbot)
    told: list[str] = []
    window.desk.failed.connect(lambda error: told.append(error.sentence()))

    driver.new("segments", "Growing retailers")
    segment = driver.rows("segment")[0].id
    lin = {"name": "Lin Yue", "title": "Lead", "segments": [segment]}
    window.desk.run(acts.create, kind="persona", values=lin)
    driver.settle()
    people = driver.room("personas", "persona")
    people.list.go_to(driver.rows("persona")[0].id)
    form = people.list.form
    write(qtbot, form.fields.fields["title"], "Operations lead")
    statements = table_of(form, "persona_item")
    for kind, text in (("Pain", "Manual tables"), ("Need", "One number to trust")):
        choose(qtbot, editor_of(statements.adder, "kind"), kind)
        write(qtbot, editor_of(statements.adder, "text"), text)
        driver.settle()
    prefs = {dim: editor for each in form.findChildren(Prefs) for dim, editor in each.editors.items()}
    prefs["form"].committed.emit({"article": 3, "webinar": 2})
    second = {"name": "Chen Bo", "title": "Founder", "segments": [segment]}
    window.desk.run(acts.create, kind="persona", values=second)
    driver.settle()

    content = driver.room("content")
    content.paste_titles()  # type: ignore[attr-defined]
    box = popover()
    assert isinstance(box, PasteTitles)
    box.box.setPlainText("Why shelves stay empty\nThe stock calculator\n")
    qtbot.mouseClick(box.button, Qt.MouseButton.LeftButton)
    driver.settle()
    choose(qtbot, content.list.form.fields.fields["topic"], "Practical know-how")

    channels = driver.room("channels")
    channels.choose_channels()  # type: ignore[attr-defined]
    chooser = popover()
    assert isinstance(chooser, ChannelChooser)
    chooser.list.set_keys(["website", "email"])
    chooser.list.ticked.emit(chooser.list.keys())
    qtbot.mouseClick(chooser.button, Qt.MouseButton.LeftButton)
    driver.settle()

    chains: Any = driver.room("chains")
    chains.new_chain()
    driver.settle()
    driver.qtbot.waitUntil(lambda: chains.chain != 0)
    for person, role in zip(driver.rows("persona"), ("user", "decider"), strict=True):
        values = {"chain_id": chains.chain, "persona_id": person.id, "role": role}
        window.desk.run(acts.create, kind="chain_member", values=values)
        driver.settle()

    evidence = driver.new("evidence", "Talk at the fair").list.form
    links = evidence.findChild(Links)
    assert links is not None
    choose(qtbot, links.target, "Pain: Manual tables")
    driver.settle()

    assert not told
    counts = {kind: len(driver.rows(kind)) for kind in WANTED}
    assert counts == WANTED
    for _ in range(3):
        window.desk.undo()
    driver.settle()
    assert len(driver.rows("evidence_link")) == 0


WANTED = {
    "segment": 1,
    "persona": 2,
    "persona_item": 2,
    "persona_pref": 2,
    "content_piece": 2,
    "channel": 2,
    "decision_chain": 1,
    "chain_member": 2,
    "evidence": 1,
    "evidence_link": 1,
}
