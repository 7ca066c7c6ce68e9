"""Forms: every kind of field, said under the field what is wrong, undo, nothing written that was not touched."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from b2bdesk.domain.catalogue import ENTITIES, Kind
from tests.ui.records.conftest import Bench
from ui.kit.checklist import Checklist
from ui.kit.fields import ChoiceField, Field, LongTextField, ManyField, TextsField
from ui.kit.fields.text import LineField
from ui.kit.popover import Popover
from ui.records import rooms
from ui.records.extras import HelpCheck, Prefs, States
from ui.records.fits import FitsField, NumberList
from ui.records.form import RecordForm
from ui.records.layout import FIXED, head_key, sections
from ui.records.vocabularies import VocabulariesRoom

KINDS = [listing.kind for room in rooms.ROOMS.values() for listing in room]


def form_of(bench: Bench, room: type[rooms.ListRoom], kind: str = "", row: int = 0) -> RecordForm:
    """Return the form of a row, shown."""
    made: rooms.ListRoom = bench.show(room(bench.desk))
    if kind:
        made.show_list(kind)
    if row:
        made.list.go_to(row)
    return made.list.form


def write(qtbot: QtBot, field: Field, text: str) -> None:
    """Type a text into a field in place of what it holds, and leave it."""
    assert isinstance(field, LineField | LongTextField)
    editor = field.editor
    editor.setFocus()
    editor.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, text)
    if isinstance(field, LongTextField):
        qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    else:
        qtbot.keyClick(editor, Qt.Key.Key_Return)


def choose(qtbot: QtBot, field: Field, text: str) -> None:
    """Choose by typing a part of a choice's name and leaving the field."""
    combo = field.editor
    assert isinstance(combo, QComboBox)
    row = next(at for at in range(combo.count()) if text in combo.itemText(at))
    combo.setFocus()
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def popover() -> Popover:
    """Return the popover that is open."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Popover) and w.isVisible())


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_catalogue_has_a_place(example: Bench, kind: str) -> None:
    in_sections = {field.key for part in sections(kind) for field in part.fields}
    wanted = {field.key for field in ENTITIES[kind].shown()} - set(FIXED.get(kind, ()))
    assert in_sections | {head_key(kind)} == wanted


def room_of(room: str) -> type[rooms.ListRoom]:
    """Return a room of lists alone, as other rooms show them among other things."""

    class Lists(rooms.ListRoom):
        key = room

    return Lists


@pytest.mark.parametrize("kind", KINDS)
def test_looking_at_rows_writes_nothing(example: Bench, qtbot: QtBot, kind: str) -> None:
    key = next(name for name, found in rooms.ROOMS.items() if kind in [listing.kind for listing in found])
    made = example.show(VocabulariesRoom(example.desk) if key == "vocabularies" else room_of(key)(example.desk))
    made.show_list(kind)
    before = example.desk.open_workspace.digest()
    for row in made.list.model.ids()[:6]:
        made.list.go_to(row)
        made.list.form.commit()
        for field in made.list.form.fields.fields.values():
            field.setFocus()
    made.list.table.setFocus()
    example.settle()
    assert example.desk.undo_step is None
    assert example.desk.open_workspace.digest() == before


TYPED = [
    ("content_piece", rooms.ContentRoom, "short_title", "Papers", "Papers"),
    ("content_piece", rooms.ContentRoom, "summary", "Two lines", "Two lines"),
    ("content_piece", rooms.ContentRoom, "effort_h", "7.5", 7.5),
    ("content_piece", rooms.ContentRoom, "made_cost", "1,200", Decimal("1200.00")),
    ("content_piece", rooms.ContentRoom, "reviewed", "2026-02-03", date(2026, 2, 3)),
    ("content_piece", rooms.ContentRoom, "file", "https://example.com/x", "https://example.com/x"),
    ("segment", rooms.SegmentsRoom, "headcount_min", "50", 50),
    ("landing_pool", rooms.ChannelsRoom, "entry", "https://example.com/in", "https://example.com/in"),
    ("stage", rooms.ChannelsRoom, "target_emotional", "35%", 0.35),
    ("persona", rooms.PersonasRoom, "quote", "I need it by Monday", "I need it by Monday"),
]


@pytest.mark.parametrize(("kind", "room", "key", "typed", "kept"), TYPED)
def test_typed_fields_are_saved_and_undone(
    example: Bench, qtbot: QtBot, kind: str, room: type, key: str, typed: str, kept: Any
) -> None:
    form = form_of(example, room, kind)
    row = form.row
    assert row is not None
    before = example.row(kind, row).values[key]
    write(qtbot, form.fields.fields[key], typed)
    example.settle()
    assert example.row(kind, row).values[key] == kept
    example.desk.undo()
    example.settle()
    assert example.row(kind, row).values[key] == before
    assert form.fields.fields[key].value() == before


def test_chosen_fields_are_saved(example: Bench, qtbot: QtBot) -> None:
    piece = example.rows("content_piece", text="Free trial")[0]
    form = form_of(example, rooms.ContentRoom, row=piece.id)
    choose(qtbot, form.fields.fields["appeal"], "Emotional")
    example.settle()
    assert example.row("content_piece", piece.id).values["appeal"] == "E"
    gated = form.fields.fields["gated"]
    qtbot.mouseClick(gated.editor, Qt.MouseButton.LeftButton, pos=QPoint(20, 14))
    example.settle()
    assert example.row("content_piece", piece.id).values["gated"] is not piece.values["gated"]
    memorability = form.fields.fields["memorability"]
    memorability.setFocus()
    qtbot.keyClicks(memorability.editor, "4")
    example.settle()
    assert example.row("content_piece", piece.id).values["memorability"] == 4


def test_a_reference_is_picked(example: Bench, qtbot: QtBot) -> None:
    channel = example.rows("channel", text="Email")[0]
    form = form_of(example, rooms.ChannelsRoom, row=channel.id)
    choose(qtbot, form.fields.fields["pool_id"], "Website")
    example.settle()
    picked = example.row("channel", channel.id).values["pool_id"]
    assert example.row("landing_pool", picked).title == "Website"


def test_several_are_ticked_in_a_list(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.ContentRoom)
    assert form.row is not None
    field = form.fields.fields["stages"]
    assert isinstance(field, ManyField)
    before = example.row("content_piece", form.row).values["stages"]
    field.setFocus()
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    checklist = popover().findChild(Checklist)
    assert checklist is not None
    checklist.set_keys([*before, example.rows("stage")[0].id])
    checklist.ticked.emit(checklist.keys())
    popover().close()
    example.settle()
    assert len(example.row("content_piece", form.row).values["stages"]) == len(before) + 1


def test_fits_are_set_by_digits(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.ContentRoom)
    assert form.row is not None
    field = form.fields.fields["personas"]
    assert isinstance(field, FitsField)
    field.setFocus()
    qtbot.keyClick(field.editor, Qt.Key.Key_Space)
    chooser = popover().findChild(NumberList)
    assert chooser is not None
    chooser.list.setCurrentRow(0)
    qtbot.keyClicks(chooser.list, "2")
    qtbot.keyClick(chooser.list, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Space)
    popover().close()
    example.settle()
    fits = example.row("content_piece", form.row).values["personas"]
    people = [row.id for row in example.rows("persona")]
    assert fits[people[0]] == 2
    assert fits[people[1]] == 1


def test_fits_are_set_by_clicks(qtbot: QtBot, example: Bench) -> None:
    from ui.kit.fields import Choice

    chooser = NumberList([Choice("a", "Alpha"), Choice("b", "Beta")], 3)
    qtbot.addWidget(chooser)
    chooser.resize(240, 120)
    chooser.show()
    rect = chooser.list.visualItemRect(chooser.list.item(1))
    third = QPoint(chooser.list.viewport().width() - 12, rect.center().y())
    qtbot.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=third)
    assert chooser.numbers() == {"b": 3}
    qtbot.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=third)
    assert chooser.numbers() == {"b": 2}
    qtbot.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, rect.center().y()))
    assert chooser.numbers() == {}


def test_short_texts_are_added_and_removed(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.PersonasRoom)
    assert form.row is not None
    field = form.fields.fields["info_sources"]
    assert isinstance(field, TextsField)
    line = field.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    qtbot.keyClicks(line, "Trade fairs")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    example.settle()
    assert example.row("persona", form.row).values["info_sources"][-1] == "Trade fairs"


def test_what_is_wrong_stands_under_the_field_and_escape_restores(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.ContentRoom)
    assert form.row is not None
    before = example.row("content_piece", form.row).values["short_title"]
    field = form.fields.fields["short_title"]
    write(qtbot, field, "Much too long")
    example.settle()
    assert "8 letters" in field.error()
    assert isinstance(field, LineField)
    assert field.line.text() == "Much too long"
    assert example.row("content_piece", form.row).values["short_title"] == before
    field.line.setFocus()
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    assert not field.error()
    assert field.line.text() == before


def test_a_required_name_cannot_be_emptied(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.SegmentsRoom)
    assert form.row is not None
    write(qtbot, form.head, "")
    example.settle()
    assert form.head.error() == "Name cannot be empty."
    assert example.row("segment", form.row).title == "Start-up brands"


def test_a_rule_between_fields_is_said_and_the_choice_goes_back(example: Bench, qtbot: QtBot) -> None:
    piece = next(row for row in example.rows("content_piece") if row.values["file"] == "")
    form = form_of(example, rooms.ContentRoom, row=piece.id)
    status = form.fields.fields["status"]
    choose(qtbot, status, "Published")
    example.settle()
    assert "needs a file" in status.error()
    assert status.value() == piece.values["status"]


def test_typing_twice_in_one_field_is_one_step(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.SegmentsRoom)
    assert form.row is not None
    write(qtbot, form.head, "First")
    example.settle()
    write(qtbot, form.head, "Second")
    example.settle()
    assert example.row("segment", form.row).title == "Second"
    example.desk.undo()
    example.settle()
    assert example.row("segment", form.row).title == "Start-up brands"


def test_going_to_another_row_saves_what_was_typed(example: Bench, qtbot: QtBot) -> None:
    made: rooms.ListRoom = example.show(rooms.SegmentsRoom(example.desk))
    form, ids = made.list.form, made.list.model.ids()
    assert isinstance(form.head, LineField | LongTextField)
    form.head.editor.setFocus()
    form.head.editor.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(form.head.editor, "Typed and left")
    made.list.go_to(ids[1])
    example.settle()
    assert example.row("segment", ids[0]).title == "Typed and left"
    assert example.row("segment", ids[1]).title == "Growing retailers"


def test_an_own_word_extends_the_vocabulary(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.PersonasRoom)
    assert form.row is not None
    field = form.fields.fields["industry"]
    assert isinstance(field, ChoiceField)
    assert isinstance(field.editor, QComboBox)
    field.editor.setFocus()
    field.editor.setEditText("Bicycle makers")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    example.settle()
    code = example.row("persona", form.row).values["industry"]
    assert code == "bicycle_makers"
    assert field.editor.currentText() == "Bicycle makers"
    example.desk.undo()
    example.settle()
    assert example.row("persona", form.row).values["industry"] != code


def test_preferences_of_a_persona(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.PersonasRoom)
    assert form.row is not None
    prefs = form.findChildren(Prefs)
    assert len(prefs) == 2
    fields = {dim: editor for each in prefs for dim, editor in each.editors.items()}
    fields["form"].committed.emit({"webinar": 3, "article": 1})
    example.settle()
    held = {r.values["value"]: r.values["strength"] for r in prefs_of(example, form.row, "form")}
    assert held == {"webinar": 3, "article": 1}
    fields["manner"].committed.emit(["Short and plain"])
    example.settle()
    assert [r.values["value"] for r in prefs_of(example, form.row, "manner")] == ["Short and plain"]


def prefs_of(bench: Bench, persona: int, dim: str) -> list[Any]:
    """Return the preferences of a persona in a dimension."""
    return [row for row in bench.rows("persona_pref", owner=persona) if row.values["dim"] == dim]


def test_help_check_answers_and_sum(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.ContentRoom)
    assert form.row is not None
    check = form.findChild(HelpCheck)
    assert check is not None
    assert check.total.text() == "8 of 10"
    pips = check.answers["h2"].editor
    pips.setFocus()
    qtbot.keyClicks(pips, "2")
    example.settle()
    assert check.total.text() == "9 of 10"
    check._forget()
    example.settle()
    assert check.total.text() == "Not checked"
    assert not example.rows("help_check", owner=form.row)


def test_states_move_between_stages_and_none_is_left_out(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.ChannelsRoom, "stage")
    states = form.findChild(States)
    assert states is not None
    states.editor.committed.emit(["attention", "visit"])
    example.settle()
    assert states.editor.value() == ["attention", "visit"]
    states.editor.committed.emit([])
    example.settle()
    assert "left out" in states.editor.error()


def test_a_read_only_plan_is_shown_and_not_changed(open_bench: Any, example_path: Any, qtbot: QtBot) -> None:
    bench = open_bench(example_path, read_only=True)
    form = form_of(bench, rooms.ContentRoom)
    for key, field in form.fields.fields.items():
        part = form.fields.part(key)
        editor = field.editor
        writable = editor.isEnabled() and not getattr(editor, "isReadOnly", lambda: False)()
        assert not writable or part.kind in (Kind.TEXTS,), key


def test_completeness_and_findings_are_said(example: Bench, qtbot: QtBot) -> None:
    made: rooms.ListRoom = example.show(rooms.PersonasRoom(example.desk))
    qtbot.waitUntil(lambda: bool(made.sources.conclusions.result.personas))
    sun = next(row for row in example.rows("persona") if row.code == "P5")
    made.list.go_to(sun.id)
    column = next(at for at, c in enumerate(made.list.model.columns) if c.key == "score")
    index = made.list.model.index(made.list.model.row_of(sun.id), column)
    assert index.data() == "68.3 not yet usable"
    texts = [label.text() for label in made.list.form.findChildren(type(made.list.form._nothing))]
    assert "68.3" in texts
    assert any("two content forms" in text for text in texts)
