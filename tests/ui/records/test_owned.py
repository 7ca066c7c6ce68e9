"""Small tables inside forms and pages."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.records.conftest import Bench
from tests.ui.records.test_forms import choose, form_of, write
from ui.records import rooms
from ui.records.links import Links
from ui.records.owned import OwnedTable
from ui.records.owned_rows import Adder


def table_of(form: object, kind: str) -> OwnedTable:
    """Return the small table of an entity."""
    tables = form.findChildren(OwnedTable)  # type: ignore[attr-defined]
    return next(table for table in tables if table.spec.kind == kind)


def editor_of(adder: Adder, key: str):  # type: ignore[no-untyped-def]
    """Return an editor of the line that adds."""
    return adder._editors[key]


def test_statements_are_added_one_after_the_other(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.PersonasRoom)
    table = table_of(form, "persona_item")
    before = len(table.rows)
    choose(qtbot, editor_of(table.adder, "kind"), "Challenge")
    for text in ("Nobody owns the number", "Two systems, two truths"):
        write(qtbot, editor_of(table.adder, "text"), text)
        example.settle()
        assert editor_of(table.adder, "text").value() == ""
        assert editor_of(table.adder, "kind").value() == "challenge"
    assert len(table.rows) == before + 2
    found = example.rows("persona_item", owner=form.row)
    assert [(row.values["kind"], row.title) for row in found[-2:]] == [
        ("challenge", "Nobody owns the number"),
        ("challenge", "Two systems, two truths"),
    ]


def test_a_statement_is_changed_weighed_unfolded_and_deleted(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.PersonasRoom)
    table = table_of(form, "persona_item")
    row_id, row = next(iter(table.rows.items()))
    text = row.fields.fields["text"].editor
    assert isinstance(text, QPlainTextEdit)
    text.setFocus()
    text.selectAll()
    qtbot.keyClicks(text, "Said otherwise")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    example.settle()
    assert example.row("persona_item", row_id).title == "Said otherwise"
    assert table.adder.isAncestorOf(form.window().focusWidget())
    pips = row.fields.fields["weight"].editor
    pips.setFocus()
    qtbot.keyClicks(pips, "1")
    example.settle()
    assert example.row("persona_item", row_id).values["weight"] == 1
    row._unfold.click()
    write(qtbot, row.fields.fields["situation"], "When the month ends")
    example.settle()
    assert example.row("persona_item", row_id).values["situation"] == "When the month ends"
    unlinked = next(r for r in list(table.rows) if r != row_id)
    table.rows[unlinked]._gone.click()
    example.settle()
    assert unlinked not in table.rows
    example.desk.undo()
    example.settle()
    assert unlinked in table.rows


def test_members_and_relations_of_a_chain(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.ChainsRoom)
    members, relations = table_of(form, "chain_member"), table_of(form, "chain_relation")
    choose(qtbot, editor_of(members.adder, "persona_id"), "Sun Li")
    assert len(members.rows) == 4
    choose(qtbot, editor_of(members.adder, "role"), "Approver")
    example.settle()
    assert len(members.rows) == 5
    new = members.rows[max(members.rows)]
    choose(qtbot, new.fields.fields["stance"], "Sceptic")
    example.settle()
    assert example.row("chain_member", max(members.rows)).values["stance"] == -1
    people = editor_of(relations.adder, "from_id").editor
    assert isinstance(people, QComboBox)
    assert people.count() == 5
    choose(qtbot, editor_of(relations.adder, "from_id"), "Sun Li")
    choose(qtbot, editor_of(relations.adder, "type"), "Trusts")
    choose(qtbot, editor_of(relations.adder, "to_id"), "Chen Bo")
    example.settle()
    assert len(relations.rows) == 2


def test_a_refusal_is_said_below_the_adding_line(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.ChainsRoom)
    members = table_of(form, "chain_member")
    choose(qtbot, editor_of(members.adder, "persona_id"), "Lin Yue")
    choose(qtbot, editor_of(members.adder, "role"), "User")
    example.settle()
    assert "already has that role" in editor_of(members.adder, "role").error()
    assert len(members.rows) == 4


def test_evidence_links_to_statements(example: Bench, qtbot: QtBot) -> None:
    form = form_of(example, rooms.EvidenceRoom)
    links = form.findChild(Links)
    assert links is not None
    before = links.count()
    choose(qtbot, links.target, "Challenge:")
    example.settle()
    assert links.count() == before + 1
    newest = example.rows("evidence_link", owner=form.row)[-1]
    assert newest.values["item_id"] is not None
    links._turn(newest.id, "contradicts")
    example.settle()
    assert example.row("evidence_link", newest.id).values["polarity"] == "contradicts"
    links._delete(newest.id)
    example.settle()
    assert links.count() == before


def test_the_companys_page_fills_everything(bench: Bench, qtbot: QtBot) -> None:
    room: rooms.CompanyRoom = bench.show(rooms.CompanyRoom(bench.desk))
    write(qtbot, room.plan.fields["name"], "Plan of ours")
    write(qtbot, room.company.fields["product"], "Planning for shops")
    write(qtbot, room.company.fields["gross_margin"], "62%")
    bench.settle()
    assert bench.rows("workspace")[0].title == "Plan of ours"
    profile = bench.rows("company_profile")[0].values
    assert (profile["product"], profile["gross_margin"]) == ("Planning for shops", 0.62)
    for kind, key, text in (
        ("goal", "text", "Win ten chains"),
        ("benchmark_customer", "name", "Hegu Tea"),
        ("competitor", "name", "A spreadsheet"),
        ("resource", "person", "Content team"),
    ):
        table = room.tables[kind]
        write(qtbot, editor_of(table.adder, key), text)
        bench.settle()
        assert [row.title for row in bench.rows(kind)] == [text]
    choose(qtbot, editor_of(room.tables["target_industry"].adder, "industry"), "")
    choose(qtbot, editor_of(room.tables["resource"].adder, "kind"), "Money")
    money = next(iter(room.tables["resource"].rows.values()))
    write(qtbot, money.fields.fields["amount"], "600,000")
    bench.settle()
    assert bench.rows("resource")[0].values["amount"] == 600_000


def test_wrong_plan_dates_are_said(bench: Bench, qtbot: QtBot) -> None:
    room: rooms.CompanyRoom = bench.show(rooms.CompanyRoom(bench.desk))
    write(qtbot, room.plan.fields["plan_end"], "2001-01-01")
    bench.settle()
    assert room.plan.fields["plan_end"].error() == "The plan ends after it starts."
