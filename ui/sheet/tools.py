"""The controls of the sheet in the filter row: find pieces, sort them, only those not placed, all channels."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.sheet_values import Order
from b2bdesk.terms import N_
from ui.kit.buttons import IconButton
from ui.kit.search_field import SearchField
from ui.kit.text import tip

SEARCH: Final = 150
SIDE: Final = 26
ORDERS: Final = (
    (Order.CODE, N_("By code")),
    (Order.TITLE, N_("By title")),
    (Order.FORM, N_("By form")),
    (Order.TOTAL, N_("Most placed first")),
    (Order.UNPLACED, N_("Not placed first")),
)


class SheetTools(QWidget):
    """`changed` tells that other rows or columns are wanted; `left` that the keyboard goes on to the sheet."""

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.order = Order.CODE
        self.search = SearchField(tr("Find a piece"), parent=self)
        self.search.setFixedWidth(SEARCH)
        self.sort = IconButton("arrow-up-down", tr("Sort pieces"), side=SIDE, size=14, parent=self)
        self.unplaced = self._toggle("list-filter", tr("Only pieces not placed"))
        self.every = self._toggle("columns-3", tr("All channels"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for part in (self.search, self.sort, self.unplaced, self.every):
            row.addWidget(part)
        self.search.searched.connect(self._tell)
        self.search.wants_results.connect(self.left)
        self.sort.clicked.connect(self._offer_orders)
        self.say_order()

    def _toggle(self, icon: str, text: str) -> IconButton:
        button = IconButton(icon, text, side=SIDE, size=14, parent=self)
        button.setCheckable(True)
        button.clicked.connect(self._tell)
        return button

    def _tell(self, _value: object = None) -> None:
        self.changed.emit()

    def _offer_orders(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for order, text in ORDERS:
            action = QAction(tr(text), menu, checkable=True)
            action.setObjectName(order)
            action.setChecked(order is self.order)
            action.triggered.connect(partial(self.set_order, order))
            group.addAction(action)
            menu.addAction(action)
        menu.popup(self.sort.mapToGlobal(self.sort.rect().bottomLeft()))

    def set_order(self, order: Order, _checked: bool = True) -> None:
        """Sort the pieces by something."""
        self.order = order
        self.say_order()
        self.changed.emit()

    def say_order(self) -> None:
        """Say in the tooltip how the pieces are sorted."""
        text = tr("Sort pieces: {order}", order=tr(dict(ORDERS)[self.order]))
        self.sort.setAccessibleName(text)
        self.sort.setToolTip(tip(text))

    def show_all(self) -> None:
        """Show every piece again."""
        self.unplaced.setChecked(False)
        self.search.clear()
        self.changed.emit()
