"""The start screen: the example, a plan of one's own, recent files; on the right the last view."""

from functools import partial
from pathlib import Path
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QShowEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

import resources
from b2bdesk import __version__
from b2bdesk.i18n import tr
from b2bdesk.terms import Language, N_
from ui.kit import theme
from ui.kit.buttons import Button, link
from ui.kit.kbd import Kbd
from ui.kit.text import ElidedLabel, Label
from ui.parts import empty
from ui.settings import SCHEMES, Settings
from ui.start.parts import Picture, RecentRow, WayIn
from ui.start.pictures import example_view, View, view_of

if TYPE_CHECKING:
    from ui.files import Files
    from ui.window import Window

TONGUES: Final = {Language.EN: "English", Language.HANS: "简体中文", Language.HANT: "繁體中文"}
COLOURS: Final = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}
COLOUR_ICONS: Final = {"system": "monitor", "light": "sun", "dark": "moon"}
PROMISES: Final = (
    (
        "hard-drive",
        N_("A file of yours"),
        N_("No account and no network. Copy it, mail it, back it up like any other file."),
    ),
    ("undo-2", N_("Always saved"), N_("Every change is kept and can be taken back, by name, even next week.")),
    ("keyboard", N_("At your fingertips"), N_("Press Ctrl K anywhere and type what you want to find or do.")),
)


