"""A chain as a picture: PNG for slides, SVG and PDF with words that stay words."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPixmap
from PySide6.QtSvg import QSvgGenerator

from b2bdesk.errors import UserError
from b2bdesk.i18n import percent, tr, trn
from b2bdesk.insight.chains import Cover
from b2bdesk.queries.chains import ChainBoard
from b2bdesk.terms import N_
from ui.chains.drawing import Drawing
from ui.chains.lanes import HEIGHT, Lane
from ui.chains.paint import paint
from ui.chains.pieces import Faces
from ui.kit import theme

PAD: Final = 32.0
HEAD: Final = 64.0
SCALE: Final = 2.0
LARGEST: Final = 16_000
DPI: Final = 96
KINDS: Final = (".svg", ".pdf", ".png")


def save(
    drawing: Drawing,
    board: ChainBoard,
    path: Path,
    cover: Cover | None = None,
    faces: Faces | None = None,
    *,
    lanes: tuple[Lane, ...] = (),
) -> Path:
    """Write a chain beside its target and move it over it; the ending says in which form."""
    writers: dict[str, Callable[[Path, QSizeF, Callable[[QPainter], None]], bool]] = {
        ".svg": _svg,
        ".pdf": _pdf,
        ".png": _png,
    }
    kind = path.suffix.lower()
    if kind not in writers:
        message = N_("{name} is no kind of picture that a chain is drawn in. End the name in .svg, .pdf or .png.")
        raise UserError("chain.kind", message, name=path.name)
    head = HEAD + (HEIGHT if lanes else 0)
    size = QSizeF(max(drawing.whole.width, 420.0) + 2 * PAD, drawing.whole.height + 2 * PAD + head)
    draft = path.with_name(f".{path.name}.new{kind}")
    title, note = board.name, caption(board, cover)

    def whole(painter: QPainter) -> None:
        look = theme.current()
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), look.color("sunken"))
        painter.setFont(look.font("title"))
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(PAD, PAD - 10, size.width() - 2 * PAD, 28), title)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text2"))
        painter.drawText(QRectF(PAD, PAD + 18, size.width() - 2 * PAD, 20), note)
        painter.translate(PAD - drawing.whole.x, PAD + head - drawing.whole.y)
        paint(painter, drawing, lanes, faces)

    try:
        if not path.parent.is_dir() or not writers[kind](draft, size, whole):
            raise OSError
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        message = N_("{path} cannot be written. Choose another folder or check your rights.")
        raise UserError("export.forbidden", message, path=str(path)) from error
    return path


def caption(board: ChainBoard, cover: Cover | None) -> str:
    """Return what stands below the title: segment, people, cover and support."""
    parts = [board.segment, board.account, trn("{n} person", "{n} people", len(board.people))]
    if cover is not None and cover.cover is not None:
        parts.append(tr("reading cover {share}", share=percent(float(cover.cover))))
    if cover is not None and cover.support is not None:
        parts.append(tr("support {support}", support=f"{float(cover.support):+.2f}"))
    return " · ".join(part for part in parts if part)


def _svg(path: Path, size: QSizeF, draw: Callable[[QPainter], None]) -> bool:
    target = QSvgGenerator()
    target.setFileName(str(path))
    target.setSize(size.toSize())
    target.setViewBox(QRectF(0, 0, size.width(), size.height()))
    target.setResolution(DPI)
    return _drawn(QPainter(target), draw) and path.exists()


def _pdf(path: Path, size: QSizeF, draw: Callable[[QPainter], None]) -> bool:
    target = QPdfWriter(str(path))
    target.setCreator("b2bdesk")
    points = QSizeF(size.width() * 72 / DPI, size.height() * 72 / DPI)
    page = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    target.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    target.setResolution(DPI * 10)
    painter = QPainter(target)
    painter.scale(10, 10)
    return _drawn(painter, draw) and path.exists()


def _png(path: Path, size: QSizeF, draw: Callable[[QPainter], None]) -> bool:
    scale = min(SCALE, LARGEST / max(size.width(), size.height()))
    image = QImage(QSize(round(size.width() * scale), round(size.height() * scale)), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(scale, scale)
    return _drawn(painter, draw) and image.save(str(path))


def _drawn(painter: QPainter, draw: Callable[[QPainter], None]) -> bool:
    if not painter.isActive():
        return False
    draw(painter)
    return painter.end()


def faces_from(read: Callable[[str], bytes | None]) -> Faces:
    """Return what gives the photos of people, decoded within limits."""
    from ui.kit import pictures
    from ui.kit.picture_frame import square

    def face(sha: str, side: int) -> QPixmap | None:
        image = pictures.decode_kept(read(sha) or b"", 2 * side)
        return None if image.isNull() else QPixmap.fromImage(square(image, side))

    return face
