"""The filter row of the map: which placements are shown, how many these are, how much of them, and the key."""

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.cell import Choices
from ui.grid.legend import Legend
from ui.kit.buttons import Button
from ui.kit.checklist import Choice
from ui.kit.filter_chip import AddChip, FilterChip
from ui.kit.text import Label, tip

MOST_WANTED: Final = ("personas", "statuses", "segments", "campaigns")
"""The filters that are shown unless there is no room, those that stay longest first."""
MAY_HIDE: Final = ("forms", "horizons")
MARGIN, SPACING = 16, 6


class FilterRow(QWidget):
    """Chips for each filter; `filtered` tells the whole of what is asked."""

    filtered = Signal(object)
    """(BoardFilter)"""
    comfortable_toggled = Signal(bool)
    pieces_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comfortable = False
        self._tools: QWidget | None = None
        self._has_density = True
        self._asked: set[str] = set()
        self.chips = {
            "statuses": FilterChip(tr("Status"), icon="circle-dot", parent=self),
            "personas": FilterChip(tr("Persona"), icon="user-round", parent=self),
            "segments": FilterChip(tr("Segment"), icon="layers", parent=self),
            "campaigns": FilterChip(tr("Campaign"), icon="flag", parent=self),
            "forms": FilterChip(tr("Form"), icon="file-text", parent=self),
            "horizons": FilterChip(tr("Horizon"), icon="calendar-range", parent=self),
        }
        self.add = AddChip(tr("Filter"), self)
        self.count = Label("", "small", "text3", parent=self)
        self.density = Button(tr("Compact"), "quiet", icon="rows-3", small=True, parent=self)
        self.pieces = Button(tr("Pieces"), "quiet", icon="library", small=True, parent=self)
        self.key_button = Button(tr("Key"), "quiet", icon="circle-question-mark", small=True, parent=self)
        self._arrange()
        for chip in self.chips.values():
            chip.filtered.connect(self._tell)
        self.add.clicked.connect(self._offer_more)
        self.density.clicked.connect(self._toggle_density)
        self.pieces.clicked.connect(self.pieces_asked)
        self.key_button.clicked.connect(self._show_key)

    def set_choices(self, choices: Choices) -> None:
        """Offer what the plan has."""
        for name, chip in self.chips.items():
            pairs: Iterable[tuple[Any, str]] = getattr(choices, name)
            chip.set_choices([Choice(key, label) for key, label in pairs])

    def set_filter(self, where: BoardFilter) -> None:
        """Show what is asked, without telling."""
        for name, chip in self.chips.items():
            chip.set_keys(getattr(where, name) or ())
        self._fit()

    def where(self) -> BoardFilter:
        """Return what is asked."""
        keys: dict[str, Any] = {name: frozenset(chip.keys()) for name, chip in self.chips.items()}
        return BoardFilter(**keys | {"statuses": keys["statuses"] or None})

    def show_counts(self, n: int, total: int) -> None:
        """Say how many placements are counted here, of how many there are."""
        self.count.setText(tr("{n} of {total}", n=n, total=total))
        self._fit()

    def show_tools(self, tools: QWidget | None, *, has_density: bool) -> None:
        """Show a view's own controls before the filters."""
        if self._tools is not None:
            self._tools.hide()
            self._row.removeWidget(self._tools)
        self._tools, self._has_density = tools, has_density
        if tools is not None:
            self._row.insertWidget(0, tools)
            tools.show()
        self.density.setVisible(has_density)
        self._fit()

    def open(self, name: str) -> None:
        """Open a filter."""
        self.chips[name].show()
        self.chips[name].open()

    def _arrange(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 6)
        row.setSpacing(SPACING)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addSpacing(SPACING)
        for button in (self.density, self.pieces, self.key_button):
            row.addWidget(button)
        self.setFixedHeight(38)
        self.setMinimumWidth(0)

    def _tell(self, _keys: object = None) -> None:
        self.filtered.emit(self.where())

    # ---- fitting into the width there is

    def _fit(self) -> None:
        """Let the buttons' words go where there is no room for them, then whole filters: these are under "Filter"."""
        for name in MAY_HIDE:
            self.chips[name].setVisible(name in self._asked or bool(self.chips[name].keys()))
        for name in MOST_WANTED:
            self.chips[name].show()
        self._word_buttons(words=True)
        if self._wanted_width() > self.width():
            self._word_buttons(words=False)
        for name in reversed(MOST_WANTED):
            if self._wanted_width() > self.width() and not self.chips[name].keys():
                self.chips[name].hide()

    def _word_buttons(self, *, words: bool) -> None:
        for button, text in (
            (self.density, tr("Comfortable") if self.comfortable else tr("Compact")),
            (self.pieces, tr("Pieces")),
            (self.key_button, tr("Key")),
        ):
            button.set_text(text if words else "")
            button.setAccessibleName(text)
            button.setToolTip("" if words else tip(text))

    def _wanted_width(self) -> int:
        shown = [chip for chip in self.chips.values() if not chip.isHidden()]
        parts = [*shown, self.add, self.count, self.pieces, self.key_button]
        parts += [self.density] if self._has_density else []
        parts += [self._tools] if self._tools is not None else []
        return sum(part.sizeHint().width() + SPACING for part in parts) + 2 * MARGIN + SPACING

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _offer_more(self) -> None:
        menu = QMenu(self)
        for name, chip in self.chips.items():
            if not chip.isHidden():
                continue
            action = QAction(chip.text(), menu)
            action.setData(name)
            menu.addAction(action)
        menu.triggered.connect(self._add_chip)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _add_chip(self, action: QAction) -> None:
        chip = self.chips[action.data()]
        self._asked.add(action.data())
        chip.show()
        chip.open()

    def show_density(self, comfortable: bool) -> None:
        """Show how much air there is, without telling."""
        self.comfortable = comfortable
        self._fit()

    def _toggle_density(self) -> None:
        self.show_density(not self.comfortable)
        self.comfortable_toggled.emit(self.comfortable)

    def _show_key(self) -> None:
        Legend(self).open_below(self.key_button)
