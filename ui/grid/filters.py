"""The filter row of the map: which placements are shown, how many these are, how much of them, and the key."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import Board, BoardFilter
from b2bdesk.queries.cell import Choices
from ui.grid.legend import Legend
from ui.kit.buttons import Button
from ui.kit.checklist import Choice
from ui.kit.filter_chip import AddChip, FilterChip
from ui.kit.text import Label


class FilterRow(QWidget):
    """Chips for each filter; `filtered` tells the whole of what is asked."""

    filtered = Signal(object)
    """(BoardFilter)"""
    comfortable_toggled = Signal(bool)
    pieces_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comfortable = False
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
        for name in ("forms", "horizons"):
            self.chips[name].hide()
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
            if name in ("forms", "horizons") and chip.keys():
                chip.show()

    def where(self) -> BoardFilter:
        """Return what is asked."""
        keys: dict[str, Any] = {name: frozenset(chip.keys()) for name, chip in self.chips.items()}
        return BoardFilter(**keys | {"statuses": keys["statuses"] or None})

    def show_counts(self, board: Board) -> None:
        """Say how many placements are counted here, of how many there are."""
        n = board.counted if self.where().statuses is None else board.shown
        self.count.setText(tr("{n} of {total}", n=n, total=board.total))

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 6)
        row.setSpacing(6)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addSpacing(6)
        for button in (self.density, self.pieces, self.key_button):
            row.addWidget(button)
        self.setFixedHeight(38)

    def _tell(self, _keys: object = None) -> None:
        self.filtered.emit(self.where())

    def _offer_more(self) -> None:
        menu = QMenu(self)
        for name, words in (("forms", tr("Form")), ("horizons", tr("Horizon"))):
            action = QAction(words, menu)
            action.setData(name)
            menu.addAction(action)
        menu.triggered.connect(self._add_chip)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _add_chip(self, action: QAction) -> None:
        chip = self.chips[action.data()]
        chip.show()
        chip.open()

    def _toggle_density(self) -> None:
        self.comfortable = not self.comfortable
        self.density.set_text(tr("Comfortable") if self.comfortable else tr("Compact"))
        self.comfortable_toggled.emit(self.comfortable)

    def _show_key(self) -> None:
        Legend(self).open_below(self.key_button)
