"""The window against bare Qt: until the first paint, and one full repaint of the board."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import compare, Result
from tests.benchmarks.reading import command

ROWS, COLUMNS = 40, 14
SIZE = (2400, 2200)
LEAVE = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
class Leave(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False
"""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
leave = Leave(); app.installEventFilter(leave)
window = QMainWindow(); window.resize(1366, 768); window.show()
app.exec()
"""
OURS = """
import ui.app
app = ui.app.make_application([])
leave = Leave(); app.installEventFilter(leave)
ui.app.main([])
"""


def screens(path: Path) -> Iterator[Result]:
    """Compare the start, and the board of 560 cells with Qt's own table of texts."""
    os.environ["B2BDESK_DATA_DIR"] = str(path.with_name("data"))
    bare, ours = (command(sys.executable, "-c", LEAVE + code) for code in (BARE, OURS))
    yield compare("start to first paint", ours, bare, 1.3, turns=7)
    yield repaint()


def repaint() -> Result:
    """Paint the board and the table into pictures of the same size."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    from tests.ui.grid.boards import made
    from ui.grid.board_view import BoardView
    from ui.kit import theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", "en")
    board, table, model = BoardView(), QTableView(), QStandardItemModel(ROWS, COLUMNS)
    board.set_board(made([[2] * COLUMNS for _ in range(ROWS)]))
    for at in range(ROWS * COLUMNS):
        model.setItem(at // COLUMNS, at % COLUMNS, QStandardItem(f"K{at} Title"))
    table.setModel(model)
    for widget in (board, table):
        widget.resize(*SIZE)
        widget.show()
        widget.grab()
    return compare("board of 560 cells repainted", board.grab, table.grab, 0.55, turns=15)
