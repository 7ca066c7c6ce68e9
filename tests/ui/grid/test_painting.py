"""Painting leaves the look as it was."""

from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from tests.ui.grid.boards import made
from ui.grid.board_view import BoardView
from ui.kit import theme


def board(qtbot: QtBot) -> BoardView:
    """Return a board of four columns and three lines, painted once."""
    view = BoardView()
    qtbot.addWidget(view)
    view.resize(900, 420)
    view.set_board(made([[2, 0, 1, 3], [1, 1, 0, 0], [0, 5, 2, 1]]))
    view.show()
    view.grab()
    return view


def test_a_rubber_band_leaves_the_accent_as_it_is(qtbot: QtBot) -> None:
    view = board(qtbot)
    before = theme.current().color("accent").rgba()
    view.rubber = QRectF(10, 10, 200, 90)
    view.grab()
    assert theme.current().color("accent").rgba() == before
