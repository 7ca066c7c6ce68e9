"""The sheet of the map against the bare engine: its rows asked for and read, and one full repaint."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import compare, Result
from tests.benchmarks.reading import asked

ROWS, COLUMNS = 40, 60
SIZE = (1700, 1140)


def sheets(path: Path) -> Iterator[Result]:
    """Compare reading with the same statements in sqlite3, and painting with Qt's own table of texts."""
    from b2bdesk import workspace
    from b2bdesk.queries import sheet as query
    from b2bdesk.queries.board_values import BoardFilter
    from b2bdesk.queries.sheet_values import Asked

    with workspace.open(path, read_only=True) as ws, ws.read() as session:

        def opened() -> None:
            found = query.sheet(session, Asked())
            query.rows(session, found.ids[:64], BoardFilter(), found.classes)

        yield asked(session, path, "the sheet opened", opened, 2.0)
    yield from repaints(path)


def repaints(path: Path) -> Iterator[Result]:
    """Paint the sheet and a table of as many cells into pictures of the same size; then scroll by a page each time."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    from b2bdesk import workspace
    from b2bdesk.queries.board_values import BoardFilter
    from ui.desk import Desk
    from ui.kit import theme
    from ui.sheet.view import SheetView

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", "en")
    desk = Desk()
    desk.adopt(workspace.open(path, read_only=True))
    view, table, model = SheetView(desk), QTableView(), QStandardItemModel(10 * ROWS, COLUMNS)
    view.show_plan(BoardFilter(), frozenset())
    for at in range(10 * ROWS * COLUMNS):
        model.setItem(at // COLUMNS, at % COLUMNS, QStandardItem("x" if at % 3 else ""))
    table.setModel(model)
    for column in range(COLUMNS):
        table.setColumnWidth(column, 22)
    for widget in (view, table):
        widget.resize(*SIZE)
        widget.show()
        widget.grab()
    yield compare("the sheet repainted", view.grab, table.grab, 0.55, turns=15)
    yield compare("the sheet scrolled to an unseen page", Scroller(view), Scroller(table), None, turns=15)
    desk.close_workspace()


class Scroller:
    """Goes down a page each time it is called, and paints."""

    def __init__(self, view: object) -> None:
        from PySide6.QtWidgets import QAbstractScrollArea

        assert isinstance(view, QAbstractScrollArea)
        self.view = view

    def __call__(self) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue((bar.value() + bar.pageStep()) % max(1, bar.maximum()))
        self.view.grab()
