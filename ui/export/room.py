"""The room Export: what, in which language, which sheets, where; written as a job that can be cancelled."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.commands import snapshots
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from ui.desk import Desk
from ui.export.work import CARDS, CSV, Done, EXCEL, KINDS, load_sheets, Order, PICTURE, PLAN, WORDS, write, write_cards
from ui.jobs import Job
from ui.kit.buttons import Button, link
from ui.kit.scroll import ScrollPage
from ui.kit.segmented import Segmented
from ui.kit.text import hairline, Label
from ui.parts import empty
from ui.preferences import TONGUES
from ui.settings import documents_folder, Settings

if TYPE_CHECKING:
    from ui.cards.pane import CardsPane

WIDEST: Final = 720
WIDEST_CARDS: Final = 1080
SHEET_COLUMNS: Final = 3
CARDS_ROW, FILE_ROW = 4, 5


class ExportRoom(ScrollPage):
    """A form of four questions and one button."""

    key = "export"
    message = Signal(str)
    picture_asked = Signal(object, object)
    """(path, done) The picture of the map is to be saved, for which the map room is needed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=24)
        self._desk = desk
        self._settings: Settings | None = None
        self._job: Job | None = None
        self._sheets: dict[str, QCheckBox] = {}
        self._names: dict[int, Label] = {}
        self._known_sheets: tuple[tuple[str, str], ...] = ()
        self.cards: CardsPane | None = None
        self.page.setObjectName("page")
        self.kind = Segmented([(key, tr(name)) for key, name in KINDS.items()], tr("What"), self.page)
        self.lang = Segmented([(str(code), name) for code, name in TONGUES], tr("Language"), self.page)
        self.path = QLineEdit(self.page)
        self.path.setAccessibleName(tr("File"))
        self.open_after = QCheckBox(tr("Open it when done"), self.page)
        self.start = Button(tr("Export"), "primary", icon="download", keys="Return", parent=self.page)
        self._build()
        self._listen()
        self._set_up()

    def title(self) -> str:
        """Return the title."""
        return tr("Export")

    def apply(self, changes: Any) -> None:
        """What is exported is read when it is written; only cards are shown before."""
        if self.cards is not None:
            self.cards.apply(changes)

    def refresh(self) -> None:
        """Follow who has a card."""
        if self.cards is not None:
            self.cards.load()

    def jump(self, target: Any) -> None:
        """Show the role cards; print them if they are shown already. `("cards", ids)` ticks these personas alone."""
        chosen = isinstance(target, tuple) and target[0] == CARDS
        if target == CARDS and self.kind.value() == CARDS:
            self._cards_pane().print_cards()
        elif target == CARDS or chosen:
            self.kind.set_value(CARDS)
            self._on_kind(CARDS)
        if chosen:
            self._cards_pane().choose(target[1])

    def focus_first(self) -> None:
        """Go to the button."""
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_settings(self, settings: Settings) -> None:
        """Take over what was chosen last time."""
        if self._settings is None:
            self._settings = settings
            self.open_after.setChecked(settings.export_open)
            if self.cards is not None:
                self.cards.set_settings(settings)
            self._propose()

    def _build(self) -> None:
        self._holder = holder = QWidget(self.page)
        holder.setMaximumWidth(WIDEST)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(16)
        self._grid.setColumnMinimumWidth(0, 120)
        self._grid.setColumnStretch(1, 1)
        self._words = Label("", "small", "text2", wrap=True, parent=holder)
        self._row(0, tr("What"), self.kind)
        self._grid.addWidget(self._words, 1, 1)
        self._row(2, tr("Language"), self.lang)
        self._sheet_box = QWidget(holder)
        self._row(3, tr("Sheets"), self._sheet_box)
        self._row(FILE_ROW, tr("File"), self._file_row(holder))
        self._grid.addWidget(self.open_after, FILE_ROW + 1, 1)
        column.addLayout(self._grid)
        column.addLayout(self._start_row(holder))
        column.addWidget(hairline(parent=holder))
        self._result = QVBoxLayout()
        self._result.setContentsMargins(144, 0, 0, 0)
        column.addLayout(self._result)
        self.body.addWidget(holder)

    def _row(self, row: int, name: str, widget: QWidget) -> None:
        label = Label(name, "body", "text3", parent=self.page)
        label.setMinimumHeight(28)
        self._names[row] = label
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        align = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Segmented) else Qt.AlignmentFlag(0)
        self._grid.addWidget(widget, row, 1, align)

    def _file_row(self, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._change = Button(tr("Choose…"), icon="folder-open", parent=box)
        row.addWidget(self.path, 1)
        row.addWidget(self._change)
        return box

    def _start_row(self, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(144, 0, 0, 0)
        self._cancel = Button(tr("Cancel"), parent=parent)
        self._cancel.hide()
        row.addWidget(self.start)
        row.addWidget(self._cancel)
        row.addStretch(1)
        return row

    def _listen(self) -> None:
        self.kind.picked.connect(self._on_kind)
        self.lang.picked.connect(self._on_lang)
        self._change.clicked.connect(self._choose_file)
        self.start.clicked.connect(self.export)
        self.path.returnPressed.connect(self.export)
        self._cancel.clicked.connect(self._on_cancel)
        self.open_after.toggled.connect(self._on_open_after)

    def _set_up(self) -> None:
        self.lang.set_value(str(i18n.language()))
        self._on_kind(self.kind.value())
        self._desk.run_job(load_sheets, tr("Loading"), done=self._on_sheets)

    # What is chosen

    def order(self) -> Order:
        """Return what is to be written."""
        sheets = tuple(key for key, box in self._sheets.items() if box.isChecked())
        every = len(sheets) == len(self._sheets)
        path = Path(self.path.text().strip()).expanduser()
        return Order(self.kind.value(), path, self.lang.value(), self._desk.today(), () if every else sheets)

    def export(self) -> None:
        """Write it."""
        order = self.order()
        if self._job is not None or not self.path.text().strip():
            return
        empty(self._result)
        if order.kind == CARDS:
            cards = self._cards_pane().order(order.target)
            self._run(partial(write_cards, self._desk.open_workspace, cards), order.target)
            return
        if order.kind == PICTURE:
            self.picture_asked.emit(order.target, self._on_picture)
            return
        self._run(partial(write, self._desk.open_workspace, order), order.target)

    def _run(self, work: Callable[[Any], Done], target: Path) -> None:
        if self._settings is not None:
            self._settings.export_folder = str(target.parent)
        self._set_busy(True)
        self._job = self._desk.run_job(
            work, tr("Exporting"), done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled
        )

    def _cards_pane(self) -> "CardsPane":
        """Return what is chosen about cards, built when cards are first chosen."""
        if self.cards is None:
            from ui.cards.pane import CardsPane

            self.cards = CardsPane(self._desk, self._holder)
            self._grid.addWidget(self.cards, CARDS_ROW, 0, 1, 2)
            self.cards.set_language(self.lang.value())
            if self._settings is not None:
                self.cards.set_settings(self._settings)
            self.cards.changed.connect(self._propose)
            self.cards.failed.connect(self._tell)
        return self.cards

    def _on_kind(self, kind: str) -> None:
        self._words.setText(tr(WORDS[kind]))
        self._sheet_box.setVisible(kind == EXCEL)
        self._names[3].setVisible(kind == EXCEL)
        self._holder.setMaximumWidth(WIDEST_CARDS if kind == CARDS else WIDEST)
        if kind == CARDS or self.cards is not None:
            self._cards_pane().setVisible(kind == CARDS)
        self._propose()

    def _on_lang(self, lang: str) -> None:
        self._list_sheets()
        if self.cards is not None:
            self.cards.set_language(lang)

    def _on_sheets(self, sheets: tuple[tuple[str, str], ...]) -> None:
        self._known_sheets = sheets
        self._list_sheets()

    def _list_sheets(self) -> None:
        checked = {key: box.isChecked() for key, box in self._sheets.items()}
        old = self._sheet_box.layout()
        if old is None:
            old = QGridLayout(self._sheet_box)
            old.setContentsMargins(0, 4, 0, 0)
            old.setSpacing(6)
        for box in self._sheets.values():
            box.deleteLater()
        self._sheets = {}
        assert isinstance(old, QGridLayout)
        for number, (key, name) in enumerate(self._known_sheets):
            box = QCheckBox(i18n.render(name, {}, self.lang.value()).replace("&", "&&"), self._sheet_box)
            box.setChecked(checked.get(key, True))
            old.addWidget(box, number // SHEET_COLUMNS, number % SHEET_COLUMNS)
            self._sheets[key] = box

    def _propose(self) -> None:
        here = self._desk.path
        folder = Path(self._settings.export_folder) if self._settings and self._settings.export_folder else None
        place = folder if folder is not None and folder.is_dir() else here.parent if here else documents_folder()
        stem = here.stem if here is not None else tr("Plan")
        kind = self.kind.value()
        name = f"{stem} CSV" if kind == CSV else f"{stem}.{kind}"
        if kind == CARDS:
            name = f"{stem} {tr('role cards')}" + (".pdf" if self._makes_file() else "")
        self.path.setText(str(place / name))
        self.open_after.setText(tr("Open it when done") if self._makes_file() else tr("Open the folder when done"))

    def _makes_file(self) -> bool:
        """Tell whether one file is written, not a folder of them."""
        kind = self.kind.value()
        return self._cards_pane().makes_file() if kind == CARDS else kind != CSV

    def _choose_file(self) -> None:
        kind = self.kind.value()
        if not self._makes_file():
            name = QFileDialog.getExistingDirectory(self, tr("Choose a folder"), self.path.text())
        else:
            kinds = f"{tr(KINDS[kind])} (*.{'pdf' if kind == CARDS else kind})"
            name, _ = QFileDialog.getSaveFileName(self, tr("Export to"), self.path.text(), kinds)
        if name:
            self.path.setText(name)

    def _on_open_after(self, on: bool) -> None:
        if self._settings is not None:
            self._settings.export_open = on

    # What becomes of it

    def _set_busy(self, busy: bool) -> None:
        self.start.setEnabled(not busy)
        self._cancel.setVisible(busy)

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_picture(self, path: Path) -> None:
        self._on_done(Done(path))

    def _on_done(self, done: Done) -> None:
        self._end()
        words = tr("Wrote {path}", path=str(done.path))
        self.message.emit(words)
        self._result.addWidget(Label(words, "body", "okText", wrap=True, parent=self.page))
        for note in done.notes:
            self._result.addWidget(Label(note, "small", "text2", wrap=True, parent=self.page))
        self._result.addLayout(self._links(done.path))
        self._remember(done.path)
        if self.open_after.isChecked():
            open_path(done.path)

    def _remember(self, path: Path) -> None:
        """Keep how the plan stood when it was handed on, once a day, to compare a later day with."""
        if path.suffix.lower() in (f".{EXCEL}", f".{PLAN}") and not self._desk.read_only:
            label = tr("Exported as {name}", name=path.name)[:120]
            self._desk.run(snapshots.take_once, today=self._desk.today(), label=label, failed=pass_over)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, UserError):
            raise error
        self._tell(error)

    def _tell(self, error: UserError) -> None:
        empty(self._result)
        self._result.addWidget(Label(error.sentence(), "body", "gapText", wrap=True, parent=self.page))

    def _on_cancelled(self) -> None:
        self._end()
        words = tr("Cancelled; nothing was written.")
        self._result.addWidget(Label(words, "body", "text2", parent=self.page))

    def _end(self) -> None:
        self._job = None
        self._set_busy(False)
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _links(self, path: Path) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        for text, place in ((tr("Open"), path), (tr("Show the folder"), path.parent)):
            button = link(text, parent=self.page)
            button.clicked.connect(partial(open_path, place))
            row.addWidget(button)
        row.addStretch(1)
        return row


def pass_over(_error: UserError) -> None:
    """Say nothing: the file is written, and an empty plan has nothing to be compared with."""


def open_path(path: Path, _checked: bool = False) -> None:
    """Open a file or folder with the program the desktop has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
