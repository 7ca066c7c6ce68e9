"""The filter row of the map: a view's own controls, which placements are shown, how many these are, and the key."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.cell import Choices
from b2bdesk.terms import N_
from ui.grid.filter_values import DaysChip, TextChip
from ui.kit.buttons import Button
from ui.kit.checklist import Choice
from ui.kit.filter_chip import AddChip, FilterChip
from ui.kit.text import Label, tip

CHIPS: Final = {
    "statuses": (N_("Status"), "circle-dot"),
    "personas": (N_("Persona"), "user-round"),
    "segments": (N_("Segment"), "layers"),
    "campaigns": (N_("Campaign"), "flag"),
    "text": (N_("Words"), "search"),
    "forms": (N_("Form"), "file-text"),
    "topics": (N_("Topic"), "tag"),
    "horizons": (N_("Horizon"), "calendar-range"),
    "appeals": (N_("Appeal"), "heart"),
    "audiences": (N_("Audience"), "users-round"),
    "channels": (N_("Channel"), "route"),
    "stages": (N_("Stage"), "columns-3"),
    "phases": (N_("Phase"), "rotate-ccw"),
    "bands": (N_("Intent band"), "gauge"),
    "days": (N_("Dates"), "calendar"),
}
MOST_WANTED: Final = ("personas", "statuses", "segments", "campaigns")
"""The filters that are shown unless there is no room, those that stay longest first."""
TYPED: Final = ("text", "days")
MARGIN, SPACING = 16, 6


class FilterRow(QWidget):
    """Chips for each filter; `filtered` tells the whole of what is asked."""

    filtered = Signal(object)
    """(BoardFilter)"""
    comfortable_toggled = Signal(bool)
    pieces_asked = Signal()
    key_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comfortable = False
        self._tools: QWidget | None = None
        self._has_density = True
        self._asked: set[str] = set()
        self.chips: dict[str, FilterChip] = {name: self._chip(name) for name in CHIPS}
        self.add = AddChip(tr("Filter"), self)
        self.clear = Button(tr("Clear filters"), "link", parent=self)
        self.count = Label("", "small", "text3", parent=self)
        self.density = Button(tr("Compact"), "quiet", icon="rows-3", small=True, parent=self)
        self.pieces = Button(tr("Pieces"), "quiet", icon="library", small=True, parent=self)
        self.key_button = Button(tr("Key"), "quiet", icon="circle-question-mark", small=True, parent=self)
        self._arrange()
        for chip in self.chips.values():
            chip.filtered.connect(self._tell)
        self.add.clicked.connect(self._offer_more)
        self.clear.clicked.connect(self._clear)
        self.density.clicked.connect(self._toggle_density)
        self.pieces.clicked.connect(self.pieces_asked)
        self.key_button.clicked.connect(self.key_asked)

    def _chip(self, name: str) -> FilterChip:
        words, icon = CHIPS[name]
        kind = {"text": TextChip, "days": DaysChip}.get(name, FilterChip)
        return kind(tr(words), icon=icon, parent=self)

    def set_choices(self, choices: Choices) -> None:
        """Offer what the plan has."""
        for name, chip in self.chips.items():
            if name not in TYPED:
                pairs: Iterable[tuple[Any, str]] = getattr(choices, name)
                chip.set_choices([Choice(key, label) for key, label in pairs])

    def set_filter(self, where: BoardFilter) -> None:
        """Show what is asked, without telling."""
        for name, chip in self.chips.items():
            if name not in TYPED:
                chip.set_keys(getattr(where, name) or ())
        self.chips["text"].set_keys((where.text,) if where.text else ())
        self.chips["days"].set_keys((where.since, where.until) if where.since or where.until else ())
        self._fit()

    def where(self) -> BoardFilter:
        """Return what is asked."""
        chosen: dict[str, Any] = {n: frozenset(chip.keys()) for n, chip in self.chips.items() if n not in TYPED}
        found = BoardFilter(**chosen | {"statuses": chosen["statuses"] or None})
        since, until = self.chips["days"].keys() or (None, None)
        text = " ".join(map(str, self.chips["text"].keys()))
        return replace(found, text=text, since=since, until=until)  # type: ignore[arg-type]  # days, as the chip says

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
        self._asked.add(name)
        self.chips[name].show()
        self.chips[name].open()

    def _arrange(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 6)
        row.setSpacing(SPACING)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addWidget(self.add)
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addSpacing(SPACING)
        for button in (self.density, self.pieces, self.key_button):
            row.addWidget(button)
        self.setFixedHeight(38)
        self.setMinimumWidth(0)

    def _tell(self, _keys: object = None) -> None:
        self.filtered.emit(self.where())

    def _clear(self) -> None:
        """Ask for everything again."""
        self._asked.clear()
        self.filtered.emit(BoardFilter())

    # ---- fitting into the width there is

    def _fit(self) -> None:
        """Let the buttons' words go where there is no room for them, then whole filters: these are under "Filter"."""
        self.clear.setVisible(any(chip.keys() for chip in self.chips.values()))
        for name, chip in self.chips.items():
            chip.setVisible(name in MOST_WANTED or name in self._asked or bool(chip.keys()))
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
        parts += [self.clear] if not self.clear.isHidden() else []
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
        self.open(action.data())

    def show_density(self, comfortable: bool) -> None:
        """Show how much air there is, without telling."""
        self.comfortable = comfortable
        self._fit()

    def _toggle_density(self) -> None:
        self.show_density(not self.comfortable)
        self.comfortable_toggled.emit(self.comfortable)
