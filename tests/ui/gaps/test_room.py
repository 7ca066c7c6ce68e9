"""The room Gaps: found, grouped, settled, decided on, compared."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from b2bdesk.commands import items, placements, snapshots
from b2bdesk.queries import findings as queries
from tests.ui.gaps.conftest import Person
from ui.gaps.model import NEW
from ui.kit.buttons import Button

K = Qt.Key


def test_findings_stand_under_their_severity(person: Person) -> None:
    assert person.heads() == [("Errors", 5), ("Warnings", 17)]
    assert person.said()[0] == ("G11", "CH2", "decider")
    assert person.room.chosen() is not None


def test_headings_follow_the_grouping(person: Person) -> None:
    person.room.group_by("persona")
    assert dict(person.heads())["Sun Li"] == 6
    assert person.heads()[-1][0] == "No persona in particular"
    person.room.group_by("stage")
    assert [text for text, _ in person.heads()][:2] == ["S1  Attention", "S2  Visit & registration"]
    person.room.group_by("channel")
    assert ("Baidu SEM", 1) in person.heads()
    person.room.group_by("rule")
    assert ("G01  Empty cells", 4) in person.heads()
    assert sum(n for _, n in person.heads()) == 22


def test_the_menu_offers_the_groupings(person: Person) -> None:
    person.click(person.room.filters.by)
    menu = person.room.filters.findChild(QMenu)
    next(action for action in menu.actions() if action.objectName() == "stage").trigger()
    menu.close()
    assert "stage" in person.room.filters.by.text()
    assert person.heads()[0][0] == "S1  Attention"


def test_words_find_sentences_codes_and_rules(person: Person) -> None:
    search = person.room.filters.search
    for typed, found in (("sun li decider", 0), ("wang after-sales", 1), ("L07", 1), ("empty cells", 4)):
        search.setText(typed)
        person.bot.waitUntil(lambda wanted=found: len(person.said()) == wanted)
    search.setText("no such thing")
    person.bot.waitUntil(lambda: not person.said())
    assert "Clear" in person.room._empty.findChildren(type(person.room.snapshot))[0].text()
    person.room._empty.stepped.emit()
    assert len(person.said()) == 22
    assert search.text() == ""


def test_arrows_pass_over_headings(person: Person) -> None:
    person.choose("G01", "S4", "P4")
    person.key(K.Key_Down)
    chosen = person.room.chosen()
    assert chosen is not None
    assert chosen.finding.severity == "W"
    person.room.step(-1)
    assert person.room.chosen().finding.codes == ("S4", "P4")  # type: ignore[union-attr]


def test_enter_jumps_and_space_tells_why(person: Person) -> None:
    person.choose("G02", "S3", "P5")
    person.key(K.Key_Return)
    room, place = person.went[-1]
    assert room == "map"
    assert set(place) == {"stage", "persona"}
    person.key(K.Key_Space)
    row = person.room.detail.rows[0]
    assert row.ground.code == "K21"
    person.key(K.Key_Return, row)
    assert person.went[-1] == ("map", ("placement", row.ground.id))


def test_the_best_fix_settles_a_finding_and_the_next_is_chosen(person: Person) -> None:
    person.choose("G01", "S1", "P5")
    person.room.fix()
    assert ("G01", "S1", "P5") not in person.said()
    assert person.room.chosen() is not None
    person.desk.ws.undo()
    assert ("G01", "S1", "P5") in person.said()


def test_each_fix_is_a_button(person: Person) -> None:
    person.choose("G18", "L36")
    said = [button.text() for button in person.room.detail.fixes]
    assert said[0].startswith("Move L36 to ")
    assert said[1:] == ["Let Site blog accept: Tool"]
    person.click(person.room.detail.fixes[1])
    assert ("G18", "L36") not in person.said()


def test_where_one_must_type_the_fix_leads_there(person: Person) -> None:
    persona = next(p.id for p in person.room._summary.plan.personas if p.code == "P5")  # type: ignore[union-attr]
    person.choose("G22", "P5")
    person.room.fix()
    assert person.went == [("personas", ("persona", persona))]
    person.choose("G17", "K09")
    person.room.fix()
    assert person.went[-1][0] == "content"


def test_not_needed_asks_for_a_reason_and_is_taken_back(person: Person) -> None:
    person.choose("G15", "L07")
    person.room.ask_reason()
    line = person.room.detail.reason
    assert line is not None
    person.key(K.Key_Return, line)
    assert ("G15", "L07") in person.said()
    person.type(line, "Counted at the door")
    assert ("G15", "L07") not in person.said()
    person.room.show_view("decided")
    assert person.said() == [("G15", "L07")]
    assert any("Counted at the door" in label.text() for label in texts(person))
    person.room.ask_reason()
    assert person.said() == []
    person.room.show_view("open")
    assert ("G15", "L07") in person.said()


def texts(person: Person) -> list[Any]:
    """Return the labels of the inspector."""
    from ui.kit.text import Label

    return person.room.detail.findChildren(Label)


def test_a_cell_is_left_by_its_own_plan(person: Person) -> None:
    person.choose("G01", "S4", "P5")
    person.room.leave("Procurement is done by then")
    plan = person.room._summary.plan  # type: ignore[union-attr]
    assert any(cell.not_needed and cell.persona_id for cell in plan.cells)
    person.room.show_view("decided")
    assert ("G01", "S4", "P5") in person.said()
    person.room.open_again()
    assert not any(cell.persona_id for cell in person.room._summary.plan.cells)  # type: ignore[union-attr]


def test_a_finding_is_put_off(person: Person) -> None:
    person.choose("G16", "K18")
    person.room.ask_later()
    week, month = person.room.detail.later
    assert (week.text(), month.text()) == ("A week", "A month")
    person.click(week)
    assert person.desk.asked[-1][1]["until"] == date(2026, 3, 8)
    assert ("G16", "K18") not in person.said()
    person.room.show_view("decided")
    assert person.said() == [("G16", "K18")]


def test_overlaps_stand_apart_and_can_be_kept(person: Person) -> None:
    assert not any(rule.startswith("R") for rule, *_ in person.said())
    person.room.show_view("overlaps")
    assert person.heads() == [("R01  Crowded cells", 8), ("R02  Pieces that overlap", 2)]
    person.choose("R02", "K17", "K18")
    person.room.leave("Two trades, two cases")
    assert ("R02", "K17", "K18") not in person.said()
    person.room.show_view("decided")
    assert person.said() == [("R02", "K17", "K18")]
    person.room.show_view("overlaps")
    person.choose("R02", "K15", "K16")
    person.room.fix()
    assert ("R02", "K15", "K16") not in person.said()
    assert len(person.room._summary.findings) >= 20  # type: ignore[union-attr]


def test_what_is_new_and_what_is_solved_since_a_snapshot(person: Person) -> None:
    assert person.room.since.isHidden()
    snapshots.take(person.desk.ws, today=date(2026, 2, 12), label="Kick-off")
    person.choose("G15", "L07")
    person.room.fix()
    plan = person.room._summary.plan  # type: ignore[union-attr]
    placements.remove(
        person.desk.ws, ids=[x.id for x in plan.placements if x.content_id == plan.placements[0].content_id]
    )
    assert not person.room.since.isHidden()
    new = len(person.room.compared.new)
    assert new > 0
    assert f"{new} new, " in person.room.since.text.text()
    assert "12 Feb 2026 (Kick-off)" in person.room.since.text.text()
    gone = len(person.room.compared.diff.gone)  # type: ignore[union-attr]
    assert person.heads()[-1] == ("Solved since 12 Feb 2026", gone)
    person.click(person.room.since.new)
    assert len(person.said()) == new
    model = person.room.model
    marked = [model.data(model.index(i, 0), NEW) for i in range(model.rowCount())]
    assert sum(marked) == new
    person.click(person.room.since.new)
    assert len(person.said()) > new


def test_a_snapshot_is_named_taken_compared_and_removed(person: Person) -> None:
    person.room.compared.take("February review")
    first = person.room.compared.taken[0]
    assert (first.label, first.day) == ("February review", date(2026, 3, 1))
    items.create(person.desk.ws, "snapshot", taken_on=date(2026, 1, 1), label="Start", data={})
    person.room.compared.compare_with(person.room.compared.taken[-1].id)
    assert len(person.room.compared.new) == 22
    person.room.compared.remove(person.room.compared.taken[-1].id)
    assert person.room.compared.new == frozenset()
    person.room.compared.remove(first.id)
    assert person.room.since.isHidden()


def test_thresholds_are_changed_refused_and_reset_in_place(person: Person) -> None:
    person.click(person.room.thresholds)
    page = person.room.inspector()
    assert page.windowTitle() == "Thresholds"
    page.resize(296, 800)
    page.show()
    row = page.rows["channel_cost_limit"]  # type: ignore[attr-defined]
    line = row.field.editor
    assert line.text() == "45%"
    line.selectAll()
    person.type(line, "50")
    assert not any(rule == "G25" for rule, *_ in person.said())
    assert line.text() == "50%"
    assert not row.reset.isHidden()
    line.selectAll()
    person.type(line, "500")
    assert "At most" in row.field.error()
    person.click(row.reset)
    assert ("G25", "baidu_sem") in person.said()
    assert line.text() == "45%"
    assert row.reset.isHidden()


def test_why_leads_to_the_threshold(person: Person) -> None:
    person.choose("G25", "baidu_sem")
    person.room.detail.limit_asked.emit("channel_cost_limit")
    assert person.room.thresholds.isChecked()
    person.room.ask_reason()
    assert person.room.inspector() is person.room.detail


def test_a_read_only_plan_is_looked_at_only(person_at: Callable[..., Person], example_path: Path) -> None:
    person = person_at(example_path, read_only=True)
    person.choose("G15", "L07")
    assert person.room.detail.reason is None
    assert [button.text() for button in person.room.detail.fixes] == ["Choose a page for the link"]
    assert [act.when for act, _ in person.room.actions()].count("writable") == 3


def test_an_empty_plan_says_so_in_every_view(person_at: Callable[..., Person], blank_path: Path) -> None:
    person = person_at(blank_path)
    assert person.rows() == []
    for view, words in (("open", "No gaps yet"), ("decided", "Nothing decided"), ("overlaps", "Nothing overlaps")):
        person.room.show_view(view)
        assert words in person.room._empty.accessibleName()
    person.room.show_view("open")
    person.room._empty.findChild(Button).click()
    assert person.went[-1] == ("map", None)


def test_rows_are_said_when_they_are_painted(person: Person) -> None:
    person.window.resize(1256, 400)
    person.look()
    person.room.list.grab()
    silent = [row for row in person.room._summary.findings if not row._sentence]  # type: ignore[union-attr]
    assert 0 < len(silent) < 22
    assert silent[-1].sentence


def test_a_share_leads_to_the_placement_that_weighs_most(person: Person) -> None:
    person.choose("G25", "baidu_sem")
    person.key(K.Key_Return)
    room, (table, row) = person.went[-1]
    assert (room, table) == ("map", "placement")
    placed = {x.id: x for x in person.room._summary.plan.placements}  # type: ignore[union-attr]
    assert placed[row].cost == max(x.cost for x in placed.values() if x.channel_id == placed[row].channel_id)


def test_an_export_is_remembered_once_a_day(person: Person, qtbot: Any) -> None:
    from ui.export.room import ExportRoom
    from ui.export.work import Done

    room = ExportRoom(person.desk)  # type: ignore[arg-type]
    qtbot.addWidget(room)
    for name in ("plan.xlsx", "plan.json", "plan.ics"):
        room._on_done(Done(Path(name)))
    assert [taken.label for taken in person.desk.read(queries.snapshots)] == ["Exported as plan.xlsx"]
