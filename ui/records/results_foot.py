"""What the results come to: a table by channel and all together, and a sentence on the path."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.i18n import percent, tr
from b2bdesk.insight.money import STEP_NAMES, STEPS
from b2bdesk.queries import results
from b2bdesk.queries.results import Found, Line
from b2bdesk.terms import N_
from ui.desk import Desk
from ui.kit import theme
from ui.kit.text import hairline, Label

Index = QModelIndex | QPersistentModelIndex
MOST_SHOWN: Final = 6
"""How many lines are seen before the table scrolls, in a low window."""
SHARE: Final = 4
"""The part of a high window's height that the lines may take, as a divisor."""
HEAD_ROOM: Final = 20
"""What a head needs beside its words."""
NAME_WIDTH: Final = 130
WIDTH: Final = 82


@dataclass(frozen=True, slots=True)
class Figure:
    """One column: its head, what it means, and how it is written."""

    head: str
    help: str
    text: Callable[[Line], str]


def _money(key: str) -> Callable[[Line], str]:
    def text(line: Line) -> str:
        value = getattr(line.figures, key) if key in ("cost", "revenue") else getattr(line.metrics, key)
        return tr("n/a") if value is None else f"{float(value):,.2f}".removesuffix(".00")

    return text


def _share(key: str) -> Callable[[Line], str]:
    def text(line: Line) -> str:
        return _percent(getattr(line.metrics, key))

    return text


def _step(step: tuple[str, str]) -> Callable[[Line], str]:
    def text(line: Line) -> str:
        return _percent(line.metrics.conversion[step])

    return text


def _percent(share: Fraction | None) -> str:
    return percent(None if share is None else float(share))


def _times(line: Line) -> str:
    value = line.metrics.roas
    return tr("n/a") if value is None else f"{float(value):,.2f}"


FIGURES: Final = (
    Figure(N_("Cost"), N_("What was spent"), _money("cost")),
    Figure(N_("Revenue"), N_("What was sold"), _money("revenue")),
    Figure(N_("CPL"), N_("Cost per lead: cost ÷ leads"), _money("cpl")),
    Figure(N_("CAC"), N_("Cost of a new customer: cost ÷ deals"), _money("cac")),
    Figure(N_("ROAS"), N_("Revenue ÷ cost"), _times),
    Figure(N_("ROI"), N_("(revenue × gross margin − cost) ÷ cost"), _share("roi")),
    Figure(N_("CPM"), N_("Cost of a thousand impressions"), _money("cpm")),
    Figure(N_("CTR"), N_("Clicks ÷ impressions"), _share("ctr")),
    *(Figure(STEP_NAMES[step], N_("How many go on to the next step"), _step(step)) for step in STEPS),
)


class FiguresModel(QAbstractTableModel):
    """A line for all together, then one for each channel."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, found: Found) -> None:
        """Show other figures."""
        self.beginResetModel()
        self.lines = (found.whole, *found.lines) if found.whole else ()
        self.endResetModel()

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        line = self.lines[row]
        if column == 0:
            return line.name or tr("All together")
        return FIGURES[column - 1].text(line)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(FIGURES) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{self.text(index.row(), 0)}, {head}: {self.text(index.row(), index.column())}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return theme.current().font("small", 400 if index.row() else 600)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= len(FIGURES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(FIGURES[section - 1].head) if section else tr("Channel")
        if role == Qt.ItemDataRole.ToolTipRole and section:
            return tr(FIGURES[section - 1].help)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class FiguresTable(QTableView):
    """The table; Ctrl+C copies it whole."""

    def __init__(self, model: FiguresModel, parent: QWidget) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setModel(model)
        self.figures = model
        self.setAccessibleName(tr("What the results come to, by channel"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(look.size("tableRowCompact") - 4)
        self.horizontalHeader().setFont(look.font("micro"))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(look.size("tableHeader"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for column in range(model.columnCount()):
            self.setColumnWidth(column, self._width(column) if column else NAME_WIDTH)

    def _width(self, column: int) -> int:
        words = str(self.figures.headerData(column, Qt.Orientation.Horizontal))
        return max(WIDTH, self.horizontalHeader().fontMetrics().horizontalAdvance(words) + HEAD_ROOM)

    def fit(self) -> None:
        """Be as high as what there is to see."""
        step = self.verticalHeader().defaultSectionSize()
        rows = min(self.figures.rowCount(), max(MOST_SHOWN, self.window().height() // SHARE // step))
        scrolls = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.setFixedHeight(self.horizontalHeader().height() + rows * step + bar + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy all of it as a table of text."""
        model = self.figures
        heads = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]
        rows = [[model.text(row, at) for at in range(model.columnCount())] for row in range(model.rowCount())]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in (heads, *rows)))


class ResultsFoot(QWidget):
    """The table with its heading and what it says; hidden while there are no results."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.found = Found()
        self.model = FiguresModel(self)
        self.table = FiguresTable(self.model, self)
        self.says = Label("", "small", "text2", wrap=True)
        self._note = Label("", "small", "text3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.setSpacing(2)
        self._title = Label(tr("By channel"), "section")
        head.addWidget(self._title)
        head.addWidget(self._note)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 2, 16, 0)
        foot.addWidget(self.says)
        column.addWidget(hairline())
        column.addLayout(head)
        inset = QVBoxLayout()
        inset.setContentsMargins(12, 0, 0, 0)
        inset.addWidget(self.table)
        column.addLayout(inset)
        column.addLayout(foot)

    def refresh(self) -> None:
        """Reckon anew."""
        lang = str(i18n.language())
        self.found = self._desk.read(lambda session: results.found(session, lang))
        self.setVisible(bool(self.found.lines or self.found.whole))
        self.model.show(self.found)
        self.table.fit()
        self._note.setText(self._told())
        self.says.setText("\n".join(self.sentences()))

    def _told(self) -> str:
        margin = percent(self.found.margin) if self.found.margin is not None else tr("n/a")
        return tr("{currency}, ROI at a gross margin of {share}", currency=self.found.currency, share=margin)

    def sentences(self) -> list[str]:
        """Return what is to be said of the path, of the leak, of the part that can be traced, and of doubles."""
        found, said = self.found, []
        if found.split.low_mid is not None:
            low, high, won = (_exactly(part) for part in (found.split.low_mid, found.split.high, found.split.customer))
            said.append(
                tr(
                    "Of all visits: {low} stay visits, {high} become leads, {won} become customers.",
                    low=low,
                    high=high,
                    won=won,
                )
            )
        if found.leak is not None:
            step, share, usual = tr(STEP_NAMES[found.leak.step]), found.leak.actual, found.leak.benchmark
            said.append(
                tr(
                    "Most is lost from {step}: {share}, usual are {usual}.",
                    step=step,
                    share=percent(float(share)),
                    usual=percent(float(usual)),
                )
            )
        said += [tr("{code} and {other} count the same days twice.", code=a, other=b) for a, b in found.doubled]
        return said


def _exactly(share: Any) -> str:
    gap = " " if i18n.language() == "en" else ""
    return f"{float(share) * 100:.2f}{gap}%"
