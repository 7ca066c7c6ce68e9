"""The room over a plan that holds nothing, or may not be changed: every page says what to do first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from b2bdesk.commands import items
from tests.ui.evidence.conftest import Bench
from ui.kit.buttons import Button

PAGES = ("list", "ask", "guide", "reach")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_over_a_blank_plan(opened: Callable[..., Bench], blank_path: Path, page: str) -> None:
    bench = opened(blank_path)
    bench.room.show_page(page)
    bench.settle()
    for key in (Qt.Key.Key_S, Qt.Key.Key_U, Qt.Key.Key_L, Qt.Key.Key_I):
        bench.key(bench.room.views, key) if bench.room.views.focusPolicy() else None
    segment = items.create(bench.desk.open_workspace, "segment", name="Retail", account_class="sme")
    items.create(bench.desk.open_workspace, "persona", name="Lin", title="Lead", segments=[segment])
    bench.settle()
    assert not bench.errors
    assert bench.room.page() is bench.room.pages[page]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_read_only(opened: Callable[..., Bench], example_path: Path, page: str) -> None:
    bench = opened(example_path, read_only=True)
    bench.room.show_page(page)
    bench.room.new()
    bench.settle()
    assert not bench.errors
    assert len(bench.rows("evidence")) == 7


def test_pages_have_names_for_those_who_cannot_see(bench: Bench) -> None:
    for page in PAGES:
        bench.room.show_page(page)
    guide, reach = bench.room.pages["guide"], bench.room.pages["reach"]
    fields = [block.field.editor for block in guide.blocks.values()]  # type: ignore[attr-defined]
    fields += [field.editor for field in (*reach.shares.values(), *reach.counts.values())]  # type: ignore[attr-defined]
    assert all(field.accessibleName() for field in fields)
    assert bench.room.board.view.accessibleName()


def test_a_blank_board_leads_to_the_personas(opened: Callable[..., Bench], blank_path: Path) -> None:
    bench = opened(blank_path)
    went: list[str] = []
    bench.room.go.connect(lambda room, _place: went.append(room))
    board = bench.room.board
    assert board.empty.isVisible()
    assert not board.view.isVisible()
    QTest.mouseClick(board.empty.findChild(Button), Qt.MouseButton.LeftButton)
    assert went == ["personas"]
