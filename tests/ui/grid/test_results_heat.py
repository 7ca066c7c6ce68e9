"""Heat of cells by results: in cells, at heads, in words, in the picture."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from b2bdesk.commands import items
from tests.ui.grid.driver import Driver
from ui.export.picture import board_picture, heat_told
from ui.grid.access import cell_text
from ui.grid.arrange_menu import ArrangeMenu
from ui.grid.legend import Legend
from ui.kit.text import Label

DAYS = {"date_from": "2026-01-01", "date_to": "2026-02-28"}


def warm(map_: Driver, heat: str) -> None:
    """Choose in the menu what warms the cells."""
    menu = ArrangeMenu(map_.view.tools_, map_.view)
    menu.findChild(QAction, f"Heat of cells:{heat}").trigger()
    menu.deleteLater()
    map_.settle()


@pytest.fixture
def counted(map_: Driver) -> int:
    """The placement of K16 in Website at S3, with forty leads of its own."""
    board = map_.view.board
    chip = board.cells[map_.key("S3", "website")].chips[0]
    items.create(map_.desk.ws, "result", **DAYS, placement_id=chip.id, leads=40, revenue=1_250_000)
    map_.settle()
    return chip.id


def test_the_channels_of_the_example_are_warm_at_their_heads(map_: Driver) -> None:
    plain = map_.view.metrics.row_head
    warm(map_, "leads")
    view = map_.view
    assert view.colours.outcome.cells == {}
    assert view.metrics.row_head > plain
    line = next(head for head in view.board.rows if head.code == "baidu_sem")
    assert view.colours.head_step(line) == 4
    assert view.strip.isVisible()
    assert view.strip.words.text() == (
        "No placement has results of its own yet; those of whole channels stand at their heads."
    )
    website = view.layout_.lines[map_.key("S3", "website")[1]]
    row = next(row for row in view.layout_.rows if row.line == website)
    at = QPoint(40, round(row.top + view.origin().y()) + 8)
    assert view.mouse.tip_at(at) == "Website · 10 pieces\nLeads 420 in the channel as a whole"
    warm(map_, "")
    assert not view.strip.isVisible()
    assert view.metrics.row_head == plain


def test_a_placement_warms_its_own_cell_and_undo_cools_it(map_: Driver, counted: int) -> None:
    warm(map_, "leads")
    view, key = map_.view, map_.key("S3", "website")
    cell = view.board.cells[key]
    assert (view.colours.amount(cell), view.colours.figure(cell)) == (40, "40")
    assert view.colours.most(view.board) == 40
    assert not view.strip.isVisible()
    assert "Leads 40, Leads 460 in the channel as a whole: " in cell_text(view.board, cell, view.colours.outcome)
    assert not view.grab().isNull()
    warm(map_, "revenue")
    assert view.colours.figure(cell) == "1.2M"
    map_.desk.ws.undo()
    map_.settle()
    assert view.colours.outcome.cells == {}
    assert view.strip.isVisible()


def test_persona_boards_count_what_serves_them_and_have_no_heads(map_: Driver, counted: int) -> None:
    warm(map_, "leads")
    map_.view.tools_.show_axes("persona", "stage")
    map_.settle()
    view = map_.view
    names = {head.id: head.name for head in view.board.rows}
    assert {names[person]: n for (_, person), n in view.colours.outcome.cells.items()} == {
        "Chen Bo": 40,
        "Zhao Min": 40,
    }
    said = heat_told(view.colours, view.board)
    assert said.startswith("The ground of cells tells: Leads. A cell adds up")
    assert "this board has no channels" in said
    view.tools_.turn()
    map_.settle()
    assert not view.grab().isNull()


def test_columns_of_channels_have_room_for_their_numbers(map_: Driver) -> None:
    map_.view.tools_.show_axes("persona", "channel")
    map_.settle()
    low = map_.view.metrics.stage_head
    warm(map_, "deals")
    assert map_.view.metrics.stage_head > low
    across = map_.view.column_rect(0).center()
    assert map_.view.mouse.tip_at(QPoint(across.x(), map_.view.metrics.phase_head + 8)) == (
        "Website · 10 pieces\nDeals 6 in the channel as a whole"
    )


def test_the_key_and_the_picture_say_it_in_words(map_: Driver, counted: int, qtbot: QtBot) -> None:
    warm(map_, "leads")
    view = map_.view
    key = Legend(view, view.colours, view.board)
    said = [label.text() for label in key.findChildren(Label)]
    assert any("stands at its head; it is not shared out among cells" in text for text in said)
    assert map_.room.whole_colours() is view.colours
    picture = board_picture(view.whole_board(), "Plan", colours=view.colours, width=1200, scale=1.0)
    plain = board_picture(view.whole_board(), "Plan", width=1200, scale=1.0)
    assert picture != plain
    key.close()


def test_without_results_the_way_to_them_is_offered(map_: Driver, qtbot: QtBot) -> None:
    found = map_.desk.read(
        lambda session: session.connection().exec_driver_sql("SELECT id FROM result").scalars().all()
    )
    items.delete(map_.desk.ws, "result", list(found))
    warm(map_, "visits")
    strip = map_.view.strip
    assert strip.words.text() == "No results yet: type or import them in Results."
    with qtbot.waitSignal(map_.room.go) as gone:
        strip.button.click()
    assert gone.args == ["results", None]
