"""The controls of the board in the filter row: its axes, turning it, and how it is arranged; all of it remembered."""

from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from b2bdesk import i18n
from b2bdesk.i18n import tr, trn
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries.axes import AXES, DEFAULT, is_offered, PAIRS
from b2bdesk.queries.board_values import AxisKey, Band, Board, Spot
from ui.grid.arrange import Arrangement, read_look
from ui.grid.arrange_menu import ArrangeMenu
from ui.grid.colours import Colours, HEATS, SCHEMES
from ui.grid.compare import People
from ui.kit.buttons import Button, IconButton
from ui.kit.checklist import Checklist, Choice
from ui.kit.popover import Popover
from ui.kit.text import tip

if TYPE_CHECKING:
    from ui.grid.board_map import BoardMap
    from ui.grid.memory import Memory

SIDE: Final = 26
REMEMBERED: Final = "board"
TWO: Final = 2
"""How many personas are compared."""


class BoardTools(QWidget):
    """What a person has chosen about one board; the board is shown anew when that changes."""

    def __init__(self, view: "BoardMap") -> None:
        super().__init__(view)
        self.view = view
        self.axes: tuple[str, str] = DEFAULT
        self.arrangement = Arrangement()
        self.people: People | None = None
        self._memory: Memory | None = None
        self.axes_button = Button("", "quiet", icon="grid-3x3", small=True, menu=True, parent=self)
        self.turn_button = IconButton("arrow-left-right", tr("Swap rows and columns"), side=SIDE, size=14, parent=self)
        self.arrange_button = IconButton("sliders-horizontal", tr("Arrange the board"), side=SIDE, size=14, parent=self)
        self.hidden = Button("", "link", parent=self)
        self.versus = Button("", "quiet", icon="x", small=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for part in (self.axes_button, self.turn_button, self.arrange_button, self.hidden, self.versus):
            row.addWidget(part)
        self.axes_button.clicked.connect(self.open_axes)
        self.turn_button.clicked.connect(self.turn)
        self.arrange_button.clicked.connect(self.open_arrange)
        self.hidden.clicked.connect(self._open_hidden)
        self.versus.clicked.connect(partial(self.compare, None))
        self._say()

    # ---- axes

    def show_axes(self, rows: str, columns: str) -> None:
        """Show the board of two axes; what is chosen stays chosen."""
        if (rows, columns) == self.axes or not is_offered(rows, columns):
            return
        self.axes = (rows, columns)
        self._renew()

    def turn(self) -> None:
        """Swap lines and columns."""
        self.show_axes(*self.axes[::-1])

    def open_axes(self) -> None:
        """Offer all boards."""
        menu, group = QMenu(self), QActionGroup(self)
        turned = self.axes not in PAIRS
        for pair in PAIRS:
            axes = pair[::-1] if turned else pair
            action = menu.addAction(said(*axes))
            action.setObjectName("-".join(axes))
            action.setCheckable(True)
            action.setChecked(axes == self.axes)
            action.triggered.connect(partial(self._pick_axes, axes))
            group.addAction(action)
        menu.addSeparator()
        swap = menu.addAction(tr("Swap rows and columns"))
        swap.setObjectName("turn")
        swap.setShortcut(QKeySequence("Ctrl+T"))
        swap.triggered.connect(partial(self._run, self.turn))
        open_below(menu, self.axes_button)

    def _pick_axes(self, axes: tuple[str, str], _checked: bool = False) -> None:
        self.show_axes(*axes)

    def _run(self, what: Any, _checked: bool = False) -> None:
        what()

    # ---- arranging

    def open_arrange(self) -> None:
        """Offer orders, groups, what is hidden, colours and the comparison."""
        open_below(ArrangeMenu(self, self), self.arrange_button)

    def _open_hidden(self) -> None:
        menu = QMenu(self)
        for action in hidden_actions(self, menu):
            menu.addAction(action)
        open_below(menu, self.hidden)

    def arrange(self, axis: str, **parts: Any) -> None:
        """Change how the lines or columns of an axis stand."""
        self.arrangement = self.arrangement.changed(axis, **parts)
        self.view.rearrange()
        self._keep()

    def put_away(self, axis: str, *keys: AxisKey) -> None:
        """Hide lines or columns of an axis."""
        self.arrange(axis, hidden=self.arrangement.of(axis).hidden | set(keys))

    def bring_back(self, axis: str, *keys: AxisKey) -> None:
        """Show lines or columns of an axis again; without keys all of them."""
        hidden = self.arrangement.of(axis).hidden
        self.arrange(axis, hidden=hidden - set(keys) if keys else frozenset())

    def toggle_group(self, band: Band) -> None:
        """Collapse a group of lines or columns, or expand it."""
        self.arrange(band.axis, collapsed=self.arrangement.of(band.axis).collapsed ^ {band.code})

    def collapse_all(self, on: bool) -> None:
        """Collapse all groups of lines and of columns, or expand them."""
        board = self.view.board
        for axis, bands in ((board.row_axis, board.bands), (board.column_axis, board.column_bands)):
            if bands:
                self.arrange(axis, collapsed=frozenset(band.code for band in bands) if on else frozenset())

    def reveal(self, spot: Spot) -> None:
        """Expand the groups that hold a cell."""
        for axis, key in spot.items():
            way, look = self.arrangement.grouping(axis), self.arrangement.of(axis)
            head = next((head for head in self.view.whole.heads(axis) if head.id == key), None)
            if way and head is not None and head.groups.get(way, "") in look.collapsed:
                self.arrange(axis, collapsed=look.collapsed - {head.groups.get(way, "")})

    def set_colours(self, colours: Colours) -> None:
        """Let colours tell something else."""
        self.view.set_colours(colours)
        self._keep()

    # ---- comparing

    def compared(self) -> People | None:
        """Return the two personas that are compared; None where nothing is, as on boards of other axes."""
        return self.people if set(self.axes) == set(DEFAULT) else None

    def compare(self, people: People | None, _checked: bool = False) -> None:
        """Compare two personas on stage x channel, or no longer."""
        if people == self.people:
            return
        self.people = people
        if people is not None and set(self.axes) != set(DEFAULT):
            self.axes = DEFAULT
        self._renew()

    def open_compare(self) -> None:
        """Offer the personas; the two that were ticked last are compared."""
        popover = Popover(self, width=260)
        choices = [Choice(key, name) for key, name in self._people()]
        checklist = Checklist(choices, tr("Compare two personas"), popover)
        checklist.set_keys(self.people or ())
        checklist.ticked.connect(partial(self._take_people, checklist, list(self.people or ())))
        popover.body.addWidget(checklist)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.open_below(self.arrange_button)
        checklist.setFocus()

    def _take_people(self, checklist: Checklist, before: list[int], keys: tuple[object, ...]) -> None:
        new = [int(str(key)) for key in keys]
        before[:] = [key for key in before if key in new] + [key for key in new if key not in before]
        if len(before) > TWO:
            del before[0]
            checklist.set_keys(before)
        self.compare((before[0], before[1]) if len(before) == TWO else None)

    def _people(self) -> tuple[tuple[int, str], ...]:
        found = self.view.desk.read(partial(cell_query.choices, lang=str(i18n.language())))
        pairs: tuple[tuple[int, str], ...] = found.personas
        return pairs

    def names(self) -> tuple[str, str]:
        """Return the names of the compared personas."""
        if self.compared() is None:
            return "", ""
        names = dict(self._people())
        first, second = self.people or (0, 0)
        return names.get(first, ""), names.get(second, "")

    # ---- what is remembered and said

    def recall(self, memory: "Memory") -> None:
        """Take over how this plan's board was left."""
        self._memory = memory
        raw = memory.get(REMEMBERED)
        held = raw if isinstance(raw, dict) else {}
        axes, people = held.get("axes"), held.get("people")
        if isinstance(axes, list) and len(axes) == TWO and is_offered(*map(str, axes)):
            self.axes = (str(axes[0]), str(axes[1]))
        looks = held.get("looks")
        if isinstance(looks, dict):
            self.arrangement = Arrangement({axis: read_look(look) for axis, look in looks.items() if axis in AXES})
        chips, heat = str(held.get("colours")), str(held.get("heat"))
        self.view.set_colours(Colours(chips if chips in SCHEMES else "form", heat if heat in HEATS else ""))
        if isinstance(people, list) and len(people) == TWO and all(isinstance(one, int) for one in people):
            self.people = (people[0], people[1]) if set(people) <= {key for key, _ in self._people()} else None
        self._say()

    def _keep(self) -> None:
        if self._memory is not None:
            looks = {axis: look.stored() for axis, look in self.arrangement.looks.items()}
            colours = self.view.colours
            held = {"axes": list(self.axes), "looks": looks, "colours": colours.chips, "heat": colours.heat}
            self._memory.put(REMEMBERED, held | {"people": list(self.people) if self.people else None})

    def _renew(self) -> None:
        chosen = self.view.chosen()
        self._keep()
        self._say()
        self.view.reload()
        self.view.choose(chosen)

    def follow(self, board: Board) -> None:
        """Say how much is hidden."""
        n = board.hidden_rows + board.hidden_columns
        self.hidden.set_text(trn("{n} hidden", "{n} hidden", n))
        self.hidden.setVisible(bool(n))
        self.updateGeometry()

    def _say(self) -> None:
        rows, columns = (tr(AXES[axis].many) for axis in self.axes)
        self.axes_button.set_text(tr("{rows} × {columns}", rows=rows, columns=columns).capitalize())
        self.axes_button.setAccessibleName(said(*self.axes))
        self.axes_button.setToolTip(tip(said(*self.axes), "Ctrl+Shift+T"))
        self.turn_button.setToolTip(tip(tr("Swap rows and columns"), "Ctrl+T"))
        self.arrange_button.setToolTip(tip(tr("Arrange the board"), "Ctrl+Shift+O"))
        first, second = self.names()
        self.versus.setVisible(bool(first))
        if first:
            self.versus.set_text(tr("A {first} · B {second}", first=first, second=second))
            self.versus.setToolTip(tip(tr("End the comparison")))
        self.hidden.setVisible(bool(self.view.board.hidden_rows + self.view.board.hidden_columns))


def said(rows: str, columns: str) -> str:
    """Return what a board is of: "Rows: channels · Columns: stages"."""
    return tr("Rows: {rows} · Columns: {columns}", rows=tr(AXES[rows].many), columns=tr(AXES[columns].many))


def hidden_actions(tools: BoardTools, menu: QMenu) -> list[QAction]:
    """Return what brings hidden lines and columns back."""
    found = []
    whole = tools.view.whole
    for axis in whole.axes:
        for head in whole.heads(axis):
            if head.id in tools.arrangement.of(axis).hidden:
                action = QAction(tr("Show {name}", name=head.name), menu)
                action.triggered.connect(partial(bring_back, tools, axis, (head.id,)))
                found.append(action)
    every = QAction(tr("Show all"), menu)
    every.setObjectName("show_all")
    every.triggered.connect(partial(bring_all_back, tools))
    return [*found, every]


def bring_back(tools: BoardTools, axis: str, keys: tuple[AxisKey, ...], _checked: bool = False) -> None:
    """Show hidden lines or columns again."""
    tools.bring_back(axis, *keys)


def bring_all_back(tools: BoardTools, _checked: bool = False) -> None:
    """Show all that is hidden."""
    for axis in tools.axes:
        tools.bring_back(axis)


def open_below(menu: QMenu, anchor: QWidget) -> None:
    """Show a menu below a button; it goes when it closes."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))
