"""A newcomer's first minutes, with real events: example, filter, drag, count and finding, undo, keyboard, workbook."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from tests.e2e.person import CTRL, LEFT, Person

GAP = "Sun Li meets nothing at Visit & registration."


class Newcomer:
    """What the newcomer sees of the cell Website × Visit & registration."""

    def __init__(self, person: Person) -> None:
        self.person, self.window, self.room = person, person.window, person.room

    def cell(self) -> Any:
        """Return the cell as the map shows it."""
        board = self.room.view.board
        stage = next(s.id for s in board.stages if s.code == "S2")
        channel = next(c.id for c in board.channels if c.code == "website")
        return board.cells[stage, channel]

    def codes(self) -> set[str]:
        """Return the codes in that cell."""
        return {chip.code for chip in self.cell().chips}

    def findings(self) -> set[str]:
        """Return the sentences of all findings."""
        return {said.sentence for said in self.window.facts.summary.findings}

    def gaps(self) -> int:
        """Return the number in the rail."""
        return int(self.window.frame.rail._counts["gaps"])

    def cell_at(self) -> QPoint:
        """Return a place in that cell where no chip lies, on the window."""
        view = self.room.view
        rect = view.cell_rect(self.cell().key)
        return view.viewport().mapTo(self.window, QPoint(rect.right() - 6, rect.bottom() - 4))

    def drag_piece(self, model: Any, row: int) -> None:
        """Drag a row of the list of pieces into that cell: what Qt sends while a person does (off the screen, drags
        between windows do not run, so the events are sent one by one)."""
        port = self.room.view.viewport()
        end = port.mapFrom(self.window, self.cell_at())
        mime = model.mimeData([model.index(row)])
        rest = (Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
        start = end - QPoint(40, 0)
        QApplication.sendEvent(port, QDragEnterEvent(start, *rest))
        QApplication.sendEvent(port, QDragMoveEvent(end, *rest))
        self.person.look("dragging")
        QApplication.sendEvent(port, QDropEvent(QPointF(end), *rest))


def test_first_steps(person: Person, tmp_path: Path) -> None:
    """From the start screen to a workbook that holds what was placed."""
    window, qtbot = person.window, person.qtbot

    # The example opens on the map.
    person.look("start")
    person.press(Qt.Key.Key_Return)
    qtbot.waitUntil(window.is_ready, timeout=30_000)
    person.look("map")
    assert window.frame.current == "map"
    seen = Newcomer(person)
    assert GAP in seen.findings()
    gaps = seen.gaps()

    # Only what Sun Li meets.
    person.press(Qt.Key.Key_P)
    choices = QApplication.activePopupWidget().findChild(QListWidget)
    row = next(i for i in range(choices.count()) if "Sun Li" in choices.item(i).text())
    choices.setFocus()
    for _ in range(row - choices.currentRow()):
        person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Space)
    person.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(person.room.where.personas) == 1)
    person.look("filtered")
    assert seen.cell().n == 0

    # K22 is dragged from the list of pieces into Website × Visit & registration.
    person.press(Qt.Key.Key_Slash)
    person.write("K22")
    pieces = person.room.inspector_.pieces
    qtbot.waitUntil(lambda: [row.code for row in pieces.model.rows] == ["K22"])
    seen.drag_piece(pieces.model, 0)
    qtbot.waitUntil(lambda: "K22" in seen.codes(), timeout=10_000)
    person.look("dragged")
    assert seen.cell().n == 1
    assert GAP not in seen.findings()
    assert seen.gaps() != gaps or GAP not in seen.findings()
    assert "17 / 20" in window.bar.facts.text()
    assert "K22" in window.bar._right.text()

    # Ctrl+Z takes it back.
    person.room.view.setFocus()
    person.press(Qt.Key.Key_Z, mods=CTRL)
    qtbot.waitUntil(lambda: "K22" not in seen.codes(), timeout=10_000)
    person.look("undone")
    assert GAP in seen.findings()
    assert seen.gaps() == gaps
    assert "16 / 20" in window.bar.facts.text()

    # By keyboard instead: the cell is still the current one.
    assert person.room.view.current == seen.cell().key
    person.press(Qt.Key.Key_N)
    person.write("K22")
    person.look("typing")
    person.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "K22" in seen.codes(), timeout=10_000)
    person.look("typed")
    assert GAP not in seen.findings()

    # The workbook.
    person.press(Qt.Key.Key_E, mods=CTRL)
    qtbot.waitUntil(window.is_ready, timeout=30_000)
    room = window.frame.room("export")
    target = tmp_path / "plan.xlsx"
    room.path.selectAll()
    QTest.keyClicks(room.path, str(target))
    person.look("export")
    QTest.keyClick(room.path, Qt.Key.Key_Return)
    qtbot.waitUntil(target.exists, timeout=60_000)
    person.look("exported")
    assert holds_placement(target, "K22", "S2", "website")


def holds_placement(path: Path, piece: str, stage: str, channel: str) -> bool:
    """Tell whether the workbook's placements name a piece, a stage and a channel in one row."""
    from openpyxl import load_workbook

    names = {stage: {stage, "Visit & registration"}, channel: {channel, "Website"}}
    book = load_workbook(path, read_only=True)
    for row in book["Placements"].iter_rows(values_only=True):
        cells = " | ".join(str(value) for value in row if value is not None)
        wanted = any(n in cells for n in names[stage]) and any(n in cells for n in names[channel])
        if piece in cells and wanted:
            book.close()
            return True
    book.close()
    return False
