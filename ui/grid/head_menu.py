"""The menu of a line, a column or a group of lines, asked for on its head."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import Band, Head
from ui.grid.arrange import ORDERS
from ui.grid.paint_heads import group_name

if TYPE_CHECKING:
    from ui.grid.board_map import BoardMap


class HeadMenu(QMenu):
    """Made anew each time it is asked for."""

    def __init__(self, view: "BoardMap", line: Head | None, column: Head | None, band: Band | None) -> None:
        super().__init__(view)
        self.aboutToHide.connect(self.deleteLater)
        tools, (rows, columns) = view.tools_, view.board.axes
        if band is not None:
            words = tr("Expand {name}") if band.collapsed else tr("Collapse {name}")
            self._plain("toggle", words.format(name=group_name(band)), partial(tools.toggle_group, band))
            self._plain("collapse_all", tr("Collapse all groups"), partial(tools.collapse_all, True))
            self._plain("expand_all", tr("Expand all groups"), partial(tools.collapse_all, False))
        for head, axis in ((line, rows), (column, columns)):
            if head is not None and not head.folds:
                self._plain("hide", tr("Hide {name}", name=head.name), partial(tools.put_away, axis, head.id))
                self._orders(view, axis)
        if view.board.hidden_rows or view.board.hidden_columns:
            from ui.grid.board_tools import bring_all_back

            self._plain("show_all", tr("Show all"), partial(bring_all_back, tools))

    def _orders(self, view: "BoardMap", axis: str) -> None:
        self.addSeparator()
        now = view.tools_.arrangement.of(axis).order
        for code, words in ORDERS.items():
            action = self._plain(f"order_{code}", tr(words), partial(view.tools_.arrange, axis, order=code))
            action.setCheckable(True)
            action.setChecked(code == now)

    def _plain(self, name: str, text: str, run: Callable[[], object]) -> QAction:
        action = self.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(partial(self._run, run))
        return action

    def _run(self, run: Callable[[], object], _checked: bool = False) -> None:
        run()
