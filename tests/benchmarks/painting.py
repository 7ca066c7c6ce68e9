"""The window against bare Qt: until the first paint, until the map, its memory, and one full repaint of the board."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.benchmarks.measure import compare, Result

ROWS, COLUMNS = 40, 14
SIZE = (2400, 2200)
LEAVE = """
import os, sys
from pathlib import Path
from time import perf_counter
from PySide6.QtCore import QTimer
beats = []
def leave():
    lines = Path("/proc/self/status").read_text() if sys.platform == "linux" else ""
    rests = [after - before for before, after in zip(beats, beats[1:])]
    print(next((line.split()[1] for line in lines.splitlines() if line.startswith("VmRSS")), "0"), flush=True)
    print(max(rests, default=0), flush=True)
    os._exit(0)
def after(cls, name, then):
    method = getattr(cls, name)
    def watched(self, *given):
        method(self, *given)
        then(self)
    setattr(cls, name, watched)
def leave_soon(_widget):
    QTimer.singleShot(0, leave)
def listen(window):
    if not beats:
        beats.append(perf_counter())
        window.beat = QTimer(window, interval=1)
        window.beat.timeout.connect(lambda: beats.append(perf_counter()))
        window.beat.start()
"""
"""How a start ends; and how a window tells that it listens: by a timer every millisecond from its first paint on.

Methods are watched, not events: a filter for all objects makes Qt for Python meet classes it does not know, and then it
loads every class it has."""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    pass
after(Window, "paintEvent", leave_soon)
app = QApplication([])
window = Window(); window.resize(1366, 768); window.show()
app.exec()
"""
FRAME = """
import ui.app
after(ui.app.Window, "paintEvent", leave_soon)
ui.app.main([])
"""
ON_MAP = """
import ui.app, ui.desk
opened = ui.desk.Desk._adopt
def adopt(self, *given):
    from ui.grid.board_view import BoardView
    after(BoardView, "paintEvent", lambda view: view.board.cells and leave())
    opened(self, *given)
ui.desk.Desk._adopt = adopt
ui.app.main([sys.argv[1]])
"""
LEFT = """
import ui.app, ui.opening
after(ui.opening.Opening, "paintEvent", lambda page: page.as_left and leave())
ui.app.main([sys.argv[1]])
"""
SETTLED = """
import ui.app, ui.facts
after(ui.app.Window, "paintEvent", listen)
after(ui.facts.Facts, "_take", leave_soon)
ui.app.main([sys.argv[1]])
"""
CLOSED = """
import ui.app, ui.facts
after(ui.facts.Facts, "_take", lambda facts: QTimer.singleShot(500, facts.parent().close))
after(ui.app.Window, "closeEvent", leave_soon)
ui.app.main([sys.argv[1]])
"""
STALL = 0.05
"""How long the window may stand still at most, in seconds."""
TURNS = 7


def screens(path: Path) -> Iterator[Result]:
    """Compare the start, and the board of 560 cells with Qt's own table of texts."""
    yield from starts(path)
    yield repaint()


def starts(path: Path) -> Iterator[Result]:
    """Compare time and memory until the frame, the plan as it was left, and its map are painted with a bare window."""
    os.environ["B2BDESK_DATA_DIR"] = str(path.with_name("data"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a start finds its bytecode written, ours as well as the peer's
    os.environ["PYTHONPYCACHEPREFIX"] = str(path.with_name("bytecode"))
    for _ in range(2):  # the second time the window has the size that it was left with
        start(CLOSED, path)
    codes = {"bare": BARE, "frame": FRAME, "left": LEFT, "map": ON_MAP, "settled": SETTLED}
    runs = [{name: start(code, path) for name, code in codes.items()} for _ in range(TURNS)]
    best = {name: tuple(map(min, zip(*(run[name] for run in runs), strict=True))) for name in codes}
    (bare, light, _), (_, heavy, still) = best["bare"], best["settled"]
    yield Result("start to first paint", best["frame"][0], bare, 1.3)
    yield Result("start to the plan as it was left", best["left"][0], bare, 4.0)
    yield Result("start to the example on the map", best["map"][0], bare, 4.0)
    yield Result("longest standstill until all is known", still, STALL, 1.0)
    if light:
        yield Result("memory, example open", heavy / 1024, light / 1024, 2.0, "MiB")


def start(code: str, path: Path) -> tuple[float, int, float]:
    """Run a window till it is painted; return the seconds that took, the KiB it holds, how long it stood still."""
    begun = perf_counter()
    words = [sys.executable, "-c", LEAVE + code, str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    took = perf_counter() - begun
    held, still = done.stdout.split()
    return took, int(held), float(still)


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
