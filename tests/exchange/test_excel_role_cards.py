"""The sheet Role cards: a printed page a persona, photo included, and text that stays text."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from b2bdesk import workspace
from b2bdesk.commands import items, pictures
from b2bdesk.exchange import excel
from b2bdesk.i18n import speaking
from b2bdesk.queries import card_words as words
from b2bdesk.queries.cards import cards
from tests.exchange.workbooks import TODAY
from tests.helpers.pictures import png


def test_each_card_has_its_page_with_all_it_says(example_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    with workspace.open(example_path) as ws, ws.read() as session:
        excel.write(session, out, lang="en", today=TODAY, sheets=["role_cards"])
        held = cards(session, "en", TODAY)
    sheet = load_workbook(out)["Role cards"]
    written = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    with speaking("en"):
        for card in held:
            assert {card.name, card.title, words.quoted(card.quote), words.standing(card)} <= written
            assert {
                statement.text for statement in card.of_kind("pain", "need", "desire", "goal", "trigger")
            } <= written
    assert [item.id for item in sheet.row_breaks.brk] == [
        row[0].row - 1 for row in sheet.iter_rows(min_row=4) if row[0].value in {card.name for card in held[1:]}
    ]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_weights_are_numbers_and_confidence_is_a_share_or_a_word(example_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    with workspace.open(example_path) as ws, ws.read() as session:
        excel.write(session, out, lang="zh-Hant", today=TODAY, sheets=["role_cards"])
    sheet = load_workbook(out).worksheets[0]
    found = {row[1].value: (row[2].value, row[3].value) for row in sheet.iter_rows() if row[1].value}
    assert found["Proving the cost of overstock to the board"] == (5, pytest.approx(0.7243, abs=1e-4))
    assert found["Forecast disputes between sales and supply"] == (5, "假設")


def test_the_photo_is_in_the_file_and_what_looks_like_a_formula_is_text(example_path: Path, tmp_path: Path) -> None:
    out, data = tmp_path / "out.xlsx", png(64, 32)
    with workspace.open(example_path) as ws:
        pictures.set_picture(ws, kind="persona", row=2, key="photo", data=data)
        items.update(ws, "persona_item", 1, text="=1+1")
        with ws.read() as session:
            excel.write(session, out, lang="en", today=TODAY, sheets=["role_cards"])
    with ZipFile(out) as archive:
        media = [name for name in archive.namelist() if name.startswith("xl/media/")]
        assert [archive.read(name) for name in media] == [data]
    sheet = load_workbook(out).worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    names = [row[0].row for row in sheet.iter_rows() if row[0].value == "Chen Bo"]
    with ZipFile(out) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert f"<xdr:row>{names[0] + 1}</xdr:row>".replace("xdr:", "") in drawing.replace("xdr:", "")


def test_a_plan_without_personas_has_the_sheet_all_the_same(blank_path: Path, tmp_path: Path) -> None:
    with workspace.open(blank_path) as ws, ws.read() as session:
        excel.write(session, tmp_path / "out.xlsx", lang="en", today=TODAY, sheets=["role_cards"])
    assert load_workbook(tmp_path / "out.xlsx").sheetnames == ["Role cards"]
