"""The pictures of rows, read from the plan when they are first shown and kept small."""

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from b2bdesk.errors import UserError
from b2bdesk.queries import pictures as asked
from ui.desk import Desk
from ui.kit import pictures
from ui.kit.picture_frame import square

SHOWN: Final = 256
"""Pixels that a form may show, on a screen with four pixels for one."""
MOST: Final = 400


class Portraits(QObject):
    """A list draws what is there and nothing for the rest; `arrived` says that it may draw again.

    One picture is decoded at a time between two looks at the keyboard, so that no list of faces stalls the window.
    """

    arrived = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kept: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._wanted: dict[tuple[str, int], None] = {}
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._next)

    def image(self, sha: str) -> QImage:
        """Return a picture for a form, an empty one where there is none."""
        return self._read(sha, SHOWN)

    def small(self, sha: str, side: int) -> QPixmap | None:
        """Return the middle of a picture, so many pixels wide and high, if it is here already."""
        key = sha, side
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._wanted[key] = None
        self._soon.start()
        return None

    def _next(self) -> None:
        if not self._wanted:
            self._soon.stop()
            return
        sha, side = key = next(iter(self._wanted))
        del self._wanted[key]
        image = self._read(sha, 2 * side)
        self._kept[key] = QPixmap() if image.isNull() else QPixmap.fromImage(square(image, side))
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        self.arrived.emit()

    def _read(self, sha: str, longest: int) -> QImage:
        if self._desk.ws is None:
            return QImage()
        try:
            data = self._desk.read(lambda session: asked.data(session, sha))
        except UserError as error:  # what is wrong with the file is told; a list goes on without the picture
            self._desk.failed.emit(error)
            return QImage()
        return pictures.decode_kept(data, longest)
