"""The menu that arranges a board: orders, groups, what is hidden, what colours tell, the comparison of personas."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.axes import AXES
from ui.grid.arrange import ORDERS
from ui.grid.colours import HEATS, SCHEMES

if TYPE_CHECKING:
    from ui.grid.board_tools import BoardTools


class ArrangeMenu(QMenu):
    """Made anew each time it is asked for."""

    def __init__(self, tools: "BoardTools", parent: QWidget) -> None:
        super().__init__(parent)
        self._tools = tools
        rows, columns = tools.axes
        self._orders(tr("Order of rows"), rows)
        self._orders(tr("Order of columns"), columns)
        self._groups(tr("Group rows"), rows)
        self._groups(tr("Group columns"), columns)
        if tools.view.board.bands or tools.view.board.column_bands:
            self._plain("collapse_all", tr("Collapse all groups"), partial(tools.collapse_all, True))
            self._plain("expand_all", tr("Expand all groups"), partial(tools.collapse_all, False))
        self.addSeparator()
        if tools.view.current is not None:
            self._plain("hide_line", tr("Hide this row"), partial(tools.view.do, "hide_line"), "Shift+Del")
            self._plain("hide_column", tr("Hide this column"), partial(tools.view.do, "hide_column"), "Ctrl+Shift+Del")
        self._hidden()
        self.addSeparator()
        chips = {code: words for code, (words, _) in SCHEMES.items()}
        colours = tools.view.colours
        self._choice(tr("Colour of chips"), chips, colours.chips, self._set_chips)
        self._choice(tr("Heat of cells"), HEATS, colours.heat, self._set_heat)
        self.addSeparator()
        self._plain("compare", tr("Compare two personas…"), tools.open_compare)
        if tools.compared() is not None:
            self._plain("end_compare", tr("End the comparison"), partial(tools.compare, None))

    def _orders(self, title: str, axis: str) -> None:
        now = self._tools.arrangement.of(axis).order
        self._choice(title, ORDERS, now, partial(self._set_order, axis))

    def _groups(self, title: str, axis: str) -> None:
        ways = {"": "", **dict(AXES[axis].groupings)}
        if len(ways) > 1:
            now = self._tools.arrangement.grouping(axis)
            self._choice(title, ways, now, partial(self._set_group, axis), none=tr("No groups"))

    def _hidden(self) -> None:
        from ui.grid.board_tools import hidden_actions

        board = self._tools.view.board
        if board.hidden_rows or board.hidden_columns:
            menu = self.addMenu(tr("Show hidden"))
            for action in hidden_actions(self._tools, menu):
                menu.addAction(action)

    def _choice(
        self, title: str, options: Mapping[str, str], now: str, pick: Callable[[str], object], *, none: str = ""
    ) -> None:
        menu, group = self.addMenu(title), QActionGroup(self)
        for code, words in options.items():
            action = menu.addAction(tr(words) if words else none)
            action.setObjectName(f"{title}:{code}")
            action.setData(code)
            action.setCheckable(True)
            action.setChecked(code == now)
            action.triggered.connect(partial(self._pick, pick, code))
            group.addAction(action)

    def _plain(self, name: str, text: str, run: Callable[[], object], keys: str = "") -> None:
        action = self.addAction(text)
        action.setObjectName(name)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(partial(self._run, run))

    def _pick(self, pick: Callable[[str], object], code: str, _checked: bool = False) -> None:
        pick(code)

    def _run(self, run: Callable[[], Any], _checked: bool = False) -> None:
        run()

    def _set_order(self, axis: str, order: str) -> None:
        self._tools.arrange(axis, order=order)

    def _set_group(self, axis: str, grouping: str) -> None:
        self._tools.arrange(axis, grouping=grouping, collapsed=frozenset())

    def _set_chips(self, scheme: str) -> None:
        self._tools.set_colours(replace(self._tools.view.colours, chips=scheme))

    def _set_heat(self, heat: str) -> None:
        self._tools.set_colours(replace(self._tools.view.colours, heat=heat))
