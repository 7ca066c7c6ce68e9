"""A hundred role cards as a PDF, against QPainter drawing the same text and shapes once laid out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from b2bdesk import workspace
from b2bdesk.queries import cards as asked
from b2bdesk.queries.card_rows import Card
from tests.benchmarks.measure import compare, Result

TODAY = date(2026, 3, 1)
COUNT = 100


def printed(path: Path) -> Iterator[Result]:
    """Compare reading, setting, drawing and writing with drawing alone; and say how large a card is."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QPainter, QPdfWriter
    from PySide6.QtWidgets import QApplication

    from ui.cards.choices import Choices
    from ui.cards.files import PDF_DPI, write_pdf
    from ui.cards.painting import Look
    from ui.cards.printing import kit, page_layout, paint_pages

    QApplication.instance() or QApplication([])
    target, choices = path.with_name("cards.pdf"), Choices("en", per_page=4, paper="A3")
    with workspace.open(path, read_only=True) as ws, ws.read() as session:
        wanted = [row[0] for row in asked.names(session)][:COUNT]
        plan = Card(0, "", "", "", "Benchmark", TODAY)

        def ours() -> None:
            write_pdf(asked.cards(session, "en", TODAY, wanted), choices, target, plan=plan)

        made = kit(asked.cards(session, "en", TODAY, wanted), choices, plan)
        look = Look(made.letters)

        def bare() -> None:
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            device = QPdfWriter(buffer)
            device.setResolution(PDF_DPI)
            device.setPageLayout(page_layout(made.sheet))
            painter = QPainter(device)
            paint_pages(painter, device, made, look)
            painter.end()

        yield compare(f"{len(wanted)} role cards to PDF", ours, bare, 1.5, turns=3)
    # A size is no time, but reads as well in this table: bytes a card in the place of seconds, against 6 kB.
    yield Result("bytes a card (as ms)", target.stat().st_size / len(wanted) / 1000, 6.0, 1.0)
