"""The gallery, the editor, versions and merging, with real keys and a real mouse."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from b2bdesk.commands import persona_versions
from b2bdesk.queries import records
from tests.ui.personas.conftest import CHEN, Driver, LIN, SUN, TODAY, WANG, ZHAO
from ui.kit.fields import LongTextField
from ui.personas.filters import STATES
from ui.personas.gallery import PERSON
from ui.records import acts

ALT = Qt.KeyboardModifier.AltModifier


def names(person: Driver) -> list[str]:
    """Return who is in the gallery."""
    return [one.name for one in person.room.gallery.model.rows]


def test_arrows_move_and_the_editor_follows(example: Driver) -> None:
    example.pick(LIN)
    example.room.gallery.cards.setFocus()
    example.key(Qt.Key.Key_Down)
    assert example.room.editor.persona == CHEN
    assert example.room.sheet.person.name == "Chen Bo"  # type: ignore[union-attr]


def test_enter_opens_the_name(example: Driver) -> None:
    example.room.gallery.cards.setFocus()
    example.enter()
    assert example.focused() is example.room.editor.field("name").editor


def test_a_card_tells_itself_to_those_who_cannot_see(example: Driver) -> None:
    model = example.room.gallery.model
    row = next(at for at in range(model.rowCount()) if model.index(at).data(PERSON).id == SUN)
    told = model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "68.3 of 100 known" in told
    assert "not yet usable" in told
    assert "missing: two content forms that are clearly liked" in told


def test_filters_let_through_what_they_say(example: Driver) -> None:
    filters = example.room.filters
    filters.states.set_keys(["unusable"])
    filters.states.filtered.emit(("unusable",))
    assert names(example) == ["Sun Li"]
    filters.clear()
    assert len(names(example)) == 5
    filters.search.setFocus()
    example.write("supply")
    example.qtbot.waitUntil(lambda: names(example) == ["Zhao Min"])
    assert set(STATES) >= {"usable", "unusable", "negative", "archived"}


def test_who_is_being_worked_on_stays_though_the_filter_no_longer_fits(example: Driver) -> None:
    filters = example.room.filters
    filters.states.set_keys(["unusable"])
    filters.states.filtered.emit(("unusable",))
    row = next(row for dim, row in example.room.editor.likings.items() if dim == "form")
    chip = row.chips["comparison"]
    chip.setFocus()
    example.key(Qt.Key.Key_3)
    assert example.room.sheet.person.usable  # type: ignore[union-attr]
    assert names(example) == ["Sun Li"]
    assert example.focused() is chip
    filters.clear()
    assert len(names(example)) == 5


def test_archived_ones_are_put_away_and_can_be_shown(example: Driver) -> None:
    example.pick(SUN)
    example.room.archive()
    example.settle()
    assert "Sun Li" not in names(example)
    example.room.filters.states.set_keys(["archived"])
    example.room.filters.states.filtered.emit(("archived",))
    assert names(example) == ["Sun Li"]


def test_a_used_persona_is_not_deleted_and_the_reason_is_told(example: Driver) -> None:
    example.pick(LIN)
    example.room.gallery.cards.setFocus()
    example.key(Qt.Key.Key_Delete)
    assert example.bench.errors == ["item.used"]
    assert len(names(example)) == 5


def test_delete_in_the_editor_is_not_about_the_persona(example: Driver) -> None:
    example.pick(LIN)
    row = example.room.editor.statements.rows[example.room.editor.statements.order[0]]
    before = example.texts()
    row.pips.setFocus()
    example.key(Qt.Key.Key_Delete)
    assert example.texts() == before[1:]
    assert len(names(example)) == 5
    assert example.room.editor.isAncestorOf(example.focused())


def test_weight_by_key_and_click(example: Driver) -> None:
    example.pick(LIN)
    row = example.room.editor.statements.rows[example.room.editor.statements.order[0]]
    row.pips.setFocus()
    example.key(Qt.Key.Key_1)
    assert row.statement.weight == 1  # type: ignore[union-attr]
    assert example.focused() is row.pips
    example.click(row.pips, QPoint(4 + 3 * 7 + 2, 15))
    assert row.statement.weight == 4  # type: ignore[union-attr]
    example.desk.undo()
    example.settle()
    assert row.statement.weight == 1  # type: ignore[union-attr]
    row.text.setFocus()
    example.key(Qt.Key.Key_5, ALT)
    assert row.statement.weight == 5  # type: ignore[union-attr]


def test_enter_adds_the_next_of_the_same_kind(example: Driver) -> None:
    example.pick(LIN)
    statements = example.room.editor.statements
    statements.adder.be("objection")
    statements.adder.enter()
    for text in ("Too dear", "Too late"):
        example.write(text)
        example.enter()
    found = [(one.kind, one.text) for one in example.room.sheet.statements][-2:]  # type: ignore[union-attr]
    assert found == [("objection", "Too dear"), ("objection", "Too late")]
    assert example.focused() is statements.adder.line


def test_the_line_that_is_typed_into_stays_in_sight(example: Driver) -> None:
    editor = example.room.editor
    example.room.jump(("persona", LIN))
    editor.statements.enter("pain")
    for n in range(6):
        example.write(f"Worry {n}")
        example.enter()
    line, view = editor.statements.adder.line, editor.viewport()
    example.qtbot.waitUntil(lambda: line.mapTo(view, line.rect().bottomLeft()).y() <= view.height())
    assert line.hasFocus()


def test_up_and_down_change_the_kind_of_the_next(example: Driver) -> None:
    adder = example.room.editor.statements.adder
    adder.enter()
    example.key(Qt.Key.Key_Down)
    assert adder.kind == "challenge"
    example.key(Qt.Key.Key_Up)
    assert adder.kind == "pain"


def test_lines_are_ordered_by_keys_and_by_hand(example: Driver) -> None:
    example.pick(LIN)
    statements = example.room.editor.statements
    before = example.texts()
    first = statements.rows[statements.order[0]]
    first.text.setFocus()
    example.key(Qt.Key.Key_Down, ALT)
    assert example.texts() == [before[1], before[0], *before[2:]]
    assert first.isAncestorOf(example.focused())
    last = statements.rows[statements.order[-1]]
    example.room.editor.ensureWidgetVisible(last)
    start = last.grip.rect().center()
    top = last.grip.mapFromGlobal(statements.mapToGlobal(QPoint(6, 0)))
    example.qtbot.mousePress(last.grip, Qt.MouseButton.LeftButton, pos=start)
    example.qtbot.mouseMove(last.grip, top)
    example.qtbot.mouseRelease(last.grip, Qt.MouseButton.LeftButton, pos=top)
    example.settle()
    assert example.texts()[0] == before[-1]
    example.desk.undo()
    example.desk.undo()
    example.settle()
    assert example.texts() == before


def test_the_kind_of_a_statement_is_switched(example: Driver) -> None:
    example.pick(LIN)
    row = example.room.editor.statements.rows[example.room.editor.statements.order[0]]
    example.click(row.kind)
    menu = next(child for child in row.findChildren(QMenu) if child.isVisible())
    next(action for action in menu.actions() if action.text() == "Goal").trigger()
    menu.close()
    example.settle()
    assert row.statement.kind == "goal"  # type: ignore[union-attr]


def test_a_job_has_its_three_parts(example: Driver) -> None:
    example.pick(SUN)
    rows = example.room.editor.statements.rows.values()
    jobs = [row for row in rows if row._job.isVisibleTo(row)]
    assert [row.statement.kind for row in jobs] == ["job"]  # type: ignore[union-attr]
    assert jobs[0].fields.fields["outcome"].value() == "nobody has to explain anything in the audit"


def test_what_is_being_typed_survives_undo_of_something_else(example: Driver) -> None:
    example.pick(LIN)
    example.desk.run(acts.update, kind="persona", row=LIN, values={"location": "Xi'an"})
    example.settle()
    row = example.room.editor.statements.rows[example.room.editor.statements.order[0]]
    field = row.text
    assert isinstance(field, LongTextField)
    field.setFocus()
    example.write("half a thou")
    typed = field.box.toPlainText()
    example.desk.undo()
    example.settle()
    assert field.box.toPlainText() == typed
    assert example.focused() is field.box
    assert example.bench.row("persona", LIN).values["location"] == "Hangzhou"


def test_undoing_the_line_one_is_in_leaves_the_keyboard_near(example: Driver) -> None:
    example.pick(LIN)
    statements = example.room.editor.statements
    statements.adder.be("goal")
    statements.adder.enter()
    example.write("Less stock")
    example.enter()
    made = statements.rows[statements.order[-1]]
    made.text.setFocus()
    example.desk.undo()
    example.settle()
    assert example.focused() is statements.adder.line
    assert statements.adder.kind == "goal"


def test_likings_are_rated_by_keys_and_dots_and_taken_away(example: Driver) -> None:
    example.pick(SUN)
    row = next(row for dim, row in example.room.editor.likings.items() if dim == "form")
    chip = row.chips["comparison"]
    chip.setFocus()
    example.key(Qt.Key.Key_3)
    assert chip.liked.strength == 3
    assert example.focused() is chip
    assert example.room.sheet.person.score > 70  # type: ignore[union-attr]
    example.click(chip, QPoint(int(chip._dots()) + 1, 12))
    assert chip.liked.strength == 1
    chip.setFocus()
    example.key(Qt.Key.Key_Delete)
    assert "comparison" not in row.chips
    assert example.focused() in (*row.chips.values(), row.add)


def test_a_missing_thing_leads_to_its_field(example: Driver) -> None:
    example.pick(WANG)
    aside = example.room.aside
    aside.go_to.emit("needs", "desire")
    assert example.focused() is example.room.editor.statements.prompts["desire"].line
    aside.go_to.emit("demographics", "location")
    assert example.focused() is example.room.editor.field("location").editor
    assert len(aside.links) == len(example.room.sheet.known.missing) + 1  # type: ignore[union-attr]


def test_a_proof_leads_to_the_evidence(example: Driver) -> None:
    example.pick(LIN)
    statements = example.room.editor.statements
    row = statements.rows[statements.order[0]]
    example.click(row.proof)
    assert example.wishes == [("evidence", ("persona_item", statements.order[0]))]


def test_one_leads_and_who_is_not_for_us_is_marked(example: Driver) -> None:
    example.pick(SUN)
    example.room.lead()
    example.settle()
    assert [one.name for one in example.room.people if one.leading] == ["Sun Li"]
    example.room.unwant()
    example.settle()
    assert [(one.name, one.leading) for one in example.room.people if one.negative] == [("Sun Li", False)]
    assert example.room.editor.head.marks["negative"].isVisibleTo(example.room.editor)


def test_a_copy_is_shown_with_its_name_to_be_typed(example: Driver) -> None:
    example.pick(SUN)
    example.room.duplicate()
    example.settle()
    assert example.room.persona not in (None, SUN)
    assert len(example.texts()) == 9
    assert example.focused() is example.room.editor.field("name").editor


def test_a_version_is_kept_compared_and_brought_back(example: Driver) -> None:
    example.pick(SUN)
    example.room.keep_version()
    page = example.room.compare_page
    example.write("Spring")
    example.click(page.keep)
    assert page.one.editor.currentText().startswith("Spring")  # type: ignore[attr-defined]
    example.write("Two interviews")
    example.enter()
    (version,) = example.bench.rows("persona_version")
    assert (version.values["why"], version.values["taken_on"]) == ("Two interviews", TODAY)
    example.desk.run(acts.update, kind="persona", row=SUN, values={"title": "CFO"})
    example.settle()
    assert page.count.text() == "1 difference"
    example.click(page.back)
    assert example.bench.row("persona", SUN).values["title"] == "Procurement & finance head"
    page.setFocus()
    example.key(Qt.Key.Key_Escape)
    assert example.room._middle.currentWidget() is example.room.editor


def test_two_personas_become_one(example: Driver) -> None:
    said: list[str] = []
    example.room.message.connect(said.append)
    example.pick(WANG)
    example.room.merge()
    page = example.room.merge_page
    page.other.set_value(SUN)
    page._show()
    page.choices["title"].set_value("other")
    example.click(page.go)
    assert names(example) == ["Lin Yue", "Chen Bo", "Zhao Min", "Wang Haoran"]
    assert example.room.persona == WANG
    assert example.bench.row("persona", WANG).values["title"] == "Procurement & finance head"
    assert said[0].startswith("9 statements moved over.")
    example.desk.undo()
    example.settle()
    assert "Sun Li" in names(example)


def test_the_list_is_still_there_for_many_at_once(example: Driver) -> None:
    example.pick(SUN)
    example.room.show_view("table")
    assert example.room.list.table.current_id() == SUN
    assert example.room.inspector() is example.room.table.list.form
    example.room.new()
    assert example.room.views.value() == "cards"


def test_a_read_only_plan_is_only_looked_at(example_path, open_bench) -> None:  # type: ignore[no-untyped-def]
    bench = open_bench(example_path, read_only=True)
    person = Driver(bench)
    person.pick(LIN)
    before = person.room.editor.statements
    assert not before.adder.isVisibleTo(before)
    person.room.new()
    person.room.delete()
    assert person.room._middle.currentWidget() is person.room.editor
    assert bench.errors == []


def test_looking_writes_nothing(example: Driver) -> None:
    before = example.desk.open_workspace.digest()
    for persona in (LIN, CHEN, SUN):
        example.pick(persona)
        for group in example.room.editor.groups.values():
            group.unfold()
        for field in example.room.editor.fields.fields.values():
            field.setFocus()
        for row in example.room.editor.statements.rows.values():
            row.text.setFocus()
    example.room.gallery.cards.setFocus()
    example.room.compare()
    example.room.merge()
    example.settle()
    assert example.desk.undo_step is None
    assert example.desk.open_workspace.digest() == before


def test_versions_of_another_persona_are_not_offered(example: Driver) -> None:
    example.desk.run(persona_versions.keep, persona=LIN, taken_on=TODAY, name="Of Lin")
    example.settle()
    example.pick(SUN)
    example.room.compare()
    combo = example.room.compare_page.one.editor
    texts = [combo.itemText(row) for row in range(combo.count())]  # type: ignore[attr-defined]
    assert not any("Of Lin" in text for text in texts)
    assert any(text.startswith("Lin Yue") for text in texts)


def test_the_menu_leads_to_paper_and_to_other_plans(example: Driver, monkeypatch: Any, tmp_path: Path) -> None:
    from ui.evidence import carry

    example.pick(ZHAO)
    shown: list[Any] = []
    example.room.aside_asked.connect(shown.append)
    texts = {action.text().partition("\t")[0]: action for action in example.room.menu().actions()}
    texts["Print this card…"].trigger()
    assert example.wishes[-1] == ("export", ("cards", (ZHAO,)))
    texts["Copy to another plan…"].trigger()
    assert shown[-1].people.keys() == (ZHAO,)
    shown[-1].write(tmp_path / "zhao.b2bcard")
    monkeypatch.setattr(carry.QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "zhao.b2bcard"), ""))
    texts["Bring from another plan…"].trigger()
    example.qtbot.mouseClick(shown[-1].button, Qt.MouseButton.LeftButton)
    example.settle()
    assert example.room.sheet is not None
    assert example.room.sheet.person.name == "Zhao Min (2)"


def test_how_suppliers_are_sought_is_ticked_and_said(example: Driver) -> None:
    def notes() -> list[tuple[str, str]]:
        found = example.desk.read(lambda session: records.records(session, "sourcing_note", "en"))
        return [(one.values["trait"], one.values["text"]) for one in found if one.values["persona_id"] == WANG]

    example.pick(WANG)
    before = notes()
    assert {trait for trait, _ in before} == {"systematic"}
    sourcing = example.room.editor.sourcing
    assert sourcing.rows["systematic"].texts[0].value() == before[0][1]
    sourcing.rows["periodic"].tick.setFocus()
    example.key(Qt.Key.Key_Space)
    assert ("periodic", "") in notes()
    example.write("Before each budget round")
    example.key(Qt.Key.Key_Tab)
    assert ("periodic", "Before each budget round") in notes()
    for _ in range(2):
        example.desk.undo()
        example.settle()
    assert notes() == before
    assert not sourcing.rows["periodic"].tick.isChecked()
    example.click(sourcing.rows["systematic"].tick, QPoint(8, sourcing.rows["systematic"].tick.height() // 2))
    assert notes() == []
