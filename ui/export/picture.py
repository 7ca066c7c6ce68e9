"""The whole map as a picture: drawn by the board itself, as large as it needs, sharp for print."""

import os
from pathlib import Path
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from b2bdesk.errors import UserError
from b2bdesk.i18n import sentences, tr
from b2bdesk.terms import N_
from ui.kit import theme

if TYPE_CHECKING:
    from b2bdesk.queries.board_values import Board
    from ui.grid.colours import Colours

WIDTH: Final = 1440
SCALE: Final = 2.0
PAD: Final = 24
TITLE: Final = 40
LARGEST: Final = 16_000
"""Pixels of a side; larger pictures open nowhere."""


def board_picture(
    board: "Board", title: str, *, colours: "Colours | None" = None, width: int = WIDTH, scale: float = SCALE
) -> QImage:
    """Draw a map under its title; beside that what the ground of cells tells, if it tells something."""
    from ui.grid.board_view import BoardView

    view = BoardView()
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.resize(width - 2 * PAD, 400)
    if colours is not None:
        view.set_colours(colours)
    view.set_board(board)
    view.show()
    needed = QSize(
        max(width - 2 * PAD, round(view.layout_.width) + view.metrics.row_head),
        round(view.layout_.height) + view.metrics.head + 1,
    )
    view.resize(needed)
    image = canvas(needed, scale)
    painter = QPainter(image)
    paint_title(painter, title, needed.width(), heat_told(colours, board) if colours is not None else "")
    view.render(painter, QPoint(PAD, PAD + TITLE))
    painter.end()
    view.close()
    view.deleteLater()
    return image


def canvas(inner: QSize, scale: float) -> QImage:
    """Return an empty picture around a board, in a scale that keeps it openable."""
    size = QSize(inner.width() + 2 * PAD, inner.height() + TITLE + 2 * PAD)
    fit = min(scale, LARGEST / max(size.width(), size.height()))
    image = QImage(size * fit, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(fit)
    image.fill(theme.current().color("surface"))
    return image


def paint_title(painter: QPainter, title: str, width: int = 1200, told: str = "") -> None:
    """Write the title above, and beside it in small what there is to tell."""
    look = theme.current()
    painter.setFont(look.font("title"))
    painter.setPen(look.color("text"))
    line = QRectF(PAD, PAD - 8, width, TITLE)
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
    line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(title) + PAD)
    painter.setFont(look.font("small", 400))
    painter.setPen(look.color("text2"))
    words = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, int(line.width()))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)


def heat_told(colours: "Colours", board: "Board") -> str:
    """Return what the ground of cells tells, as the key says it."""
    from ui.grid import outcomes
    from ui.grid.colours import HEATS

    if not colours.heat:
        return ""
    first = tr("The ground of cells tells: {what}.", what=tr(HEATS[colours.heat]))
    return sentences(first, *(outcomes.explained(colours.outcome, board) if colours.of_results else ()))


def save_picture(image: QImage, path: Path) -> Path:
    """Write a picture beside its target and move it over it."""
    draft = path.with_name(f".{path.name}.new.png")
    try:
        written = path.parent.is_dir() and image.save(str(draft))
        if not written:
            raise OSError
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        message = N_("{path} cannot be written. Choose another folder or check your rights.")
        raise UserError("export.forbidden", message, path=str(path)) from error
    return path
