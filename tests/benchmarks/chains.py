"""The drawing of a chain of 40 people: a frame while it is pulled, against painting everything of it anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks.measure import compare, Result

PEOPLE: Final = 40
SIZE: Final = (1180, 620)
ROLES: Final = ("user", "influencer", "approver", "buyer", "technical")


def frames(path: Path) -> Iterator[Result]:
    """Compare a frame of kept pictures with the same drawing painted whole, as into a picture."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QApplication

    from b2bdesk import workspace
    from b2bdesk.commands import chains
    from b2bdesk.queries.chains import chain_board
    from b2bdesk.queries.labels import Labels
    from ui.chains.canvas import ChainCanvas
    from ui.chains.paint import paint
    from ui.kit import theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", "en")
    copy = path.with_name("chain.b2bdesk")
    copy.write_bytes(path.read_bytes())
    with workspace.open(copy, backup=False) as ws:
        chain = chains.new_chain(ws, segment=1, name="Large")
        with ws.edit("Fill"):
            rows = [
                chains.add_person(ws, chain=chain, role=ROLES[at % len(ROLES)], title=f"Head of department {at}")
                for at in range(PEOPLE)
            ]
            for at, row in enumerate(rows[1:], 1):
                chains.relate(ws, from_=row, to=rows[at // 3], type="reports_to")
        canvas = ChainCanvas()
        canvas.resize(*SIZE)
        with ws.read() as session:
            canvas.show_board(chain_board(session, chain), Labels(session, "en"))
        canvas.show()
        canvas.grab()

        def pulled() -> None:
            canvas.pan(QPointF(3, 2))
            canvas.grab()

        def whole() -> None:
            image = QImage(canvas.size(), QImage.Format.Format_RGB32)
            painter = QPainter(image)
            painter.scale(canvas.zoom, canvas.zoom)
            paint(painter, canvas.drawing)
            painter.end()

        yield compare(f"a frame of a chain of {PEOPLE}", pulled, whole, 0.4, turns=15)
        canvas.close()
