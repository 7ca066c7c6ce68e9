"""A hundred role cards as a PDF, against QPainter drawing the same text and shapes once laid out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from b2bdesk import workspace
from b2bdesk.queries import cards as asked
from b2bdesk.queries.card_rows import Card
from tests.benchmarks.measure import compare, Result

TODAY = date(2026, 3, 1)
COUNT = 100


def printed(path: Path) -> Iterator[Result]:
    """Compare reading, setting, drawing and writing with drawing alone; and say how large a card is."""
    from PySide6.QtWidgets import QApplication

    from ui.cards.choices import Choices
    from ui.cards.files import pdf, write_pdf
    from ui.cards.printing import kit

    QApplication.instance() or QApplication([])
    target, choices = path.with_name("cards.pdf"), Choices("en", per_page=4, paper="A3")
    with workspace.open(path, read_only=True) as ws, ws.read() as session:
        wanted = [row[0] for row in asked.names(session)][:COUNT]
        plan = Card(0, "", "", "", "Benchmark", TODAY)

        def ours() -> None:
            write_pdf(asked.cards(session, "en", TODAY, wanted), choices, target, plan=plan)

        made = kit(asked.cards(session, "en", TODAY, wanted), choices, plan)
        yield compare(f"{len(wanted)} role cards to PDF", ours, lambda: plainly(made), 1.5, turns=5)
        yield compare(f"{len(wanted)} role cards to PDF, our painting", ours, lambda: pdf(made, plan, {}), None)
    # A size is no time, but reads as well in this table: bytes a card in the place of seconds, against 6 kB.
    yield Result("bytes a card (as ms)", target.stat().st_size / len(wanted) / 1000, 6.0, 1.0)


def plainly(made: Any) -> None:
    """Draw what is laid out as anybody would: one call of QPainter for each line of text and each shape."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QPainter, QPdfWriter

    from ui.cards.files import PDF_DPI
    from ui.cards.lettering import UNIT
    from ui.cards.printing import page_layout

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(PDF_DPI)
    device.setPageLayout(page_layout(made.sheet))
    painter = QPainter(device)
    for number, page in enumerate(made.pages):
        if number:
            device.newPage()
        for index, side in page.sides:
            cell = made.sheet.at(index)
            painter.save()
            painter.scale(made.sheet.scale, made.sheet.scale)
            painter.translate(cell.x * UNIT / made.sheet.scale, cell.y * UNIT / made.sheet.scale)
            for op in side.ops:
                shape(painter, op, made.letters)
            painter.restore()
    painter.end()


def shape(painter: Any, op: Any, letters: Any) -> None:
    """Draw one line of text or one shape, with its own pen and brush."""
    from PySide6.QtCore import QPointF, QRectF, Qt
    from PySide6.QtGui import QColor, QPen

    from ui.cards import ops
    from ui.cards.lettering import Face, UNIT

    def box(x: float, y: float, width: float, height: float) -> QRectF:
        return QRectF(x * UNIT, y * UNIT, width * UNIT, height * UNIT)

    def pen(width: float) -> QPen:
        return QPen(QColor("#55524b"), width * UNIT)

    painter.setBrush(Qt.BrushStyle.NoBrush)
    match op:
        case ops.Text():
            painter.setFont(letters.font(op.face).font)
            painter.setPen(QColor("#1f1e1b"))
            painter.drawText(QPointF(op.x * UNIT, op.y * UNIT), op.text)
        case ops.Rule():
            painter.setPen(pen(op.width))
            painter.drawLine(QPointF(op.x * UNIT, op.y * UNIT), QPointF(op.to_x * UNIT, op.to_y * UNIT))
        case ops.Box():
            painter.setPen(pen(op.stroke))
            painter.setBrush(QColor("#f1ede5"))
            painter.drawRoundedRect(box(op.x, op.y, op.width, op.height), op.radius * UNIT, op.radius * UNIT)
        case ops.Proof():
            painter.setPen(pen(op.side * 0.19))
            painter.drawEllipse(box(op.x, op.y, op.side, op.side))
            if op.confidence is not None:
                painter.drawArc(box(op.x, op.y, op.side, op.side), 90 * 16, round(-op.confidence * 360 * 16))
        case ops.Pips():
            for at in range(5):
                painter.fillRect(box(op.x + at * 1.75 * op.scale, op.y, 1.25 * op.scale, 2.5 * op.scale), "#55524b")
        case ops.Dots():
            painter.setPen(pen(0.15))
            for at in range(3):
                painter.drawEllipse(box(op.x + at * 1.5 * op.scale, op.y, op.scale, op.scale))
        case ops.Influence():
            painter.setPen(pen(op.side * 0.13))
            for at in range(5):
                painter.drawArc(box(op.x, op.y, op.side, op.side), (90 - at * 72) * 16, -58 * 16)
        case ops.Stance():
            painter.setPen(pen(op.side * 0.16))
            painter.drawPolyline([QPointF((op.x + part) * UNIT, op.y * UNIT) for part in (0, 1, 2)])
        case ops.Portrait():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#e1f0ed"))
            painter.drawRoundedRect(box(op.x, op.y, op.side, op.side), 3 * UNIT, 3 * UNIT)
            painter.drawEllipse(box(op.x + op.side / 3, op.y + op.side / 6, op.side / 3, op.side / 3))
            painter.setFont(letters.font(Face("initials")).font)
            painter.setPen(QColor("#1f1e1b"))
            painter.drawText(box(op.x, op.y, op.side, op.side), Qt.AlignmentFlag.AlignCenter, op.initials)
