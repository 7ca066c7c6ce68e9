"""Blocks to and from the clipboard: the sheet's own, and tables as Excel and LibreOffice put them there."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from b2bdesk.commands import placements
from b2bdesk.i18n import use_language
from b2bdesk.queries.sheet_values import Mark
from tests.ui.sheet.conftest import CTRL, Driver, TODAY
from ui.sheet.clipboard import mime_of, read_mime, read_text, SHEET_MIME

K = Qt.Key
SOURCE = ("K15", "S3", "cs_wechat")
TARGET = ("K15", "S4", "website")
"""Where nothing stands in four rows and three columns."""


def text() -> str:
    return QGuiApplication.clipboard().text()


def set_text(words: str) -> None:
    QGuiApplication.clipboard().setText(words)


def copied(sheet: Driver) -> list[list[list[str]]]:
    """Copy a block of four by three and return what stands there."""
    row, column = sheet.at(*SOURCE)
    sheet.span((row, column), (row + 3, column + 2))
    sheet.press(K.Key_C, mods=CTRL)
    found = sheet.block()
    assert sum(len(cell) for line in found for cell in line) >= 5
    return found


def test_a_copied_block_pasted_elsewhere_is_the_same(sheet: Driver) -> None:
    before, block = sheet.digest(), copied(sheet)
    marks = [sheet.view.model.marks(*place) for place in sheet.view.block]
    sheet.go(*TARGET)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == block
    pasted = [sheet.view.model.marks(*place) for place in sheet.view.block]
    assert [[(m.status, m.start, m.end) for m in cell] for cell in pasted] == [
        [(m.status, m.start, m.end) for m in cell] for cell in marks
    ]
    sheet.undo()
    assert sheet.digest() == before


def test_the_words_alone_give_the_same_statuses(sheet: Driver) -> None:
    before, block = sheet.digest(), copied(sheet)
    assert text().splitlines()[0].split("\t")[0] == "Done"
    set_text(text())
    sheet.go(*TARGET)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == block
    new = [mark for place in sheet.view.block for mark in sheet.view.model.marks(*place)]
    assert {mark.start for mark in new if mark.status != "planned"} == {TODAY}
    assert "had no start date" in sheet.said[-1]
    sheet.undo()
    assert sheet.digest() == before


def test_through_a_workbook_and_back(sheet: Driver, tmp_path: Path) -> None:
    block = copied(sheet)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for line in csv.reader(io.StringIO(text()), delimiter="\t"):
        page.append(line)
    book.save(tmp_path / "block.xlsx")
    read = openpyxl.load_workbook(tmp_path / "block.xlsx").active
    assert read is not None
    rows = [["" if value is None else str(value) for value in row] for row in read.iter_rows(values_only=True)]
    set_text("\r\n".join("\t".join(row) for row in rows) + "\r\n")  # as Excel and LibreOffice put it
    sheet.go(*TARGET)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == block


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_words_of_each_language_letters_and_ticks_are_understood(sheet: Driver, lang: str) -> None:
    use_language(lang)
    sheet.show()
    use_language("en")
    words = sheet.view.model.sheet.words
    set_text("\t".join([words["live"], words["scheduled"].upper(), "✓"]) + "\nD\tx\t1\n")
    row, column = sheet.go(*TARGET)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == [[["live"], ["scheduled"], ["planned"]], [["done"], ["planned"], ["planned"]]]
    assert (sheet.view.block.rows.first, sheet.view.block.columns.first) == (row, column)


def test_an_unknown_word_is_refused_with_its_place_and_nothing_is_pasted(sheet: Driver) -> None:
    before = sheet.digest()
    set_text("live\tplanned\n\tperhaps\n")
    sheet.go(*TARGET)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.said[-1].startswith(
        "“perhaps” (row 2, column 2) is no status, so nothing was pasted. Use these words:"
    )
    assert sheet.digest() == before


def test_an_empty_cell_empties(sheet: Driver) -> None:
    row, column = sheet.at(*SOURCE)
    assert sheet.statuses((row, column)) != []
    set_text("\tlive\n")
    sheet.go(*SOURCE)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == [[[], ["live"]]]


def test_one_cell_fills_the_block_and_a_multiple_is_tiled(sheet: Driver) -> None:
    row, column = sheet.at(*TARGET)
    set_text("i")
    sheet.span((row, column), (row + 3, column + 1))
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == [[["idea"]] * 2] * 4
    set_text("live\tplanned")
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == [[["live"], ["planned"]]] * 4


def test_a_block_that_does_not_fit_is_refused(sheet: Driver) -> None:
    before = sheet.digest()
    copied(sheet)
    sheet.press(K.Key_End, mods=CTRL)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.said[-1] == "The block has 4 rows and 3 columns; from here there are only 1 and 1."
    assert sheet.digest() == before


def test_cutting_moves_with_all_that_is_held(sheet: Driver) -> None:
    block = copied(sheet)
    before = sheet.digest()
    ids = sheet.view.chosen()
    placements.update(sheet.desk.open_workspace, id=min(ids), owner="Mei", cost=40)
    row, column = sheet.at(*SOURCE)
    held = sheet.digest()
    assert held != before
    sheet.qtbot.waitUntil(lambda: sheet.view.model.marks(row, column) != ())
    sheet.span((row, column), (row + 3, column + 2))
    sheet.press(K.Key_X, mods=CTRL)
    assert sheet.digest() == held
    assert len(sheet.view.cut_spots) == sum(bool(cell) for line in block for cell in line)
    sheet.go(*TARGET)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == block
    assert sheet.view.chosen() == ids
    assert sheet.view.cut_spots == set()
    sheet.span((row, column), (row + 3, column + 2))
    assert sheet.block() == [[[]] * 3] * 4
    sheet.undo()
    assert sheet.digest() == held


def test_a_cut_block_may_overlap_where_it_goes(sheet: Driver) -> None:
    before, block = sheet.digest(), copied(sheet)
    sheet.press(K.Key_X, mods=CTRL)
    row, column = sheet.at(*SOURCE)
    sheet.view.change(sheet.view.block.go, row + 1, column)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == block
    sheet.undo()
    assert sheet.digest() == before


def test_escape_gives_up_a_cut(sheet: Driver) -> None:
    sheet.go(*SOURCE)
    sheet.press(K.Key_X, mods=CTRL)
    assert sheet.view.cut_spots
    sheet.press(K.Key_Escape)
    assert not sheet.view.cut_spots


def test_what_comes_from_another_plan_brings_no_ids(sheet: Driver) -> None:
    block = copied(sheet)
    facts = json.loads(bytes(QGuiApplication.clipboard().mimeData().data(SHEET_MIME).data()))
    mime = QMimeData()
    mime.setData(SHEET_MIME, json.dumps(facts | {"plan": "/elsewhere", "cut": True}).encode())
    QGuiApplication.clipboard().setMimeData(mime)
    sheet.go(*TARGET)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.block() == block
    row, column = sheet.at(*SOURCE)
    sheet.span((row, column), (row + 3, column + 2))
    assert sheet.block() == block


def test_an_empty_clipboard_says_so(sheet: Driver) -> None:
    QGuiApplication.clipboard().clear()
    sheet.go(*TARGET)
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.said[-1] == "The clipboard is empty."


def test_several_in_a_cell_come_and_go_together() -> None:
    marks = (Mark(1, "live", date(2026, 1, 1)), Mark(2, "planned"))
    mime = mime_of([[marks, ()]], {"live": "Live"}, "plan", cut=True)
    assert mime.text() == "Live ×2\t\n"
    back = read_mime(mime, {}, "plan")
    assert back is not None
    assert (back.cut, [one.source for one in back.cells[0][0]], back.cells[0][1]) == (True, [1, 2], ())
    other = read_mime(mime, {}, "another")
    assert other is not None
    assert (other.cut, [one.source for one in other.cells[0][0]]) == (False, [None, None])
    words = read_text(mime.text(), {"live": "live"})
    assert words is not None
    assert [one.status for one in words.cells[0][0]] == ["live"]


def test_rows_of_unequal_length_are_filled_up() -> None:
    found = read_text('"live"\r\np\td\r\n', {"live": "live", "p": "planned", "d": "done"})
    assert found is not None
    assert (found.rows, found.columns, found.cells[0][1]) == (2, 2, ())
    assert read_text("", {}) is None
