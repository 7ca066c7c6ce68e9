"""What stands beside the room's title, and the zoom in the corner of the drawing."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.chains import ChainName
from ui.chains.canvas import ChainCanvas
from ui.kit.buttons import Button, IconButton
from ui.kit.segmented import Segmented
from ui.kit.text import Label

DRAWING, LIST = "drawing", "list"
FEW: Final = 3
"""Up to so many chains stand beside each other in the head; more are in a menu."""


class ChainHead(QWidget):
    """Which chain is shown, as a drawing or in the list; what else can be asked for."""

    chain_picked = Signal(int)
    view_picked = Signal(str)
    new_asked = Signal()
    export_asked = Signal()

    def __init__(self, parent: QWidget, *, read_only: bool) -> None:
        super().__init__(parent)
        self._names: Sequence[ChainName] = ()
        self._chain = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        self._few = Segmented([], tr("Decision chain"))
        self._few.picked.connect(self._pick)
        self._many = Button("", menu=True)
        self._many.clicked.connect(self._menu)
        self._view = Segmented([(DRAWING, tr("Drawing")), (LIST, tr("List"))], tr("View"))
        self._view.picked.connect(self.view_picked)
        self.new = Button(tr("New chain"), icon="plus")
        self.new.clicked.connect(self.new_asked)
        self.new.setEnabled(not read_only)
        self._save = IconButton("image", tr("Export the drawing"))
        self._save.clicked.connect(self.export_asked)
        for part in (self._few, self._many):
            row.addWidget(part)
        row.addStretch(1)
        for tool in (self._view, self._save, self.new):
            row.addWidget(tool)
        self._many.hide()

    @property
    def view(self) -> str:
        """Return what is shown: the drawing or the list."""
        return self._view.value()

    def set_view(self, view: str) -> None:
        """Show which view is on; the list has its own ways to a chain."""
        self._view.set_value(view)
        for part in (self._few, self._many, self._save):
            part.setEnabled(view == DRAWING)

    def show_names(self, names: Sequence[ChainName], chain: int) -> None:
        """Offer the chains."""
        self._names, self._chain = names, chain
        shown = [one for one in names if not one.archived]
        few = len(shown) <= FEW and chain in {0, *(one.id for one in shown)}
        self._few.setVisible(few and bool(shown))
        self._many.setVisible(not few)
        self._save.setEnabled(bool(chain) and self.view == DRAWING)
        if few and shown:
            self._few.set_options([(str(one.id), one.name) for one in shown])
            if chain:
                self._few.set_value(str(chain))
        elif not few:
            self._many.set_text(next((one.name for one in names if one.id == chain), tr("Decision chain")))

    def _pick(self, key: str) -> None:
        self.chain_picked.emit(int(key))

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self._names:
            entry = menu.addAction(tr("{name} (archived)", name=one.name) if one.archived else one.name)
            entry.setCheckable(True)
            entry.setChecked(one.id == self._chain)
            entry.triggered.connect(partial(self._pick_from_menu, one.id))
        menu.popup(self._many.mapToGlobal(QPoint(0, self._many.height())))

    def _pick_from_menu(self, chain: int, _checked: bool = False) -> None:
        self.chain_picked.emit(chain)


class ZoomTools(QWidget):
    """Smaller, how large, larger, everything; and the first keys in one line."""

    def __init__(self, canvas: ChainCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 8)
        row.setSpacing(2)
        less, more = IconButton("minus", tr("Smaller"), side=24), IconButton("plus", tr("Larger"), side=24)
        self._zoom = Label("100 %", "small", "text2")
        self._zoom.setMinimumWidth(44)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fit = IconButton("maximize-2", tr("Show the whole chain"), keys="0", side=24)
        less.clicked.connect(canvas.zoom_out)
        more.clicked.connect(canvas.zoom_in)
        fit.clicked.connect(canvas.fit)
        canvas.zoomed.connect(self._tell)
        self._hint = Label("", "micro", "text3", weight=400)
        for part in (less, self._zoom, more, fit, self._hint):
            row.addWidget(part)
        place = QVBoxLayout(canvas)
        place.setContentsMargins(0, 0, 0, 0)
        place.addStretch(1)
        place.addWidget(self, 0, Qt.AlignmentFlag.AlignLeft)
        self._tell()

    def set_hint(self, text: str) -> None:
        """Say what can be done."""
        self._hint.setText(text)
        self.adjustSize()

    def _tell(self) -> None:
        self._zoom.setText(tr("{n} %", n=round(self._canvas.zoom * 100)))
