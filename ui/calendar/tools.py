"""The calendar's controls in the filter row: three ways to look, earlier and later, the rows, larger and smaller."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.calendar import By
from b2bdesk.terms import N_
from ui.kit.buttons import Button, IconButton
from ui.kit.segmented import Segmented
from ui.kit.text import Label

WAYS: Final = (("timeline", N_("Timeline")), ("month", N_("Month")), ("week", N_("Week")))
ROWS: Final = (
    (By.CHANNEL, N_("Channels")),
    (By.PERSONA, N_("Personas")),
    (By.OWNER, N_("Owners")),
    (By.CAMPAIGN, N_("Campaigns")),
)
SCALES: Final = (("week", N_("Scale: weeks")), ("month", N_("Scale: months")), ("quarter", N_("Scale: quarters")))


class CalendarTools(QWidget):
    """Tells what was pressed; the view does it."""

    way_picked = Signal(str)
    rows_picked = Signal(object)
    verb = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = Segmented([(key, tr(name)) for key, name in WAYS], tr("Way to look"), self)
        self.earlier = IconButton("chevron-left", tr("Earlier"), keys="PgUp", side=26, parent=self)
        self.today = Button(tr("Today"), small=True, parent=self)
        self.later = IconButton("chevron-right", tr("Later"), keys="PgDown", side=26, parent=self)
        self.title = Label("", "body", weight=600, parent=self)
        self.rows = Button("", "standard", icon="rows-3", small=True, menu=True, parent=self)
        self.smaller = IconButton("zoom-out", tr("Smaller"), keys="-", side=26, parent=self)
        self.larger = IconButton("zoom-in", tr("Larger"), keys="+", side=26, parent=self)
        self.more = IconButton("ellipsis", tr("More for the calendar"), side=26, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (
            self.way,
            self.earlier,
            self.today,
            self.later,
            self.title,
            self.rows,
            self.smaller,
            self.larger,
            self.more,
        ):
            row.addWidget(part)
        self.way.picked.connect(self.way_picked)
        for button, verb in (
            (self.earlier, "earlier"),
            (self.today, "today"),
            (self.later, "later"),
            (self.smaller, "zoom_out"),
            (self.larger, "zoom_in"),
        ):
            button.clicked.connect(partial(self._say, verb))
        self.rows.clicked.connect(self._offer_rows)
        self.more.clicked.connect(self._offer_more)
        self.title.hide()
        self.show_rows(By.CHANNEL)

    def show_way(self, way: str) -> None:
        """Show which way is looked; only the timeline has rows and scales."""
        self.way.set_value(way)
        for part in (self.rows, self.smaller, self.larger):
            part.setVisible(way == "timeline")
        self.title.setVisible(way != "timeline")

    def show_title(self, text: str) -> None:
        """Say which month or week is shown."""
        self.title.setText(text)

    def show_rows(self, by: By) -> None:
        """Show what the rows are."""
        self._by = by
        self.rows.set_text(tr("Rows: {what}", what=dict(ROWS)[by]))

    def _say(self, verb: str, _checked: bool = False) -> None:
        self.verb.emit(verb)

    def _offer_rows(self) -> None:
        menu = QMenu(self)
        for by, name in ROWS:
            act = menu.addAction(tr(name))
            act.setCheckable(True)
            act.setChecked(by is self._by)
            act.triggered.connect(partial(self._take_rows, by))
        self._open(menu, self.rows)

    def _take_rows(self, by: By, _checked: bool = False) -> None:
        self.rows_picked.emit(by)

    def _offer_more(self) -> None:
        menu = QMenu(self)
        for verb, words, keys in (
            ("repeat", N_("Repeat…"), "R"),
            ("choose_following", N_("Choose this and all later ones of the series"), "L"),
            ("unschedule", N_("Take the date away"), "U"),
        ):
            self._add(menu, verb, tr(words), keys)
        menu.addSeparator()
        if self.way.value() == "timeline":
            for key, words in SCALES:
                self._add(menu, f"scale_{key}", tr(words))
            menu.addSeparator()
        self._add(menu, "export_ics", tr("Export calendar (.ics)…"))
        self._open(menu, self.more)

    def _add(self, menu: QMenu, verb: str, words: str, keys: str = "") -> QAction:
        act = menu.addAction(f"{words}\t{keys}" if keys else words)
        act.triggered.connect(partial(self._say, verb))
        return act

    def _open(self, menu: QMenu, below: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))
