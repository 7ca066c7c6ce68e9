"""Functions with owners, tempo and focus, reference cards, the page to print, segments."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from b2bdesk.commands import company, items
from b2bdesk.errors import UserError
from b2bdesk.insight.reference import CARDS
from tests.ui.records.conftest import Bench
from ui.company.reference import ReferencePane
from ui.company.sheet import company_html
from ui.kit.text import Label
from ui.records.company import CompanyRoom
from ui.records.rooms import SegmentsRoom
from ui.records.segment_part import SegmentPart


def test_functions_without_an_owner_are_told_and_get_one(example: Bench, qtbot: QtBot) -> None:
    room: CompanyRoom = example.show(CompanyRoom(example.desk))
    functions = room.functions
    assert len(functions.owners) == 11
    assert functions.said.text().startswith("4 functions have no owner")
    person = next(row for row in example.rows("resource") if row.values["kind"] == "people")
    functions.owners["s_presale"].committed.emit(person.id)
    example.settle()
    held = {row.values["function"]: row.values for row in example.rows("company_function")}
    assert held["s_presale"]["owner_id"] == person.id
    room.functions.show_record()
    assert functions.said.text().startswith("3 functions have no owner")
    example.desk.undo()
    example.settle()
    held = {row.values["function"]: row.values for row in example.rows("company_function")}
    assert held["s_presale"]["owner_id"] is None


def test_a_function_is_noted_once(bench: Bench) -> None:
    ws = bench.desk.open_workspace
    company.set_function(ws, function="m_ads", party="sales")
    company.set_function(ws, function="m_ads", party="marketing")
    assert [row.values["party"] for row in bench.rows("company_function")] == ["marketing"]


def test_tempo_follows_the_motion_and_named_accounts_are_asked_for(example: Bench) -> None:
    room: CompanyRoom = example.show(CompanyRoom(example.desk))
    room.tempo.show_company({"motion": "abm", "growth_stage": "early"}, accounts=0)
    assert room.tempo.tempo.text().startswith("Slow")
    assert room.tempo.check.isVisible()
    room.tempo.show_company({"motion": "lg", "growth_stage": "mature"}, accounts=0)
    assert room.tempo.tempo.text().startswith("Fast")
    assert not room.tempo.check.isVisible()


def test_every_reference_card_is_shown(qtbot: QtBot, example: Bench) -> None:
    pane = ReferencePane()
    qtbot.addWidget(pane)
    said = {label.text() for label in pane.findChildren(Label)}
    for card in CARDS:
        assert card.title in said
        assert {word for line in card.lines for word in line} <= said


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not at hand")
def test_the_page_is_one_page_with_text_in_it(example: Bench, tmp_path: Path) -> None:
    room: CompanyRoom = example.show(CompanyRoom(example.desk))
    path = tmp_path / "company.pdf"
    room.write_page(path)
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "StockPoise 2026" in text
    assert "Stock that pays its way" in text
    assert "Ad placement, Liang Chen" in text
    assert text.count("\f") == 1


def test_what_people_write_stays_plain_text(bench: Bench) -> None:
    ws = bench.desk.open_workspace
    items.create(ws, "goal", text="<b>bold</b> & <img src='file:///etc/passwd'>")
    room: CompanyRoom = bench.show(CompanyRoom(bench.desk))
    html = company_html(bench.desk, "en", "<i>Name</i>", room.lookups.shower("company_function", "benchmark_customer"))
    made = QTextDocument()
    made.setHtml(html)
    assert "<b>bold</b> & <img src='file:///etc/passwd'>" in made.toPlainText()
    assert "<i>Name</i>" in made.toPlainText()


def test_the_rest_of_the_revenue_is_spread(bench: Bench) -> None:
    ws = bench.desk.open_workspace
    first = items.create(ws, "segment", name="A", account_class="sme")
    for name in ("B", "C", "D"):
        items.create(ws, "segment", name=name, account_class="sme")
    items.update(ws, "segment", first, revenue_share=0.5)
    assert company.spread_shares(ws) == 3
    shares = [row.values["revenue_share"] for row in bench.rows("segment")]
    assert shares[0] == 0.5
    assert sum(shares) == pytest.approx(1)
    assert max(shares[1:]) - min(shares[1:]) <= 0.0001
    with pytest.raises(UserError) as caught:
        company.spread_shares(ws)
    assert caught.value.code == "segment.no_rest"
    ws.undo()
    assert [row.values["revenue_share"] for row in bench.rows("segment")] == [0.5, None, None, None]


def test_a_segment_tells_its_people_roles_and_other_focuses(example: Bench, qtbot: QtBot) -> None:
    room: SegmentsRoom = example.show(SegmentsRoom(example.desk))
    rows = {row.values["code"]: row.id for row in example.rows("segment")}
    room.list.go_to(rows["SEG2"])
    part = room.list.form.findChild(SegmentPart)
    assert part is not None
    assert "Zhao Min" in part.people.text()
    assert "Buyer" in part.roles.text()
    assert part.focus.text().startswith("Retail groups")
    room.list.go_to(rows["SEG1"])
    assert part.focus.isHidden()
    qtbot.keyClick(room, Qt.Key.Key_Escape)