class StartScreen(QWidget):
    """Two plain ways in, and what was open before."""

    def __init__(self, settings: Settings, files: "Files", window: "Window") -> None:
        super().__init__(window)
        self._settings, self._files, self._window = settings, files, window
        self.rows: list[RecentRow] = []
        self._recent = QVBoxLayout()
        left, right = self._left(), self._right()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 2)
        row.addWidget(right, 3)

    def _left(self) -> QWidget:
        page = QFrame(self)
        page.setObjectName("page")
        page.setMinimumWidth(480)
        page.setMaximumWidth(560)
        column = QVBoxLayout(page)
        column.setContentsMargins(64, 48, 56, 20)
        column.setSpacing(0)
        column.addWidget(self._logo())
        column.addSpacing(16)
        column.addWidget(Label("b2bdesk", "display", parent=page))
        column.addSpacing(6)
        promise = tr("Who buys, what they read, and where they meet it. One plan, one file on your disk.")
        column.addWidget(Label(promise, "section", "text2", weight=400, wrap=True, parent=page))
        column.addSpacing(24)
        self._add_ways(column, page)
        column.addSpacing(22)
        column.addLayout(self._recent_head(page))
        column.addSpacing(4)
        column.addWidget(self._recent_list(page), 1)
        column.addSpacing(12)
        column.addLayout(self._foot(page))
        return page

    def _add_ways(self, column: QVBoxLayout, page: QWidget) -> None:
        sentence = tr("StockPoise: 5 personas, 30 pieces, 14 channels, and gaps to close")
        self.example = WayIn(tr("Open the example"), sentence, "grid-3x3", "Return", primary=True, parent=page)
        sentence = tr("Opens at once. Company name and a first persona come first, the rest can wait.")
        self.mine = WayIn(tr("Start mine"), sentence, "plus", "Ctrl+N", parent=page)
        self.example.clicked.connect(self._files.open_example)
        self.mine.clicked.connect(self._files.start_mine)
        column.addWidget(self.example)
        column.addSpacing(12)
        column.addWidget(self.mine)

    def _logo(self) -> QLabel:
        logo = QLabel(self)
        logo.setPixmap(app_picture(44, self.devicePixelRatioF()))
        logo.setFixedSize(44, 44)
        return logo

    def _recent_head(self, page: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.recent_label = Label(tr("Recent"), "small", "text3", parent=page)
        self.open_button = link(tr("Open a file"), parent=page)
        self.open_button.clicked.connect(self._files.choose)
        row.addWidget(self.recent_label)
        row.addStretch(1)
        row.addWidget(self.open_button)
        row.addWidget(Kbd("Ctrl+O", page))
        return row

    def _recent_list(self, page: QWidget) -> QWidget:
        area = QScrollArea(page)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(area)
        inner.setObjectName("page")
        self._recent.setParent(None)
        inner.setLayout(self._recent)
        self._recent.setContentsMargins(0, 0, 0, 0)
        self._recent.setSpacing(0)
        area.setWidget(inner)
        self._list_recent()
        return area

    def _list_recent(self) -> None:
        empty(self._recent)
        paths = self._settings.recent_files()
        self.rows = [RecentRow(path) for path in paths]
        for row in self.rows:
            row.clicked.connect(partial(self._open, row.path))
            row.forget_asked.connect(self._forget)
            self._recent.addWidget(row)
        if not paths:
            self._recent.addWidget(Label(tr("Plans you open are listed here."), "small", "text3"))
        self._recent.addStretch(1)

    def _foot(self, page: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.setContentsMargins(0, 0, 0, 0)
        spoken = self._settings.speaks()
        for lang, name in TONGUES.items():
            button = Button(name, "quiet", small=True, parent=page)
            button.setFont(theme.current().font("small", 600 if lang == spoken else 400))
            button.clicked.connect(partial(self._speak, str(lang)))
            row.addWidget(button)
        row.addStretch(1)
        wish = self._settings.theme
        colours = Button(tr(COLOURS[wish]), "quiet", icon=COLOUR_ICONS[wish], small=True, parent=page)
        colours.clicked.connect(self._choose_colours)
        self.colours = colours
        row.addWidget(colours)
        row.addWidget(Label(__version__, "small", "text3", parent=page))
        return row

    def _right(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(48, 64, 48, 32)
        column.setSpacing(16)
        left = self._left_by_person()
        view = left or example_view(self._settings)
        if view is not None:
            column.addLayout(self._view_head(view, page, tr("as you left it") if left else ""))
            column.addWidget(Picture(view.picture, view.size, page))
            column.addSpacing(12)
        column.addLayout(self._promises(page))
        column.addStretch(1)
        return page

    def _left_by_person(self) -> View | None:
        paths = self._settings.recent_files()
        return view_of(paths[0]) if paths else None

    def _view_head(self, view: View, page: QWidget, note: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label(view.name, "bodyStrong", parent=page))
        row.addWidget(Label(note, "body", "text3", parent=page))
        row.addStretch(1)
        row.addWidget(ElidedLabel(view.facts, "body", "text2", parent=page))
        return row

    def _promises(self, page: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for column, (icon, head, words) in enumerate(PROMISES):
            grid.setColumnStretch(column, 1)
            line = QHBoxLayout()
            line.setSpacing(8)
            mark = QLabel(page)
            mark.setPixmap(theme.current().pixmap(icon, 16, "text", self.devicePixelRatioF()))
            line.addWidget(mark)
            line.addWidget(Label(tr(head), "bodyStrong", parent=page), 1)
            grid.addLayout(line, 0, column)
            sentence = Label(tr(words), "body", "text2", wrap=True, parent=page)
            sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(sentence, 1, column)
        return grid

    def _open(self, path: Path, _checked: bool = False) -> None:
        self._files.open(path)

    def _forget(self, path: Path) -> None:
        self._settings.forget_file(path)
        self._list_recent()

    def _speak(self, lang: str, _checked: bool = False) -> None:
        self._window.set_language(lang)

    def _choose_colours(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for scheme in SCHEMES:
            action = menu.addAction(tr(COLOURS[scheme]))
            action.setCheckable(True)
            action.setChecked(scheme == self._settings.theme)
            action.triggered.connect(partial(self._wear, scheme))
        above = self.colours.rect().topLeft() - QPoint(0, menu.sizeHint().height())
        menu.popup(self.colours.mapToGlobal(above))

    def _wear(self, scheme: str, _checked: bool = False) -> None:
        self._window.set_theme(scheme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.example.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(1440, 872)


def app_picture(size: int, dpr: float) -> QPixmap:
    """Draw the program's sign."""
    side = round(size * dpr)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(resources.read_bytes("icons/app.svg"))).render(painter)
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture
