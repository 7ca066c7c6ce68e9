"""Several placements at once: lists of titles, several channels, fields of a selection; what a drop would do."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from b2bdesk.commands import items
from b2bdesk.queries.facts import load_plan
from tests.ui.grid.driver import Driver
from ui.grid.channel_chooser import ChannelChooser
from ui.grid.inspect_many import ManyPane

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def channel(map_: Driver, code: str) -> int:
    return map_.key("S1", code)[1]


def many(map_: Driver, stage: str = "S2", channel: str = "website") -> ManyPane:
    map_.go(stage, channel)
    map_.press(K.Key_A, keys=CTRL)
    return map_.room.inspector_.many


def persona(map_: Driver, code: str) -> int:
    return next(p.id for p in map_.desk.read(load_plan).personas if p.code == code)


def owners(map_: Driver, ids: tuple[int, ...]) -> set[object]:
    return {map_.desk.read(lambda s, i=i: items.values_of(s, "placement", i))["owner"] for i in ids}


# ---- lists of titles


def test_a_pasted_list_is_one_edit_with_a_sentence(map_: Driver) -> None:
    QApplication.clipboard().setText("K22\nCredentials & tax FAQ\nQuite a new one\nAnother new one\nK11\n")
    map_.go("S2", "website")
    edits, n = len(map_.desk.ws.history()), map_.cell("S2", "website").shown
    map_.press(K.Key_V, keys=CTRL)
    assert len(map_.desk.ws.history()) == edits + 1
    assert map_.cell("S2", "website").shown == n + 4
    assert map_.said[-1] == "2 placed, 2 new ideas, already there: K11."
    map_.desk.ws.undo()
    map_.settle()
    assert map_.cell("S2", "website").shown == n


# ---- what a drop would do


def test_a_drop_tells_what_to_mind_before_it_is_let_go(map_: Driver) -> None:
    chip = map_.chip("S3", "email", "K22")
    load = map_.view.load_of(frozenset({chip.id}), copying=False)
    map_.view.set_drop(load, map_.key("S1", "douyin"))
    assert map_.view.drop is not None
    assert not map_.view.drop.refused
    assert "Douyin" in map_.said[-1]
    before = len(map_.said)
    map_.view.set_drop(load, map_.key("S1", "douyin"))
    assert len(map_.said) == before, "it is said once"
    map_.view.set_drop(map_.view.load_of(frozenset({chip.id}), copying=True), map_.key("S3", "email"))
    assert map_.view.drop.refused
    map_.view.set_drop(None, None)


# ---- several channels


def test_chips_are_copied_into_ticked_channels_at_once(map_: Driver) -> None:
    map_.click(map_.chip_at("S3", "email", "K22"))
    map_.room.do("duplicate_to")
    chooser = map_.room.findChild(ChannelChooser)
    assert chooser is not None
    listed = chooser.findChild(QListWidget)
    texts = [listed.item(i).text() for i in range(listed.count())]
    assert any(text.startswith("Email") and "not possible" in text for text in texts)
    chooser.list.set_keys([channel(map_, "email")])
    chooser.list.ticked.emit(chooser.list.keys())
    assert not chooser.copy.isEnabled()
    assert "already stands there" in chooser.words.text()
    chooser.list.set_keys([channel(map_, "website"), channel(map_, "community")])
    chooser.list.ticked.emit(chooser.list.keys())
    assert chooser.copy.text() == "Copy into 2"
    edits = len(map_.desk.ws.history())
    map_.qtbot.mouseClick(chooser.copy, Qt.MouseButton.LeftButton)
    map_.settle()
    assert "K22" in map_.codes("S3", "website")
    assert "K22" in map_.codes("S3", "community")
    assert len(map_.desk.ws.history()) == edits + 1


# ---- fields of a selection


def test_what_differs_is_called_mixed_until_it_is_set(map_: Driver) -> None:
    pane = many(map_, "S3", "email")
    status = pane.editors["status"].editor
    assert status.currentText() == "mixed"  # type: ignore[attr-defined]
    assert pane.people.text() == "mixed"
    line = pane.editors["owner"].editor
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(line, "Mei")
    QTest.keyClick(line, K.Key_Return)
    map_.settle()
    assert owners(map_, pane.ids) == {"Mei"}
    assert pane.editors["owner"].value() == "Mei"


def test_dates_are_shifted_and_personas_added_in_one_edit_each(map_: Driver) -> None:
    pane = many(map_)
    edits, sun = len(map_.desk.ws.history()), persona(map_, "P5")
    before = {i: map_.desk.read(lambda s, i=i: items.values_of(s, "placement", i)) for i in pane.ids}
    map_.qtbot.mouseClick(pane.steps[-7], Qt.MouseButton.LeftButton)
    map_.settle()
    assert len(map_.desk.ws.history()) == edits + 1
    after = {i: map_.desk.read(lambda s, i=i: items.values_of(s, "placement", i)) for i in pane.ids}
    assert {(after[i]["date_from"] - before[i]["date_from"]).days for i in pane.ids} == {-7}
    pane.people.open()
    listed = QApplication.activePopupWidget().findChild(QListWidget)
    at = next(i for i in range(listed.count()) if listed.item(i).text().startswith("Sun Li"))
    listed.setCurrentRow(at)
    QTest.keyClick(listed, K.Key_Space)
    QApplication.activePopupWidget().close()
    map_.settle()
    assert len(map_.desk.ws.history()) == edits + 2
    people = [map_.desk.read(lambda s, i=i: items.values_of(s, "placement", i))["personas"] for i in pane.ids]
    assert all(sun in each for each in people)
    assert pane.people.accessibleName().startswith("Personas")
    for _ in range(2):
        map_.desk.ws.undo()
    map_.settle()
    assert {i: map_.desk.read(lambda s, i=i: items.values_of(s, "placement", i)) for i in pane.ids} == before


# ---- the list of pieces


def listed(map_: Driver) -> list[str]:
    return [row.code for row in map_.room.inspector_.pieces.model.rows]


def test_the_list_shows_what_fits_the_cell_or_a_persona(map_: Driver) -> None:
    pane = map_.room.inspector_.pieces
    map_.settle()
    pane.which.set_value("fits")
    pane.ask()
    assert listed(map_) == []
    assert pane.hint.text() == "Choose a cell first."
    map_.go("S4", "email")
    map_.press(K.Key_Slash)
    map_.settle()
    made = {"K26", "K27", "K28", "K29", "K30"}
    assert made & set(listed(map_))
    assert "K22" in listed(map_), "it scores enough for the person who is served worst, though made for another stage"
    assert "K02" not in listed(map_)
    pane.which.set_value("all")
    wang = persona(map_, "P4")
    pane.people.set_keys([wang])
    pane.people.filtered.emit((wang,))
    fitted = {p.code for p in map_.desk.read(load_plan).pieces if wang in p.personas and p.status != "retired"}
    assert set(listed(map_)) == fitted


def test_each_piece_tells_its_status_and_how_often_it_stands(map_: Driver) -> None:
    map_.settle()
    pane = map_.room.inspector_.pieces
    at = listed(map_).index("K23")
    spoken = pane.model.index(at).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "K23 Credentials & tax FAQ, Draft, placed 2 times"


def test_several_chosen_pieces_are_placed_by_enter_in_one_edit(map_: Driver) -> None:
    pane, edits = map_.room.inspector_.pieces, len(map_.desk.ws.history())
    map_.go("S2", "website")
    map_.press(K.Key_Slash)
    pane.list.setFocus()
    rows = [listed(map_).index(code) for code in ("K22", "K21")]
    for row in rows:
        pane.list.selectionModel().select(pane.model.index(row), pane.list.selectionModel().SelectionFlag.Select)
    QTest.keyClick(pane.list, K.Key_Return)
    map_.settle()
    assert {"K21", "K22"} <= set(map_.codes("S2", "website"))
    assert len(map_.desk.ws.history()) == edits + 1
