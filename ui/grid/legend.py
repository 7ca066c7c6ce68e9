"""What the signs of the map mean."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from b2bdesk.i18n import sentences, tr
from b2bdesk.queries.board_values import Board
from b2bdesk.terms import N_
from ui.grid import outcomes
from ui.grid.colours import Colours, HEATS, Hue, SCHEMES, STEPS
from ui.grid.marks import dashed_place
from ui.grid.paint_cells import HEAT_SHARE
from ui.kit import theme
from ui.kit.chip import ChipLook, paint_chip
from ui.kit.kbd import Kbd
from ui.kit.painting import draw_bars, draw_hatch
from ui.kit.popover import Popover
from ui.kit.text import hairline, Label

SIGN = 84
WIDTH = 300
STATUSES = (
    ("idea", N_("idea, does not count")),
    ("planned", N_("planned")),
    ("scheduled", N_("scheduled")),
    ("live", N_("live")),
    ("done", N_("done")),
)
APPEALS = (("R", N_("reasons and numbers")), ("M", N_("both")), ("E", N_("feeling")))
LEVELS = (("gap", N_("gap")), ("thin", N_("thin: one piece")), ("ok", N_("covered")), ("crowded", N_("crowded")))
KEYS = (
    ("N", N_("add here")),
    ("M", N_("carry chips with the arrows")),
    ("G", N_("next gap")),
    ("X", N_("not needed here")),
    ("+", N_("want one more")),
    ("S", N_("set the status")),
)

Draw = Callable[[QPainter, QRectF], None]


class Sign(QWidget):
    """A painted sign."""

    def __init__(self, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self.setFixedSize(SIGN, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(p, QRectF(self.rect()).adjusted(2, 2, -2, -2))

    def sizeHint(self) -> QSize:
        return QSize(SIGN, 24)


class Legend(Popover):
    """The key of the map."""

    def __init__(
        self, parent: QWidget | None = None, colours: Colours | None = None, board: Board | None = None
    ) -> None:
        super().__init__(parent, width=WIDTH)
        self.setAccessibleName(tr("Key"))
        self._colours(colours or Colours(), board)
        self._part(tr("The block tells the status"), [(partial(_chip, status, "R"), tr(w)) for status, w in STATUSES])
        self._part(tr("The border tells the appeal"), [(partial(_chip, "planned", a), tr(w)) for a, w in APPEALS])
        self._part(tr("The bars tell how well a cell is served"), [(partial(_bars, n), tr(w)) for n, w in LEVELS])
        self._part("", [(_gap, tr("recommended, but empty")), (_hatch, tr("not needed here"))])
        self.body.addWidget(hairline())
        grid = QGridLayout()
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        for i, (keys, words) in enumerate(KEYS):
            line = QHBoxLayout()
            line.addWidget(Kbd(keys))
            line.addStretch(1)
            grid.addLayout(line, i // 2, i % 2 * 2)
            grid.addWidget(Label(tr(words), "micro", "text2", wrap=True), i // 2, i % 2 * 2 + 1)
        self.body.addLayout(grid)

    def _colours(self, colours: Colours, board: Board | None) -> None:
        """Say what colours tell, unless it is the form, as its icon says that too."""
        name, hues = SCHEMES[colours.chips]
        if hues:
            signs = [(partial(_hue, hue), tr(hue.words)) for hue in hues.values()]
            self._part(tr("The colour tells: {what}", what=tr(name)), signs)
        if colours.heat:
            self._part(
                tr("The ground tells: {what}", what=tr(HEATS[colours.heat])), [(_heat, tr("from little to most"))]
            )
        if colours.of_results and board is not None:
            told = Label(sentences(*outcomes.explained(colours.outcome, board)), "small", "text2", wrap=True)
            told.setContentsMargins(8, 2, 8, 2)
            told.setMinimumHeight(told.heightForWidth(WIDTH - 12))
            self.body.addWidget(told)

    def _part(self, title: str, signs: Sequence[tuple[Draw, str]]) -> None:
        if title:
            head = Label(title, "small", weight=600)
            head.setContentsMargins(8, 4, 8, 0)
            self.body.addWidget(head)
        grid = QGridLayout()
        grid.setContentsMargins(8, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        for row, (draw, words) in enumerate(signs):
            grid.addWidget(Sign(draw), row, 0)
            grid.addWidget(Label(words, "small", "text2"), row, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)


def _chip(status: str, appeal: str, p: QPainter, box: QRectF) -> None:
    paint_chip(p, box, ChipLook("K01", tr("Title"), "white_paper", "doc", appeal, status), theme.current(), 1.0)


def _hue(hue: Hue, p: QPainter, box: QRectF) -> None:
    look = ChipLook("K01", tr("Title"), "white_paper", "doc", "R", "live", hue=hue.color, icon=hue.icon)
    paint_chip(p, box, look, theme.current(), 1.0)


def _heat(p: QPainter, box: QRectF) -> None:
    wide = box.width() / STEPS
    for step in range(1, STEPS + 1):
        part = QRectF(box.left() + (step - 1) * wide, box.top(), wide, box.height())
        p.fillRect(part, theme.current().mixed("thin", "surface", step * HEAT_SHARE))


def _bars(level: str, p: QPainter, box: QRectF) -> None:
    draw_bars(p, box.left() + 2, box.top() + 5, level, theme.current())


def _gap(p: QPainter, box: QRectF) -> None:
    dashed_place(p, box, theme.current(), "gapLine")


def _hatch(p: QPainter, box: QRectF) -> None:
    draw_hatch(p, box, theme.current())
